//! What administrators read and change of their site. Each is for administrators only, as its first line demands.

#![expect(clippy::too_many_arguments, reason = "one for each field of a form")]

use leptos::{
    prelude::*,
    server_fn::codec::{GetUrl, Post, PostUrl},
};

use super::model::{
    AbbreviationsView, FeaturedView, HealthView, IdentityView, LogView, PageLine, PageSheet, RedirectList, SectionLine, SideView,
};
use crate::{error::AppError, ui::form::Next, wire::JsonText};

/// The site's identity, urgent notice and opening balance.
#[server(prefix = "/api", endpoint = "admin/identity", input = GetUrl, output = Post<JsonText>)]
pub async fn read_identity() -> Result<IdentityView, AppError> {
    let (request, by) = crate::accounts::actors::require_administrator()?;
    super::identity::read_identity(&request.db, by.site).await
}

#[server(prefix = "/api", endpoint = "admin/save-identity", input = PostUrl, output = Post<JsonText>)]
pub async fn save_identity(
    name: String,
    short_name: String,
    #[server(default)] parent: String,
    #[server(default)] governing_body: String,
    #[server(default)] responsible: String,
    #[server(default)] address: String,
    #[server(default)] phone: String,
    #[server(default)] email: String,
    #[server(default)] licence: String,
) -> Result<Next, AppError> {
    use crate::site::model::SiteView;
    let (request, by) = crate::accounts::actors::require_administrator()?;
    let site =
        SiteView { name, short_name, parent, governing_body, responsible, address, phone, email, licence, ..SiteView::default() };
    super::identity::save_identity(&request.db, &by, &site).await?;
    Ok(Next::new("/bien-tap/thong-tin-cong", "Đã lưu thông tin cổng."))
}

/// An empty text takes the notice away.
#[server(prefix = "/api", endpoint = "admin/save-notice", input = PostUrl, output = Post<JsonText>)]
pub async fn save_notice(#[server(default)] notice: String, #[server(default)] notice_url: String) -> Result<Next, AppError> {
    let (request, by) = crate::accounts::actors::require_administrator()?;
    super::identity::save_notice(&request.db, &by, &notice, &notice_url).await?;
    let says = if notice.trim().is_empty() {
        "Đã bỏ thông báo khẩn."
    } else {
        "Đã đặt thông báo khẩn ở đầu mọi trang."
    };
    Ok(Next::new("/bien-tap/thong-tin-cong", says))
}

/// An empty text brings the built-in colours back.
#[server(prefix = "/api", endpoint = "admin/save-colour", input = PostUrl, output = Post<JsonText>)]
pub async fn save_colour(#[server(default)] colour: String) -> Result<Next, AppError> {
    let (request, by) = crate::accounts::actors::require_administrator()?;
    super::appearance::save_colour(&request.db, &by, &colour).await?;
    Ok(Next::anew("/bien-tap/thong-tin-cong", "Đã đổi màu. Người đọc thấy ngay bây giờ."))
}

/// A picture of the library becomes the site's mark.
#[server(prefix = "/api", endpoint = "admin/save-mark", input = PostUrl, output = Post<JsonText>)]
pub async fn save_mark(id: String) -> Result<Next, AppError> {
    let (request, by) = crate::accounts::actors::require_administrator()?;
    super::appearance::save_mark(&request.db, &by, &id).await?;
    Ok(Next::anew("/bien-tap/thong-tin-cong", "Đã đặt biểu trưng của cổng."))
}

#[server(prefix = "/api", endpoint = "admin/remove-mark", input = PostUrl, output = Post<JsonText>)]
pub async fn remove_mark() -> Result<Next, AppError> {
    let (request, by) = crate::accounts::actors::require_administrator()?;
    super::appearance::remove_mark(&request.db, &by).await?;
    Ok(Next::anew("/bien-tap/thong-tin-cong", "Đã bỏ biểu trưng, cổng dùng bông hoa sẵn có."))
}

/// What search takes for one word.
#[server(prefix = "/api", endpoint = "admin/abbreviations", input = GetUrl, output = Post<JsonText>)]
pub async fn read_abbreviations() -> Result<AbbreviationsView, AppError> {
    let (request, by) = crate::accounts::actors::require_administrator()?;
    let own = super::words::read_abbreviations(&request.db, by.site).await?;
    Ok(AbbreviationsView { own, built_in: crate::search::abbreviations::built_in() })
}

