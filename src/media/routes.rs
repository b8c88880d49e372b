//! `/tap-tin/{hash}/{name}`: the bytes of a picture, attachment or video, to readers of the site that shows it.

use std::fmt::Write;

use axum::{
    Extension,
    body::Body,
    extract::{Path, State, rejection::PathRejection},
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    response::Response,
};
use bytes::Bytes;
use futures_util::stream;

use super::{
    model::MediaKind,
    ranges::{Asked, asked},
    storage::{ContentHash, Storage},
    store::{self, ServedFile},
};
use crate::{accounts::recognise::Signed, db::Db, error::AppError, http::is_known, site::model::CurrentSite};

/// Withdrawn files must close, so browsers ask again after a day although the bytes under a hash never change.
const CACHE: &str = "public, max-age=86400";
/// A picture fits; what is longer is sent in pieces and not hashed as a whole.
const MAX_IN_ONE: u64 = 4 * 1024 * 1024;
const PIECE: u64 = 256 * 1024;

/// A wrong name still serves: links of other portals were made by hand.
pub async fn show_file(
    State(db): State<Db>,
    State(storage): State<Storage>,
    Extension(site): Extension<CurrentSite>,
    signed: Option<Extension<Signed>>,
    path: Result<Path<(String, String)>, PathRejection>,
    method: Method,
    headers: HeaderMap,
) -> Response {
    let hash = path.ok().and_then(|Path((hash, _))| ContentHash::parse(&hash));
    let answer = match hash {
        Some(hash) => match store::find_served(&db, site.id, &hash).await {
            Ok(file) => answer(&storage, file, CACHE, &hash, &method, &headers).await,
            // Who works on a piece sees its pictures before its readers do.
            Err(_) if signed.is_some_and(|Extension(signed)| signed.is_writer()) => {
                match store::find_own(&db, site.id, &hash).await {
                    Ok(file) => answer(&storage, file, "no-store", &hash, &method, &headers).await,
                    Err(error) => Err(error),
                }
            }
            Err(error) => Err(error),
        },
        None => Err(AppError::NotFound),
    };
    answer.unwrap_or_else(|error| refusal(&error))
}

async fn answer(
    storage: &Storage,
    file: ServedFile,
    caching: &str,
    hash: &ContentHash,
    method: &Method,
    headers: &HeaderMap,
) -> Result<Response, AppError> {
    let etag = format!("\"{}\"", hash.as_str());
    if is_known(etag.as_bytes(), headers) {
        let mut response = Response::new(Body::empty());
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        put(&mut response, header::ETAG, &etag);
        put(&mut response, header::CACHE_CONTROL, caching);
        return Ok(response);
    }
    let length = u64::try_from(file.bytes).unwrap_or_default();
    let range = text(headers, header::RANGE)
        .filter(|_| *method == Method::GET && text(headers, header::IF_RANGE).is_none_or(|known| known == etag));
    let (status, first, sent) = match asked(range, length) {
        Asked::Whole => (StatusCode::OK, 0, length),
        Asked::Part(first, sent) => (StatusCode::PARTIAL_CONTENT, first, sent),
        Asked::Beyond => (StatusCode::RANGE_NOT_SATISFIABLE, 0, 0),
    };
    let body = match (method == Method::HEAD, sent) {
        (true, _) | (_, 0) => Body::empty(),
        _ => read(storage, hash, length, first, sent).await?,
    };
    let mut response = Response::new(body);
    *response.status_mut() = status;
    put(&mut response, header::ETAG, &etag);
    put(&mut response, header::CACHE_CONTROL, caching);
    put(&mut response, header::CONTENT_TYPE, file.mime());
    put(&mut response, header::CONTENT_LENGTH, &sent.to_string());
    put(&mut response, header::ACCEPT_RANGES, "bytes");
    put(&mut response, header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    match status {
        StatusCode::PARTIAL_CONTENT => {
            put(&mut response, header::CONTENT_RANGE, &format!("bytes {first}-{}/{length}", first + sent - 1));
        }
        StatusCode::RANGE_NOT_SATISFIABLE => put(&mut response, header::CONTENT_RANGE, &format!("bytes */{length}")),
        _ => {}
    }
    if file.kind() == MediaKind::File {
        put(&mut response, header::CONTENT_DISPOSITION, &attachment(&file));
        put(&mut response, header::CONTENT_SECURITY_POLICY, "sandbox; default-src 'none'");
    }
    Ok(response)
}

/// What fits in one read is checked against its hash, so that a damaged picture is an error and not a wrong picture.
async fn read(storage: &Storage, hash: &ContentHash, length: u64, first: u64, sent: u64) -> Result<Body, AppError> {
    if length <= MAX_IN_ONE {
        let whole = storage.read_verified(hash).await?;
        if whole.len() as u64 != length {
            return Err(AppError::Unavailable);
        }
        let (first, sent) = (usize::try_from(first).unwrap_or_default(), usize::try_from(sent).unwrap_or_default());
        return Ok(Body::from(whole.slice(first..first + sent)));
    }
    if !storage.exists(hash).await? {
        return Err(AppError::NotFound);
    }
    let (storage, hash) = (storage.clone(), hash.clone());
    Ok(Body::from_stream(stream::try_unfold((first, sent), move |(at, left)| {
        let (storage, hash) = (storage.clone(), hash.clone());
        async move {
            if left == 0 {
                return Ok::<_, AppError>(None);
            }
            let piece: Bytes = storage.read_part(&hash, at, left.min(PIECE)).await?;
            let read = piece.len() as u64;
            // The file is shorter than it was: breaking off tells the browser, ending well would not.
            if read == 0 {
                return Err(AppError::Unavailable);
            }
            Ok(Some((piece, (at + read, left - read))))
        }
    })))
}

/// RFC 6266: a plain name for old programs, the true one for the others.
fn attachment(file: &ServedFile) -> String {
    let plain: String = crate::text::fold(&file.name)
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | ' ') { c } else { '_' })
        .collect();
    let mut value = format!("attachment; filename=\"{plain}\"; filename*=UTF-8''");
    for byte in file.name.bytes() {
        let _ = match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'.' | b'-' | b'_' => write!(value, "{}", char::from(byte)),
            _ => write!(value, "%{byte:02X}"),
        };
    }
    value
}

fn refusal(error: &AppError) -> Response {
    let mut response = Response::new(Body::from(error.wording()));
    *response.status_mut() = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    put(&mut response, header::CONTENT_TYPE, "text/plain; charset=utf-8");
    put(&mut response, header::CACHE_CONTROL, "no-store");
    response
}

fn text(headers: &HeaderMap, name: header::HeaderName) -> Option<&str> {
    headers.get(name)?.to_str().ok()
}

fn put(response: &mut Response, name: header::HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(name, value);
    }
}
