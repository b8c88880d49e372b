//! Whether a value is what its attribute's rule asks for. `schema.js` says the same to the editor.

use super::schema::{AttrSpec, Rule};
use super::url::Url;
use crate::text::json::{Shape, Value};
use crate::text::nfc;

/// None if it is right, else what it must be.
pub fn find_fault(value: &Value<'_>, spec: &AttrSpec) -> Option<String> {
    let is_null = value.raw == "null";
    if is_null && spec.default == Some("null") {
        return None;
    }
    let text = value.text();
    let (fits, wanted) = match spec.rule {
        Rule::Whole { min, max } => {
            let number = matches!(value.shape, Shape::Scalar).then(|| value.raw.parse::<i64>().ok()).flatten();
            (number.is_some_and(|number| (min..=max).contains(&number)), format!("phải là số nguyên từ {min} đến {max}"))
        }
        Rule::Flag => (matches!(value.raw, "true" | "false"), "phải là true hoặc false".to_owned()),
        Rule::Text { max } => (
            text.is_some_and(|text| text.len() <= max || nfc(text).chars().count() <= max),
            format!("phải là chữ, dài không quá {max} ký tự"),
        ),
        Rule::OneOf(words) => (text.is_some_and(|text| words.contains(&text)), format!("phải là một trong: {}", words.join(", "))),
        Rule::MediaId => (text.is_some_and(is_media_id), "phải là mã của một tệp".to_owned()),
        Rule::Url => (
            text.is_some_and(|text| Url::parse(text).is_some()),
            "địa chỉ liên kết phải bắt đầu bằng https://, http://, mailto:, tel: hoặc / và không có dấu cách".to_owned(),
        ),
        Rule::Language => (text.is_some_and(is_language), "phải là mã ngôn ngữ, ví dụ en".to_owned()),
        Rule::Widths => (is_widths(value), "phải là danh sách độ rộng cột".to_owned()),
    };
    (!fits).then_some(wanted)
}

pub fn is_media_id(text: &str) -> bool {
    (1..=64).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
}

pub fn is_language(text: &str) -> bool {
    let mut parts = text.split('-');
    let first = parts.next().unwrap_or_default();
    (2..=8).contains(&first.len())
        && text.len() <= 35
        && first.bytes().all(|byte| byte.is_ascii_alphabetic())
        && parts.all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

fn is_widths(value: &Value<'_>) -> bool {
    let is_width = |width: &Value<'_>| {
        matches!(width.shape, Shape::Scalar) && width.raw.parse::<i64>().is_ok_and(|pixels| (0..=10_000).contains(&pixels))
    };
    value.list().is_some_and(|widths| (1..=100).contains(&widths.len()) && widths.iter().all(is_width))
}
