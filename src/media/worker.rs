//! Pictures are decoded by a process of their own, with little memory, little time and no files: a decoder's fault ends that process
//! and nothing else. `jail.rs` is the other side.

use std::{fs::File, path::PathBuf, process::Stdio, sync::OnceLock, time::Duration};

use bytes::Bytes;
use serde::{Deserialize, Serialize};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    process::{Child, Command},
};

use super::{
    decoding, jail,
    model::Format,
    renditions::{self, Rendition},
};
use crate::error::AppError;

/// The subcommand of this program that is the worker.
pub const WORD: &str = "render-picture";
const LONGEST: Duration = Duration::from_secs(30);
/// All renditions of the largest picture are a tenth of it.
const MAX_ANSWER: u64 = 64 * 1024 * 1024;
const MIMES: [&str; 4] = ["image/jpeg", "image/png", "image/gif", "image/webp"];

static PROGRAM: OnceLock<PathBuf> = OnceLock::new();

/// From now on pictures are rendered by this program. Until it is called they are rendered by this process, which only tests want.
pub fn use_program(program: PathBuf) {
    // A second call changes nothing.
    let _ = PROGRAM.set(program);
}

/// Where the bytes of a picture are.
pub enum Source {
    Bytes(Bytes),
    /// Read from its beginning.
    File(File),
}

/// A picture in all its sizes. Width and height are those of the upright original.
#[derive(Debug)]
pub struct Made {
    pub width: u32,
    pub height: u32,
    /// Of the given bytes.
    pub mime: &'static str,
    pub renditions: Vec<Rendition>,
}

/// What the worker says first; the bytes of the renditions follow in order.
#[derive(Debug, Serialize, Deserialize)]
pub(super) enum Answer {
    Refused(String),
    Made { width: u32, height: u32, mime: String, parts: Vec<Part> },
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Part {
    pub format: Format,
    pub width: u32,
    pub height: u32,
    pub bytes: u32,
}

/// Decodes a picture and makes its renditions, at most two at once. It goes on to its end when nobody waits any more.
///
/// # Errors
/// `Invalid` with a reason in Vietnamese: not a picture, too large, broken, or more than the worker is allowed.
pub async fn render(source: Source) -> Result<Made, AppError> {
    match PROGRAM.get() {
        Some(program) => render_with(program.clone(), source, LONGEST).await,
        None => decoding::in_turn(move || render_here(&read(source)?)).await,
    }
}

pub(super) async fn render_with(program: PathBuf, source: Source, longest: Duration) -> Result<Made, AppError> {
    let permit = decoding::take_turn().await?;
    let work = tokio::spawn(async move {
        let _permit = permit;
        ask(program, source, longest).await
    });
    work.await.unwrap_or_else(|error| {
        tracing::error!(%error, "a rendering task ended badly");
        Err(AppError::Unavailable)
    })
}

pub(super) fn render_here(bytes: &[u8]) -> Result<Made, AppError> {
    let picture = decoding::decode(bytes)?;
    let renditions = renditions::make_renditions(&picture.pixels)?;
    Ok(Made { width: picture.pixels.width(), height: picture.pixels.height(), mime: picture.mime, renditions })
}

fn read(source: Source) -> Result<Bytes, AppError> {
    match source {
        Source::Bytes(bytes) => Ok(bytes),
        Source::File(file) => jail::read_limited(file).map(Bytes::from).map_err(|error| failed(&error)),
    }
}

async fn ask(program: PathBuf, source: Source, longest: Duration) -> Result<Made, AppError> {
    let (stdin, bytes) = match source {
        Source::Bytes(bytes) => (Stdio::piped(), bytes),
        Source::File(file) => (file.into(), Bytes::new()),
    };
    // Nothing of our surroundings is its business: the address of the database is among them.
    let mut worker = Command::new(program)
        .arg(WORD)
        .env_clear()
        .current_dir("/")
        .stdin(stdin)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .map_err(|error| failed(&error))?;
    match tokio::time::timeout(longest, talk(&mut worker, bytes)).await {
        Ok(Ok(answer)) => answer,
        Ok(Err(error)) => Err(failed(&error)),
        Err(_) => {
            let _ = worker.kill().await;
            tracing::warn!("picture took too long");
            Err(refused("ảnh quá phức tạp, xử lý lâu hơn 30 giây; hãy lưu lại thành JPEG rồi tải lên"))
        }
    }
}

async fn talk(worker: &mut Child, bytes: Bytes) -> std::io::Result<Result<Made, AppError>> {
    if let Some(mut input) = worker.stdin.take() {
        // A worker that has refused early reads no further.
        let _ = input.write_all(&bytes).await;
    }
    let mut answer = Vec::new();
    if let Some(output) = worker.stdout.take() {
        output.take(MAX_ANSWER).read_to_end(&mut answer).await?;
    }
    let status = worker.wait().await?;
    if !status.success() {
        tracing::warn!(%status, "the worker that decodes pictures died");
        return Ok(Err(refused("tệp ảnh hỏng hoặc cần quá nhiều bộ nhớ để giải mã")));
    }
    Ok(understand(answer.into()).unwrap_or_else(|| {
        tracing::error!("the worker that decodes pictures spoke nonsense");
        Err(AppError::Unavailable)
    }))
}

/// The worker has touched hostile bytes: what it says is looked at as closely as they are.
fn understand(mut answer: Bytes) -> Option<Result<Made, AppError>> {
    let length = u32::from_be_bytes(answer.get(..4)?.try_into().ok()?) as usize;
    let head = answer.get(4..4 + length)?;
    let (width, height, mime, parts) = match serde_json::from_slice(head).ok()? {
        Answer::Refused(reason) => return Some(Err(refused(&reason))),
        Answer::Made { width, height, mime, parts } => (width, height, mime, parts),
    };
    let mime = MIMES.into_iter().find(|known| *known == mime)?;
    let _ = answer.split_to(4 + length);
    let mut renditions = Vec::with_capacity(parts.len());
    for part in parts {
        let length = part.bytes as usize;
        if answer.len() < length {
            return None;
        }
        let bytes = answer.split_to(length);
        let is_what_it_says = match part.format {
            Format::Webp => bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP"),
            Format::Jpeg => bytes.starts_with(&[0xFF, 0xD8, 0xFF]),
            Format::Original => false,
        };
        if !is_what_it_says {
            return None;
        }
        renditions.push(Rendition { format: part.format, width: part.width, height: part.height, bytes });
    }
    (answer.is_empty() && !renditions.is_empty()).then_some(Ok(Made { width, height, mime, renditions }))
}

fn refused(reason: &str) -> AppError {
    AppError::invalid("tệp", reason)
}

fn failed(error: &std::io::Error) -> AppError {
    tracing::error!(%error, "the worker that decodes pictures cannot be run");
    AppError::Unavailable
}
