//! Files on their way in: plain routes, since bodies are streamed to the disk and never wait in memory as a whole.

use std::time::Duration;

use axum::{
    Extension, Router,
    body::Body,
    extract::{
        DefaultBodyLimit, FromRef, Multipart, Query, State,
        multipart::{Field, MultipartRejection},
        rejection::QueryRejection,
    },
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
    routing::post,
};
use futures_util::StreamExt;
use serde::Deserialize;
use uuid::Uuid;

use super::{
    creating::{self, Given, MAX_FILE_BYTES, take_in},
    decoding,
    items::{ALBUM_FIELD, AlbumName, MediaItem, REPLACE, UPLOAD, UPLOAD_FORM},
    library::find_item,
    newsroom::address,
    replacing::replace,
    storage::{Received, Storage},
};
use crate::{
    accounts::{actors::Writer, recognise::Signed},
    db::Db,
    error::AppError,
    http::{error_page, says_cookie},
    text::addresses::percent_encoded,
};

/// A sender that sends nothing for so long has gone.
const SILENCE: Duration = Duration::from_secs(60);
const LIBRARY: &str = "/bien-tap/thu-vien";
/// Of a field that is no file, in bytes.
const LONGEST_FIELD: usize = 1024;
/// So many files of a form are told by name, and so long a message fits into a cookie.
const TOLD: usize = 5;
const LONGEST_NAME: usize = 60;
const LONGEST_SAYING: usize = 380;

#[derive(Debug, Deserialize)]
pub struct Asked {
    #[serde(default)]
    name: String,
    #[serde(default)]
    album: String,
}

/// Bodies are limited by the entry and, by their type, here.
pub fn router<S>() -> Router<S>
where
    S: Clone + Send + Sync + 'static,
    Db: FromRef<S>,
    Storage: FromRef<S>,
{
    Router::new()
        .route(UPLOAD, post(upload))
        .route(UPLOAD_FORM, post(upload_form))
        .route(REPLACE, post(replace_form))
        .layer(DefaultBodyLimit::disable())
}

/// Takes in one file and answers with it as JSON. For writers; the same bytes again give the same file with what is kept with it.
pub async fn upload(
    State(db): State<Db>,
    State(storage): State<Storage>,
    Extension(signed): Extension<Signed>,
    asked: Result<Query<Asked>, QueryRejection>,
    body: Body,
) -> Response {
    let taken = async {
        let writer = signed.writer()?;
        let Query(Asked { name, album }) = asked.map_err(|_| AppError::invalid("name", "tên tệp không đọc được"))?;
        let received = receive_body(&storage, body).await?;
        let given = Given { by: writer.account, name: &name, album: &AlbumName::parse(&album)? };
        let id = take_in(&db, &storage, writer.site, received, given).await?;
        find_item(&db, writer.site, id).await
    };
    match taken.await {
        Ok(item) => json(&item),
        Err(error) => spoken(&error),
    }
}

/// Takes in the files of a form and leads back to the library, which says what was taken and what was not, and why.
pub async fn upload_form(
    State(db): State<Db>,
    State(storage): State<Storage>,
    Extension(signed): Extension<Signed>,
    form: Result<Multipart, MultipartRejection>,
) -> Response {
    let mut told = Told::default();
    let mut album = AlbumName::default();
    let taken = async {
        let writer = signed.writer()?;
        let mut form = form.map_err(|_| broken_off())?;
        while let Some(field) = form.next_field().await.map_err(|_| broken_off())? {
            if field.name() == Some(ALBUM_FIELD) {
                album = AlbumName::parse(&read_short(field).await?)?;
                continue;
            }
            let Some(name) = field.file_name().filter(|name| !name.is_empty()).map(str::to_owned) else { continue };
            let taken = match receive_field(&storage, field).await {
                Ok(received) => {
                    let given = Given { by: writer.account, name: &name, album: &album };
                    take_in(&db, &storage, writer.site, received, given).await
                }
                Err(error) => Err(error),
            };
            told.note(&creating::clean_name(&name), taken)?;
        }
        Ok::<_, AppError>(())
    };
    let ended = taken.await;
    told.answer(ended, &address("", None, album.as_str(), 1))
}

