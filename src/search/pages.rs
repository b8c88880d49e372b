//! `/tim-kiem`: a question, and page by page what it finds. The field for it stands in the head of every page.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::model::{Asking, Hit, KINDS, PAGE_LENGTH, SearchView, parts};
use crate::{
    article::{card::found, model::ArticleCard},
    section::breadcrumb::Breadcrumb,
    section::model::SectionLink,
    text::{addresses::percent_encoded, numbers},
    ui::{
        head::Head,
        loaded::page,
        page_data::page_data,
        paging::{page_number, paging},
    },
};

/// The field in the head of every page: a plain form, with titles offered while one types where scripts run (`typing.ts`).
#[component]
pub fn SearchField() -> impl IntoView {
    view! {
        <form class="search-field" role="search" action="/tim-kiem" method="get" aria-label="Tìm trên cổng">
            <label class="visually-hidden" for="tim-nhanh">"Tìm tin bài"</label>
            <input id="tim-nhanh" name="q" type="search" placeholder="Tìm tin bài…" maxlength="200" autocomplete="off"/>
            <button type="submit">"Tìm"</button>
        </form>
    }
}

#[component]
pub fn SearchPage() -> impl IntoView {
    let query = use_query_map();
    let found = page_data(move || {
        let query = query.read();
        let given = |name: &str| percent_encoded(&query.get(name).unwrap_or_default());
        let page = page_number(query.get("trang").as_deref());
        format!(
            "/api/search/find?q={}&section={}&kind={}&from={}&to={}&order={}&page={page}",
            given("q"),
            given("chuyen-muc"),
            given("loai"),
            given("tu"),
            given("den"),
            given("xep")
        )
    });
    page(found, show)
}

fn show(view: SearchView) -> AnyView {
    let title = if view.asking.q.is_empty() { "Tìm kiếm".to_owned() } else { format!("Tìm “{}”", view.asking.q) };
    let status = u16::try_from(view.status).unwrap_or(200);
    let description = "Tìm tin bài trên cổng: gõ có dấu hay không dấu, từ viết tắt hay đủ chữ đều được.".to_owned();
    Head { title, description, path: view.asking.href(view.asking.page), status, ..Head::default() }.say();
    let pages = view.pages();
    let asking = view.asking.clone();
    view! {
        <Breadcrumb/>
        <h1>"Tìm kiếm"</h1>
        {question(&view.asking, view.sections.clone())}
        {(!view.caution.is_empty()).then(|| line(view.caution.clone(), String::new(), ""))}
        {answer(view)}
        {(status == 200).then(|| paging(asking.page, pages, ["Trước", "Sau"], |page| asking.href(page)))}
    }
    .into_any()
}

fn question(asking: &Asking, sections: Vec<SectionLink>) -> AnyView {
    let all = ("".to_owned(), "Tất cả".to_owned());
    let sections = std::iter::once(all).chain(sections.into_iter().map(|section| (section.slug, section.name))).collect();
    let any = std::iter::once(("", "Tất cả"));
    let kinds = any.chain(KINDS).map(|(value, words)| (value.to_owned(), words.to_owned())).collect();
    let orders = [("", "Phù hợp nhất"), ("moi", "Mới nhất")].map(|(value, words)| (value.to_owned(), words.to_owned())).into();
    view! {
        <form class="search-form" action="/tim-kiem" method="get" aria-label="Tìm kiếm chi tiết">
            {field("q", "Từ cần tìm", "search", asking.q.clone())}
            <p class="meta" id="cach-tim">"Gõ có dấu hoặc không dấu. Đặt trong ngoặc kép để tìm đúng cụm từ, ví dụ \"bộ phận một cửa\"."</p>
            <details open=asking.is_narrowed()>
                <summary>"Thu hẹp và sắp xếp"</summary>
                <div>
                    {choice("chuyen-muc", "Chuyên mục", sections, &asking.section)}
                    {choice("loai", "Loại", kinds, &asking.kind)}
                    {field("tu", "Từ ngày", "date", asking.from.clone())}
                    {field("den", "Đến ngày", "date", asking.to.clone())}
                    {choice("xep", "Sắp xếp", orders, &asking.order)}
                </div>
            </details>
            <p><button type="submit" class="button">"Tìm"</button></p>
        </form>
    }
    .into_any()
}

