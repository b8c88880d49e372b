//! One file: what it looks like, what is kept with it, where it is used, and another in its place.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::{
    api::read_sheet,
    items::{MediaSheet, MediaUse, REPLACE},
    model::{Format, MediaKind, MediaView},
    newsroom::{KNOWN_ALBUMS, address, facts, known_albums, short_type, shown_name, thumbnail},
};
use crate::{
    text::dates,
    ui::{
        fields::{Area, Field, Hidden},
        form::{Form, FormState},
        head::titled,
        loaded::loaded,
    },
};

#[component]
pub fn FilePage() -> impl IntoView {
    let params = use_params_map();
    let state = FormState::current();
    let asked = move || (params.read().get("id").unwrap_or_default(), state.changes.get());
    let sheet = Resource::new(asked, |(id, _)| read_sheet(id));
    loaded(sheet, file)
}

fn file(sheet: MediaSheet) -> AnyView {
    let name = shown_name(&sheet.item.media);
    titled(&name);
    let album = sheet.item.album.clone();
    let album = (!album.is_empty()).then(|| view! { " › " <a href=address("", None, &album, 1)>{album.clone()}</a> });
    view! {
        <p class="breadcrumb"><a href="/bien-tap/thu-vien">"Thư viện tệp"</a> {album}</p>
        <h1>{name}</h1>
        <div class="sheet-columns">
            <div class="sheet-main">{shown(&sheet)} {description(&sheet)}</div>
            <aside class="sheet-side" aria-label="Về tệp này">{about(&sheet)} {uses(&sheet)} {marking(&sheet)} {replacing(&sheet)}</aside>
        </div>
    }
    .into_any()
}

fn shown(sheet: &MediaSheet) -> AnyView {
    let media = &sheet.item.media;
    let Some(fallback) = media.fallback().filter(|_| media.kind == MediaKind::Picture) else {
        let original = media.original().map(|original| original.url.clone());
        let opens = if media.kind == MediaKind::Video { "Xem video" } else { "Tải về" };
        return view! {
            <div class="media-shown media-shown-file">
                {thumbnail(media)}
                {original.map(|url| view! { <p><a class="button" href=url rel="external">{opens}</a></p> })}
            </div>
        }
        .into_any();
    };
    let alt = if sheet.item.alt.is_empty() { "Ảnh này chưa có mô tả".to_owned() } else { sheet.item.alt.clone() };
    let (width, height) = (media.width.to_string(), media.height.to_string());
    view! {
        <div class="media-shown">
            <picture>
                <source type="image/webp" srcset=media.srcset(Format::Webp) sizes="(min-width: 64rem) 40rem, calc(100vw - 2rem)"/>
                <img src=fallback.url.clone() alt=alt width=width height=height decoding="async"/>
            </picture>
        </div>
    }
    .into_any()
}

fn description(sheet: &MediaSheet) -> AnyView {
    let item = &sheet.item;
    let is_picture = item.media.kind == MediaKind::Picture;
    let (id, alt, caption, credit) = (item.media.id.clone(), item.alt.clone(), item.caption.clone(), item.credit.clone());
    let (album, known) = (item.album.clone(), known_albums(&sheet.albums));
    view! {
        <section class="panel" aria-labelledby="mo-ta">
            <h2 id="mo-ta">"Mô tả giữ cùng tệp"</h2>
            <Form action="media/describe">
                <Hidden name="id" value=id/>
                {if is_picture {
                    view! { <Area label="Mô tả ảnh cho người không nhìn thấy" name="alt" value=alt rows=2 hint="Nói điều ảnh cho thấy, một hai câu. Để trống nếu ảnh chỉ trang trí."/> }.into_any()
                } else {
                    view! { <Hidden name="alt" value=alt/> }.into_any()
                }}
                <Area label="Chú thích" name="caption" value=caption rows=2/>
                <Field label="Nguồn, người chụp" name="credit" value=credit hint="Điền sẵn khi chèn tệp vào bài mới. Bài đã có giữ lời của nó."/>
                <Field label="Thư mục" name="album" value=album list=KNOWN_ALBUMS hint="Chọn thư mục đã có hoặc gõ tên mới. Để trống thì tệp không thuộc thư mục nào."/>
                {known}
                <p class="buttons"><button type="submit" class="button button-main">"Lưu mô tả"</button></p>
            </Form>
        </section>
    }
    .into_any()
}

