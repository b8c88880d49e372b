//! The worker that decodes pictures: `congdan render-picture`, started by the server with a picture on its standard input. It takes
//! from itself what it does not need, and says on its standard output what became of the picture.

use std::{
    io::{self, Read, Write},
    process::ExitCode,
};

use rustix::process::{Resource, Rlimit, setrlimit};

use super::{
    decoding,
    worker::{Answer, Part, render_here},
};
use crate::error::AppError;

const MEMORY: u64 = 1024 * 1024 * 1024;
const CPU_SECONDS: u64 = 10;
/// Standard input, output and error.
const DESCRIPTORS: u64 = 3;

/// Renders one picture. The process ends badly where it could not lock itself in, or where nobody listens.
pub fn run() -> ExitCode {
    let done = lock_in().and_then(|()| read_limited(io::stdin().lock())).and_then(|picture| answer(&picture));
    if done.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Whatever a decoder is made to do from here on: it opens no file, writes none, starts nothing, and has an end.
fn lock_in() -> io::Result<()> {
    let limits = [
        (Resource::As, MEMORY),
        (Resource::Cpu, CPU_SECONDS),
        (Resource::Core, 0),
        (Resource::Fsize, 0),
        (Resource::Nproc, 0),
        (Resource::Nofile, DESCRIPTORS),
    ];
    for (resource, most) in limits {
        setrlimit(resource, Rlimit { current: Some(most), maximum: Some(most) })?;
    }
    Ok(())
}

/// As much as a picture may have, and one byte more, which tells that it has too many.
pub(super) fn read_limited(source: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    source.take(decoding::MAX_BYTES as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn answer(picture: &[u8]) -> io::Result<()> {
    let (head, renditions) = match render_here(picture) {
        Ok(made) => {
            let parts = made.renditions.iter().map(|rendition| Part {
                format: rendition.format,
                width: rendition.width,
                height: rendition.height,
                bytes: u32::try_from(rendition.bytes.len()).unwrap_or(u32::MAX),
            });
            let parts = parts.collect();
            (Answer::Made { width: made.width, height: made.height, mime: made.mime.to_owned(), parts }, made.renditions)
        }
        Err(AppError::Invalid(problems)) => {
            (Answer::Refused(problems.into_iter().next().map(|problem| problem.says).unwrap_or_default()), Vec::new())
        }
        Err(error) => (Answer::Refused(error.wording()), Vec::new()),
    };
    let head = serde_json::to_vec(&head)?;
    let mut out = io::stdout().lock();
    out.write_all(&u32::try_from(head.len()).unwrap_or(u32::MAX).to_be_bytes())?;
    out.write_all(&head)?;
    for rendition in renditions {
        out.write_all(&rendition.bytes)?;
    }
    out.flush()
}
