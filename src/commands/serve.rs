//! `congdan serve`: runs the portal until it is told to stop.

use std::{sync::Arc, time::Duration};

use anyhow::Context;
use clap::Args;
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use super::{CommandLine, hold, settings};
use crate::{
    backup::{self, daily::Schedule},
    clock::now,
    config::Config,
    db::{Db, News},
    error::AppError,
    following::Followed,
    http::{self, Answers, Assets, Entry, Front, SiteDirectory, Writes},
    jobs, logging,
    rendering::PageCache,
    search::following::Search,
    server::{self, AppState},
    site,
    visits::{self, Caps, VisitsSettings, VisitsState},
    workflow::live::Live,
};

/// Of the last batch of visits, before it is given up.
const LAST_TRIES: u32 = 4;
const BETWEEN_TRIES: Duration = Duration::from_millis(500);

#[derive(Debug, Args)]
pub struct Serve {
    #[command(flatten)]
    config: Config,
}

impl Serve {
    /// # Errors
    /// Whatever keeps the portal from starting, in words for the administrator.
    pub async fn run(self) -> anyhow::Result<()> {
        let config = self.config;
        logging::start(&config.logs.log, config.logs.log_format)?;
        for name in settings::list_unknown::<CommandLine>() {
            tracing::warn!(name, "a setting that nothing reads; is it mistyped?");
        }
        let listener = http::bind(config.listen, "CONGDAN_LISTEN")?;
        let assets = Assets::load(&http::find_site_package(config.site.as_deref())?)?;
        let database = config.store.prepare()?;
        let _held = hold(&database)?;
        let db = backup::open_upgraded(&database, &config.store.media_folder(), &config.backup_folder()).await?;
        let stop = CancellationToken::new();
        let state = prepare(&db, assets, &config).await?;
        tokio::spawn(stop_on_signal(stop.clone()));

        server::start_rendering();
        let tasks = TaskTracker::new();
        let writes = Writes::default();
        tasks.spawn(state.news.clone().listen(database, stop.clone()));
        jobs::start(&state, &writes, Schedule::of(&config), &tasks, &stop);
        if let Some(address) = config.metrics_listen {
            let asked = http::metrics::Asked { db: db.clone(), writes: writes.clone(), stop: stop.clone() };
            tasks.spawn(http::metrics::serve(http::bind(address, "CONGDAN_METRICS_LISTEN")?, http::metrics::start()?, asked));
        }
        let counted = state.visits.clone();
        let entry =
            Entry { sites: state.sites.clone(), db: db.clone(), writes: Some(writes), settings: config.http(), stop: stop.clone() };
        let front = Front { entry: entry.clone(), at_hand: Arc::new(state.clone()), socket: visits::routes::SOCKET };
        let answers = Answers::behind(http::layers(server::router(state), entry), front);
        let scheme = if config.tls().is_some() { "https" } else { "http" };
        tracing::info!(address = %listener.local_addr()?, "serving at {scheme}://{}", listener.local_addr()?);

        // A task of its own: who accepts is then the one who answers, and no thread has to be woken for it.
        tokio::spawn(http::serve(listener, config.tls(), answers, config.http(), stop)).await??;
        tasks.close();
        tasks.wait().await;
        write_last_visits(&counted).await.context("Không ghi được lượt truy cập cuối cùng")?;
        db.close().await;
        Ok(())
    }
}

/// A database that was away a moment ago may need another try; what was counted is not given up for that.
async fn write_last_visits(visits: &VisitsState) -> Result<(), AppError> {
    for _ in 0..LAST_TRIES {
        if visits.stop(now()).await.is_ok() {
            return Ok(());
        }
        tokio::time::sleep(BETWEEN_TRIES).await;
    }
    visits.stop(now()).await
}

async fn prepare(db: &Db, assets: Assets, config: &Config) -> anyhow::Result<AppState> {
    let sites = site::store::list_sites(db).await?;
    anyhow::ensure!(
        !sites.is_empty(),
        "Chưa có cổng nào. Hãy thêm một cổng: congdan site add TÊN-MIỀN \"TÊN CỔNG\", hoặc tạo cổng mẫu: congdan demo"
    );
    let directory = SiteDirectory::default();
    directory.replace(sites);
    let caps = Caps { sockets: config.sockets, sockets_per_address: config.sockets_per_address };
    Ok(AppState {
        assets,
        pages: PageCache::default(),
        sites: directory,
        visits: VisitsState::open(db, VisitsSettings::new(caps), now()).await?,
        storage: config.store.open_media()?,
        live: Live::default(),
        search: Search::at(&config.store.data),
        news: News::default(),
        followed: Followed::default(),
        db: db.clone(),
    })
}

/// SIGTERM and Ctrl-C stop gracefully.
async fn stop_on_signal(stop: CancellationToken) {
    use tokio::signal::unix::{SignalKind, signal};
    let (Ok(mut terminate), Ok(mut interrupt)) = (signal(SignalKind::terminate()), signal(SignalKind::interrupt())) else {
        return;
    };
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
    tracing::info!("stopping");
    stop.cancel();
}
