//! What a version says of itself beside its text: tags, picked articles, words for elsewhere, the cover's point, when it ends.

use uuid::Uuid;

use super::{
    model::{LONGEST_SEO_DESCRIPTION, LONGEST_SEO_TITLE, PieceFields},
    typing::judge,
};
use crate::{
    article::{related, tags},
    clock::now,
    content::Content,
    db::Db,
    error::{AppError, Problem},
    media::{self, model::MediaKind},
    text::{dates, one_line},
};

/// As a revision's row holds it.
#[derive(Debug, Clone, Default, PartialEq, Eq, sqlx::FromRow)]
pub struct Details {
    pub tags: String,
    /// Slugs, one a line.
    pub related: String,
    pub seo_title: String,
    pub seo_description: String,
    pub focus: String,
    pub withdraw_at: Option<i64>,
}

impl Details {
    /// As they would be typed. `cover` is one that was chosen.
    pub fn write(&self, cover: Option<Uuid>, fields: &mut PieceFields) {
        fields.tags.clone_from(&self.tags);
        fields.cover = cover.map(|id| id.to_string()).unwrap_or_default();
        fields.focus.clone_from(&self.focus);
        fields.related = self.related.lines().map(|slug| format!("/bai-viet/{slug}")).collect::<Vec<_>>().join("\n");
        fields.seo_title.clone_from(&self.seo_title);
        fields.seo_description.clone_from(&self.seo_description);
        fields.withdraw_at = self.withdraw_at.map(dates::field_value).unwrap_or_default();
    }
}

/// The cover that was chosen: none where it is the one that a text without a choice has.
pub fn chosen_cover(cover: Option<Uuid>, content: &Content) -> Option<Uuid> {
    cover.filter(|cover| first_picture(content) != Some(*cover))
}

pub fn first_picture(content: &Content) -> Option<Uuid> {
    content.picture_ids().first().and_then(|id| Uuid::parse_str(id).ok())
}

/// Judges what was typed and writes it back as it will be kept. `was` is what the version before said: what it names may stay, though it is
/// not to be found any more.
pub async fn read(
    db: &Db,
    site: Uuid,
    fields: &mut PieceFields,
    was: &Details,
    problems: &mut Vec<Problem>,
) -> Result<Details, AppError> {
    let details = Details {
        tags: read_tags(&fields.tags, problems),
        related: read_related(db, site, &fields.related, &was.related, problems).await?,
        seo_title: one_line(&fields.seo_title),
        seo_description: one_line(&fields.seo_description),
        focus: read_focus(&fields.focus, problems),
        withdraw_at: read_end(&fields.withdraw_at, was.withdraw_at, problems),
    };
    let cover = read_cover(db, site, fields.cover.trim(), problems).await?;
    problems.extend(judge("seo_title", "Tên bài khi chia sẻ", &details.seo_title, LONGEST_SEO_TITLE));
    problems.extend(judge("seo_description", "Mô tả khi chia sẻ", &details.seo_description, LONGEST_SEO_DESCRIPTION));
    details.write(cover, fields);
    Ok(details)
}

fn read_tags(typed: &str, problems: &mut Vec<Problem>) -> String {
    let names = tags::names(typed);
    if names.len() > tags::MOST {
        let says = format!("Có {} từ khóa, nhiều nhất {}. Hãy giữ những từ đúng nhất", names.len(), tags::MOST);
        problems.push(Problem::new("tags", says));
    }
    if let Some(long) = names.iter().find(|name| name.chars().count() > tags::LONGEST) {
        let shown: String = long.chars().take(30).collect();
        let says = format!("Từ khóa “{shown}…” dài quá {} ký tự. Giữa hai từ khóa cần có dấu phẩy", tags::LONGEST);
        problems.push(Problem::new("tags", says));
    }
    if names.iter().any(|name| name.chars().any(char::is_control)) {
        problems.push(Problem::new("tags", "Từ khóa có ký tự điều khiển không đọc được"));
    }
    tags::line(&names)
}

/// The articles that lines name, each once: by addresses, whole or from the slash on, or by slugs alone.
pub fn picked_slugs(typed: &str) -> Vec<&str> {
    let mut slugs = Vec::new();
    for line in typed.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let path = line.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
        let slug = path.rsplit('/').next().unwrap_or_default();
        if !slugs.contains(&slug) {
            slugs.push(slug);
        }
    }
    slugs
}

async fn read_related(db: &Db, site: Uuid, typed: &str, was: &str, problems: &mut Vec<Problem>) -> Result<String, AppError> {
    let slugs = picked_slugs(typed);
    if slugs.len() > related::MOST_PICKED {
        let says = format!("Có {} bài liên quan, nhiều nhất {}", slugs.len(), related::MOST_PICKED);
        problems.push(Problem::new("related", says));
        return Ok(String::new());
    }
    for slug in &slugs {
        if !was.lines().any(|known| known == *slug) && related::find_picked(db, site, slug).await?.is_none() {
            let shown: String = slug.chars().take(80).collect();
            let says = format!("Không có bài đã đăng ở địa chỉ “{shown}”. Hãy chép địa chỉ từ trang của bài, mỗi dòng một bài");
            problems.push(Problem::new("related", says));
        }
    }
    Ok(slugs.join("\n"))
}

fn read_focus(typed: &str, problems: &mut Vec<Problem>) -> String {
    let percents: Vec<Option<u32>> =
        typed.split_whitespace().map(|percent| percent.parse().ok().filter(|percent| *percent <= 100)).collect();
    match percents[..] {
        [] | [Some(50), Some(50)] => String::new(),
        [Some(left), Some(top)] => format!("{left} {top}"),
        _ => {
            problems.push(Problem::new("focus", "Điểm chính của ảnh bìa là hai số từ 0 đến 100, ví dụ 50 30"));
            String::new()
        }
    }
}

fn read_end(typed: &str, was: Option<i64>, problems: &mut Vec<Problem>) -> Option<i64> {
    let typed = typed.trim();
    if typed.is_empty() {
        return None;
    }
    let Some(at) = dates::parse_local(typed) else {
        let says = "Giờ gỡ bài chưa đúng. Viết như 2026-11-24T17:00 (năm-tháng-ngày, giờ:phút)";
        problems.push(Problem::new("withdraw_at", says));
        return None;
    };
    // A time that has come since then is judged when the piece is published.
    if was.map(dates::field_value).as_deref() == Some(typed) {
        return was;
    }
    if at <= now() {
        problems.push(Problem::new("withdraw_at", "Giờ gỡ bài đã qua. Hãy chọn một giờ sau bây giờ, hoặc bỏ trống"));
    }
    Some(at)
}

async fn read_cover(db: &Db, site: Uuid, typed: &str, problems: &mut Vec<Problem>) -> Result<Option<Uuid>, AppError> {
    if typed.is_empty() {
        return Ok(None);
    }
    let views = media::store::list_views(db, site, &[typed.to_owned()]).await?;
    match (Uuid::parse_str(typed), views.first()) {
        (Ok(id), Some(view)) if view.kind == MediaKind::Picture => Ok(Some(id)),
        _ => {
            problems.push(Problem::new("cover", "Ảnh bìa không còn trong thư viện. Hãy chọn ảnh khác, hoặc bỏ trống"));
            Ok(None)
        }
    }
}