/// One a line: "TTHC = thủ tục hành chính".
#[server(prefix = "/api", endpoint = "admin/save-abbreviations", input = PostUrl, output = Post<JsonText>)]
pub async fn save_abbreviations(#[server(default)] abbreviations: String) -> Result<Next, AppError> {
    let (request, by) = crate::accounts::actors::require_administrator()?;
    super::words::save_abbreviations(&request.db, &by, &abbreviations).await?;
    Ok(Next::new("/bien-tap/tim-kiem", "Đã lưu. Chỉ mục tìm kiếm đang được dựng lại với danh sách mới."))
}

/// The password must have been given a moment ago.
#[server(prefix = "/api", endpoint = "admin/save-opening-visits", input = PostUrl, output = Post<JsonText>)]
pub async fn save_opening_visits(visits: String, #[server(default)] confirm: String) -> Result<Next, AppError> {
    let (request, by) = crate::accounts::actors::require_administrator()?;
    crate::accounts::own::confirm(&request, &by, confirm).await?;
    super::identity::save_opening_visits(&request.db, &by, &visits).await?;
    Ok(Next::new("/bien-tap/thong-tin-cong", "Đã lưu số lượt truy cập chuyển sang."))
}

/// Moves one thing up or down in its order.
#[server(prefix = "/api", endpoint = "admin/move", input = PostUrl, output = Post<JsonText>)]
pub async fn move_one(kind: String, id: String, direction: String) -> Result<Next, AppError> {
    use super::{
        model::Ordered,
        ordering::{Direction, move_one},
    };
    let (request, by) = crate::accounts::actors::require_administrator()?;
    let kind = Ordered::parse(&kind).ok_or_else(|| AppError::invalid("", "Không rõ cần chuyển gì"))?;
    let direction = if direction == "up" { Direction::Up } else { Direction::Down };
    move_one(&request.db, &by, kind, &id, direction).await?;
    Ok(Next::new(kind.screen(), if direction == Direction::Up { "Đã chuyển lên." } else { "Đã chuyển xuống." }))
}

#[server(prefix = "/api", endpoint = "admin/sections", input = GetUrl, output = Post<JsonText>)]
pub async fn list_sections() -> Result<Vec<SectionLine>, AppError> {
    let (request, by) = crate::accounts::actors::require_administrator()?;
    super::sections::list_sections(&request.db, by.site).await
}

/// Changes a section, or adds one where no id is given.
#[server(prefix = "/api", endpoint = "admin/save-section", input = PostUrl, output = Post<JsonText>)]
pub async fn save_section(
    #[server(default)] id: String,
    name: String,
    #[server(default)] description: String,
    #[server(default)] in_menu: String,
    #[server(default)] parent: String,
) -> Result<Next, AppError> {
    use super::sections::{SectionFields, add_section, save_section};
    let (request, by) = crate::accounts::actors::require_administrator()?;
    let fields = SectionFields { name, description, in_menu: in_menu == "1", parent };
    if id.is_empty() {
        add_section(&request.db, &by, &fields).await?;
        return Ok(Next::new("/bien-tap/chuyen-muc", "Đã thêm chuyên mục."));
    }
    save_section(&request.db, &by, &id, &fields).await?;
    Ok(Next::new("/bien-tap/chuyen-muc", "Đã lưu chuyên mục."))
}

#[server(prefix = "/api", endpoint = "admin/delete-section", input = PostUrl, output = Post<JsonText>)]
pub async fn delete_section(id: String) -> Result<Next, AppError> {
    let (request, by) = crate::accounts::actors::require_administrator()?;
    super::sections::delete_section(&request.db, &by, &id).await?;
    Ok(Next::new("/bien-tap/chuyen-muc", "Đã xóa chuyên mục."))
}

/// Blocks and links of the side column.
#[server(prefix = "/api", endpoint = "admin/side", input = GetUrl, output = Post<JsonText>)]
pub async fn read_side() -> Result<SideView, AppError> {
    let (request, by) = crate::accounts::actors::require_administrator()?;
    super::side::read_side(&request.db, by.site).await
}

#[server(prefix = "/api", endpoint = "admin/save-block", input = PostUrl, output = Post<JsonText>)]
pub async fn save_block(
    #[server(default)] id: String,
    title: String,
    #[server(default)] section: String,
    #[server(default)] length: String,
) -> Result<Next, AppError> {
    let (request, by) = crate::accounts::actors::require_administrator()?;
    super::side::save_block(&request.db, &by, &id, &title, &section, &length).await?;
    Ok(Next::new("/bien-tap/cot-ben", "Đã lưu khối."))
}

#[server(prefix = "/api", endpoint = "admin/delete-block", input = PostUrl, output = Post<JsonText>)]
pub async fn delete_block(id: String) -> Result<Next, AppError> {
    let (request, by) = crate::accounts::actors::require_administrator()?;
    super::side::delete_block(&request.db, &by, &id).await?;
    Ok(Next::new("/bien-tap/cot-ben", "Đã bỏ khối."))
}

