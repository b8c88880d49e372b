//! Screens of what the site holds besides articles: home page, pages, redirects; the log, and how the installation stands.

use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::{
    api::{list_pages, list_redirects, read_featured, read_health, read_log, read_page_sheet},
    model::{FeaturedLine, FeaturedView, HealthView, LogView, Ordered, PageLine, PageSheet, RedirectLine},
    newsroom::{Arrange, Remove},
};
use crate::{
    audit::model::ACTIONS,
    text::{dates, numbers::byte_size},
    ui::{
        form::{Area, Confirm, Field, Form, FormState, Hidden, Tick},
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

#[component]
pub fn PagesPage() -> impl IntoView {
    let state = FormState::current();
    let pages = Resource::new(move || state.changes.get(), |_| list_pages());
    titled("Trang");
    loaded(pages, page_list)
}

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
                        <Remove action="admin/delete-page" field="id" id=removed name=of_remove words="Xóa"/>
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
pub fn RedirectsPage() -> impl IntoView {
    let state = FormState::current();
    let redirects = Resource::new(move || state.changes.get(), |_| list_redirects());
    titled("Chuyển hướng");
    loaded(redirects, redirect_list)
}

fn redirect_list(redirects: Vec<RedirectLine>) -> AnyView {
    let is_empty = redirects.is_empty();
    let lines = redirects.into_iter().map(|redirect| {
        let RedirectLine { slug, target, title } = redirect;
        let name = slug.clone();
        view! {
            <li>
                <div class="arranged-head">
                    <p>{format!("/bai-viet/{slug}")}<br/><small>{format!("→ /bai-viet/{target} · {title}")}</small></p>
                    <Remove action="admin/delete-redirect" field="from" id=slug name=name words="Bỏ"/>
                </div>
            </li>
        }
    });
    let lines = lines.collect_view();
    view! {
        <h1>"Chuyển hướng"</h1>
        <p>"Địa chỉ cũ của bài tự dẫn tới địa chỉ mới. Bài đổi địa chỉ khi đính chính thì chuyển hướng tự có."</p>
        {if is_empty {
            view! { <p class="empty">"Chưa có chuyển hướng nào."</p> }.into_any()
        } else {
            view! { <ul role="list" class="arranged">{lines}</ul> }.into_any()
        }}
        <section class="panel">
            <h2>"Thêm chuyển hướng"</h2>
            <Form action="admin/add-redirect">
                <Field label="Địa chỉ cũ" name="from" required=true hint="Ví dụ /bai-viet/thong-bao-cu"/>
                <Field label="Địa chỉ của bài hiện nay" name="to" required=true/>
                <p class="buttons"><button type="submit" class="button button-main">"Thêm chuyển hướng"</button></p>
            </Form>
        </section>
    }
    .into_any()
}

#[component]
pub fn ErasingPage() -> impl IntoView {
    titled("Xóa dữ liệu cá nhân");
    view! {
        <h1>"Xóa dữ liệu cá nhân"</h1>
        <p>"Xóa hẳn chữ và tệp của một phiên bản cũ. Lịch sử đính chính vẫn ghi rằng từng có phiên bản ấy, giữ mã băm và nói ngày xóa. Không hoàn lại được; các bản sao lưu đã có còn giữ nội dung cho đến khi hết hạn."</p>
        <Form action="admin/erase">
            <Field label="Địa chỉ của bài" name="article" required=true hint="Ví dụ /bai-viet/le-khai-giang"/>
            <Field label="Phiên bản số" name="number" inputmode="numeric" required=true hint="Xem phần Lịch sử của bài. Bản đang đăng phải đính chính trước."/>
            <Field label="Lý do xóa" name="reason" required=true hint="Ghi vào nhật ký; đừng chép lại dữ liệu cần xóa."/>
            <Confirm/>
            <p class="buttons"><button type="submit" class="button button-grave">"Xóa hẳn phiên bản"</button></p>
        </Form>
    }
}

#[component]
pub fn LogPage() -> impl IntoView {
    let query = use_query_map();
    let asked = move || {
        let query = query.read();
        (query.get("viec").unwrap_or_default(), query.get("truoc").and_then(|before| before.parse().ok()).unwrap_or(0))
    };
    let log = Resource::new(asked, |(action, before)| read_log(action, before));
    titled("Nhật ký");
    loaded(log, log_table)
}

fn log_table(log: LogView) -> AnyView {
    let chosen = log.action.clone();
    let options = std::iter::once(("", "Mọi việc")).chain(ACTIONS.iter().copied()).map(|(action, name)| {
        view! { <option value=action selected=action == chosen>{name}</option> }
    });
    let options = options.collect_view();
    let rows = log.entries.iter().map(|entry| {
        view! {
            <tr>
                <td>{dates::date_time(entry.at)}</td>
                <td>{entry.actor.clone()}</td>
                <th scope="row">{entry.action_name()}</th>
                <td>{entry.subject.clone()}</td>
                <td class="wraps">{entry.detail.clone()}</td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    let is_empty = log.entries.is_empty();
    let next = (log.before > 0).then(|| {
        let href = format!("/bien-tap/nhat-ky?viec={}&truoc={}", log.action, log.before);
        view! { <p class="buttons"><a class="button" href=href>"Xem các mục cũ hơn"</a></p> }
    });
    view! {
        <h1>"Nhật ký"</h1>
        <p>"Ai đã làm gì, khi nào. Mỗi mục nối băm với mục trước; lệnh congdan doctor kiểm lại cả chuỗi."</p>
        <form method="get" action="/bien-tap/nhat-ky" class="filter">
            <label for="viec">"Việc"</label>
            <select id="viec" name="viec">{options}</select>
            <button type="submit" class="button">"Lọc"</button>
        </form>
        {is_empty.then(|| view! { <p class="empty">"Không có mục nào."</p> })}
        <div class="table-frame" tabindex="0" role="region" aria-label="Nhật ký">
            <table class="work">
                <thead><tr>
                    <th scope="col">"Lúc"</th><th scope="col">"Người"</th><th scope="col">"Việc"</th><th scope="col">"Đối tượng"</th><th scope="col">"Chi tiết"</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        {next}
    }
    .into_any()
}

#[component]
pub fn HealthPage() -> impl IntoView {
    let health = Resource::new(|| (), |()| read_health());
    titled("Sao lưu và máy chủ");
    loaded(health, health_sheet)
}

fn health_sheet(health: HealthView) -> AnyView {
    const TOO_OLD: i64 = 2 * 86_400 * 1_000_000;
    const TOO_FULL: u64 = 1 << 30;
    const TOO_FAR: i64 = 2_000_000;
    let backups = health.backups;
    let (good, is_old) = match &backups.last_good {
        Some(good) => (
            format!("{}, {}, tại {}", dates::date_time(good.finished_at), byte_size(good.bytes.unsigned_abs()), good.place),
            health.server_now - good.finished_at > TOO_OLD,
        ),
        None => ("chưa có bản nào".to_owned(), true),
    };
    let failure = backups.last_failure.map(|failure| format!("{}: {}", dates::date_time(failure.failed_at), failure.failure));
    let (free, is_full) = match backups.free_bytes {
        Some(bytes) => (byte_size(bytes), bytes < TOO_FULL),
        None => ("không hỏi được".to_owned(), true),
    };
    let apart = (health.server_now - health.database_now).abs();
    let line = |name: &'static str, says: String, warning: Option<&'static str>| {
        view! { <dt>{name}</dt><dd>{says} {warning.map(|warning| view! { <strong class="warning">{format!(" {warning}")}</strong> })}</dd> }
    };
    view! {
        <h1>"Sao lưu và máy chủ"</h1>
        <dl class="facts">
            {line("Bản sao lưu gần nhất", good, is_old.then_some("Cần sao lưu ngay: congdan backup"))}
            {failure.map(|failure| line("Lần hỏng gần nhất", failure, None))}
            {line("Ổ đĩa còn trống", free, is_full.then_some("Sắp đầy: hãy dọn hoặc thêm ổ đĩa"))}
            {line("Đồng hồ máy chủ", dates::date_time(health.server_now), (apart > TOO_FAR).then_some("Lệch với đồng hồ của cơ sở dữ liệu: hãy bật đồng bộ giờ"))}
        </dl>
        <p>"Sao lưu chạy hằng ngày. Khôi phục và kiểm tra toàn bộ: xem docs/RUNNING.md."</p>
    }
    .into_any()
}
