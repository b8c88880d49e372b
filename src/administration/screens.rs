//! Screens of what the site holds besides articles: home page, pages, abbreviations.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::{
    api::{list_pages, read_abbreviations, read_featured, read_page_sheet},
    model::{AbbreviationsView, FeaturedLine, FeaturedView, HomePartLine, KIND_MARK, Ordered, PageLine, PageSheet},
    newsroom::{Arrange, Remove},
};
use crate::{
    home::model::PartKind,
    section::model::SectionLink,
    text::dates,
    ui::{
        fields::{Area, Choice, Field, Hidden, Tick},
        form::{FoldedForm, Form, FormState},
        head::titled,
        loaded::loaded,
    },
};

#[component]
pub fn FeaturedPage() -> impl IntoView {
    let state = FormState::current();
    let featured = Resource::new(move || state.changes.get(), |_| read_featured());
    titled("Trang chủ");
    loaded(featured, featured_forms)
}

fn featured_forms(view: FeaturedView) -> AnyView {
    let last = view.featured.len().saturating_sub(1);
    let placed = view.featured.into_iter().enumerate().map(|(index, line)| {
        let FeaturedLine { id, title, published_at, .. } = line;
        let [moved, removed] = [(); 2].map(|()| id.clone());
        let [shown, of_move, of_remove] = [(); 3].map(|()| title.clone());
        view! {
            <li>
                <div class="arranged-head">
                    <p><strong>{shown}</strong><br/><small>{format!("{} · đăng {}", if index == 0 { "tin chính" } else { "tin nổi bật" }, dates::date(published_at))}</small></p>
                    <div class="arranged-buttons">
                        <Arrange kind=Ordered::Featured id=moved name=of_move is_first=index == 0 is_last=index == last/>
                        <Remove action="admin/remove-featured" field="id" id=removed name=of_remove words="Bỏ"/>
                    </div>
                </div>
            </li>
        }
    });
    let placed: Vec<_> = placed.collect();
    let none_placed = placed.is_empty();
    let others = view.others.into_iter().map(|line| {
        let FeaturedLine { id, slug, title, published_at } = line;
        let says = format!("Đưa lên: {title}");
        view! {
            <li>
                <div class="arranged-head">
                    <p>{title}<br/><small>{format!("đăng {}", dates::date(published_at))}</small></p>
                    <Form action="admin/add-featured" class="plain" key=id>
                        <Hidden name="article" value=slug/>
                        <button type="submit" class="button button-small" aria-label=says>"Đưa lên"</button>
                    </Form>
                </div>
            </li>
        }
    });
    let others: Vec<_> = others.collect();
    let no_others = others.is_empty();
    let parts = part_list(view.parts, view.sections);
    view! {
        <h1>"Trang chủ"</h1>
        <section class="panel">
            <h2>"Đầu trang chủ"</h2>
            <p>"Bốn bài, theo thứ tự. Không chọn bài nào thì đầu trang chủ là các bài mới nhất."</p>
            {(!none_placed).then(|| view! { <ol role="list" class="arranged">{placed}</ol> })}
            <Form action="admin/add-featured">
                <Field label="Địa chỉ bài cần đưa lên" name="article" required=true hint="Ví dụ /bai-viet/le-khai-giang, hoặc chọn trong các bài mới dưới đây."/>
                <p class="buttons"><button type="submit" class="button button-main">"Đưa lên đầu trang chủ"</button></p>
            </Form>
        </section>
        {parts}
        <section class="panel">
            <h2>"Bài mới"</h2>
            {if no_others {
                view! { <p class="empty">"Chưa có bài nào khác."</p> }.into_any()
            } else {
                view! { <ul role="list" class="arranged">{others}</ul> }.into_any()
            }}
        </section>
    }
    .into_any()
}

