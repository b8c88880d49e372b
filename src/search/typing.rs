//! Titles offered under the field in the head of every page, while someone types.

use std::{cell::Cell, time::Duration};

use leptos::{ev, prelude::*, task::spawn_local};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement};

use super::model::Suggestions;
use crate::{text::addresses::percent_encoded, ui::page_data::ask};

/// Between two keys of a quick hand nothing is asked.
const PAUSE: Duration = Duration::from_millis(120);

thread_local! {
    static TURN: Cell<u32> = const { Cell::new(0) };
}

/// Listens as long as the page lives.
pub fn follow() {
    std::mem::forget(window_event_listener(ev::input, |event| {
        let field = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        if let Some(field) = field.filter(|field| field.id() == "tim-nhanh") {
            offer(field.value());
        }
    }));
}

/// Asks once the hand rests; an answer that comes late is dropped.
fn offer(typed: String) {
    let turn = TURN.get().wrapping_add(1);
    TURN.set(turn);
    if typed.trim().chars().nth(1).is_none() {
        show(Suggestions::default());
        return;
    }
    let ask_now = move || {
        if TURN.get() == turn {
            spawn_local(async move {
                let data = ask(format!("/api/search/suggest?q={}", percent_encoded(&typed))).await;
                if let (Ok(found), true) = (data.read::<Suggestions>(), TURN.get() == turn) {
                    show(found);
                }
            });
        }
    };
    let _ = set_timeout(ask_now, PAUSE);
}

/// The list is nobody else's: the app leaves what is in it alone.
fn show(found: Suggestions) {
    let list: Option<Element> = document().get_element_by_id("goi-y");
    let Some(list) = list else { return };
    list.set_text_content(None);
    for title in found.titles {
        if let Ok(option) = document().create_element("option") {
            let _ = option.set_attribute("value", &title.title);
            let _ = list.append_child(&option);
        }
    }
}
