//! Where a page stands, and the way back.

use leptos::prelude::*;

use super::model::SectionLink;

/// The way back: home, and the section above where there is one.
#[component]
pub fn Breadcrumb(#[prop(optional)] parents: Vec<SectionLink>) -> impl IntoView {
    breadcrumb(parents.into_iter().map(|section| (section.href(), section.name)).collect())
}

/// The way back, step by step, home being the first.
pub fn breadcrumb(steps: Vec<(String, String)>) -> AnyView {
    view! {
        <nav class="breadcrumb" aria-label="Đường dẫn">
            <ol role="list">
                <li><a href="/">"Trang chủ"</a></li>
                {steps.into_iter().map(|(href, name)| view! { <li><a href=href>{name}</a></li> }).collect_view()}
            </ol>
        </nav>
    }
    .into_any()
}
