//! Opening a database: settings are asserted, not hoped for.

use std::{path::Path, str::FromStr, sync::Arc, time::Duration};

use anyhow::{Context, bail};
use sqlx::{
    Connection, PgConnection, PgPool, SqlitePool,
    postgres::{PgConnectOptions, PgPoolOptions},
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};

use super::{file::SqliteFile, in_time, migrations};

/// A handle to the database; cheap to clone.
#[derive(Clone, Debug)]
pub enum Db {
    /// One writer, so that saves queue fairly; readers cannot write.
    Sqlite {
        writer: SqlitePool,
        reader: SqlitePool,
    },
    Postgres {
        pool: PgPool,
    },
}

/// Where the database is: `--database`, else a file in the data folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DatabaseUrl {
    Sqlite(std::path::PathBuf),
    Postgres(String),
}

/// SQLite before this version can corrupt a WAL while it is reset.
const OLDEST_SQLITE: (u32, u32, u32) = (3, 51, 3);
const OLDEST_POSTGRES: i32 = 150_000;
const READERS: u32 = 8;
/// How long a request waits for a connection. A reader of a page that is not in memory sees this as the time until the 503.
const POSTGRES_PATIENCE: Duration = Duration::from_secs(3);
const SQLITE_PATIENCE: Duration = Duration::from_secs(10);

impl DatabaseUrl {
    /// Reads the `--database` option; without one the file `congdan.sqlite` in `data`.
    ///
    /// # Errors
    /// A scheme that is neither `postgres` nor `sqlite`.
    pub fn parse(url: Option<&str>, data: &Path) -> anyhow::Result<Self> {
        match url {
            None => Ok(Self::Sqlite(data.join("congdan.sqlite"))),
            Some(url) if url.starts_with("postgres://") || url.starts_with("postgresql://") => Ok(Self::Postgres(url.to_owned())),
            Some(url) => match url.strip_prefix("sqlite:") {
                Some(path) => Ok(Self::Sqlite(path.trim_start_matches("//").into())),
                // The rest of it may hold a password, and this goes into logs.
                None => {
                    let scheme =
                        url.split_once("://").filter(|(scheme, _)| scheme.bytes().all(|byte| byte.is_ascii_alphanumeric()));
                    let scheme = scheme.map_or_else(String::new, |(scheme, _)| format!(" bắt đầu bằng {scheme}://"));
                    bail!("Không hiểu địa chỉ cơ sở dữ liệu{scheme}: cần postgres://… hoặc sqlite:đường-dẫn-tệp")
                }
            },
        }
    }
}

impl Db {
    /// Opens the database and brings its schema up to date.
    ///
    /// # Errors
    /// With a message for the agency's administrator: not there, not writable, newer than the program, settings that
    /// cannot keep the promise of durability.
    pub async fn open(url: &DatabaseUrl) -> anyhow::Result<Self> {
        let db = Self::open_as_it_is(url).await?;
        db.migrate(url).await?;
        Ok(db)
    }

    /// Opens the database and leaves its schema alone, whatever it is. A SQLite file that is not there is created.
    ///
    /// # Errors
    /// As [`Db::open`], but for the age of the schema.
    pub async fn open_as_it_is(url: &DatabaseUrl) -> anyhow::Result<Self> {
        match url {
            DatabaseUrl::Sqlite(path) => Self::open_sqlite(path).await,
            DatabaseUrl::Postgres(url) => Self::open_postgres(url).await,
        }
    }

    /// Brings the schema up to date; a SQLite file that holds data is copied before.
    ///
    /// # Errors
    /// The database is newer than the program, a step fails (and is rolled back), or the copy cannot be made.
    pub async fn migrate(&self, url: &DatabaseUrl) -> anyhow::Result<()> {
        migrations::run(self, url).await
    }

    /// Takes the steps of the schema up to and with `version`, without a copy before.
    ///
    /// # Errors
    /// A step fails and is rolled back, or the database is newer than the program.
    pub async fn migrate_to(&self, version: i64) -> anyhow::Result<()> {
        migrations::run_to(self, version).await
    }

