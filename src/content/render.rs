//! The component that shows a document to readers.

use super::Content;
use crate::media::model::MediaView;
use leptos::prelude::*;

/// The document in a `<div class="content">`. It never changes, so its inside is written as text by the one escaping sink:
/// hydration walks over it, and a translator that has rewritten a paragraph does no harm.
#[component]
pub fn ContentView(content: Content, media: Vec<MediaView>) -> impl IntoView {
    view! { <div class="content" inner_html=content.to_html(&media)></div> }
}