#[server(prefix = "/api", endpoint = "admin/save-link", input = PostUrl, output = Post<JsonText>)]
pub async fn save_link(#[server(default)] id: String, name: String, #[server(default)] url: String) -> Result<Next, AppError> {
    let (request, by) = crate::accounts::actors::require_administrator()?;
    super::side::save_link(&request.db, &by, &id, &name, &url).await?;
    Ok(Next::new("/bien-tap/cot-ben", "Đã lưu liên kết."))
}

#[server(prefix = "/api", endpoint = "admin/delete-link", input = PostUrl, output = Post<JsonText>)]
pub async fn delete_link(id: String) -> Result<Next, AppError> {
    let (request, by) = crate::accounts::actors::require_administrator()?;
    super::side::delete_link(&request.db, &by, &id).await?;
    Ok(Next::new("/bien-tap/cot-ben", "Đã bỏ liên kết."))
}

/// The top of the home page, and what may be put there.
#[server(prefix = "/api", endpoint = "admin/featured", input = GetUrl, output = Post<JsonText>)]
pub async fn read_featured() -> Result<FeaturedView, AppError> {
    let (request, by) = crate::accounts::actors::require_administrator()?;
    super::home::read_featured(&request.db, by.site).await
}

#[server(prefix = "/api", endpoint = "admin/add-featured", input = PostUrl, output = Post<JsonText>)]
pub async fn add_featured(article: String) -> Result<Next, AppError> {
    let (request, by) = crate::accounts::actors::require_administrator()?;
    super::home::add_featured(&request.db, &by, &article).await?;
    Ok(Next::new("/bien-tap/trang-chu", "Đã đưa bài lên đầu trang chủ."))
}

/// Writes down what the home page shows by itself, so that it can be arranged.
#[server(prefix = "/api", endpoint = "admin/compose-home", input = PostUrl, output = Post<JsonText>)]
pub async fn compose_home() -> Result<Next, AppError> {
    let (request, by) = crate::accounts::actors::require_administrator()?;
    super::home_parts::compose(&request.db, &by).await?;
    Ok(Next::new("/bien-tap/trang-chu", "Từ giờ trang chủ theo danh sách này."))
}

/// Changes a part of the home page, or adds one where no id is given.
#[server(prefix = "/api", endpoint = "admin/save-home-part", input = PostUrl, output = Post<JsonText>)]
pub async fn save_home_part(
    #[server(default)] id: String,
    #[server(default)] shows: String,
    #[server(default)] length: String,
) -> Result<Next, AppError> {
    let (request, by) = crate::accounts::actors::require_administrator()?;
    super::home_parts::save_part(&request.db, &by, &id, &shows, &length).await?;
    Ok(Next::new("/bien-tap/trang-chu", "Đã lưu phần của trang chủ."))
}

#[server(prefix = "/api", endpoint = "admin/delete-home-part", input = PostUrl, output = Post<JsonText>)]
pub async fn delete_home_part(id: String) -> Result<Next, AppError> {
    let (request, by) = crate::accounts::actors::require_administrator()?;
    super::home_parts::delete_part(&request.db, &by, &id).await?;
    Ok(Next::new("/bien-tap/trang-chu", "Đã bỏ phần này khỏi trang chủ."))
}

#[server(prefix = "/api", endpoint = "admin/remove-featured", input = PostUrl, output = Post<JsonText>)]
pub async fn remove_featured(id: String) -> Result<Next, AppError> {
    let (request, by) = crate::accounts::actors::require_administrator()?;
    super::home::remove_featured(&request.db, &by, &id).await?;
    Ok(Next::new("/bien-tap/trang-chu", "Đã bỏ bài khỏi đầu trang chủ."))
}

#[server(prefix = "/api", endpoint = "admin/pages", input = GetUrl, output = Post<JsonText>)]
pub async fn list_pages() -> Result<Vec<PageLine>, AppError> {
    let (request, by) = crate::accounts::actors::require_administrator()?;
    super::pages::list_pages(&request.db, by.site).await
}

/// A page to be written.
#[server(prefix = "/api", endpoint = "admin/page", input = GetUrl, output = Post<JsonText>)]
pub async fn read_page_sheet(slug: String) -> Result<PageSheet, AppError> {
    let (request, by) = crate::accounts::actors::require_administrator()?;
    super::pages::read_sheet(&request.db, by.site, &slug).await
}

