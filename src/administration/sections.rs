//! Sections, and which of them stand in the menu.

use uuid::Uuid;

use super::{
    changing::{Change, Fields, parse_id, require_found},
    model::SectionLine,
};
use crate::{
    accounts::actors::Administrator,
    db::{Db, Tx},
    error::AppError,
    in_tx, on_db, text,
};

#[derive(sqlx::FromRow)]
struct SectionRow {
    id: Uuid,
    slug: String,
    name: String,
    description: String,
    in_menu: i64,
    parent_id: Option<Uuid>,
    articles: i64,
}

/// Every section in the order of the menu, with how many pieces it holds, published or not.
pub async fn list_sections(db: &Db, site: Uuid) -> Result<Vec<SectionLine>, AppError> {
    let rows: Vec<SectionRow> =
        on_db!(db, pool => sqlx::query_as(include_str!("sql/list_sections.sql")).bind(site).fetch_all(pool).await)?;
    let line = |row: SectionRow| SectionLine {
        id: row.id.to_string(),
        slug: row.slug,
        name: row.name,
        description: row.description,
        in_menu: row.in_menu != 0,
        parent: row.parent_id.map(|id| id.to_string()).unwrap_or_default(),
        articles: row.articles,
    };
    Ok(rows.into_iter().map(line).collect())
}

/// What is typed of a section. The address is chosen once: articles and readers' bookmarks hang on it.
#[derive(Debug, Clone)]
pub struct SectionFields {
    pub name: String,
    pub description: String,
    pub in_menu: bool,
    /// The id of a section at the top; empty to stand there itself.
    pub parent: String,
}

/// What is kept of the fields.
struct Checked {
    name: String,
    description: String,
    in_menu: i64,
    parent: Option<Uuid>,
}

/// `own` is the id of a section that is there already.
async fn check(db: &Db, site: Uuid, own: &str, fields: &SectionFields) -> Result<Checked, AppError> {
    let mut problems = Fields::default();
    let name = problems.needed("name", "Tên chuyên mục", &fields.name, 100);
    let description = problems.line("description", "Mô tả", &fields.description, 500);
    if !name.is_empty() && text::slug(&name).is_empty() {
        problems.say("name", "Tên chuyên mục phải có chữ hoặc số".into());
    }
    let parent = if fields.parent.is_empty() { None } else { Some(parse_id(&fields.parent)?) };
    if parent.is_some() {
        let sections = list_sections(db, site).await?;
        let is_at_top = sections.iter().any(|line| line.id == fields.parent && line.parent.is_empty());
        if !is_at_top || fields.parent == own {
            problems.say("parent", "Hãy chọn một chuyên mục ở bậc trên cùng".into());
        } else if !own.is_empty() && sections.iter().any(|line| line.parent == own) {
            problems.say("parent", "Chuyên mục này có chuyên mục con nên phải đứng ở bậc trên cùng".into());
        }
    }
    problems.judge()?;
    Ok(Checked { name, description, in_menu: i64::from(fields.in_menu), parent })
}

/// # Errors
/// `Invalid` for a name that another section's address already stands for.
pub async fn add_section(db: &Db, by: &Administrator, fields: &SectionFields) -> Result<(), AppError> {
    let Checked { name, description, in_menu, parent } = check(db, by.site, "", fields).await?;
    let (slug, site) = (text::slug(&name), by.site);
    let change = Change::new(by, "section_changed", "section", &name, "thêm");
    in_tx!(db, tx => {
        let added = sqlx::query(include_str!("sql/add_section.sql"))
            .bind(Uuid::now_v7())
            .bind(site)
            .bind(&slug)
            .bind(name)
            .bind(description)
            .bind(in_menu)
            .bind(parent)
            .execute(&mut *tx)
            .await?;
        if added.rows_affected() == 0 {
            return Err(AppError::invalid("name", format!("Đã có chuyên mục ở địa chỉ /chuyen-muc/{slug}")));
        }
        change.write(&mut Tx::from(&mut *tx)).await?;
    })
}

pub async fn save_section(db: &Db, by: &Administrator, id: &str, fields: &SectionFields) -> Result<(), AppError> {
    let Checked { name, description, in_menu, parent } = check(db, by.site, id, fields).await?;
    let (id, site) = (parse_id(id)?, by.site);
    let change =
        Change::new(by, "section_changed", "section", &name, if fields.in_menu { "trong trình đơn" } else { "ngoài trình đơn" });
    in_tx!(db, tx => {
        let saved = sqlx::query(include_str!("sql/save_section.sql"))
            .bind(id)
            .bind(site)
            .bind(name)
            .bind(description)
            .bind(in_menu)
            .bind(parent)
            .execute(&mut *tx)
            .await?;
        require_found(saved.rows_affected())?;
        change.write(&mut Tx::from(&mut *tx)).await?;
    })
}

/// Only of an empty section on which nothing hangs.
///
/// # Errors
/// `Invalid` while articles, versions, sections below it, side blocks, parts of the home page or roles name it.
pub async fn delete_section(db: &Db, by: &Administrator, id: &str) -> Result<(), AppError> {
    let (id, site) = (parse_id(id)?, by.site);
    let name = list_sections(db, site).await?.into_iter().find(|line| line.id == id.to_string()).ok_or(AppError::NotFound)?.name;
    let used: i64 =
        on_db!(db, pool => sqlx::query_scalar(include_str!("sql/count_section_uses.sql")).bind(id).fetch_one(pool).await)?;
    if used > 0 {
        return Err(AppError::invalid(
            "",
            "Chuyên mục còn tin bài, chuyên mục con, khối bên lề, phần trang chủ hoặc vai trò gắn với nó. Hãy chuyển chúng đi, hoặc bỏ chuyên mục khỏi trình đơn",
        ));
    }
    let change = Change::new(by, "section_changed", "section", &name, "xóa");
    in_tx!(db, tx => {
        let gone = sqlx::query(include_str!("sql/delete_section.sql")).bind(id).bind(site).execute(&mut *tx).await?;
        require_found(gone.rows_affected())?;
        change.write(&mut Tx::from(&mut *tx)).await?;
    })
}
