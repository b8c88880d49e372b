//! Forms that work with scripts off and on: the same fields, the same address, the same words when something is wrong.
//!
//! Without scripts the browser posts the form and the server shows the page again, with what was typed and what to mend. With scripts the
//! form is sent in the background, and the page follows where the answer leads.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::error::Problem;

/// The hidden fields that say which form of which page was sent.
pub const FORM_FIELD: &str = "bieu_mau";
pub const PAGE_FIELD: &str = "tai";
/// Where the page's state is written for the app.
pub const STATE_ID: &str = "trang-thai";

/// What a change answers: where to go on, and what to say there.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Next {
    pub to: String,
    pub says: String,
}

impl Next {
    pub fn new(to: impl Into<String>, says: impl Into<String>) -> Self {
        Self { to: to.into(), says: says.into() }
    }
}

/// A form that was sent and refused.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    pub form: String,
    pub wording: String,
    pub problems: Vec<Problem>,
    pub values: Vec<(String, String)>,
}

/// What a page starts with after a form.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageState {
    pub says: String,
    pub failure: Option<Failure>,
}

/// The state of a page's forms, shared by its parts.
#[derive(Debug, Clone, Copy)]
pub struct FormState {
    pub says: RwSignal<String>,
    pub failure: RwSignal<Option<Failure>>,
    /// Grows with each change, so that what is shown is read again.
    pub changes: RwSignal<u32>,
}

impl FormState {
    pub fn provide(start: PageState) -> Self {
        let state = Self { says: RwSignal::new(start.says), failure: RwSignal::new(start.failure), changes: RwSignal::new(0) };
        provide_context(state);
        state
    }

    pub fn current() -> Self {
        use_context::<Self>().unwrap_or_else(|| Self::provide(PageState::default()))
    }

    /// The refusal of one form.
    fn failure_of(self, form: &str) -> Option<Failure> {
        self.failure.read().as_ref().filter(|failure| failure.form == form).cloned()
    }
}

/// The form that a field stands in.
#[derive(Debug, Clone)]
struct FormId(String);

/// A form that posts to `/api/{action}`. `key` tells the forms of a page apart that post to the same address.
#[component]
pub fn Form(
    #[prop(into)] action: String,
    #[prop(optional, into)] key: String,
    #[prop(default = "form")] class: &'static str,
    #[prop(optional, into)] label: String,
    children: Children,
) -> impl IntoView {
    let state = FormState::current();
    let id = if key.is_empty() { action.replace('/', "-") } else { format!("{}-{key}", action.replace('/', "-")) };
    provide_context(FormId(id.clone()));
    let refused = {
        let id = id.clone();
        move || state.failure_of(&id).map(problems)
    };
    let page = place::this_page();
    let label = (!label.is_empty()).then_some(label);
    let sent_id = id.clone();
    view! {
        <form method="post" action=format!("/api/{action}") class=class id=id aria-label=label on:submit=place::submit(state)>
            <input type="hidden" name=FORM_FIELD value=sent_id/>
            <input type="hidden" name=PAGE_FIELD value=page/>
            {refused}
            {children()}
        </form>
    }
    .into_any()
}

/// What is wrong, at the head of the form: it takes the focus.
fn problems(failure: Failure) -> AnyView {
    let form = failure.form.clone();
    let list = failure.problems.into_iter().filter(|problem| !problem.says.is_empty()).map(|problem| {
        let says = problem.says;
        match problem.at.is_empty() {
            true => view! { <li>{says}</li> }.into_any(),
            false => view! { <li><a href=format!("#{form}-{}", problem.at) rel="external">{says}</a></li> }.into_any(),
        }
    });
    let list: Vec<_> = list.collect();
    let words = if list.is_empty() { failure.wording } else { "Chưa thực hiện được. Hãy xem lại:".into() };
    view! {
        <div class="notice notice-failed" role="alert" tabindex="-1" data-problems="">
            <p>{words}</p>
            {(!list.is_empty()).then(|| view! { <ul>{list}</ul> })}
        </div>
    }
    .into_any()
}

