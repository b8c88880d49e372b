//! The screen of the side column: blocks, and links to others.

use leptos::prelude::*;

use super::{
    api::read_side,
    model::{BlockLine, LinkLine, Ordered, SideView},
    newsroom::{Arrange, Remove},
};
use crate::{
    section::model::SectionLink,
    ui::{
        fields::{Choice, Field, Hidden},
        form::{FoldedForm, FormState},
        head::titled,
        loaded::loaded,
    },
};

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
            <FoldedForm summary="Thêm khối" action="admin/save-block" key="new">
                <Field label="Tên khối" name="title" required=true/>
                <Choice label="Chuyên mục" name="section" options/>
                <Field label="Số bài" name="length" inputmode="numeric" value="5"/>
                <p class="buttons"><button type="submit" class="button button-main">"Thêm khối"</button></p>
            </FoldedForm>
        </section>
        <section class="panel">
            <h2>"Liên kết website"</h2>
            {(!links.is_empty()).then(|| view! { <ol role="list" class="arranged">{links}</ol> })}
            <FoldedForm summary="Thêm liên kết" action="admin/save-link" key="new">
                <Field label="Tên trang" name="name" required=true/>
                <Field label="Địa chỉ" name="url" kind="url" required=true/>
                <p class="buttons"><button type="submit" class="button button-main">"Thêm liên kết"</button></p>
            </FoldedForm>
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
                    <Remove action="admin/delete-block" field="id" id=removed name=of_remove words="Bỏ" asks="Khối mất khỏi cột bên của mọi trang. Các bài trong khối vẫn còn."/>
                </div>
            </div>
            <FoldedForm summary=format!("Sửa: {of_edit}") action="admin/save-block" key=id>
                <Hidden name="id" value=edited/>
                <Field label="Tên khối" name="title" value=title required=true/>
                <Choice label="Chuyên mục" name="section" options value=section/>
                <Field label="Số bài" name="length" inputmode="numeric" value=length.to_string()/>
                <p class="buttons"><button type="submit" class="button">"Lưu khối"</button></p>
            </FoldedForm>
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
                    <Remove action="admin/delete-link" field="id" id=removed name=of_remove words="Bỏ" asks="Liên kết mất khỏi cột bên của mọi trang; tên và địa chỉ không lấy lại được."/>
                </div>
            </div>
            <FoldedForm summary=format!("Sửa: {of_edit}") action="admin/save-link" key=id>
                <Hidden name="id" value=edited/>
                <Field label="Tên trang" name="name" value=name required=true/>
                <Field label="Địa chỉ" name="url" kind="url" value=url required=true/>
                <p class="buttons"><button type="submit" class="button">"Lưu liên kết"</button></p>
            </FoldedForm>
        </li>
    }
    .into_any()
}
