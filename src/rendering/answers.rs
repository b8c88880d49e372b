//! What readers' pages are made from, on the server: the same addresses that browsers fetch, answered without the way over HTTP.

use std::pin::Pin;

use crate::{
    article::api::read_article, error::AppError, home::api::read_home, page::api::read_page, search::api::find,
    section::api::read_section, text::addresses::percent_decoded, ui::page_data::PageData, visits::api::read_days,
};

pub fn answer(address: String) -> Pin<Box<dyn Future<Output = PageData> + Send>> {
    Box::pin(async move {
        let (path, query) = address.split_once('?').unwrap_or((&address, ""));
        let given = |name: &str| {
            let value = query.split('&').find_map(|pair| pair.split_once('=').filter(|(key, _)| *key == name));
            value.map(|(_, value)| percent_decoded(value)).unwrap_or_default()
        };
        match path {
            "/api/article/read" => PageData::of(read_article(given("slug")).await),
            "/api/home/read" => PageData::of(read_home().await),
            "/api/page/read" => PageData::of(read_page(given("slug")).await),
            "/api/search/find" => {
                let page = given("page").parse().unwrap_or(0);
                let asked = find(given("q"), given("section"), given("kind"), given("from"), given("to"), given("order"), page);
                PageData::of(asked.await)
            }
            "/api/section/read" => PageData::of(read_section(given("slug"), given("page").parse().unwrap_or(0)).await),
            "/api/visits/days" => PageData::of(read_days().await),
            _ => PageData::of::<()>(Err(AppError::NotFound)),
        }
    })
}

#[cfg(test)]
mod tests {
    //! What the server writes of each shape, a browser reads back equal; what is none of it gives an error.

    #![allow(clippy::unwrap_used, clippy::expect_used)]

    use std::fmt::Debug;

    use serde::{Serialize, de::DeserializeOwned};

    use super::PageData;
    use crate::{
        article::model::{Article, ArticleCard},
        content::Content,
        error::{AppError, Problem},
        home::model::{Home, HomePart, PartKind},
        media::model::{Format, MediaKind, MediaView, RenditionView},
        page::model::Page,
        search::model::{Asking, Hit, SearchView, Suggestion, Suggestions},
        section::model::{SectionLink, SectionPageView},
        text::shapes::FromJson,
        visits::model::{Corrected, DayVisits, Figures, Statistics},
    };

    /// Through the text alone, as a browser has it; and as serde reads it.
    fn comes_back<T>(value: T)
    where
        T: Serialize + DeserializeOwned + FromJson + Clone + PartialEq + Debug + Send + Sync + 'static,
    {
        let text = serde_json::to_string(&value).unwrap();
        assert_eq!(serde_json::from_str::<T>(&text).unwrap(), value);
        assert_eq!(PageData::of_text(&text).read::<T>().unwrap(), value, "{text}");
        // Cut short anywhere it is an error and no panic.
        for end in (0..text.len()).filter(|end| text.is_char_boundary(*end)).step_by(7) {
            assert_eq!(PageData::of_text(&text[..end]).read::<T>(), Err(AppError::Unavailable), "{}", &text[..end]);
        }
        assert_eq!(PageData::of_text("[1,2]").read::<T>(), Err(AppError::Unavailable));
    }

    const HARD: &str = "Ủy ban \"xã\" \\ Hoà\n\tĐào </script> \u{1F33E} \u{7}";

    fn link() -> SectionLink {
        SectionLink { slug: "tin".into(), name: HARD.into() }
    }

    fn media() -> MediaView {
        let rendition = |format| RenditionView { format, width: 640, height: 480, url: "/tap-tin/a".into() };
        MediaView {
            id: "m".into(),
            kind: MediaKind::Picture,
            name: HARD.into(),
            mime: "image/webp".into(),
            bytes: i64::MAX,
            width: -1,
            height: 0,
            renditions: [Format::Webp, Format::Jpeg, Format::Original].map(rendition).into(),
        }
    }

    fn card(cover: Option<MediaView>) -> ArticleCard {
        let focus = if cover.is_some() { "13" } else { "" }.to_owned();
        ArticleCard { slug: "bai".into(), title: HARD.into(), lead: String::new(), section: link(), published_at: 1, cover, focus }
    }

