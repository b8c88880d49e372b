//! Answers where the application itself cannot render: small complete pages in Vietnamese, or JSON.

use std::{fmt::Write, sync::LazyLock};

use axum::{
    body::{Body, HttpBody},
    http::{
        HeaderMap, HeaderValue, StatusCode,
        header::{ACCEPT, ALLOW, CACHE_CONTROL, CONTENT_LENGTH, CONTENT_SECURITY_POLICY, CONTENT_TYPE, RETRY_AFTER},
    },
    response::Response,
};

use super::headers::script_hash;

/// What a client can read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wants {
    Page,
    Json,
}

/// A request that goes no further. The reason is for the log only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Refusal {
    pub status: StatusCode,
    pub reason: &'static str,
}

impl Refusal {
    pub fn of(status: StatusCode, reason: &'static str) -> Self {
        Self { status, reason }
    }
}

impl Wants {
    /// JSON where Accept names it before, or instead of, HTML.
    pub fn of(headers: &HeaderMap) -> Self {
        let accept = headers.get(ACCEPT).and_then(|accept| accept.to_str().ok()).unwrap_or("");
        match (accept.find("application/json"), accept.find("text/html")) {
            (Some(json), Some(html)) if json < html => Self::Json,
            (Some(_), None) => Self::Json,
            _ => Self::Page,
        }
    }
}

// System colours follow the reader's light, dark or forced-colours setting without a rule for each.
const STYLE: &str = "\
:root{color-scheme:light dark;font:112.5%/1.6 system-ui,sans-serif}\
body{margin:0;background:Canvas;color:CanvasText}\
main{max-inline-size:38rem;margin:0 auto;padding:4rem 1.25rem}\
h1{font-size:1.75rem;line-height:1.25;margin:0 0 1rem}\
a{display:inline-block;padding:.6rem 0;color:LinkText}\
.code{margin:0 0 .5rem}";

static POLICY: LazyLock<Option<HeaderValue>> = LazyLock::new(|| {
    let hash = script_hash(STYLE);
    let policy = format!("default-src 'none'; style-src '{hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
    HeaderValue::try_from(policy).ok()
});

/// A complete page that needs nothing else: no script, no style sheet, no picture.
pub fn error_page(status: StatusCode, heading: &str, text: &str) -> Response {
    let mut response = answer(status, "text/html; charset=utf-8", page_text(status, heading, text));
    if let Some(policy) = POLICY.clone() {
        response.headers_mut().insert(CONTENT_SECURITY_POLICY, policy);
    }
    response
}

/// The same in the words of its status, for where no [`Response`] is sent.
pub fn refusal_page(status: StatusCode) -> (HeaderMap, String) {
    let (heading, text) = wording(status);
    let (parts, _) = error_page(status, heading, text).into_parts();
    (parts.headers, page_text(status, heading, text))
}

fn page_text(status: StatusCode, heading: &str, text: &str) -> String {
    let code = status.as_u16();
    let (heading, text) = (escape(heading), escape(text));
    // Where no site is, there is no home to go to.
    let home = match status {
        StatusCode::MISDIRECTED_REQUEST => "",
        _ => "<p><a href=\"/\">Về trang chủ</a></p>",
    };
    format!(
        "<!doctype html><html lang=\"vi\"><head><meta charset=\"utf-8\"><title>{heading}</title>\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><meta name=\"robots\" content=\"noindex\">\
         <style>{STYLE}</style></head><body><main><p class=\"code\">Mã {code}</p><h1>{heading}</h1><p>{text}</p>{home}</main></body></html>"
    )
}

/// The same as a page or as `{"error":"…"}`.
pub fn error_answer(wants: Wants, status: StatusCode, heading: &str, text: &str) -> Response {
    match wants {
        Wants::Page => error_page(status, heading, text),
        Wants::Json => answer(status, "application/json", serde_json::json!({ "error": format!("{heading}. {text}") }).to_string()),
    }
}

/// The answer to a refused request, in the words of its status.
pub fn refuse(wants: Wants, status: StatusCode) -> Response {
    let (heading, text) = wording(status);
    let mut response = error_answer(wants, status, heading, text);
    let headers = response.headers_mut();
    if status == StatusCode::METHOD_NOT_ALLOWED {
        headers.insert(ALLOW, HeaderValue::from_static("GET, HEAD, POST"));
    }
    if status == StatusCode::SERVICE_UNAVAILABLE {
        headers.insert(RETRY_AFTER, HeaderValue::from_static("5"));
    }
    response
}

/// Gives an error that came without words (an unknown address, a wrong method), or with a library's English ones, words of ours.
pub fn put_into_words(response: Response, wants: Wants) -> Response {
    let status = response.status();
    let is_error = status.is_client_error() || status.is_server_error();
    let has_words = match response.headers().get(CONTENT_TYPE) {
        Some(kind) => !kind.as_bytes().starts_with(b"text/plain"),
        None => response.body().size_hint().exact() != Some(0),
    };
    // Server functions speak to our own code in the browser.
    if !is_error || has_words || response.headers().contains_key("serverfnerror") {
        return response;
    }
    let (mut parts, _) = response.into_parts();
    let (words, body) = refuse(wants, status).into_parts();
    parts.headers.remove(CONTENT_LENGTH);
    for (name, value) in &words.headers {
        // The router knows better which methods an address allows.
        if name != ALLOW || !parts.headers.contains_key(ALLOW) {
            parts.headers.insert(name, value.clone());
        }
    }
    Response::from_parts(parts, body)
}

fn answer(status: StatusCode, kind: &'static str, body: String) -> Response {
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' | '<' | '>' | '"' | '\'' => {
                // Writing to a String cannot fail.
                let _ = write!(escaped, "&#{};", character as u32);
            }
            _ => escaped.push(character),
        }
    }
    escaped
}

