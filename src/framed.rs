//! The frame around readers' pages, as text: written once for all pages of a site that share it, since the browser's app is only what
//! is in `<main>` (decision 0023).

use leptos::prelude::*;

use crate::{
    error::AppError,
    reading::{bar::ReadingBar, model::ReadingPreferences},
    search::pages::SearchField,
    site::{
        frame::{Footer, Masthead, Menu, NoticeBar, Side},
        model::Frame,
    },
    text::xml::escaped,
    ui::{skip_link::SkipLink, stop::Stop},
};

/// Stands for the page's own address. It comes before all that an agency has written itself, so the first one is it.
const HERE: &str = "\u{E000}";
/// Stands for the page. Texts are escaped: none of them can hold it.
const PAGE: &str = "<!--page-->";

/// A frame with room for a page.
#[derive(Debug)]
pub struct FrameText {
    /// Up to the page's address, on to the page, and what comes after it.
    parts: [String; 3],
}

impl FrameText {
    /// `current`: the address in the menu that the reader is at, or none.
    pub fn write(frame: &Frame, preferences: ReadingPreferences, current: &str) -> Self {
        let (frame, current) = (frame.clone(), current.to_owned());
        written(move || {
            view! {
                <SkipLink/>
                <ReadingBar preferences here=HERE.to_owned()/>
                <NoticeBar notice=frame.notice.clone()/>
                <Masthead site=frame.site.clone()><SearchField/></Masthead>
                <Menu sections=frame.menu.clone() current/>
                <div class="page">
                    <main id="noi-dung" tabindex="-1" data-site=frame.site.name.clone() inner_html=PAGE></main>
                    <Side blocks=frame.blocks.clone() web_links=frame.web_links.clone()/>
                </div>
                <Footer frame/>
            }
            .into_any()
        })
    }

    /// What stands around the page, with it. `page` is HTML.
    pub fn around(&self, here: &str, page: &str) -> String {
        let [first, second, third] = &self.parts;
        [first, escaped(here).as_str(), second, page, third].concat()
    }
}

/// A whole page where the database does not even give the frame.
pub fn unframed(error: AppError, preferences: ReadingPreferences, here: &str) -> String {
    let text = written(move || {
        view! {
            <SkipLink/>
            <ReadingBar preferences here=HERE.to_owned()/>
            <div class="page"><main id="noi-dung" tabindex="-1"><Stop error/></main></div>
        }
        .into_any()
    });
    text.around(here, "")
}

fn written(view: impl FnOnce() -> AnyView) -> FrameText {
    // Nobody walks over it: the marks for that are left out.
    let html = Owner::new().with(|| view().to_html()).replace("<!>", "");
    let (first, rest) = html.split_once(HERE).unwrap_or((&html, ""));
    let (second, third) = rest.split_once(PAGE).unwrap_or((rest, ""));
    FrameText { parts: [first, second, third].map(str::to_owned) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::model::Notice;

    #[test]
    fn a_page_and_its_address_stand_in_their_places_whatever_an_agency_has_written() {
        let notice = Notice { text: format!("Bão {HERE}{PAGE} số 3"), url: String::new() };
        let frame = FrameText::write(&Frame { notice, ..Frame::default() }, ReadingPreferences::default(), "/");
        let html = frame.around("/bai-viet/a?trang=\"2", "<p>Bài</p>");
        assert!(html.contains("value=\"/bai-viet/a?trang=&quot;2\""), "{html}");
        assert!(html.contains("><p>Bài</p></main>"), "{html}");
        assert!(html.contains("Bão \u{E000}&lt;!--page--&gt; số 3"), "{html}");
        assert!(html.contains("<a href=\"/\" aria-current=\"page\">Trang chủ</a>"), "{html}");
        assert!(!html.contains("<!"), "{html}");
    }
}
