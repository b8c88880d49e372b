//! Up and down: by keyboard, pointer and without scripts the same.

use uuid::Uuid;

use super::{
    changing::{Change, parse_id},
    model::Ordered,
};
use crate::{
    accounts::actors::Administrator,
    db::{Db, Tx},
    error::AppError,
    in_tx, on_db,
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    Up,
    Down,
}

/// Moves one thing past its neighbour; at the end of the list it stays.
///
/// # Errors
/// `NotFound` for what is not of this site.
pub async fn move_one(db: &Db, by: &Administrator, kind: Ordered, id: &str, direction: Direction) -> Result<(), AppError> {
    let id = parse_id(id)?;
    let (list, set) = statements(kind);
    let mut ids: Vec<Uuid> = on_db!(db, pool => {
        let mut query = sqlx::query_scalar(list).bind(by.site);
        if kind == Ordered::Section {
            query = query.bind(id);
        }
        query.fetch_all(pool).await
    })?;
    let from = ids.iter().position(|other| *other == id).ok_or(AppError::NotFound)?;
    let to = match direction {
        Direction::Up => from.saturating_sub(1),
        Direction::Down => (from + 1).min(ids.len() - 1),
    };
    if from == to {
        return Ok(());
    }
    ids.swap(from, to);
    let site = by.site;
    let change = Change::new(by, action(kind), kind.as_str(), "thứ tự", format!("vị trí {} → {}", from + 1, to + 1));
    in_tx!(db, tx => {
        for (position, id) in (1_i64..).zip(ids) {
            sqlx::query(set).bind(id).bind(site).bind(position).execute(&mut *tx).await?;
        }
        change.write(&mut Tx::from(&mut *tx)).await?;
    })
}

fn statements(kind: Ordered) -> (&'static str, &'static str) {
    match kind {
        Ordered::Section => (include_str!("sql/order_sections.sql"), include_str!("sql/place_section.sql")),
        Ordered::WebLink => (include_str!("sql/order_web_links.sql"), include_str!("sql/place_web_link.sql")),
        Ordered::Block => (include_str!("sql/order_blocks.sql"), include_str!("sql/place_block.sql")),
        Ordered::Page => (include_str!("sql/order_pages.sql"), include_str!("sql/place_page.sql")),
        Ordered::HomePart => (include_str!("sql/order_home_parts.sql"), include_str!("sql/place_home_part.sql")),
        Ordered::Featured => (include_str!("sql/order_featured.sql"), include_str!("sql/place_featured.sql")),
    }
}

fn action(kind: Ordered) -> &'static str {
    match kind {
        Ordered::Section => "menu_changed",
        Ordered::WebLink => "web_link_changed",
        Ordered::Block => "block_changed",
        Ordered::Page => "page_changed",
        Ordered::Featured | Ordered::HomePart => "home_changed",
    }
}
