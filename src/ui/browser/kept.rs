//! An element of the page that stays as the server wrote it.

use leptos::{
    prelude::*,
    tachys::{
        html::attribute::{Attribute, any_attribute::AnyAttribute},
        hydration::Cursor,
        renderer::{CastFrom, Rndr, types},
        view::{Mountable, Position, PositionState, Render, RenderFlags, RenderHtml, add_attr::AddAnyAttr},
    },
};

/// Takes the next element over without looking into it: neither data nor code for what is in it is needed, and whoever has changed it
/// meanwhile (a translator, an extension) is not in the way.
pub struct Kept;

pub struct KeptElement(types::Element);

impl Render for Kept {
    type State = KeptElement;

    /// Only a page that stands can be kept.
    fn build(self) -> Self::State {
        let _ = location().reload();
        KeptElement(Rndr::create_element("div", None))
    }

    fn rebuild(self, _state: &mut Self::State) {}
}

impl Mountable for KeptElement {
    fn unmount(&mut self) {
        self.0.unmount();
    }

    fn mount(&mut self, parent: &types::Element, marker: Option<&types::Node>) {
        self.0.mount(parent, marker);
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        self.0.insert_before_this(child)
    }

    fn elements(&self) -> Vec<types::Element> {
        vec![self.0.clone()]
    }
}

impl AddAnyAttr for Kept {
    type Output<NewAttr: Attribute> = Self;

    fn add_any_attr<NewAttr: Attribute>(self, _attr: NewAttr) -> Self::Output<NewAttr>
    where
        Self::Output<NewAttr>: RenderHtml,
    {
        self
    }
}

impl RenderHtml for Kept {
    type AsyncOutput = Self;
    type Owned = Self;

    const MIN_LENGTH: usize = 0;

    fn dry_resolve(&mut self) {}

    async fn resolve(self) -> Self {
        self
    }

    fn to_html_with_buf(self, _buf: &mut String, _position: &mut Position, _flags: RenderFlags, _attrs: Vec<AnyAttribute>) {}

    fn hydrate<const FROM_SERVER: bool>(self, cursor: &Cursor, position: &PositionState) -> Self::State {
        match position.get() {
            Position::FirstChild => cursor.child(),
            Position::Current => {}
            _ => cursor.sibling(),
        }
        position.set(Position::NextChild);
        let element = types::Element::cast_from(cursor.current()).unwrap_or_else(|| Rndr::create_element("div", None));
        KeptElement(element)
    }

    fn into_owned(self) -> Self::Owned {
        self
    }
}
