//! The arithmetic of codes, by the published vectors; what a password may be.

use crate::accounts::{
    password::{self, Fit},
    second_factor::{accepted_step, base32, code_at, from_base32, recovery_hash},
};

/// RFC 6238, appendix B, the last six of its eight digits.
#[test]
fn codes_are_those_of_the_standard() {
    let secret = b"12345678901234567890";
    for (seconds, code) in [
        (59, "287082"),
        (1_111_111_109, "081804"),
        (1_111_111_111, "050471"),
        (1_234_567_890, "005924"),
        (2_000_000_000, "279037"),
        (20_000_000_000_i64, "353130"),
    ] {
        assert_eq!(code_at(secret, seconds / 30), code, "at {seconds}");
    }
}

#[test]
fn a_step_opens_once_and_only_near_its_time() {
    let secret = b"12345678901234567890";
    let now = 1_234_567_890_i64 * 1_000_000;
    let step = 1_234_567_890 / 30;
    assert_eq!(accepted_step(secret, "005 924", now, 0), Some(step));
    assert_eq!(accepted_step(secret, "005924", now, step), None, "used already");
    assert_eq!(accepted_step(secret, &code_at(secret, step - 1), now, 0), Some(step - 1));
    assert_eq!(accepted_step(secret, &code_at(secret, step - 2), now, 0), None, "too old");
    for wrong in ["", "5924", "005925", "abcdef", "００５９２４"] {
        assert_eq!(accepted_step(secret, wrong, now, 0), None, "{wrong}");
    }
}

#[test]
fn secrets_survive_their_letters() {
    for length in 0..24_u8 {
        let bytes: Vec<u8> = (0..length).map(|byte| byte.wrapping_mul(37)).collect();
        assert_eq!(from_base32(&base32(&bytes)), bytes);
    }
    assert_eq!(base32(b"foobar"), "MZXW6YTBOI");
    assert!(from_base32("không phải").is_empty());
    assert_eq!(recovery_hash("ABCDE-fghij"), recovery_hash("abcde fghij"));
    assert_ne!(recovery_hash("abcde-fghij"), recovery_hash("abcde-fghik"));
}

#[test]
fn common_passwords_are_refused_and_long_ones_of_words_are_not() {
    for refused in ["", "ngắn", "12345678", "matkhau123", "password1", "qwertyuiop", "lan.nguyen", "aaaaaaaaaaaa", &"a1".repeat(65)]
    {
        assert!(password::check(refused, &["lan.nguyen", "Nguyễn Thị Lan"]).is_err(), "{refused}");
    }
    for taken in [super::PASSWORD, "con trâu đi trước cái cày", "x9$kqLw2", &"dài và không ai đoán ra ".repeat(5)] {
        assert!(password::check(taken, &[]).is_ok(), "{taken}");
    }
}

#[tokio::test]
async fn a_password_fits_only_itself() {
    let stored = password::hash("mật khẩu".into()).await.unwrap();
    assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{stored}");
    let fit = |password: &str, stored: Option<String>| password::verify(password.to_owned(), stored);
    // The same letters, composed otherwise.
    assert_eq!(fit("ma\u{302}\u{323}t kha\u{302}\u{309}u", Some(stored.clone())).await.unwrap(), Fit::Right);
    assert_eq!(fit("mat khau", Some(stored)).await.unwrap(), Fit::Wrong);
    assert_eq!(fit("không có tài khoản này", None).await.unwrap(), Fit::Wrong);
    let weaker = "$argon2id$v=19$m=64,t=1,p=1$c29tZXNhbHRzb21lc2FsdA$";
    assert_eq!(fit("x", Some(weaker.into())).await.unwrap(), Fit::Wrong, "torn hashes open nothing");
}
