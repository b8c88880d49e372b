//! Which files an import reads, and which pictures beside them it may.

use std::{
    fs, io,
    path::{Component, Path, PathBuf},
};

use super::report::{Report, ReportKind};

const MAX_DEPTH: usize = 32;

/// An HTML file, and the folder that its pictures must lie in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HtmlFile {
    pub path: PathBuf,
    root: PathBuf,
}

/// Why a picture's path leads nowhere.
#[derive(Debug, PartialEq, Eq)]
pub enum NoFile {
    Missing,
    Outside,
}

impl HtmlFile {
    /// As the report names it.
    pub fn name(&self) -> String {
        self.path.display().to_string()
    }

    /// The file that a relative path in this file leads to. An absolute path is looked for in the imported folder, as the
    /// root of the old site.
    pub fn beside(&self, path: &Path) -> Result<PathBuf, NoFile> {
        let folder = self.path.parent().unwrap_or(Path::new("."));
        let wanted = match path.strip_prefix("/") {
            Ok(from_root) => self.root.join(from_root),
            Err(_) => folder.join(path),
        };
        if climbs_out(&wanted, &self.root) {
            return Err(NoFile::Outside);
        }
        // Links are followed before judging, so that none leads out of the folder.
        let found = wanted.canonicalize().map_err(|_| NoFile::Missing)?;
        let root = self.root.canonicalize().map_err(|_| NoFile::Missing)?;
        match found.starts_with(root) {
            true => Ok(found),
            false => Err(NoFile::Outside),
        }
    }
}

/// Whether ".." leaves the root, told without asking the disk: the answer must not depend on what lies outside.
fn climbs_out(path: &Path, root: &Path) -> bool {
    let Ok(within) = path.strip_prefix(root) else { return true };
    let mut depth = 0_i32;
    within.components().any(|component| {
        depth += match component {
            Component::Normal(_) => 1,
            Component::ParentDir => -1,
            _ => 0,
        };
        depth < 0
    })
}

/// The files named, and the HTML files of the folders named, sorted; each once. What is not there goes into the report.
pub fn list(paths: &[PathBuf], report: &mut Report) -> Vec<HtmlFile> {
    let mut files: Vec<HtmlFile> = Vec::new();
    for path in paths {
        let found = match fs::metadata(path) {
            Ok(kind) if kind.is_dir() => {
                let mut inside = Vec::new();
                let failed = report.failed;
                walk(path, 0, &mut inside, report);
                if inside.is_empty() && report.failed == failed {
                    report.failed += 1;
                    report.add(&path.display().to_string(), ReportKind::UnreadableFile, "thư mục không có tệp .html hay .htm nào");
                }
                inside.into_iter().map(|file| HtmlFile { path: file, root: path.clone() }).collect()
            }
            Ok(_) => vec![HtmlFile { path: path.clone(), root: path.parent().unwrap_or(Path::new("")).to_owned() }],
            Err(error) => {
                fail(report, path, &error);
                continue;
            }
        };
        files.extend(found.into_iter().map(|file| match file.root.as_os_str().is_empty() {
            true => HtmlFile { path: Path::new(".").join(&file.path), root: ".".into() },
            false => file,
        }));
    }
    let mut seen = std::collections::HashSet::new();
    // "tin" and "./tin" are one folder.
    files.retain(|file| seen.insert(file.path.canonicalize().unwrap_or_else(|_| file.path.clone())));
    files
}

fn walk(folder: &Path, depth: usize, files: &mut Vec<PathBuf>, report: &mut Report) {
    let mut entries: Vec<fs::DirEntry> = match fs::read_dir(folder).and_then(Iterator::collect) {
        Ok(entries) => entries,
        Err(error) => return fail(report, folder, &error),
    };
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let path = entry.path();
        match entry.file_type() {
            Ok(kind) if kind.is_dir() && depth < MAX_DEPTH => walk(&path, depth + 1, files, report),
            Ok(kind) if kind.is_file() && is_html(&path) => files.push(path),
            Ok(kind) if kind.is_symlink() && is_html(&path) => {
                report.failed += 1;
                report.add(&path.display().to_string(), ReportKind::UnreadableFile, "là liên kết; hãy chép tệp thật vào thư mục");
            }
            _ => {}
        }
    }
}

fn is_html(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("html") || extension.eq_ignore_ascii_case("htm"))
}

fn fail(report: &mut Report, path: &Path, error: &io::Error) {
    report.failed += 1;
    report.add(&path.display().to_string(), ReportKind::UnreadableFile, reason(error));
}

pub fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "không có tệp hay thư mục này".to_owned(),
        io::ErrorKind::PermissionDenied => "không có quyền đọc".to_owned(),
        io::ErrorKind::IsADirectory => "là thư mục".to_owned(),
        _ => format!("hệ điều hành báo: {error}"),
    }
}
