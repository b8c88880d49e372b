//! Pages that could not be shown, and what the reader can do instead.

use leptos::prelude::*;

use crate::{error::AppError, text::dates};

#[component]
pub fn Stop(error: AppError) -> impl IntoView {
    let reason = match &error {
        AppError::Gone { note, .. } if !note.is_empty() => Some(view! { <p>{format!("Lý do: {note}")}</p> }),
        _ => None,
    };
    let (code, heading, text) = match error {
        AppError::NotFound => (
            "Lỗi 404".to_owned(),
            "Không có trang nào ở địa chỉ này",
            "Địa chỉ có thể bị gõ thiếu, hoặc trang đã đổi chỗ. Bạn có thể chọn một chuyên mục trên đầu trang, hoặc:",
        ),
        AppError::Gone { at, .. } => (
            format!("Bài đã gỡ ngày {}", dates::date(at)),
            "Bài viết này không còn trên cổng",
            "Thông báo: Ban biên tập đã gỡ bài viết này; đường dẫn cũ được giữ để cho bạn biết điều đó. Bạn có thể xem các bài khác trong từng chuyên mục, hoặc:",
        ),
        AppError::Spent => (
            "Liên kết dùng một lần".to_owned(),
            "Liên kết này không còn hiệu lực",
            "Liên kết đã được dùng, đã hết hạn hoặc không đúng. Hãy nhờ quản trị của cơ quan tạo liên kết mới, hoặc:",
        ),
        _ => (
            "Có sự cố".to_owned(),
            "Cổng đang gặp trục trặc",
            "Lỗi ở phía chúng tôi và đã được ghi lại. Hãy thử lại sau ít phút, hoặc:",
        ),
    };
    view! {
        <div class="stop">
            <p class="stop-code">{code}</p>
            <h1>{heading}</h1>
            {reason}
            <p>{text}</p>
            <ul>
                <li><a href="/">"về trang chủ"</a>";"</li>
                <li>"xem cách liên hệ với cơ quan ở cuối trang."</li>
            </ul>
        </div>
    }
}
