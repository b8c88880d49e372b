//! An article was corrected while it stands open: says so above it, with a link to the new text.

use std::cell::RefCell;

use leptos::{
    prelude::{document, request_animation_frame},
    task::spawn_local,
};
use web_sys::Element;

use super::{model::Article, pages::address};
use crate::{text::dates, ui::page_data::ask, visits::model::Corrected};

thread_local! {
    /// The last one that was told of, for an article that is opened after that, from data that was fetched before.
    static LAST: RefCell<Option<Corrected>> = const { RefCell::new(None) };
}

/// Tells it where the article is shown in an older text.
pub fn tell(corrected: Corrected) {
    LAST.set(Some(corrected));
    tell_again();
}

/// Asks for the article that is shown, once, after a time in which nothing could be told.
pub fn look() {
    let shown = document().query_selector("[data-corrected]").ok().flatten();
    let Some(slug) = shown.and_then(|status| status.get_attribute("data-corrected")) else { return };
    spawn_local(async move {
        let article = ask(address(&slug)).await.read::<Article>();
        if let Some(at) = article.ok().and_then(|article| article.corrected_at) {
            tell(Corrected { slug, at });
        }
    });
}

/// For an article that is about to be shown.
pub fn listen() {
    let _ = request_animation_frame(tell_again);
}

fn tell_again() {
    LAST.with_borrow(|last| {
        if let Some(corrected) = last {
            let _ = notice(corrected);
        }
    });
}

fn notice(corrected: &Corrected) -> Option<()> {
    let status = document().query_selector("[data-corrected]").ok()??;
    let shown = status.get_attribute("data-shown").and_then(|at| at.parse::<i64>().ok());
    if status.get_attribute("data-corrected")? != corrected.slug || Some(corrected.at) <= shown {
        return None;
    }
    let link = element("a")?;
    link.set_attribute("href", &format!("/bai-viet/{}", corrected.slug)).ok()?;
    // External to the router: the whole page is read anew.
    link.set_attribute("rel", "external").ok()?;
    link.set_text_content(Some("Đọc bản mới"));
    let (notice, line) = (element("div")?, element("p")?);
    notice.set_attribute("class", "notice").ok()?;
    line.set_text_content(Some(&format!("Bài đã được cập nhật lúc {}. ", dates::date_time(corrected.at))));
    line.append_child(&link).ok()?;
    notice.append_child(&line).ok()?;
    status.set_text_content(None);
    status.append_child(&notice).ok()?;
    Some(())
}

fn element(name: &str) -> Option<Element> {
    document().create_element(name).ok()
}
