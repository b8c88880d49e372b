//! `/thong-ke-truy-cap`: the figures, what they mean, and the last thirty days.

use leptos::prelude::*;

use super::{
    block::FigureList,
    model::{DayVisits, Statistics},
};
use crate::{
    content::render::ContentView,
    section::breadcrumb::Breadcrumb,
    text::{dates::date_of_day, numbers::grouped},
    ui::{head::Head, loaded::page, page_data::page_data},
};

#[component]
pub fn StatisticsPage() -> impl IntoView {
    page(page_data(|| "/api/visits/days".into()), show)
}

fn show(statistics: Statistics) -> AnyView {
    Head {
        title: "Thống kê truy cập".into(),
        description: "Số người đang online, lượt truy cập hôm nay, trong tháng, tất cả, và cách cổng đếm.".into(),
        path: "/thong-ke-truy-cap".into(),
        ..Head::default()
    }
    .say();
    view! {
        <Breadcrumb/>
        <header class="section-intro">
            <h1>"Thống kê truy cập"</h1>
            <p>"Bốn con số bên lề mỗi trang nghĩa là gì, và được đếm thế nào."</p>
        </header>
        <section aria-label="Các con số lúc này"><FigureList class="figures"/></section>
        {chart(&statistics.days)}
        <div class="article-body">
            <ContentView content=statistics.explanation media=Vec::new()/>
            <h2>"Từng ngày"</h2>
            {table(statistics.days)}
        </div>
    }
    .into_any()
}

/// Bars of equal width in a box of 300 × 100; the numbers stand in the table.
fn chart(days: &[DayVisits]) -> AnyView {
    let most = days.iter().map(|day| day.visits).max().unwrap_or(0);
    let least = days.iter().map(|day| day.visits).min().unwrap_or(0);
    let first = days.first().map(|day| date_of_day(day.day)).unwrap_or_default();
    let last = days.last().map(|day| date_of_day(day.day)).unwrap_or_default();
    let label = format!(
        "Biểu đồ cột lượt truy cập từ {first} đến {last}: ít nhất {}, nhiều nhất {}; số từng ngày ở bảng dưới",
        grouped(least),
        grouped(most)
    );
    let bars = days.iter().enumerate().map(|(index, day)| {
        let height = if most == 0 { 0 } else { day.visits * 100 / most };
        view! { <rect x=(index * 10 + 1).to_string() y=(100 - height).to_string() width="8" height=height.to_string()></rect> }
    });
    view! {
        <figure class="chart">
            <figcaption>"Lượt truy cập 30 ngày qua"</figcaption>
            <svg viewBox="0 0 300 100" preserveAspectRatio="none" role="img" aria-label=label>{bars.collect_view()}</svg>
            <p class="meta" aria-hidden="true"><span>{first}</span> " " <span>"nhiều nhất " {grouped(most)} " lượt"</span> " " <span>{last}</span></p>
        </figure>
    }
    .into_any()
}

fn table(days: Vec<DayVisits>) -> AnyView {
    let rows = days.into_iter().rev().map(|day| {
        view! { <tr><th scope="row">{date_of_day(day.day)}</th><td class="number">{grouped(day.visits)}</td><td class="number">{grouped(day.views)}</td></tr> }
    });
    view! {
        <div class="table-frame" tabindex="0" role="region" aria-label="Lượt truy cập từng ngày">
            <table>
                <caption>"Lượt truy cập từng ngày"</caption>
                <thead><tr><th scope="col">"Ngày"</th><th scope="col" class="number">"Lượt truy cập"</th><th scope="col" class="number">"Lượt xem trang"</th></tr></thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}
