//! How a site works: one-person mode, and which checks block publishing.

use super::model::{CheckKind, WorkflowSettings};
use crate::{
    accounts::actors::Administrator,
    audit::store::{Entry, record},
    db::{Db, Tx},
    error::AppError,
    in_tx,
};

/// Keeps what an administrator has chosen, and writes it down.
pub async fn save_settings(db: &Db, by: &Administrator, settings: &WorkflowSettings) -> Result<(), AppError> {
    let names: Vec<&str> = settings.blocking.iter().map(|kind| kind.as_str()).collect();
    let mode = if settings.one_person_mode { "chế độ một người" } else { "hai khâu duyệt" };
    let entry = Entry {
        site: by.site,
        account: Some(by.account),
        actor: by.name.clone(),
        action: "workflow_changed",
        subject: mode.into(),
        subject_id: Some(by.site),
        detail: settings.blocking.iter().map(|kind: &CheckKind| kind.name()).collect::<Vec<_>>().join("; "),
    };
    let (site, mode, names) = (by.site, i64::from(settings.one_person_mode), names.join(","));
    in_tx!(db, tx => {
        sqlx::query(include_str!("sql/save_settings.sql")).bind(site).bind(mode).bind(names).execute(&mut *tx).await?;
        record(&mut Tx::from(&mut *tx), entry).await?;
    })
}
