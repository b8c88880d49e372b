//! What the home page shows below its top: lists of a section's newest articles, and of the newest of all.

use uuid::Uuid;

use super::{
    changing::{Change, Fields, parse_id, require_found},
    model::{HomePartLine, KIND_MARK},
    sections::list_sections,
};
use crate::{
    accounts::actors::Administrator,
    db::{Db, Tx},
    error::AppError,
    home::{model::PartKind, store as home},
    in_tx, on_db,
};

const LONGEST_PART: i64 = 20;
/// So many parts a home page has at most: each is read whenever it is made anew.
const MOST_PARTS: usize = 20;

pub async fn list_parts(db: &Db, site: Uuid) -> Result<Vec<HomePartLine>, AppError> {
    let rows: Vec<(Uuid, String, String, String, i64)> =
        on_db!(db, pool => sqlx::query_as(include_str!("sql/list_home_parts.sql")).bind(site).fetch_all(pool).await)?;
    let line = |(id, kind, section, name, length): (Uuid, String, String, String, i64)| {
        let kind = PartKind::parse(&kind)?;
        let name = if kind == PartKind::Section { name } else { kind.name().to_owned() };
        Some(HomePartLine { id: id.to_string(), kind, section, name, length })
    };
    Ok(rows.into_iter().filter_map(line).collect())
}

/// Writes the parts down that the home page has while nothing is chosen.
///
/// # Errors
/// `Conflict` where something is chosen already.
pub async fn compose(db: &Db, by: &Administrator) -> Result<(), AppError> {
    if !list_parts(db, by.site).await?.is_empty() {
        return Err(AppError::Conflict);
    }
    let parts = home::list_parts(db, by.site).await?;
    let (site, change) = (by.site, Change::new(by, "home_changed", "home", "các phần của trang chủ", "sắp riêng"));
    in_tx!(db, tx => {
        for part in parts {
            sqlx::query(include_str!("sql/add_home_part.sql"))
                .bind(Uuid::now_v7())
                .bind(site)
                .bind(part.kind().as_str())
                .bind(part.section_id)
                .bind(part.length)
                .execute(&mut *tx)
                .await?;
        }
        change.write(&mut Tx::from(&mut *tx)).await?;
    })
}

/// Changes a part, or adds one at the end where no id is given. It shows the section of a slug, or what a kind names.
///
/// # Errors
/// `Invalid` for a section that is not there, a length that cannot be, or one part too many.
pub async fn save_part(db: &Db, by: &Administrator, id: &str, shows: &str, length: &str) -> Result<(), AppError> {
    let mut fields = Fields::default();
    let length = length.trim().parse().unwrap_or(0);
    if !(1..=LONGEST_PART).contains(&length) {
        fields.say("length", format!("Số bài phải từ 1 đến {LONGEST_PART}"));
    }
    let section = list_sections(db, by.site).await?.into_iter().find(|line| line.slug == shows);
    let kind = match &section {
        Some(_) => Some(PartKind::Section),
        None => shows.strip_prefix(KIND_MARK).and_then(PartKind::parse).filter(|kind| *kind != PartKind::Section),
    };
    if kind.is_none() {
        fields.say("shows", "Hãy chọn một chuyên mục, tin mới hoặc tin đọc nhiều".into());
    }
    let is_new = id.is_empty();
    if is_new && list_parts(db, by.site).await?.len() >= MOST_PARTS {
        fields.say("shows", format!("Trang chủ có nhiều nhất {MOST_PARTS} phần. Hãy bỏ bớt một phần trước"));
    }
    fields.judge()?;
    let kind = kind.ok_or(AppError::NotFound)?;
    let name = section.as_ref().map_or(kind.name(), |line| line.name.as_str());
    let change = Change::new(by, "home_changed", "home", name, if is_new { "thêm phần" } else { "sửa phần" });
    let section = section.as_ref().map(|line| parse_id(&line.id)).transpose()?;
    let (id, site) = (if is_new { Uuid::now_v7() } else { parse_id(id)? }, by.site);
    let statement = if is_new { include_str!("sql/add_home_part.sql") } else { include_str!("sql/save_home_part.sql") };
    in_tx!(db, tx => {
        let saved = sqlx::query(statement).bind(id).bind(site).bind(kind.as_str()).bind(section).bind(length).execute(&mut *tx).await?;
        require_found(saved.rows_affected())?;
        change.write(&mut Tx::from(&mut *tx)).await?;
    })
}

/// Once the last is gone, the home page arranges itself again.
pub async fn delete_part(db: &Db, by: &Administrator, id: &str) -> Result<(), AppError> {
    let (id, site) = (parse_id(id)?, by.site);
    let change = Change::new(by, "home_changed", "home", "các phần của trang chủ", "bỏ một phần");
    in_tx!(db, tx => {
        let gone = sqlx::query(include_str!("sql/delete_home_part.sql")).bind(id).bind(site).execute(&mut *tx).await?;
        require_found(gone.rows_affected())?;
        change.write(&mut Tx::from(&mut *tx)).await?;
    })
}
