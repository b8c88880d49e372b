//! What stands beside a piece: checks before publishing, notes, who works on it, its versions.

use leptos::prelude::*;

use super::{
    model::{Check, CheckKind, MOST_LISTED, PieceView},
    past::{NoteView, RevisionLine, notes_href, versions_href},
    steps::count,
};
use crate::{
    text::dates,
    ui::{
        fields::{Area, Choice, Field, Hidden, Tick},
        form::{FoldedForm, Form, part},
    },
};

/// Where the field finds the names of those who write.
const KNOWN_PEOPLE: &str = "nguoi-viet";

/// A memo that is only tracked is never worked out, nor heard of again: it is read. Each is drawn anew when what it shows has changed, so that what is being typed in one outlives a change of another.
pub fn beside(latest: RwSignal<PieceView>, on_dropped: Callback<()>) -> AnyView {
    let assigned = Memo::new(move |_| {
        let piece = latest.read();
        (piece.may_assign, piece.assigned_name.clone(), piece.due_at)
    });
    let past = Memo::new(move |_| {
        let piece = latest.read();
        (piece.number, piece.history.clone(), piece.has_older_versions)
    });
    let droppable = Memo::new(move |_| {
        let piece = latest.read();
        piece.may_drop.then_some(piece.number)
    });
    view! {
        {move || checks(&latest.read())}
        {move || notes(latest)}
        {move || { assigned.with(|_| ()); assignment(&latest.read_untracked()) }}
        {move || { past.with(|_| ()); history(&latest.read_untracked()) }}
        {move || { droppable.with(|_| ()); dropping(&latest.read_untracked(), on_dropped) }}
    }
    .into_any()
}

fn checks(piece: &PieceView) -> AnyView {
    let line = |check: &Check| {
        let href = match check.block {
            Some(block) => format!("#khoi-{}", block + 1),
            None if check.kind == CheckKind::Lead => "#work-save-lead".into(),
            None => "#work-save-source_name".into(),
        };
        let grave = check.is_blocking.then(|| view! { <strong>"Chặn đăng: "</strong> });
        view! { <li>{grave}<a href=href rel="external">{check.says.clone()}</a></li> }
    };
    let list = if piece.checks.is_empty() {
        view! { <p>"Không có gì cần sửa."</p> }.into_any()
    } else {
        view! { <ul class="checks">{piece.checks.iter().map(line).collect_view()}</ul> }.into_any()
    };
    view! { <section class="panel"><h2>"Kiểm tra trước khi đăng"</h2>{list}</section> }.into_any()
}

fn notes(latest: RwSignal<PieceView>) -> AnyView {
    let listed = Memo::new(move |_| {
        let piece = latest.read();
        (piece.notes.clone(), piece.has_more_notes)
    });
    let places = Memo::new(move |_| note_places(&latest.read()));
    let own = latest.read_untracked().id.clone();
    let (chosen, done) = (RwSignal::new(String::new()), RwSignal::new(0));
    let piece = own.clone();
    view! {
        <section class="panel">
            <h2>"Ghi chú"</h2>
            {move || { let (notes, has_more) = listed.get(); note_list(&piece, &notes, has_more) }}
            <Form action="work/note" label="Thêm ghi chú" on_done=count(done)>
                <Hidden name="id" value=own/>
                <div on:change=move |event| chosen.set(event_target_value(&event))>
                    {part(move || view! { <Choice label="Ghi chú cho" name="block" options=places.get() value=chosen.get_untracked()/> })}
                </div>
                {part(move || { done.track(); view! { <Area label="Ghi chú" name="note" rows=2 required=true/> } })}
                <p class="buttons"><button type="submit" class="button">"Thêm ghi chú"</button></p>
            </Form>
        </section>
    }
    .into_any()
}

fn note_list(piece: &str, notes: &[NoteView], has_more: bool) -> AnyView {
    let list = (!notes.is_empty()).then(|| {
        let lines = notes.iter().map(|note| note_line(piece, note, 0)).collect_view();
        view! { <ul role="list" class="notes">{lines}</ul> }
    });
    let more = has_more.then(|| {
        let says = format!("Ở đây và ở phần “Xem trước” là {} ghi chú đầu, chưa xong trước. ", notes.len());
        view! { <p>{says}<a href=notes_href(piece) rel="external">"Xem mọi ghi chú"</a></p> }
    });
    view! { {list} {more} }.into_any()
}

