//! The way past the frame, for who goes by the keyboard.

use leptos::prelude::*;

#[component]
pub fn SkipLink() -> impl IntoView {
    // External to the router, which would scroll there and leave the focus behind.
    view! { <a class="skip-link" href="#noi-dung" rel="external">"Đến nội dung chính"</a> }
}
