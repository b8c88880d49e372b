//! What people prove themselves with: passwords, second factors, recovery codes; and the key of the installation.

use uuid::Uuid;

use super::{
    second_factor::{SecondFactor, recovery_hash},
    sessions,
    store::{Account, By},
};
use crate::{
    audit::store::record,
    clock::now,
    db::{Db, Tx},
    error::AppError,
    in_tx, on_db, on_tx,
};

/// Replaces a password, ending all other sessions.
pub async fn set_password(db: &Db, by: By<'_>, account: &Account, hash: String, spared_session: Uuid) -> Result<(), AppError> {
    let entry = by.entry("password_changed", account, String::new());
    let account = account.id;
    in_tx!(db, tx => {
        sqlx::query(include_str!("sql/set_password.sql")).bind(account).bind(hash).execute(&mut *tx).await?;
        sessions::delete_all(&mut Tx::from(&mut *tx), account, spared_session).await?;
        record(&mut Tx::from(&mut *tx), entry).await?;
    })
}

/// The same password under today's settings.
pub async fn rehash(db: &Db, account: Uuid, hash: String) -> Result<(), AppError> {
    in_tx!(db, tx => {
        sqlx::query(include_str!("sql/set_password.sql")).bind(account).bind(hash).execute(&mut *tx).await?;
    })
}

/// Writes a second factor where there is none yet. The password alone must not replace the one that its owner has set up.
///
/// # Errors
/// `SignInNeeded` where there is one.
pub async fn write_first_factor(tx: &mut Tx<'_>, account: Uuid, factor: &SecondFactor, step: i64) -> Result<(), AppError> {
    let written = on_tx!(&mut *tx, run => sqlx::query(include_str!("sql/set_first_factor.sql"))
        .bind(account)
        .bind(factor.stored())
        .bind(step)
        .execute(run)
        .await
        .map(|done| done.rows_affected()))?;
    if written != 1 {
        return Err(AppError::SignInNeeded);
    }
    write_recovery_codes(tx, account, &factor.recovery_codes).await
}

/// Writes a second factor and its recovery codes in place of what was there.
pub async fn write_second_factor(tx: &mut Tx<'_>, account: Uuid, factor: &SecondFactor, step: i64) -> Result<(), AppError> {
    let secret = factor.stored();
    on_tx!(&mut *tx, run => sqlx::query(include_str!("sql/set_second_factor.sql")).bind(account).bind(secret).bind(step).execute(run).await.map(|_| ()))?;
    write_recovery_codes(tx, account, &factor.recovery_codes).await
}

async fn write_recovery_codes(tx: &mut Tx<'_>, account: Uuid, codes: &[String]) -> Result<(), AppError> {
    on_tx!(&mut *tx, run => sqlx::query(include_str!("sql/delete_recovery_codes.sql")).bind(account).execute(run).await.map(|_| ()))?;
    for code in codes {
        on_tx!(&mut *tx, run => sqlx::query(include_str!("sql/create_recovery_code.sql"))
            .bind(account)
            .bind(recovery_hash(code))
            .execute(run)
            .await
            .map(|_| ()))?;
    }
    Ok(())
}

pub async fn count_recovery_codes(db: &Db, account: Uuid) -> Result<i64, AppError> {
    Ok(on_db!(db, pool => sqlx::query_scalar(include_str!("sql/count_recovery_codes.sql")).bind(account).fetch_one(pool).await)?)
}

/// This installation's own key, made when it is first needed; every node shares it.
pub async fn installation_key(db: &Db) -> Result<Vec<u8>, AppError> {
    let known: Option<Vec<u8>> =
        on_db!(db, pool => sqlx::query_scalar(include_str!("sql/find_key.sql")).fetch_optional(pool).await)?;
    if let Some(key) = known {
        return Ok(key);
    }
    let key = rand::random::<[u8; 32]>().to_vec();
    in_tx!(db, tx => {
        sqlx::query(include_str!("sql/create_key.sql")).bind(key).bind(now()).execute(&mut *tx).await?;
    })?;
    Ok(on_db!(db, pool => sqlx::query_scalar(include_str!("sql/find_key.sql")).fetch_one(pool).await)?)
}
