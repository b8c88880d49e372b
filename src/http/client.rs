//! Who asks: the peer itself, or the reader behind a proxy that we trust.

use std::{
    net::{IpAddr, SocketAddr},
    str::FromStr,
    sync::Arc,
};

use axum::http::HeaderMap;

/// The other end of the socket; put into each request by the accept loop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Peer {
    pub address: IpAddr,
    pub scheme: Scheme,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scheme {
    Http,
    Https,
}

/// Who asks, and whether what they sent was encrypted all the way to us or to our proxy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Client {
    pub address: IpAddr,
    pub secure: bool,
}

/// The proxies whose X-Forwarded-* is believed; cheap to clone.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TrustedProxies(Arc<[Network]>);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Network {
    first: IpAddr,
    prefix: u32,
}

impl TrustedProxies {
    pub fn contains(&self, address: IpAddr) -> bool {
        self.0.iter().any(|network| network.contains(address.to_canonical()))
    }
}

impl FromStr for TrustedProxies {
    type Err = String;

    /// "10.0.0.5, 192.168.0.0/16, fd00::/8"; nothing gives none.
    fn from_str(list: &str) -> Result<Self, String> {
        let entries = list.split(',').map(str::trim).filter(|entry| !entry.is_empty());
        entries.map(Network::parse).collect::<Result<Vec<_>, _>>().map(|networks| Self(networks.into()))
    }
}

impl Network {
    fn parse(text: &str) -> Result<Self, String> {
        let wrong = || format!("{text:?} không phải địa chỉ IP hay dải địa chỉ (ví dụ 10.0.0.5 hoặc 10.0.0.0/8)");
        let (address, prefix) = text.split_once('/').map_or((text, None), |(address, prefix)| (address, Some(prefix)));
        let first = address.parse::<IpAddr>().map_err(|_| wrong())?.to_canonical();
        let longest = if first.is_ipv4() { 32 } else { 128 };
        let prefix = prefix.map_or(Ok(longest), str::parse::<u32>).map_err(|_| wrong())?;
        if prefix > longest { Err(wrong()) } else { Ok(Self { first, prefix }) }
    }

    fn contains(self, address: IpAddr) -> bool {
        match (self.first, address) {
            (IpAddr::V4(first), IpAddr::V4(address)) => {
                let mask = u32::MAX.checked_shl(32 - self.prefix).unwrap_or(0);
                (first.to_bits() ^ address.to_bits()) & mask == 0
            }
            (IpAddr::V6(first), IpAddr::V6(address)) => {
                let mask = u128::MAX.checked_shl(128 - self.prefix).unwrap_or(0);
                (first.to_bits() ^ address.to_bits()) & mask == 0
            }
            _ => false,
        }
    }
}

impl Client {
    /// The last hop that is not one of our own proxies. What stands further left in X-Forwarded-For the reader may have written.
    pub fn identify(peer: Peer, headers: &HeaderMap, trusted: &TrustedProxies) -> Self {
        let direct = Self { address: peer.address.to_canonical(), secure: peer.scheme == Scheme::Https };
        if !trusted.contains(peer.address) {
            return direct;
        }
        let hops = list(headers, "x-forwarded-for");
        let mut found = None;
        for (place, hop) in hops.iter().enumerate().rev() {
            let Some(address) = parse_hop(hop) else { break };
            found = Some((place, address));
            if !trusted.contains(address) {
                break;
            }
        }
        let schemes = list(headers, "x-forwarded-proto");
        let scheme = match found {
            // Every hop added its own to both lists, so they can be read side by side.
            Some((place, _)) if schemes.len() == hops.len() => schemes.get(place),
            _ => schemes.last(),
        };
        Self {
            address: found.map_or(direct.address, |(_, address)| address),
            secure: scheme.map_or(direct.secure, |scheme| scheme.eq_ignore_ascii_case("https")),
        }
    }

    pub fn scheme(self) -> &'static str {
        if self.secure { "https" } else { "http" }
    }
}

/// The host name that the last proxy was asked for.
pub fn forwarded_host(headers: &HeaderMap) -> Option<&str> {
    list(headers, "x-forwarded-host").pop()
}

/// The entries of a header that may be given several times, in order.
fn list<'a>(headers: &'a HeaderMap, name: &str) -> Vec<&'a str> {
    let lines = headers.get_all(name).iter().map(|line| line.to_str().unwrap_or(""));
    lines.flat_map(|line| line.split(',')).map(str::trim).collect()
}

/// "203.0.113.7", "203.0.113.7:5112", "2001:db8::1", "[2001:db8::1]", "[2001:db8::1]:443".
fn parse_hop(hop: &str) -> Option<IpAddr> {
    let bare = hop.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(hop);
    let address = bare.parse::<IpAddr>().ok().or_else(|| Some(hop.parse::<SocketAddr>().ok()?.ip()))?;
    Some(address.to_canonical())
}
