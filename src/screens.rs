//! The newsroom's screens that only the server knows: administration, accounts, the library, all versions and notes of a piece, two
//! versions side by side. They are in the newsroom's frame, and no app comes with them (decision 0024).

use leptos::prelude::*;
use leptos_router::{
    SsrMode,
    components::{FlatRoutes, Route},
    path,
};

use crate::{
    accounts::newsroom::{AccountPage, AccountsPage, NewSecondFactorPage, OwnAccountPage},
    administration::{
        newsroom::{IdentityPage, SectionsPage},
        redirects_page::RedirectsPage,
        screens::{AbbreviationsPage, FeaturedPage, NewPagePage, PageSheetPage, PagesPage},
        side_page::SidePage,
        upkeep::{ErasingPage, HealthPage, LogPage},
    },
    media::{newsroom::LibraryPage, sheet::FilePage},
    newsroom::around,
    ui::loaded::missing,
    workflow::{
        comparing::ComparePage,
        kept_page::KeptPage,
        past_pages::{NotesPage, VersionsPage},
        settings_page::WorkflowPage,
    },
};

/// What follows on /bien-tap/ in the addresses of screens.
const SCREENS: [&str; 15] = [
    "chuyen-huong",
    "chuyen-muc",
    "cot-ben",
    "nhat-ky",
    "quy-trinh",
    "sao-luu",
    "tai-khoan",
    "thong-tin-cong",
    "thu-vien",
    "tim-kiem",
    "toi",
    "trang",
    "trang-chu",
    "trang-moi",
    "xoa-du-lieu",
];

/// How those of one piece end.
const OF_A_PIECE: [&str; 4] = ["/so-sanh", "/cac-phien-ban", "/ghi-chu", "/ban-dang-soan"];

/// Whether an address, with its query or without, is a screen.
pub fn is_screen(path: &str) -> bool {
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let name = path.strip_prefix("/bien-tap/").map(|rest| rest.split('/').next().unwrap_or_default());
    name.is_some_and(|name| SCREENS.contains(&name)) || OF_A_PIECE.iter().any(|end| path.ends_with(end))
}

#[component]
pub fn ScreensApp() -> impl IntoView {
    around(|| view! { <Screens/> }.into_any())
}

#[component]
fn Screens() -> impl IntoView {
    view! {
        <FlatRoutes fallback=missing>
            <Route path=path!("/bien-tap/tin-bai/:id/so-sanh") view=ComparePage ssr=SsrMode::Async/>
            <Route path=path!("/bien-tap/tin-bai/:id/cac-phien-ban") view=VersionsPage ssr=SsrMode::Async/>
            <Route path=path!("/bien-tap/tin-bai/:id/ghi-chu") view=NotesPage ssr=SsrMode::Async/>
            <Route path=path!("/bien-tap/tin-bai/:id/ban-dang-soan") view=KeptPage ssr=SsrMode::Async/>
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
