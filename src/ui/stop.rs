//! Pages that could not be shown, and what the reader can do instead.

use leptos::prelude::*;

use crate::error::AppError;

#[component]
pub fn Stop(error: AppError) -> impl IntoView {
    let (code, heading, text) = match error {
        AppError::NotFound => (
            "Lỗi 404",
            "Không có trang nào ở địa chỉ này",
            "Địa chỉ có thể bị gõ thiếu, hoặc trang đã đổi chỗ. Bạn có thể chọn một chuyên mục trên đầu trang, hoặc:",
        ),
        AppError::Gone => (
            "Bài đã gỡ",
            "Bài viết này không còn trên cổng",
            "Ban biên tập đã gỡ bài viết này. Bạn có thể xem các bài khác trong từng chuyên mục, hoặc:",
        ),
        _ => ("Có sự cố", "Cổng đang gặp trục trặc", "Lỗi ở phía chúng tôi và đã được ghi lại. Hãy thử lại sau ít phút, hoặc:"),
    };
    view! {
        <div class="stop">
            <p class="stop-code">{code}</p>
            <h1>{heading}</h1>
            <p>{text}</p>
            <ul>
                <li><a href="/">"về trang chủ"</a>";"</li>
                <li>"xem cách liên hệ với cơ quan ở cuối trang."</li>
            </ul>
        </div>
    }
}