    /// The last step that the schema has taken; None where it has taken none.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn migration(&self) -> anyhow::Result<Option<i64>> {
        Ok(migrations::applied_versions(self).await?.last().copied())
    }

    /// Whether the program knows steps that the schema has not taken.
    ///
    /// # Errors
    /// The database is newer than the program, or does not answer.
    pub async fn needs_migrating(&self) -> anyhow::Result<bool> {
        migrations::are_pending(self, &migrations::applied_versions(self).await?).await
    }

    /// The last step of the schema that this program knows.
    pub fn newest_migration() -> i64 {
        migrations::newest()
    }

    async fn open_sqlite(path: &Path) -> anyhow::Result<Self> {
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(Duration::from_secs(5))
            .pragma("mmap_size", "0");
        let file = Arc::new(SqliteFile::new(path));
        let writer = sqlite_pool(&file)
            .max_connections(1)
            .connect_with(options.clone())
            .await
            .with_context(|| format!("Không mở được cơ sở dữ liệu {}", path.display()))?;
        // A file that is gone while serving must not come back empty.
        let options = options.create_if_missing(false);
        writer.set_connect_options(options.clone());
        let reader = sqlite_pool(&file).max_connections(READERS).connect_lazy_with(options.read_only(true));
        let db = Self::Sqlite { writer, reader };
        db.assert_sqlite_settings().await?;
        Ok(db)
    }

    async fn assert_sqlite_settings(&self) -> anyhow::Result<()> {
        let Self::Sqlite { writer, .. } = self else { return Ok(()) };
        let version: String = sqlx::query_scalar("select sqlite_version()").fetch_one(writer).await?;
        let parts: Vec<u32> = version.split('.').filter_map(|part| part.parse().ok()).collect();
        if let [major, minor, patch, ..] = parts[..]
            && (major, minor, patch) < OLDEST_SQLITE
        {
            bail!("SQLite {version} quá cũ, cần ít nhất 3.51.3");
        }
        for (pragma, wanted) in [("journal_mode", "wal"), ("synchronous", "2"), ("foreign_keys", "1")] {
            let found = read_pragma(writer, pragma).await?;
            if found != wanted {
                bail!("SQLite không nhận thiết lập {pragma}={wanted} (đang là {found}); dữ liệu sẽ không an toàn");
            }
        }
        Ok(())
    }

    async fn open_postgres(url: &str) -> anyhow::Result<Self> {
        let options = PgConnectOptions::from_str(url).context("Địa chỉ PostgreSQL không đúng")?;
        let opened = PgPoolOptions::new()
            .max_connections(16)
            .acquire_timeout(POSTGRES_PATIENCE)
            .after_release(|connection, _| {
                // A line that swallows everything would be held for ever by the question whether it is well.
                Box::pin(async { in_time(POSTGRES_PATIENCE, Box::pin(connection.ping())).await.map(|()| true) })
            })
            .connect_with(options.clone())
            .await;
        let pool = match opened {
            // The pool says no more than that it has tried for so long.
            Err(sqlx::Error::PoolTimedOut) => Err(why_not(&options).await),
            opened => opened,
        }
        .context("Không kết nối được PostgreSQL")?;
        let version: i32 = sqlx::query_scalar("select current_setting('server_version_num')::int").fetch_one(&pool).await?;
        if version < OLDEST_POSTGRES {
            bail!("PostgreSQL quá cũ ({version}), cần từ 15 trở lên");
        }
        for setting in ["fsync", "synchronous_commit"] {
            let found: String = sqlx::query_scalar("select current_setting($1)").bind(setting).fetch_one(&pool).await?;
            if found == "off" {
                bail!("PostgreSQL đang đặt {setting}=off; dữ liệu sẽ không an toàn, hãy bật lại");
            }
        }
        Ok(Self::Postgres { pool })
    }

    /// Whether the database answers; for `/readyz`. A statement that reads no table would not touch a SQLite file.
    pub async fn ping(&self) -> Result<(), crate::error::AppError> {
        crate::on_db!(self, pool => sqlx::query_scalar::<_, i64>(include_str!("sql/last_change.sql")).fetch_one(pool).await)?;
        Ok(())
    }

    /// Closes every connection after the running statements.
    pub async fn close(&self) {
        match self {
            Self::Sqlite { writer, reader } => {
                reader.close().await;
                writer.close().await;
            }
            Self::Postgres { pool } => pool.close().await,
        }
    }
}

/// Why a server cannot be reached.
async fn why_not(options: &PgConnectOptions) -> sqlx::Error {
    let connection = in_time(POSTGRES_PATIENCE, Box::pin(PgConnection::connect_with(options))).await;
    connection.map_or_else(|error| error, |_| sqlx::Error::PoolTimedOut)
}

fn sqlite_pool(file: &Arc<SqliteFile>) -> SqlitePoolOptions {
    let (opened, asked) = (file.clone(), file.clone());
    SqlitePoolOptions::new()
        .acquire_timeout(SQLITE_PATIENCE)
        // A file does not hang up; asking it would cost as much as a small statement.
        .test_before_acquire(false)
        .after_connect(move |_, _| {
            opened.look();
            Box::pin(async { Ok(()) })
        })
        .before_acquire(move |connection, known| {
            // A full disk makes SQLite roll back by itself; sqlx does not see it, holds the transaction for open and begins no other.
            let is_usable = asked.is_under(known.age) && !connection.is_in_transaction();
            Box::pin(async move { Ok(is_usable) })
        })
}

async fn read_pragma(pool: &SqlitePool, pragma: &str) -> anyhow::Result<String> {
    use sqlx::Row;
    let row = sqlx::query(sqlx::AssertSqlSafe(format!("pragma {pragma}"))).fetch_one(pool).await?;
    Ok(match row.try_get::<String, _>(0) {
        Ok(text) => text,
        Err(_) => row.try_get::<i64, _>(0)?.to_string(),
    })
}
