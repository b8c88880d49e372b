//! Sensitive changes ask for the password again; what carries a password or a secret wants an encrypted connection.

use std::{net::IpAddr, path::Path};

use leptos::{
    prelude::{Owner, provide_context},
    reactive::computed::ScopedFuture,
};

use super::{HERE, PASSWORD, invite, site};
use crate::{
    accounts::{
        api, links,
        model::{AccountState, Role},
        second_factor::{SecondFactor, code_at},
        sessions::{self, Session},
        sign_in, store,
    },
    administration,
    clock::now,
    context::Request,
    db::{Db, testing::on_both},
    error::AppError,
    http::Client,
    in_tx,
    media::storage::Storage,
    on_db,
    search::following::Search,
    site::store::find_site,
    ui::form::Next,
    workflow,
};

const HOST: &str = "xa.example";
const FAR: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(203, 0, 113, 7));
const ON_THIS_MACHINE: Client = Client { address: HERE, secure: false };

/// What administrators and everyone else do that asks for the password again.
const SENSITIVE: [&str; 9] = [
    "accounts/add",
    "accounts/grant",
    "accounts/disable",
    "accounts/link-again",
    "accounts/change-password",
    "accounts/set-second-factor",
    "admin/save-opening-visits",
    "admin/erase",
    "work/save-settings",
];

async fn request(db: &Db, folder: &Path, client: Client, session: Option<Session>) -> Request {
    let site = find_site(db, Some(HOST)).await.unwrap();
    let (storage, search) = (Storage::open(folder).unwrap(), Search::at(folder));
    let reader = Request::of_reader(db.clone(), site, "https://xa.example".into(), storage, search, Default::default());
    Request { actor: session.as_ref().map(|session| session.actor.clone()), session, client: Some(client), ..reader }
}

/// Runs a server function as a request would.
async fn ask<T>(request: Request, run: impl Future<Output = T>) -> T {
    let owner = Owner::new();
    owner
        .with(|| {
            provide_context(request);
            ScopedFuture::new(run)
        })
        .await
}

async fn change(which: &str, confirm: String, seed: (&str, String)) -> Result<Next, AppError> {
    let text = String::new;
    match which {
        "accounts/add" => api::add_account("mai".into(), "Mai".into(), "author".into(), text(), confirm).await,
        "accounts/grant" => api::grant_roles("lan".into(), text(), "1".into(), text(), text(), confirm).await,
        "accounts/disable" => api::disable_account("lan".into(), "disable".into(), confirm).await,
        "accounts/link-again" => api::create_link("lan".into(), "nothing".into(), confirm).await,
        "accounts/change-password" => {
            let new = "nắng trên nương ngô 15";
            api::change_password(confirm, new.into(), new.into()).await
        }
        "accounts/set-second-factor" => api::set_second_factor(seed.0.into(), seed.1, confirm).await,
        "admin/save-opening-visits" => administration::api::save_opening_visits("79921".into(), confirm).await,
        "admin/erase" => {
            administration::api::erase_version("/bai-viet/khong-co".into(), "1".into(), "người dân yêu cầu".into(), text(), confirm)
                .await
        }
        "work/save-settings" => {
            let [no, one] = [text(), "1".to_owned()];
            let none = || no.clone();
            workflow::api::save_settings(one, none(), none(), none(), none(), none(), none(), none(), none(), confirm).await
        }
        other => panic!("{other}"),
    }
}

