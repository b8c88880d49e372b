//! Who acts in a request: the signed-in account with its roles on this site, and the typed actors that changes demand.

use std::ops::Deref;

use uuid::Uuid;

use super::model::{Person, Role};
use crate::{clock::now, context::Request, error::AppError};

/// How long a given password lets sensitive changes pass.
const CONFIRMED_FOR: i64 = 10 * 60 * 1_000_000;

/// A role on this site, in one section; without a section it holds for all of them. A role that was given in a section with others below it
/// stands here once for each of them (`sessions::list_grants`): whoever asks needs to know no more than the section.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Grant {
    pub role: Role,
    pub section: Option<Uuid>,
}

/// The account behind a request, with an open session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    pub account: Uuid,
    pub name: String,
    pub display_name: String,
    pub session: Uuid,
    pub confirmed_at: i64,
    pub site: Uuid,
    pub grants: Vec<Grant>,
}

impl Actor {
    pub fn holds(&self, role: Role) -> bool {
        self.grants.iter().any(|grant| grant.role == role)
    }

    /// Whether a role is held for a section.
    pub fn holds_in(&self, role: Role, section: Uuid) -> bool {
        self.grants.iter().any(|grant| grant.role == role && grant.section.is_none_or(|own| own == section))
    }

    /// The roles held for a section.
    pub fn roles_in(&self, section: Uuid) -> Vec<Role> {
        Role::ALL.into_iter().filter(|role| self.holds_in(*role, section)).collect()
    }

    pub fn is_confirmed(&self) -> bool {
        now() - self.confirmed_at < CONFIRMED_FOR
    }

    pub fn person(&self, site_name: &str) -> Person {
        Person {
            name: self.name.clone(),
            display_name: self.display_name.clone(),
            roles: Role::ALL.into_iter().filter(|role| self.holds(*role)).collect(),
            site_name: site_name.to_owned(),
            is_confirmed: self.is_confirmed(),
        }
    }
}

macro_rules! actor {
    ($(#[$about:meta])* $name:ident) => {
        $(#[$about])*
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub struct $name(Actor);

        #[cfg(test)]
        impl $name {
            /// Without a request.
            pub fn for_test(actor: Actor) -> Self {
                Self(actor)
            }
        }

        impl Deref for $name {
            type Target = Actor;

            fn deref(&self) -> &Actor {
                &self.0
            }
        }
    };
}

actor!(
    /// Anyone who has a role on this site.
    Member
);
actor!(
    /// Whoever has to do with articles: author, editor or publisher.
    Writer
);
actor!(
    /// Runs the site: accounts, sections, pages, settings.
    Administrator
);

impl Writer {
    /// Outside of a server function.
    ///
    /// # Errors
    /// `NotAllowed` for who only administers.
    pub fn of(actor: Actor) -> Result<Self, AppError> {
        if is_writer(&actor) { Ok(Self(actor)) } else { Err(AppError::NotAllowed) }
    }
}

fn is_writer(actor: &Actor) -> bool {
    [Role::Author, Role::Editor, Role::Publisher].into_iter().any(|role| actor.holds(role))
}

/// # Errors
/// `SignInNeeded` without an open session, `NotAllowed` for an account without a role here.
pub fn require_member() -> Result<(Request, Member), AppError> {
    require(|actor| !actor.grants.is_empty(), Member)
}

/// # Errors
/// As [`require_member`], and `NotAllowed` for who only administers.
pub fn require_writer() -> Result<(Request, Writer), AppError> {
    require(is_writer, Writer)
}

/// # Errors
/// As [`require_member`], and `NotAllowed` for who does not administer the whole site.
pub fn require_administrator() -> Result<(Request, Administrator), AppError> {
    require(|actor| actor.holds(Role::Administrator), Administrator)
}

fn require<T>(admits: fn(&Actor) -> bool, name: fn(Actor) -> T) -> Result<(Request, T), AppError> {
    let request = Request::current()?;
    let actor = request.actor.clone().ok_or(AppError::SignInNeeded)?;
    if admits(&actor) { Ok((request, name(actor))) } else { Err(AppError::NotAllowed) }
}