/// Puts the file of a form in the place of the picture that its field `id` names, and leads back to that picture's page.
pub async fn replace_form(
    State(db): State<Db>,
    State(storage): State<Storage>,
    Extension(signed): Extension<Signed>,
    form: Result<Multipart, MultipartRejection>,
) -> Response {
    let replaced = async {
        let writer: Writer = signed.writer()?;
        let mut form = form.map_err(|_| broken_off())?;
        let mut id = String::new();
        while let Some(field) = form.next_field().await.map_err(|_| broken_off())? {
            if field.file_name().is_some_and(|name| !name.is_empty()) {
                let received = receive_field(&storage, field).await?;
                return replace(&db, &storage, &writer, &id, received).await;
            }
            if field.name() == Some("id") {
                id = read_short(field).await?;
            }
        }
        Err(AppError::invalid("tệp", "hãy chọn một tệp ảnh"))
    };
    match replaced.await {
        Ok(id) => lead_to(&format!("{LIBRARY}/{id}"), "Đã thay ảnh ở mọi nơi dùng ảnh này."),
        Err(error) => refused("Chưa thay được ảnh", &error),
    }
}

/// A field that is no file. Longer than any of ours, it is not read to its end.
async fn read_short(mut field: Field<'_>) -> Result<String, AppError> {
    let mut bytes = Vec::new();
    loop {
        match tokio::time::timeout(SILENCE, field.chunk()).await {
            Ok(Ok(Some(piece))) if bytes.len() + piece.len() <= LONGEST_FIELD => bytes.extend_from_slice(&piece),
            Ok(Ok(Some(_))) => return Err(AppError::invalid("", "một ô của biểu mẫu dài quá")),
            Ok(Ok(None)) => return String::from_utf8(bytes).map_err(|_| broken_off()),
            Ok(Err(_)) | Err(_) => return Err(broken_off()),
        }
    }
}

async fn receive_body(storage: &Storage, body: Body) -> Result<Received, AppError> {
    let mut pieces = body.into_data_stream();
    let mut receiver = Receiver::new(storage).await?;
    loop {
        match tokio::time::timeout(SILENCE, pieces.next()).await {
            Ok(Some(Ok(piece))) => receiver.take(&piece).await?,
            Ok(None) => return receiver.finish().await,
            Ok(Some(Err(_))) | Err(_) => return Err(broken_off()),
        }
    }
}

async fn receive_field(storage: &Storage, mut field: Field<'_>) -> Result<Received, AppError> {
    let mut receiver = Receiver::new(storage).await?;
    loop {
        match tokio::time::timeout(SILENCE, field.chunk()).await {
            Ok(Ok(Some(piece))) => receiver.take(&piece).await?,
            Ok(Ok(None)) => return receiver.finish().await,
            Ok(Err(_)) | Err(_) => return Err(broken_off()),
        }
    }
}

/// Writes what comes, up to what its type may have. What is beyond is read and thrown away: a browser that is cut off while it sends
/// does not see the answer.
struct Receiver {
    receiving: super::storage::Receiving,
    over: Option<AppError>,
}

impl Receiver {
    async fn new(storage: &Storage) -> Result<Self, AppError> {
        Ok(Self { receiving: storage.receive().await?, over: None })
    }

