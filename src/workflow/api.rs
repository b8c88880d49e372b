//! Writing and the two gates, for server and browser.

#![expect(clippy::too_many_arguments, reason = "one for each field of a form")]

use leptos::{
    prelude::*,
    server_fn::codec::{GetUrl, Post, PostUrl},
};

use super::{
    model::{KeptText, NewPiece, PieceView, WorkList, WorkflowSettings},
    past::{Comparison, NoteView, PastPage, RevisionLine},
};
use crate::{error::AppError, ui::form::Next, wire::JsonText};

/// One list of work, or what is found by `find`. For authors, editors and publishers: each sees what is his.
///
/// # Errors
/// `Unavailable` where neither index nor database answers.
#[server(prefix = "/api", endpoint = "work/list", input = GetUrl, output = Post<JsonText>)]
pub async fn list_work(
    #[server(default)] tab: String,
    #[server(default)] before: i64,
    #[server(default)] find: String,
) -> Result<WorkList, AppError> {
    let (request, writer) = crate::accounts::actors::require_writer()?;
    if !find.trim().is_empty() {
        return super::searching::find_pieces(&request.db, &request.search, &writer, &find).await;
    }
    let tab = super::model::Tab::parse(&tab).unwrap_or_else(|| super::lists::first_tab(&writer));
    super::lists::list_work(&request.db, &writer, tab, if before > 0 { before } else { i64::MAX }).await
}

/// A piece with all that its sheet shows. For its author, who has it assigned, and the editors and publishers of its section.
///
/// # Errors
/// `NotFound` for all others too: what someone may not see is not told to be there.
#[server(prefix = "/api", endpoint = "work/piece", input = GetUrl, output = Post<JsonText>)]
pub async fn read_piece(id: String) -> Result<PieceView, AppError> {
    let (request, writer) = crate::accounts::actors::require_writer()?;
    let row = super::store::find_piece(&request.db, &writer, &id).await?;
    super::pieces::read_piece(&request.db, &writer, row).await
}

/// What a new piece begins with. For authors and editors.
///
/// # Errors
/// `NotAllowed` for who may write in no section.
#[server(prefix = "/api", endpoint = "work/begin", input = GetUrl, output = Post<JsonText>)]
pub async fn begin_piece(#[server(default)] id: String) -> Result<NewPiece, AppError> {
    let (request, writer) = crate::accounts::actors::require_writer()?;
    super::pieces::begin_piece(&request.db, &writer, &id).await
}

/// Saves a piece, or begins one where no id is given, and does the step that was asked for with it. For whom the table of stages says.
///
/// # Errors
/// `Conflict` where a colleague has saved in between; what was typed is kept by the form. `key`: of the form, so that it may be sent twice.
#[server(prefix = "/api", endpoint = "work/save", input = PostUrl, output = Post<JsonText>)]
pub async fn save_piece(
    #[server(default)] id: String,
    #[server(default)] base: i64,
    title: String,
    #[server(default)] lead: String,
    #[server(default)] section: String,
    #[server(default)] text: String,
    #[server(default)] author_line: String,
    #[server(default)] source_name: String,
    #[server(default)] source_url: String,
    #[server(default)] slug: String,
    #[server(default)] tags: String,
    #[server(default)] cover: String,
    #[server(default)] focus: String,
    #[server(default)] related: String,
    #[server(default)] seo_title: String,
    #[server(default)] seo_description: String,
    #[server(default)] withdraw_at: String,
    #[server(default)] drops: String,
    #[server(default)] overwrites: String,
    #[server(default)] seen: i64,
    #[server(default)] key: String,
    #[server(default)] then: String,
    #[server(default)] note: String,
    #[server(default)] at: String,
) -> Result<Next, AppError> {
    use super::{
        desk,
        model::PieceFields,
        saving::{Body, Draft, LONGEST_KEY},
    };
    let (request, writer) = crate::accounts::actors::require_writer()?;
    let fields = PieceFields {
        title,
        lead,
        section,
        text,
        author_line,
        source_name,
        source_url,
        slug,
        tags,
        cover,
        focus,
        related,
        seo_title,
        seo_description,
        withdraw_at,
    };
    let body = Body::Plain { drops: drops == "1" };
    let draft = Draft {
        fields,
        body,
        overwrites: (overwrites == "1").then_some(seen),
        form_key: key.chars().take(LONGEST_KEY).collect(),
        ..Draft::default()
    };
    desk::save(&request.db, &writer, &id, base, draft, desk::Step { action: &then, note, at: &at }).await
}

