//! Waiting for a page's data: the old page stays until the new one is there, a failure says so and offers a retry.

use std::sync::Arc;

use leptos::prelude::*;

use super::{
    head::Head,
    page_data::{PageData, PageResource},
    stop::Stop,
};
use crate::{error::AppError, text::shapes::FromJson};

#[cfg(feature = "newsroom")]
pub use newsroom::{loaded, missing};

/// Shows what a reader's page is made from.
pub fn page<T: FromJson + Clone + 'static>(data: PageResource, show: fn(T) -> AnyView) -> AnyView {
    // One type for all pages from here on.
    let show: Show = Arc::new(move |data| data.read().map(show));
    waited(data, show)
}

type Show = Arc<dyn Fn(PageData) -> Result<AnyView, AppError> + Send + Sync>;

fn waited(data: PageResource, show: Show) -> AnyView {
    view! {
        <Transition fallback=loading>
            {move || {
                let show = Arc::clone(&show);
                Suspend::new(async move {
                    match shown(data.await, &show) {
                        Ok(view) => view,
                        Err(error) => failed(error, Callback::new(move |()| data.refetch())),
                    }
                })
            }}
        </Transition>
    }
    .into_any()
}

/// One element around whatever a page consists of, so that it can be taken over as it stands.
fn wrapped(view: AnyView) -> AnyView {
    view! { <div class="shown">{view}</div> }.into_any()
}

#[cfg(not(feature = "hydrate"))]
fn shown(data: PageData, show: &Show) -> Result<AnyView, AppError> {
    show(data).map(wrapped)
}

/// What the page already shows is neither read nor walked over (decision 0023).
#[cfg(feature = "hydrate")]
fn shown(data: PageData, show: &Show) -> Result<AnyView, AppError> {
    if data.is_shown() { Ok(super::browser::kept::Kept.into_any()) } else { show(data).map(wrapped) }
}

#[cfg(feature = "newsroom")]
mod newsroom {
    use leptos::prelude::*;
    use serde::{Serialize, de::DeserializeOwned};

    use super::{failed, loading};
    use crate::{
        error::AppError,
        text::addresses::percent_encoded,
        ui::{form::this_page, head::Head},
    };

    /// Whoever signs in comes back to this page.
    fn signed_out() -> AnyView {
        Head::of_error(&AppError::SignInNeeded).say();
        let href = format!("/dang-nhap?tiep={}", percent_encoded(&this_page()));
        view! {
            <div class="stop">
                <h1>"Phiên làm việc đã hết"</h1>
                <p>"Hãy đăng nhập lại để làm tiếp ở trang này. Bài đang soạn vẫn được giữ trên máy này."</p>
                <p class="buttons"><a class="button button-main" href=href rel="external">"Đăng nhập lại"</a></p>
            </div>
        }
        .into_any()
    }

    /// Shows what a resource of the newsroom brought. `show` is a plain function, so that each page adds little code.
    pub fn loaded<T>(resource: Resource<Result<T, AppError>>, show: fn(T) -> AnyView) -> AnyView
    where
        T: Clone + Send + Sync + Serialize + DeserializeOwned + 'static,
    {
        view! {
            <Transition fallback=loading>
                {move || Suspend::new(async move {
                    match resource.await {
                        Ok(value) => show(value),
                        Err(AppError::SignInNeeded) => signed_out(),
                        Err(AppError::NotFound) => missing(),
                        Err(error) => failed(error, Callback::new(move |()| resource.refetch())),
                    }
                })}
            </Transition>
        }
        .into_any()
    }

    /// In the newsroom there is neither the readers' menu nor their foot of the page to point at.
    pub fn missing() -> AnyView {
        Head::of_error(&AppError::NotFound).say();
        view! {
            <div class="stop">
                <p class="stop-code">"Lỗi 404"</p>
                <h1>"Không có trang nào ở địa chỉ này"</h1>
                <p>"Địa chỉ có thể bị gõ thiếu, hoặc nội dung đã được bỏ, hoặc không còn thuộc việc của bạn. Bạn có thể:"</p>
                <ul>
                    <li><a href="/bien-tap">"về trang đầu của Ban biên tập"</a>";"</li>
                    <li><a href="/" rel="external">"xem cổng như người đọc"</a>"."</li>
                </ul>
            </div>
        }
        .into_any()
    }
}

fn loading() -> AnyView {
    view! { <p class="empty">"Đang tải…"</p> }.into_any()
}

/// Missing pages explain themselves; what may pass offers to try again.
fn failed(error: AppError, retry: Callback<()>) -> AnyView {
    Head::of_error(&error).say();
    if matches!(error, AppError::NotFound | AppError::Gone { .. } | AppError::Spent) {
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
