//! The sheet of one piece: writing or reading it, the steps that are open, checks, notes and history.

use leptos::{html, prelude::*, task::spawn_local};
use leptos_router::hooks::{use_location, use_params_map};

use super::{
    api::read_piece,
    beside::beside,
    conflict::Conflict,
    model::{PREVIEW, PieceView, SOCKET},
    newest::Newest,
    stages::{Action, Stage},
    steps::{count, steps, steps_only},
    writing::WritingFields,
};
use crate::{
    accounts::model::Person,
    content::render::ContentView,
    editor::surface::{Handle, Opened, Surface, Told},
    error::AppError,
    text::dates,
    ui::{
        fields::{Hidden, Tick},
        form::{Form, FormState},
        head::titled,
        loaded::loaded,
        told::listen,
    },
};

#[component]
pub fn PiecePage() -> impl IntoView {
    let params = use_params_map();
    let changes = FormState::current().changes;
    let asked_after = StoredValue::new(0);
    provide_context(AskedAfter(asked_after));
    let asked = move || {
        asked_after.set_value(changes.get_untracked());
        params.read().get("id").unwrap_or_default()
    };
    loaded(Resource::new(asked, read_piece), sheet)
}

/// How much the forms had done when the page's piece was asked for: a first draft is sent on while its page is still coming.
#[derive(Clone, Copy)]
struct AskedAfter(StoredValue<u32>);

fn sheet(piece: PieceView) -> AnyView {
    titled(&piece.fields.title);
    view! { <Sheet piece/> }.into_any()
}

/// The piece as it is now. What is being written is made once: only what stands around it follows.
#[component]
fn Sheet(piece: PieceView) -> impl IntoView {
    let editor = Handle::default();
    let conflict = RwSignal::new(None);
    let newest = Newest::new(piece);
    let latest = newest.shown;
    let refresh = move || newest.show();
    follow_changes(refresh);
    let says = FormState::current().says;
    let on_told = Callback::new(move |told| match told {
        Told::Conflict(base) => conflict.set(Some(base)),
        Told::Saved(number) => {
            conflict.set(None);
            if latest.read_untracked().number < number {
                says.set(saved_words(number));
            }
            refresh();
        }
        Told::Created(_) => {}
    });
    let on_dropped = Callback::new(move |()| editor.dropped());
    // With the editor open a new version changes nothing in the form: the editor knows it already.
    let shown = StoredValue::new(0);
    let form = Memo::new(move |_| {
        let piece = latest.read();
        if !editor.is_open.get_untracked() {
            shown.set_value(piece.number);
        }
        (piece.actions.contains(&Action::Save), shown.get_value())
    });
    view! {
        <p class="breadcrumb"><a href="/bien-tap">"Việc cần xử lý"</a></p>
        <h1>{move || latest.read().fields.title.clone()}</h1>
        <Watch newest/>
        {move || standing(&latest.read())}
        <div class="sheet-columns">
            <div class="sheet-main">
                {move || conflict.get().map(|base| view! { <Conflict piece=latest base editor/> })}
                {move || {
                    let (may_save, _) = form.get();
                    let piece = latest.get_untracked();
                    if may_save { writing(&piece, latest, editor, on_told) } else { steps_only(latest) }
                }}
                {move || preview(&latest.read(), editor)}
                {real_page(&latest.read_untracked().id)}
            </div>
            <aside class="sheet-side" aria-label="Về tin bài này">
                {beside(latest, on_dropped)}
            </aside>
        </div>
    }
}

/// After each form of the page that has done something since the piece was asked for.
fn follow_changes(refresh: impl Fn() + 'static) {
    let asked_after = use_context::<AskedAfter>().map_or(0, |asked| asked.0.get_value());
    let changes = FormState::current().changes;
    Effect::new(move |before: Option<u32>| {
        let now = changes.get();
        if before.unwrap_or(asked_after) != now {
            refresh();
        }
        now
    });
}

