//! What makes one page of readers differ from another: of an address no more than its page knows.

use axum::http::{HeaderMap, Uri};

use super::cache::PageKey;
use crate::{
    http::{Client, Host, base_address},
    permissions::is_listed,
    reading::routes::from_headers,
    served::is_history,
    site::model::CurrentSite,
};

pub(super) const SEARCH: &str = "/tim-kiem";
/// Under these stand lists of several pages.
const PAGED: [&str; 4] = ["/chuyen-muc/", "/luu-tru/", "/tac-gia/", "/tu-khoa/"];
/// No longer than this many digits: a page number beyond is no page.
const LONGEST_PAGE_NUMBER: usize = 7;

impl PageKey {
    pub(super) fn of(site: &CurrentSite, client: Client, host: &Host, uri: &Uri, headers: &HeaderMap) -> Self {
        Self {
            site: site.id,
            base: base_address(site, client, host),
            path: normalised_path(uri),
            preferences: from_headers(headers),
            is_sparing: headers.get("save-data").is_some_and(|value| value.as_bytes().eq_ignore_ascii_case(b"on")),
        }
    }
}

/// Where an address leads whose path has empty parts: `//` anywhere, or a slash behind an address of the table. What an old site had with
/// such a slash is looked up with it.
pub(super) fn without_empty_parts(uri: &Uri) -> Option<String> {
    let path = uri.path();
    let has_slash_behind = path.strip_suffix('/').is_some_and(is_listed);
    if !has_slash_behind && !path.contains("//") {
        return None;
    }
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    let query = uri.query().map(|query| format!("?{query}")).unwrap_or_default();
    Some(format!("/{}{query}", parts.join("/")))
}

/// The path with the one parameter that pages know; all others would only fill the cache. A question stays as it is.
fn normalised_path(uri: &Uri) -> String {
    let path = uri.path();
    if path == SEARCH {
        return uri.path_and_query().map_or_else(|| SEARCH.to_owned(), ToString::to_string);
    }
    let number =
        uri.query().into_iter().flat_map(|query| query.split('&')).find_map(|pair| pair.strip_prefix("trang=")).map(|number| {
            if number.len() <= LONGEST_PAGE_NUMBER && number.bytes().all(|byte| byte.is_ascii_digit()) { number } else { "0" }
        });
    match number {
        Some(number) if is_history(path) || PAGED.iter().any(|place| path.starts_with(place)) => format!("{path}?trang={number}"),
        _ => path.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_page_has_one_address() {
        for (asked, leads) in [
            ("/trang/gioi-thieu/", Some("/trang/gioi-thieu")),
            ("/bai-viet/tin/phien-ban/?trang=2", Some("/bai-viet/tin/phien-ban?trang=2")),
            ("/tim-kiem/?q=a%2Fb/", Some("/tim-kiem?q=a%2Fb/")),
            ("/luu-tru/2026/", Some("/luu-tru/2026")),
            ("/tiep-can/", Some("/tiep-can")),
            ("/dang-nhap/", Some("/dang-nhap")),
            ("/trang//gioi-thieu//", Some("/trang/gioi-thieu")),
            ("//xau.example/", Some("/xau.example")),
            ("/", None),
            ("/trang/gioi-thieu", None),
            ("/trang/", None),
            ("/tin-tuc/2019/", None),
        ] {
            assert_eq!(without_empty_parts(&asked.parse().unwrap_or_default()).as_deref(), leads, "{asked}");
        }
    }

    #[test]
    fn an_address_keeps_the_one_parameter_that_its_page_knows() {
        for (asked, kept) in [
            ("/tu-khoa/tet?trang=2&utm_source=x", "/tu-khoa/tet?trang=2"),
            ("/bai-viet/tin/phien-ban?trang=2", "/bai-viet/tin/phien-ban?trang=2"),
            ("/bai-viet/tin/phien-ban?trang=hai", "/bai-viet/tin/phien-ban?trang=0"),
            ("/bai-viet/tin/phien-ban?trang=12345678", "/bai-viet/tin/phien-ban?trang=0"),
            ("/bai-viet/tin/phien-ban?utm_source=x", "/bai-viet/tin/phien-ban"),
            ("/bai-viet/tin?trang=2", "/bai-viet/tin"),
            ("/?trang=2", "/"),
            ("/tim-kiem?q=nh%C3%A0&trang=2", "/tim-kiem?q=nh%C3%A0&trang=2"),
        ] {
            assert_eq!(normalised_path(&asked.parse().unwrap_or_default()), kept, "{asked}");
        }
    }
}
