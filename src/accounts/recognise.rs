//! Before the router's handlers: who asks, and whether the address is open to them.

use axum::{
    extract::{MatchedPath, Request, State},
    http::{Method, StatusCode},
    middleware::Next,
    response::{IntoResponse, Response},
};

use super::{
    actors::Writer,
    cookie,
    permissions::{Door, Needs, Rule},
    sessions::{self, Session, Step},
};
use crate::{
    db::Db,
    error::AppError,
    http::{Wants, refuse},
    site::model::CurrentSite,
    visits::NotCounted,
};

/// Finds the rule of an address: the pattern that matched, and the address itself for server functions.
pub type FindRule = fn(pattern: &str, path: &str) -> Option<&'static Rule>;

/// In a request's extensions: the session under way, if there is one.
#[derive(Debug, Clone, Default)]
pub struct Signed(pub Option<Session>);

impl Signed {
    /// Has to do with articles of this site, and has given all that signing in asks for.
    pub fn is_writer(&self) -> bool {
        Needs::Writer.admit(self.0.as_ref()).is_ok()
    }

    /// Who writes, for plain routes.
    ///
    /// # Errors
    /// `SignInNeeded` without an open session, `NotAllowed` for one that may not.
    pub fn writer(&self) -> Result<Writer, AppError> {
        Needs::Writer.admit(self.0.as_ref())?;
        let session = self.0.as_ref().ok_or(AppError::SignInNeeded)?;
        Writer::of(session.actor.clone())
    }
}

/// In a request's extensions: why the address is not open to who asks. Those who answer for newsroom pages and server functions say it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Denied(pub AppError);

/// An address that the table does not know is not there.
pub async fn recognise(State((db, find_rule)): State<(Db, FindRule)>, mut request: Request, next: Next) -> Response {
    let pattern = request.extensions().get::<MatchedPath>().map(|path| path.as_str().to_owned());
    let rule = match &pattern {
        None => None,
        Some(pattern) => match find_rule(pattern, request.uri().path()) {
            Some(rule) => Some(rule),
            None => return refuse(Wants::of(request.headers()), StatusCode::NOT_FOUND),
        },
    };
    if let Some(rule) = rule
        && !is_fit(rule.door, request.method())
    {
        return refuse(Wants::of(request.headers()), StatusCode::METHOD_NOT_ALLOWED);
    }
    let needs = rule.map_or(Needs::Anyone, |rule| rule.needs);
    let token = cookie::read(request.headers()).map(str::to_owned);
    let site = request.extensions().get::<CurrentSite>().map(|site| site.id);
    let is_presented = token.is_some();
    let found = match (token, site) {
        (Some(token), Some(site)) => sessions::find(&db, &token, site).await,
        _ => Ok(None),
    };
    let session = match (found, needs) {
        (Ok(session), _) => {
            if is_presented && session.is_none() {
                tracing::debug!("a cookie of no session, or of one that is over");
            }
            session
        }
        // Readers are served whatever the database does.
        (Err(_), Needs::Anyone) => None,
        (Err(error), _) => return refuse(Wants::of(request.headers()), status(&error)),
    };
    let verdict = needs.admit(session.as_ref());
    if session.as_ref().is_some_and(|session| session.step == Step::Open) {
        request.extensions_mut().insert(NotCounted);
    }
    request.extensions_mut().insert(Signed(session));
    if let Err(error) = verdict {
        if rule.is_none_or(|rule| matches!(rule.door, Door::Page | Door::Plain)) {
            return refuse(Wants::of(request.headers()), status(&error));
        }
        request.extensions_mut().insert(Denied(error));
    }
    next.run(request).await.into_response()
}

/// What only reads is asked for by GET, what changes something by POST.
fn is_fit(door: Door, method: &Method) -> bool {
    match door {
        Door::Read | Door::Newsroom => matches!(*method, Method::GET | Method::HEAD),
        Door::Change => *method == Method::POST,
        Door::Page | Door::Plain => true,
    }
}

fn status(error: &AppError) -> StatusCode {
    StatusCode::from_u16(error.status()).unwrap_or(StatusCode::FORBIDDEN)
}
