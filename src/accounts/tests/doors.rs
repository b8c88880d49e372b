//! The table of permissions: complete, and judged as it is written.

use std::collections::BTreeSet;

use uuid::Uuid;

use crate::{
    accounts::{
        actors::{Actor, Grant},
        model::Role,
        permissions::{Door, Needs},
        sessions::{Session, Step},
    },
    error::AppError,
    permissions::{RULES, find_rule},
};

#[test]
fn every_server_function_stands_in_the_table_and_nothing_else_does() {
    let real: BTreeSet<String> =
        leptos::server_fn::axum::server_fn_paths().map(|(path, method)| format!("{method} {path}")).collect();
    let written: BTreeSet<String> = RULES
        .iter()
        .filter_map(|rule| match rule.door {
            Door::Read => Some(format!("GET {}", rule.path)),
            Door::Change => Some(format!("POST {}", rule.path)),
            _ => None,
        })
        .collect();
    assert!(real.len() > 20, "only {} found", real.len());
    assert_eq!(real, written);
    assert!(find_rule("/api/{*rest}", "/api/accounts/khong-co").is_none());
    let paths: BTreeSet<&str> = RULES.iter().map(|rule| rule.path).collect();
    assert_eq!(paths.len(), RULES.len(), "an address stands twice");
}

fn session(step: Step, roles: &[Role]) -> Session {
    let grants = roles.iter().map(|role| Grant { role: *role, section: None }).collect();
    let (account, id, site) = (Uuid::now_v7(), Uuid::now_v7(), Uuid::now_v7());
    let actor = Actor { account, name: "x".into(), display_name: "X".into(), session: id, confirmed_at: 0, site, grants };
    Session { step, actor }
}

#[test]
fn each_need_admits_whom_it_names() {
    use Needs::{Administrator, Anyone, Member, Writer};
    let people = [
        ("nobody", None),
        ("no code yet", Some(session(Step::Code, &[Role::Administrator]))),
        ("of another site", Some(session(Step::Open, &[]))),
        ("author", Some(session(Step::Open, &[Role::Author]))),
        ("editor", Some(session(Step::Open, &[Role::Editor]))),
        ("publisher", Some(session(Step::Open, &[Role::Publisher]))),
        ("administrator", Some(session(Step::Open, &[Role::Administrator]))),
    ];
    let ok = Ok(());
    let (out, no) = (Err(AppError::SignInNeeded), Err(AppError::NotAllowed));
    let rows = [
        (Anyone, [&ok, &ok, &ok, &ok, &ok, &ok, &ok]),
        (Needs::Session, [&out, &ok, &ok, &ok, &ok, &ok, &ok]),
        (Member, [&out, &out, &no, &ok, &ok, &ok, &ok]),
        (Writer, [&out, &out, &no, &ok, &ok, &ok, &no]),
        (Administrator, [&out, &out, &no, &no, &no, &no, &ok]),
    ];
    for (needs, expected) in rows {
        for ((who, session), expected) in people.iter().zip(expected) {
            assert_eq!(&needs.admit(session.as_ref()), expected, "{needs:?} for {who}");
        }
    }
}
