//! Codes of six digits that change every thirty seconds (RFC 6238), and printed recovery codes.
//!
//! What is being set up is derived from a seed and this installation's key, so that nothing is stored before a first code has proved
//! that the person's device knows the secret.

use std::fmt::Write;

use hmac::{Hmac, KeyInit, Mac};
use qrcodegen::{QrCode, QrCodeEcc};
use sha1::Sha1;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::{cookie::token_hash, credentials, model::SecondFactorView};
use crate::{db::Db, error::AppError, text::addresses::percent_encoded};

const STEP_SECONDS: i64 = 30;
const RECOVERY_CODES: u8 = 10;
/// RFC 4648, without padding.
const BASE32: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// A secret and its recovery codes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SecondFactor {
    pub secret: [u8; 20],
    pub recovery_codes: Vec<String>,
}

/// Longer than the ones that are given.
pub const LONGEST_SEED: usize = 64;

impl SecondFactor {
    /// What a seed means for an account.
    pub async fn derive(db: &Db, account: Uuid, seed: &str) -> Result<Self, AppError> {
        let key = credentials::installation_key(db).await?;
        let derive = |what: &str| {
            let mut digest = Sha256::new();
            digest.update(&key);
            digest.update(account.as_bytes());
            digest.update((what.len() as u64).to_be_bytes());
            digest.update(what);
            digest.update(seed);
            digest.finalize()
        };
        let mut secret = [0; 20];
        secret.copy_from_slice(&derive("secret")[..20]);
        let recovery_codes = (0..RECOVERY_CODES).map(|number| {
            let code = base32(&derive(&format!("recovery {number}"))[..10]);
            format!("{}-{}", &code[..5].to_lowercase(), &code[5..10].to_lowercase())
        });
        Ok(Self { secret, recovery_codes: recovery_codes.collect() })
    }

    pub fn view(&self, seed: &str, account: &str, site: &str) -> SecondFactorView {
        let secret = base32(&self.secret);
        let label = percent_encoded(&format!("{site}: {account}"));
        let address = format!("otpauth://totp/{label}?secret={secret}&issuer={}", percent_encoded(site));
        let (qr_path, qr_size) = draw(&address);
        let groups: Vec<&str> = (0..secret.len()).step_by(4).map(|at| &secret[at..(at + 4).min(secret.len())]).collect();
        SecondFactorView {
            seed: seed.to_owned(),
            secret: groups.join(" "),
            qr_path,
            qr_size,
            recovery_codes: self.recovery_codes.clone(),
        }
    }

    pub fn stored(&self) -> String {
        base32(&self.secret)
    }
}

/// The step in which a code is right: this one, or the one before or after for clocks that differ. None for a wrong code, and for a step
/// that has been used.
pub fn accepted_step(secret: &[u8], code: &str, now: i64, last_used: i64) -> Option<i64> {
    let digits: String = code.chars().filter(|c| !c.is_whitespace()).collect();
    if digits.len() != 6 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let this = now / 1_000_000 / STEP_SECONDS;
    [this, this - 1, this + 1].into_iter().find(|step| *step > last_used && code_at(secret, *step) == digits)
}

/// The code of a step.
pub fn code_at(secret: &[u8], step: i64) -> String {
    let Ok(mut mac) = Hmac::<Sha1>::new_from_slice(secret) else { return String::new() };
    mac.update(&step.to_be_bytes());
    let digest = mac.finalize().into_bytes();
    let at = usize::from(digest[19] & 15);
    let number = u32::from_be_bytes([digest[at] & 0x7f, digest[at + 1], digest[at + 2], digest[at + 3]]);
    format!("{:06}", number % 1_000_000)
}

/// As a recovery code is stored. They are random enough that a plain hash does.
pub fn recovery_hash(code: &str) -> String {
    let letters: String = code.chars().filter(|c| c.is_ascii_alphanumeric()).map(|c| c.to_ascii_lowercase()).collect();
    token_hash(&letters)
}

pub fn base32(bytes: &[u8]) -> String {
    let mut text = String::new();
    let (mut held, mut bits) = (0_u32, 0);
    for byte in bytes {
        held = (held << 8) | u32::from(*byte);
        bits += 8;
        while bits >= 5 {
            bits -= 5;
            text.push(char::from(BASE32[(held >> bits) as usize & 31]));
        }
    }
    if bits > 0 {
        text.push(char::from(BASE32[(held << (5 - bits)) as usize & 31]));
    }
    text
}

/// The bytes of a secret as it is stored; empty for anything else.
pub fn from_base32(text: &str) -> Vec<u8> {
    let (mut held, mut bits, mut bytes) = (0_u32, 0, Vec::new());
    for letter in text.bytes() {
        let Some(value) = BASE32.iter().position(|known| *known == letter) else { return Vec::new() };
        held = (held << 5) | value as u32;
        bits += 5;
        if bits >= 8 {
            bits -= 8;
            bytes.push((held >> bits) as u8);
        }
    }
    bytes
}

fn draw(text: &str) -> (String, i64) {
    const QUIET: i32 = 4;
    let Ok(code) = QrCode::encode_text(text, QrCodeEcc::Medium) else { return (String::new(), 0) };
    let mut path = String::new();
    for y in 0..code.size() {
        for x in (0..code.size()).filter(|x| code.get_module(*x, y)) {
            let _ = write!(path, "M{} {}h1v1h-1z", x + QUIET, y + QUIET);
        }
    }
    (path, i64::from(code.size() + 2 * QUIET))
}
