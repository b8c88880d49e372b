//! Screens of the site itself: identity, menu, side column.

use leptos::prelude::*;

use super::{
    api::{list_sections, read_identity, read_side},
    model::{BlockLine, IdentityView, LinkLine, Ordered, SectionLine, SideView},
};
use crate::{
    section::model::SectionLink,
    text::numbers::grouped,
    ui::{
        fields::{Area, Choice, Confirm, Field, Hidden, Tick},
        form::{Form, FormState},
        head::titled,
        loaded::loaded,
    },
};

/// Two buttons that move a thing in its order.
#[component]
pub fn Arrange(
    kind: Ordered,
    #[prop(into)] id: String,
    #[prop(into)] name: String,
    is_first: bool,
    is_last: bool,
) -> impl IntoView {
    let button = |direction: &'static str, words: &'static str, is_end: bool| {
        (!is_end).then(|| {
            let says = format!("{words}: {name}");
            view! { <button type="submit" class="button button-small" name="direction" value=direction aria-label=says>{words}</button> }
        })
    };
    let buttons = (button("up", "Lên", is_first), button("down", "Xuống", is_last));
    view! {
        <Form action="admin/move" class="plain" key=format!("{}-{id}", kind.as_str())>
            <Hidden name="kind" value=kind.as_str()/>
            <Hidden name="id" value=id/>
            {buttons.0} {buttons.1}
        </Form>
    }
}

/// A button that takes a thing away.
#[component]
pub fn Remove(
    #[prop(into)] action: String,
    field: &'static str,
    #[prop(into)] id: String,
    #[prop(into)] name: String,
    words: &'static str,
) -> impl IntoView {
    let says = format!("{words}: {name}");
    let key = id.clone();
    view! {
        <Form action=action class="plain" key=key>
            <Hidden name=field value=id/>
            <button type="submit" class="button button-small button-grave" aria-label=says>{words}</button>
        </Form>
    }
}

#[component]
pub fn IdentityPage() -> impl IntoView {
    let state = FormState::current();
    let identity = Resource::new(move || state.changes.get(), |_| read_identity());
    titled("Thông tin cổng");
    loaded(identity, identity_forms)
}

fn identity_forms(identity: IdentityView) -> AnyView {
    let site = identity.site;
    view! {
        <h1>"Thông tin cổng"</h1>
        <section class="panel">
            <h2>"Thông báo khẩn"</h2>
            <Form action="admin/save-notice">
                <Area label="Thông báo" name="notice" value=identity.notice rows=2 hint="Hiện ở đầu mọi trang của người đọc. Bỏ trống để gỡ thông báo."/>
                <Field label="Liên kết" name="notice_url" value=identity.notice_url hint="Không bắt buộc, ví dụ /bai-viet/canh-bao-lu-quet"/>
                <p class="buttons"><button type="submit" class="button button-main">"Lưu thông báo"</button></p>
            </Form>
        </section>
        <section class="panel">
            <h2>"Tên và cơ quan"</h2>
            <Form action="admin/save-identity">
                <Field label="Tên cổng" name="name" value=site.name required=true/>
                <Field label="Tên ngắn" name="short_name" value=site.short_name required=true/>
                <Field label="Cơ quan cấp trên" name="parent" value=site.parent hint="Dòng nhỏ phía trên tên cổng."/>
                <Field label="Cơ quan chủ quản" name="governing_body" value=site.governing_body required=true/>
                <Field label="Người chịu trách nhiệm" name="responsible" value=site.responsible required=true/>
                <Field label="Địa chỉ trụ sở" name="address" value=site.address/>
                <Field label="Điện thoại" name="phone" inputmode="tel" value=site.phone/>
                <Field label="Thư điện tử" name="email" inputmode="email" value=site.email/>
                <Field label="Giấy phép" name="licence" value=site.licence/>
                <p class="buttons"><button type="submit" class="button button-main">"Lưu thông tin"</button></p>
            </Form>
        </section>
        <section class="panel">
            <h2>"Lượt truy cập chuyển từ trang cũ"</h2>
            <Form action="admin/save-opening-visits">
                <Field label="Số lượt" name="visits" inputmode="numeric" value=grouped(identity.opening_visits) hint="Cộng vào ô “Tất cả”; trang thống kê nói rõ số này."/>
                <Confirm/>
                <p class="buttons"><button type="submit" class="button">"Lưu số lượt"</button></p>
            </Form>
        </section>
    }
    .into_any()
}

