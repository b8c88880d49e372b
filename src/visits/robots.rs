//! Who is not counted: declared robots, command-line clients, prefetches.

use std::{
    collections::BTreeMap,
    sync::{LazyLock, Mutex, PoisonError},
};

use axum::http::{HeaderMap, header};
use isbot::Bots;

/// The list of declared robots and its date, for the statistics page.
pub const LIST: &str = "isbot 0.1.3 ngày 18/06/2022, được bổ sung ngày 23/11/2026";

/// Crawlers and clients younger than the list, or missing from it. Matched in lower case.
const ADDITIONS: [&str; 34] = [
    "gptbot",
    "chatgpt-user",
    "oai-searchbot",
    "claudebot",
    "claude-",
    "anthropic-ai",
    "perplexity",
    "ccbot",
    "cohere-ai",
    "bytespider",
    "meta-external",
    "petalbot",
    "googleother",
    "google-",
    "headless",
    "puppeteer",
    "playwright",
    "selenium",
    "lighthouse",
    r"^(curl|wget|libcurl|httpie|aria2|lynx|w3m|links)[/ ]",
    "python",
    "go-http-client",
    "reqwest",
    "hyper/",
    "undici",
    "^(node|deno|bun|dart|java|ruby|perl)",
    "libwww",
    "powershell",
    "kube-probe",
    "googlehc",
    "uptime",
    r"^(oha|hey|wrk|k6|autocannon|rewrk)\b",
    "masscan|nuclei|sqlmap|nikto|censys",
    "coccocbot",
];

/// Removed from the list: the Vietnamese browser of that name is read by people, its robot calls itself coccocbot.
const REMOVED: [&str; 1] = ["coccoc"];
const LONGEST_USER_AGENT: usize = 512;

/// Browsers' names that have been looked at: readers share a few hundred of them, and a look at the list costs more than a page.
static JUDGED: Mutex<BTreeMap<Box<str>, bool>> = Mutex::new(BTreeMap::new());
/// About a megabyte.
const MOST_JUDGED: usize = 4096;

static BOTS: LazyLock<Bots> = LazyLock::new(|| {
    let mut bots = Bots::default();
    bots.remove(&REMOVED);
    bots.append(&ADDITIONS);
    bots
});

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Robots {
    Ignored,
    /// For tests, whose browsers are robots.
    Counted,
}

impl Robots {
    /// `CONGDAN_COUNT_ROBOTS=1` counts them.
    pub fn from_env() -> Self {
        match std::env::var("CONGDAN_COUNT_ROBOTS").as_deref() {
            Ok("1") => Self::Counted,
            _ => Self::Ignored,
        }
    }

    /// Whether a request's sender is not to be counted. One that does not say who it is is a robot.
    pub fn hide(self, headers: &HeaderMap) -> bool {
        self == Self::Ignored && is_robot(headers)
    }
}

fn is_robot(headers: &HeaderMap) -> bool {
    let Some(Ok(agent)) = headers.get(header::USER_AGENT).map(|value| std::str::from_utf8(value.as_bytes())) else { return true };
    let agent = agent.trim();
    let end = agent.char_indices().nth(LONGEST_USER_AGENT).map_or(agent.len(), |(at, _)| at);
    agent.is_empty() || judge(&agent[..end])
}

fn judge(agent: &str) -> bool {
    let lock = || JUDGED.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(is_robot) = lock().get(agent) {
        return *is_robot;
    }
    let is_robot = BOTS.is_bot(agent);
    let mut judged = lock();
    if judged.len() >= MOST_JUDGED {
        judged.clear();
    }
    judged.insert(agent.into(), is_robot);
    is_robot
}

/// A load that nobody has looked at yet: prefetch and prerender. The page reports its activation itself.
pub fn is_prefetch(headers: &HeaderMap) -> bool {
    ["sec-purpose", "purpose", "x-purpose", "x-moz"].iter().any(|name| {
        headers.get_all(*name).iter().filter_map(|value| value.to_str().ok()).any(|value| {
            let value = value.to_ascii_lowercase();
            ["prefetch", "prerender", "preview"].iter().any(|word| value.contains(word))
        })
    })
}
