//! The ledger of visits, for server and browser.

use leptos::{
    prelude::*,
    server_fn::codec::{GetUrl, Post},
};

use super::model::Statistics;
use crate::{error::AppError, wire::JsonText};

/// The last thirty days, today included. Anyone may read it.
#[server(prefix = "/api", endpoint = "visits/days", input = GetUrl, output = Post<JsonText>)]
pub async fn read_days() -> Result<Statistics, AppError> {
    let request = crate::context::Request::current()?;
    let today = crate::text::dates::local(crate::clock::now()).day_number;
    let first = today - 29;
    let found = super::store::list_days(&request.db, request.site.id, first, today).await?;
    let days = (first..=today)
        .map(|day| found.iter().find(|row| row.day == day).copied().unwrap_or(super::model::DayVisits { day, visits: 0, views: 0 }))
        .collect();
    let since = super::model::most_read_since(crate::clock::now());
    let most_read = super::store::list_most_read(&request.db, request.site.id, since, 10).await?;
    let explanation = super::explaining::explanation(request.site.opening_visits, &most_read);
    Ok(Statistics { days, explanation })
}
