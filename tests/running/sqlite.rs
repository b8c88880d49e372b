//! The database file taken away, replaced, or held by another program.

use std::fs;

use sqlx::{Connection, SqliteConnection};

use crate::{
    faults::{Uncached, endure},
    portal::Portal,
};

#[tokio::test]
async fn the_database_file_is_taken_away_and_put_back() {
    let folder = tempfile::tempdir().unwrap();
    let portal = Portal::make(folder.path(), None);
    let (file, aside) = (portal.database_file(), folder.path().join("aside"));
    endure(portal, Uncached::Unavailable, async || fs::rename(&file, &aside).unwrap(), async || fs::rename(&aside, &file).unwrap())
        .await;
}

#[tokio::test]
async fn the_database_file_is_replaced_by_garbage() {
    let folder = tempfile::tempdir().unwrap();
    let portal = Portal::make(folder.path(), None);
    let (file, aside) = (portal.database_file(), folder.path().join("aside"));
    let garble = async || {
        fs::rename(&file, &aside).unwrap();
        fs::write(&file, "không phải cơ sở dữ liệu ".repeat(10_000)).unwrap();
    };
    endure(portal, Uncached::Unavailable, garble, async || fs::rename(&aside, &file).unwrap()).await;
}

#[tokio::test]
async fn another_program_holds_the_database() {
    let folder = tempfile::tempdir().unwrap();
    let portal = Portal::make(folder.path(), None);
    let address = format!("sqlite://{}", portal.database_file().display());
    let other = tokio::sync::Mutex::new(SqliteConnection::connect(&address).await.unwrap());
    let tell = async |statement: &'static str| {
        sqlx::query(statement).execute(&mut *other.lock().await).await.unwrap();
    };
    endure(portal, Uncached::Served, async || tell("begin exclusive").await, async || tell("rollback").await).await;
}
