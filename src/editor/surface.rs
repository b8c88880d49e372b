//! Where the editor is put, and what it tells the page around it.

use leptos::{html, prelude::*};

use crate::{
    content::{Content, SCHEMA_VERSION},
    media::model::MediaView,
    workflow::model::KeptView,
};

/// What an open editor says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Told {
    /// A revision was made: its number.
    Saved(i64),
    /// The first revision of a new piece: its id.
    Created(String),
    /// A colleague has saved since this version.
    Conflict(i64),
}

/// What an editor is opened with.
#[derive(Debug, Clone, PartialEq)]
pub struct Opened {
    /// Empty for a new piece: it gets its id in the browser.
    pub piece: String,
    pub account: String,
    pub number: i64,
    pub save_key: String,
    pub content: Content,
    pub media: Vec<MediaView>,
    pub kept: Option<KeptView>,
}

/// The place of the editor in a form; with scripts off it stays empty, and the plain field is there. `handle` holds what is open.
#[component]
pub fn Surface(opened: Opened, handle: Handle, on_told: Callback<Told>) -> impl IntoView {
    let node = NodeRef::<html::Div>::new();
    let json = |value: Result<String, serde_json::Error>| value.unwrap_or_default();
    let kept = opened.kept.as_ref().map(|kept| json(serde_json::to_string(kept)));
    let media = json(serde_json::to_string(&opened.media));
    handle.follow(node, on_told);
    view! {
        <div
            node_ref=node class="editor" hidden=true data-editor="" data-piece=opened.piece data-account=opened.account
            data-number=opened.number.to_string() data-key=opened.save_key data-schema=SCHEMA_VERSION.to_string()
            data-content=opened.content.to_json() data-media=media data-kept=kept
        ></div>
    }
}

/// A place for the list of what only this machine has.
#[component]
pub fn LocalDrafts(account: String) -> impl IntoView {
    let node = NodeRef::<html::Div>::new();
    list_local(node, account);
    view! { <div node_ref=node class="local-drafts"></div> }
}

use side::list_local;
pub use side::{Handle, forget_kept};

#[cfg(feature = "hydrate")]
mod side {
    use leptos::{html, prelude::*, task::spawn_local};
    use wasm_bindgen::JsCast;

    use super::{super::bridge, Told};

    /// The editor of a page, once it is open.
    #[derive(Clone, Copy)]
    pub struct Handle {
        open: StoredValue<Option<bridge::Open>, LocalStorage>,
        pub is_open: RwSignal<bool>,
    }

    impl Default for Handle {
        fn default() -> Self {
            Self { open: StoredValue::new_local(None), is_open: RwSignal::new(false) }
        }
    }

    impl Handle {
        pub fn keep_mine(self, number: i64) {
            self.with(|open| open.keep_mine(number));
        }

        pub fn take_theirs(self) {
            self.with(bridge::Open::take_theirs);
        }

        pub fn copy_mine(self) {
            self.with(bridge::Open::copy_mine);
        }

        /// The piece was thrown away.
        pub fn dropped(self) {
            self.with(bridge::Open::dropped);
        }

        fn with(self, act: impl FnOnce(&bridge::Open)) {
            self.open.with_value(|open| {
                if let Some(open) = open {
                    act(open);
                }
            });
        }

        pub(super) fn follow(self, node: NodeRef<html::Div>, on_told: Callback<Told>) {
            Effect::new(move |_| {
                let Some(node) = node.get() else { return };
                spawn_local(async move {
                    // An answer may come when the page around is gone, and with it whoever was to be told.
                    let tell = move |told| {
                        let _ = on_told.try_run(told);
                    };
                    let opened = bridge::open(node.unchecked_into(), tell).await;
                    self.is_open.try_set(opened.is_some());
                    // Gone meanwhile: nobody would close it.
                    if let Some(Some(late)) = self.open.try_update_value(|open| std::mem::replace(open, opened)) {
                        late.close();
                    }
                });
            });
            on_cleanup(move || {
                self.is_open.try_set(false);
                if let Some(Some(open)) = self.open.try_update_value(Option::take) {
                    open.close();
                    // It tells its last save yet.
                    std::mem::forget(open);
                }
            });
        }
    }

    /// Where nobody is signed in, what the server has goes from this machine; what it has not stays.
    pub fn forget_kept() {
        Effect::new(|_| spawn_local(bridge::forget_kept()));
    }

    pub fn list_local(node: NodeRef<html::Div>, account: String) {
        Effect::new(move |_| {
            let Some(node) = node.get() else { return };
            let account = account.clone();
            spawn_local(async move { bridge::list_local(node.unchecked_into(), account).await });
        });
    }
}

#[cfg(not(feature = "hydrate"))]
mod side {
    use leptos::{html, prelude::*};

    use super::Told;

    /// On the server nothing is open.
    #[derive(Clone, Copy)]
    pub struct Handle {
        pub is_open: RwSignal<bool>,
    }

    impl Default for Handle {
        fn default() -> Self {
            Self { is_open: RwSignal::new(false) }
        }
    }

    impl Handle {
        pub fn keep_mine(self, _number: i64) {}

        pub fn take_theirs(self) {}

        pub fn copy_mine(self) {}

        pub fn dropped(self) {}

        pub(super) fn follow(self, _node: NodeRef<html::Div>, _on_told: Callback<Told>) {}
    }

    pub fn forget_kept() {}

    pub fn list_local(_node: NodeRef<html::Div>, _account: String) {}
}
