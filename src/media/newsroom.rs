//! The library of files: finding, uploading, and where each is used.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::{
    api::list_media,
    items::{ALBUM_FIELD, Album, MediaItem, MediaPage, PAGE_LENGTH, UNFILED, UPLOAD_FORM},
    model::{MediaKind, MediaView},
};
use crate::{
    text::{
        addresses::percent_encoded,
        dates,
        numbers::{byte_size, grouped},
    },
    ui::{
        fields::{Field, Hidden},
        form::{FoldedForm, FormState},
        head::titled,
        loaded::loaded,
        paging::paging,
    },
};

const LIBRARY: &str = "/bien-tap/thu-vien";
const ACCEPTED: &str =
    "image/jpeg,image/png,image/webp,image/gif,video/mp4,video/webm,.pdf,.doc,.docx,.xls,.xlsx,.ppt,.pptx,.odt,.ods,.odp,.zip";
const WHAT_IS_TAKEN: &str = "Ảnh JPEG, PNG, WebP, GIF đến 20 MB. PDF, Word, Excel, PowerPoint, OpenDocument, ZIP, video MP4 và WebM, phụ đề WebVTT đến 200 MB.";
/// A list of many pages is gone through by searching.
const MOST_PAGES: i64 = 5000;
/// Where fields find the names of the albums there are.
pub(super) const KNOWN_ALBUMS: &str = "cac-thu-muc";

#[component]
pub fn LibraryPage() -> impl IntoView {
    let query = use_query_map();
    let state = FormState::current();
    let asked = move || {
        let query = query.read();
        let given = |name| query.get(name).unwrap_or_default();
        let kind = kind_of(&given("loai")).map_or("", MediaKind::as_str);
        (given("q"), kind.to_owned(), given(ALBUM_FIELD), given("trang").parse().unwrap_or(1), state.changes.get())
    };
    let media = Resource::new(asked, |(q, kind, album, page, _)| list_media(q, kind, album, page));
    titled("Thư viện tệp");
    view! {
        <div class="desk-head"><h1>"Thư viện tệp"</h1></div>
        <UploadDesk/>
        {loaded(media, library)}
    }
}

/// A plain form with files. Where scripts run, `library.ts` takes it over, and `screens.ts` shows what has come in.
#[component]
fn UploadDesk() -> impl IntoView {
    let query = use_query_map();
    // Whoever looks into an album adds to it.
    let album = move || query.read().get(ALBUM_FIELD).filter(|album| album != UNFILED).unwrap_or_default();
    view! {
        <upload-desk class="upload">
            <form method="post" action=UPLOAD_FORM enctype="multipart/form-data" class="upload-form" aria-label="Tải tệp lên">
                <div class="field">
                    <label for="thu-muc-moi">"Thư mục"</label>
                    <p class="hint" id="thu-muc-moi-hint">"Cho các tệp sắp tải lên. Chọn thư mục đã có hoặc gõ tên mới; để trống cũng được."</p>
                    <input type="text" id="thu-muc-moi" name=ALBUM_FIELD value=album list=KNOWN_ALBUMS autocomplete="off" aria-describedby="thu-muc-moi-hint" data-album=""/>
                </div>
                <div class="field">
                    <label for="tep">"Tải tệp lên"</label>
                    <p class="hint" id="tep-hint">{WHAT_IS_TAKEN} <span class="upload-live">" Chọn nhiều tệp một lúc, kéo tệp thả vào trang, hoặc dán ảnh bằng Ctrl+V."</span></p>
                    <input type="file" id="tep" name="tep" multiple=true required=true accept=ACCEPTED aria-describedby="tep-hint"/>
                </div>
                <button type="submit" class="button button-main upload-plain">"Tải lên"</button>
            </form>
            <ul role="list" class="queue" aria-label="Tệp đang tải lên" data-queue="" hidden=true></ul>
            <p role="status" class="visually-hidden" data-says=""></p>
        </upload-desk>
    }
}