/// All that the sensitive changes would change, in one line.
async fn state(db: &Db) -> String {
    let rows: Vec<(String, i64)> = on_db!(db, pool => sqlx::query_as(
        "select name || coalesce(password, '') || coalesce(totp_secret, '') || coalesce(cast(disabled_at as text), ''), 0 as n from account
         union all select account_id_role, n from (select role as account_id_role, count(*) as n from account_grant group by role) g
         union all select 'links', count(*) from activation_link
         union all select host, opening_visits + one_person_mode from site
         order by 1, 2").fetch_all(pool).await)
    .unwrap();
    format!("{rows:?}")
}

/// An administrator whose password was given long ago.
async fn administrator(db: &Db) -> (Session, SecondFactor) {
    let site = site(db, HOST).await;
    let (account, token) = invite(db, site, "quan-tri", Role::Administrator).await;
    let factor = SecondFactor::derive(db, account.id, &token).await.unwrap();
    let code = |step: i64| code_at(&factor.secret, now() / 1_000_000 / 30 + step);
    links::redeem(db, &token, PASSWORD.into(), &code(-1)).await.unwrap();
    let (cookie, _) = sign_in::sign_in(db, "quan-tri", PASSWORD.into(), HERE, "").await.unwrap();
    let waiting = sessions::find(db, &cookie, site).await.unwrap().unwrap();
    let cookie = sign_in::give_code(db, &waiting, &code(0), HERE, "").await.unwrap();
    in_tx!(db, tx => { sqlx::query("update session set confirmed_at = 1").execute(&mut *tx).await?; }).unwrap();
    (sessions::find(db, &cookie, site).await.unwrap().unwrap(), factor)
}

#[tokio::test]
async fn every_sensitive_change_wants_the_password_again_and_nothing_happens_without() {
    on_both(|db| async move {
        let folder = tempfile::tempdir().unwrap();
        let (session, _) = administrator(&db).await;
        invite(&db, session.actor.site, "lan", Role::Author).await;
        let as_it_was = state(&db).await;
        for which in SENSITIVE {
            for confirm in ["", "không phải mật khẩu này"] {
                let code = String::from("000000");
                let request = request(&db, folder.path(), ON_THIS_MACHINE, Some(session.clone())).await;
                let refused = ask(request, change(which, confirm.into(), ("hạt giống", code))).await;
                assert!(
                    matches!(&refused, Err(AppError::Invalid(problems)) if problems[0].at == "confirm"),
                    "{which} with “{confirm}”: {refused:?}"
                );
            }
            assert_eq!(state(&db).await, as_it_was, "{which}");
            // Wrong passwords count; here they are all one person's.
            in_tx!(&db, tx => { sqlx::query("delete from sign_in_failure").execute(&mut *tx).await?; }).unwrap();
        }
    })
    .await;
}

#[tokio::test]
async fn every_sensitive_change_passes_with_the_password_which_then_holds_for_a_while() {
    on_both(|db| async move {
        let folder = tempfile::tempdir().unwrap();
        let (session, _) = administrator(&db).await;
        let (site, account) = (session.actor.site, session.actor.account);
        invite(&db, site, "lan", Role::Author).await;
        let seed = "hạt giống";
        let new = SecondFactor::derive(&db, account, seed).await.unwrap();
        for which in SENSITIVE.into_iter().filter(|which| *which != "accounts/change-password") {
            let code = code_at(&new.secret, now() / 1_000_000 / 30);
            let request = request(&db, folder.path(), ON_THIS_MACHINE, Some(session.clone())).await;
            let done = ask(request, change(which, PASSWORD.into(), (seed, code))).await;
            match (which, done) {
                // There is no such article, but the password was right.
                ("admin/erase", Err(AppError::Invalid(problems))) => assert_eq!(problems[0].at, "article"),
                (_, done) => assert!(done.is_ok(), "{which}: {done:?}"),
            }
        }
        let lan = store::list(&db, site).await.unwrap().into_iter().find(|account| account.name == "lan").unwrap();
        assert_eq!((lan.state, lan.grants[0].role), (AccountState::Disabled, Role::Editor));
        assert!(store::find(&db, "mai").await.is_ok() && workflow::store::read_settings(&db, site).await.unwrap().one_person_mode);

        let confirmed: i64 =
            on_db!(&db, pool => sqlx::query_scalar("select max(confirmed_at) from session").fetch_one(pool).await).unwrap();
        let mut actor = session.actor.clone();
        actor.confirmed_at = confirmed;
        assert!(actor.is_confirmed(), "for the next minutes it is not asked for again");
        let confirmed = Session { actor: actor.clone(), ..session.clone() };
        let request_now = request(&db, folder.path(), ON_THIS_MACHINE, Some(confirmed)).await;
        assert!(ask(request_now, change("admin/save-opening-visits", String::new(), ("", String::new()))).await.is_ok());
        actor.confirmed_at = now() - 11 * 60 * 1_000_000;
        assert!(!actor.is_confirmed(), "ten minutes later it is");

        // One's own password is changed only by whoever types the present one, a moment ago or not.
        let request_now = || request(&db, folder.path(), ON_THIS_MACHINE, Some(session.clone()));
        let refused = ask(request_now().await, change("accounts/change-password", String::new(), ("", String::new()))).await;
        assert!(matches!(refused, Err(AppError::Invalid(_))), "{refused:?}");
        ask(request_now().await, change("accounts/change-password", PASSWORD.into(), ("", String::new()))).await.unwrap();
        assert!(sign_in::sign_in(&db, "quan-tri", PASSWORD.into(), HERE, "").await.is_err(), "the old one opens nothing");
    })
    .await;
}

/// A server function that asks for the password is one of those that are tried above.
#[test]
fn no_sensitive_change_is_forgotten_here() {
    let mut asking = Vec::new();
    for feature in ["accounts", "administration", "workflow", "media"] {
        let text = std::fs::read_to_string(Path::new("src").join(feature).join("api.rs")).unwrap();
        for function in text.split("#[server(prefix").skip(1).filter(|function| function.contains("confirm: String")) {
            let endpoint = function.split("endpoint = \"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
            asking.push(endpoint.to_owned());
        }
    }
    asking.sort();
    let mut tried = SENSITIVE.to_vec();
    tried.sort_unstable();
    assert_eq!(asking, tried);
}

#[tokio::test]
async fn passwords_and_secrets_are_refused_over_plain_http_from_anywhere_but_this_machine() {
    on_both(|db| async move {
        let folder = tempfile::tempdir().unwrap();
        let site = site(&db, HOST).await;
        let (_, token) = invite(&db, site, "lan", Role::Author).await;
        let plain = Client { address: FAR, secure: false };
        let from = |client: Client| request(&db, folder.path(), client, None);
        let activate = || api::activate(token.clone(), PASSWORD.into(), PASSWORD.into(), String::new());
        let sign_in = || api::sign_in("lan".into(), PASSWORD.into(), String::new());
        let sessions = async || -> i64 {
            on_db!(&db, pool => sqlx::query_scalar("select count(*) from session").fetch_one(pool).await).unwrap()
        };
        let refused = |answer: Result<(), AppError>, what: &str| match answer {
            Err(AppError::Invalid(problems)) if problems[0].says.contains("https") => {}
            other => panic!("{what}: {other:?}"),
        };
        refused(ask(from(plain).await, api::read_link(token.clone())).await.map(drop), "the page of a link");
        refused(ask(from(plain).await, activate()).await.map(drop), "a password to be set");
        assert!(links::open(&db, &token).await.is_ok(), "the link is not used up");
        ask(from(Client { address: FAR, secure: true }).await, api::read_link(token.clone())).await.unwrap();
        ask(from(Client { address: FAR, secure: true }).await, activate()).await.unwrap();

        refused(ask(from(plain).await, sign_in()).await.map(drop), "a password to be checked");
        assert_eq!(sessions().await, 0);
        for client in [Client { address: FAR, secure: true }, ON_THIS_MACHINE] {
            ask(from(client).await, sign_in()).await.unwrap();
        }
        assert_eq!(sessions().await, 2);
    })
    .await;
}
