//! Old addresses that lead to new ones for good: of articles, which follow the article wherever it goes, and of anything else that the site
//! or the one before it had.

use uuid::Uuid;

use super::{
    changing::{Change, Fields, require_found},
    model::{REDIRECTS_A_PAGE, RedirectLine, RedirectList},
};
use crate::{
    accounts::actors::Administrator,
    content::Url,
    db::{Db, Tx, containing},
    error::AppError,
    in_tx, on_db, on_tx,
    site::{
        addresses::{
            FOR_READERS, NOT_FOR_READERS, TAGS, find_moved, first_part, is_own, kept, kept_with_query, list_known, page_of,
        },
        store::list_sites,
    },
    text::{
        addresses::{ascii, percent_decoded, percent_encoded},
        nfc,
    },
};

const LONGEST: usize = 500;
const LONGEST_QUESTION: usize = 200;

/// One page by address; of those whose old or new address holds what is looked for, where something is.
pub async fn list_redirects(db: &Db, site: Uuid, q: &str, page: i64) -> Result<RedirectList, AppError> {
    let q: String = nfc(q.trim()).chars().take(LONGEST_QUESTION).collect();
    let (pattern, page) = (containing(&q.to_ascii_lowercase()), page.clamp(1, i64::from(u32::MAX)));
    let total: i64 = on_db!(db, pool => sqlx::query_scalar(include_str!("sql/count_redirects.sql"))
        .bind(site)
        .bind(&pattern)
        .fetch_one(pool)
        .await)?;
    let redirects: Vec<RedirectLine> = on_db!(db, pool => sqlx::query_as(include_str!("sql/list_redirects.sql"))
        .bind(site)
        .bind(&pattern)
        .bind(REDIRECTS_A_PAGE)
        .bind((page - 1) * REDIRECTS_A_PAGE)
        .fetch_all(pool)
        .await)?;
    Ok(RedirectList { q, page, total, redirects })
}

/// Lets an address at which nothing stands lead to a page of the site; one that led elsewhere before leads there now.
///
/// # Errors
/// `Invalid` for an old address at which something stands, and for a new one at which nothing does, that leads back or leads on, or that is
/// on another host.
pub async fn add_redirect(db: &Db, by: &Administrator, from: &str, to: &str) -> Result<(), AppError> {
    let host = list_sites(db).await?.into_iter().find(|site| site.id == by.site).ok_or(AppError::NotFound)?.host.clone();
    let mut fields = Fields::default();
    let from = read_address(&mut fields, "from", from, &host);
    let to = read_address(&mut fields, "to", to, &host);
    if from.contains('#') {
        fields.say("from", "Trình duyệt không gửi phần từ dấu # trở đi nên cổng không thấy. Hãy bỏ phần ấy".into());
    }
    fields.judge()?;
    let old = whole(&from);
    require_nothing_there(db, by.site, &kept(&from)).await?;
    require_page(db, by.site, &old, &to).await?;
    let (leading, target) = (written(&from), written(&to));
    let change = Change::new(by, "redirect_changed", "redirect", &old, format!("→ {target}"));
    let (site, article) = (by.site, slug_of(&old).zip(slug_of(&target)).map(|(old, new)| (old.to_owned(), new.to_owned())));
    in_tx!(db, tx => {
        let mut tx = Tx::from(&mut *tx);
        forget(&mut tx, site, &old).await?;
        match article {
            Some((old, new)) => lead_to_article(&mut tx, site, &old, &new).await?,
            None => lead_to(&mut tx, site, &old, &leading, &target).await?,
        }
        change.write(&mut tx).await?;
    })
}

/// # Errors
/// `NotFound` where nothing leads on from there.
pub async fn delete_redirect(db: &Db, by: &Administrator, from: &str) -> Result<(), AppError> {
    let (from, site) = (from.to_owned(), by.site);
    let change = Change::new(by, "redirect_changed", "redirect", &from, "xóa");
    in_tx!(db, tx => {
        let mut tx = Tx::from(&mut *tx);
        require_found(forget(&mut tx, site, &from).await?)?;
        change.write(&mut tx).await?;
    })
}

/// A path of this site, from the slash on, whether it was typed with the host's name or without.
fn read_address(fields: &mut Fields, at: &str, typed: &str, host: &str) -> String {
    let typed = typed.trim();
    let inside = match typed.split_once("://") {
        // Not where a query holds another address.
        Some((scheme, rest)) if !scheme.contains(['/', '?', '#']) => {
            let path = &rest[rest.find(['/', '?', '#']).unwrap_or(rest.len())..];
            let authority = &rest[..rest.len() - path.len()];
            let name = authority.rsplit_once(':').map_or(authority, |(name, _)| name);
            if !name.eq_ignore_ascii_case(host) {
                fields.say(at, format!("Địa chỉ này ở trang khác. Chỉ chuyển hướng được trong {host}; hãy viết từ dấu / trở đi"));
                return String::new();
            }
            if path.starts_with('/') { path.to_owned() } else { format!("/{path}") }
        }
        _ => typed.to_owned(),
    };
    if typed.is_empty() {
        fields.say(at, "Hãy nhập địa chỉ, ví dụ /tin-tuc/le-khai-giang.html".into());
    } else if !inside.starts_with('/') || inside.starts_with("//") {
        fields.say(at, "Địa chỉ phải bắt đầu bằng một dấu /, ví dụ /tin-tuc/le-khai-giang.html".into());
    } else if inside.chars().count() > LONGEST {
        fields.say(at, format!("Địa chỉ dài quá {LONGEST} ký tự"));
    } else if Url::parse(&inside).is_none() || percent_decoded(&inside).chars().any(char::is_control) {
        fields.say(at, "Địa chỉ có dấu cách hoặc ký tự không dùng được. Hãy chép nguyên từ thanh địa chỉ của trình duyệt".into());
    }
    inside
}