    fn content() -> Content {
        Content::parse(r#"{"type":"doc","content":[{"type":"paragraph","content":[{"type":"text","text":"Chữ \"đậm\"","marks":[{"type":"strong"}]}]}]}"#).unwrap()
    }

    #[test]
    fn every_shape_of_a_readers_page_comes_back() {
        let article = Article {
            slug: "bai".into(),
            title: HARD.into(),
            lead: HARD.into(),
            section: link(),
            parents: vec![link()],
            content: content(),
            media: vec![media()],
            cover: None,
            author_line: String::new(),
            author_slug: "lo-thi-ban".into(),
            source_name: HARD.into(),
            source_url: "https://example.vn/?a=b&c=d".into(),
            links: content(),
            seo_title: HARD.into(),
            seo_description: String::new(),
            published_at: -1,
            corrected_at: Some(1_795_163_400_000_000),
            related: vec![card(Some(media())), card(None)],
            reading_minutes: 3,
        };
        comes_back(Article { cover: Some(media()), parents: Vec::new(), corrected_at: None, ..article.clone() });
        comes_back(article);
        for parents in [Vec::new(), vec![link()]] {
            comes_back(SectionPageView {
                section: link(),
                parents,
                below: vec![link()],
                description: HARD.into(),
                articles: vec![card(None)],
                total: 2,
                page: 1,
            });
        }
        let parts = PartKind::ALL.map(|kind| HomePart { kind, section: link(), articles: vec![card(None)] });
        comes_back(Home { featured: vec![card(Some(media()))], parts: parts.into() });
        comes_back(Page { title: HARD.into(), content: content(), media: vec![media()], updated_at: 5 });
        let day = DayVisits { day: 20_000, visits: 1, views: 2 };
        comes_back(Statistics { days: vec![day, day], explanation: content() });
        let asking = Asking {
            q: HARD.into(),
            section: "tin".into(),
            kind: "video".into(),
            from: "2026-01-01".into(),
            to: String::new(),
            order: "moi".into(),
            page: 2,
        };
        let hit = Hit { slug: "bai".into(), title: "a \u{2}b\u{3}".into(), excerpt: HARD.into(), section: link(), published_at: 1 };
        let said = |text: &str| text.to_owned();
        comes_back(SearchView {
            asking,
            total: 11,
            hits: vec![hit],
            corrected: said(HARD),
            meant: said("a"),
            sections: vec![link()],
            caution: said("b"),
            problem: said("c"),
            status: 404,
        });
        comes_back(Suggestions { titles: vec![Suggestion { title: HARD.into(), slug: "bai".into() }] });
        for picture in [MediaKind::Picture, MediaKind::File, MediaKind::Video] {
            comes_back(MediaView { kind: picture, ..media() });
        }
    }

    #[test]
    fn what_a_page_shows_does_not_travel_beside_it() {
        assert_eq!(PageData::of(Ok(link())).to_string(), "");
    }

    #[test]
    fn every_error_comes_back() {
        for error in [
            AppError::NotFound,
            AppError::Gone { at: 1_795_163_400_000_000, note: HARD.into() },
            AppError::SignInNeeded,
            AppError::NotAllowed,
            AppError::Invalid(vec![Problem::new("title", HARD)]),
            AppError::Invalid(Vec::new()),
            AppError::Conflict,
            AppError::Spent,
            AppError::TooMany,
            AppError::Unavailable,
        ] {
            let written = PageData::of::<Home>(Err(error.clone()));
            let read: PageData = written.to_string().parse().unwrap();
            assert_eq!(read.read::<Home>(), Err(error));
        }
        for nonsense in ["!", "!<html>", "!\"Khác\"", ""] {
            assert_eq!(PageData::of_text(nonsense).read::<Home>(), Err(AppError::Unavailable), "{nonsense}");
        }
    }

    #[test]
    fn frames_of_the_socket_are_told_apart() {
        let corrected = Corrected { slug: "le-khai-giang".into(), at: 1 };
        assert_eq!(Corrected::from_text(&corrected.frame()), Some(corrected.clone()));
        assert_eq!(Figures::from_text(&corrected.frame()), None);
        let figures = Figures { online: 1, today: 80, month: 5678, all: 79_921 };
        assert_eq!(Figures::from_text(&figures.frame()), Some(figures));
        assert_eq!(Corrected::from_text(&figures.frame()), None);
    }
}
