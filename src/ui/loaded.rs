//! Waiting for a page's data: the old page stays until the new one is there, a failure says so and offers a retry.

use leptos::prelude::*;
use serde::{Serialize, de::DeserializeOwned};

use super::{head::Head, stop::Stop};
use crate::error::AppError;

/// Shows what a resource brought. `show` is a plain function, so that each page adds little code.
pub fn loaded<T>(resource: Resource<Result<T, AppError>>, show: fn(T) -> AnyView) -> AnyView
where
    T: Clone + Send + Sync + Serialize + DeserializeOwned + 'static,
{
    view! {
        <Transition fallback=loading>
            {move || Suspend::new(async move {
                match resource.await {
                    Ok(value) => show(value),
                    Err(error) => failed(error, Callback::new(move |()| resource.refetch())),
                }
            })}
        </Transition>
    }
    .into_any()
}

fn loading() -> AnyView {
    view! { <p class="empty">"Đang tải…"</p> }.into_any()
}

/// Missing pages explain themselves; what may pass offers to try again.
fn failed(error: AppError, retry: Callback<()>) -> AnyView {
    Head::of_error(&error).say();
    if matches!(error, AppError::NotFound | AppError::Gone(_) | AppError::Spent) {
        return view! { <Stop error/> }.into_any();
    }
    view! {
        <div class="stop">
            <h1>"Chưa tải được trang"</h1>
            <div class="notice notice-failed" role="alert">
                <p>{error.wording()}</p>
                <p class="needs-script">
                    <button type="button" class="button" on:click=move |_| retry.run(())>"Thử lại"</button>
                </p>
            </div>
            <p><a href="/">"Về trang chủ"</a></p>
        </div>
    }
    .into_any()
}