#[component]
pub fn SectionsPage() -> impl IntoView {
    let state = FormState::current();
    let sections = Resource::new(move || state.changes.get(), |_| list_sections());
    titled("Chuyên mục và trình đơn");
    loaded(sections, section_list)
}

fn section_list(sections: Vec<SectionLine>) -> AnyView {
    let last = sections.len().saturating_sub(1);
    let lines: Vec<_> =
        sections.into_iter().enumerate().map(|(index, section)| section_line(section, index == 0, index == last)).collect();
    view! {
        <h1>"Chuyên mục và trình đơn"</h1>
        <p>"Thứ tự ở đây là thứ tự trên trình đơn và trang chủ. Địa chỉ của chuyên mục không đổi sau khi tạo, để liên kết đã lưu vẫn mở được."</p>
        {(!lines.is_empty()).then(|| view! { <ol role="list" class="arranged">{lines}</ol> })}
        <section class="panel">
            <h2>"Thêm chuyên mục"</h2>
            <Form action="admin/save-section" key="new">
                <Field label="Tên chuyên mục" name="name" required=true/>
                <Area label="Mô tả" name="description" rows=2/>
                <Tick label="Hiện trên trình đơn" name="in_menu" checked=true/>
                <p class="buttons"><button type="submit" class="button button-main">"Thêm chuyên mục"</button></p>
            </Form>
        </section>
    }
    .into_any()
}

fn section_line(section: SectionLine, is_first: bool, is_last: bool) -> AnyView {
    let SectionLine { id, slug, name, description, in_menu, articles } = section;
    let about =
        format!("/chuyen-muc/{slug} · {} tin bài{}", grouped(articles), if in_menu { "" } else { " · không hiện trên trình đơn" });
    let [moved, edited, removed] = [(); 3].map(|()| id.clone());
    let [shown, of_move, of_edit, of_remove] = [(); 4].map(|()| name.clone());
    let remove =
        (articles == 0).then(|| view! { <Remove action="admin/delete-section" field="id" id=removed name=of_remove words="Xóa"/> });
    view! {
        <li>
            <div class="arranged-head">
                <p><strong>{shown}</strong><br/><small>{about}</small></p>
                <div class="arranged-buttons"><Arrange kind=Ordered::Section id=moved name=of_move is_first is_last/> {remove}</div>
            </div>
            <details class="more">
                <summary>{format!("Sửa: {of_edit}")}</summary>
                <Form action="admin/save-section" key=id>
                    <Hidden name="id" value=edited/>
                    <Field label="Tên chuyên mục" name="name" value=name required=true/>
                    <Area label="Mô tả" name="description" value=description rows=2/>
                    <Tick label="Hiện trên trình đơn" name="in_menu" checked=in_menu/>
                    <p class="buttons"><button type="submit" class="button">"Lưu chuyên mục"</button></p>
                </Form>
            </details>
        </li>
    }
    .into_any()
}

#[component]
pub fn SidePage() -> impl IntoView {
    let state = FormState::current();
    let side = Resource::new(move || state.changes.get(), |_| read_side());
    titled("Cột bên");
    loaded(side, side_forms)
}

