//! Another picture in the place of one, everywhere it is used: the id stays, its bytes and renditions change.

use uuid::Uuid;

use super::{
    creating::{self, NewMedia},
    decoding,
    describing::entry,
    library::{find_owner, may_replace},
    model::MediaKind,
    storage::{Received, Storage},
    store,
    worker::Source,
};
use crate::{
    accounts::actors::Writer,
    audit::store::record,
    clock::now,
    db::{Db, Tx},
    error::AppError,
    in_tx,
};

/// Puts a received picture in the place of one. Editors, publishers and administrators may, and who has uploaded it.
///
/// # Errors
/// `NotFound` for what the site does not have, `NotAllowed`, `Invalid` where either is no picture or the new one is in the library already.
pub async fn replace(db: &Db, storage: &Storage, writer: &Writer, id: &str, received: Received) -> Result<Uuid, AppError> {
    let id = Uuid::parse_str(id).map_err(|_| AppError::NotFound)?;
    let owner = find_owner(db, writer, id).await?;
    if !may_replace(db, writer, &owner, id).await? {
        return Err(AppError::NotAllowed);
    }
    if owner.kind != MediaKind::Picture.as_str() {
        return Err(AppError::invalid("tệp", "chỉ thay được ảnh; với tài liệu và video hãy tải tệp mới lên rồi sửa bài"));
    }
    if !decoding::is_picture(&received.head) {
        return Err(decoding::why_not(&received.head));
    }
    match store::find_by_hash(db, writer.site, &received.hash).await? {
        Some(same) if same == owner.id => return Ok(id),
        Some(_) => return Err(is_there()),
        None => {}
    }
    let bytes = i64::try_from(received.bytes).unwrap_or(i64::MAX);
    let media = creating::render(storage, Source::File(received.open()?), received.hash.clone(), bytes).await?;
    write(db, writer, id, owner.name, media).await?;
    Ok(id)
}

async fn write(db: &Db, writer: &Writer, id: Uuid, name: String, media: NewMedia) -> Result<(), AppError> {
    let (site, by, at) = (writer.site, writer.clone(), now());
    in_tx!(db, tx => {
        let taken: Option<Uuid> = sqlx::query_scalar(include_str!("sql/find_by_hash.sql"))
            .bind(site)
            .bind(media.hash.as_str())
            .fetch_optional(&mut *tx)
            .await?;
        if taken.is_some_and(|taken| taken != id) {
            Err(is_there())?;
        }
        let replaced = sqlx::query(include_str!("sql/replace.sql"))
            .bind(site)
            .bind(id)
            .bind(media.hash.as_str())
            .bind(media.mime)
            .bind(media.bytes)
            .bind(media.width)
            .bind(media.height)
            .execute(&mut *tx)
            .await?;
        if replaced.rows_affected() == 0 {
            Err(AppError::NotFound)?;
        }
        sqlx::query(include_str!("sql/delete_renditions.sql")).bind(id).execute(&mut *tx).await?;
        store::create_renditions(&mut Tx::from(&mut *tx), id, media.renditions).await?;
        // Whoever follows the changes looks at each article and page that shows the picture again.
        let articles = sqlx::query(include_str!("sql/log_article_changes.sql"))
            .bind(site)
            .bind(id)
            .bind(at)
            .execute(&mut *tx)
            .await?
            .rows_affected();
        let pages = sqlx::query(include_str!("sql/log_page_changes.sql"))
            .bind(site)
            .bind(format!("%\"{id}\"%"))
            .bind(at)
            .execute(&mut *tx)
            .await?
            .rows_affected();
        sqlx::query(include_str!("sql/log_site_change.sql")).bind(site).bind(id).bind(at).execute(&mut *tx).await?;
        let detail = format!("thay ở {articles} bài, {pages} trang đã đăng");
        record(&mut Tx::from(&mut *tx), entry(&by, "media_replaced", id, &name, detail)).await?;
    })
}

fn is_there() -> AppError {
    AppError::invalid("tệp", "ảnh này đã có trong thư viện; hãy chèn ảnh ấy vào bài thay vì thay tệp")
}