fn wording(status: StatusCode) -> (&'static str, &'static str) {
    match status.as_u16() {
        400 => (
            "Địa chỉ hoặc yêu cầu không đúng",
            "Máy chủ không hiểu yêu cầu này. Hãy kiểm tra lại địa chỉ hoặc bắt đầu lại từ trang chủ.",
        ),
        401 => ("Cần đăng nhập", "Hãy đăng nhập rồi thử lại."),
        403 => (
            "Yêu cầu bị từ chối",
            "Yêu cầu này không được gửi từ trang của cổng nên không được thực hiện. Hãy mở trang của cổng và làm lại từ đó.",
        ),
        404 => ("Không tìm thấy trang", "Địa chỉ này không có trên cổng. Hãy kiểm tra lại địa chỉ hoặc tìm từ trang chủ."),
        405 => ("Cách gửi không được hỗ trợ", "Địa chỉ này không nhận kiểu yêu cầu vừa gửi. Hãy mở trang từ trang chủ."),
        408 => ("Hết thời gian chờ", "Máy chủ chờ dữ liệu quá lâu. Hãy kiểm tra kết nối mạng rồi thử lại."),
        410 => ("Nội dung đã được gỡ", "Nội dung này không còn trên cổng."),
        413 => ("Nội dung gửi lên quá lớn", "Hãy rút ngắn nội dung hoặc chọn tệp nhỏ hơn rồi gửi lại."),
        414 => ("Địa chỉ quá dài", "Địa chỉ này dài hơn mức cho phép. Hãy rút ngắn từ khoá hoặc bắt đầu lại từ trang chủ."),
        415 => ("Kiểu dữ liệu không được hỗ trợ", "Máy chủ không nhận kiểu dữ liệu vừa gửi."),
        421 => (
            "Không có cổng thông tin tại địa chỉ này",
            "Máy chủ này không phục vụ tên miền vừa nhập. Hãy kiểm tra lại tên miền. Nếu bạn là người quản trị, hãy thêm cổng bằng lệnh: congdan site add TÊN-MIỀN TÊN-CỔNG.",
        ),
        422 => ("Dữ liệu chưa đúng", "Hãy kiểm tra lại những gì đã điền rồi gửi lại."),
        431 => ("Yêu cầu quá dài", "Trình duyệt gửi kèm quá nhiều dữ liệu. Hãy xóa cookie của trang này rồi thử lại."),
        429 => ("Quá nhiều yêu cầu", "Hãy chờ một lát rồi thử lại."),
        503 => ("Hệ thống đang bận", "Máy chủ chưa trả lời được. Hãy thử lại sau ít phút."),
        code if code < 500 => ("Yêu cầu không thực hiện được", "Hãy kiểm tra lại rồi thử lại, hoặc bắt đầu từ trang chủ."),
        _ => ("Có lỗi ở máy chủ", "Yêu cầu chưa được thực hiện vì lỗi của hệ thống, không phải của bạn. Hãy thử lại sau ít phút."),
    }
}
