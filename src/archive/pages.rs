//! `/luu-tru`, and under it years, months and days: a calendar in which each day that has articles is a link.

use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::{
    calendar::calendar,
    model::{Archive, Period},
    store,
};
use crate::{
    article::{
        card::{CardSize, card},
        model::ArticleCard,
        store::list_between,
    },
    context::Request,
    error::AppError,
    section::breadcrumb::breadcrumb,
    section::model::PAGE_LENGTH,
    text::{
        dates::{midnight, weekday_date},
        numbers::grouped,
    },
    ui::{
        head::Head,
        icons::{Icon, icon},
        paging::{page_number, paging},
        served::served,
    },
};

const ROOT: &str = "/luu-tru";

#[component]
pub fn ArchivePage() -> impl IntoView {
    let params = use_params_map().get_untracked();
    let page = page_number(use_query_map().get_untracked().get("trang").as_deref());
    let request = Request::current();
    served(async move {
        let Request { db, site, .. } = request?;
        let archive = store::read_archive(&db, site.id).await?;
        let part = |name: &str| params.get(name);
        let Some(year) = part("year") else { return Ok(overview(&archive)) };
        let (month, day) = (part("month"), part("day"));
        let Some(period) = Period::parse(&year, month.as_deref(), day.as_deref()) else { return Ok(no_such_day()) };
        let asked: Vec<&str> = [Some(ROOT), Some(&year), month.as_deref(), day.as_deref()].into_iter().flatten().collect();
        if asked.join("/") != period.href() {
            Head { moved_to: Some(period.href()), ..Head::default() }.say();
            return Ok(().into_any());
        }
        let total = archive.count(period);
        if total == 0 {
            return Ok(nothing(&archive, period));
        }
        if let Period::Year(_) = period {
            return Ok(show_year(&archive, period));
        }
        let pages = (total + PAGE_LENGTH - 1).div_euclid(PAGE_LENGTH);
        if page < 1 || page > pages {
            return Err(AppError::NotFound);
        }
        let days = period.days();
        let times = midnight(days.start)..midnight(days.end);
        let articles = list_between(&db, site.id, times, (page - 1) * PAGE_LENGTH, PAGE_LENGTH).await?;
        Ok(show_list(&archive, period, articles, page, pages))
    })
}

fn overview(archive: &Archive) -> AnyView {
    Head {
        title: "Lưu trữ theo ngày".into(),
        description: "Tin bài của cổng theo năm, tháng, ngày đăng.".into(),
        path: ROOT.into(),
        ..Head::default()
    }
    .say();
    let years = archive.years().into_iter().map(|year| {
        view! {
            <section>
                <div class="list-heading">
                    <h2><a href=year.href()>{capital(&year.name())}</a></h2>
                    <small>{articles_in_words(archive.count(year))}</small>
                </div>
                {months(archive, year)}
            </section>
        }
    });
    view! {
        {breadcrumb(Vec::new())}
        <header class="section-intro">
            <h1>"Lưu trữ theo ngày"</h1>
            <p>"Mọi tin bài của cổng theo ngày đăng. Chọn một tháng để xem lịch; ngày có tin bài là một liên kết."</p>
        </header>
        {archive.0.is_empty().then(|| view! { <p class="empty">"Cổng chưa có tin bài nào."</p> })}
        {years.collect_view()}
    }
    .into_any()
}

fn show_year(archive: &Archive, year: Period) -> AnyView {
    let total = articles_in_words(archive.count(year));
    head_of(year, 1);
    view! {
        {way_to(year)}
        <header class="section-intro">
            <h1>"Tin bài " {year.name()}</h1>
            <p>{total}</p>
        </header>
        {months(archive, year)}
        {neighbours(archive, year, "Năm khác")}
    }
    .into_any()
}

