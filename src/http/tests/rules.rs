//! The rules that need no socket: who asks, which origin passes, which encoding is sent.

use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Request, StatusCode, header};

use super::*;
use crate::http::{
    Encoding, Framing, Wants,
    client::{Peer, Scheme},
    compress, error_page, gate, negotiate, page_csp, script_hash,
};

fn header_map(lines: &[(&'static str, &str)]) -> HeaderMap {
    lines.iter().map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_str(value).unwrap())).collect()
}

#[test]
fn the_last_untrusted_hop_is_the_client() {
    let trusted = "10.0.0.0/8, 192.0.2.1, fd00::/8".parse().unwrap();
    let (far, near) = ("203.0.113.7", "10.0.0.1");
    for (peer, hops, client) in [
        ("198.51.100.9", &["203.0.113.7"][..], "198.51.100.9"),
        (near, &[], near),
        (near, &["203.0.113.7"], far),
        (near, &["1.2.3.4, 203.0.113.7"], far),
        (near, &["1.2.3.4", "203.0.113.7"], far),
        (near, &["1.2.3.4, 203.0.113.7, 192.0.2.1, 10.9.9.9"], far),
        (near, &["203.0.113.7:5112"], far),
        (near, &["[2001:db8::7]:443"], "2001:db8::7"),
        (near, &["2001:db8::7"], "2001:db8::7"),
        (near, &["::ffff:203.0.113.7"], far),
        (near, &["203.0.113.7, rubbish"], near),
        (near, &["203.0.113.7, rubbish, 10.0.0.2"], "10.0.0.2"),
        (near, &["10.0.0.3, 10.0.0.2"], "10.0.0.3"),
        ("::ffff:10.0.0.1", &["203.0.113.7"], far),
        ("fd00::1", &["203.0.113.7"], far),
        ("fe80::1", &["203.0.113.7"], "fe80::1"),
        ("192.0.2.2", &["203.0.113.7"], "192.0.2.2"),
    ] {
        let peer = Peer { address: peer.parse().unwrap(), scheme: Scheme::Http };
        let lines: Vec<_> = hops.iter().map(|hop| ("x-forwarded-for", *hop)).collect();
        let found = Client::identify(peer, &header_map(&lines), &trusted);
        assert_eq!(found.address.to_string(), client, "{peer:?} {hops:?}");
    }
}

#[test]
fn the_scheme_is_the_one_the_trusted_hop_saw() {
    let trusted = "10.0.0.0/8".parse().unwrap();
    for (peer, own, hops, schemes, secure) in [
        ("198.51.100.9", Scheme::Http, "203.0.113.7", "https", false),
        ("198.51.100.9", Scheme::Https, "203.0.113.7", "http", true),
        ("10.0.0.1", Scheme::Http, "203.0.113.7", "https", true),
        ("10.0.0.1", Scheme::Http, "203.0.113.7", "HTTPS", true),
        ("10.0.0.1", Scheme::Https, "203.0.113.7", "http", false),
        ("10.0.0.1", Scheme::Http, "203.0.113.7", "https, http", false),
        ("10.0.0.1", Scheme::Http, "203.0.113.7, 10.0.0.2", "https, http", true),
        ("10.0.0.1", Scheme::Http, "1.2.3.4, 203.0.113.7", "https, http", false),
        ("10.0.0.1", Scheme::Http, "203.0.113.7", "", false),
    ] {
        let peer = Peer { address: peer.parse().unwrap(), scheme: own };
        let headers = header_map(&[("x-forwarded-for", hops), ("x-forwarded-proto", schemes)]);
        assert_eq!(Client::identify(peer, &headers, &trusted).secure, secure, "{peer:?} {hops} {schemes}");
    }
}

