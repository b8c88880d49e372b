//! Forms that work with scripts off and on: the same fields, the same address, the same words when something is wrong.
//!
//! Without scripts the browser posts the form and the server shows the page again, with what was typed and what to mend. With scripts the
//! form is sent in the background, and the page follows where the answer leads.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::error::Problem;
pub(super) use place::this_page;

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
    /// The page is to be loaded anew: more of it has changed than the app draws.
    pub is_anew: bool,
}

impl Next {
    pub fn new(to: impl Into<String>, says: impl Into<String>) -> Self {
        Self { to: to.into(), says: says.into(), is_anew: false }
    }

    pub fn anew(to: impl Into<String>, says: impl Into<String>) -> Self {
        Self { is_anew: true, ..Self::new(to, says) }
    }

    /// Whether the browser goes there by loading a page, also where scripts run.
    pub fn is_full_load(&self) -> bool {
        self.is_anew || !self.to.starts_with("/bien-tap")
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

    /// What a refused form was sent with.
    pub fn sent_untracked(self, name: &str) -> Option<String> {
        self.failure.with_untracked(|failure| {
            let values = &failure.as_ref()?.values;
            values.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone())
        })
    }

    /// The refusal of one form.
    pub(super) fn failure_of(self, form: &str) -> Option<Failure> {
        self.failure.read().as_ref().filter(|failure| failure.form == form).cloned()
    }
}

/// The form that a field stands in.
#[derive(Debug, Clone)]
pub(super) struct FormId(pub(super) String);

/// Part of a form that is drawn anew by itself: its fields are still of this form.
pub fn part<V: 'static>(draw: impl Fn() -> V + Send + 'static) -> impl Fn() -> V + Send + 'static {
    let form = use_context::<FormId>();
    move || {
        if let Some(form) = form.clone() {
            provide_context(form);
        }
        draw()
    }
}

/// A form that posts to `/api/{action}`. `key` tells the forms of a page apart that post to the same address.
#[component]
pub fn Form(
    #[prop(into)] action: String,
    #[prop(optional, into)] key: String,
    #[prop(default = "form")] class: &'static str,
    #[prop(optional, into)] label: String,
    /// In the browser, before the page follows the answer.
    #[prop(default = Callback::new(|()| ()))]
    on_done: Callback<()>,
    children: Children,
) -> impl IntoView {
    let state = FormState::current();
    let id = form_id(&action, &key);
    provide_context(FormId(id.clone()));
    let refused = {
        let id = id.clone();
        move || state.failure_of(&id).map(problems)
    };
    let page = this_page();
    let label = (!label.is_empty()).then_some(label);
    let sent_id = id.clone();
    view! {
        <form method="post" action=format!("/api/{action}") class=class id=id aria-label=label on:submit=place::submit(state, on_done)>
            <input type="hidden" name=FORM_FIELD value=sent_id/>
            <input type="hidden" name=PAGE_FIELD value=page/>
            {refused}
            {children()}
        </form>
    }
    .into_any()
}

fn form_id(action: &str, key: &str) -> String {
    let id = action.replace('/', "-");
    if key.is_empty() { id } else { format!("{id}-{key}") }
}

/// A form behind a summary. It stands open where it was refused: what is wrong must be seen.
#[component]
pub fn FoldedForm(
    #[prop(into)] summary: String,
    #[prop(into)] action: String,
    #[prop(into)] key: String,
    #[prop(default = Callback::new(|()| ()))] on_done: Callback<()>,
    children: Children,
) -> impl IntoView {
    let id = form_id(&action, &key);
    let is_refused =
        FormState::current().failure.with_untracked(|failure| failure.as_ref().is_some_and(|failure| failure.form == id));
    view! {
        <details class="more" open=is_refused>
            <summary>{summary}</summary>
            <Form action key on_done>{children()}</Form>
        </details>
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

/// What the last form has done, at the head of the page. A step of the two gates brings the focus here.
#[component]
pub fn Done() -> impl IntoView {
    let state = FormState::current();
    view! {
        <div role="status" class="done" tabindex="-1">
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

    pub fn submit(_: FormState, _: Callback<()>) -> impl Fn(SubmitEvent) + 'static {
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
    pub fn submit(state: FormState, on_done: Callback<()>) -> impl Fn(SubmitEvent) + 'static {
        let navigate = use_navigate();
        move |event| crate::ui::browser::sending::send(event, state, on_done, navigate.clone())
    }

    #[cfg(not(feature = "hydrate"))]
    pub fn submit(_: FormState, _: Callback<()>) -> impl Fn(SubmitEvent) + 'static {
        let _ = use_navigate;
        |_| {}
    }
}
