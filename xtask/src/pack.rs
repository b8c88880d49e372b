//! Names by content, and compresses once at build time what is served from memory a million times.

use std::{
    collections::BTreeMap,
    fs,
    io::Write,
    path::{Path, PathBuf},
};

use anyhow::Result;
use sha2::{Digest, Sha256};

/// The folder of hashed files and its table `manifest.json`: plain name to address.
pub struct Package {
    folder: PathBuf,
    manifest: BTreeMap<String, String>,
}

impl Package {
    pub fn create(folder: PathBuf) -> Result<Self> {
        fs::create_dir_all(&folder)?;
        Ok(Self { folder, manifest: BTreeMap::new() })
    }

    /// Adds a file under a name that changes with its content. Gives its address.
    pub fn add(&mut self, name: &str, content: &[u8]) -> Result<String> {
        let hash: String = Sha256::digest(content).iter().take(6).map(|byte| format!("{byte:02x}")).collect();
        let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
        let hashed = format!("{stem}.{hash}.{extension}");
        let path = self.folder.join(&hashed);
        fs::write(&path, content)?;
        if !matches!(extension, "woff2" | "webp" | "jpg" | "png") {
            compress(&path, content)?;
        }
        let address = format!("/pkg/{hashed}");
        self.manifest.insert(name.to_owned(), address.clone());
        Ok(address)
    }

    /// Writes the table and removes what it no longer names.
    pub fn finish(self) -> Result<()> {
        let rows: Vec<_> = self.manifest.iter().map(|(name, address)| format!("  \"{name}\": \"{address}\"")).collect();
        let table = self.folder.with_file_name("manifest.json");
        let partial = table.with_extension("partial");
        fs::write(&partial, format!("{{\n{}\n}}\n", rows.join(",\n")))?;
        fs::rename(partial, table)?;
        let kept: Vec<&str> = self.manifest.values().filter_map(|address| address.rsplit('/').next()).collect();
        for entry in fs::read_dir(&self.folder)? {
            let path = entry?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let plain = name.trim_end_matches(".br").trim_end_matches(".gz");
            if !kept.contains(&plain) {
                fs::remove_file(path)?;
            }
        }
        Ok(())
    }
}

/// Writes `.br` and `.gz` beside a file.
pub fn compress(path: &Path, content: &[u8]) -> Result<()> {
    let mut small = Vec::new();
    brotli::BrotliCompress(
        &mut &content[..],
        &mut small,
        &brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() },
    )?;
    fs::write(format!("{}.br", path.display()), &small)?;
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    gzip.write_all(content)?;
    fs::write(format!("{}.gz", path.display()), gzip.finish()?)?;
    Ok(())
}
