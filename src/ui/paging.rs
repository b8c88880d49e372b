//! The pages of a list: the first, the last, and those around this one.

use leptos::prelude::*;

use super::icons::{Icon, icon};

/// The first page where none is asked for, also by an empty field; a page that cannot be where the number is none.
pub fn page_number(asked: Option<&str>) -> i64 {
    asked.filter(|asked| !asked.is_empty()).map_or(1, |asked| asked.parse().unwrap_or(0))
}

/// Nothing where there is one page. `words` are those of the page before and the page after.
pub fn paging(page: i64, pages: i64, words: [&'static str; 2], at: impl Fn(i64) -> String) -> AnyView {
    if pages <= 1 {
        return ().into_any();
    }
    let shown = (1..=pages).filter(|number| *number == 1 || *number == pages || (number - page).abs() <= 2);
    shown_pages(page, pages, words, &shown.map(|number| (number, at(number))).collect::<Vec<_>>())
}

fn shown_pages(page: i64, pages: i64, [before, after]: [&'static str; 2], shown: &[(i64, String)]) -> AnyView {
    let at = |wanted: i64| shown.iter().find(|(number, _)| *number == wanted).map(|(_, href)| href.clone());
    let numbers = shown.iter().map(|(number, href)| {
        let current = (*number == page).then_some("page");
        view! { <li><a class="button" href=href.clone() aria-current=current><span class="visually-hidden">"Trang "</span>{*number}</a></li> }.into_any()
    });
    view! {
        <nav class="paging" aria-label="Trang">
            <ul role="list">
                {(page > 1).then(|| view! { <li><a class="button" href=at(page - 1) rel="prev">{icon(Icon::Earlier)} {before}</a></li> })}
                {numbers.collect_view()}
                {(page < pages).then(|| view! { <li><a class="button" href=at(page + 1) rel="next">{after} {icon(Icon::Later)}</a></li> })}
            </ul>
        </nav>
    }
    .into_any()
}
