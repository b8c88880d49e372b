//! A site's own colour and mark.

use uuid::Uuid;

use super::changing::{Change, parse_id, require_found};
use crate::{
    accounts::actors::Administrator,
    db::{Db, Tx},
    error::AppError,
    in_tx,
    look::{Colour, Palette, Refusal},
};

/// "#1f4e8c"; an empty text brings the built-in colours back.
///
/// # Errors
/// `Invalid` for what is no colour, and for one on which, or in which, text could not be read: with the nearest that will do.
pub async fn save_colour(db: &Db, by: &Administrator, typed: &str) -> Result<(), AppError> {
    let colour = match typed.trim() {
        "" => String::new(),
        typed => format!("#{}", accepted(typed)?),
    };
    let detail = if colour.is_empty() { "màu sẵn có".to_owned() } else { colour.clone() };
    let (site, change) = (by.site, Change::new(by, "appearance_changed", "site", "màu chủ đạo", detail));
    in_tx!(db, tx => {
        sqlx::query(include_str!("sql/save_colour.sql")).bind(site).bind(colour).execute(&mut *tx).await?;
        change.write(&mut Tx::from(&mut *tx)).await?;
    })
}

fn accepted(typed: &str) -> Result<Colour, AppError> {
    let colour = Colour::parse(typed)
        .ok_or_else(|| AppError::invalid("colour", "Mã màu gồm dấu # và sáu chữ số hoặc chữ từ a đến f, ví dụ #1f4e8c"))?;
    Palette::of(colour).map_err(|refusal| AppError::invalid("colour", worded(colour, &refusal)))?;
    Ok(colour)
}

fn worded(colour: Colour, refusal: &Refusal) -> String {
    let Refusal { fault, instead } = refusal;
    let what = if fault.pair.starts_with("text") { "chữ và nền" } else { "đường nét và nền" };
    let ratio = |ratio: f64| format!("{ratio:.1}").replace('.', ",");
    format!(
        "Màu #{colour} khó đọc: độ tương phản giữa {what} chỉ là {} : 1, cần ít nhất {} : 1. Màu gần nhất dùng được là #{instead}",
        ratio(fault.ratio),
        ratio(fault.least)
    )
}

/// Shows a picture of the library in the masthead and as the icon of every page.
///
/// # Errors
/// `NotFound` for what is no picture of this site.
pub async fn save_mark(db: &Db, by: &Administrator, media: &str) -> Result<(), AppError> {
    change_mark(db, by, include_str!("sql/save_mark.sql"), Some(parse_id(media)?), "đặt biểu trưng").await
}

/// Brings the built-in flower back.
///
/// # Errors
/// `NotFound` where there is no mark.
pub async fn remove_mark(db: &Db, by: &Administrator) -> Result<(), AppError> {
    change_mark(db, by, include_str!("sql/remove_mark.sql"), None, "bỏ biểu trưng").await
}

async fn change_mark(
    db: &Db,
    by: &Administrator,
    statement: &'static str,
    media: Option<Uuid>,
    detail: &'static str,
) -> Result<(), AppError> {
    let (site, change) = (by.site, Change::new(by, "appearance_changed", "site", "biểu trưng", detail));
    in_tx!(db, tx => {
        let mut query = sqlx::query(statement).bind(site);
        if let Some(media) = media {
            query = query.bind(media);
        }
        require_found(query.execute(&mut *tx).await?.rows_affected())?;
        change.write(&mut Tx::from(&mut *tx)).await?;
    })
}
