//! The ledgers of visits in the database.

use std::collections::{BTreeMap, HashSet};

use uuid::Uuid;

use super::{
    counter::{ArticleDay, Batch, Tally, day_of_hour, hour_of},
    figures::Sums,
    model::{DayVisits, HourVisits, MostRead, VISIT_GAP_SECONDS},
    recent::REMEMBERED_SECONDS,
};
use crate::{clock, db::Db, error::AppError, in_tx, on_db};

const SECOND: i64 = 1_000_000;
/// A process that has merged nothing for this long retries nothing either.
const BATCHES_KEPT: i64 = 30 * 86_400 * SECOND;

/// Which process merges: random for each start, so that two on one machine never share batches.
#[derive(Debug, Clone)]
pub struct Node {
    pub name: String,
    pub epoch: i64,
}

/// What a merge did.
#[derive(Debug, PartialEq, Eq)]
pub enum Merged {
    /// The visits that another node had counted already are not in the ledger a second time.
    Now { counted_elsewhere: Vec<(Uuid, i64)> },
    /// An earlier try had been durable though its answer was lost.
    Before,
}

/// Merges a batch in one transaction, once: a second try with the same number changes nothing.
pub async fn merge(db: &Db, node: &Node, seq: i64, batch: &Batch, now: i64) -> Result<Merged, AppError> {
    let create_begun = match db {
        Db::Sqlite { .. } => include_str!("sql/create_begun.sqlite.sql"),
        Db::Postgres { .. } => include_str!("sql/create_begun.postgres.sql"),
    };
    let (node, batch, begun_json) = (node.clone(), batch.clone(), begun_json(batch));
    in_tx!(db, tx => {
        let first_time = sqlx::query(include_str!("sql/merge_batch.sql"))
            .bind(node.name)
            .bind(node.epoch)
            .bind(seq)
            .bind(now)
            .execute(&mut *tx)
            .await?
            .rows_affected();
        if first_time == 0 {
            return Ok(Merged::Before);
        }
        let mut counted_elsewhere = Vec::new();
        if !batch.begun.is_empty() {
            let counted: Vec<(Uuid, i64)> =
                sqlx::query_as(create_begun).bind(begun_json).bind(VISIT_GAP_SECONDS).fetch_all(&mut *tx).await?;
            counted_elsewhere = missing(&batch, &counted);
        }
        let hours = without(&batch, &counted_elsewhere);
        for ((site, hour), tally) in &hours {
            sqlx::query(include_str!("sql/merge_hour.sql"))
                .bind(*site).bind(*hour).bind(tally.visits).bind(tally.views).execute(&mut *tx).await?;
        }
        for ((site, day), tally) in by_day(&hours) {
            sqlx::query(include_str!("sql/merge_day.sql"))
                .bind(site).bind(day).bind(tally.visits).bind(tally.views).execute(&mut *tx).await?;
        }
        for ((site, day, article), views) in articles(&batch, &counted_elsewhere) {
            sqlx::query(include_str!("sql/merge_article_day.sql"))
                .bind(site).bind(day).bind(article.as_ref()).bind(views).execute(&mut *tx).await?;
        }
        Merged::Now { counted_elsewhere }
    })
}

