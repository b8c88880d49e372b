//! Keeps what this process remembers true to the database, whichever process has written.

use std::{collections::BTreeSet, sync::Arc};

use tokio::sync::Mutex;
use uuid::Uuid;

use crate::{
    article,
    error::AppError,
    server::AppState,
    site::{self, changes::Reading},
    visits::model::Corrected,
};

/// How far the change log has been followed; cheap to clone, all clones are one.
#[derive(Debug, Clone, Default)]
pub struct Followed(Arc<Mutex<Option<Reading>>>);

impl AppState {
    /// Afterwards no page from before any committed change is kept, and the directory of sites is as it is in the database.
    ///
    /// # Errors
    /// `Unavailable` where the database fails; the next call does what this one has not.
    pub async fn catch_up(&self) -> Result<(), AppError> {
        let mut followed = self.followed.0.lock().await;
        let Some(reading) = followed.as_mut() else {
            let mut reading = Reading::after(site::store::last_change(&self.db).await?);
            while !reading.read_on(&self.db).await?.is_empty() {}
            self.sites.replace(site::store::list_sites(&self.db).await?);
            self.pages.clear();
            *followed = Some(reading);
            return Ok(());
        };
        loop {
            let mut read = reading.clone();
            let changes = read.read_on(&self.db).await?;
            let Some(first) = changes.first() else { break };
            if changes.iter().any(|change| change.subject == "site") {
                self.sites.replace(site::store::list_sites(&self.db).await?);
            }
            // Blocks, menus and lists of the newest show on every page of a site, and of no other.
            let sites: BTreeSet<Uuid> = changes.iter().map(|change| change.site_id).collect();
            sites.into_iter().for_each(|site| self.pages.clear_site(site));
            let corrected = article::store::list_corrected_since(&self.db, first.seq - 1).await?;
            // Whoever has a corrected article open is told. A page from before the change is no longer in memory by now.
            for (site, slug, at) in corrected {
                self.visits.tell_correction(site, &Corrected { slug, at });
            }
            *reading = read;
        }
        Ok(())
    }
}