/// Says that a colleague has changed the piece meanwhile; what is being typed stays.
#[component]
fn Watch(newest: Newest) -> impl IntoView {
    let is_old = newest.is_old();
    listen(SOCKET, move || newest.look());
    let href = use_location().pathname;
    view! {
        <div role="status">
            {move || is_old.get().then(|| view! {
                <p class="notice">"Đồng nghiệp vừa thay đổi bài này. " <a href=href rel="external">"Mở lại để xem bản mới"</a></p>
            })}
        </div>
    }
}

/// Where the piece stands, and what was said to whoever has it now.
fn standing(piece: &PieceView) -> AnyView {
    let mut facts = vec![format!("phiên bản {}", piece.number), piece.section_name.clone()];
    if !piece.author.is_empty() {
        facts.push(format!("người viết: {}", piece.author));
    }
    if !piece.assigned.is_empty() {
        facts.push(format!("giao cho: {}", piece.assigned));
    }
    if let Some(due) = piece.due_at {
        facts.push(format!("hạn {}", dates::date_time(due)));
    }
    if let Some(end) = dates::parse_local(&piece.fields.withdraw_at) {
        facts.push(format!("tự gỡ lúc {}", dates::date_time(end)));
    }
    facts.push(format!("cập nhật {}", dates::date_time(piece.updated_at)));
    let stage = match piece.scheduled_at {
        Some(at) => format!("Hẹn đăng lúc {}", dates::date_time(at)),
        None => piece.stage.name().to_owned(),
    };
    let live = piece.live_href.clone().map(|href| {
        let says = if piece.stage == Stage::Published {
            "Xem bài trên cổng"
        } else {
            "Người đọc đang thấy bản đã đăng trước đó"
        };
        view! { <p><a href=href rel="external">{says}</a></p> }
    });
    let returned = (!piece.returned_note.is_empty()).then(|| {
        view! { <p class="notice notice-failed"><strong>"Đã trả lại: "</strong>{piece.returned_note.clone()}</p> }
    });
    let withdrawn = piece.withdrawn_at.map(|at| {
        view! { <p class="notice notice-failed"><strong>{format!("Đã gỡ {}: ", dates::date_time(at))}</strong>{piece.withdrawn_note.clone()}</p> }
    });
    let owed = piece.review_owed_by.clone().map(|by| {
        view! { <p class="notice">{format!("{by} đã đăng khẩn bài này: còn nợ một lượt duyệt lại của người khác.")}</p> }
    });
    view! {
        <p class="meta"><span class="stage" data-stage=piece.stage.as_str()>{stage}</span> " " {facts.join(" · ")}</p>
        {live} {returned} {withdrawn} {owed}
    }
    .into_any()
}

/// The form of the piece: plain fields, and the editor in the place of the text where scripts run.
fn writing(piece: &PieceView, latest: RwSignal<PieceView>, editor: Handle, on_told: Callback<Told>) -> AnyView {
    let keeps_blocks = piece.fields.text.contains("[[khối ");
    let (id, base, key) = (piece.id.clone(), piece.number.to_string(), piece.form_key.clone());
    let done = RwSignal::new(0);
    let (fields, sections, known_tags) = (piece.fields.clone(), piece.sections.clone(), piece.known_tags.clone());
    let media = piece.media.clone();
    let opened = Opened {
        piece: piece.id.clone(),
        account: account_name(),
        number: piece.number,
        save_key: piece.save_key.clone(),
        content: piece.content.clone(),
        media: piece.media.clone(),
        kept: piece.kept.clone(),
    };
    view! {
        <Form action="work/save" class="form form-writing" label="Viết bài" on_done=count(done)>
            <Hidden name="id" value=id/>
            <Hidden name="base" value=base/>
            <Hidden name="key" value=key/>
            <Overwrite latest/>
            <WritingFields fields sections media known_tags><Surface opened handle=editor on_told/></WritingFields>
            {keeps_blocks.then(|| view! { <Tick label="Bỏ hẳn các khối đã xóa dòng" name="drops"/> })}
            {steps(latest, done)}
        </Form>
    }
    .into_any()
}

