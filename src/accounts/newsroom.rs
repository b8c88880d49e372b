//! One's own account, and the administrators' screens of accounts.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::{
    api::{list_accounts, read_account, read_new_second_factor, read_sessions},
    model::{AccountState, AccountView, Role, SecondFactorView, SessionView},
    pages::{SecondFactor, sent_seed},
};
use crate::{
    text::dates,
    ui::{
        fields::{Choice, Confirm, Field, Hidden},
        form::{Form, FormState},
        head::titled,
        loaded::loaded,
    },
};

#[component]
pub fn OwnAccountPage() -> impl IntoView {
    let state = FormState::current();
    let sessions = Resource::new(move || state.changes.get(), |_| read_sessions());
    titled("Tài khoản của tôi");
    view! {
        <h1>"Tài khoản của tôi"</h1>
        <section class="panel">
            <h2>"Phiên đăng nhập đang mở"</h2>
            {loaded(sessions, session_list)}
        </section>
        <section class="panel">
            <h2>"Đổi mật khẩu"</h2>
            <Form action="accounts/change-password">
                <Field label="Mật khẩu hiện tại" name="confirm" kind="password" autocomplete="current-password" required=true/>
                <Field label="Mật khẩu mới" name="password" kind="password" autocomplete="new-password" required=true hint="Từ 8 ký tự trở lên."/>
                <Field label="Nhập lại mật khẩu mới" name="again" kind="password" autocomplete="new-password" required=true/>
                <p class="buttons"><button type="submit" class="button button-main">"Đổi mật khẩu"</button></p>
            </Form>
        </section>
        <section class="panel">
            <h2>"Xác thực hai bước"</h2>
            <p>"Đổi điện thoại hoặc hết mã khôi phục thì thiết lập lại; khóa và mã cũ sẽ không còn dùng được."</p>
            <p><a class="button" href="/bien-tap/toi/xac-thuc">"Thiết lập lại xác thực hai bước"</a></p>
        </section>
    }
}

fn session_list(sessions: Vec<SessionView>) -> AnyView {
    let has_others = sessions.len() > 1;
    let rows = sessions.into_iter().map(|session| {
        let end = match session.is_this {
            true => view! { <span>"Phiên này"</span> }.into_any(),
            false => view! {
                <Form action="accounts/revoke-session" class="plain" key=session.id.clone()>
                    <Hidden name="id" value=session.id.clone()/>
                    <button type="submit" class="button">"Đóng"</button>
                </Form>
            }
            .into_any(),
        };
        view! {
            <tr>
                <th scope="row">{browser_name(&session.browser)}</th>
                <td>{dates::date_time(session.created_at)}</td>
                <td>{dates::date_time(session.seen_at)}</td>
                <td>{end}</td>
            </tr>
        }
    });
    view! {
        <div class="table-frame" tabindex="0" role="region" aria-label="Phiên đăng nhập">
            <table>
                <thead><tr><th scope="col">"Trình duyệt"</th><th scope="col">"Đăng nhập lúc"</th><th scope="col">"Dùng gần nhất"</th><th scope="col">"Thao tác"</th></tr></thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
        {has_others.then(|| view! {
            <Form action="accounts/revoke-session" key="others"><button type="submit" class="button">"Đóng mọi phiên khác"</button></Form>
        })}
    }
    .into_any()
}

