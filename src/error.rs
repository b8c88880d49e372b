//! What can go wrong, by meaning: one status table, one Vietnamese wording table.

use leptos::server_fn::error::{FromServerFnError, ServerFnErrorErr};
use serde::{Deserialize, Serialize};

use crate::{
    text::{
        json::Value,
        shapes::{FromJson, member},
    },
    wire::JsonText,
};

/// An error as the browser may see it: nothing of the inside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum AppError {
    #[error("{}", self.wording())]
    NotFound,
    /// Withdrawn: it was here and is closed since then (UTC microseconds), for a reason that may be told.
    #[error("{}", self.wording())]
    Gone { at: i64, note: String },
    #[error("{}", self.wording())]
    SignInNeeded,
    #[error("{}", self.wording())]
    NotAllowed,
    #[error("{}", self.wording())]
    Invalid(Vec<Problem>),
    #[error("{}", self.wording())]
    Conflict,
    /// A single-use link that was used, is too old or never was: one answer for all.
    #[error("{}", self.wording())]
    Spent,
    /// Asked too often; later it will do.
    #[error("{}", self.wording())]
    TooMany,
    #[error("{}", self.wording())]
    Unavailable,
}

/// One thing to mend, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    pub at: String,
    pub says: String,
}

impl Problem {
    pub fn new(at: impl Into<String>, says: impl Into<String>) -> Self {
        Self { at: at.into(), says: says.into() }
    }
}

impl AppError {
    pub fn invalid(at: impl Into<String>, says: impl Into<String>) -> Self {
        Self::Invalid(vec![Problem::new(at, says)])
    }

    pub fn status(&self) -> u16 {
        match self {
            Self::NotFound => 404,
            Self::Gone { .. } | Self::Spent => 410,
            Self::SignInNeeded => 401,
            Self::NotAllowed => 403,
            Self::Invalid(_) => 422,
            Self::Conflict => 409,
            Self::TooMany => 429,
            Self::Unavailable => 503,
        }
    }

    pub fn wording(&self) -> String {
        match self {
            Self::NotFound => "Không tìm thấy nội dung này. Hãy kiểm tra lại địa chỉ hoặc về trang chủ.".into(),
            Self::Gone { at, .. } => format!("Nội dung này đã được gỡ ngày {}.", crate::text::dates::date(*at)),
            Self::SignInNeeded => "Cần đăng nhập để làm việc này.".into(),
            Self::NotAllowed => "Tài khoản của bạn không có quyền làm việc này.".into(),
            Self::Invalid(problems) => {
                let says: Vec<_> = problems.iter().map(|problem| problem.says.as_str()).collect();
                format!("Dữ liệu chưa đúng: {}", says.join("; "))
            }
            Self::Conflict => "Nội dung vừa được người khác thay đổi. Hãy tải lại và so sánh.".into(),
            Self::Spent => "Liên kết này đã được dùng, đã hết hạn hoặc không đúng. Hãy nhờ quản trị tạo liên kết mới.".into(),
            Self::TooMany => {
                "Đã thử sai quá nhiều lần. Hãy chờ 15 phút rồi thử lại, hoặc nhờ quản trị tạo liên kết đặt lại mật khẩu.".into()
            }
            Self::Unavailable => "Hệ thống đang bận hoặc gặp sự cố. Hãy thử lại sau ít phút.".into(),
        }
    }
}

crate::from_json!(Problem { at, says });

impl FromJson for AppError {
    fn from_json(value: &Value<'_>) -> Option<Self> {
        Some(match value.text() {
            Some("NotFound") => Self::NotFound,
            Some("SignInNeeded") => Self::SignInNeeded,
            Some("NotAllowed") => Self::NotAllowed,
            Some("Conflict") => Self::Conflict,
            Some("Spent") => Self::Spent,
            Some("TooMany") => Self::TooMany,
            Some("Unavailable") => Self::Unavailable,
            Some(_) => return None,
            None => match value.member("Gone") {
                Some(gone) => Self::Gone { at: member(gone, "at")?, note: member(gone, "note")? },
                None => Self::Invalid(member(value, "Invalid")?),
            },
        })
    }
}

impl FromServerFnError for AppError {
    type Encoder = JsonText;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            ServerFnErrorErr::Args(_) | ServerFnErrorErr::MissingArg(_) | ServerFnErrorErr::Deserialization(_) => {
                Self::invalid("", "thiếu hoặc sai tham số")
            }
            _ => Self::Unavailable,
        }
    }

    fn status_code(&self) -> http::StatusCode {
        http::StatusCode::from_u16(self.status()).unwrap_or(http::StatusCode::INTERNAL_SERVER_ERROR)
    }
}

#[cfg(feature = "ssr")]
impl From<sqlx::Error> for AppError {
    /// Logs the database's words once and tells the browser nothing of them.
    fn from(error: sqlx::Error) -> Self {
        if matches!(error, sqlx::Error::RowNotFound) {
            return Self::NotFound;
        }
        tracing::error!(error = %error, "database error");
        crate::cause::remember(crate::cause::Cause::of_database(&error));
        Self::Unavailable
    }
}
