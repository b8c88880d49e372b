//! The newsroom's app: every page address under /bien-tap and of signing in, on one screen, and the frame around them.

use leptos::prelude::*;
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
        newsroom::{AccountPage, AccountsPage, NewSecondFactorPage, OwnAccountPage},
        pages::{ActivationPage, CodePage, SetUpPage, SignInPage},
    },
    administration::{
        newsroom::{IdentityPage, SectionsPage, SidePage},
        screens::{AbbreviationsPage, FeaturedPage, NewPagePage, PageSheetPage, PagesPage, RedirectsPage},
        upkeep::{ErasingPage, HealthPage, LogPage},
    },
    editor::surface::forget_kept,
    error::AppError,
    media::{newsroom::LibraryPage, sheet::FilePage},
    ui::{
        form::{Done, Form},
        head::Head,
        skip_link::SkipLink,
        stop::Stop,
    },
    workflow::{
        comparing::ComparePage,
        newsroom::{NewPiecePage, WorkPage, WorkflowPage},
        sheet::PiecePage,
    },
};

#[component]
pub fn NewsroomApp() -> impl IntoView {
    let (is_routing, set_is_routing) = signal(false);
    let me = Resource::new_blocking(|| (), |()| read_me());
    view! {
        <Router set_is_routing>
            <SkipLink/>
            {move || is_routing.get().then(|| view! { <div class="route-progress"></div> })}
            <Suspense fallback=|| ()>
                {move || Suspend::new(async move {
                    match me.await {
                        Ok(person) => framed(person),
                        Err(_) => unframed(),
                    }
                })}
            </Suspense>
        </Router>
    }
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
            <Route path=path!("/bien-tap/tin-bai/:id/so-sanh") view=ComparePage ssr=SsrMode::Async/>
            <Route path=path!("/bien-tap/thu-vien") view=LibraryPage ssr=SsrMode::Async/>
            <Route path=path!("/bien-tap/thu-vien/:id") view=FilePage ssr=SsrMode::Async/>
            <Route path=path!("/bien-tap/quy-trinh") view=WorkflowPage ssr=SsrMode::Async/>
            <Route path=path!("/bien-tap/thong-tin-cong") view=IdentityPage ssr=SsrMode::Async/>
            <Route path=path!("/bien-tap/chuyen-muc") view=SectionsPage ssr=SsrMode::Async/>
            <Route path=path!("/bien-tap/cot-ben") view=SidePage ssr=SsrMode::Async/>
            <Route path=path!("/bien-tap/trang-chu") view=FeaturedPage ssr=SsrMode::Async/>
            <Route path=path!("/bien-tap/trang") view=PagesPage ssr=SsrMode::Async/>
            <Route path=path!("/bien-tap/trang-moi") view=NewPagePage ssr=SsrMode::Async/>
            <Route path=path!("/bien-tap/trang/:slug") view=PageSheetPage ssr=SsrMode::Async/>
            <Route path=path!("/bien-tap/tim-kiem") view=AbbreviationsPage ssr=SsrMode::Async/>
            <Route path=path!("/bien-tap/chuyen-huong") view=RedirectsPage ssr=SsrMode::Async/>
            <Route path=path!("/bien-tap/xoa-du-lieu") view=ErasingPage ssr=SsrMode::Async/>
            <Route path=path!("/bien-tap/nhat-ky") view=LogPage ssr=SsrMode::Async/>
            <Route path=path!("/bien-tap/sao-luu") view=HealthPage ssr=SsrMode::Async/>
            <Route path=path!("/bien-tap/toi") view=OwnAccountPage ssr=SsrMode::Async/>
            <Route path=path!("/bien-tap/toi/xac-thuc") view=NewSecondFactorPage ssr=SsrMode::Async/>
            <Route path=path!("/bien-tap/tai-khoan") view=AccountsPage ssr=SsrMode::Async/>
            <Route path=path!("/bien-tap/tai-khoan/:name") view=AccountPage ssr=SsrMode::Async/>
        </FlatRoutes>
    }
}

/// Work for those who write; who only administers begins with his own account.
#[component]
fn FirstPage() -> impl IntoView {
    if use_context::<Person>().is_some_and(|person| person.is_writer()) {
        WorkPage().into_any()
    } else {
        OwnAccountPage().into_any()
    }
}

fn missing() -> AnyView {
    Head::of_error(&AppError::NotFound).say();
    view! { <Stop error=AppError::NotFound/> }.into_any()
}

/// Before anyone is known: one sheet in the middle.
fn unframed() -> AnyView {
    started("");
    forget_kept();
    view! { <main id="noi-dung" class="threshold" tabindex="-1"><Done/><Pages/></main> }.into_any()
}

fn framed(person: Person) -> AnyView {
    started(&person.site_name);
    let path = use_location().pathname;
    // Signing in again, or another's link, while signed in.
    if !path.get_untracked().starts_with("/bien-tap") {
        return unframed();
    }
    provide_context(person.clone());
    view! {
        <div class="newsroom">
            <Rail person/>
            <main id="noi-dung" class="desk" tabindex="-1"><Done/><Pages/></main>
        </div>
    }
    .into_any()
}

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

/// Where a person may go: no entry that would be refused.
#[component]
fn Rail(person: Person) -> impl IntoView {
    let path = use_location().pathname;
    let entry = move |href: &'static str, name: &'static str| {
        let is_current = move || {
            let path = path.read();
            *path == href || (href != "/bien-tap" && path.strip_prefix(href).is_some_and(|rest| rest.starts_with('/')))
        };
        view! { <li><a href=href aria-current=move || is_current().then_some("page")>{name}</a></li> }
    };
    view! {
        <header class="rail">
            <p class="rail-site"><a href="/" rel="external">{person.site_name.clone()}</a></p>
            <nav aria-label="Ban biên tập">
                <ul role="list">
                    {person.is_writer().then(|| entry("/bien-tap", "Việc cần xử lý"))}
                    {person.is_writer().then(|| entry("/bien-tap/thu-vien", "Thư viện tệp"))}
                    {entry("/bien-tap/toi", "Tài khoản của tôi")}
                </ul>
                {person.is(Role::Administrator).then(|| view! {
                    <p class="rail-group" id="quan-tri">"Quản trị"</p>
                    <ul role="list" aria-labelledby="quan-tri">{ADMINISTRATION.map(|(href, name)| entry(href, name)).collect_view()}</ul>
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