    async fn take(&mut self, piece: &[u8]) -> Result<(), AppError> {
        if self.over.is_some() {
            return Ok(());
        }
        let head = if self.receiving.head().is_empty() { piece } else { self.receiving.head() };
        let (most, error) = match decoding::is_picture(head) {
            true => (decoding::MAX_BYTES as u64, decoding::too_large as fn() -> AppError),
            false => (MAX_FILE_BYTES, creating::too_large as fn() -> AppError),
        };
        if self.receiving.bytes() + piece.len() as u64 > most {
            self.over = Some(error());
            return Ok(());
        }
        self.receiving.write(piece).await
    }

    async fn finish(self) -> Result<Received, AppError> {
        match self.over {
            Some(error) => Err(error),
            None => self.receiving.finish().await,
        }
    }
}

/// What became of the files of a form.
#[derive(Default)]
struct Told {
    taken: usize,
    refused: Vec<String>,
}

impl Told {
    /// # Errors
    /// What concerns the machine and not the file.
    fn note(&mut self, name: &str, taken: Result<Uuid, AppError>) -> Result<(), AppError> {
        match taken {
            Ok(_) => self.taken += 1,
            Err(AppError::Invalid(problems)) => {
                let says: Vec<_> = problems.into_iter().map(|problem| problem.says).collect();
                let name: String = name.chars().take(LONGEST_NAME).collect();
                self.refused.push(format!("{name}: {}", says.join("; ")));
            }
            Err(error) => return Err(error),
        }
        Ok(())
    }

    /// `library`: where what was taken is seen.
    fn answer(self, ended: Result<(), AppError>, library: &str) -> Response {
        let mut refused: Vec<String> = self.refused.iter().take(TOLD).cloned().collect();
        if self.refused.len() > TOLD {
            refused.push(format!("và {} tệp khác", self.refused.len() - TOLD));
        }
        let refused = refused.join(". ");
        match (self.taken, ended) {
            (0, Err(error)) => self::refused("Chưa tải lên được", &error),
            (0, Ok(())) if refused.is_empty() => {
                self::refused("Chưa tải lên được", &AppError::invalid("tệp", "hãy chọn ít nhất một tệp"))
            }
            (0, Ok(())) => error_page(StatusCode::UNPROCESSABLE_ENTITY, "Chưa tải lên được", &format!("{refused}.")),
            (taken, ended) => {
                let mut says = format!("Đã tải lên {taken} tệp.");
                if !refused.is_empty() {
                    says = format!("{says} Không nhận: {refused}.");
                }
                if let Err(error) = ended {
                    says = format!("{says} Các tệp còn lại chưa tải lên được: {}", error.wording());
                }
                lead_to(library, &says.chars().take(LONGEST_SAYING).collect::<String>())
            }
        }
    }
}

fn broken_off() -> AppError {
    AppError::invalid("tệp", "chưa nhận được hết tệp vì kết nối bị ngắt hoặc tệp lớn hơn 200 MB; hãy thử lại")
}

fn json(item: &MediaItem) -> Response {
    let mut answer = axum::Json(item).into_response();
    answer.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    answer
}

/// An error as our own code in the browser reads it.
fn spoken(error: &AppError) -> Response {
    let mut answer = (status(error), axum::Json(error)).into_response();
    // Keeps the entry from putting its own words in the place of ours.
    answer.headers_mut().insert("serverfnerror", HeaderValue::from_static("true"));
    answer.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    answer
}

fn refused(heading: &str, error: &AppError) -> Response {
    error_page(status(error), heading, &error.wording())
}

fn status(error: &AppError) -> StatusCode {
    StatusCode::from_u16(error.status()).unwrap_or(StatusCode::UNPROCESSABLE_ENTITY)
}

fn lead_to(target: &str, says: &str) -> Response {
    let mut answer = StatusCode::SEE_OTHER.into_response();
    let headers = answer.headers_mut();
    if let Ok(target) = HeaderValue::from_str(target) {
        headers.insert(header::LOCATION, target);
    }
    if let Some(cookie) = says_cookie(&percent_encoded(says)) {
        headers.append(header::SET_COOKIE, cookie);
    }
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    answer
}