/// One page of the versions of a piece, newest first. For all who see the piece.
///
/// # Errors
/// `NotFound` for a page that is not there.
#[server(prefix = "/api", endpoint = "work/versions", input = GetUrl, output = Post<JsonText>)]
pub async fn list_versions(id: String, page: i64) -> Result<PastPage<RevisionLine>, AppError> {
    let (request, writer) = crate::accounts::actors::require_writer()?;
    let row = super::store::find_piece(&request.db, &writer, &id).await?;
    super::versions::read_page(&request.db, &row, page).await
}

/// One page of the notes on a piece, those to be settled first. For all who see the piece.
///
/// # Errors
/// `NotFound` for a page that is not there.
#[server(prefix = "/api", endpoint = "work/notes", input = GetUrl, output = Post<JsonText>)]
pub async fn list_notes(id: String, page: i64) -> Result<PastPage<NoteView>, AppError> {
    let (request, writer) = crate::accounts::actors::require_writer()?;
    let row = super::store::find_piece(&request.db, &writer, &id).await?;
    super::notes::read_page(&request.db, &row, page).await
}

/// What the person who asks has typed of a piece and not saved, also where it is in other hands by now. Each reads only his own.
///
/// # Errors
/// `NotFound` where nothing is kept.
#[server(prefix = "/api", endpoint = "work/kept", input = GetUrl, output = Post<JsonText>)]
pub async fn read_kept(id: String) -> Result<KeptText, AppError> {
    let (request, writer) = crate::accounts::actors::require_writer()?;
    super::keeping::read_text(&request.db, &writer, &id).await
}

/// Gives up what one has typed of a piece and not saved. Each gives up only his own.
///
/// # Errors
/// `Invalid` without the tick that says one is sure.
#[server(prefix = "/api", endpoint = "work/give-up", input = PostUrl, output = Post<JsonText>)]
pub async fn give_up(id: String, #[server(default)] sure: String) -> Result<Next, AppError> {
    let (request, writer) = crate::accounts::actors::require_writer()?;
    if sure != "1" {
        return Err(AppError::invalid("sure", "Hãy đánh dấu vào ô “Tôi chắc chắn”: chữ bỏ rồi không lấy lại được"));
    }
    let piece = id.parse::<uuid::Uuid>().map_err(|_| AppError::NotFound)?;
    super::keeping::discard(&request.db, &writer, piece).await?;
    Ok(Next::new("/bien-tap", "Đã bỏ bản đang soạn."))
}

/// Two versions side by side; 0 stands for what the person who asks has typed and not saved. For all who see the piece.
///
/// # Errors
/// `NotFound` for a version that is not there.
#[server(prefix = "/api", endpoint = "work/compare", input = GetUrl, output = Post<JsonText>)]
pub async fn compare(id: String, before: i64, after: i64) -> Result<Comparison, AppError> {
    let (request, writer) = crate::accounts::actors::require_writer()?;
    let row = super::store::find_piece(&request.db, &writer, &id).await?;
    super::versions::compare(&request.db, &writer, &row, before, after).await
}

/// Makes what an earlier version says the newest version. For whoever may save the piece.
///
/// # Errors
/// `Conflict` where a colleague has saved since the version that was looked at.
#[server(prefix = "/api", endpoint = "work/restore", input = PostUrl, output = Post<JsonText>)]
pub async fn restore(id: String, base: i64, number: i64) -> Result<Next, AppError> {
    let (request, writer) = crate::accounts::actors::require_writer()?;
    let row = super::store::find_piece(&request.db, &writer, &id).await?;
    let saved = super::versions::restore(&request.db, &writer, &row, base, number).await?;
    Ok(Next::new(
        format!("/bien-tap/tin-bai/{}", row.id),
        format!("Đã khôi phục phiên bản {number} thành phiên bản {}.", saved.number),
    ))
}

/// Gives a version a name, or takes it away. For all who see the piece.
#[server(prefix = "/api", endpoint = "work/name-version", input = PostUrl, output = Post<JsonText>)]
pub async fn name_version(id: String, number: i64, #[server(default)] name: String) -> Result<Next, AppError> {
    let (request, writer) = crate::accounts::actors::require_writer()?;
    let row = super::store::find_piece(&request.db, &writer, &id).await?;
    super::versions::name(&request.db, &writer, &row, number, &name).await?;
    Ok(Next::new(format!("/bien-tap/tin-bai/{}", row.id), "Đã đặt tên phiên bản."))
}

/// Does a step of the two gates with a piece that is left as it is. For whom the table of stages says.
#[server(prefix = "/api", endpoint = "work/act", input = PostUrl, output = Post<JsonText>)]
pub async fn act(
    id: String,
    base: i64,
    then: String,
    #[server(default)] note: String,
    #[server(default)] at: String,
) -> Result<Next, AppError> {
    use super::desk;
    let (request, writer) = crate::accounts::actors::require_writer()?;
    desk::act(&request.db, &writer, &id, base, desk::Step { action: &then, note, at: &at }).await
}

