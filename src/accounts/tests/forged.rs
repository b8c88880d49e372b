//! Links, codes and cookies that are made up, altered, too old or used before.

use axum::http::{HeaderMap, HeaderValue, header::COOKIE};
use uuid::Uuid;

use super::{HERE, PASSWORD, invite, site};
use crate::{
    accounts::{
        cookie,
        links::{self, Keeps},
        model::Role,
        own,
        permissions::Needs,
        second_factor::{SecondFactor, code_at},
        sessions::{self, Step},
        sign_in::{confirm_password, give_code, sign_in},
        store::{self, By},
    },
    audit,
    clock::now,
    db::{Db, testing::on_both},
    error::AppError,
    in_tx,
};

/// The same text with its last letter changed.
fn altered(token: &str) -> String {
    let (start, last) = token.split_at(token.len() - 1);
    format!("{start}{}", if last == "A" { "B" } else { "A" })
}

fn step_of_now() -> i64 {
    now() / 1_000_000 / 30
}

async fn change(db: &Db, statement: &'static str) {
    in_tx!(db, tx => { sqlx::query(statement).execute(&mut *tx).await?; }).unwrap();
}

#[tokio::test]
async fn a_link_that_is_forged_replaced_too_old_or_of_a_closed_account_opens_nothing() {
    on_both(|db| async move {
        let site = site(&db, "xa.example").await;
        let (lan, token) = invite(&db, site, "lan", Role::Author).await;
        let refused = async |token: &str| {
            assert_eq!(links::open(&db, token).await.unwrap_err(), AppError::Spent, "{token}");
            assert_eq!(links::redeem(&db, token, PASSWORD.into(), "").await, Err(AppError::Spent), "{token}");
        };
        for forged in [
            "",
            "a",
            &*altered(&token),
            &token[..token.len() - 1],
            &*format!("{token}A"),
            &*cookie::token_hash(&token),
            "' or 1=1 --",
        ] {
            refused(forged).await;
        }
        assert!(links::open(&db, &token).await.is_ok(), "the true one is as good as before");

        change(&db, "update activation_link set expires_at = expires_at - 259201000000").await;
        refused(&token).await;
        change(&db, "update activation_link set expires_at = expires_at + 259201000000").await;
        assert!(links::open(&db, &token).await.is_ok());

        let again = async || {
            let path = links::create(&db, By::CommandLine, &lan, Keeps::Nothing).await.unwrap();
            path.trim_start_matches("/kich-hoat/").to_owned()
        };
        let newer = again().await;
        refused(&token).await;
        store::disable(&db, By::CommandLine, &lan, site).await.unwrap();
        refused(&newer).await;
        store::enable(&db, By::CommandLine, &lan).await.unwrap();
        refused(&newer).await;
        links::redeem(&db, &again().await, PASSWORD.into(), "").await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn of_two_who_open_a_link_at_the_same_moment_one_sets_the_password() {
    on_both(|db| async move {
        let site = site(&db, "xa.example").await;
        let (_, token) = invite(&db, site, "lan", Role::Author).await;
        let redeem = |password: &'static str| {
            let (db, token) = (db.clone(), token.clone());
            tokio::spawn(async move { links::redeem(&db, &token, password.into(), "").await })
        };
        let (one, other) = (redeem(PASSWORD), redeem("nắng trên nương ngô 15"));
        let done = [one.await.unwrap(), other.await.unwrap()];
        assert_eq!(done.iter().filter(|done| done.is_ok()).count(), 1, "{done:?}");
        assert!(done.contains(&Err(AppError::Spent)), "{done:?}");
    })
    .await;
}

#[tokio::test]
async fn a_code_that_was_used_for_anything_opens_nothing_more_nor_does_an_older_one() {
    on_both(|db| async move {
        let site = site(&db, "xa.example").await;
        let (account, token) = invite(&db, site, "hoa", Role::Publisher).await;
        let factor = SecondFactor::derive(&db, account.id, &token).await.unwrap();
        let step = step_of_now();
        let code = |step: i64| code_at(&factor.secret, step);
        links::redeem(&db, &token, PASSWORD.into(), &code(step)).await.unwrap();
        let waiting = async || {
            let (cookie, asked) = sign_in(&db, "hoa", PASSWORD.into(), HERE, "").await.unwrap();
            assert_eq!(asked, Step::Code);
            sessions::find(&db, &cookie, site).await.unwrap().unwrap()
        };
        let session = waiting().await;
        for (used, why) in [(step, "the one that set it up"), (step - 1, "one of before that")] {
            let refused = give_code(&db, &session, &code(used), HERE, "").await;
            assert_eq!(refused, Err(links::wrong_code()), "{why}");
        }
        for forged in ["", "000000", "12345", "1234567", "mã khác", "٠٠٠٠٠٠"] {
            assert_eq!(give_code(&db, &session, forged, HERE, "").await, Err(links::wrong_code()), "{forged}");
        }
        let told = audit::store::list_entries(&db, site, "sign_in_refused", i64::MAX).await.unwrap();
        assert_eq!(told.len(), 8, "each is written down");

        // The same code from two browsers that both know the password.
        let next = code(step + 1);
        let give = |session: sessions::Session| {
            let (db, next) = (db.clone(), next.clone());
            tokio::spawn(async move { give_code(&db, &session, &next, HERE, "").await })
        };
        let (one, other) = (give(session), give(waiting().await));
        let done = [one.await.unwrap(), other.await.unwrap()];
        assert_eq!(done.iter().filter(|done| done.is_ok()).count(), 1, "{done:?}");
    })
    .await;
}

#[tokio::test]
async fn a_cookie_that_is_altered_made_up_or_of_before_is_nobodys() {
    on_both(|db| async move {
        let site = site(&db, "xa.example").await;
        let (_, token) = invite(&db, site, "lan", Role::Author).await;
        links::redeem(&db, &token, PASSWORD.into(), "").await.unwrap();
        let (value, _) = sign_in(&db, "lan", PASSWORD.into(), HERE, "").await.unwrap();
        let find = async |value: &str| sessions::find(&db, value, site).await.unwrap();
        let session = find(&value).await.unwrap();
        for forged in
            [&*altered(&value), &value[1..], &*format!("{value}A"), &*value.to_uppercase(), &*cookie::token_hash(&value), &*token]
        {
            assert!(find(forged).await.is_none(), "{forged}");
        }
        assert!(find(&session.actor.session.to_string()).await.is_none(), "the id that the list of sessions shows");

        let (other, _) = sign_in(&db, "lan", PASSWORD.into(), HERE, "").await.unwrap();
        own::sign_out(&db, &session.actor).await.unwrap();
        assert!(find(&value).await.is_none(), "the cookie of a session that was signed out of");
        assert!(find(&other).await.is_some(), "the one beside it goes on");
    })
    .await;
}

#[tokio::test]
async fn who_has_given_the_password_alone_is_let_in_nowhere() {
    on_both(|db| async move {
        let site = site(&db, "xa.example").await;
        let (account, token) = invite(&db, site, "hoa", Role::Administrator).await;
        let factor = SecondFactor::derive(&db, account.id, &token).await.unwrap();
        links::redeem(&db, &token, PASSWORD.into(), &code_at(&factor.secret, step_of_now())).await.unwrap();
        let (value, _) = sign_in(&db, "hoa", PASSWORD.into(), HERE, "").await.unwrap();
        let waiting = sessions::find(&db, &value, site).await.unwrap().unwrap();
        for needs in [Needs::Member, Needs::Writer, Needs::Administrator] {
            assert_eq!(needs.admit(Some(&waiting)), Err(AppError::SignInNeeded), "{needs:?}");
        }
        // Whoever only types the password again opens nothing by it.
        confirm_password(&db, account.id, waiting.actor.session, PASSWORD.into(), HERE).await.unwrap();
        let waiting = sessions::find(&db, &value, site).await.unwrap().unwrap();
        assert_eq!(waiting.step, Step::Code);
    })
    .await;
}

#[tokio::test]
async fn a_wrong_password_before_a_sensitive_change_counts_and_is_written_down() {
    on_both(|db| async move {
        let site = site(&db, "xa.example").await;
        let (lan, token) = invite(&db, site, "lan", Role::Author).await;
        links::redeem(&db, &token, PASSWORD.into(), "").await.unwrap();
        let confirm = |password: &'static str| confirm_password(&db, lan.id, Uuid::nil(), password.into(), HERE);
        for _ in 0..10 {
            assert_eq!(confirm("không phải").await, Err(AppError::invalid("confirm", "Mật khẩu của bạn không đúng")));
        }
        assert_eq!(confirm(PASSWORD).await, Err(AppError::TooMany), "a stolen session is no place to guess at");
        let told = audit::store::list_entries(&db, site, "sign_in_refused", i64::MAX).await.unwrap();
        assert_eq!(told.len(), 10);
    })
    .await;
}

#[test]
fn the_cookie_stays_with_this_host_out_of_scripts_and_off_plain_connections() {
    let token = cookie::random_token();
    for (value, given) in [(cookie::set(&token).unwrap(), token.as_str()), (cookie::clear(), "")] {
        let value = value.to_str().unwrap();
        let mut parts = value.split("; ");
        assert_eq!(parts.next(), Some(format!("__Host-phien={given}").as_str()));
        let attributes: Vec<&str> = parts.collect();
        for wanted in ["Path=/", "Secure", "HttpOnly", "SameSite=Lax"] {
            assert!(attributes.contains(&wanted), "{wanted}: {value}");
        }
        assert!(!attributes.iter().any(|attribute| attribute.starts_with("Domain")), "{value}");
    }
}

#[test]
fn only_a_cookie_of_our_name_and_length_is_looked_up() {
    let token = cookie::random_token();
    let read = |line: String| {
        let mut headers = HeaderMap::new();
        headers.insert(COOKIE, HeaderValue::from_str(&line).unwrap());
        cookie::read(&headers).map(str::to_owned)
    };
    assert_eq!(read(format!("luot=x; __Host-phien={token}")).as_deref(), Some(token.as_str()));
    for none in [
        format!("phien={token}"),
        format!("__host-phien={token}"),
        format!("__Host-phien2={token}"),
        "__Host-phien=".into(),
        "__Host-phien=ngan".into(),
        format!("__Host-phien={}", "a".repeat(101)),
        format!("luot=__Host-phien={token}"),
    ] {
        assert_eq!(read(none.clone()), None, "{none}");
    }
}
