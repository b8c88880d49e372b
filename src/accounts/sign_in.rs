//! Signing in: limits before hashing, the same answer and time whether an account is there or not, then the second factor.

use std::net::{IpAddr, Ipv6Addr};

use uuid::Uuid;

use super::{
    credentials, grants,
    links::wrong_code,
    password::{self, Fit},
    second_factor::{accepted_step, from_base32, recovery_hash},
    sessions::{self, Session, Step},
    store::{self, Account, By},
};
use crate::{
    audit::store::{Entry, INSTALLATION, record},
    clock::now,
    db::{Db, Tx},
    error::AppError,
    in_tx, on_db, on_tx,
};

const WINDOW: i64 = 15 * 60 * 1_000_000;
/// Wrong attempts at one account, from anywhere.
const ACCOUNT_LIMIT: i64 = 10;
/// From one address: thousands of phones may stand behind it, so it stops floods only.
const ADDRESS_LIMIT: i64 = 300;

/// An attempt that has been counted, and is forgotten again once it succeeds.
struct Attempt {
    of_account: Uuid,
    of_address: Uuid,
}

/// Checks a name and password. Gives the new session's cookie value and what is still missing.
///
/// # Errors
/// `Invalid` for a wrong name or password, in the same words; `TooMany` past the limits; `Unavailable` when too many are waiting.
pub async fn sign_in(db: &Db, name: &str, password: String, address: IpAddr, browser: &str) -> Result<(String, Step), AppError> {
    let name = name.trim().to_lowercase();
    let known_name: String = name.chars().take(64).collect();
    let attempt = count_attempt(db, &known_name, address).await?;
    let account = store::find_by_name(db, &known_name).await?.filter(|account| account.disabled_at.is_none());
    let stored = account.as_ref().and_then(|account| account.password.clone());
    let fit = password::verify(password.chars().take(1024).collect(), stored).await?;
    let Some(account) = account.filter(|_| fit != Fit::Wrong) else {
        note_refusal(db, &known_name, address).await?;
        return Err(AppError::invalid("password", "Tên đăng nhập hoặc mật khẩu không đúng"));
    };
    if fit == Fit::RightButOld {
        credentials::rehash(db, account.id, password::hash(password).await?).await?;
    }
    let step = match (&account.totp_secret, grants::needs_second_factor(db, account.id).await?) {
        (Some(_), _) => Step::Code,
        (None, true) => Step::SetUp,
        (None, false) => Step::Open,
    };
    let entry = By::CommandLine.entry("sign_in", &account, address.to_string());
    let entry = Entry { account: Some(account.id), actor: account.name.clone(), ..entry };
    let (id, browser) = (account.id, browser.to_owned());
    let token = in_tx!(db, tx => {
        forget(&mut Tx::from(&mut *tx), &attempt).await?;
        let token = sessions::create(&mut Tx::from(&mut *tx), id, step, &browser).await?;
        if step == Step::Open {
            record(&mut Tx::from(&mut *tx), entry).await?;
        }
        token
    })?;
    Ok((token, step))
}

/// The second factor: a code of the moment or a recovery code. Gives the cookie value of a new, open session.
///
/// # Errors
/// `Invalid` for a wrong or used code, `TooMany` past the limit, `SignInNeeded` for a session that waits for no code.
pub async fn give_code(db: &Db, session: &Session, code: &str, address: IpAddr, browser: &str) -> Result<String, AppError> {
    if session.step != Step::Code {
        return Err(AppError::SignInNeeded);
    }
    let attempt = count_attempt(db, &session.actor.name, address).await?;
    let account = store::find_by_id(db, session.actor.account).await?.ok_or(AppError::SignInNeeded)?;
    let secret = from_base32(account.totp_secret.as_deref().unwrap_or_default());
    let step = accepted_step(&secret, code, now(), account.totp_step);
    let recovery = recovery_hash(code);
    let (id, old, browser) = (account.id, session.actor.session, browser.to_owned());
    let entry = sign_in_entry(&account, address, if step.is_some() { "mã xác thực" } else { "mã khôi phục" });
    let opened = in_tx!(db, tx => {
        // Each is used once, also by two requests at the same moment.
        let used = match step {
            Some(step) => sqlx::query(include_str!("sql/use_step.sql")).bind(id).bind(step).execute(&mut *tx).await?.rows_affected(),
            None => sqlx::query(include_str!("sql/use_recovery_code.sql")).bind(id).bind(recovery).bind(now()).execute(&mut *tx).await?.rows_affected(),
        };
        if used != 1 {
            return Err(wrong_code());
        }
        forget(&mut Tx::from(&mut *tx), &attempt).await?;
        sessions::delete(&mut Tx::from(&mut *tx), old, id).await?;
        let token = sessions::create(&mut Tx::from(&mut *tx), id, Step::Open, &browser).await?;
        record(&mut Tx::from(&mut *tx), entry).await?;
        token
    });
    if opened == Err(wrong_code()) {
        note_refusal(db, &account.name, address).await?;
    }
    opened
}

