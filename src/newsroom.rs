//! The newsroom's app: the page addresses of signing in and of work under /bien-tap, on one screen, and the frame around them and around what
//! only the server knows (`screens.rs`).

use leptos::{html, prelude::*};
use leptos_router::{
    SsrMode,
    components::{FlatRoutes, Route, Router},
    hooks::use_location,
    path,
};

use crate::{
    accounts::{
        api::read_me,
        model::{Person, Role},
        pages::{ActivationPage, CodePage, SetUpPage, SignInPage},
    },
    editor::surface::forget_kept,
    ui::{
        form::{Done, Form},
        head::Head,
        loaded::missing,
        skip_link::SkipLink,
    },
    workflow::{
        newsroom::{NewPiecePage, WorkPage},
        sheet::PiecePage,
    },
};

#[component]
pub fn NewsroomApp() -> impl IntoView {
    around(|| view! { <Pages/> }.into_any())
}

/// The frame for whoever is signed in, or the threshold, around pages.
pub fn around(pages: fn() -> AnyView) -> AnyView {
    let (is_routing, set_is_routing) = signal(false);
    let me = Resource::new_blocking(|| (), |()| read_me());
    view! {
        <Router set_is_routing>
            <SkipLink/>
            {move || is_routing.get().then(|| view! { <div class="route-progress"></div> })}
            <Suspense fallback=|| ()>
                {move || Suspend::new(async move {
                    match me.await {
                        Ok(person) => framed(person, pages),
                        Err(_) => unframed(pages),
                    }
                })}
            </Suspense>
        </Router>
    }
    .into_any()
}

#[component]
fn Pages() -> impl IntoView {
    view! {
        <FlatRoutes fallback=missing>
            <Route path=path!("/dang-nhap") view=SignInPage ssr=SsrMode::Async/>
            <Route path=path!("/dang-nhap/ma") view=CodePage ssr=SsrMode::Async/>
            <Route path=path!("/dang-nhap/thiet-lap") view=SetUpPage ssr=SsrMode::Async/>
            <Route path=path!("/kich-hoat/:token") view=ActivationPage ssr=SsrMode::Async/>
            <Route path=path!("/bien-tap") view=FirstPage ssr=SsrMode::Async/>
            <Route path=path!("/bien-tap/tin-bai/moi") view=NewPiecePage ssr=SsrMode::Async/>
            <Route path=path!("/bien-tap/tin-bai/:id") view=PiecePage ssr=SsrMode::Async/>
        </FlatRoutes>
    }
}

/// Work for those who write; who only administers is led to his own account.
#[component]
fn FirstPage() -> impl IntoView {
    if use_context::<Person>().is_some_and(|person| person.is_writer()) {
        return WorkPage().into_any();
    }
    Head { moved_to: Some(OWN_ACCOUNT.into()), ..Head::default() }.say();
    ().into_any()
}

/// Before anyone is known: one sheet in the middle.
fn unframed(pages: fn() -> AnyView) -> AnyView {
    started("");
    forget_kept();
    view! { <main id="noi-dung" class="threshold" tabindex="-1"><Done/>{pages()}</main> }.into_any()
}

fn framed(person: Person, pages: fn() -> AnyView) -> AnyView {
    started(&person.site_name);
    let path = use_location().pathname;
    // Signing in again, or another's link, while signed in.
    if !path.get_untracked().starts_with("/bien-tap") {
        return unframed(pages);
    }
    provide_context(person.clone());
    view! {
        <div class="newsroom">
            <Rail person/>
            <main id="noi-dung" class="desk" tabindex="-1"><Done/>{pages()}</main>
        </div>
    }
    .into_any()
}

const OWN_ACCOUNT: &str = "/bien-tap/toi";

/// Screens of the server alone.
const ADMINISTRATION: [(&str, &str); 12] = [
    ("/bien-tap/thong-tin-cong", "Thông tin cổng"),
    ("/bien-tap/chuyen-muc", "Chuyên mục"),
    ("/bien-tap/trang-chu", "Trang chủ"),
    ("/bien-tap/cot-ben", "Cột bên"),
    ("/bien-tap/trang", "Trang"),
    ("/bien-tap/chuyen-huong", "Chuyển hướng"),
    ("/bien-tap/tim-kiem", "Tìm kiếm"),
    ("/bien-tap/quy-trinh", "Quy trình"),
    ("/bien-tap/tai-khoan", "Tài khoản"),
    ("/bien-tap/nhat-ky", "Nhật ký"),
    ("/bien-tap/xoa-du-lieu", "Xóa dữ liệu cá nhân"),
    ("/bien-tap/sao-luu", "Sao lưu"),
];

const SCREEN: Option<&str> = Some("external");

/// Where a person may go: no entry that would be refused. On a narrow screen it is folded, and folds again when it has led somewhere. What
/// is unfolded stands beside the fold and not within: on a wide screen it lies open in every browser.
#[component]
fn Rail(person: Person) -> impl IntoView {
    let path = use_location().pathname;
    let fold = NodeRef::<html::Details>::new();
    Effect::new(move |before: Option<String>| {
        let now = path.get();
        // Not at its first look: whoever was quick has unfolded it before the app was there.
        if before.is_some_and(|before| before != now)
            && let Some(fold) = fold.get_untracked()
        {
            let _ = fold.remove_attribute("open");
        }
        now
    });
    // The app knows nothing of screens: links to them are full loads.
    let entry = move |href: &'static str, name: &'static str, rel: Option<&'static str>| {
        let is_current = move || {
            let path = path.read();
            *path == href || (href != "/bien-tap" && path.strip_prefix(href).is_some_and(|rest| rest.starts_with('/')))
        };
        view! { <li><a href=href rel=rel aria-current=move || is_current().then_some("page")>{name}</a></li> }
    };
    view! {
        <header class="rail">
            <p class="rail-site"><a href="/" rel="external">{person.site_name.clone()}</a></p>
            <details class="rail-fold" node_ref=fold><summary>"Trình đơn"</summary></details>
            <nav aria-label="Ban biên tập">
                <ul role="list">
                    {person.is_writer().then(|| entry("/bien-tap", "Việc cần xử lý", None))}
                    {person.is_writer().then(|| entry("/bien-tap/thu-vien", "Thư viện tệp", SCREEN))}
                    {entry(OWN_ACCOUNT, "Tài khoản của tôi", SCREEN)}
                </ul>
                {person.is(Role::Administrator).then(|| view! {
                    <p class="rail-group" id="quan-tri">"Quản trị"</p>
                    <ul role="list" aria-labelledby="quan-tri">{ADMINISTRATION.map(|(href, name)| entry(href, name, SCREEN)).collect_view()}</ul>
                })}
            </nav>
            <div class="rail-me">
                <p>{person.display_name.clone()}<br/><small>{person.role_names()}</small></p>
                <Form action="accounts/sign-out" class="plain"><button type="submit" class="rail-out">"Đăng xuất"</button></Form>
            </div>
        </header>
    }
}

#[cfg(feature = "hydrate")]
fn started(site_name: &str) {
    use std::sync::Once;

    use crate::ui::browser::arrival;

    static STARTED: Once = Once::new();
    let name = site_name.to_owned();
    STARTED.call_once(|| {
        let _ = request_animation_frame(move || arrival::follow(name));
    });
}

#[cfg(not(feature = "hydrate"))]
fn started(_site_name: &str) {}
