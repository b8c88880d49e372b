//! The address of a link, parsed once: http, https, mailto, tel or a path of this site, and nothing else.
//! `schema.js` holds the same rules for the editor; the differential test keeps the two together.

use std::fmt;

const MAX_CHARS: usize = 2000;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Url(String);

impl Url {
    /// None for anything that a reader's browser should not follow: other schemes, `//host`, a name before the host,
    /// spaces, invisible and control characters.
    pub fn parse(text: &str) -> Option<Self> {
        if text.chars().count() > MAX_CHARS || text.chars().any(is_forbidden) {
            return None;
        }
        if text.starts_with('/') {
            return (!text.starts_with("//")).then(|| Self(text.to_owned()));
        }
        let (scheme, rest) = text.split_once(':')?;
        let scheme = scheme.to_ascii_lowercase();
        match scheme.as_str() {
            "http" | "https" => web(&scheme, rest.strip_prefix("//")?),
            "mailto" => is_mail(rest).then(|| Self(scheme + ":" + rest)),
            "tel" => is_telephone(rest).then(|| Self(scheme + ":" + rest)),
            _ => None,
        }
    }

    /// As `parse`, for what other systems wrote: spaces are trimmed or encoded, `//host` and `www.host` get a scheme.
    pub fn mend(text: &str) -> Option<Self> {
        let mut mended = String::with_capacity(text.len());
        for c in text.trim().chars().filter(|c| !matches!(c, '\t' | '\n' | '\r')) {
            match c {
                ' ' | '"' | '<' | '>' | '`' | '{' | '}' | '|' | '^' => mended.push_str(&format!("%{:02X}", c as u32)),
                c if is_forbidden(c) && c != '\\' => {}
                c => mended.push(c),
            }
        }
        if mended.starts_with("//") {
            mended.insert_str(0, "https:");
        } else if mended.starts_with("www.") {
            mended.insert_str(0, "http://");
        }
        Self::parse(&mended)
    }

    /// Leads away from this site.
    pub fn is_external(&self) -> bool {
        self.0.starts_with("http")
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Url {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn web(scheme: &str, rest: &str) -> Option<Url> {
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let path = rest.get(authority.len()..).unwrap_or_default();
    is_authority(authority).then(|| Url(format!("{scheme}://{}{path}", authority.to_ascii_lowercase())))
}

/// Invisible characters can make one address look like another.
fn is_forbidden(c: char) -> bool {
    matches!(c,
        '\0'..=' ' | '\u{7f}'..='\u{a0}' | '\\' | '"' | '<' | '>' | '`' | '{' | '}' | '|' | '^' | '\u{ad}' | '\u{1680}'
        | '\u{2000}'..='\u{200f}' | '\u{2028}'..='\u{202f}' | '\u{205f}'..='\u{206f}' | '\u{3000}' | '\u{feff}' | '\u{fffd}'..='\u{ffff}')
}

fn is_authority(authority: &str) -> bool {
    let (host, port) = match authority.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((inside, port)) => {
            let whole = !inside.is_empty() && inside.bytes().all(|b| b.is_ascii_hexdigit() || b == b':' || b == b'.');
            return whole && is_port(port);
        }
        None => {
            let host = authority.split(':').next().unwrap_or_default();
            (host, authority.get(host.len()..).unwrap_or_default())
        }
    };
    let of_host = |c: char| c.is_ascii_alphanumeric() || c == '_' || !c.is_ascii();
    host.starts_with(of_host) && host.chars().all(|c| of_host(c) || c == '.' || c == '-') && is_port(port)
}

fn is_port(port: &str) -> bool {
    port.is_empty()
        || port.strip_prefix(':').is_some_and(|digits| matches!(digits.len(), 1..=5) && digits.bytes().all(|b| b.is_ascii_digit()))
}

fn is_mail(rest: &str) -> bool {
    let (address, said) = rest.split_once('?').unwrap_or((rest, ""));
    // To whomever the reader chooses.
    let is_open = address.is_empty() && !said.is_empty();
    is_open || address.split_once('@').is_some_and(|(name, host)| !name.is_empty() && !host.is_empty() && !host.contains('@'))
}

fn is_telephone(rest: &str) -> bool {
    let digits = rest.strip_prefix('+').unwrap_or(rest);
    digits.starts_with(|c: char| c.is_ascii_digit()) && digits.bytes().all(|b| b.is_ascii_digit() || b"().-".contains(&b))
}