fn about(sheet: &MediaSheet) -> AnyView {
    let item = &sheet.item;
    let by = if sheet.uploaded_by.is_empty() { "nhập cùng tin bài".to_owned() } else { sheet.uploaded_by.clone() };
    view! {
        <section class="panel" aria-labelledby="ve-tep">
            <h2 id="ve-tep">"Về tệp"</h2>
            <dl class="facts">
                <dt>"Loại"</dt><dd>{kind_name(&item.media)}</dd>
                <dt>"Kích thước"</dt><dd>{facts(&item.media)}</dd>
                <dt>"Tải lên"</dt><dd>{dates::date_time(item.at)} ", " {by}</dd>
            </dl>
        </section>
    }
    .into_any()
}

fn kind_name(media: &MediaView) -> String {
    let kind = match media.kind {
        MediaKind::Picture => "Ảnh",
        MediaKind::File => "Tài liệu",
        MediaKind::Video => "Video",
    };
    format!("{kind} {}", short_type(media))
}

fn uses(sheet: &MediaSheet) -> AnyView {
    let one = |used: &MediaUse| {
        // Readers' pages belong to the other app.
        let outside = (!used.href.starts_with("/bien-tap")).then_some("external");
        view! { <li><a href=used.href.clone() rel=outside>{used.title.clone()}</a><br/><small>{used.state.clone()}</small></li> }
    };
    let listed = sheet.uses.iter().map(one).collect_view();
    let hidden = (sheet.hidden > 0).then(|| {
        let says =
            format!("{} {} bài khác mà bạn không mở được.", if sheet.uses.is_empty() { "Dùng ở" } else { "Và" }, sheet.hidden);
        view! { <p>{says}</p> }
    });
    let is_unused = sheet.uses.is_empty() && sheet.hidden == 0;
    view! {
        <section class="panel" aria-labelledby="noi-dang-dung">
            <h2 id="noi-dang-dung">{format!("Dùng ở {} bài", sheet.item.used)}</h2>
            {is_unused.then(|| view! { <p class="empty">"Chưa bài hay trang nào dùng tệp này."</p> })}
            {(!sheet.uses.is_empty()).then(|| view! { <ul role="list" class="media-uses">{listed}</ul> })}
            {hidden}
        </section>
    }
    .into_any()
}

fn marking(sheet: &MediaSheet) -> AnyView {
    if !sheet.may_mark {
        return ().into_any();
    }
    let id = sheet.item.media.id.clone();
    view! {
        <section class="panel" aria-labelledby="bieu-trung">
            <h2 id="bieu-trung">"Biểu trưng của cổng"</h2>
            <p>"Ảnh hiện ở đầu mọi trang và trên thẻ của trình duyệt."</p>
            <Form action="admin/save-mark" class="plain">
                <Hidden name="id" value=id/>
                <button type="submit" class="button">"Dùng làm biểu trưng"</button>
            </Form>
        </section>
    }
    .into_any()
}

/// A plain form: a browser sends it the same way with scripts and without.
fn replacing(sheet: &MediaSheet) -> AnyView {
    if !sheet.may_replace {
        return ().into_any();
    }
    let id = sheet.item.media.id.clone();
    view! {
        <section class="panel" aria-labelledby="thay-anh">
            <h2 id="thay-anh">"Thay bằng ảnh khác"</h2>
            <form method="post" action=REPLACE enctype="multipart/form-data" class="form">
                <input type="hidden" name="id" value=id/>
                <div class="field">
                    <label for="anh-moi">"Ảnh mới"</label>
                    <p class="hint" id="anh-moi-hint">"Mọi bài và trang đang dùng ảnh này hiện ảnh mới ngay, kể cả bài đã đăng. Mô tả và chú thích giữ nguyên. Việc thay được ghi vào nhật ký."</p>
                    <input type="file" id="anh-moi" name="tep" required=true accept="image/jpeg,image/png,image/webp,image/gif" aria-describedby="anh-moi-hint"/>
                </div>
                <p class="buttons"><button type="submit" class="button button-grave">"Thay ở mọi nơi"</button></p>
            </form>
        </section>
    }
    .into_any()
}