fn part_list(parts: Vec<HomePartLine>, sections: Vec<SectionLink>) -> AnyView {
    if parts.is_empty() {
        return view! {
            <section class="panel">
                <h2>"Các phần dưới đầu trang"</h2>
                <p>"Cổng chưa sắp riêng: trang chủ hiện tin mới, tin đọc nhiều, rồi từng chuyên mục theo thứ tự trình đơn."</p>
                <Form action="admin/compose-home">
                    <p class="buttons"><button type="submit" class="button">"Sắp riêng"</button></p>
                </Form>
            </section>
        }
        .into_any();
    }
    let kind = |kind: PartKind| (format!("{KIND_MARK}{}", kind.as_str()), kind.name().to_owned());
    let options: Vec<(String, String)> = [kind(PartKind::Newest), kind(PartKind::MostRead)]
        .into_iter()
        .chain(sections.into_iter().map(|SectionLink { slug, name }| (slug, name)))
        .collect();
    let last = parts.len() - 1;
    let lines = parts.into_iter().enumerate().map(|(index, part)| {
        let HomePartLine { id, kind: part_kind, section, name, length } = part;
        let shows = if part_kind == PartKind::Section { section } else { kind(part_kind).0 };
        let [moved, edited, removed] = [(); 3].map(|()| id.clone());
        let [shown, of_move, of_edit] = [(); 3].map(|()| name.clone());
        let options = options.clone();
        view! {
            <li>
                <div class="arranged-head">
                    <p><strong>{shown}</strong><br/><small>{format!("{length} bài")}</small></p>
                    <div class="arranged-buttons">
                        <Arrange kind=Ordered::HomePart id=moved name=of_move is_first=index == 0 is_last=index == last/>
                        <Remove action="admin/delete-home-part" field="id" id=removed name=name words="Bỏ phần"/>
                    </div>
                </div>
                <FoldedForm summary=format!("Sửa: {of_edit}") action="admin/save-home-part" key=id>
                    <Hidden name="id" value=edited/>
                    <Choice label="Hiện" name="shows" options value=shows/>
                    <Field label="Số bài" name="length" inputmode="numeric" value=length.to_string()/>
                    <p class="buttons"><button type="submit" class="button">"Lưu phần này"</button></p>
                </FoldedForm>
            </li>
        }
    });
    let lines: Vec<_> = lines.collect();
    view! {
        <section class="panel">
            <h2>"Các phần dưới đầu trang"</h2>
            <p>"Theo thứ tự này. Phần chưa có bài không hiện. Bỏ hết các phần thì trang chủ lại tự sắp theo trình đơn."</p>
            <ol role="list" class="arranged">{lines}</ol>
            <FoldedForm summary="Thêm phần" action="admin/save-home-part" key="new">
                <Choice label="Hiện" name="shows" options/>
                <Field label="Số bài" name="length" inputmode="numeric" value="4"/>
                <p class="buttons"><button type="submit" class="button button-main">"Thêm phần"</button></p>
            </FoldedForm>
        </section>
    }
    .into_any()
}

#[component]
pub fn PagesPage() -> impl IntoView {
    let state = FormState::current();
    let pages = Resource::new(move || state.changes.get(), |_| list_pages());
    titled("Trang");
    loaded(pages, page_list)
}

const PAGE_LOST: &str = "Trang mất khỏi cổng cùng toàn bộ nội dung, và không lấy lại được.";

fn page_list(pages: Vec<PageLine>) -> AnyView {
    let last = pages.len().saturating_sub(1);
    let lines = pages.into_iter().enumerate().map(|(index, page)| {
        let PageLine { id, slug, title, updated_at } = page;
        let [moved, removed] = [(); 2].map(|()| id.clone());
        let [shown, of_move, of_remove] = [(); 3].map(|()| title.clone());
        view! {
            <li>
                <div class="arranged-head">
                    <p><a href=format!("/bien-tap/trang/{slug}")>{shown}</a><br/><small>{format!("/trang/{slug} · sửa {}", dates::date_time(updated_at))}</small></p>
                    <div class="arranged-buttons">
                        <Arrange kind=Ordered::Page id=moved name=of_move is_first=index == 0 is_last=index == last/>
                        <Remove action="admin/delete-page" field="id" id=removed name=of_remove words="Xóa" asks=PAGE_LOST/>
                    </div>
                </div>
            </li>
        }
    });
    let lines: Vec<_> = lines.collect();
    let is_empty = lines.is_empty();
    view! {
        <div class="desk-head">
            <h1>"Trang"</h1>
            <p><a class="button button-main" href="/bien-tap/trang-moi">"Thêm trang"</a></p>
        </div>
        <p>"Các trang không có ngày, đứng ở chân mọi trang theo thứ tự này."</p>
        {if is_empty {
            view! { <p class="empty">"Chưa có trang nào."</p> }.into_any()
        } else {
            view! { <ol role="list" class="arranged">{lines}</ol> }.into_any()
        }}
    }
    .into_any()
}