/// Sorted, so that two nodes never wait for each other's rows crosswise.
fn begun_json(batch: &Batch) -> String {
    let sorted: BTreeMap<_, _> = batch.begun.iter().collect();
    let rows: Vec<_> = sorted
        .into_iter()
        .map(|((site, token), begun)| format!(r#"{{"site":"{}","token":{token},"begun":{}}}"#, site.simple(), begun.seconds))
        .collect();
    format!("[{}]", rows.join(","))
}

fn missing(batch: &Batch, counted: &[(Uuid, i64)]) -> Vec<(Uuid, i64)> {
    if counted.len() == batch.begun.len() {
        return Vec::new();
    }
    let counted: HashSet<_> = counted.iter().collect();
    batch.begun.keys().filter(|key| !counted.contains(key)).copied().collect()
}

fn without(batch: &Batch, counted_elsewhere: &[(Uuid, i64)]) -> BTreeMap<(Uuid, i64), Tally> {
    let mut hours = batch.hours.clone();
    for key in counted_elsewhere {
        let Some(begun) = batch.begun.get(key) else { continue };
        if let Some(tally) = hours.get_mut(&(key.0, hour_of(begun.seconds))) {
            tally.visits -= begun.counted.visits;
            tally.views -= begun.counted.views;
        }
    }
    hours
}

fn articles(batch: &Batch, counted_elsewhere: &[(Uuid, i64)]) -> BTreeMap<ArticleDay, i64> {
    let mut articles = batch.articles.clone();
    for key in counted_elsewhere {
        let Some((seconds, article)) = batch.begun.get(key).and_then(|begun| Some((begun.seconds, begun.article.clone()?))) else {
            continue;
        };
        if let Some(views) = articles.get_mut(&(key.0, day_of_hour(hour_of(seconds)), article)) {
            *views -= 1;
        }
    }
    articles.retain(|_, views| *views > 0);
    articles
}

fn by_day(hours: &BTreeMap<(Uuid, i64), Tally>) -> BTreeMap<(Uuid, i64), Tally> {
    let mut days = BTreeMap::<_, Tally>::new();
    for ((site, hour), tally) in hours {
        let of_day = days.entry((*site, day_of_hour(*hour))).or_default();
        of_day.visits += tally.visits;
        of_day.views += tally.views;
    }
    days
}

/// The opening balance of each site, and the days since `since`.
pub async fn read_sums(db: &Db, since: i64) -> Result<Vec<(Uuid, Sums)>, AppError> {
    let openings: Vec<(Uuid, i64)> =
        on_db!(db, pool => sqlx::query_as(include_str!("sql/list_openings.sql")).fetch_all(pool).await)?;
    let days: Vec<(Uuid, i64, i64)> =
        on_db!(db, pool => sqlx::query_as(include_str!("sql/list_days_since.sql")).bind(since).fetch_all(pool).await)?;
    let mut sums: BTreeMap<Uuid, Sums> =
        openings.into_iter().map(|(site, opening)| (site, Sums { opening, ..Sums::default() })).collect();
    for (site, day, visits) in days {
        sums.entry(site).or_default().days.insert(day, visits);
    }
    Ok(sums.into_iter().collect())
}

/// The visits of each site before a day.
pub async fn sum_days_before(db: &Db, day: i64) -> Result<Vec<(Uuid, i64)>, AppError> {
    Ok(on_db!(db, pool => sqlx::query_as(include_str!("sql/sum_days_before.sql")).bind(day).fetch_all(pool).await)?)
}

/// Changes whenever another node has merged something.
pub async fn find_other_batches(db: &Db, node: &Node) -> Result<(i64, i64), AppError> {
    Ok(on_db!(db, pool => sqlx::query_as(include_str!("sql/find_other_batches.sql")).bind(&node.name).fetch_one(pool).await)?)
}

/// The visits that began since a second: site, fingerprint, begin.
pub async fn list_begun(db: &Db, since: i64) -> Result<Vec<(Uuid, i64, i64)>, AppError> {
    Ok(on_db!(db, pool => sqlx::query_as(include_str!("sql/list_begun.sql")).bind(since).fetch_all(pool).await)?)
}

/// Forgets the tokens whose first cookie can no longer come back.
pub async fn delete_old_begun(db: &Db, now: i64) -> Result<(), AppError> {
    in_tx!(db, tx => {
        sqlx::query(include_str!("sql/delete_old_begun.sql")).bind(now / SECOND - REMEMBERED_SECONDS).execute(&mut *tx).await?;
    })
}

/// Forgets the batches of processes that are long gone.
pub async fn delete_old_batches(db: &Db, now: i64) -> Result<(), AppError> {
    in_tx!(db, tx => {
        sqlx::query(include_str!("sql/delete_old_batches.sql")).bind(now - BATCHES_KEPT).execute(&mut *tx).await?;
    })
}

/// The days of a site from one to another, both included. A day without visits has no row.
pub async fn list_days(db: &Db, site: Uuid, from: i64, to: i64) -> Result<Vec<DayVisits>, AppError> {
    Ok(on_db!(db, pool => sqlx::query_as(include_str!("sql/list_days.sql")).bind(site).bind(from).bind(to).fetch_all(pool).await)?)
}

/// The hours (UTC, since 1970) of a site from one to another, both included. An hour without visits has no row.
pub async fn list_hours(db: &Db, site: Uuid, from: i64, to: i64) -> Result<Vec<HourVisits>, AppError> {
    Ok(on_db!(db, pool => sqlx::query_as(include_str!("sql/list_hours.sql")).bind(site).bind(from).bind(to).fetch_all(pool).await)?)
}

/// The articles of a site that were read most since a day, that day included.
pub async fn list_most_read(db: &Db, site: Uuid, since: i64, length: i64) -> Result<Vec<MostRead>, AppError> {
    Ok(on_db!(db, pool => sqlx::query_as(include_str!("sql/list_most_read.sql"))
        .bind(site)
        .bind(since)
        .bind(length)
        .fetch_all(pool)
        .await)?)
}

/// A key that every node shares; made by whoever asks first.
pub async fn find_or_create_secret(db: &Db, name: &'static str) -> Result<Vec<u8>, AppError> {
    if let Some(secret) = find_secret(db, name).await? {
        return Ok(secret);
    }
    let fresh: [u8; 32] = rand::random();
    in_tx!(db, tx => {
        sqlx::query(include_str!("sql/create_secret.sql")).bind(name).bind(&fresh[..]).bind(clock::now()).execute(&mut *tx).await?;
    })?;
    find_secret(db, name).await?.ok_or(AppError::Unavailable)
}

async fn find_secret(db: &Db, name: &str) -> Result<Option<Vec<u8>>, AppError> {
    Ok(on_db!(db, pool => sqlx::query_scalar(include_str!("sql/find_secret.sql")).bind(name).fetch_optional(pool).await)?)
}

/// What a node tells the others of those online.
pub enum Told {
    Whole(Vec<u8>),
    Step(Vec<u8>),
    /// Nothing new, but it lives.
    Alive,
}

/// How far another node has told, and how long ago it was seen to live, in microseconds of the database's clock.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct NodeRow {
    pub name: String,
    pub seq: i64,
    pub whole_seq: i64,
    pub age: i64,
}

/// Tells the other nodes, and rings once where there is something to hear. False where the database knows nothing of this node: then
/// the whole is wanted. PostgreSQL only.
pub async fn tell(db: &Db, node: &str, seq: i64, told: Told) -> Result<bool, AppError> {
    let node = node.to_owned();
    in_tx!(db, tx => {
        if let Told::Whole(whole) = told {
            sqlx::query(include_str!("sql/tell_whole.postgres.sql")).bind(&node).bind(seq).bind(whole).execute(&mut *tx).await?;
            sqlx::query(include_str!("sql/delete_told_steps.postgres.sql")).bind(&node).bind(seq).execute(&mut *tx).await?;
            sqlx::query(include_str!("sql/ring_figures.postgres.sql")).execute(&mut *tx).await?;
            return Ok(true);
        }
        let beat = sqlx::query(include_str!("sql/tell_beat.postgres.sql")).bind(&node).bind(seq).execute(&mut *tx).await?;
        if beat.rows_affected() == 0 {
            return Ok(false);
        }
        if let Told::Step(step) = told {
            sqlx::query(include_str!("sql/tell_step.postgres.sql")).bind(&node).bind(seq).bind(step).execute(&mut *tx).await?;
            sqlx::query(include_str!("sql/ring_figures.postgres.sql")).execute(&mut *tx).await?;
        }
        true
    })
}

/// The other nodes, those that are gone among them. PostgreSQL only.
pub async fn list_nodes(db: &Db, but: &str) -> Result<Vec<NodeRow>, AppError> {
    Ok(on_db!(db, pool => sqlx::query_as(include_str!("sql/list_nodes.postgres.sql")).bind(but).fetch_all(pool).await)?)
}

/// All that a node knew at one number.
pub async fn find_whole(db: &Db, node: &str) -> Result<Option<(i64, Vec<u8>)>, AppError> {
    Ok(on_db!(db, pool => sqlx::query_as(include_str!("sql/find_whole.postgres.sql")).bind(node).fetch_optional(pool).await)?)
}

/// What a node has told after a number, in order.
pub async fn list_steps(db: &Db, node: &str, after: i64) -> Result<Vec<(i64, Vec<u8>)>, AppError> {
    Ok(
        on_db!(db, pool => sqlx::query_as(include_str!("sql/list_steps.postgres.sql")).bind(node).bind(after).fetch_all(pool).await)?,
    )
}

/// Forgets nodes that are gone for so many microseconds.
pub async fn delete_gone_nodes(db: &Db, for_long: i64) -> Result<(), AppError> {
    in_tx!(db, tx => {
        sqlx::query(include_str!("sql/delete_gone_nodes.postgres.sql")).bind(for_long).execute(&mut *tx).await?;
    })
}
