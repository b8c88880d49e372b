//! Which site is meant: the host name of a request and the sites in memory.

use std::{
    collections::HashMap,
    fmt,
    net::{Ipv4Addr, Ipv6Addr},
    sync::{Arc, PoisonError, RwLock},
};

use axum::http::{StatusCode, header::HOST, request::Parts};

use super::{client, errors::Refusal};
use crate::site::model::CurrentSite;

/// The name and port that the reader asked for, lower case; IPv6 addresses in brackets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Host {
    pub name: String,
    pub port: Option<u16>,
}

/// Whether X-Forwarded-Host may be believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Forwarded {
    Believed,
    Ignored,
}

impl Host {
    /// # Errors
    /// 400 when the host is missing, given twice or not a host name.
    pub fn of(request: &Parts, forwarded: Forwarded) -> Result<Self, Refusal> {
        let authority = request.uri.authority().map(|authority| authority.as_str());
        let mut lines = request.headers.get_all(HOST).iter();
        let header = match (lines.next(), lines.next()) {
            (_, Some(_)) => return Err(Refusal::of(StatusCode::BAD_REQUEST, "two hosts")),
            (Some(line), None) => Some(line.to_str().unwrap_or("")),
            (None, None) => None,
        };
        let told = match (authority, header) {
            (Some(authority), Some(header)) if !authority.eq_ignore_ascii_case(header) => {
                return Err(Refusal::of(StatusCode::BAD_REQUEST, "two hosts"));
            }
            (authority, header) => authority.or(header),
        };
        let told = match forwarded {
            Forwarded::Believed => client::forwarded_host(&request.headers).or(told),
            Forwarded::Ignored => told,
        };
        told.and_then(Self::parse).ok_or_else(|| Refusal::of(StatusCode::BAD_REQUEST, "no host"))
    }

    pub fn parse(text: &str) -> Option<Self> {
        let (name, port) = match text.rfind(':') {
            Some(colon) if !text.ends_with(']') => (&text[..colon], Some(text[colon + 1..].parse().ok()?)),
            _ => (text, None),
        };
        let name = name.strip_suffix('.').unwrap_or(name).to_ascii_lowercase();
        let is_right = match name.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            Some(address) => address.parse::<Ipv6Addr>().is_ok(),
            None => name.len() <= 253 && name.split('.').all(is_label),
        };
        is_right.then_some(Self { name, port })
    }

    pub fn is_address(&self) -> bool {
        self.name.starts_with('[') || self.name.parse::<Ipv4Addr>().is_ok()
    }

    /// This machine itself, by one of its own names.
    pub fn is_local(&self) -> bool {
        self.name == "localhost"
            || self.name.ends_with(".localhost")
            || self.name == "[::1]"
            || self.name.parse::<Ipv4Addr>().is_ok_and(|address| address.is_loopback())
    }
}

impl fmt::Display for Host {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.port {
            Some(port) => write!(f, "{}:{port}", self.name),
            None => f.write_str(&self.name),
        }
    }
}

fn is_label(label: &str) -> bool {
    let is_allowed = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    (1..=63).contains(&label.len()) && label.bytes().all(is_allowed)
}

/// The sites by host name, in memory; cheap to clone.
#[derive(Clone, Default)]
pub struct SiteDirectory(Arc<RwLock<Arc<Sites>>>);

#[derive(Default)]
struct Sites {
    first: Option<CurrentSite>,
    by_host: HashMap<String, CurrentSite>,
}

impl SiteDirectory {
    /// Takes over all sites, the first one first; that one also answers for localhost and IP addresses.
    pub fn replace(&self, sites: Vec<CurrentSite>) {
        let first = sites.first().cloned();
        let by_host = sites.into_iter().map(|site| (site.host.to_ascii_lowercase(), site)).collect();
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(Sites { first, by_host });
    }

    /// # Errors
    /// 421 for a host that is no site's.
    pub fn find(&self, host: &Host) -> Result<CurrentSite, Refusal> {
        let sites = self.0.read().unwrap_or_else(PoisonError::into_inner).clone();
        let by_name = sites.by_host.get(&host.name);
        let found = by_name.or_else(|| sites.first.as_ref().filter(|_| host.name == "localhost" || host.is_address()));
        found.cloned().ok_or_else(|| Refusal::of(StatusCode::MISDIRECTED_REQUEST, "unknown host"))
    }
}
