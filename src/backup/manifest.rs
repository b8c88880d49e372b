//! What a backup holds, sealed.

use std::{
    collections::BTreeMap,
    fs::{self, File},
    io::{self, Write},
    path::Path,
};

use anyhow::{Context, bail};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{catalogue::Column, rows::hexadecimal, table_file::Written};

pub const FORMAT: u32 = 1;
const NAME: &str = "manifest.json";

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    pub format: u32,
    pub program: String,
    /// The last step of the schema that the database had taken.
    pub migration: i64,
    /// UTC microseconds.
    pub taken_at: i64,
    pub tables: Vec<TableEntry>,
    /// The last numbers that tables had given out by themselves.
    pub counters: BTreeMap<String, i64>,
    /// The list of the media files, one line each: hash and bytes.
    pub media: Written,
    pub media_bytes: u64,
    /// Media files that were damaged or missing when the backup was made, and that no earlier one had: they are not in it.
    pub left_out: Vec<String>,
    /// Of all rows and files, wherever and whenever they were read: equal content, equal hash.
    pub content_sha256: String,
    /// Of the manifest with this field empty.
    pub seal: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableEntry {
    pub name: String,
    pub columns: Vec<Column>,
    #[serde(flatten)]
    pub written: Written,
}

/// Only this is read first, so that a later form is told from a broken one.
#[derive(Deserialize)]
struct FormatOnly {
    format: u32,
}

impl Manifest {
    /// Fills in the hash of the content and the seal.
    pub fn sealed(mut self) -> anyhow::Result<Self> {
        self.content_sha256 = self.content();
        self.seal = self.find_seal()?;
        Ok(self)
    }

    /// Everything that the backup takes on its disk, in bytes.
    pub fn bytes(&self) -> u64 {
        self.tables.iter().map(|table| table.written.bytes).sum::<u64>() + self.media.bytes + self.media_bytes
    }

    pub fn rows(&self) -> u64 {
        self.tables.iter().map(|table| table.written.rows).sum()
    }

    fn content(&self) -> String {
        let mut hash = Sha256::new();
        for table in &self.tables {
            hash.update(format!("{} {} {}\n", table.name, table.written.rows, table.written.sha256));
            for column in &table.columns {
                hash.update(format!("  {} {:?}\n", column.name, column.kind));
            }
        }
        hash.update(&self.media.sha256);
        hexadecimal(hash.finalize())
    }

    fn find_seal(&self) -> anyhow::Result<String> {
        let open = Self { seal: String::new(), ..self.clone() };
        Ok(hexadecimal(Sha256::digest(serde_json::to_vec(&open)?)))
    }

    pub fn write(&self, folder: &Path) -> anyhow::Result<()> {
        let mut file = File::create(folder.join(NAME))?;
        file.write_all(&serde_json::to_vec_pretty(self)?)?;
        Ok(file.sync_all()?)
    }

    /// Reads the manifest of a backup and checks its seal.
    ///
    /// # Errors
    /// In words for the administrator: no backup, broken, or made by a later program.
    pub fn read(folder: &Path) -> anyhow::Result<Self> {
        let text = match fs::read(folder.join(NAME)) {
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
                bail!("{} không phải bản sao lưu: không có tệp {NAME}", folder.display())
            }
            text => text.with_context(|| format!("Không đọc được {NAME} trong {}", folder.display()))?,
        };
        let broken = || format!("Bản sao lưu {} bị hỏng: tệp {NAME} không đọc được", folder.display());
        let FormatOnly { format } = serde_json::from_slice(&text).with_context(broken)?;
        if format != FORMAT {
            bail!(
                "Bản sao lưu có dạng số {format}, chương trình này chỉ đọc dạng số {FORMAT}. Hãy dùng phiên bản congdan mới hơn."
            );
        }
        let manifest: Self = serde_json::from_slice(&text).with_context(broken)?;
        if manifest.find_seal()? != manifest.seal || manifest.content() != manifest.content_sha256 {
            bail!("Bản sao lưu {} bị hỏng: tệp {NAME} đã bị thay đổi", folder.display());
        }
        Ok(manifest)
    }
}