#[test]
fn proxies_are_addresses_or_networks() {
    for wrong in ["proxy.example", "10.0.0.0/33", "fd00::/129", "10.0.0.0/", "10.0.0.0/x"] {
        assert!(wrong.parse::<crate::http::TrustedProxies>().is_err(), "{wrong}");
    }
    let everyone: crate::http::TrustedProxies = "0.0.0.0/0,::/0".parse().unwrap();
    assert!(everyone.contains("203.0.113.7".parse().unwrap()) && everyone.contains("2001:db8::7".parse().unwrap()));
    assert_eq!("".parse(), Ok(crate::http::TrustedProxies::default()));
}

#[test]
fn the_gate_lets_our_own_pages_pass() {
    const SITE: &str = "sec-fetch-site";
    const ORIGIN: &str = "origin";
    let check = |method: Method, secure, lines: &[(&'static str, &str)]| {
        let (mut parts, ()) = Request::builder().method(method).body(()).unwrap().into_parts();
        parts.headers = header_map(lines);
        let client = Client { address: [127, 0, 0, 1].into(), secure };
        gate::check(&parts, client, &Host::parse("xa.localhost:3000").unwrap()).is_ok()
    };
    for (passes, lines) in [
        (true, &[(SITE, "same-origin")][..]),
        (true, &[(SITE, "same-origin"), (ORIGIN, "http://xa.localhost:3000")]),
        (true, &[(SITE, "none")]),
        (true, &[(SITE, "none"), (ORIGIN, "http://xa.localhost:3000")]),
        (true, &[(ORIGIN, "http://xa.localhost:3000")]),
        (true, &[(ORIGIN, "http://XA.localhost:3000")]),
        (false, &[]),
        (false, &[(SITE, "same-site")]),
        (false, &[(SITE, "cross-site")]),
        (false, &[(SITE, "cross-site"), (ORIGIN, "http://xa.localhost:3000")]),
        (false, &[(SITE, "none"), (ORIGIN, "http://evil.example")]),
        (false, &[(SITE, "")]),
        (false, &[(SITE, "Same-Origin, cross-site")]),
        (false, &[(SITE, "same-origin"), (SITE, "cross-site")]),
        (false, &[(ORIGIN, "null")]),
        (false, &[(ORIGIN, "https://xa.localhost:3000")]),
        (false, &[(ORIGIN, "http://xa.localhost")]),
        (false, &[(ORIGIN, "http://xa.localhost:3001")]),
        (false, &[(ORIGIN, "http://tinh.localhost:3000")]),
        (false, &[(ORIGIN, "http://xa.localhost:3000.evil.example")]),
        (false, &[(ORIGIN, "http://xa.localhost:3000@evil.example")]),
        (false, &[(ORIGIN, "http://xa.localhost:3000"), (ORIGIN, "http://evil.example")]),
    ] {
        for method in [Method::POST, Method::PUT, Method::PATCH, Method::DELETE] {
            assert_eq!(check(method, false, lines), passes, "{lines:?}");
        }
        let upgrade = [&[("upgrade", "websocket")], lines].concat();
        assert_eq!(check(Method::GET, false, &upgrade), passes, "upgrade {lines:?}");
        for safe in [Method::GET, Method::HEAD, Method::OPTIONS] {
            assert!(check(safe, false, lines), "safe {lines:?}");
        }
    }
    assert!(check(Method::POST, true, &[(ORIGIN, "https://xa.localhost:3000")]));
    assert!(!check(Method::POST, true, &[(ORIGIN, "http://xa.localhost:3000")]));
}

#[test]
fn a_usual_port_may_be_named_or_not() {
    let (mut parts, ()) = Request::post("/").body(()).unwrap().into_parts();
    parts.headers.insert(header::ORIGIN, HeaderValue::from_static("https://cong.example.vn"));
    let client = Client { address: [127, 0, 0, 1].into(), secure: true };
    for (host, passes) in [("cong.example.vn", true), ("cong.example.vn:443", true), ("cong.example.vn:80", false)] {
        assert_eq!(gate::check(&parts, client, &Host::parse(host).unwrap()).is_ok(), passes, "{host}");
    }
}

#[test]
fn the_best_encoding_that_the_browser_takes() {
    use Encoding::{Brotli, Gzip, Identity};
    for (accepted, encoding) in [
        ("gzip, deflate, br, zstd", Brotli),
        ("gzip, deflate", Gzip),
        ("x-gzip", Gzip),
        ("br;q=0.5, gzip;q=1.0", Gzip),
        ("br;q=0, gzip;q=0", Identity),
        ("BR", Brotli),
        ("*", Brotli),
        ("*;q=0", Identity),
        ("br;q=0, *", Gzip),
        ("identity, gzip;q=0.5", Identity),
        ("identity;q=0, gzip;q=0.001", Gzip),
        ("identity;q=0", Identity),
        ("br;q=2, gzip", Gzip),
        ("br;q=x", Identity),
        ("zstd", Identity),
        ("", Identity),
    ] {
        let headers = header_map(&[("accept-encoding", accepted)]);
        assert_eq!(negotiate(&headers), encoding, "{accepted:?}");
    }
    assert_eq!(negotiate(&HeaderMap::new()), Identity);
}

#[test]
fn compressed_pages_read_back() {
    use std::io::Read;
    let page = bytes::Bytes::from("Kiểm tra công tác cải cách hành chính. ".repeat(400));
    let (body, encoding) = compress(page.clone(), Encoding::Brotli);
    assert_eq!(encoding, Encoding::Brotli);
    let mut back = Vec::new();
    brotli::BrotliDecompress(&mut &body[..], &mut back).unwrap();
    assert!(back == page && body.len() < page.len() / 10);
    let (body, encoding) = compress(page.clone(), Encoding::Gzip);
    assert_eq!(encoding, Encoding::Gzip);
    let mut back = Vec::new();
    flate2::read::GzDecoder::new(&body[..]).read_to_end(&mut back).unwrap();
    assert_eq!(back, page);
    assert_eq!(compress("ngắn".into(), Encoding::Brotli), ("ngắn".into(), Encoding::Identity));
}

#[test]
fn json_is_for_those_who_ask_for_it_first() {
    for (accept, wants) in [
        ("application/json", Wants::Json),
        ("application/json, text/html", Wants::Json),
        ("text/html,application/xhtml+xml,*/*;q=0.8", Wants::Page),
        ("text/html, application/json", Wants::Page),
        ("*/*", Wants::Page),
    ] {
        assert_eq!(Wants::of(&header_map(&[("accept", accept)])), wants, "{accept}");
    }
}

#[tokio::test]
async fn an_error_page_is_complete_and_escapes_what_it_is_given() {
    let page = error_page(StatusCode::NOT_FOUND, "<b>&\"'", "<script>alert(1)</script>");
    let policy = page.headers()["content-security-policy"].to_str().unwrap().to_owned();
    let body = axum::body::to_bytes(page.into_body(), 100_000).await.unwrap();
    let html = String::from_utf8(body.to_vec()).unwrap();
    assert!(!html.contains("<script") && !html.contains("<b>"), "{html}");
    let style = html.split_once("<style>").unwrap().1.split_once("</style>").unwrap().0;
    assert!(policy.contains(&script_hash(style)), "the page's own style passes its own policy: {policy}");
}

#[test]
fn a_page_runs_only_our_scripts() {
    let hash = script_hash("alert(1)");
    assert_eq!(hash, "sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI=");
    let policy = page_csp(std::slice::from_ref(&hash), &["sha256-abc"], Framing::Never);
    let policy = policy.to_str().unwrap();
    assert!(policy.contains(&format!("script-src 'self' 'wasm-unsafe-eval' '{hash}';")), "{policy}");
    assert!(!policy.contains("unsafe-inline") && policy.starts_with("default-src 'none'"), "{policy}");
    for part in
        ["style-src 'self' 'sha256-abc';", "base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'", "connect-src 'self'"]
    {
        assert!(policy.contains(part), "{part}");
    }
}
