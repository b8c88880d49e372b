//! A page that only the server makes: nothing of what it was made from goes to the browser.

use leptos::prelude::*;

use super::{head::Head, stop::Stop};
use crate::error::AppError;

/// Shows a page once it is made; one that cannot be made says so.
pub fn served(page: impl Future<Output = Result<AnyView, AppError>> + Send + 'static) -> AnyView {
    let shown = Suspend::new(async move {
        page.await.unwrap_or_else(|error| {
            Head::of_error(&error).say();
            view! { <Stop error/> }.into_any()
        })
    });
    view! { <Suspense fallback=|| ()>{shown}</Suspense> }.into_any()
}
