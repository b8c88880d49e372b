//! Search over many articles, beside bare Tantivy on the same index, SQLite's FTS5 and PostgreSQL's tsvector: rounds in turn, one process.
//!
//! `cargo bench --features ssr --bench search -- DATA-FOLDER`: the folder of a demo with generated articles. PostgreSQL is asked where
//! `CONGDAN_TEST_POSTGRES` names a server.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::{Duration, Instant},
};

use anyhow::Context;
use congdan::{
    db::{DatabaseUrl, Db},
    search::{
        abbreviations::Lists,
        finding::Limits,
        following,
        index::{Indexed, OpenIndex},
        question::term,
        store,
    },
    text::words::words,
};
use sqlx::{AssertSqlSafe, Connection};
use tantivy::{
    collector::{Count, TopDocs},
    query::{BooleanQuery, Occur, Query},
};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

const ROUNDS: usize = 5;
/// What citizens type: most of it a few words, some of it one word that every text holds.
const QUERIES: [&str; 16] = [
    "xã",
    "của",
    "đất đai",
    "thu tuc hanh chinh",
    "cải cách hành chính",
    "tiêm phòng dại",
    "lãnh đạo xã",
    "phong chay chua chay rung",
    "nước sạch",
    "hồ sơ đất đai qua mạng",
    "ngay hoi dai doan ket",
    "UBND",
    "ủy ban nhân dân",
    "chè shan",
    "trường học mùa mưa",
    "\"bộ phận một cửa\"",
];
/// The most work that a question can ask for.
const DEAREST: &str = "của và các trong cho người dân xã thôn được có là một không với đã";

fn main() -> anyhow::Result<()> {
    let Some(data) = std::env::args().nth(1).filter(|word| !word.starts_with('-')).map(PathBuf::from) else {
        println!("search: names no data folder, nothing is measured");
        return Ok(());
    };
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(measure(&data))
}

async fn measure(data: &Path) -> anyhow::Result<()> {
    let db = Db::open(&DatabaseUrl::Sqlite(data.join("congdan.sqlite"))).await?;
    let folder = tempfile::tempdir()?;
    let began = Instant::now();
    let abbreviations = Arc::new(Lists::of(&[]));
    let index =
        following::rebuild(folder.path(), &db, abbreviations, &CancellationToken::new(), |_, _| {}).await?.context("no index")?;
    let articles = all(&db).await?;
    let count = articles.len();
    let site = articles.first().context("no articles")?.site_id;
    line("search_rebuild", began.elapsed().as_secs_f64(), "s", 30.0, &format!("{count} articles from SQLite, one writer"));

    let limits = Limits { site, page: 1, now: 1_795_000_000_000_000, ..Limits::default() };
    let fts = Fts::fill(folder.path(), &articles).await?;
    let postgres = Postgres::fill(&articles).await?;
    drop(articles);
    for query in QUERIES {
        index.find(query, &limits)?;
    }
    let (mut ours, mut bare, mut sqlite, mut tsvector) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        for query in QUERIES {
            for _ in 0..4 {
                ours.push(timed(|| index.find(query, &limits).map(|found| found.hits.len()))?);
                bare.push(timed(|| bare_tantivy(&index, query))?);
            }
            sqlite.push(fts.ask(query).await?);
            if let Some(postgres) = &postgres {
                tsvector.push(postgres.ask(query).await?);
            }
        }
    }
    let mine = format!("{count} articles, {} queries of {} kinds: top 10, total and excerpts", ours.len(), QUERIES.len());
    line("search_p50", percentile(&mut ours, 0.5), "ms", 2.0, &mine);
    line("search_p99", percentile(&mut ours, 0.99), "ms", 15.0, &mine);
    let mean = |times: &[Duration]| times.iter().map(Duration::as_secs_f64).sum::<f64>() / times.len() as f64;
    line(
        "search_over_tantivy",
        mean(&ours) / mean(&bare),
        "x",
        1.3,
        "time of ours over bare Tantivy's top 10 and count on the same index",
    );
    higher(
        "search_fts5",
        mean(&sqlite) / mean(&ours),
        20.0,
        &format!("SQLite FTS5 order by rank takes {:.1} ms on average", mean(&sqlite) * 1e3),
    );
    if postgres.is_some() {
        higher(
            "search_tsvector",
            mean(&tsvector) / mean(&ours),
            10.0,
            &format!("PostgreSQL GIN with ts_rank takes {:.1} ms on average", mean(&tsvector) * 1e3),
        );
    }
    let mut dearest = Vec::new();
    for _ in 0..20 {
        dearest.push(timed(|| index.find(DEAREST, &limits).map(|found| found.hits.len()))?);
    }
    line("search_dearest", percentile(&mut dearest, 0.99), "ms", 100.0, "sixteen of the most usual words");
    let mut typed = Vec::new();
    for _ in 0..ROUNDS {
        for query in QUERIES {
            for end in query.char_indices().map(|(at, _)| at).skip(2) {
                typed.push(timed(|| index.suggest(&query[..end], site).map(|found| found.len()))?);
            }
        }
    }
    line("suggest_p99", percentile(&mut typed, 0.99), "ms", 10.0, &format!("{} beginnings of the same queries", typed.len()));
    if let Some(postgres) = postgres {
        postgres.drop().await?;
    }
    Ok(())
}

fn line(name: &str, value: f64, unit: &str, goal: f64, detail: &str) {
    println!("bench {name} {value:.2} {unit} lower {goal} {detail}");
}

