//! The only place where Rust and the editor's JavaScript touch.

use wasm_bindgen::{JsCast, JsValue, prelude::*};
use web_sys::HtmlElement;

use super::surface::Told;

#[wasm_bindgen(module = "/src/editor/load.js")]
extern "C" {
    /// An open editor.
    pub type Editor;

    #[wasm_bindgen(catch, js_name = mountEditor)]
    async fn mount_editor(form: &HtmlElement, tell: &Closure<dyn FnMut(String, String, f64)>) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch, js_name = showLocalDrafts)]
    async fn show_local_drafts(place: &HtmlElement, account: &str) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch, js_name = forgetKept)]
    async fn forget_kept_entries() -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method)]
    fn close(this: &Editor) -> js_sys::Promise;

    #[wasm_bindgen(method, js_name = keepMine)]
    fn keep_mine(this: &Editor, number: f64) -> js_sys::Promise;

    #[wasm_bindgen(method, js_name = takeTheirs)]
    fn take_theirs(this: &Editor) -> js_sys::Promise;

    #[wasm_bindgen(method, js_name = copyMine)]
    fn copy_mine(this: &Editor) -> js_sys::Promise;

    #[wasm_bindgen(method)]
    fn dropped(this: &Editor) -> js_sys::Promise;
}

/// An editor with the closure that it tells through: both live until it is closed.
pub struct Open {
    editor: Editor,
    _tell: Closure<dyn FnMut(String, String, f64)>,
}

impl Open {
    /// `number`: the colleague's version that is written over.
    pub fn keep_mine(&self, number: i64) {
        let _ = self.editor.keep_mine(number as f64);
    }

    pub fn take_theirs(&self) {
        let _ = self.editor.take_theirs();
    }

    pub fn copy_mine(&self) {
        let _ = self.editor.copy_mine();
    }

    pub fn dropped(&self) {
        let _ = self.editor.dropped();
    }

    pub fn close(&self) {
        let _ = self.editor.close();
    }
}

/// Opens the editor in the form that a node stands in. None where it cannot be opened: the plain field stays, and the console says why.
pub async fn open(node: HtmlElement, tell: impl Fn(Told) + 'static) -> Option<Open> {
    let form = node.closest("form").ok().flatten()?.dyn_into::<HtmlElement>().ok()?;
    let tell = Closure::<dyn FnMut(String, String, f64)>::new(move |what: String, piece: String, number: f64| {
        let number = number as i64;
        tell(match what.as_str() {
            "created" => Told::Created(piece),
            "conflict" => Told::Conflict(number),
            _ => Told::Saved(number),
        });
    });
    match mount_editor(&form, &tell).await {
        Ok(editor) if !editor.is_undefined() => Some(Open { editor: editor.unchecked_into(), _tell: tell }),
        Ok(_) => None,
        Err(error) => {
            leptos::logging::warn!("Cổng Dân: không mở được trình soạn thảo, dùng ô viết thường {error:?}");
            None
        }
    }
}

/// Lists in a node what was typed on this machine and never reached the server.
pub async fn list_local(place: HtmlElement, account: String) {
    let _ = show_local_drafts(&place, &account).await;
}

/// Takes from this machine what the server has.
pub async fn forget_kept() {
    let _ = forget_kept_entries().await;
}
