//! Sends a form in the background and follows the answer.

use leptos::{ev::SubmitEvent, prelude::*, task::spawn_local};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Element, FormData, Headers, HtmlElement, HtmlFormElement, RequestInit, Response, UrlSearchParams};

use crate::{
    error::AppError,
    ui::form::{FORM_FIELD, Failure, FormState, Next, PageState, STATE_ID},
};

const BUSY: &str = "aria-busy";
/// The name of the buttons that lead a piece from stage to stage, and of the one among them that leaves it where it is.
const STEP: &str = "then";
const SAVE: &str = "save";

/// What the server has left for the page's forms.
pub fn page_state() -> PageState {
    let written = document().get_element_by_id(STATE_ID).and_then(|script| script.text_content()).unwrap_or_default();
    serde_json::from_str(&written).unwrap_or_default()
}

pub fn send<N>(event: SubmitEvent, state: FormState, on_done: Callback<()>, navigate: N)
where
    N: Fn(&str, leptos_router::NavigateOptions) + Clone + 'static,
{
    let Some(form) = event.target().and_then(|target| target.dyn_into::<HtmlFormElement>().ok()) else { return };
    let Ok(data) = FormData::new_with_form(&form) else { return };
    let mut is_step = false;
    // The button that was pressed belongs to what is sent.
    if let Some(button) = event.submitter()
        && let Some(name) = button.get_attribute("name")
    {
        let value = button.get_attribute("value").unwrap_or_default();
        is_step = name == STEP && value != SAVE;
        let _ = data.append_with_str(&name, &value);
    }
    // A form with a file goes the browser's own way.
    let Ok(values) = UrlSearchParams::new_with_str_sequence_sequence(data.unchecked_ref::<JsValue>()) else { return };
    event.prevent_default();
    // A second click while the first is under way.
    if form.has_attribute(BUSY) {
        return;
    }
    let _ = form.set_attribute(BUSY, "true");
    let action = form.get_attribute("action").unwrap_or_default();
    let id = values.get(FORM_FIELD).unwrap_or_default();
    spawn_local(async move {
        let answer = post(&action, &String::from(values.to_string())).await;
        let _ = form.remove_attribute(BUSY);
        match answer {
            Ok(next) => {
                // Its form may be gone meanwhile, and with it whoever was to be told.
                let _ = on_done.try_run(());
                follow(next, state, navigate);
                if is_step {
                    leave_button();
                }
            }
            Err(error) => refuse(id, error, state, &form),
        }
    });
}

async fn post(action: &str, body: &str) -> Result<Next, AppError> {
    let unreachable =
        || AppError::invalid("", "Không gửi được: hãy kiểm tra kết nối mạng rồi gửi lại. Những gì đã nhập vẫn còn trên trang");
    let send = async {
        let headers = Headers::new()?;
        headers.set("Accept", "application/json")?;
        headers.set("Content-Type", "application/x-www-form-urlencoded")?;
        let options = RequestInit::new();
        options.set_method("POST");
        options.set_headers(&headers);
        options.set_body(&JsValue::from_str(body));
        let window = web_sys::window().ok_or(JsValue::NULL)?;
        let response: Response = JsFuture::from(window.fetch_with_str_and_init(action, &options)).await?.unchecked_into();
        let text = JsFuture::from(response.text()?).await?.as_string().unwrap_or_default();
        Ok::<_, JsValue>((response.ok(), text))
    };
    let (is_ok, text) = send.await.map_err(|_: JsValue| unreachable())?;
    if is_ok {
        return serde_json::from_str(&text).map_err(|_| AppError::Unavailable);
    }
    Err(serde_json::from_str(&text).unwrap_or(AppError::Unavailable))
}

fn follow<N>(next: Next, state: FormState, navigate: N)
where
    N: Fn(&str, leptos_router::NavigateOptions),
{
    // The frame changes with who is signed in, and other apps of the site are whole loads.
    let here = window().location().pathname().unwrap_or_default();
    if next.is_full_load() || !here.starts_with("/bien-tap") {
        if let Some(window) = web_sys::window() {
            let _ = window.location().set_href(&next.to);
        }
        return;
    }
    state.failure.set(None);
    state.says.set(next.says);
    state.changes.update(|changes| *changes += 1);
    navigate(&next.to, leptos_router::NavigateOptions::default());
}

/// The button that was pressed is another step's by now: whoever presses Enter once more must not do that one too.
fn leave_button() {
    focus_soon(|| document().query_selector(".done").ok().flatten());
}

/// In the next frame, when what was said is on the page.
fn focus_soon(find: impl Fn() -> Option<Element> + 'static) {
    let _ = request_animation_frame(move || {
        if let Some(element) = find().and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
            let _ = element.focus();
        }
    });
}

fn refuse(form_id: String, error: AppError, state: FormState, form: &HtmlFormElement) {
    let wording = match error {
        AppError::SignInNeeded => {
            "Phiên làm việc đã hết hạn. Hãy mở trang đăng nhập trong một thẻ khác, đăng nhập lại rồi gửi lại tại đây; những gì đã nhập vẫn còn trên trang.".into()
        }
        ref other => other.wording(),
    };
    let problems = match error {
        AppError::Invalid(problems) => problems,
        _ => Vec::new(),
    };
    state.says.set(String::new());
    state.failure.set(Some(Failure { form: form_id, wording, problems, values: Vec::new() }));
    let form = form.clone();
    focus_soon(move || form.query_selector("[data-problems]").ok().flatten());
}