/// What a note can stand on: its value in the form, and the words of the choice.
fn note_places(piece: &PieceView) -> Vec<(String, String)> {
    let words = |text: String| text.split_whitespace().take(8).collect::<Vec<_>>().join(" ").chars().take(60).collect::<String>();
    let blocks = piece.content.split_blocks();
    let blocks = blocks.iter().enumerate();
    std::iter::once((String::new(), "Toàn bài".to_owned()))
        .chain(blocks.map(|(index, block)| (index.to_string(), format!("Khối {}: {}", index + 1, words(block.plain_text())))))
        .collect()
}

/// A note, and a button for who has done what it asks. `list`: the page of all notes that it stands on; 0 on the sheet.
pub fn note_line(piece: &str, note: &NoteView, list: i64) -> AnyView {
    let place = match note.block {
        Some(block) => format!("khối {} “{}”", block + 1, note.quoted),
        None => "toàn bài".into(),
    };
    let settle = if note.is_settled {
        view! { <small>"Đã xong"</small> }.into_any()
    } else {
        let (id, note_id) = (piece.to_owned(), note.id.clone());
        view! {
            <Form action="work/settle-note" class="plain" key=note.id.clone()>
                <Hidden name="id" value=id/>
                <Hidden name="note" value=note_id/>
                {(list > 0).then(|| view! { <Hidden name="list" value=list.to_string()/> })}
                <button type="submit" class="button">"Xong"</button>
            </Form>
        }
        .into_any()
    };
    view! {
        <li>
            <p><strong>{note.by.clone()}</strong> <small>{format!(" {} · {place}", dates::date_time(note.at))}</small><br/>{note.text.clone()}</p>
            {settle}
        </li>
    }
    .into_any()
}

fn assignment(piece: &PieceView) -> AnyView {
    if !piece.may_assign {
        return ().into_any();
    }
    let due = piece.due_at.map(dates::field_value).unwrap_or_default();
    let (id, people, assigned) = (piece.id.clone(), piece.people.clone(), piece.assigned_name.clone());
    view! {
        <section class="panel">
            <h2>"Giao việc"</h2>
            <Form action="work/assign" label="Giao việc">
                <Hidden name="id" value=id/>
                {person_choice(people, assigned)}
                <Field label="Hạn" name="due" kind="datetime-local" value=due/>
                <p class="buttons"><button type="submit" class="button">"Giao việc"</button></p>
            </Form>
        </section>
    }
    .into_any()
}

fn person_choice(people: Vec<(String, String)>, assigned: String) -> AnyView {
    if i64::try_from(people.len()).unwrap_or(i64::MAX) <= MOST_LISTED {
        let none = (String::new(), "Không giao ai".to_owned());
        let options = std::iter::once(none).chain(people).collect();
        return view! { <Choice label="Giao cho" name="person" options value=assigned/> }.into_any();
    }
    let known = people.into_iter().map(|(name, display_name)| view! { <option value=name>{display_name}</option> }).collect_view();
    view! {
        <Field label="Giao cho" name="person" value=assigned list=KNOWN_PEOPLE hint="Gõ tên đăng nhập; để trống là không giao ai. Cổng có nhiều người viết nên gợi ý chỉ gồm những người đầu danh sách."/>
        <datalist id=KNOWN_PEOPLE>{known}</datalist>
    }
    .into_any()
}

fn history(piece: &PieceView) -> AnyView {
    let lines = piece.history.iter().map(|line| version_line(&piece.id, piece.number, line)).collect_view();
    let older = piece.has_older_versions.then(|| {
        let href = versions_href(&piece.id);
        view! { <p><a href=href rel="external">"Cũ hơn: xem mọi phiên bản"</a></p> }
    });
    let comparing = match (piece.has_older_versions, piece.history.last()) {
        (true, _) => any_two(&piece.id, piece.number),
        (false, Some(first)) if first.number != piece.number => two_of(piece, first.number),
        _ => ().into_any(),
    };
    view! {
        <section class="panel">
            <h2>"Lịch sử"</h2>
            <ol role="list" class="revisions">{lines}</ol>
            {older}
            {comparing}
        </section>
    }
    .into_any()
}

