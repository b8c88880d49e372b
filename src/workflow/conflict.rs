//! A colleague has saved in between: both texts side by side, and what can be done with one's own.

use leptos::prelude::*;

use super::{api, comparing::side_by_side, model::PieceView};
use crate::{editor::surface::Handle, error::AppError};

/// `base`: the version that one's own text was written over.
#[component]
pub fn Conflict(piece: RwSignal<PieceView>, base: i64, editor: Handle) -> impl IntoView {
    let id = piece.read_untracked().id.clone();
    // Only what was looked at is written over. Until it can be, what comes of it is this conflict once more.
    let seen = RwSignal::new(base);
    // What the colleague has saved is read first: the page still shows the version before.
    let compared = LocalResource::new(move || {
        let id = id.clone();
        async move {
            let now = api::read_piece(id.clone()).await?;
            let compared = match api::compare(id.clone(), now.number, 0).await {
                // Nothing has been typed: one's own text is the version that was opened.
                Err(AppError::NotFound) => api::compare(id, now.number, base).await?,
                compared => compared?,
            };
            seen.try_set(now.number);
            Ok::<_, AppError>(compared)
        }
    });
    view! {
        <section class="notice notice-failed" role="alert" aria-labelledby="hai-ban">
            <h2 id="hai-ban">"Đồng nghiệp đã lưu một phiên bản khác"</h2>
            <p>{format!("Bạn viết trên phiên bản {base}. Chưa bản nào bị mất: hãy xem hai bản rồi chọn.")}</p>
            <Suspense fallback=|| view! { <p>"Đang so sánh…"</p> }>
                {move || Suspend::new(async move {
                    match compared.await {
                        Ok(compared) => side_by_side(&compared),
                        Err(error) => view! { <p>{error.wording()}</p> }.into_any(),
                    }
                })}
            </Suspense>
            <p class="buttons">
                <button type="button" class="button" on:click=move |_| editor.keep_mine(seen.get_untracked())>"Giữ bản của tôi"</button>
                <button type="button" class="button" on:click=move |_| editor.take_theirs()>"Lấy bản của đồng nghiệp"</button>
                <button type="button" class="button" on:click=move |_| editor.copy_mine()>"Chép bản của tôi"</button>
            </p>
            <p class="hint">"Bản không chọn vẫn còn trong phần Lịch sử."</p>
        </section>
    }
}