fn side_forms(side: SideView) -> AnyView {
    let options: Vec<(String, String)> = side.sections.into_iter().map(|SectionLink { slug, name }| (slug, name)).collect();
    let (last_block, last_link) = (side.blocks.len().saturating_sub(1), side.links.len().saturating_sub(1));
    let blocks: Vec<_> = side
        .blocks
        .into_iter()
        .enumerate()
        .map(|(index, block)| block_line(block, options.clone(), index == 0, index == last_block))
        .collect();
    let links: Vec<_> =
        side.links.into_iter().enumerate().map(|(index, link)| link_line(link, index == 0, index == last_link)).collect();
    view! {
        <h1>"Cột bên"</h1>
        <section class="panel">
            <h2>"Khối tin mới của chuyên mục"</h2>
            {(!blocks.is_empty()).then(|| view! { <ol role="list" class="arranged">{blocks}</ol> })}
            <details class="more">
                <summary>"Thêm khối"</summary>
                <Form action="admin/save-block" key="new">
                    <Field label="Tên khối" name="title" required=true/>
                    <Choice label="Chuyên mục" name="section" options/>
                    <Field label="Số bài" name="length" inputmode="numeric" value="5"/>
                    <p class="buttons"><button type="submit" class="button button-main">"Thêm khối"</button></p>
                </Form>
            </details>
        </section>
        <section class="panel">
            <h2>"Liên kết website"</h2>
            {(!links.is_empty()).then(|| view! { <ol role="list" class="arranged">{links}</ol> })}
            <details class="more">
                <summary>"Thêm liên kết"</summary>
                <Form action="admin/save-link" key="new">
                    <Field label="Tên trang" name="name" required=true/>
                    <Field label="Địa chỉ" name="url" kind="url" required=true/>
                    <p class="buttons"><button type="submit" class="button button-main">"Thêm liên kết"</button></p>
                </Form>
            </details>
        </section>
    }
    .into_any()
}

fn block_line(block: BlockLine, options: Vec<(String, String)>, is_first: bool, is_last: bool) -> AnyView {
    let BlockLine { id, title, section, length } = block;
    let [moved, edited, removed] = [(); 3].map(|()| id.clone());
    let [shown, of_move, of_edit, of_remove] = [(); 4].map(|()| title.clone());
    view! {
        <li>
            <div class="arranged-head">
                <p><strong>{shown}</strong><br/><small>{format!("{length} bài mới nhất của /chuyen-muc/{section}")}</small></p>
                <div class="arranged-buttons">
                    <Arrange kind=Ordered::Block id=moved name=of_move is_first is_last/>
                    <Remove action="admin/delete-block" field="id" id=removed name=of_remove words="Bỏ"/>
                </div>
            </div>
            <details class="more">
                <summary>{format!("Sửa: {of_edit}")}</summary>
                <Form action="admin/save-block" key=id>
                    <Hidden name="id" value=edited/>
                    <Field label="Tên khối" name="title" value=title required=true/>
                    <Choice label="Chuyên mục" name="section" options value=section/>
                    <Field label="Số bài" name="length" inputmode="numeric" value=length.to_string()/>
                    <p class="buttons"><button type="submit" class="button">"Lưu khối"</button></p>
                </Form>
            </details>
        </li>
    }
    .into_any()
}

fn link_line(link: LinkLine, is_first: bool, is_last: bool) -> AnyView {
    let LinkLine { id, name, url } = link;
    let [moved, edited, removed] = [(); 3].map(|()| id.clone());
    let [shown, of_move, of_edit, of_remove] = [(); 4].map(|()| name.clone());
    view! {
        <li>
            <div class="arranged-head">
                <p><strong>{shown}</strong><br/><small>{url.clone()}</small></p>
                <div class="arranged-buttons">
                    <Arrange kind=Ordered::WebLink id=moved name=of_move is_first is_last/>
                    <Remove action="admin/delete-link" field="id" id=removed name=of_remove words="Bỏ"/>
                </div>
            </div>
            <details class="more">
                <summary>{format!("Sửa: {of_edit}")}</summary>
                <Form action="admin/save-link" key=id>
                    <Hidden name="id" value=edited/>
                    <Field label="Tên trang" name="name" value=name required=true/>
                    <Field label="Địa chỉ" name="url" kind="url" value=url required=true/>
                    <p class="buttons"><button type="submit" class="button">"Lưu liên kết"</button></p>
                </Form>
            </details>
        </li>
    }
    .into_any()
}
