//! The signed cookie `luot`: a random token and the time of its last view, worth something on one site only.

use axum::http::{HeaderMap, HeaderValue, header};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD as BASE64};
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::model::VISIT_GAP_SECONDS;

/// The visit: renewed by every view.
pub const COOKIE: &str = "luot";
/// Set once when a visit is counted. Tabs opened together each get a `luot` of their own and overwrite one another; this one
/// stays, and tells that the browser has been counted.
pub const COUNTED_COOKIE: &str = "luot_dem";
const COUNTED_COOKIE_SECONDS: i64 = 5 * 60;
const LONGEST_COOKIE: usize = 100;

/// A browser, told by nothing but a random number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Token(pub u128);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Its visit is not counted yet: nobody has shown this cookie before.
    New,
    Counted,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VisitCookie {
    pub token: Token,
    /// UTC seconds. Of a new cookie also the time its visit began.
    pub last_view: i64,
    pub standing: Standing,
}

/// What a request showed: only cookies that this site signed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Presented {
    pub visit: Option<VisitCookie>,
    pub counted: Option<VisitCookie>,
}

impl Token {
    pub fn random() -> Self {
        Self(rand::random())
    }

    /// What the database keeps of it for half an hour: the cookie cannot be made from it.
    pub fn fingerprint(self) -> i64 {
        let digest = Sha256::digest(self.0.to_be_bytes());
        digest.iter().take(8).fold(0, |sum, byte| (sum << 8) | i64::from(*byte))
    }
}

/// Signs and checks the cookies of every site.
#[derive(Clone)]
pub struct CookieKey(Hmac<Sha256>);

impl CookieKey {
    pub fn new(secret: &[u8]) -> Self {
        // HMAC takes a key of any length; the fallback is never reached.
        Self(Hmac::new_from_slice(secret).unwrap_or_else(|_| Hmac::new(&Default::default())))
    }

    /// The visit cookies in a request's headers. A forged, foreign or malformed one is as none.
    pub fn read(&self, site: Uuid, headers: &HeaderMap) -> Presented {
        let mut presented = Presented::default();
        for header in headers.get_all(header::COOKIE) {
            let Ok(header) = header.to_str() else { continue };
            for pair in header.split(';') {
                let Some((name, value)) = pair.trim().split_once('=') else { continue };
                let place = match name {
                    COOKIE => &mut presented.visit,
                    COUNTED_COOKIE => &mut presented.counted,
                    _ => continue,
                };
                if place.is_none() {
                    *place = self.verify(site, value);
                }
            }
        }
        presented.counted = presented.counted.filter(|cookie| cookie.standing == Standing::Counted);
        presented
    }

    pub fn verify(&self, site: Uuid, value: &str) -> Option<VisitCookie> {
        let cookie = self.parse(site, value);
        if cookie.is_none() {
            tracing::debug!(length = value.len(), "a visit cookie that this site did not sign");
        }
        cookie
    }

    fn parse(&self, site: Uuid, value: &str) -> Option<VisitCookie> {
        if value.len() > LONGEST_COOKIE {
            return None;
        }
        let mut parts = value.split('.');
        let mut part = || parts.next();
        if part()? != "v1" {
            return None;
        }
        let (token, last_view, standing, signature) = (part()?, part()?, part()?, part()?);
        if part().is_some() {
            return None;
        }
        let mut bytes = [0; 16];
        decode(token, &mut bytes)?;
        let token = Token(u128::from_be_bytes(bytes));
        let last_view = last_view.parse().ok()?;
        let standing = match standing {
            "n" => Standing::New,
            "c" => Standing::Counted,
            _ => return None,
        };
        let cookie = VisitCookie { token, last_view, standing };
        decode(signature, &mut bytes)?;
        self.mac(site, &cookie).verify_truncated_left(&bytes).ok()?;
        Some(cookie)
    }

    pub fn sign(&self, site: Uuid, cookie: &VisitCookie) -> String {
        let signature = self.mac(site, cookie).finalize().into_bytes();
        format!(
            "v1.{}.{}.{}.{}",
            BASE64.encode(cookie.token.0.to_be_bytes()),
            cookie.last_view,
            cookie.standing.letter(),
            BASE64.encode(&signature[..16])
        )
    }

    fn mac(&self, site: Uuid, cookie: &VisitCookie) -> Hmac<Sha256> {
        let mut message = [0; 41];
        message[..16].copy_from_slice(site.as_bytes());
        message[16..32].copy_from_slice(&cookie.token.0.to_be_bytes());
        message[32..40].copy_from_slice(&cookie.last_view.to_be_bytes());
        message[40] = cookie.standing.letter() as u8;
        let mut mac = self.0.clone();
        mac.update(&message);
        mac
    }

    /// The `Set-Cookie` of a visit.
    pub fn set_visit(&self, site: Uuid, cookie: &VisitCookie, transport: Transport) -> Option<HeaderValue> {
        set_cookie(COOKIE, &self.sign(site, cookie), VISIT_GAP_SECONDS, transport)
    }

    /// The `Set-Cookie` that tells the tabs beside this one that their browser has been counted.
    pub fn set_counted(&self, site: Uuid, cookie: &VisitCookie, transport: Transport) -> Option<HeaderValue> {
        set_cookie(COUNTED_COOKIE, &self.sign(site, cookie), COUNTED_COOKIE_SECONDS, transport)
    }
}

/// How a request came: a cookie set over TLS never travels without it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Transport {
    Plain,
    Secure,
}

impl Standing {
    fn letter(self) -> char {
        match self {
            Self::New => 'n',
            Self::Counted => 'c',
        }
    }
}

fn decode(text: &str, bytes: &mut [u8; 16]) -> Option<()> {
    (text.len() == 22).then_some(())?;
    (BASE64.decode_slice(text, bytes).ok()? == 16).then_some(())
}

fn set_cookie(name: &str, value: &str, max_age: i64, transport: Transport) -> Option<HeaderValue> {
    let secure = match transport {
        Transport::Plain => "",
        Transport::Secure => "; Secure",
    };
    HeaderValue::try_from(format!("{name}={value}; Path=/; Max-Age={max_age}; HttpOnly; SameSite=Lax{secure}")).ok()
}