/// A field's place in its form: its id, what it holds, and what is wrong with it.
struct Place {
    id: String,
    value: String,
    problem: Signal<Option<String>>,
    described: Signal<Option<String>>,
    is_wrong: Signal<Option<&'static str>>,
}

fn place_of(name: &'static str, otherwise: String, hint: &'static str) -> Place {
    let state = FormState::current();
    let form = use_context::<FormId>().map(|id| id.0).unwrap_or_default();
    let id = format!("{form}-{name}");
    let value = state.failure.with_untracked(|failure| {
        let failure = failure.as_ref().filter(|failure| failure.form == form)?;
        failure.values.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone())
    });
    let problem = Signal::derive(move || {
        let failure = state.failure_of(&form)?;
        failure.problems.into_iter().find(|problem| problem.at == name).map(|problem| problem.says)
    });
    let described = {
        let id = id.clone();
        Signal::derive(move || {
            let mut ids = Vec::new();
            if !hint.is_empty() {
                ids.push(format!("{id}-hint"));
            }
            if problem.read().is_some() {
                ids.push(format!("{id}-problem"));
            }
            (!ids.is_empty()).then(|| ids.join(" "))
        })
    };
    Place {
        id,
        value: value.unwrap_or(otherwise),
        problem,
        described,
        is_wrong: Signal::derive(move || problem.read().is_some().then_some("true")),
    }
}

fn around(label: AnyView, id: &str, hint: &'static str, problem: Signal<Option<String>>, control: AnyView) -> AnyView {
    let (hint_id, problem_id) = (format!("{id}-hint"), format!("{id}-problem"));
    view! {
        <div class="field">
            <label for=id.to_owned()>{label}</label>
            {(!hint.is_empty()).then(|| view! { <p class="hint" id=hint_id>{hint}</p> })}
            {control}
            {move || problem.get().map(|says| view! { <p class="problem" id=problem_id.clone()>{says}</p> })}
        </div>
    }
    .into_any()
}

/// One line of text, or whatever `kind` says.
#[component]
pub fn Field(
    #[prop(into)] label: String,
    name: &'static str,
    #[prop(default = "text")] kind: &'static str,
    #[prop(optional, into)] value: String,
    #[prop(optional)] hint: &'static str,
    #[prop(optional)] autocomplete: &'static str,
    #[prop(optional)] inputmode: &'static str,
    #[prop(default = "")] class: &'static str,
    #[prop(optional)] required: bool,
) -> impl IntoView {
    let place = place_of(name, value, hint);
    // A password comes back to no page.
    let value = if kind == "password" { String::new() } else { place.value };
    let some = |text: &'static str| (!text.is_empty()).then_some(text);
    let control = view! {
        <input
            type=kind id=place.id.clone() name=name value=value class=class required=required autocomplete=some(autocomplete) inputmode=some(inputmode)
            aria-describedby=place.described aria-invalid=place.is_wrong
        />
    };
    around(label.into_any(), &place.id, hint, place.problem, control.into_any())
}

/// Several lines of text.
#[component]
pub fn Area(
    #[prop(into)] label: String,
    name: &'static str,
    #[prop(optional, into)] value: String,
    #[prop(optional)] hint: &'static str,
    #[prop(default = 4)] rows: u32,
    #[prop(optional)] required: bool,
) -> impl IntoView {
    let place = place_of(name, value, hint);
    // A browser drops the first line break of a text area.
    let control = view! {
        <textarea
            id=place.id.clone() name=name rows=rows required=required spellcheck="true" aria-describedby=place.described aria-invalid=place.is_wrong
            prop:value=place.value.clone()
        >{format!("\n{}", place.value)}</textarea>
    };
    around(label.into_any(), &place.id, hint, place.problem, control.into_any())
}

