//! Shapes read from JSON by one line each (`from_json!`), as serde writes them: a derive for each of them would cost readers' phones many times the
//! bytes.

use super::json::{Value, read};

/// What can be read from JSON, as serde writes it.
pub trait FromJson: Sized {
    /// None where the value is of another shape.
    fn from_json(value: &Value<'_>) -> Option<Self>;

    /// What a member stands for that is not there.
    fn missing() -> Option<Self> {
        None
    }

    /// # Errors
    /// None for what is no JSON, or of another shape.
    fn from_text(json: &str) -> Option<Self> {
        Self::from_json(&read(json).ok()?)
    }
}

impl FromJson for String {
    fn from_json(value: &Value<'_>) -> Option<Self> {
        value.text().map(str::to_owned)
    }
}

impl FromJson for i64 {
    fn from_json(value: &Value<'_>) -> Option<Self> {
        value.raw.parse().ok()
    }
}

impl<T: FromJson> FromJson for Option<T> {
    fn from_json(value: &Value<'_>) -> Option<Self> {
        if value.raw == "null" { Some(None) } else { T::from_json(value).map(Some) }
    }

    fn missing() -> Option<Self> {
        Some(None)
    }
}

impl<T: FromJson> FromJson for Vec<T> {
    fn from_json(value: &Value<'_>) -> Option<Self> {
        value.list()?.iter().map(T::from_json).collect()
    }
}

/// A member of an object, whatever it is of.
pub fn member<T: FromJson>(value: &Value<'_>, name: &str) -> Option<T> {
    match value.member(name) {
        Some(found) => T::from_json(found),
        None => T::missing(),
    }
}

/// Reads a struct from an object whose members are named as its fields: `from_json!(SectionLink { slug, name })`.
#[macro_export]
macro_rules! from_json {
    ($shape:ident { $($field:ident),+ $(,)? }) => {
        impl $crate::text::shapes::FromJson for $shape {
            fn from_json(value: &$crate::text::json::Value<'_>) -> Option<Self> {
                Some(Self { $($field: $crate::text::shapes::member(value, stringify!($field))?),+ })
            }
        }
    };
}
