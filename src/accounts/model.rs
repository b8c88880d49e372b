//! Roles, and accounts as the newsroom sees them.

use serde::{Deserialize, Serialize};

use crate::error::AppError;

/// What an account may do on a site, or in one section of it. An account may hold several.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Role {
    Author,
    Editor,
    Publisher,
    Administrator,
}

impl Role {
    pub const ALL: [Self; 4] = [Self::Author, Self::Editor, Self::Publisher, Self::Administrator];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Author => "author",
            Self::Editor => "editor",
            Self::Publisher => "publisher",
            Self::Administrator => "administrator",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.as_str() == text)
    }

    pub fn name(self) -> &'static str {
        match self {
            Self::Author => "Tác giả",
            Self::Editor => "Biên tập viên",
            Self::Publisher => "Người duyệt đăng",
            Self::Administrator => "Quản trị",
        }
    }

    /// Whoever publishes or administers proves himself with a second factor.
    pub fn needs_second_factor(self) -> bool {
        matches!(self, Self::Publisher | Self::Administrator)
    }
}

/// The signed-in person, as the newsroom's frame shows him.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    pub name: String,
    pub display_name: String,
    pub roles: Vec<Role>,
    pub site_name: String,
    /// The password was given a moment ago: a sensitive change asks for it no second time.
    pub is_confirmed: bool,
}

impl Person {
    pub fn is(&self, role: Role) -> bool {
        self.roles.contains(&role)
    }

    /// Has to do with articles.
    pub fn is_writer(&self) -> bool {
        [Role::Author, Role::Editor, Role::Publisher].into_iter().any(|role| self.is(role))
    }

    pub fn role_names(&self) -> String {
        self.roles.iter().map(|role| role.name()).collect::<Vec<_>>().join(", ")
    }
}

/// An account in the administrators' list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountView {
    pub name: String,
    pub display_name: String,
    pub state: AccountState,
    pub has_second_factor: bool,
    pub grants: Vec<GrantView>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum AccountState {
    Invited,
    Active,
    Disabled,
}

impl AccountState {
    pub fn name(self) -> &'static str {
        match self {
            Self::Invited => "Chờ kích hoạt",
            Self::Active => "Đang dùng",
            Self::Disabled => "Đã khóa",
        }
    }
}

/// A role on this site as it was given: in a section and those below it, or without one in all of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GrantView {
    pub role: Role,
    pub section: String,
    pub section_name: String,
}

/// A session in its owner's list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionView {
    pub id: String,
    pub browser: String,
    pub created_at: i64,
    pub seen_at: i64,
    pub is_this: bool,
}

/// The second factor that is being set up: shown once, kept only when a code from it has been given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SecondFactorView {
    pub seed: String,
    /// In groups of four, to be typed.
    pub secret: String,
    /// The drawing of the QR code, one unit a module.
    pub qr_path: String,
    pub qr_size: i64,
    pub recovery_codes: Vec<String>,
}

/// What a single-use link opens.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkView {
    pub name: String,
    pub display_name: String,
    pub second_factor: Option<SecondFactorView>,
}

/// The name an account signs in with.
///
/// # Errors
/// `Invalid`: not 3 to 64 lower-case letters without diacritics, digits, dots, hyphens or underscores.
pub fn parse_name(text: &str) -> Result<String, AppError> {
    let name = text.trim().to_lowercase();
    let is_name = (3..=64).contains(&name.len())
        && name.starts_with(|first: char| first.is_ascii_alphanumeric())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_'));
    if is_name {
        return Ok(name);
    }
    Err(AppError::invalid("name", "Tên đăng nhập gồm 3 đến 64 chữ không dấu, chữ số, dấu chấm hoặc gạch nối, ví dụ: lan.nguyen"))
}

/// # Errors
/// `Invalid` for an empty name, one of more than 100 characters or with control characters.
pub fn parse_display_name(text: &str) -> Result<String, AppError> {
    let name = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() || name.chars().count() > 100 || name.chars().any(char::is_control) {
        return Err(AppError::invalid("display_name", "Hãy nhập họ tên, không quá 100 ký tự"));
    }
    Ok(name)
}