fn library(page: MediaPage) -> AnyView {
    let chosen = MediaKind::parse(&page.kind);
    let kinds = [None, Some(MediaKind::Picture), Some(MediaKind::File), Some(MediaKind::Video)].into_iter().map(|kind| {
        let name = kind.map_or("Tất cả", MediaKind::plural);
        view! { <li><a href=address(&page.q, kind, &page.album, 1) aria-current=(kind == chosen).then_some("page")>{name}</a></li> }
    });
    let pages = ((page.total + PAGE_LENGTH - 1) / PAGE_LENGTH).min(MOST_PAGES);
    let is_searching = !page.q.is_empty();
    let found = if page.items.is_empty() {
        empty(&page, chosen)
    } else {
        let cards = page.items.iter().map(card).collect_view();
        view! { <ul role="list" class="media-cards" aria-label="Các tệp">{cards}</ul> }.into_any()
    };
    let count = format!("{} tệp", grouped(page.total));
    let clear = address("", chosen, &page.album, 1);
    let (q, kind) = (page.q.clone(), chosen.map(word_of).unwrap_or_default());
    view! {
        <form method="get" action=LIBRARY class="filter" role="search" aria-label="Tìm trong thư viện">
            <label for="q">"Tìm tệp"</label>
            <input type="search" id="q" name="q" value=q placeholder="Tên, mô tả, chú thích, nguồn"/>
            {album_choice(&page)}
            {(!kind.is_empty()).then(|| view! { <input type="hidden" name="loai" value=kind/> })}
            <button type="submit" class="button">"Tìm"</button>
            {is_searching.then(|| view! { <a href=clear>"Bỏ tìm"</a> })}
        </form>
        <nav aria-label="Loại tệp"><ul role="list" class="tabs">{kinds.collect_view()}</ul></nav>
        <p class="meta" role="status">{if is_searching { format!("Tìm thấy {count}") } else { format!("Có {count}") }}</p>
        {found}
        {paging(page.page, pages, ["Mới hơn", "Cũ hơn"], |number| address(&page.q, chosen, &page.album, number))}
        {renaming(&page)}
        {known_albums(&page.albums)}
    }
    .into_any()
}

/// Nothing to choose from where nothing is filed.
fn album_choice(page: &MediaPage) -> AnyView {
    if page.albums.is_empty() && page.album.is_empty() {
        return ().into_any();
    }
    let option = |value: String, words: String| {
        let selected = value == page.album;
        view! { <option value=value selected=selected>{words}</option> }
    };
    let albums = page.albums.iter().map(|album| option(album.name.clone(), format!("{} ({})", album.name, grouped(album.count))));
    // An album whose last file has gone is still what was asked for.
    let is_known = page.album.is_empty() || page.album == UNFILED || page.albums.iter().any(|album| album.name == page.album);
    view! {
        <label for=ALBUM_FIELD>"Thư mục"</label>
        <select id=ALBUM_FIELD name=ALBUM_FIELD>
            {option(String::new(), "Mọi thư mục".into())}
            {albums.collect_view()}
            {(!is_known).then(|| option(page.album.clone(), format!("{} (0)", page.album)))}
            {option(UNFILED.into(), "Chưa xếp thư mục".into())}
        </select>
    }
    .into_any()
}

fn renaming(page: &MediaPage) -> AnyView {
    if !page.albums.iter().any(|album| album.name == page.album) {
        return ().into_any();
    }
    let album = page.album.clone();
    view! {
        <FoldedForm summary="Đổi tên thư mục này" action="media/rename-album" key="">
            <Hidden name="from" value=album.clone()/>
            <Field label="Tên mới" name="album" value=album hint="Tên của thư mục đã có thì hai thư mục thành một. Để trống thì bỏ thư mục; các tệp vẫn còn."/>
            <p class="buttons"><button type="submit" class="button">"Đổi tên"</button></p>
        </FoldedForm>
    }
    .into_any()
}

pub(super) fn known_albums(albums: &[Album]) -> AnyView {
    let options = albums.iter().map(|album| view! { <option value=album.name.clone()></option> }).collect_view();
    view! { <datalist id=KNOWN_ALBUMS>{options}</datalist> }.into_any()
}

