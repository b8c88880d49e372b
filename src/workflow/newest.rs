//! The newest that the server has said of a piece, and what of it is shown.

use leptos::{prelude::*, task::spawn_local};

use super::{api::read_piece, model::PieceView};

/// Answers may overtake each other: of two, the one that was asked for later counts.
#[derive(Clone, Copy)]
pub struct Newest {
    pub shown: RwSignal<PieceView>,
    known: RwSignal<(u32, PieceView)>,
    asked: StoredValue<u32>,
}

impl Newest {
    pub fn new(piece: PieceView) -> Self {
        Self { shown: RwSignal::new(piece.clone()), known: RwSignal::new((0, piece)), asked: StoredValue::new(0) }
    }

    /// Asks, and shows what is known then: after something that the reader of the page has done.
    pub fn show(self) {
        self.ask(move || {
            if let Some((_, piece)) = self.known.try_get_untracked() {
                self.shown.try_set(piece);
            }
        });
    }

    /// Asks, and leaves what is shown as it is: whether it is old then, `is_old` tells.
    pub fn look(self) {
        self.ask(|| ());
    }

    /// Whether somebody else has done something that the page does not show.
    pub fn is_old(self) -> Memo<bool> {
        let state = |piece: &PieceView| (piece.number, piece.stage, piece.scheduled_at, piece.assigned_name.clone());
        Memo::new(move |_| state(&self.known.read().1) != state(&self.shown.read()))
    }

    /// The page may have been left when the answer comes.
    fn ask(self, then: impl FnOnce() + 'static) {
        let Some(id) = self.shown.try_with_untracked(|piece| piece.id.clone()) else { return };
        let turn = self.asked.try_update_value(|asked| {
            *asked += 1;
            *asked
        });
        let Some(turn) = turn else { return };
        spawn_local(async move {
            if let Ok(piece) = read_piece(id).await {
                let is_newer = self.known.try_with_untracked(|known| known.0 < turn).unwrap_or(false);
                if is_newer {
                    self.known.try_set((turn, piece));
                }
                then();
            }
        });
    }
}