/// A month or a day: the calendar, and page by page what was published.
fn show_list(archive: &Archive, period: Period, articles: Vec<ArticleCard>, page: i64, pages: i64) -> AnyView {
    head_of(period, page);
    let href = period.href();
    let (name, others) = match period {
        Period::Day(..) => (weekday_date(midnight(period.days().start)), "Ngày khác"),
        _ => (period.name(), "Tháng khác"),
    };
    let items = articles.into_iter().map(|article| view! { <li>{card(article, CardSize::Full, 2)}</li> });
    view! {
        {way_to(period)}
        <header class="section-intro">
            <h1>"Tin bài " {name}</h1>
            <p>{articles_in_words(archive.count(period))}</p>
        </header>
        {calendar(archive, period)}
        <ul class="entries" role="list">{items.collect_view()}</ul>
        {paging(page, pages, ["Tin mới hơn", "Tin cũ hơn"], |number| if number == 1 { href.clone() } else { format!("{href}?trang={number}") })}
        {neighbours(archive, period, others)}
    }
    .into_any()
}

fn months(archive: &Archive, year: Period) -> AnyView {
    let items = archive.months(year).into_iter().map(|month| {
        view! { <li><a class="button" href=month.href()>{capital(&month.name())} " " <small>{articles_in_words(archive.count(month))}</small></a></li> }
    });
    view! { <ul class="buttons" role="list">{items.collect_view()}</ul> }.into_any()
}

/// The nearest years, months or days that have something.
fn neighbours(archive: &Archive, period: Period, label: &'static str) -> AnyView {
    let (before, after) = (archive.before(period), archive.after(period));
    if before.or(after).is_none() {
        return ().into_any();
    }
    view! {
        <nav class="paging" aria-label=label>
            <ul role="list">
                {before.map(|at| view! { <li><a class="button" href=at.href()>{icon(Icon::Earlier)} {capital(&at.name())}</a></li> })}
                {after.map(|at| view! { <li><a class="button" href=at.href()>{capital(&at.name())} {icon(Icon::Later)}</a></li> })}
            </ul>
        </nav>
    }
    .into_any()
}

fn way_to(period: Period) -> AnyView {
    let mut steps = vec![(ROOT.to_owned(), "Lưu trữ theo ngày".to_owned())];
    let around: Vec<Period> = std::iter::successors(period.around(), |around| around.around()).collect();
    steps.extend(around.into_iter().rev().map(|around| (around.href(), capital(&around.name()))));
    breadcrumb(steps)
}

fn head_of(period: Period, page: i64) {
    let (title, path) = match page {
        1 => (format!("Tin bài {}", period.name()), period.href()),
        _ => (format!("Tin bài {}, trang {page}", period.name()), format!("{}?trang={page}", period.href())),
    };
    Head { description: format!("Tin bài đăng {} trên cổng.", period.name()), title, path, ..Head::default() }.say();
}

fn no_such_day() -> AnyView {
    stop(
        "Không có ngày này trong lịch",
        "Địa chỉ của lưu trữ gồm năm bốn chữ số, tháng từ 01 đến 12 và ngày có trong tháng ấy, ví dụ /luu-tru/2026/11/23. Bạn có thể:".into(),
        None,
    )
}

/// A period of the calendar in which nothing was published.
fn nothing(archive: &Archive, period: Period) -> AnyView {
    let nearest = archive.before(period).or(archive.after(period));
    stop("Không có tin bài nào", format!("Cổng không đăng tin bài nào trong {}. Bạn có thể:", period.name()), nearest)
}

fn stop(heading: &'static str, says: String, nearest: Option<Period>) -> AnyView {
    Head { title: heading.into(), status: 404, ..Head::default() }.say();
    view! {
        <div class="stop">
            <p class="stop-code">"Lỗi 404"</p>
            <h1>{heading}</h1>
            <p>{says}</p>
            <ul>
                {nearest.map(|at| view! { <li><a href=at.href()>"xem tin bài " {at.name()}</a>";"</li> })}
                <li><a href=ROOT>"xem lưu trữ theo ngày"</a>";"</li>
                <li><a href="/">"về trang chủ"</a>"."</li>
            </ul>
        </div>
    }
    .into_any()
}

pub(super) fn articles_in_words(number: i64) -> String {
    format!("{} tin bài", grouped(number))
}

pub(super) fn capital(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