fn higher(name: &str, value: f64, goal: f64, detail: &str) {
    println!("bench {name} {value:.1} x higher {goal} {detail}");
}

fn timed<T, E>(run: impl FnOnce() -> Result<T, E>) -> Result<Duration, E> {
    let began = Instant::now();
    std::hint::black_box(run()?);
    Ok(began.elapsed())
}

/// In milliseconds.
fn percentile(times: &mut [Duration], share: f64) -> f64 {
    times.sort();
    times[((times.len() as f64 * share) as usize).min(times.len() - 1)].as_secs_f64() * 1e3
}

/// The words of the question and no more: ranked by BM25, counted, nothing shown.
fn bare_tantivy(index: &OpenIndex, query: &str) -> tantivy::Result<usize> {
    let words = folded(query).into_iter().map(|word| (Occur::Must, term(index.fields.text, &word))).collect();
    let query: Box<dyn Query> = Box::new(BooleanQuery::new(words));
    let (top, count) = index.moment().searcher.search(&query, &(TopDocs::with_limit(10).order_by_score(), Count))?;
    Ok(top.len() + count)
}

fn folded(text: &str) -> Vec<String> {
    words(text).map(|word| word.folded()).collect()
}

async fn all(db: &Db) -> anyhow::Result<Vec<Indexed>> {
    let (mut articles, mut after) = (Vec::new(), Uuid::nil());
    loop {
        let some = store::list_indexed(db, after, 1_000).await?;
        let Some(last) = some.last() else { return Ok(articles) };
        after = last.id;
        articles.extend(some);
    }
}

fn whole(article: &Indexed) -> String {
    folded(&format!("{} {} {}", article.title, article.lead, article.body)).join(" ")
}

struct Fts(tokio::sync::Mutex<sqlx::SqliteConnection>);

impl Fts {
    async fn fill(folder: &Path, articles: &[Indexed]) -> anyhow::Result<Self> {
        let mut db = sqlx::SqliteConnection::connect(&format!("sqlite://{}?mode=rwc", folder.join("fts.sqlite").display())).await?;
        sqlx::query("create virtual table t using fts5(text, content='')").execute(&mut db).await?;
        sqlx::query("begin").execute(&mut db).await?;
        for (number, article) in (1_i64..).zip(articles) {
            sqlx::query("insert into t (rowid, text) values ($1, $2)").bind(number).bind(whole(article)).execute(&mut db).await?;
        }
        sqlx::query("commit").execute(&mut db).await?;
        sqlx::query("insert into t (t) values ('optimize')").execute(&mut db).await?;
        Ok(Self(tokio::sync::Mutex::new(db)))
    }

    async fn ask(&self, query: &str) -> anyhow::Result<Duration> {
        let words = folded(query).iter().map(|word| format!("\"{word}\"")).collect::<Vec<_>>().join(" ");
        let mut db = self.0.lock().await;
        let began = Instant::now();
        let _: Vec<i64> = sqlx::query_scalar("select rowid from t where t match $1 order by rank limit 10")
            .bind(&words)
            .fetch_all(&mut *db)
            .await?;
        let _: i64 = sqlx::query_scalar("select count(*) from t where t match $1").bind(&words).fetch_one(&mut *db).await?;
        Ok(began.elapsed())
    }
}

struct Postgres {
    pool: sqlx::PgPool,
    server: String,
    name: String,
}

impl Postgres {
    async fn fill(articles: &[Indexed]) -> anyhow::Result<Option<Self>> {
        let Ok(server) = std::env::var("CONGDAN_TEST_POSTGRES") else { return Ok(None) };
        let name = format!("bench_{}", Uuid::now_v7().simple());
        let admin = sqlx::PgPool::connect(&format!("{server}/postgres")).await?;
        sqlx::query(AssertSqlSafe(format!("create database {name}"))).execute(&admin).await?;
        let pool = sqlx::PgPool::connect(&format!("{server}/{name}")).await?;
        sqlx::query("create table t (id bigint primary key, words tsvector)").execute(&pool).await?;
        let mut tx = pool.begin().await?;
        for (number, article) in (1_i64..).zip(articles) {
            sqlx::query("insert into t values ($1, to_tsvector('simple', $2))")
                .bind(number)
                .bind(whole(article))
                .execute(&mut *tx)
                .await?;
        }
        tx.commit().await?;
        sqlx::query("create index on t using gin (words)").execute(&pool).await?;
        sqlx::query("vacuum analyze t").execute(&pool).await?;
        Ok(Some(Self { pool, server, name }))
    }

    async fn ask(&self, query: &str) -> anyhow::Result<Duration> {
        let words = folded(query).join(" & ");
        let began = Instant::now();
        let _: Vec<i64> = sqlx::query_scalar(
            "select id from t, to_tsquery('simple', $1) q where words @@ q order by ts_rank(words, q) desc limit 10",
        )
        .bind(&words)
        .fetch_all(&self.pool)
        .await?;
        let _: i64 = sqlx::query_scalar("select count(*) from t where words @@ to_tsquery('simple', $1)")
            .bind(&words)
            .fetch_one(&self.pool)
            .await?;
        Ok(began.elapsed())
    }

    async fn drop(self) -> anyhow::Result<()> {
        self.pool.close().await;
        let admin = sqlx::PgPool::connect(&format!("{}/postgres", self.server)).await?;
        sqlx::query(AssertSqlSafe(format!("drop database {}", self.name))).execute(&admin).await?;
        Ok(())
    }
}
