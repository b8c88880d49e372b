//! A month as a table of weeks: each day that has articles is a link.

use leptos::prelude::*;

use super::{
    model::{Archive, Period},
    pages::{articles_in_words, capital},
};
use crate::text::dates::day_number;

const WEEKDAYS: [(&str, &str); 7] = [
    ("T2", "Thứ Hai"),
    ("T3", "Thứ Ba"),
    ("T4", "Thứ Tư"),
    ("T5", "Thứ Năm"),
    ("T6", "Thứ Sáu"),
    ("T7", "Thứ Bảy"),
    ("CN", "Chủ Nhật"),
];

/// The month of a period as a table of weeks.
pub fn calendar(archive: &Archive, period: Period) -> AnyView {
    let (year, month) = match period {
        Period::Month(year, month) | Period::Day(year, month, _) => (year, month),
        Period::Year(year) => (year, 1),
    };
    let shown = Period::Month(year, month);
    let days = shown.days();
    // Day 0 was a Thursday; weeks begin on Monday.
    let monday = days.start - (days.start + 3).rem_euclid(7);
    let counts = archive.within(shown);
    let cell = |number: i64| {
        if !days.contains(&number) {
            return view! { <td></td> }.into_any();
        }
        let day = (number - day_number(year, month, 1) + 1) as u8;
        let Some(count) = counts.iter().find(|count| count.day == number) else { return view! { <td>{day}</td> }.into_any() };
        let of_day = Period::Day(year, month, day);
        let current = (of_day == period).then_some("date");
        view! { <td><a href=of_day.href() aria-current=current>{day} " " <small>{count.articles} " tin"</small></a></td> }
            .into_any()
    };
    let weeks = (monday..days.end).step_by(7).map(|first| view! { <tr>{(first..first + 7).map(cell).collect_view()}</tr> });
    let heads = WEEKDAYS.map(|(short, long)| view! { <th scope="col"><span aria-hidden="true">{short}</span><span class="visually-hidden">{long}</span></th> });
    view! {
        <div class="table-frame calendar" tabindex="0" role="region" aria-label="Lịch tháng">
            <table>
                <caption>{capital(&shown.name())} ": " {articles_in_words(archive.count(shown))}</caption>
                <thead><tr>{heads.collect_view()}</tr></thead>
                <tbody>{weeks.collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}