/// A version, with its comparison with the newest.
pub fn version_line(piece: &str, newest: i64, line: &RevisionLine) -> AnyView {
    let mut about = vec![dates::date_time(line.at)];
    about.extend([line.by.clone(), line.reason.clone()].into_iter().filter(|part| !part.is_empty()));
    if line.is_live {
        about.push("đang đăng".into());
    }
    if line.is_aside {
        about.push("để bên cạnh, không nằm trong bài".into());
    }
    let name = if line.name.is_empty() {
        format!("Phiên bản {}", line.number)
    } else {
        format!("Phiên bản {}: {}", line.number, line.name)
    };
    let href = format!("/bien-tap/tin-bai/{piece}/so-sanh?tu={}&den={newest}", line.number);
    let compare = (line.number != newest)
        .then(|| view! { <br/><a href=href rel="external">{format!("So sánh phiên bản {} với {newest}", line.number)}</a> });
    view! { <li>{name} <small>{format!(" {}", about.join(" · "))}</small> {compare}</li> }.into_any()
}

/// A plain form that asks for the comparison of two of the versions that are all listed.
fn two_of(piece: &PieceView, first: i64) -> AnyView {
    let choice = |label: &'static str, name: &'static str, chosen: i64| {
        let options = piece.history.iter().map(|line| {
            let words = if line.name.is_empty() { line.number.to_string() } else { format!("{}: {}", line.number, line.name) };
            view! { <option value=line.number.to_string() selected=line.number == chosen>{words}</option> }
        });
        let options = options.collect_view();
        view! { <p class="field"><label for=name>{label}</label><select id=name name=name>{options}</select></p> }.into_any()
    };
    comparison(&piece.id, first, piece.number, choice)
}

/// The same of more versions than a list of choices can hold: by their numbers.
pub fn any_two(piece: &str, newest: i64) -> AnyView {
    let number = |label: &'static str, name: &'static str, chosen: i64| {
        let (newest, chosen) = (newest.to_string(), chosen.to_string());
        view! {
            <p class="field">
                <label for=name>{label}</label>
                <input type="number" id=name name=name min="1" max=newest value=chosen required=true/>
            </p>
        }
        .into_any()
    };
    comparison(piece, 1, newest, number)
}

fn comparison(piece: &str, first: i64, newest: i64, field: impl Fn(&'static str, &'static str, i64) -> AnyView) -> AnyView {
    let action = format!("/bien-tap/tin-bai/{piece}/so-sanh");
    view! {
        <form method="get" action=action class="form" aria-label="So sánh hai phiên bản">
            {field("So sánh phiên bản", "tu", first)}
            {field("với phiên bản", "den", newest)}
            <p class="buttons"><button type="submit" class="button">"So sánh"</button></p>
        </form>
    }
    .into_any()
}

/// `on_done`: the piece is gone.
fn dropping(piece: &PieceView, on_done: Callback<()>) -> AnyView {
    if !piece.may_drop {
        return ().into_any();
    }
    let (id, base) = (piece.id.clone(), piece.number.to_string());
    view! {
        <section class="panel">
            <FoldedForm summary="Bỏ bản nháp này" action="work/drop" key="" on_done>
                <p>"Bài này chưa gửi duyệt lần nào và chỉ mình bạn đã viết. Bỏ bài là bỏ mọi phiên bản, ghi chú và phần đang soạn dở, ở đây và trên máy này. Tệp đã tải lên vẫn ở thư viện."</p>
                <Hidden name="id" value=id/>
                <Hidden name="base" value=base/>
                <Tick label="Tôi chắc chắn muốn bỏ hẳn bài này" name="sure"/>
                <p class="buttons"><button type="submit" class="button button-grave">"Bỏ hẳn"</button></p>
            </FoldedForm>
        </section>
    }
    .into_any()
}