#[component]
pub fn NewPagePage() -> impl IntoView {
    titled("Thêm trang");
    page_sheet(PageSheet::default())
}

#[component]
pub fn PageSheetPage() -> impl IntoView {
    let params = use_params_map();
    let state = FormState::current();
    let asked = move || (params.read().get("slug").unwrap_or_default(), state.changes.get());
    let sheet = Resource::new(asked, |(slug, _)| read_page_sheet(slug));
    loaded(sheet, page_sheet)
}

fn page_sheet(sheet: PageSheet) -> AnyView {
    const HINT: &str = "Cách một dòng trống giữa các đoạn. Dòng bắt đầu bằng ## là đề mục, - là gạch đầu dòng. Dòng [[khối…]] giữ chỗ cho ảnh, bảng.";
    let is_new = sheet.hash.is_empty();
    let heading = if is_new { "Thêm trang".to_owned() } else { sheet.title.clone() };
    if !is_new {
        titled(&sheet.title);
    }
    let keeps_blocks = sheet.text.contains("[[khối ");
    let live =
        (!is_new).then(|| view! { <p><a href=format!("/trang/{}", sheet.slug) rel="external">"Xem trang trên cổng"</a></p> });
    view! {
        <p class="breadcrumb"><a href="/bien-tap/trang">"Trang"</a></p>
        <h1>{heading}</h1>
        {live}
        <Form action="admin/save-page">
            <Hidden name="slug" value=sheet.slug/>
            <Hidden name="hash" value=sheet.hash/>
            <Field label="Tiêu đề" name="title" value=sheet.title required=true/>
            <Area label="Nội dung" name="text" value=sheet.text rows=20 hint=HINT/>
            {keeps_blocks.then(|| view! { <Tick label="Bỏ hẳn các khối đã xóa dòng" name="drops"/> })}
            <p class="buttons"><button type="submit" class="button button-main">"Lưu và đăng trang"</button></p>
        </Form>
    }
    .into_any()
}

#[component]
pub fn AbbreviationsPage() -> impl IntoView {
    let state = FormState::current();
    let abbreviations = Resource::new(move || state.changes.get(), |_| read_abbreviations());
    titled("Từ viết tắt khi tìm kiếm");
    loaded(abbreviations, abbreviation_lists)
}

fn abbreviation_lists(view: AbbreviationsView) -> AnyView {
    let lines = view.built_in.into_iter().map(|line| view! { <li>{line}</li> });
    view! {
        <h1>"Từ viết tắt khi tìm kiếm"</h1>
        <p>"Người đọc gõ từ viết tắt hay gõ đủ chữ đều tìm thấy cùng một bài."</p>
        <section class="panel">
            <h2>"Của cổng này"</h2>
            <Form action="admin/save-abbreviations">
                <Area label="Mỗi dòng một từ" name="abbreviations" rows=8 value=view.own hint="Ví dụ: TTHC = thủ tục hành chính"/>
                <p class="buttons"><button type="submit" class="button button-main">"Lưu danh sách"</button></p>
            </Form>
        </section>
        <section class="panel">
            <h2>"Có sẵn ở mọi cổng"</h2>
            <ul>{lines.collect_view()}</ul>
        </section>
    }
    .into_any()
}
