//! Which roles are shown of whom.

use uuid::Uuid;

use super::site;
use crate::{
    accounts::{
        grants::{self, WantedGrant},
        model::Role,
        store::{self, By},
    },
    db::{Db, testing::on_both},
    error::AppError,
};

#[tokio::test]
async fn an_account_is_shown_with_its_own_roles_here_and_found_by_them_alone() {
    on_both(|db| async move {
        let (here, there) = (site(&db, "xa.example").await, site(&db, "tinh.example").await);
        let author = [WantedGrant { role: Role::Author, section: None }];
        let editor = [WantedGrant { role: Role::Editor, section: None }];
        for (name, site, roles) in
            [("lan", here, &author[..]), ("mai", here, &editor[..]), ("son", there, &editor[..]), ("ty", here, &[])]
        {
            store::invite(&db, By::CommandLine, name, name, site, roles).await.unwrap();
        }
        let lan = store::find(&db, "lan").await.unwrap();
        grants::set_grants(&db, By::CommandLine, &lan, there, &editor).await.unwrap();
        let roles = async |name: &str, site: Uuid| {
            store::read(&db, site, name).await.map(|account| account.grants.into_iter().map(|grant| grant.role).collect::<Vec<_>>())
        };
        assert_eq!(roles("lan", here).await, Ok(vec![Role::Author]));
        assert_eq!(roles("lan", there).await, Ok(vec![Role::Editor]));
        assert_eq!(roles("ty", there).await, Ok(Vec::new()), "whom no site has may be given a role by any");
        for (name, site) in [("mai", there), ("son", here), ("khong-co", here)] {
            assert_eq!(roles(name, site).await, Err(AppError::NotFound), "{name}");
        }
        for (name, site) in [("lan", here), ("mai", here), ("lan", there)] {
            let listed = store::list(&db, site).await.unwrap().into_iter().find(|account| account.name == name).unwrap();
            assert_eq!(store::read(&db, site, name).await.unwrap(), listed);
        }
        if let Db::Sqlite { reader, .. } = &db {
            let plan = concat!("explain query plan ", include_str!("../sql/list_grants_of.sql"));
            let steps: Vec<(i64, i64, i64, String)> = sqlx::query_as(plan).bind(lan.id).bind(here).fetch_all(reader).await.unwrap();
            assert!(steps.iter().any(|step| step.3.contains("account_grant_by_account (account_id=?)")), "{steps:?}");
        }
    })
    .await;
}
