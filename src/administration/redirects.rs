//! Old addresses of articles that lead to new ones.

use uuid::Uuid;

use super::{
    changing::{Change, Fields, require_found},
    model::RedirectLine,
};
use crate::{
    accounts::actors::Administrator,
    db::{Db, Tx},
    error::AppError,
    in_tx, on_db, text,
};

/// The first 200 by address.
pub async fn list_redirects(db: &Db, site: Uuid) -> Result<Vec<RedirectLine>, AppError> {
    Ok(on_db!(db, pool => sqlx::query_as(include_str!("sql/list_redirects.sql")).bind(site).fetch_all(pool).await)?)
}

/// # Errors
/// `Invalid` where the old address is an article's own, or the new one is none.
pub async fn add_redirect(db: &Db, by: &Administrator, from: &str, to: &str) -> Result<(), AppError> {
    let last = |address: &str| address.trim().trim_end_matches('/').rsplit('/').next().unwrap_or_default().to_owned();
    let (from, to) = (last(from), last(to));
    let mut fields = Fields::default();
    if from.is_empty() || text::slug(&from) != from || from.len() > 200 {
        fields.say("from", "Địa chỉ cũ gồm chữ không dấu, số và gạch nối, ví dụ /bai-viet/le-khai-giang".into());
    }
    fields.judge()?;
    let taken: i64 =
        on_db!(db, pool => sqlx::query_scalar(include_str!("sql/count_slug.sql")).bind(by.site).bind(&from).fetch_one(pool).await)?;
    if taken > 0 {
        return Err(AppError::invalid("from", "Địa chỉ này đang là của một bài. Bài ấy phải đổi địa chỉ trước"));
    }
    let (site, change) = (by.site, Change::new(by, "redirect_changed", "redirect", &from, format!("→ {to}")));
    in_tx!(db, tx => {
        let added = sqlx::query(include_str!("sql/add_redirect.sql")).bind(site).bind(from).bind(to).execute(&mut *tx).await?;
        if added.rows_affected() == 0 {
            return Err(AppError::invalid("to", "Không có bài nào ở địa chỉ mới này"));
        }
        change.write(&mut Tx::from(&mut *tx)).await?;
    })
}

pub async fn delete_redirect(db: &Db, by: &Administrator, from: &str) -> Result<(), AppError> {
    let (from, site) = (from.to_owned(), by.site);
    let change = Change::new(by, "redirect_changed", "redirect", &from, "xóa");
    in_tx!(db, tx => {
        let gone = sqlx::query(include_str!("sql/delete_redirect.sql")).bind(site).bind(from).execute(&mut *tx).await?;
        require_found(gone.rows_affected())?;
        change.write(&mut Tx::from(&mut *tx)).await?;
    })
}
