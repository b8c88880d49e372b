//! Albums: what files of a site are filed under. Each is a name that files carry, so none is ever empty.

use uuid::Uuid;

use super::{
    describing::entry,
    items::{Album, AlbumName},
};
use crate::{
    accounts::actors::Writer,
    audit::store::record,
    db::{Db, Tx},
    error::AppError,
    in_tx, on_db, text,
};

/// Those of a site, by name.
pub async fn list_albums(db: &Db, site: Uuid) -> Result<Vec<Album>, AppError> {
    let mut albums: Vec<Album> =
        on_db!(db, pool => sqlx::query_as(include_str!("sql/list_albums.sql")).bind(site).fetch_all(pool).await)?;
    albums.sort_by_cached_key(|album| (text::fold(&album.name), album.name.clone()));
    Ok(albums)
}

/// The name as the site already spells it: "lễ hội" is the album "Lễ hội".
pub(super) async fn spelled(db: &Db, site: Uuid, name: &AlbumName) -> Result<String, AppError> {
    let wanted = name.as_str().to_lowercase();
    if wanted.is_empty() {
        return Ok(wanted);
    }
    let known = list_albums(db, site).await?.into_iter().map(|album| album.name).find(|name| name.to_lowercase() == wanted);
    Ok(known.unwrap_or_else(|| name.as_str().to_owned()))
}

/// Files what is in no album yet.
pub(super) async fn file_under(db: &Db, site: Uuid, media: Uuid, album: String) -> Result<(), AppError> {
    if album.is_empty() {
        return Ok(());
    }
    in_tx!(db, tx => {
        sqlx::query(include_str!("sql/file_under.sql")).bind(site).bind(media).bind(album).execute(&mut *tx).await?;
    })
}

/// Gives an album another name; one that is there already takes in its files, and none leaves them without. Gives the name that they have now.
///
/// # Errors
/// `NotFound` for an album that the site does not have.
pub async fn rename_album(db: &Db, writer: &Writer, album: &str, name: AlbumName) -> Result<String, AppError> {
    let album = text::one_line(album);
    let is_respelled = name.as_str().to_lowercase() == album.to_lowercase();
    let name = if is_respelled { name.as_str().to_owned() } else { spelled(db, writer.site, &name).await? };
    let by = writer.clone();
    in_tx!(db, tx => {
        let files = sqlx::query(include_str!("sql/rename_album.sql"))
            .bind(by.site)
            .bind(&album)
            .bind(&name)
            .execute(&mut *tx)
            .await?
            .rows_affected();
        if files == 0 {
            Err(AppError::NotFound)?;
        }
        let detail = if name.is_empty() { format!("bỏ, {files} tệp") } else { format!("thành {name}, {files} tệp") };
        let mut told = entry(&by, "album_renamed", Uuid::nil(), &album, detail);
        told.subject_id = None;
        record(&mut Tx::from(&mut *tx), told).await?;
        name
    })
}
