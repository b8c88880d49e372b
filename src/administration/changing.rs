//! What every change of an administrator writes besides itself, and the words that it takes.

use uuid::Uuid;

use crate::{
    accounts::actors::Administrator,
    audit::store::{Entry, record},
    clock::now,
    db::Tx,
    error::{AppError, Problem},
    on_tx, text,
};

/// A change as the log tells it.
#[derive(Debug, Clone)]
pub struct Change {
    site: Uuid,
    entry: Entry,
    /// What the log of changes calls it.
    subject: &'static str,
}

impl Change {
    pub fn new(by: &Administrator, action: &'static str, subject: &'static str, name: &str, detail: impl Into<String>) -> Self {
        let entry = Entry {
            site: by.site,
            account: Some(by.account),
            actor: by.name.clone(),
            action,
            subject: name.chars().take(200).collect(),
            subject_id: None,
            detail: detail.into().chars().take(500).collect(),
        };
        Self { site: by.site, entry, subject }
    }

    /// In the transaction that makes the change.
    pub async fn write(self, tx: &mut Tx<'_>) -> Result<(), AppError> {
        record(tx, self.entry).await?;
        on_tx!(tx, run => sqlx::query(include_str!("../db/sql/log_change.sql"))
            .bind(self.site)
            .bind(self.subject)
            .bind(self.site)
            .bind(now())
            .execute(run)
            .await
            .map(|_| ()))?;
        Ok(())
    }
}

/// Collects what is wrong with the fields of a form.
#[derive(Default)]
pub struct Fields(Vec<Problem>);

impl Fields {
    /// One line of text, of at most `most` characters.
    pub fn line(&mut self, at: &str, what: &str, text: &str, most: usize) -> String {
        let line = text::one_line(text);
        let length = line.chars().count();
        if length > most {
            self.say(at, format!("{what} dài {length} ký tự, nhiều nhất {most}"));
        } else if line.chars().any(char::is_control) {
            self.say(at, format!("{what} có ký tự điều khiển không đọc được"));
        }
        line
    }

    pub fn needed(&mut self, at: &str, what: &str, text: &str, most: usize) -> String {
        let line = self.line(at, what, text, most);
        if line.is_empty() {
            self.say(at, format!("Hãy nhập {}", what.to_lowercase()));
        }
        line
    }

    /// An address outside, or inside where it begins with a slash. Empty stays empty.
    pub fn address(&mut self, at: &str, text: &str) -> String {
        let text = text.trim();
        if text.is_empty() {
            return String::new();
        }
        match crate::content::Url::parse(text) {
            Some(url) => url.as_str().to_owned(),
            None => {
                self.say(at, "Địa chỉ phải bắt đầu bằng https://, http:// hoặc / (trang trong cổng)".into());
                String::new()
            }
        }
    }

    pub fn say(&mut self, at: &str, says: String) {
        self.0.push(Problem::new(at, says));
    }

    /// # Errors
    /// `Invalid` with all that was found.
    pub fn judge(self) -> Result<(), AppError> {
        if self.0.is_empty() { Ok(()) } else { Err(AppError::Invalid(self.0)) }
    }
}

/// The id of a row that a form names.
pub fn parse_id(text: &str) -> Result<Uuid, AppError> {
    Uuid::parse_str(text).map_err(|_| AppError::NotFound)
}

/// # Errors
/// `NotFound` where no row of this site was touched.
pub fn require_found(rows: u64) -> Result<(), AppError> {
    if rows == 0 { Err(AppError::NotFound) } else { Ok(()) }
}
