//! The screen of redirects.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::{
    api::list_redirects,
    model::{REDIRECTS_A_PAGE, RedirectLine, RedirectList},
    newsroom::Remove,
};
use crate::{
    text::{addresses::percent_encoded, numbers::grouped},
    ui::{
        fields::Field,
        form::{Form, FormState},
        head::titled,
        loaded::loaded,
        paging::{page_number, paging},
    },
};

const SCREEN: &str = "/bien-tap/chuyen-huong";

#[component]
pub fn RedirectsPage() -> impl IntoView {
    let query = use_query_map();
    let state = FormState::current();
    let asked = move || {
        let query = query.read();
        (query.get("q").unwrap_or_default(), page_number(query.get_str("trang")), state.changes.get())
    };
    let redirects = Resource::new(asked, |(q, page, _)| list_redirects(q, page));
    titled("Chuyển hướng");
    loaded(redirects, redirect_list)
}

fn redirect_list(list: RedirectList) -> AnyView {
    let RedirectList { q, page, total, redirects } = list;
    let pages = (total + REDIRECTS_A_PAGE - 1) / REDIRECTS_A_PAGE;
    let shown = if redirects.is_empty() {
        view! { <p class="empty">{nothing(&q, total)}</p> }.into_any()
    } else {
        let lines = redirects.into_iter().map(redirect_line).collect_view();
        view! { <ul role="list" class="arranged">{lines}</ul> }.into_any()
    };
    let paging = paging(page, pages, ["Trước", "Sau"], |number| address(&q, number));
    view! {
        <h1>"Chuyển hướng"</h1>
        <p>"Địa chỉ cũ tự dẫn tới địa chỉ mới, vĩnh viễn. Bài đổi địa chỉ khi đính chính thì chuyển hướng tự có. Ở địa chỉ cũ mà cổng có trang thì trang ấy hiện ra."</p>
        {search(q.clone(), total)}
        {shown}
        {paging}
        <section class="panel">
            <h2>"Thêm chuyển hướng"</h2>
            <Form action="admin/add-redirect">
                <Field label="Địa chỉ cũ" name="from" required=true hint="Của cổng này hoặc của trang cũ, viết từ dấu / trở đi, ví dụ /tin-tuc/thong-bao-cu.html hoặc /index.php?nv=news&id=12. Viết cả phần sau dấu ? thì chỉ địa chỉ đúng như thế được dẫn đi; không viết thì phần ấy là gì cũng được."/>
                <Field label="Địa chỉ hiện nay" name="to" required=true hint="Bài, chuyên mục hoặc trang của cổng, ví dụ /bai-viet/thong-bao-moi"/>
                <p class="buttons"><button type="submit" class="button button-main">"Thêm chuyển hướng"</button></p>
            </Form>
        </section>
    }
    .into_any()
}

fn search(q: String, total: i64) -> AnyView {
    let is_searching = !q.is_empty();
    let count = format!("{} {} chuyển hướng", if is_searching { "Tìm thấy" } else { "Có" }, grouped(total));
    view! {
        <form method="get" action=SCREEN class="filter" role="search" aria-label="Tìm chuyển hướng">
            <label for="q">"Tìm địa chỉ"</label>
            <input type="search" id="q" name="q" value=q/>
            <button type="submit" class="button">"Tìm"</button>
            {is_searching.then(|| view! { <a href=SCREEN>"Bỏ tìm"</a> })}
        </form>
        <p class="meta" role="status">{count}</p>
    }
    .into_any()
}

fn redirect_line(redirect: RedirectLine) -> AnyView {
    let RedirectLine { path, target, title } = redirect;
    let name = path.clone();
    let leads = if title.is_empty() { format!("→ {target}") } else { format!("→ {target} · {title}") };
    view! {
        <li>
            <div class="arranged-head">
                <p>{path.clone()}<br/><small>{leads}</small></p>
                <Remove action="admin/delete-redirect" field="from" id=path name=name words="Bỏ"/>
            </div>
        </li>
    }
    .into_any()
}

fn nothing(q: &str, total: i64) -> String {
    match (q, total) {
        ("", 0) => "Chưa có chuyển hướng nào.".into(),
        (_, 0) => format!("Không có chuyển hướng nào mà địa chỉ cũ hay mới chứa “{q}”."),
        _ => "Không có trang này của danh sách.".into(),
    }
}

fn address(q: &str, page: i64) -> String {
    let mut given = Vec::new();
    if !q.is_empty() {
        given.push(format!("q={}", percent_encoded(q)));
    }
    if page > 1 {
        given.push(format!("trang={page}"));
    }
    if given.is_empty() { SCREEN.to_owned() } else { format!("{SCREEN}?{}", given.join("&")) }
}