/// Opens the session of someone who has just set up his second factor; whoever else knew the password and waited is out.
pub async fn open_after_set_up(tx: &mut Tx<'_>, account: &Account, address: IpAddr, browser: &str) -> Result<String, AppError> {
    sessions::delete_all(&mut *tx, account.id, Uuid::nil()).await?;
    let token = sessions::create(&mut *tx, account.id, Step::Open, browser).await?;
    record(tx, sign_in_entry(account, address, "xác thực hai bước vừa thiết lập")).await?;
    Ok(token)
}

/// The password again, before a sensitive change.
///
/// # Errors
/// `Invalid` for a wrong one, `TooMany` past the limits.
pub async fn confirm_password(db: &Db, account: Uuid, session: Uuid, password: String, address: IpAddr) -> Result<(), AppError> {
    let account = store::find_by_id(db, account).await?.ok_or(AppError::SignInNeeded)?;
    let attempt = count_attempt(db, &account.name, address).await?;
    if password::verify(password.chars().take(1024).collect(), account.password).await? == Fit::Wrong {
        note_refusal(db, &account.name, address).await?;
        return Err(AppError::invalid("confirm", "Mật khẩu của bạn không đúng"));
    }
    in_tx!(db, tx => { forget(&mut Tx::from(&mut *tx), &attempt).await?; })?;
    sessions::confirm(db, session).await
}

/// Written down before it is counted: of attempts at the same moment no more pass than the limit allows.
async fn count_attempt(db: &Db, name: &str, address: IpAddr) -> Result<Attempt, AppError> {
    let subjects = [(format!("account:{name}"), ACCOUNT_LIMIT), (format!("address:{}", network(address)), ADDRESS_LIMIT)];
    let attempt = Attempt { of_account: Uuid::now_v7(), of_address: Uuid::now_v7() };
    let written = [(subjects[0].0.clone(), attempt.of_account), (subjects[1].0.clone(), attempt.of_address)];
    in_tx!(db, tx => {
        for (subject, id) in written {
            sqlx::query(include_str!("sql/create_failure.sql")).bind(subject).bind(now()).bind(id).execute(&mut *tx).await?;
        }
    })?;
    let since = now() - WINDOW;
    for (subject, limit) in &subjects {
        let attempts: i64 = on_db!(db, pool => sqlx::query_scalar(include_str!("sql/count_failures.sql"))
            .bind(subject)
            .bind(since)
            .fetch_one(pool)
            .await)?;
        if attempts > *limit {
            tracing::warn!(%address, "too many attempts to sign in");
            // Whoever is turned away unheard does not keep the door closed for longer.
            in_tx!(db, tx => { forget(&mut Tx::from(&mut *tx), &attempt).await?; })?;
            return Err(AppError::TooMany);
        }
    }
    Ok(attempt)
}

async fn forget(tx: &mut Tx<'_>, attempt: &Attempt) -> Result<(), AppError> {
    for id in [attempt.of_account, attempt.of_address] {
        on_tx!(&mut *tx, run => sqlx::query(include_str!("sql/delete_failure.sql")).bind(id).execute(run).await.map(|_| ()))?;
    }
    Ok(())
}

/// Who has one address of IPv6 has 2^64 of them.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0).into()
        }
        address => address,
    }
}

async fn note_refusal(db: &Db, name: &str, address: IpAddr) -> Result<(), AppError> {
    tracing::warn!(%address, name, "sign-in refused");
    let entry = Entry {
        site: INSTALLATION,
        account: None,
        actor: "khách".into(),
        action: "sign_in_refused",
        subject: name.chars().filter(|c| !c.is_control()).collect(),
        subject_id: None,
        detail: address.to_string(),
    };
    in_tx!(db, tx => {
        record(&mut Tx::from(&mut *tx), entry).await?;
    })
}

fn sign_in_entry(account: &Account, address: IpAddr, with: &str) -> Entry {
    Entry {
        site: INSTALLATION,
        account: Some(account.id),
        actor: account.name.clone(),
        action: "sign_in",
        subject: account.name.clone(),
        subject_id: Some(account.id),
        detail: format!("{address}, {with}"),
    }
}