/// The name people know a browser by.
fn browser_name(agent: &str) -> String {
    let known = [
        ("Edg/", "Edge"),
        ("coc_coc", "Cốc Cốc"),
        ("OPR/", "Opera"),
        ("Firefox/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ];
    let systems = [
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS", "macOS"),
        ("Linux", "Linux"),
    ];
    let find = |list: &[(&str, &'static str)]| list.iter().find(|(mark, _)| agent.contains(mark)).map(|(_, name)| *name);
    match (find(&known), find(&systems)) {
        (Some(browser), Some(system)) => format!("{browser} trên {system}"),
        (Some(browser), None) => browser.to_owned(),
        _ => "Trình duyệt khác".to_owned(),
    }
}

#[component]
pub fn NewSecondFactorPage() -> impl IntoView {
    let factor = Resource::new(sent_seed, read_new_second_factor);
    loaded(factor, new_second_factor)
}

fn new_second_factor(factor: SecondFactorView) -> AnyView {
    titled("Thiết lập lại xác thực hai bước");
    let seed = factor.seed.clone();
    view! {
        <h1>"Thiết lập lại xác thực hai bước"</h1>
        <section class="panel">
            <Form action="accounts/set-second-factor">
                <Hidden name="seed" value=seed/>
                <SecondFactor factor/>
                <Confirm/>
                <p class="buttons"><button type="submit" class="button button-main">"Thay xác thực hai bước"</button></p>
            </Form>
        </section>
    }
    .into_any()
}

fn role_options() -> Vec<(String, String)> {
    Role::ALL.into_iter().map(|role| (role.as_str().to_owned(), role.name().to_owned())).collect()
}

#[component]
pub fn AccountsPage() -> impl IntoView {
    let state = FormState::current();
    let accounts = Resource::new(move || state.changes.get(), |_| list_accounts());
    titled("Tài khoản");
    view! {
        <h1>"Tài khoản"</h1>
        {loaded(accounts, account_list)}
        <section class="panel">
            <h2>"Thêm tài khoản"</h2>
            <Form action="accounts/add">
                <Field label="Tên đăng nhập" name="name" required=true hint="Chữ không dấu, ví dụ: lan.nguyen"/>
                <Field label="Họ tên" name="display_name" required=true/>
                <Choice label="Vai trò" name="role" options=role_options()/>
                <Field label="Chỉ trong chuyên mục" name="section" hint="Địa chỉ của chuyên mục, ví dụ: tin-hoat-dong. Vai trò có hiệu lực ở cả các chuyên mục con của nó. Bỏ trống: mọi chuyên mục."/>
                <Confirm/>
                <p class="buttons"><button type="submit" class="button button-main">"Thêm và tạo liên kết"</button></p>
            </Form>
        </section>
    }
}

fn account_list(accounts: Vec<AccountView>) -> AnyView {
    let rows = accounts.into_iter().map(|account| {
        view! {
            <tr>
                <th scope="row"><a href=format!("/bien-tap/tai-khoan/{}", account.name)>{account.display_name.clone()}</a><br/><small>{account.name.clone()}</small></th>
                <td>{roles_of(&account)}</td>
                <td>{account.state.name()}</td>
                <td>{if account.has_second_factor { "Có" } else { "Chưa" }}</td>
            </tr>
        }
    });
    view! {
        <div class="table-frame" tabindex="0" role="region" aria-label="Danh sách tài khoản">
            <table>
                <thead><tr><th scope="col">"Họ tên"</th><th scope="col">"Vai trò"</th><th scope="col">"Tình trạng"</th><th scope="col">"Xác thực hai bước"</th></tr></thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn roles_of(account: &AccountView) -> String {
    let names: Vec<String> = account
        .grants
        .iter()
        .map(|grant| {
            if grant.section.is_empty() {
                grant.role.name().to_owned()
            } else {
                format!("{} ({})", grant.role.name(), grant.section_name)
            }
        })
        .collect();
    if names.is_empty() { "Chưa có vai trò".into() } else { names.join(", ") }
}

#[component]
pub fn AccountPage() -> impl IntoView {
    let params = use_params_map();
    let state = FormState::current();
    let name = move || (params.read().get("name").unwrap_or_default(), state.changes.get());
    let account = Resource::new(name, |(name, _)| read_account(name));
    loaded(account, account_sheet)
}

fn account_sheet(account: AccountView) -> AnyView {
    titled(&account.display_name);
    let told = |role: Role| {
        let of_role: Vec<&str> = account
            .grants
            .iter()
            .filter(|grant| grant.role == role)
            .map(|grant| if grant.section.is_empty() { "1" } else { grant.section.as_str() })
            .collect();
        of_role.join(", ")
    };
    let (author, editor, publisher, administrator) =
        (told(Role::Author), told(Role::Editor), told(Role::Publisher), told(Role::Administrator));
    let is_disabled = account.state == AccountState::Disabled;
    let (change, words) = if is_disabled { ("enable", "Mở lại tài khoản") } else { ("disable", "Khóa tài khoản") };
    let [granted, linked, closed] = [(); 3].map(|()| account.name.clone());
    view! {
        <p class="breadcrumb"><a href="/bien-tap/tai-khoan">"Tài khoản"</a></p>
        <h1>{account.display_name.clone()}</h1>
        <p class="meta">{account.name.clone()} " · " {account.state.name()} " · " {roles_of(&account)}</p>
        <section class="panel">
            <h2>"Vai trò"</h2>
            <p class="hint">"Ghi 1 cho mọi chuyên mục, hoặc địa chỉ của từng chuyên mục cách nhau bằng dấu phẩy. Vai trò ở một chuyên mục có hiệu lực ở cả các chuyên mục con của nó, kể cả mục thêm sau này. Bỏ trống là không có vai trò."</p>
            <Form action="accounts/grant">
                <Hidden name="name" value=granted/>
                <Field label="Tác giả" name="author" value=author/>
                <Field label="Biên tập viên" name="editor" value=editor/>
                <Field label="Người duyệt đăng" name="publisher" value=publisher/>
                <Field label="Quản trị" name="administrator" value=administrator/>
                <Confirm/>
                <p class="buttons"><button type="submit" class="button button-main">"Lưu vai trò"</button></p>
            </Form>
        </section>
        <section class="panel">
            <h2>"Liên kết đặt lại mật khẩu"</h2>
            <Form action="accounts/link-again">
                <Hidden name="name" value=linked/>
                <Choice label="Đặt lại" name="keeps" options=vec![
                    ("second_factor".into(), "Chỉ mật khẩu (quên mật khẩu)".into()),
                    ("nothing".into(), "Mật khẩu và xác thực hai bước (mất điện thoại)".into()),
                ]/>
                <Confirm/>
                <p class="buttons"><button type="submit" class="button">"Tạo liên kết dùng một lần"</button></p>
            </Form>
        </section>
        <section class="panel">
            <h2>{words}</h2>
            <p>{if is_disabled { "Người dùng sẽ đăng nhập lại được với vai trò như trước." } else { "Mọi phiên đăng nhập kết thúc ngay; bài đã viết vẫn còn." }}</p>
            <Form action="accounts/disable">
                <Hidden name="name" value=closed/>
                <Hidden name="change" value=change/>
                <Confirm/>
                <p class="buttons"><button type="submit" class="button">{words}</button></p>
            </Form>
        </section>
    }
    .into_any()
}