/// Writes a note on a block, or on the whole piece where no block is given. For all who see the piece.
#[server(prefix = "/api", endpoint = "work/note", input = PostUrl, output = Post<JsonText>)]
pub async fn add_note(id: String, #[server(default)] block: String, note: String) -> Result<Next, AppError> {
    let (request, writer) = crate::accounts::actors::require_writer()?;
    let row = super::store::find_piece(&request.db, &writer, &id).await?;
    super::notes::add_note(&request.db, &writer, &row, &block, &note).await?;
    Ok(Next::new(format!("/bien-tap/tin-bai/{}", row.id), "Đã ghi chú."))
}

/// A note is done with. For all who see the piece. `list`: the page of all notes that it was done on; none for the sheet.
#[server(prefix = "/api", endpoint = "work/settle-note", input = PostUrl, output = Post<JsonText>)]
pub async fn settle_note(id: String, note: String, #[server(default)] list: i64) -> Result<Next, AppError> {
    use super::past::{notes_href, page_href};
    let (request, writer) = crate::accounts::actors::require_writer()?;
    let row = super::store::find_piece(&request.db, &writer, &id).await?;
    super::notes::settle_note(&request.db, &writer, &row, &note).await?;
    let piece = row.id.to_string();
    let to = if list > 0 { page_href(notes_href(&piece), list) } else { format!("/bien-tap/tin-bai/{piece}") };
    Ok(Next::new(to, "Đã đánh dấu ghi chú là xong."))
}

/// Gives a piece to someone, with a deadline or without. For editors and publishers of its section.
#[server(prefix = "/api", endpoint = "work/assign", input = PostUrl, output = Post<JsonText>)]
pub async fn assign(id: String, #[server(default)] person: String, #[server(default)] due: String) -> Result<Next, AppError> {
    let (request, writer) = crate::accounts::actors::require_writer()?;
    let row = super::store::find_piece(&request.db, &writer, &id).await?;
    let due = super::desk::parse_time("due", &due)?;
    super::notes::assign(&request.db, &writer, &row, &person, due).await?;
    Ok(Next::new(format!("/bien-tap/tin-bai/{}", row.id), "Đã giao việc."))
}

/// Throws a draft away for good. For its author, while nobody else has had it in hand.
///
/// # Errors
/// `Invalid` without the tick that says one is sure; `Conflict` where it has changed meanwhile.
#[server(prefix = "/api", endpoint = "work/drop", input = PostUrl, output = Post<JsonText>)]
pub async fn drop_draft(id: String, base: i64, #[server(default)] sure: String) -> Result<Next, AppError> {
    let (request, writer) = crate::accounts::actors::require_writer()?;
    if sure != "1" {
        return Err(AppError::invalid("sure", "Hãy đánh dấu vào ô “Tôi chắc chắn”: bài bỏ rồi không lấy lại được"));
    }
    let row = super::store::find_piece(&request.db, &writer, &id).await?;
    super::dropping::drop_draft(&request.db, &writer, &row, base).await?;
    Ok(Next::new("/bien-tap", format!("Đã bỏ bản nháp “{}”.", row.title)))
}

/// How the site works. For administrators.
#[server(prefix = "/api", endpoint = "work/settings", input = GetUrl, output = Post<JsonText>)]
pub async fn read_settings() -> Result<WorkflowSettings, AppError> {
    let (request, administrator) = crate::accounts::actors::require_administrator()?;
    super::store::read_settings(&request.db, administrator.site).await
}

/// One-person mode, and the checks that block publishing. For administrators whose password was given a moment ago.
#[server(prefix = "/api", endpoint = "work/save-settings", input = PostUrl, output = Post<JsonText>)]
pub async fn save_settings(
    #[server(default)] one_person_mode: String,
    #[server(default)] lead: String,
    #[server(default)] source: String,
    #[server(default)] alt: String,
    #[server(default)] caption: String,
    #[server(default)] heading_order: String,
    #[server(default)] link_text: String,
    #[server(default)] dead_link: String,
    #[server(default)] table_headers: String,
    #[server(default)] confirm: String,
) -> Result<Next, AppError> {
    use super::model::CheckKind;
    let (request, administrator) = crate::accounts::actors::require_administrator()?;
    crate::accounts::own::confirm(&request, &administrator, confirm).await?;
    // In the order of `CheckKind::ALL`.
    let ticks = [lead, source, alt, caption, heading_order, link_text, dead_link, table_headers];
    let blocking = CheckKind::ALL.into_iter().zip(ticks).filter(|(_, tick)| tick == "1").map(|(kind, _)| kind).collect();
    let settings = WorkflowSettings { one_person_mode: one_person_mode == "1", blocking };
    super::settings::save_settings(&request.db, &administrator, &settings).await?;
    Ok(Next::new("/bien-tap/quy-trinh", "Đã lưu quy trình."))
}