async fn require_nothing_there(db: &Db, site: Uuid, old: &str) -> Result<(), AppError> {
    if is_own(old) {
        return Err(AppError::invalid("from", "Địa chỉ này là của chính cổng, không chuyển đi nơi khác được"));
    }
    if let Some(slug) = slug_of(page_of(old)) {
        let articles: i64 =
            on_db!(db, pool => sqlx::query_scalar(include_str!("sql/count_slug.sql")).bind(site).bind(slug).fetch_one(pool).await)?;
        if articles > 0 {
            return Err(AppError::invalid("from", "Địa chỉ này đang là của một bài. Bài ấy phải đổi địa chỉ trước"));
        }
    }
    let page = page_of(old).to_owned();
    let is_there = list_known(db, site, std::slice::from_ref(&page)).await?.contains(&page);
    if is_there && find_moved(db, site, &page).await?.is_none() {
        return Err(AppError::invalid("from", "Ở địa chỉ này đang có một trang của cổng: người đọc thấy trang ấy"));
    }
    Ok(())
}

async fn require_page(db: &Db, site: Uuid, old: &str, to: &str) -> Result<(), AppError> {
    let says = |says: String| Err(AppError::invalid("to", says));
    if whole(to) == old {
        return says("Địa chỉ mới trùng với địa chỉ cũ: trình duyệt sẽ chạy vòng".into());
    }
    let new = &kept(to);
    if let Some(on) = find_moved(db, site, to).await? {
        return match whole(&on) == old {
            true => says(format!("{new} đang được chuyển về {old}: trình duyệt sẽ chạy vòng. Hãy bỏ chuyển hướng ấy trước")),
            false => says(format!("{new} đang được chuyển tới {on}. Hãy ghi thẳng {on}")),
        };
    }
    let first = first_part(new);
    if NOT_FOR_READERS.contains(&first) {
        return says("Người đọc không mở được địa chỉ mới này".into());
    }
    let page = page_of(new).to_owned();
    let is_there =
        FOR_READERS.contains(&first) || first == TAGS || list_known(db, site, std::slice::from_ref(&page)).await?.contains(&page);
    match is_there {
        true => Ok(()),
        false if slug_of(&page).is_some() => says("Không có bài nào ở địa chỉ mới này".into()),
        false => says("Không có trang nào ở địa chỉ mới này".into()),
    }
}

/// An address as it is kept, with its query where it has one.
fn whole(address: &str) -> String {
    kept_with_query(address).unwrap_or_else(|| kept(address))
}

/// The slug in an article's address, with nothing below or behind it.
fn slug_of(address: &str) -> Option<&str> {
    address.strip_prefix("/bai-viet/").filter(|slug| !slug.is_empty() && !slug.contains(['/', '?', '#']))
}

/// A new address as it is sent to browsers.
fn written(to: &str) -> String {
    let rest = to.find(['?', '#']).map_or("", |end| &to[end..]);
    percent_encoded(&kept(to)) + &ascii(rest)
}

/// How many there were.
async fn forget(tx: &mut Tx<'_>, site: Uuid, old: &str) -> Result<u64, AppError> {
    let mut gone = on_tx!(&mut *tx, run => sqlx::query(include_str!("sql/delete_old_address.sql"))
        .bind(site)
        .bind(old)
        .execute(run)
        .await
        .map(|done| done.rows_affected()))?;
    if let Some(slug) = slug_of(old) {
        gone += on_tx!(&mut *tx, run => sqlx::query(include_str!("sql/delete_redirect.sql"))
            .bind(site)
            .bind(slug)
            .execute(run)
            .await
            .map(|done| done.rows_affected()))?;
    }
    Ok(gone)
}

async fn lead_to_article(tx: &mut Tx<'_>, site: Uuid, old: &str, new: &str) -> Result<(), AppError> {
    let added = on_tx!(&mut *tx, run => sqlx::query(include_str!("sql/add_redirect.sql"))
        .bind(site)
        .bind(old)
        .bind(new)
        .execute(run)
        .await
        .map(|done| done.rows_affected()))?;
    if added == 0 { Err(AppError::invalid("to", "Không có bài nào ở địa chỉ mới này")) } else { Ok(()) }
}

/// `leading`: the old address as a new one is written, since others may lead there.
async fn lead_to(tx: &mut Tx<'_>, site: Uuid, old: &str, leading: &str, target: &str) -> Result<(), AppError> {
    on_tx!(&mut *tx, run => sqlx::query(include_str!("sql/add_old_address.sql"))
        .bind(site)
        .bind(old)
        .bind(target)
        .execute(run)
        .await
        .map(|_| ()))?;
    on_tx!(&mut *tx, run => sqlx::query(include_str!("sql/follow_old_address.sql"))
        .bind(site)
        .bind(leading)
        .bind(target)
        .execute(run)
        .await
        .map(|_| ()))?;
    Ok(())
}
