//! A named list of articles, page by page: those of an author line, those of a tag.

use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::{
    card::{CardSize, card},
    model::ArticleCard,
};
use crate::{
    context::Request,
    error::AppError,
    section::breadcrumb::breadcrumb,
    section::model::PAGE_LENGTH,
    ui::{
        head::Head,
        paging::{page_number, paging},
        served::served,
    },
};

/// One page of articles, newest first, under the name that stands most often.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listing {
    pub name: String,
    pub total: i64,
    pub articles: Vec<ArticleCard>,
}

impl Listing {
    pub fn pages(&self) -> i64 {
        (self.total + PAGE_LENGTH - 1).div_euclid(PAGE_LENGTH)
    }

    /// # Errors
    /// `NotFound` for a page that is not there.
    pub fn require_page(&self, page: i64) -> Result<(), AppError> {
        if page < 1 || page > self.pages() { Err(AppError::NotFound) } else { Ok(()) }
    }
}

/// The page of the address that is asked for: `read` finds its list, `href` names its address, `says` what it is, to people and to those who
/// only look for it.
pub fn listing_page<Fut>(
    read: fn(Request, String, i64) -> Fut,
    href: fn(&str) -> String,
    says: fn(&Listing) -> [String; 2],
) -> AnyView
where
    Fut: Future<Output = Result<Listing, AppError>> + Send + 'static,
{
    let slug = use_params_map().get_untracked().get("slug").unwrap_or_default();
    let page = page_number(use_query_map().get_untracked().get("trang").as_deref());
    let request = Request::current();
    served(async move {
        let href = href(&slug);
        let listing = read(request?, slug, page).await?;
        let [about, description] = says(&listing);
        Ok(show(listing, about, description, &href, page))
    })
}

fn show(listing: Listing, about: String, description: String, href: &str, page: i64) -> AnyView {
    let (title, path) = match page {
        1 => (listing.name.clone(), href.to_owned()),
        _ => (format!("{}, trang {page}", listing.name), format!("{href}?trang={page}")),
    };
    Head { title, description, path, ..Head::default() }.say();
    let pages = listing.pages();
    let items = listing.articles.into_iter().map(|article| view! { <li>{card(article, CardSize::Full, 2)}</li> });
    view! {
        {breadcrumb(Vec::new())}
        <header class="section-intro">
            <h1>{listing.name}</h1>
            <p>{about}</p>
        </header>
        <ul class="entries" role="list">{items.collect_view()}</ul>
        {paging(page, pages, ["Tin mới hơn", "Tin cũ hơn"], |number| if number == 1 { href.to_owned() } else { format!("{href}?trang={number}") })}
    }
    .into_any()
}
