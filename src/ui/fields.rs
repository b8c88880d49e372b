//! The fields of a form: each with its label, what it held when the form was refused, and what is wrong with it.

use leptos::prelude::*;

use super::form::{FormId, FormState};

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
    /// The id of a datalist with what may be meant.
    #[prop(optional)]
    list: &'static str,
    #[prop(optional)] required: bool,
) -> impl IntoView {
    let place = place_of(name, value, hint);
    // A password comes back to no page.
    let value = if kind == "password" { String::new() } else { place.value };
    let some = |text: &'static str| (!text.is_empty()).then_some(text);
    let control = view! {
        <input
            type=kind id=place.id.clone() name=name value=value class=class required=required autocomplete=some(autocomplete) inputmode=some(inputmode) list=some(list)
            aria-describedby=place.described aria-invalid=place.is_wrong
        />
    };
    around(label.into_any(), &place.id, hint, place.problem, control.into_any())
}

/// Several lines of text.
#[component]
pub fn Area(
    #[prop(into)] label: Signal<String>,
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
    around((move || label.get()).into_any(), &place.id, hint, place.problem, control.into_any())
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
