//! The calendar as Vietnam has it, and each published article on its day.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::path::Path;

use uuid::Uuid;

use super::{
    model::{Archive, DayCount, Period},
    store::read_archive,
};
use crate::{
    article::{
        importing::{Landing, import_html},
        store::list_between,
    },
    db::{Db, testing::on_both},
    feeds, in_tx,
    media::storage::Storage,
    site::{self, model::SiteView},
    text::dates::{day_number, midnight},
};

#[test]
fn only_what_the_calendar_has_is_a_period() {
    let parse = |text: &str| {
        let parts: Vec<&str> = text.split('/').collect();
        Period::parse(parts[0], parts.get(1).copied(), parts.get(2).copied())
    };
    assert_eq!(parse("2026"), Some(Period::Year(2026)));
    assert_eq!(parse("2026/3"), Some(Period::Month(2026, 3)));
    assert_eq!(parse("2024/02/29"), Some(Period::Day(2024, 2, 29)));
    assert_eq!(parse("2024/2/29").unwrap().href(), "/luu-tru/2024/02/29");
    for wrong in [
        "26",
        "20260",
        "nam",
        "-026",
        "2026/0",
        "2026/13",
        "2026/thang",
        "2026/011",
        "2026/02/29",
        "2026/04/31",
        "2026/01/0",
        "2026/01/+1",
        "",
    ] {
        assert_eq!(parse(wrong), None, "{wrong}");
    }
}

#[test]
fn periods_join_without_gaps() {
    let months = (1..=12).map(|month| Period::Month(2024, month).days());
    let year = Period::Year(2024).days();
    let end = months.fold(year.start, |end, month| {
        assert_eq!(month.start, end);
        month.end
    });
    assert_eq!((end, year.end - year.start), (year.end, 366));
}

#[test]
fn neighbours_are_the_nearest_that_have_something() {
    let count = |year, month, day, articles| DayCount { day: day_number(year, month, day), articles };
    let archive = Archive(vec![count(2024, 12, 31, 2), count(2026, 1, 1, 3), count(2026, 1, 2, 1), count(2026, 11, 23, 1)]);
    assert_eq!(archive.years(), [Period::Year(2026), Period::Year(2024)]);
    assert_eq!(archive.months(Period::Year(2026)), [Period::Month(2026, 1), Period::Month(2026, 11)]);
    assert_eq!(archive.count(Period::Month(2026, 1)), 4);
    assert_eq!(archive.before(Period::Month(2026, 1)), Some(Period::Month(2024, 12)));
    assert_eq!(archive.after(Period::Day(2026, 1, 2)), Some(Period::Day(2026, 11, 23)));
    assert_eq!(archive.after(Period::Year(2026)), None);
    assert_eq!(archive.before(Period::Year(2025)), Some(Period::Year(2024)));
    assert_eq!(archive.periods().len(), 2 + 3 + 4);
}

/// Articles by title and time, on a new site.
async fn portal(db: &Db, folder: &Path, host: &str, articles: &[(&str, &str)]) -> Uuid {
    let view = SiteView { name: "Xã".into(), short_name: "Xã".into(), ..SiteView::default() };
    let site = site::store::create_site(db, host, &view, 0).await.unwrap();
    let storage = Storage::open(&folder.join("data")).unwrap();
    let files: Vec<_> = articles
        .iter()
        .map(|(title, at)| {
            let file = folder.join(format!("{host}-{title}.html"));
            let html = format!(
                "<html><head><title>{title}</title><meta name=section content='Tin hoạt động'><meta name=date content='{at}'>\
                 </head><body><article><h1>{title}</h1><p>Nội dung.</p></article></body></html>"
            );
            std::fs::write(&file, html).unwrap();
            file
        })
        .collect();
    let report = import_html(db, &storage, site, &files, Landing::Publish, |_| {}).await;
    assert_eq!((report.created, report.failed), (articles.len(), 0));
    site
}

#[tokio::test]
async fn an_article_stands_on_its_day_in_vietnam() {
    on_both(|db| async move {
        let folder = tempfile::tempdir().unwrap();
        let articles = [
            ("Trước nửa đêm", "2026-11-22T23:59:59+07:00"),
            ("Đúng nửa đêm", "2026-11-23T00:00:00+07:00"),
            ("Cuối ngày", "2026-11-23T23:59:59+07:00"),
            ("Đã gỡ", "2026-11-23T12:00:00+07:00"),
        ];
        let here = portal(&db, folder.path(), "xa.example", &articles).await;
        portal(&db, folder.path(), "tinh.example", &[("Của tỉnh", "2026-11-23T12:00:00+07:00")]).await;
        in_tx!(&db, tx => {
            sqlx::query("update article set withdrawn_at = 1 where slug = $1").bind("da-go").execute(&mut *tx).await?;
        })
        .unwrap();

        let archive = read_archive(&db, here).await.unwrap();
        let count = |day, articles| DayCount { day: day_number(2026, 11, day), articles };
        assert_eq!(archive, Archive(vec![count(22, 1), count(23, 2)]));
        let days = Period::Day(2026, 11, 23).days();
        let listed = list_between(&db, here, midnight(days.start)..midnight(days.end), 0, 10).await.unwrap();
        let titles: Vec<_> = listed.iter().map(|card| card.title.as_str()).collect();
        assert_eq!(titles, ["Cuối ngày", "Đúng nửa đêm"]);

        let map = feeds::store::list_pages(&db, here).await.unwrap();
        for path in ["/luu-tru", "/luu-tru/2026", "/luu-tru/2026/11", "/luu-tru/2026/11/22", "/luu-tru/2026/11/23"] {
            assert_eq!(map.iter().filter(|address| address.path == path).count(), 1, "{path}");
        }
    })
    .await;
}