fn empty(page: &MediaPage, chosen: Option<MediaKind>) -> AnyView {
    if page.total > 0 {
        let first = address(&page.q, chosen, &page.album, 1);
        return view! { <p class="empty">"Không có trang này. " <a href=first>"Về trang đầu"</a></p> }.into_any();
    }
    if !page.q.is_empty() {
        let says = format!(
            "Không có tệp nào khớp với “{}”. Tìm được cả khi gõ không dấu; mỗi từ phải có trong tên, mô tả, chú thích hoặc nguồn.",
            page.q
        );
        return view! { <p class="empty">{says}</p> }.into_any();
    }
    let says = match chosen {
        _ if page.album == UNFILED => "Không có tệp nào chưa xếp vào thư mục.",
        _ if !page.album.is_empty() => "Không có tệp nào như vậy trong thư mục này.",
        None => "Thư viện chưa có tệp nào. Ảnh và tài liệu tải lên ở đây dùng được trong mọi tin bài.",
        Some(MediaKind::Picture) => "Thư viện chưa có ảnh nào.",
        Some(MediaKind::File) => "Thư viện chưa có tài liệu nào.",
        Some(MediaKind::Video) => "Thư viện chưa có video nào.",
    };
    view! { <p class="empty">{says}</p> }.into_any()
}

fn card(item: &MediaItem) -> impl IntoView + use<> {
    let media = &item.media;
    let href = format!("{LIBRARY}/{}", media.id);
    let uses = match item.used {
        0 => view! { <span>"chưa dùng"</span> }.into_any(),
        used => view! { <a href=format!("{href}#noi-dang-dung")>{format!("dùng ở {} bài", grouped(used))}</a> }.into_any(),
    };
    let lacks_alt = media.kind == MediaKind::Picture && item.alt.is_empty();
    view! {
        <li class="media-card">
            <a href=href class="media-open">{thumbnail(media)} <span class="media-name">{shown_name(media)}</span></a>
            <p class="media-facts">{facts(media)}</p>
            <p class="media-facts"><span>{dates::date(item.at)}</span> {uses} {lacks_alt.then(|| view! { <span class="media-lacks">"thiếu mô tả"</span> })}</p>
        </li>
    }
}

/// Decoration beside the name.
pub(super) fn thumbnail(media: &MediaView) -> AnyView {
    match media.thumbnail().filter(|_| media.kind == MediaKind::Picture) {
        Some(small) => {
            let (width, height) = (small.width.to_string(), small.height.to_string());
            view! {
                <span class="media-thumb">
                    <img src=small.url.clone() alt="" width=width height=height loading="lazy" decoding="async"/>
                </span>
            }
            .into_any()
        }
        None => view! { <span class="media-thumb media-thumb-file" aria-hidden="true">{short_type(media)}</span> }.into_any(),
    }
}

/// "Ảnh JPEG, 1600×1067, 240,3 kB".
pub(super) fn facts(media: &MediaView) -> String {
    let size = byte_size(media.bytes.unsigned_abs());
    match media.kind {
        MediaKind::Picture => format!("{}×{} · {size}", media.width, media.height),
        _ => format!("{} · {size}", short_type(media)),
    }
}

/// A file may have come without a name.
pub(super) fn shown_name(media: &MediaView) -> String {
    if media.name.is_empty() { "Tệp không tên".into() } else { media.name.clone() }
}

pub(super) fn short_type(media: &MediaView) -> String {
    let address = media.original().map(|original| original.url.as_str()).unwrap_or_default();
    match (media.kind, address.rsplit_once('.')) {
        (MediaKind::Picture, _) => media.mime.rsplit('/').next().unwrap_or_default().to_uppercase(),
        (_, Some((_, extension))) => extension.to_uppercase(),
        _ => "TỆP".into(),
    }
}

fn word_of(kind: MediaKind) -> &'static str {
    match kind {
        MediaKind::Picture => "anh",
        MediaKind::File => "tai-lieu",
        MediaKind::Video => "video",
    }
}

fn kind_of(word: &str) -> Option<MediaKind> {
    [MediaKind::Picture, MediaKind::File, MediaKind::Video].into_iter().find(|kind| word_of(*kind) == word)
}

/// Of the library's page that shows this.
pub(super) fn address(q: &str, kind: Option<MediaKind>, album: &str, page: i64) -> String {
    let mut parts = Vec::new();
    if !q.is_empty() {
        parts.push(format!("q={}", percent_encoded(q)));
    }
    if let Some(kind) = kind {
        parts.push(format!("loai={}", word_of(kind)));
    }
    if !album.is_empty() {
        parts.push(format!("{ALBUM_FIELD}={}", percent_encoded(album)));
    }
    if page > 1 {
        parts.push(format!("trang={page}"));
    }
    if parts.is_empty() { LIBRARY.to_owned() } else { format!("{LIBRARY}?{}", parts.join("&")) }
}
