//! What the editor sends, as plain routes: keeping changes nothing that readers see, so no page is forgotten for it.

use axum::{
    Extension, Json, Router,
    extract::{State, rejection::JsonRejection},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
    routing::post,
};
use serde::Deserialize;
use serde_json::json;
use uuid::Uuid;

use super::{
    keeping::{self, Refused, Writing},
    saving::{self, Draft, Saved},
    setting_aside, store,
};
use crate::{
    accounts::{
        actors::{Actor, Writer},
        recognise::Signed,
    },
    clock::now,
    db::Db,
    error::AppError,
};

#[derive(Debug, Deserialize)]
struct Write {
    #[serde(flatten)]
    writing: Writing,
    #[serde(default)]
    reason: String,
    /// Beside a colleague's version, not over it.
    #[serde(default)]
    sets_aside: bool,
}

#[derive(Debug, Deserialize)]
struct Discard {
    piece: Uuid,
}

type Sent<T> = Result<Json<T>, JsonRejection>;

pub fn router<S>() -> Router<S>
where
    S: Clone + Send + Sync + 'static,
    Db: axum::extract::FromRef<S>,
{
    Router::new()
        .route("/api/work/keep", post(keep))
        .route("/api/work/write", post(write))
        .route("/api/work/discard", post(discard))
}

/// `{"version","at"}`: the working copy is durable. For whoever may see the piece; for authors and editors where it is not there yet.
async fn keep(State(db): State<Db>, signed: Extension<Signed>, sent: Sent<Writing>) -> Response {
    let answer = async {
        let writer = writer(&signed)?;
        let writing = read(sent)?;
        require_same(&writer, &writing)?;
        let version = keeping::keep(&db, &writer, writing).await?;
        Ok(json!({ "version": version, "at": version }))
    };
    tell(answer.await)
}

/// `{"id","number","says","at"}`: an immutable revision is durable. For whom the table of stages says.
async fn write(State(db): State<Db>, signed: Extension<Signed>, sent: Sent<Write>) -> Response {
    let answer = async {
        let writer = writer(&signed)?;
        let write = read(sent)?;
        require_same(&writer, &write.writing)?;
        write.writing.judge()?;
        let saved = save(&db, &writer, write).await?;
        let says = if saved.is_new { "Đã lưu phiên bản" } else { "Không có gì thay đổi, vẫn là phiên bản" };
        Ok(json!({ "id": saved.id, "number": saved.number, "says": format!("{says} {}", saved.number), "at": now() }))
    };
    tell(answer.await)
}

async fn save(db: &Db, writer: &Writer, write: Write) -> Result<Saved, AppError> {
    let (piece, base) = (write.writing.piece, write.writing.base);
    let draft = Draft { reason: write.reason, ..Draft::of_editor(write.writing) };
    match store::find_piece(db, writer, &piece.to_string()).await {
        Ok(row) if write.sets_aside => setting_aside::set_aside(db, writer, &row, draft).await,
        Ok(row) => saving::save(db, writer, &row, base, draft).await,
        // Another's piece must not be begun a second time.
        Err(AppError::NotFound) if !keeping::is_taken(db, piece).await? => saving::create(db, writer, draft).await,
        Err(error) => Err(error),
    }
}

/// `{}`: the working copy is gone. Each gives up only his own.
async fn discard(State(db): State<Db>, signed: Extension<Signed>, sent: Sent<Discard>) -> Response {
    let answer = async {
        keeping::discard(&db, &writer(&signed)?, read(sent)?.piece).await?;
        Ok(json!({}))
    };
    tell(answer.await)
}

/// The table of permissions has let him in; without a session nobody is here.
fn writer(Extension(Signed(session)): &Extension<Signed>) -> Result<Writer, AppError> {
    let actor: Actor = session.as_ref().map(|session| session.actor.clone()).ok_or(AppError::SignInNeeded)?;
    Writer::of(actor)
}

/// Someone else has signed in meanwhile, in another tab of the same browser: a text is not kept in his name.
fn require_same(writer: &Writer, writing: &Writing) -> Result<(), AppError> {
    let is_same = writing.account.is_empty() || writing.account == writer.name;
    if is_same { Ok(()) } else { Err(AppError::SignInNeeded) }
}

fn read<T>(sent: Sent<T>) -> Result<T, AppError> {
    sent.map(|Json(sent)| sent).map_err(|rejection| {
        let says = match rejection.status() {
            StatusCode::PAYLOAD_TOO_LARGE => "Nội dung gửi lên quá lớn: hãy chia thành nhiều bài",
            _ => "Yêu cầu chưa đúng. Hãy tải lại trang; bài vẫn được giữ trên máy này",
        };
        AppError::invalid("", says)
    })
}

fn tell(answer: Result<serde_json::Value, Refused>) -> Response {
    let (status, body) = match answer {
        Ok(body) => (StatusCode::OK, body),
        Err(Refused::Newer) => {
            let says = "Trang soạn thảo mới hơn chương trình trên máy chủ. Bài vẫn được giữ trên máy này; hãy báo quản trị nâng cấp rồi tải lại trang";
            (StatusCode::UPGRADE_REQUIRED, json!({ "says": says }))
        }
        Err(Refused::Moved(version)) => {
            let says = "Bạn đang soạn bài này ở một máy hoặc trình duyệt khác";
            (StatusCode::CONFLICT, json!({ "kind": "moved", "says": says, "version": version }))
        }
        Err(Refused::Error(error)) => {
            let problems = if let AppError::Invalid(problems) = &error { problems.clone() } else { Vec::new() };
            let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            (status, json!({ "says": error.wording(), "problems": problems }))
        }
    };
    let mut response = (status, Json(body)).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    // Keeps the entry from putting its own words in the place of ours.
    headers.insert("serverfnerror", HeaderValue::from_static("true"));
    response
}
