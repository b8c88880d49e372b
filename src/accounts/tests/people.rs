//! Links, sign-in and sessions as they happen to people.

use argon2::password_hash::PasswordHasher;
use uuid::Uuid;

use super::{HERE, PASSWORD, invite, site};
use crate::{
    accounts::{
        actors::{Actor, Administrator},
        credentials,
        grants::{self, WantedGrant},
        links,
        model::Role,
        second_factor::{SecondFactor, code_at},
        sessions::{self, Step},
        sign_in::{give_code, sign_in},
        store::{self, By},
    },
    audit,
    clock::now,
    db::{Db, Tx, testing::on_both},
    error::AppError,
    in_tx, on_db,
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
        assert_eq!(credentials::count_recovery_codes(&db, account.id).await.unwrap(), 9);
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
        grants::set_grants(&db, By::CommandLine, &account, here, &wanted).await.unwrap();
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

#[tokio::test]
async fn a_burst_of_attempts_gets_no_more_tries_than_the_limit() {
    on_both(|db| async move {
        let site = site(&db, "xa.example").await;
        let (_, token) = invite(&db, site, "lan", Role::Author).await;
        links::redeem(&db, &token, PASSWORD.into(), "").await.unwrap();
        let tries = (0..40).map(|_| {
            let db = db.clone();
            tokio::spawn(async move { sign_in(&db, "lan", "không phải".into(), HERE, "").await.unwrap_err() })
        });
        let (mut heard, mut turned_away) = (0, 0);
        for done in tries.collect::<Vec<_>>() {
            match done.await.unwrap() {
                AppError::Invalid(_) => heard += 1,
                AppError::TooMany => turned_away += 1,
                other => panic!("{other:?}"),
            }
        }
        assert!(heard <= 10 && heard + turned_away == 40, "{heard} heard, {turned_away} turned away");
    })
    .await;
}

#[tokio::test]
async fn a_whole_network_of_ipv6_is_one_address() {
    on_both(|db| async move {
        let site = site(&db, "xa.example").await;
        let (_, token) = invite(&db, site, "lan", Role::Author).await;
        links::redeem(&db, &token, PASSWORD.into(), "").await.unwrap();
        in_tx!(&db, tx => {
            for number in 0..300 {
                sqlx::query("insert into sign_in_failure (subject, at, id) values ('address:2001:db8:1:2::', $1, $2)")
                    .bind(now() - number)
                    .bind(Uuid::now_v7())
                    .execute(&mut *tx)
                    .await?;
            }
        })
        .unwrap();
        let from = |address: &str| sign_in_from(db.clone(), address.parse().unwrap());
        assert_eq!(from("2001:db8:1:2:3:4:5:6").await, Err(AppError::TooMany));
        assert_eq!(from("2001:db8:1:3::1").await, Ok(Step::Open));
        assert_eq!(from("192.0.2.1").await, Ok(Step::Open));
    })
    .await;
}

async fn sign_in_from(db: Db, address: std::net::IpAddr) -> Result<Step, AppError> {
    sign_in(&db, "lan", PASSWORD.into(), address, "").await.map(|(_, step)| step)
}

#[tokio::test]
async fn a_known_password_does_not_replace_the_second_factor_that_its_owner_has_set_up() {
    on_both(|db| async move {
        let account = store::create(&db, By::CommandLine, "hoa", "Hoa").await.unwrap();
        let (owners, thiefs) = tokio::join!(SecondFactor::derive(&db, account.id, "a"), SecondFactor::derive(&db, account.id, "b"));
        let set_up = async |factor: SecondFactor| {
            let id = account.id;
            in_tx!(&db, tx => { credentials::write_first_factor(&mut Tx::from(&mut *tx), id, &factor, 1).await?; })
        };
        let owners = owners.unwrap();
        set_up(owners.clone()).await.unwrap();
        assert_eq!(set_up(thiefs.unwrap()).await, Err(AppError::SignInNeeded));
        let kept = store::find(&db, "hoa").await.unwrap();
        assert_eq!(kept.totp_secret, Some(owners.stored()));
        assert_eq!(credentials::count_recovery_codes(&db, account.id).await.unwrap(), 10);
    })
    .await;
}

#[tokio::test]
async fn two_administrators_who_remove_each_other_leave_one() {
    on_both(|db| async move {
        let site = site(&db, "xa.example").await;
        for name in ["an", "binh"] {
            invite(&db, site, name, Role::Administrator).await;
            in_tx!(&db, tx => {
                sqlx::query("update account set password = 'x' where name = $1").bind(name).execute(&mut *tx).await?;
            })
            .unwrap();
        }
        let remove = |by: &'static str, whom: &'static str| {
            let db = db.clone();
            async move {
                let by = store::find(&db, by).await.unwrap();
                let by = Administrator::for_test(Actor {
                    account: by.id,
                    name: by.name,
                    display_name: by.display_name,
                    session: Uuid::now_v7(),
                    confirmed_at: now(),
                    site,
                    grants: Vec::new(),
                });
                let whom = store::find(&db, whom).await.unwrap();
                grants::set_grants(&db, By::Administrator(&by), &whom, site, &[]).await
            }
        };
        let (one, other) = tokio::join!(tokio::spawn(remove("an", "binh")), tokio::spawn(remove("binh", "an")));
        let done = [one.unwrap(), other.unwrap()];
        assert_eq!(done.iter().filter(|done| done.is_ok()).count(), 1, "{done:?}");
        let left: i64 = on_db!(&db, pool => sqlx::query_scalar("select count(*) from account_grant where role = 'administrator'").fetch_one(pool).await).unwrap();
        assert_eq!(left, 1);
    })
    .await;
}

#[tokio::test]
async fn an_account_comes_with_its_roles_and_its_link_or_not_at_all() {
    on_both(|db| async move {
        let site = site(&db, "xa.example").await;
        let wanted = [WantedGrant { role: Role::Author, section: None }];
        let path = store::invite(&db, By::CommandLine, "lan", "Lan", site, &wanted).await.unwrap();
        assert!(links::open(&db, path.trim_start_matches("/kich-hoat/")).await.is_ok());
        let lan = store::find(&db, "lan").await.unwrap();
        assert_eq!(grants::list_grants(&db, &lan, site).await.unwrap(), wanted);
        let again = store::invite(&db, By::CommandLine, "lan", "Lan khác", site, &[]).await;
        assert_eq!(again, Err(AppError::invalid("name", "Tên đăng nhập này đã có")));
        assert_eq!(grants::list_grants(&db, &lan, site).await.unwrap(), wanted, "nothing of the second attempt stays");
        let nowhere = [WantedGrant { role: Role::Author, section: Some("khong-co".into()) }];
        assert!(store::invite(&db, By::CommandLine, "mai", "Mai", site, &nowhere).await.is_err());
        assert_eq!(store::find(&db, "mai").await.unwrap_err(), AppError::NotFound);
    })
    .await;
}

#[tokio::test]
async fn a_session_is_over_by_the_clock_and_with_its_account() {
    on_both(|db| async move {
        let site = site(&db, "xa.example").await;
        let cookie = signed_in(&db, site, "lan").await;
        let session = sessions::find(&db, &cookie, site).await.unwrap().unwrap().actor.session;
        let move_back = async |column: &'static str, seconds: i64| {
            let statement = match column {
                "seen_at" => "update session set seen_at = seen_at - $1",
                _ => "update session set created_at = created_at - $1",
            };
            let by = seconds * 1_000_000;
            in_tx!(&db, tx => { sqlx::query(statement).bind(by).execute(&mut *tx).await?; }).unwrap();
        };
        let is_open = async || {
            let found = sessions::find(&db, &cookie, site).await.unwrap().is_some();
            assert_eq!(sessions::is_open(&db, session).await.unwrap(), found);
            found
        };
        move_back("seen_at", 29 * 60).await;
        assert!(is_open().await, "idle for 29 minutes");
        move_back("seen_at", 31 * 60).await;
        assert!(!is_open().await, "idle for more than half an hour");
        move_back("seen_at", -31 * 60).await;
        assert!(is_open().await);
        move_back("created_at", 12 * 3600).await;
        assert!(!is_open().await, "twelve hours old");
        move_back("created_at", -12 * 3600).await;
        assert!(is_open().await);
        store::disable(&db, By::CommandLine, &store::find(&db, "lan").await.unwrap(), site).await.unwrap();
        assert!(!is_open().await, "of a closed account");
    })
    .await;
}

fn hashed_with_less() -> String {
    let params = argon2::Params::new(1024, 1, 1, None).unwrap();
    let hasher = argon2::Argon2::new(argon2::Algorithm::Argon2id, argon2::Version::V0x13, params);
    hasher.hash_password(PASSWORD.as_bytes()).unwrap().to_string()
}

#[tokio::test]
async fn a_password_is_hashed_anew_where_it_was_hashed_with_less() {
    on_both(|db| async move {
        let site = site(&db, "xa.example").await;
        signed_in(&db, site, "lan").await;
        let weak = hashed_with_less();
        in_tx!(&db, tx => { sqlx::query("update account set password = $1").bind(weak).execute(&mut *tx).await?; }).unwrap();
        sign_in(&db, "lan", PASSWORD.into(), HERE, "").await.unwrap();
        let kept = store::find(&db, "lan").await.unwrap().password.unwrap();
        assert!(kept.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{kept}");
        sign_in(&db, "lan", PASSWORD.into(), HERE, "").await.unwrap();
    })
    .await;
}
