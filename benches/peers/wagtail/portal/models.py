"""A small portal as one would model it in Wagtail: articles under one page, in sections, with a body of blocks."""

from django.db import models
from wagtail import blocks
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.fields import StreamField
from wagtail.models import Page

RELATED = 4


class Section(models.Model):
    slug = models.SlugField(unique=True)
    name = models.TextField()
    in_menu = models.BooleanField()
    position = models.IntegerField()


class SideBlock(models.Model):
    """The latest of a section, in the side column."""

    title = models.TextField()
    section = models.ForeignKey(Section, models.CASCADE)
    length = models.IntegerField()
    position = models.IntegerField()

    def articles(self):
        return Article.objects.live().filter(section=self.section_id).order_by("-published_at", "-pk")[: self.length]


@register_setting
class Portal(BaseSiteSetting):
    """Who publishes, and the links at the side and at the foot: one row."""

    name = models.TextField()
    parent = models.TextField()
    governing_body = models.TextField()
    responsible = models.TextField()
    address = models.TextField()
    phone = models.TextField()
    email = models.TextField()
    licence = models.TextField()
    pages = models.JSONField()
    web_links = models.JSONField()


class PictureBlock(blocks.StructBlock):
    """The addresses of its sizes stand in the block, so that none has to be looked up, which is the kindest."""

    webp = blocks.CharBlock()
    jpeg = blocks.CharBlock()
    src = blocks.CharBlock()
    width = blocks.IntegerBlock()
    height = blocks.IntegerBlock()
    alt = blocks.CharBlock(required=False)
    caption = blocks.RawHTMLBlock(required=False)
    credit = blocks.CharBlock(required=False)

    class Meta:
        template = "blocks/picture.html"


class ArticleIndex(Page):
    pass


class Article(Page):
    lead = models.TextField(blank=True)
    section = models.ForeignKey(Section, models.PROTECT)
    author_line = models.TextField(blank=True)
    source_name = models.TextField(blank=True)
    source_url = models.TextField(blank=True)
    published_at = models.DateTimeField()
    corrected_at = models.DateTimeField(null=True, blank=True)
    reading_minutes = models.IntegerField()
    share_picture = models.JSONField(null=True, blank=True)
    # Text is paragraphs, headings, lists and quotes up to the next picture or table.
    body = StreamField([("text", blocks.RichTextBlock()), ("picture", PictureBlock()), ("table", blocks.RawHTMLBlock())])

    template = "article.html"
    # Nobody searches here, and nobody asks what is used where.
    search_auto_update = False
    wagtail_reference_index_ignore = True

    class Meta:
        indexes = [models.Index(fields=["section", "-published_at"])]

    def get_context(self, request):
        related = Article.objects.live().filter(section=self.section_id).exclude(pk=self.pk)
        return super().get_context(request) | {
            "portal": Portal.for_request(request),
            "menu": Section.objects.filter(in_menu=True).order_by("position"),
            "side_blocks": SideBlock.objects.order_by("position"),
            "related": related.order_by("-published_at", "-pk")[:RELATED],
        }
