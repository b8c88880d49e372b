//! A file of lines, packed, with what proves it later: the hash of the lines and the hash of the file.

use std::{
    fs::File,
    io::{self, BufRead, BufReader, BufWriter, Read, Write},
    path::Path,
};

use flate2::{Compression, bufread::GzDecoder, write::GzEncoder};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::rows::hexadecimal;

/// What was written, as the manifest keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Written {
    pub rows: u64,
    /// Of the lines: equal content has equal hashes, wherever it was read from.
    pub sha256: String,
    pub file_sha256: String,
    pub bytes: u64,
}

/// Writes lines to a file, or to nowhere where only their hash is wanted.
pub struct LineWriter {
    lines: Sha256,
    rows: u64,
    file: Option<GzEncoder<HashedFile>>,
}

struct HashedFile {
    file: BufWriter<File>,
    hash: Sha256,
    bytes: u64,
}

impl Write for HashedFile {
    fn write(&mut self, part: &[u8]) -> io::Result<usize> {
        let written = self.file.write(part)?;
        self.hash.update(&part[..written]);
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl LineWriter {
    pub fn create(path: &Path) -> io::Result<Self> {
        let file = HashedFile { file: BufWriter::new(File::create(path)?), hash: Sha256::new(), bytes: 0 };
        Ok(Self { lines: Sha256::new(), rows: 0, file: Some(GzEncoder::new(file, Compression::fast())) })
    }

    pub fn nowhere() -> Self {
        Self { lines: Sha256::new(), rows: 0, file: None }
    }

    /// Takes whole lines.
    pub fn write(&mut self, lines: &[u8], rows: u64) -> io::Result<()> {
        self.lines.update(lines);
        self.rows += rows;
        self.file.as_mut().map_or(Ok(()), |file| file.write_all(lines))
    }

    /// When it returns the file survives a power cut.
    pub fn finish(self) -> io::Result<Written> {
        let (mut file_sha256, mut bytes) = (String::new(), 0);
        if let Some(file) = self.file {
            let mut file = file.finish()?;
            file.flush()?;
            file.file.get_ref().sync_all()?;
            (file_sha256, bytes) = (hexadecimal(file.hash.finalize()), file.bytes);
        }
        Ok(Written { rows: self.rows, sha256: hexadecimal(self.lines.finalize()), file_sha256, bytes })
    }
}

struct HashedReader<R> {
    inner: R,
    hash: Sha256,
    bytes: u64,
}

impl<R: Read> Read for HashedReader<R> {
    fn read(&mut self, part: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(part)?;
        self.hash.update(&part[..read]);
        self.bytes += read as u64;
        Ok(read)
    }
}

/// Gives each line to `take` and tells what the file holds.
///
/// # Errors
/// The file cannot be read or unpacked, or `take` fails.
pub fn read_lines(path: &Path, mut take: impl FnMut(&str) -> anyhow::Result<()>) -> anyhow::Result<Written> {
    let file = HashedReader { inner: File::open(path)?, hash: Sha256::new(), bytes: 0 };
    let mut unpacked = BufReader::new(GzDecoder::new(BufReader::new(file)));
    let (mut lines, mut rows, mut line) = (Sha256::new(), 0, Vec::new());
    while unpacked.read_until(b'\n', &mut line)? > 0 {
        lines.update(&line);
        rows += 1;
        take(std::str::from_utf8(&line)?)?;
        line.clear();
    }
    let mut packed = unpacked.into_inner().into_inner();
    // What follows the packed lines belongs to the file too.
    io::copy(&mut packed, &mut io::sink())?;
    let file = packed.into_inner();
    Ok(Written { rows, sha256: hexadecimal(lines.finalize()), file_sha256: hexadecimal(file.hash.finalize()), bytes: file.bytes })
}
