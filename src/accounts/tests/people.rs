//! Links, sign-in and sessions as they happen to people.

use uuid::Uuid;

use super::{HERE, PASSWORD, invite, site};
use crate::{
    accounts::{
        links,
        model::Role,
        second_factor::{SecondFactor, code_at},
        sessions::{self, Step},
        sign_in::{give_code, sign_in},
        store::{self, By, WantedGrant},
    },
    audit,
    clock::now,
    db::{Db, testing::on_both},
    error::AppError,
    in_tx,
};

fn this_step() -> i64 {
    now() / 1_000_000 / 30
}

#[tokio::test]
async fn a_link_opens_once() {
    on_both(|db| async move {
        let site = site(&db, "xa.example").await;
        let (_, token) = invite(&db, site, "lan", Role::Author).await;
        let weak = links::redeem(&db, &token, "12345678".into(), "").await;
        assert!(matches!(weak, Err(AppError::Invalid(_))), "{weak:?}");
        links::redeem(&db, &token, PASSWORD.into(), "").await.unwrap();
        assert_eq!(links::redeem(&db, &token, PASSWORD.into(), "").await, Err(AppError::Spent));
        assert_eq!(links::open(&db, "bịa").await.unwrap_err(), AppError::Spent);
        let (_, step) = sign_in(&db, " LAN ", PASSWORD.into(), HERE, "").await.unwrap();
        assert_eq!(step, Step::Open);
    })
    .await;
}

#[tokio::test]
async fn who_publishes_gives_a_code_that_opens_once() {
    on_both(|db| async move {
        let site = site(&db, "xa.example").await;
        let (account, token) = invite(&db, site, "hoa", Role::Publisher).await;
        let factor = links::open(&db, &token).await.unwrap().second_factor.unwrap();
        assert_eq!(SecondFactor::derive(&db, account.id, &token).await.unwrap(), factor, "the same each time it is shown");
        let wrong = links::redeem(&db, &token, PASSWORD.into(), "000000").await;
        assert!(matches!(wrong, Err(AppError::Invalid(_))), "{wrong:?}");
        links::redeem(&db, &token, PASSWORD.into(), &code_at(&factor.secret, this_step() - 1)).await.unwrap();

        let (cookie, step) = sign_in(&db, "hoa", PASSWORD.into(), HERE, "").await.unwrap();
        assert_eq!(step, Step::Code);
        let waiting = sessions::find(&db, &cookie, site).await.unwrap().unwrap();
        let code = code_at(&factor.secret, this_step());
        let open = give_code(&db, &waiting, &code, HERE, "").await.unwrap();
        assert_ne!(open, cookie, "the value changes with the rights");
        assert!(sessions::find(&db, &cookie, site).await.unwrap().is_none());
        assert_eq!(sessions::find(&db, &open, site).await.unwrap().unwrap().step, Step::Open);

        let (cookie, _) = sign_in(&db, "hoa", PASSWORD.into(), HERE, "").await.unwrap();
        let waiting = sessions::find(&db, &cookie, site).await.unwrap().unwrap();
        assert!(give_code(&db, &waiting, &code, HERE, "").await.is_err(), "a code opens once");
        let recovery = factor.recovery_codes[3].clone();
        give_code(&db, &waiting, &recovery, HERE, "").await.unwrap();
        let (cookie, _) = sign_in(&db, "hoa", PASSWORD.into(), HERE, "").await.unwrap();
        let waiting = sessions::find(&db, &cookie, site).await.unwrap().unwrap();
        assert!(give_code(&db, &waiting, &recovery, HERE, "").await.is_err(), "a recovery code opens once");
        assert_eq!(store::count_recovery_codes(&db, account.id).await.unwrap(), 9);
    })
    .await;
}

#[tokio::test]
async fn ten_wrong_passwords_close_the_door_for_a_while() {
    on_both(|db| async move {
        let site = site(&db, "xa.example").await;
        let (_, token) = invite(&db, site, "lan", Role::Author).await;
        links::redeem(&db, &token, PASSWORD.into(), "").await.unwrap();
        for _ in 0..10 {
            let refused = sign_in(&db, "lan", "không phải".into(), HERE, "").await;
            assert!(matches!(refused, Err(AppError::Invalid(_))), "{refused:?}");
        }
        assert_eq!(sign_in(&db, "lan", PASSWORD.into(), HERE, "").await.unwrap_err(), AppError::TooMany);
        let unknown = sign_in(&db, "khong-co", PASSWORD.into(), HERE, "").await.unwrap_err();
        assert_eq!(unknown, AppError::invalid("password", "Tên đăng nhập hoặc mật khẩu không đúng"));
    })
    .await;
}

async fn signed_in(db: &Db, site: Uuid, name: &str) -> String {
    let (_, token) = invite(db, site, name, Role::Author).await;
    links::redeem(db, &token, PASSWORD.into(), "").await.unwrap();
    sign_in(db, name, PASSWORD.into(), HERE, "").await.unwrap().0
}

#[tokio::test]
async fn a_session_ends_with_the_rights_it_was_opened_with() {
    on_both(|db| async move {
        let (here, there) = (site(&db, "xa.example").await, site(&db, "tinh.example").await);
        let cookie = signed_in(&db, here, "lan").await;
        let elsewhere = sessions::find(&db, &cookie, there).await.unwrap().unwrap();
        assert!(elsewhere.actor.grants.is_empty(), "a role on one site is none on another");

        let account = store::find(&db, "lan").await.unwrap();
        let wanted = [WantedGrant { role: Role::Editor, section: None }];
        store::set_grants(&db, By::CommandLine, &account, here, &wanted).await.unwrap();
        assert!(sessions::find(&db, &cookie, here).await.unwrap().is_none(), "a changed role ends it");

        let (cookie, _) = sign_in(&db, "lan", PASSWORD.into(), HERE, "").await.unwrap();
        store::disable(&db, By::CommandLine, &account, here).await.unwrap();
        assert!(sessions::find(&db, &cookie, here).await.unwrap().is_none(), "a closed account ends it");
        assert!(sign_in(&db, "lan", PASSWORD.into(), HERE, "").await.is_err());
        store::enable(&db, By::CommandLine, &account).await.unwrap();
        sign_in(&db, "lan", PASSWORD.into(), HERE, "").await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn the_audit_chain_shows_what_was_changed_or_cut_off() {
    on_both(|db| async move {
        let site = site(&db, "xa.example").await;
        signed_in(&db, site, "lan").await;
        let entries = audit::store::verify(&db).await.unwrap().unwrap();
        assert!(entries >= 5, "{entries}");
        in_tx!(&db, tx => {
            sqlx::query("update audit_entry set detail = 'khác' where seq = 2").execute(&mut *tx).await?;
        })
        .unwrap();
        assert!(audit::store::verify(&db).await.unwrap().unwrap_err().ends_with("mục 2"));
        in_tx!(&db, tx => {
            sqlx::query("delete from audit_entry where seq >= 2").execute(&mut *tx).await?;
        })
        .unwrap();
        assert!(audit::store::verify(&db).await.unwrap().is_err(), "an end that was cut off");
    })
    .await;
}
