"""Fills an empty site with what a portal of ours holds: python -m portal.load CONGDAN.SQLITE HOST"""

import json
import sqlite3
import sys
import uuid
from collections import defaultdict
from datetime import datetime, timezone

import django

django.setup()

from django.db import transaction
from django.db.models import Model
from wagtail.models import Page, Site
from wagtail.rich_text import RichText

from portal.content import stream, words
from portal.models import Article, ArticleIndex, Portal, Section, SideBlock

READING_SPEED = 220


def load(file, host):
    db = sqlite3.connect(file)
    db.row_factory = sqlite3.Row
    (site_id,) = db.execute("select id from site where host = ?", (host,)).fetchone()
    load_frame(db, site_id)
    sections = load_sections(db, site_id)
    media = read_media(db, site_id)
    home = Page.objects.get(depth=2)
    index = home.add_child(instance=ArticleIndex(title="Bài viết", slug="bai-viet"))
    articles = db.execute(
        """select a.slug, a.section_id, a.published_at, a.corrected_at, r.* from article a join revision r on r.id = a.published_revision_id
        where a.site_id = ? and a.withdrawn_at is null order by a.published_at, a.id""",
        (site_id,),
    )
    for index.numchild, row in enumerate(articles, 1):
        add_child(index, article(row, sections, media))
    index.save()


def add_child(index, child):
    """As treebeard's own, without looking again for the place of each."""
    child.path = index._get_path(index.path, index.depth + 1, index.numchild)
    child.depth, child.url_path, child.draft_title = index.depth + 1, f"{index.url_path}{child.slug}/", child.title
    child.locale_id = index.locale_id
    Model.save(child)


def article(row, sections, media):
    content = json.loads(row["content"])
    syllables = words(content) + len(row["lead"].split())
    cover = [one for one in media.get(named(row["cover_id"]), []) if one["format"] == "jpeg"]
    return Article(
        slug=row["slug"],
        title=row["title"],
        lead=row["lead"],
        section=sections[row["section_id"]],
        author_line=row["author_line"],
        source_name=row["source_name"],
        source_url=row["source_url"],
        published_at=time(row["published_at"]),
        corrected_at=time(row["corrected_at"]),
        reading_minutes=max(1, -(-syllables // READING_SPEED)),
        share_picture=cover[-1] if cover else None,
        body=[(kind, RichText(value) if kind == "text" else value) for kind, value in stream(content, media)],
    )


def load_frame(db, site_id):
    site = db.execute("select * from site where id = ?", (site_id,)).fetchone()
    names = ["name", "parent", "governing_body", "responsible", "address", "phone", "email", "licence"]
    pages = db.execute("select slug, title from page where site_id = ? order by position, id", (site_id,))
    links = db.execute("select name, url from web_link where site_id = ? order by position, id", (site_id,))
    Portal.objects.create(
        site=Site.objects.get(), pages=[dict(row) for row in pages], web_links=[dict(row) for row in links], **{name: site[name] for name in names}
    )


def load_sections(db, site_id):
    rows = db.execute("select * from section where site_id = ? order by position, id", (site_id,)).fetchall()
    sections = {
        row["id"]: Section.objects.create(slug=row["slug"], name=row["name"], in_menu=row["in_menu"], position=row["position"])
        for row in rows
    }
    for row in db.execute("select * from block where site_id = ? order by position, id", (site_id,)):
        SideBlock.objects.create(
            title=row["title"], section=sections[row["section_id"]], length=row["length"], position=row["position"]
        )
    return sections


def read_media(db, site_id):
    """Of each file its sizes, from narrow to wide."""
    media = defaultdict(list)
    for row in db.execute(
        """select m.id, m.name, m.width as whole_width, m.height as whole_height, r.format, r.width, r.height, r.hash
        from media m join rendition r on r.media_id = m.id where m.site_id = ? order by r.width""",
        (site_id,),
    ):
        ending = "webp" if row["format"] == "webp" else "jpg"
        address = f"/tap-tin/{row['hash']}/{row['name'].rsplit('.', 1)[0]}-{row['width']}.{ending}"
        known = {name: row[name] for name in ("format", "width", "height", "whole_width", "whole_height")}
        media[named(row["id"])].append(known | {"address": address})
    return media


def named(id):
    return id and str(uuid.UUID(bytes=id))


def time(micros):
    return None if micros is None else datetime.fromtimestamp(micros / 1e6, timezone.utc)


with transaction.atomic():
    load(*sys.argv[1:])
