//! What a page says of itself: title, address, picture, dates. The server writes it into `<head>`; in the browser the title follows.

use crate::error::AppError;

/// A page's own words for `<head>`, and the status it answers with.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Head {
    pub title: String,
    pub description: String,
    /// The address under which the page is known: "/bai-viet/…".
    pub path: String,
    /// 200 while unset.
    pub status: u16,
    pub article: Option<ArticleHead>,
    /// Where the page has moved for good.
    pub moved_to: Option<String>,
}

/// What search engines and message apps show of an article.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ArticleHead {
    /// Path and name of each section that it stands in, from the top.
    pub sections: Vec<(String, String)>,
    pub author: String,
    pub published_at: i64,
    pub modified_at: i64,
    pub picture: Option<HeadPicture>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HeadPicture {
    pub path: String,
    pub width: i64,
    pub height: i64,
}

/// A page of the newsroom has a title and nothing else.
#[cfg(feature = "newsroom")]
pub fn titled(title: &str) {
    Head { title: title.into(), ..Head::default() }.say();
}

impl Head {
    pub fn of_error(error: &AppError) -> Self {
        let title = match error {
            AppError::NotFound => "Không tìm thấy trang",
            AppError::Gone { .. } => "Nội dung đã gỡ",
            AppError::Spent => "Liên kết đã hết hiệu lực",
            AppError::SignInNeeded => "Cần đăng nhập",
            AppError::NotAllowed => "Không có quyền mở trang này",
            _ => "Trang đang gặp sự cố",
        };
        Self { title: title.into(), status: error.status(), ..Self::default() }
    }

    /// Says it: call once the page's content is known.
    pub fn say(self) {
        place::say(self);
    }
}

#[cfg(feature = "ssr")]
pub use place::HeadSink;

#[cfg(feature = "ssr")]
mod place {
    use std::sync::{Arc, Mutex, PoisonError};

    use leptos::prelude::use_context;

    use super::Head;

    /// Where a page on the server leaves its words for the shell.
    #[derive(Clone, Debug, Default)]
    pub struct HeadSink(Arc<Mutex<Head>>);

    impl HeadSink {
        pub fn take(&self) -> Head {
            std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
        }
    }

    pub fn say(head: Head) {
        if let Some(sink) = use_context::<HeadSink>() {
            *sink.0.lock().unwrap_or_else(PoisonError::into_inner) = head;
        }
    }
}

#[cfg(not(feature = "ssr"))]
mod place {
    use super::Head;

    #[cfg(feature = "hydrate")]
    pub fn say(head: Head) {
        crate::ui::browser::arrival::arrive(&head);
    }

    #[cfg(not(feature = "hydrate"))]
    pub fn say(_head: Head) {}
}