/// One of several.
#[component]
pub fn Choice(
    #[prop(into)] label: String,
    name: &'static str,
    /// Value and words.
    options: Vec<(String, String)>,
    #[prop(optional, into)] value: String,
    #[prop(optional)] hint: &'static str,
) -> impl IntoView {
    let place = place_of(name, value, hint);
    let options = options.into_iter().map(|(value, words)| {
        let selected = value == place.value;
        view! { <option value=value selected=selected>{words}</option> }
    });
    let control = view! {
        <select id=place.id.clone() name=name aria-describedby=place.described aria-invalid=place.is_wrong>{options.collect_view()}</select>
    };
    around(label.into_any(), &place.id, hint, place.problem, control.into_any())
}

/// Yes or no: sends "1" for yes.
#[component]
pub fn Tick(
    #[prop(into)] label: String,
    name: &'static str,
    #[prop(optional)] checked: bool,
    #[prop(optional)] hint: &'static str,
) -> impl IntoView {
    let place = place_of(name, String::new(), hint);
    let form_was_refused = FormState::current().failure.with_untracked(|failure| {
        let form = use_context::<FormId>().map(|id| id.0).unwrap_or_default();
        failure.as_ref().is_some_and(|failure| failure.form == form)
    });
    let checked = if form_was_refused { place.value == "1" } else { checked };
    let hint_id = format!("{}-hint", place.id);
    view! {
        <div class="field tick">
            <input type="checkbox" id=place.id.clone() name=name value="1" checked=checked aria-describedby=place.described/>
            <label for=place.id.clone()>{label}</label>
            {(!hint.is_empty()).then(|| view! { <p class="hint" id=hint_id>{hint}</p> })}
        </div>
    }
    .into_any()
}

/// The password again, in forms that change something sensitive.
#[component]
pub fn Confirm() -> impl IntoView {
    const HINT: &str = "Cần nhập khi lần nhập mật khẩu gần nhất đã quá 10 phút.";
    view! { <Field label="Mật khẩu của bạn" name="confirm" kind="password" autocomplete="current-password" hint=HINT/> }
}

/// What the server carries from page to form. A form that is shown again carries what it was sent with.
#[component]
pub fn Hidden(name: &'static str, #[prop(into)] value: String) -> impl IntoView {
    let value = place_of(name, value, "").value;
    view! { <input type="hidden" name=name value=value/> }
}

/// What the last form has done, at the head of the page.
#[component]
pub fn Done() -> impl IntoView {
    let state = FormState::current();
    view! {
        <div role="status" class="done">
            {move || { let says = state.says.get(); (!says.is_empty()).then(|| view! { <p class="notice notice-done">{says}</p> }) }}
        </div>
    }
}

#[cfg(feature = "ssr")]
mod place {
    use leptos::{ev::SubmitEvent, prelude::*};
    use leptos_router::hooks::use_location;

    use super::FormState;

    /// The address that the page was asked for under.
    pub fn this_page() -> String {
        let location = use_location();
        let search = location.search.get_untracked();
        let path = location.pathname.get_untracked();
        if search.is_empty() { path } else { format!("{path}?{search}") }
    }

    pub fn submit(_: FormState) -> impl Fn(SubmitEvent) + 'static {
        |_| {}
    }
}

#[cfg(not(feature = "ssr"))]
mod place {
    use leptos::{ev::SubmitEvent, prelude::*};
    use leptos_router::hooks::{use_location, use_navigate};

    use super::FormState;

    pub fn this_page() -> String {
        let location = use_location();
        let search = location.search.get_untracked();
        let path = location.pathname.get_untracked();
        match search.trim_start_matches('?') {
            "" => path,
            search => format!("{path}?{search}"),
        }
    }

    #[cfg(feature = "hydrate")]
    pub fn submit(state: FormState) -> impl Fn(SubmitEvent) + 'static {
        let navigate = use_navigate();
        move |event| crate::ui::browser::sending::send(event, state, navigate.clone())
    }

    #[cfg(not(feature = "hydrate"))]
    pub fn submit(_: FormState) -> impl Fn(SubmitEvent) + 'static {
        let _ = use_navigate;
        |_| {}
    }
}
