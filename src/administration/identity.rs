//! What the site is called and by whom it is run, its urgent notice, and the visits it brings along.

use uuid::Uuid;

use super::{
    changing::{Change, Fields},
    model::IdentityView,
};
use crate::{
    accounts::actors::Administrator,
    db::{Db, Tx},
    error::AppError,
    in_tx, on_db,
    site::model::SiteView,
    text::numbers::grouped,
};

/// The largest opening balance that is believed.
const MOST_VISITS: i64 = 100_000_000_000;

#[derive(sqlx::FromRow)]
struct Row {
    #[sqlx(flatten)]
    site: SiteView,
    notice: String,
    notice_url: String,
    opening_visits: i64,
    colour: String,
}

pub async fn read_identity(db: &Db, site: Uuid) -> Result<IdentityView, AppError> {
    let row: Row = on_db!(db, pool => sqlx::query_as(include_str!("sql/find_identity.sql")).bind(site).fetch_one(pool).await)?;
    let Row { site, notice, notice_url, opening_visits, colour } = row;
    Ok(IdentityView { site, notice, notice_url, opening_visits, colour })
}

pub async fn save_identity(db: &Db, by: &Administrator, typed: &SiteView) -> Result<(), AppError> {
    let mut fields = Fields::default();
    let site = SiteView {
        name: fields.needed("name", "Tên cổng", &typed.name, 150),
        short_name: fields.needed("short_name", "Tên ngắn", &typed.short_name, 60),
        parent: fields.line("parent", "Cơ quan cấp trên", &typed.parent, 150),
        governing_body: fields.needed("governing_body", "Cơ quan chủ quản", &typed.governing_body, 200),
        responsible: fields.needed("responsible", "Người chịu trách nhiệm", &typed.responsible, 200),
        address: fields.line("address", "Địa chỉ trụ sở", &typed.address, 300),
        phone: fields.line("phone", "Điện thoại", &typed.phone, 60),
        email: fields.line("email", "Thư điện tử", &typed.email, 150),
        licence: fields.line("licence", "Giấy phép", &typed.licence, 300),
        mark: String::new(),
    };
    if !site.email.is_empty() && !is_mail_address(&site.email) {
        fields.say("email", "Thư điện tử phải có dạng ten@coquan.gov.vn".into());
    }
    if site.phone.chars().any(|c| !c.is_ascii_digit() && !" .-+()".contains(c)) {
        fields.say("phone", "Điện thoại chỉ gồm chữ số, dấu cách, dấu chấm, gạch nối, dấu cộng và ngoặc".into());
    }
    fields.judge()?;
    let (id, change) = (by.site, Change::new(by, "site_changed", "site", &site.name, &site.governing_body));
    in_tx!(db, tx => {
        sqlx::query(include_str!("sql/save_identity.sql"))
            .bind(id)
            .bind(site.name)
            .bind(site.short_name)
            .bind(site.parent)
            .bind(site.governing_body)
            .bind(site.responsible)
            .bind(site.address)
            .bind(site.phone)
            .bind(site.email)
            .bind(site.licence)
            .execute(&mut *tx)
            .await?;
        change.write(&mut Tx::from(&mut *tx)).await?;
    })
}

fn is_mail_address(text: &str) -> bool {
    let Some((name, host)) = text.split_once('@') else { return false };
    !name.is_empty()
        && host.contains('.')
        && !host.starts_with('.')
        && !host.ends_with('.')
        && !text.contains(' ')
        && !host.contains('@')
}

/// An empty text takes the notice away.
pub async fn save_notice(db: &Db, by: &Administrator, notice: &str, url: &str) -> Result<(), AppError> {
    let mut fields = Fields::default();
    let notice = fields.line("notice", "Thông báo", notice, 300);
    let url = fields.address("notice_url", url);
    fields.judge()?;
    let (id, change) = (by.site, Change::new(by, "notice_changed", "site", "thông báo khẩn", &notice));
    in_tx!(db, tx => {
        sqlx::query(include_str!("sql/save_notice.sql")).bind(id).bind(notice).bind(url).execute(&mut *tx).await?;
        change.write(&mut Tx::from(&mut *tx)).await?;
    })
}

/// The visits counted by the agency's old site.
pub async fn save_opening_visits(db: &Db, by: &Administrator, visits: &str) -> Result<(), AppError> {
    let digits: String = visits.chars().filter(|c| !matches!(c, '.' | ' ')).collect();
    let visits: i64 = digits
        .parse()
        .ok()
        .filter(|visits| (0..=MOST_VISITS).contains(visits))
        .ok_or_else(|| AppError::invalid("visits", format!("Hãy nhập một số từ 0 đến {}", grouped(MOST_VISITS))))?;
    let (id, change) = (by.site, Change::new(by, "opening_visits_changed", "site", "lượt truy cập chuyển sang", grouped(visits)));
    in_tx!(db, tx => {
        sqlx::query(include_str!("sql/save_opening_visits.sql")).bind(id).bind(visits).execute(&mut *tx).await?;
        change.write(&mut Tx::from(&mut *tx)).await?;
    })
}