/// Its name is its id too.
fn field(name: &'static str, label: &'static str, kind: &'static str, value: String) -> AnyView {
    let described = (kind == "search").then_some("cach-tim");
    view! { <p><label for=name>{label}</label><input id=name name=name type=kind value=value aria-describedby=described/></p> }
        .into_any()
}

fn choice(name: &'static str, label: &'static str, choices: Vec<(String, String)>, chosen: &str) -> AnyView {
    let options = choices.into_iter().map(|(value, words)| {
        let selected = value == chosen;
        view! { <option value=value selected=selected>{words}</option> }.into_any()
    });
    view! { <p><label for=name>{label}</label><select id=name name=name>{options.collect_view()}</select></p> }.into_any()
}

fn answer(view: SearchView) -> AnyView {
    let asking = view.asking;
    if !view.problem.is_empty() {
        return view! { <div class="notice notice-failed" role="alert">{line(view.problem, String::new(), "")}</div> }.into_any();
    }
    if asking.q.is_empty() {
        return line("Nhập từ cần tìm rồi bấm “Tìm”. Kết quả hiện ở đây.".into(), String::new(), "");
    }
    let just = |words: String| Asking { q: words, ..Asking::default() }.href(1);
    let within = |words: String| Asking { q: words, ..asking.clone() }.href(1);
    let mut lines = Vec::new();
    if view.hits.is_empty() {
        lines.push(line("Không tìm thấy tin bài nào cho ".into(), format!("“{}”", asking.q), "."));
        lines.push(line(
            "Hãy kiểm tra lại chính tả, thử gõ không dấu, dùng ít từ hơn hoặc từ khác cùng nghĩa.".into(),
            String::new(),
            "",
        ));
        if asking.href(1) != just(asking.q.clone()) {
            lines.push(link("", just(asking.q), "Tìm trong tất cả chuyên mục và thời gian".into()));
        }
        return lines.collect_view().into_any();
    }
    lines.push(line("Tìm thấy ".into(), numbers::grouped(view.total), " tin bài"));
    if !view.corrected.is_empty() {
        lines.push(line(format!("Không có tin bài nào cho “{}”. Đang hiện kết quả cho ", asking.q), view.corrected, "."));
    }
    if !view.meant.is_empty() {
        lines.push(link("Ý bạn là: ", within(view.meant.clone()), view.meant));
    }
    let start = (asking.page - 1) * PAGE_LENGTH + 1;
    let hits = view.hits.into_iter().map(hit).collect_view();
    lines.push(view! { <ol class="entries search-hits" role="list" start=start>{hits}</ol> }.into_any());
    lines.collect_view().into_any()
}

fn line(before: String, strong: String, after: &'static str) -> AnyView {
    view! { <p>{before} <strong>{strong}</strong> {after}</p> }.into_any()
}

fn link(before: &'static str, href: String, words: String) -> AnyView {
    view! { <p>{before} <a href=href>{words}</a></p> }.into_any()
}

fn hit(hit: Hit) -> AnyView {
    let card = ArticleCard { slug: hit.slug, section: hit.section, published_at: hit.published_at, ..ArticleCard::default() };
    found(card, marked(&hit.title), marked(&hit.excerpt))
}

/// A text with what was asked for marked in it.
fn marked(text: &str) -> AnyView {
    let parts = parts(text).map(|(is_asked, part)| {
        let part = part.to_owned();
        if is_asked { view! { <mark>{part}</mark> }.into_any() } else { part.into_any() }
    });
    parts.collect_view().into_any()
}
