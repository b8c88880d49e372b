//! Which encoding a browser takes, and compressing a page for it.

use std::io::Write;

use axum::http::{HeaderMap, HeaderValue, header::ACCEPT_ENCODING};
use bytes::Bytes;
use flate2::{Compression, write::GzEncoder};

/// In the order in which we like to send them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Encoding {
    Brotli,
    Gzip,
    Identity,
}

/// Good for pages made on the fly; files are compressed harder, at build time.
const BROTLI_QUALITY: i32 = 5;
const GZIP_LEVEL: u32 = 6;
/// Below this a body does not get smaller by enough to matter.
const WORTHWHILE: usize = 256;

impl Encoding {
    /// The value of Content-Encoding; None for a body as it is.
    pub fn header(self) -> Option<HeaderValue> {
        match self {
            Self::Brotli => Some(HeaderValue::from_static("br")),
            Self::Gzip => Some(HeaderValue::from_static("gzip")),
            Self::Identity => None,
        }
    }

    pub(super) fn suffix(self) -> &'static str {
        match self {
            Self::Brotli => ".br",
            Self::Gzip => ".gz",
            Self::Identity => "",
        }
    }
}

/// The best encoding that the client takes.
pub fn negotiate(headers: &HeaderMap) -> Encoding {
    negotiate_among(headers, |_| true)
}

/// The same among those at hand; identity where nothing else fits.
pub(super) fn negotiate_among(headers: &HeaderMap, is_at_hand: impl Fn(Encoding) -> bool) -> Encoding {
    let (mut brotli, mut gzip, mut identity, mut any) = (None, None, None, None);
    let lines = headers.get_all(ACCEPT_ENCODING).iter().filter_map(|line| line.to_str().ok());
    for entry in lines.flat_map(|line| line.split(',')) {
        let (name, parameters) = entry.split_once(';').unwrap_or((entry, ""));
        let place = match name.trim() {
            name if name.eq_ignore_ascii_case("br") => &mut brotli,
            name if name.eq_ignore_ascii_case("gzip") || name.eq_ignore_ascii_case("x-gzip") => &mut gzip,
            name if name.eq_ignore_ascii_case("identity") => &mut identity,
            "*" => &mut any,
            _ => continue,
        };
        place.get_or_insert_with(|| quality(parameters));
    }
    let ranked = [
        // Always taken unless ruled out, but least wanted while not named.
        (identity.or(any.map(|quality| quality.min(1))).unwrap_or(1), Encoding::Identity),
        (gzip.or(any).unwrap_or(0), Encoding::Gzip),
        (brotli.or(any).unwrap_or(0), Encoding::Brotli),
    ];
    let best =
        ranked.into_iter().filter(|(weight, encoding)| *weight > 0 && is_at_hand(*encoding)).max_by_key(|(weight, _)| *weight);
    best.map_or(Encoding::Identity, |(_, encoding)| encoding)
}

/// Thousandths, of what follows a name: "q=0.5".
fn quality(parameters: &str) -> u32 {
    let told = parameters.split(';').map(str::trim).find_map(|part| part.strip_prefix("q=").or_else(|| part.strip_prefix("Q=")));
    let Some(told) = told else { return 1000 };
    let value = told.trim().parse::<f32>().ok().filter(|value| (0.0..=1.0).contains(value));
    value.map_or(0, |value| (value * 1000.0) as u32)
}

/// The body in the wanted encoding, or as it is where that would not be smaller. Takes about a millisecond for 60 kB.
pub fn compress(body: Bytes, wanted: Encoding) -> (Bytes, Encoding) {
    if body.len() < WORTHWHILE {
        return (body, Encoding::Identity);
    }
    let smaller = match wanted {
        Encoding::Brotli => brotli(&body),
        Encoding::Gzip => gzip(&body),
        Encoding::Identity => None,
    };
    match smaller.filter(|smaller| smaller.len() < body.len()) {
        Some(smaller) => (smaller.into(), wanted),
        None => (body, Encoding::Identity),
    }
}

fn brotli(body: &[u8]) -> Option<Vec<u8>> {
    let settings = brotli::enc::BrotliEncoderParams { quality: BROTLI_QUALITY, size_hint: body.len(), ..Default::default() };
    let mut smaller = Vec::with_capacity(body.len() / 3);
    brotli::BrotliCompress(&mut &body[..], &mut smaller, &settings).ok()?;
    Some(smaller)
}

fn gzip(body: &[u8]) -> Option<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::with_capacity(body.len() / 2), Compression::new(GZIP_LEVEL));
    encoder.write_all(body).ok()?;
    encoder.finish().ok()
}