/// Changes a page, or adds one where no hash of an earlier version is given.
#[server(prefix = "/api", endpoint = "admin/save-page", input = PostUrl, output = Post<JsonText>)]
pub async fn save_page(
    #[server(default)] slug: String,
    #[server(default)] hash: String,
    title: String,
    #[server(default)] text: String,
    #[server(default)] drops: String,
) -> Result<Next, AppError> {
    use super::pages::{PageFields, save_page};
    let (request, by) = crate::accounts::actors::require_administrator()?;
    let slug = save_page(&request.db, &by, &PageFields { slug, title, text, hash, drops: drops == "1" }).await?;
    Ok(Next::new(format!("/bien-tap/trang/{slug}"), "Đã lưu trang. Người đọc thấy ngay bây giờ."))
}

#[server(prefix = "/api", endpoint = "admin/delete-page", input = PostUrl, output = Post<JsonText>)]
pub async fn delete_page(id: String) -> Result<Next, AppError> {
    let (request, by) = crate::accounts::actors::require_administrator()?;
    super::pages::delete_page(&request.db, &by, &id).await?;
    Ok(Next::new("/bien-tap/trang", "Đã xóa trang."))
}

#[server(prefix = "/api", endpoint = "admin/redirects", input = GetUrl, output = Post<JsonText>)]
pub async fn list_redirects(#[server(default)] q: String, #[server(default)] page: i64) -> Result<RedirectList, AppError> {
    let (request, by) = crate::accounts::actors::require_administrator()?;
    super::redirects::list_redirects(&request.db, by.site, &q, page).await
}

#[server(prefix = "/api", endpoint = "admin/add-redirect", input = PostUrl, output = Post<JsonText>)]
pub async fn add_redirect(from: String, to: String) -> Result<Next, AppError> {
    let (request, by) = crate::accounts::actors::require_administrator()?;
    super::redirects::add_redirect(&request.db, &by, &from, &to).await?;
    Ok(Next::new("/bien-tap/chuyen-huong", "Đã thêm chuyển hướng."))
}

#[server(prefix = "/api", endpoint = "admin/delete-redirect", input = PostUrl, output = Post<JsonText>)]
pub async fn delete_redirect(from: String) -> Result<Next, AppError> {
    let (request, by) = crate::accounts::actors::require_administrator()?;
    super::redirects::delete_redirect(&request.db, &by, &from).await?;
    Ok(Next::new("/bien-tap/chuyen-huong", "Đã bỏ chuyển hướng."))
}

/// Blanks a version of an article that readers no longer see, with its files and the reasons given with it; or, of any version, the reasons
/// alone. The password must have been given a moment ago.
#[server(prefix = "/api", endpoint = "admin/erase", input = PostUrl, output = Post<JsonText>)]
pub async fn erase_version(
    article: String,
    number: String,
    reason: String,
    #[server(default)] what: String,
    #[server(default)] confirm: String,
) -> Result<Next, AppError> {
    use super::erasing::{Erased, erase};
    let (request, by) = crate::accounts::actors::require_administrator()?;
    crate::accounts::own::confirm(&request, &by, confirm).await?;
    let what = Erased::parse(&what);
    erase(&request.db, &request.storage, &by, &article, &number, what, &reason).await?;
    let says = match what {
        Erased::Version => "Đã xóa nội dung, tệp và lý do của phiên bản. Mã băm được giữ lại.",
        Erased::Reasons => "Đã xóa lý do của phiên bản. Mã băm được giữ lại.",
    };
    Ok(Next::new("/bien-tap/xoa-du-lieu", says))
}

/// The audit log of the site and of the installation's accounts, newest first; of one action, or of all.
#[server(prefix = "/api", endpoint = "admin/log", input = GetUrl, output = Post<JsonText>)]
pub async fn read_log(#[server(default)] action: String, #[server(default)] before: i64) -> Result<LogView, AppError> {
    use crate::audit::{model::PAGE_LENGTH, store::list_entries};
    let (request, by) = crate::accounts::actors::require_administrator()?;
    let mut entries = list_entries(&request.db, by.site, &action, if before > 0 { before } else { i64::MAX }).await?;
    let more = entries.len() > PAGE_LENGTH;
    entries.truncate(PAGE_LENGTH);
    let before = if more { entries.last().map_or(0, |entry| entry.at) } else { 0 };
    Ok(LogView { action, entries, before })
}

/// Backups, free disk and clocks.
#[server(prefix = "/api", endpoint = "admin/health", input = GetUrl, output = Post<JsonText>)]
pub async fn read_health() -> Result<HealthView, AppError> {
    let (request, _) = crate::accounts::actors::require_administrator()?;
    Ok(HealthView {
        backups: crate::backup::status(&request.db, request.storage.folder()).await?,
        database_now: crate::db::now(&request.db).await?,
        server_now: crate::clock::now(),
    })
}