pub(super) fn saved_words(number: i64) -> String {
    format!("Đã lưu phiên bản {number}.")
}

pub(super) fn account_name() -> String {
    use_context::<Person>().map(|person| person.name).unwrap_or_default()
}

/// Shown to whoever was told that a colleague has saved in between.
#[component]
fn Overwrite(latest: RwSignal<PieceView>) -> impl IntoView {
    let state = FormState::current();
    let conflict = AppError::Conflict.wording();
    let is_conflict = Memo::new(move |_| state.failure.read().as_ref().is_some_and(|failure| failure.wording == conflict));
    // Only the version that was there when this was said is replaced, not a third one.
    let seen = RwSignal::new(latest.read_untracked().number);
    Effect::new(move |_| {
        let id = latest.read_untracked().id.clone();
        if state.failure.read().is_some() && is_conflict.get_untracked() {
            spawn_local(async move {
                if let Ok(piece) = read_piece(id).await {
                    seen.try_set(piece.number);
                }
            });
        }
    });
    move || {
        is_conflict.get().then(|| {
            view! {
                <input type="hidden" name="seen" value=move || seen.get()/>
                <p>"Đồng nghiệp vừa lưu một phiên bản khác; bản đó ở phần “Xem trước” khi mở lại trang này. Chữ bạn đã gõ vẫn còn trong các ô bên dưới."</p>
                <Tick label="Lưu bản của tôi thành phiên bản mới nhất (bản của đồng nghiệp vẫn còn trong lịch sử)" name="overwrites"/>
            }
        })
    }
}

/// The text as readers will see it, block by block, so that checks and notes can point at each.
fn preview(piece: &PieceView, editor: Handle) -> AnyView {
    let blocks = piece.content.split_blocks().into_iter().enumerate().map(|(index, content)| {
        let media = piece.media.clone();
        let notes: Vec<_> = piece.notes.iter().filter(|note| note.block == Some(index) && !note.is_settled).cloned().collect();
        let notes = notes.into_iter().map(|note| view! { <p class="block-note">{note.by} ": " {note.text}</p> });
        view! { <div id=format!("khoi-{}", index + 1) class="block" tabindex="-1"><ContentView content media/> {notes.collect_view()}</div> }
    });
    let (title, lead) = (piece.fields.title.clone(), piece.fields.lead.clone());
    view! {
        <details class="panel preview" open=move || !editor.is_open.get()>
            <summary><h2>{format!("Xem trước phiên bản {}", piece.number)}</h2></summary>
            <p class="preview-title">{title}</p>
            {(!lead.is_empty()).then(|| view! { <p class="lead">{lead}</p> })}
            {blocks.collect_view()}
        </details>
    }
    .into_any()
}

/// The reader's page itself, on two widths; not asked for before it is opened. The links fill the frames anew.
fn real_page(id: &str) -> AnyView {
    let address = format!("{PREVIEW}{id}");
    let frames = [("xem-tren-dien-thoai", "Điện thoại (360 px)", "phone"), ("xem-tren-may-tinh", "Máy tính (1280 px)", "desktop")];
    let frames = frames.map(|(name, words, class)| {
        let address = address.clone();
        let frame = html::iframe().attr("loading", "lazy").name(name).src(address.clone()).title(format!("Xem trước: {words}"));
        view! {
            <figure class=format!("real-page real-page-{class}")>
                <figcaption>{words} " " <a href=address target=name>"Xem lại"</a></figcaption>
                <div class="real-page-frame">{frame}</div>
            </figure>
        }
    });
    view! {
        <details class="panel real-pages">
            <summary><h2>"Xem như người đọc"</h2></summary>
            <p class="hint">"Trang thật với phần bạn vừa gõ, kể cả khi chưa lưu thành phiên bản. Người khác chưa thấy. " <a href=address target="_blank" rel="external">"Mở trong thẻ mới"</a></p>
            {frames.collect_view()}
        </details>
    }
    .into_any()
}
