//! Every address with who may ask for it: the one table that the router is built from and that requests are judged by.

use std::{collections::HashMap, sync::LazyLock};

use crate::accounts::permissions::{
    Door::{Change, Newsroom, Page, Plain, Read},
    Needs::{Administrator, Anyone, Member, Session, Writer},
    Rule,
};

const fn rule(path: &'static str, door: crate::accounts::permissions::Door, needs: crate::accounts::permissions::Needs) -> Rule {
    Rule { path, door, needs }
}

pub const RULES: &[Rule] = &[
    // Readers' pages.
    rule("/", Page, Anyone),
    rule("/bai-viet/{slug}", Page, Anyone),
    rule("/bai-viet/{slug}/phien-ban", Page, Anyone),
    rule("/chuyen-muc/{section}", Page, Anyone),
    rule("/trang/{slug}", Page, Anyone),
    rule("/thong-ke-truy-cap", Page, Anyone),
    rule("/tim-kiem", Page, Anyone),
    rule("/tac-gia/{slug}", Page, Anyone),
    rule("/tu-khoa/{slug}", Page, Anyone),
    rule("/luu-tru", Page, Anyone),
    rule("/luu-tru/{year}", Page, Anyone),
    rule("/luu-tru/{year}/{month}", Page, Anyone),
    rule("/luu-tru/{year}/{month}/{day}", Page, Anyone),
    // What readers' pages fetch.
    rule("/api/article/read", Read, Anyone),
    rule("/api/home/read", Read, Anyone),
    rule("/api/page/read", Read, Anyone),
    rule("/api/section/read", Read, Anyone),
    rule("/api/search/find", Read, Anyone),
    rule("/api/search/suggest", Read, Anyone),
    rule("/api/visits/days", Read, Anyone),
    // Plain routes for readers; the reading bar's form writes a cookie only.
    rule("/tiep-can", Plain, Anyone),
    rule("/tap-tin/{hash}/{name}", Plain, Anyone),
    rule("/mau/{file}", Plain, Anyone),
    rule("/rss.xml", Plain, Anyone),
    rule("/atom.xml", Plain, Anyone),
    rule("/feed.json", Plain, Anyone),
    rule("/chuyen-muc/{section}/rss.xml", Plain, Anyone),
    rule("/chuyen-muc/{section}/atom.xml", Plain, Anyone),
    rule("/chuyen-muc/{section}/feed.json", Plain, Anyone),
    rule("/sitemap.xml", Plain, Anyone),
    rule("/sitemap/{part}", Plain, Anyone),
    rule("/sitemap-tin-moi.xml", Plain, Anyone),
    rule("/robots.txt", Plain, Anyone),
    rule("/ws/truy-cap", Plain, Anyone),
    rule("/api/visits/view", Plain, Anyone),
    rule("/api/visits/renew", Plain, Anyone),
    rule("/api/visits/pixel.gif", Plain, Anyone),
    // Signing in.
    rule("/dang-nhap", Newsroom, Anyone),
    rule("/dang-nhap/ma", Newsroom, Session),
    rule("/dang-nhap/thiet-lap", Newsroom, Session),
    rule("/kich-hoat/{token}", Newsroom, Anyone),
    rule("/api/accounts/sign-in", Change, Anyone),
    rule("/api/accounts/code", Change, Session),
    rule("/api/accounts/sign-out", Change, Session),
    rule("/api/accounts/link", Read, Anyone),
    rule("/api/accounts/activate", Change, Anyone),
    rule("/api/accounts/second-factor", Read, Session),
    rule("/api/accounts/set-second-factor", Change, Session),
    // One's own account.
    rule("/bien-tap/toi", Newsroom, Member),
    rule("/bien-tap/toi/xac-thuc", Newsroom, Member),
    rule("/api/accounts/me", Read, Member),
    rule("/api/accounts/sessions", Read, Member),
    rule("/api/accounts/revoke-session", Change, Member),
    rule("/api/accounts/change-password", Change, Member),
    // The newsroom.
    rule("/bien-tap", Newsroom, Member),
    rule("/bien-tap/tin-bai/moi", Newsroom, Writer),
    rule("/bien-tap/tin-bai/{id}", Newsroom, Writer),
    rule("/bien-tap/tin-bai/{id}/so-sanh", Newsroom, Writer),
    rule("/bien-tap/tin-bai/{id}/cac-phien-ban", Newsroom, Writer),
    rule("/bien-tap/tin-bai/{id}/ghi-chu", Newsroom, Writer),
    rule("/bien-tap/tin-bai/{id}/ban-dang-soan", Newsroom, Writer),
    rule("/bien-tap/xem-truoc/{id}", Newsroom, Writer),
    rule("/ws/bien-tap", Plain, Writer),
    rule("/api/work/list", Read, Writer),
    rule("/api/work/piece", Read, Writer),
    rule("/api/work/begin", Read, Writer),
    rule("/api/work/versions", Read, Writer),
    rule("/api/work/kept", Read, Writer),
    rule("/api/work/give-up", Change, Writer),
    rule("/api/work/notes", Read, Writer),
    rule("/api/work/compare", Read, Writer),
    rule("/api/work/restore", Change, Writer),
    rule("/api/work/name-version", Change, Writer),
    rule("/api/work/keep", Plain, Writer),
    rule("/api/work/write", Plain, Writer),
    rule("/api/work/discard", Plain, Writer),
    rule("/api/work/save", Change, Writer),
    rule("/api/work/act", Change, Writer),
    rule("/api/work/note", Change, Writer),
    rule("/api/work/settle-note", Change, Writer),
    rule("/api/work/assign", Change, Writer),
    rule("/api/work/drop", Change, Writer),
    // The library of files.
    rule("/bien-tap/thu-vien", Newsroom, Writer),
    rule("/bien-tap/thu-vien/{id}", Newsroom, Writer),
    rule("/api/media/list", Read, Writer),
    rule("/api/media/views", Read, Writer),
    rule("/api/media/sheet", Read, Writer),
    rule("/api/media/describe", Change, Writer),
    rule("/api/media/rename-album", Change, Writer),
    rule("/api/media/upload", Plain, Writer),
    rule("/api/media/upload-form", Plain, Writer),
    rule("/api/media/replace", Plain, Writer),
    rule("/bien-tap/quy-trinh", Newsroom, Administrator),
    rule("/api/work/settings", Read, Administrator),
    rule("/api/work/save-settings", Change, Administrator),
    // Administration of the site.
    rule("/bien-tap/thong-tin-cong", Newsroom, Administrator),
    rule("/bien-tap/chuyen-muc", Newsroom, Administrator),
    rule("/bien-tap/cot-ben", Newsroom, Administrator),
    rule("/bien-tap/trang-chu", Newsroom, Administrator),
    rule("/bien-tap/trang", Newsroom, Administrator),
    rule("/bien-tap/trang-moi", Newsroom, Administrator),
    rule("/bien-tap/trang/{slug}", Newsroom, Administrator),
    rule("/bien-tap/chuyen-huong", Newsroom, Administrator),
    rule("/bien-tap/tim-kiem", Newsroom, Administrator),
    rule("/api/admin/abbreviations", Read, Administrator),
    rule("/api/admin/save-abbreviations", Change, Administrator),
    rule("/bien-tap/nhat-ky", Newsroom, Administrator),
    rule("/bien-tap/xoa-du-lieu", Newsroom, Administrator),
    rule("/api/admin/erase", Change, Administrator),
    rule("/bien-tap/sao-luu", Newsroom, Administrator),
    rule("/api/admin/identity", Read, Administrator),
    rule("/api/admin/save-identity", Change, Administrator),
    rule("/api/admin/save-notice", Change, Administrator),
    rule("/api/admin/save-colour", Change, Administrator),
    rule("/api/admin/save-mark", Change, Administrator),
    rule("/api/admin/remove-mark", Change, Administrator),
    rule("/api/admin/save-opening-visits", Change, Administrator),
    rule("/api/admin/move", Change, Administrator),
    rule("/api/admin/sections", Read, Administrator),
    rule("/api/admin/save-section", Change, Administrator),
    rule("/api/admin/delete-section", Change, Administrator),
    rule("/api/admin/side", Read, Administrator),
    rule("/api/admin/save-block", Change, Administrator),
    rule("/api/admin/delete-block", Change, Administrator),
    rule("/api/admin/save-link", Change, Administrator),
    rule("/api/admin/delete-link", Change, Administrator),
    rule("/api/admin/featured", Read, Administrator),
    rule("/api/admin/add-featured", Change, Administrator),
    rule("/api/admin/compose-home", Change, Administrator),
    rule("/api/admin/save-home-part", Change, Administrator),
    rule("/api/admin/delete-home-part", Change, Administrator),
    rule("/api/admin/remove-featured", Change, Administrator),
    rule("/api/admin/pages", Read, Administrator),
    rule("/api/admin/page", Read, Administrator),
    rule("/api/admin/save-page", Change, Administrator),
    rule("/api/admin/delete-page", Change, Administrator),
    rule("/api/admin/redirects", Read, Administrator),
    rule("/api/admin/add-redirect", Change, Administrator),
    rule("/api/admin/delete-redirect", Change, Administrator),
    rule("/api/admin/log", Read, Administrator),
    rule("/api/admin/health", Read, Administrator),
    // Administration of accounts.
    rule("/bien-tap/tai-khoan", Newsroom, Administrator),
    rule("/bien-tap/tai-khoan/{name}", Newsroom, Administrator),
    rule("/api/accounts/list", Read, Administrator),
    rule("/api/accounts/read", Read, Administrator),
    rule("/api/accounts/add", Change, Administrator),
    rule("/api/accounts/grant", Change, Administrator),
    rule("/api/accounts/disable", Change, Administrator),
    rule("/api/accounts/link-again", Change, Administrator),
];

static BY_PATH: LazyLock<HashMap<&'static str, &'static Rule>> =
    LazyLock::new(|| RULES.iter().map(|rule| (rule.path, rule)).collect());

/// The rule of an address. Server functions stand behind one pattern, so theirs is found by the address itself.
pub fn find_rule(pattern: &str, path: &str) -> Option<&'static Rule> {
    let key = if pattern == "/api/{*rest}" { path } else { pattern };
    BY_PATH.get(key).copied()
}

/// The template of an address as the table has it.
pub fn find_template(pattern: &str) -> Option<&'static str> {
    BY_PATH.get_key_value(pattern).map(|(path, _)| *path)
}

/// Whether the table has an address for a path.
pub fn is_listed(path: &str) -> bool {
    let fits = |pattern: &str, part: &str| pattern == part || (pattern.starts_with('{') && !part.is_empty());
    RULES.iter().any(|rule| {
        let (mut patterns, mut parts) = (rule.path.split('/'), path.split('/'));
        parts.by_ref().all(|part| patterns.next().is_some_and(|pattern| fits(pattern, part))) && patterns.next().is_none()
    })
}
