//! The four figures and the times that define them.

use serde::{Deserialize, Serialize};

use crate::{
    content::Content,
    text::{
        json::Value,
        shapes::{FromJson, member},
    },
};

/// A visit begins with a page view after this long without one.
pub const VISIT_GAP_SECONDS: i64 = 30 * 60;
/// A browser leaves this long after its last socket closes.
pub const LEAVES_AFTER_SECONDS: i64 = 15;
/// A browser that opens no socket is online this long after each page.
pub const ONLINE_AFTER_VIEW_SECONDS: i64 = 5 * 60;

/// What *Thống kê truy cập* shows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figures {
    pub online: i64,
    pub today: i64,
    pub month: i64,
    pub all: i64,
}

impl Figures {
    /// The text that goes over the sockets: `{"online":1,"today":80,"month":5678,"all":79921}`.
    pub fn frame(&self) -> String {
        let Self { online, today, month, all } = self;
        format!(r#"{{"online":{online},"today":{today},"month":{month},"all":{all}}}"#)
    }
}

/// What a page is told while its node has lost the others: the figures that it shows are not live.
pub const NOT_LIVE: &str = r#"{"live":false}"#;

/// The article of this slug was corrected while pages were open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Corrected {
    #[serde(rename = "corrected")]
    pub slug: String,
    /// UTC microseconds.
    pub at: i64,
}

impl Corrected {
    /// The text that goes over the sockets: `{"corrected":"le-khai-giang","at":1795420800000000}`. A slug needs no escaping.
    pub fn frame(&self) -> String {
        let Self { slug, at } = self;
        format!(r#"{{"corrected":"{slug}","at":{at}}}"#)
    }
}

/// A day of the ledger: the number of the day since 1970 in Vietnam, and what was counted on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(sqlx::FromRow))]
pub struct DayVisits {
    pub day: i64,
    pub visits: i64,
    pub views: i64,
}

/// An hour of the ledger: UTC hours since 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(sqlx::FromRow))]
pub struct HourVisits {
    pub hour: i64,
    pub visits: i64,
    pub views: i64,
}

/// An article and how often it was read.
#[cfg(feature = "ssr")]
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct MostRead {
    pub slug: String,
    pub title: String,
    pub published_at: i64,
    pub views: i64,
}

/// The day from which on reading counts for what is read most: the last seven, today included.
#[cfg(feature = "ssr")]
pub fn most_read_since(now: i64) -> i64 {
    crate::text::dates::local(now).day_number - 6
}

/// The slug of the article that stands under an address.
#[cfg(feature = "ssr")]
pub fn article_at(path: &str) -> Option<&str> {
    const LONGEST: usize = 300;
    path.strip_prefix("/bai-viet/").filter(|slug| !slug.is_empty() && slug.len() <= LONGEST && !slug.contains('/'))
}

/// What the statistics page tells: the last thirty days, and how they were counted.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Statistics {
    pub days: Vec<DayVisits>,
    pub explanation: Content,
}

crate::from_json!(Figures { online, today, month, all });
crate::from_json!(DayVisits { day, visits, views });
crate::from_json!(Statistics { days, explanation });

impl FromJson for Corrected {
    fn from_json(value: &Value<'_>) -> Option<Self> {
        Some(Self { slug: member(value, "corrected")?, at: member(value, "at")? })
    }
}
