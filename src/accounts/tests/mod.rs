//! Accounts, their links, sessions and limits, on both databases; the table of permissions against the real endpoints.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod codes;
mod confirming;
mod doors;
mod forged;
mod people;
mod roles;

use std::net::{IpAddr, Ipv4Addr};

use uuid::Uuid;

use super::{
    grants::{self, WantedGrant},
    links::{self, Keeps},
    model::Role,
    store::{self, Account, By},
};
use crate::{
    db::Db,
    site::{self, model::SiteView},
};

const HERE: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);
const PASSWORD: &str = "suối trong đá cuội 27";

async fn site(db: &Db, host: &str) -> Uuid {
    let view = SiteView { name: host.into(), short_name: host.into(), ..SiteView::default() };
    site::store::create_site(db, host, &view, 0).await.unwrap()
}

/// An account with one role; its link's token.
async fn invite(db: &Db, site: Uuid, name: &str, role: Role) -> (Account, String) {
    let account = store::create(db, By::CommandLine, name, name).await.unwrap();
    grants::set_grants(db, By::CommandLine, &account, site, &[WantedGrant { role, section: None }]).await.unwrap();
    let path = links::create(db, By::CommandLine, &account, Keeps::Nothing).await.unwrap();
    (account, path.trim_start_matches("/kich-hoat/").to_owned())
}
