//! Whom an address is open to. The table itself is wiring: `crate::permissions`.

use super::sessions::{Session, Step};
use crate::{accounts::model::Role, error::AppError};

/// Who must be asking.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needs {
    Anyone,
    /// A session under way, which may still wait for its second factor.
    Session,
    /// Any role on this site.
    Member,
    /// Author, editor or publisher on this site.
    Writer,
    Administrator,
}

/// What stands behind an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Door {
    /// A reader's page.
    Page,
    /// A page of the newsroom or of signing in.
    Newsroom,
    /// A server function that only reads, by GET.
    Read,
    /// A server function that changes something, by POST.
    Change,
    /// A plain route.
    Plain,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    pub path: &'static str,
    pub door: Door,
    pub needs: Needs,
}

impl Needs {
    /// # Errors
    /// `SignInNeeded` without an open session, `NotAllowed` for one that may not.
    pub fn admit(self, session: Option<&Session>) -> Result<(), AppError> {
        if self == Self::Anyone {
            return Ok(());
        }
        let session = session.ok_or(AppError::SignInNeeded)?;
        if self == Self::Session {
            return Ok(());
        }
        if session.step != Step::Open {
            return Err(AppError::SignInNeeded);
        }
        let holds = |role| session.actor.holds(role);
        let is_admitted = match self {
            Self::Administrator => holds(Role::Administrator),
            Self::Writer => holds(Role::Author) || holds(Role::Editor) || holds(Role::Publisher),
            _ => !session.actor.grants.is_empty(),
        };
        if is_admitted { Ok(()) } else { Err(AppError::NotAllowed) }
    }
}
