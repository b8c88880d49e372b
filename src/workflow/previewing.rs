//! A piece as readers would see it, in their page: what its writer has typed last, saved or not.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use uuid::Uuid;

use super::{
    details::{first_picture, picked_slugs},
    keeping,
    model::PieceFields,
    saving::fields_of,
    store::{self, PieceRow},
};
use crate::{
    accounts::actors::{Writer, require_writer},
    article::{
        model::Article,
        pages::show,
        related::{self, Of},
        sharing::read_links,
        store::with_content,
        tags,
    },
    clock::now,
    content::Content,
    context::Request,
    error::AppError,
    section::model::SectionLink,
    text,
    ui::served::served,
};

#[component]
pub fn PreviewPage() -> impl IntoView {
    let id = use_params_map().get_untracked().get("id").unwrap_or_default();
    let asked = require_writer();
    served(async move {
        let (request, writer) = asked?;
        Ok(show(read_preview(&request, &writer, &id).await?))
    })
}

/// # Errors
/// `NotFound` for what is not there or not one's own to see.
async fn read_preview(request: &Request, writer: &Writer, id: &str) -> Result<Article, AppError> {
    let (db, site) = (&request.db, writer.site);
    let row = match store::find_piece(db, writer, id).await {
        Ok(row) => Some(row),
        // A new piece has nothing but a working copy.
        Err(AppError::NotFound) => None,
        Err(error) => return Err(error),
    };
    let id = Uuid::parse_str(id).map_err(|_| AppError::NotFound)?;
    let (fields, content) = match (keeping::find(db, writer, id).await?, &row) {
        (Some(kept), _) => (kept.fields, Content::read_stored(&kept.content, kept.schema)?),
        (None, Some(row)) => (fields_of(row), row.content()?),
        (None, None) => return Err(AppError::NotFound),
    };
    let sections = store::list_sections(db, site).await?;
    let section = sections.iter().find(|section| section.slug == fields.section);
    let parent = section.and_then(|section| sections.iter().find(|above| Some(above.id) == section.parent_id));
    let of = Of {
        site,
        section: section.map(|section| section.id).unwrap_or_default(),
        article: id,
        says: [fields.title.as_str(), &fields.lead, &fields.tags].join("\n"),
        picked: &picked_slugs(&fields.related).join("\n"),
    };
    let related = related::list(db, Some(&request.search), of).await?;
    let cover = Uuid::parse_str(&fields.cover).ok().or_else(|| first_picture(&content));
    let names = tags::names(&fields.tags);
    let [section, parent] = [section, parent].map(|row| row.cloned().map(store::SectionRow::link));
    let article = article(fields, row.as_ref(), section.unwrap_or_default());
    let parents = parent.into_iter().collect();
    let article = with_content(db, site, Article { related, parents, ..article }, content, cover).await?;
    let links = read_links(request, &article, &names).await?;
    Ok(Article { links, ..article })
}

fn article(fields: PieceFields, row: Option<&PieceRow>, section: SectionLink) -> Article {
    let slug = if fields.slug.is_empty() { text::slug(&fields.title) } else { text::slug(&fields.slug) };
    Article {
        slug,
        title: fields.title,
        lead: fields.lead,
        section,
        author_line: fields.author_line,
        source_name: fields.source_name,
        source_url: fields.source_url,
        seo_title: fields.seo_title,
        seo_description: fields.seo_description,
        published_at: row.and_then(|row| row.published_at.or(row.scheduled_at)).unwrap_or_else(now),
        ..Article::default()
    }
}
