//! What browsers put in the place of something else, and what untidy files hide within it.

use super::dom;
use super::line::{Flow, one_line};
use super::walk::{Spot, Walk};
use markup5ever_rcdom::Handle;

impl Walk {
    /// What a browser without scripts is given: the pictures of lazy loaders, where they are not there already. Its words speak of the
    /// browser and not of the matter.
    pub fn without_scripts(&mut self, node: &Handle, flow: &mut Flow) {
        for picture in dom::descendants(node).iter().filter(|below| dom::tag(below) == "img") {
            self.picture_unless_there(picture, flow);
        }
        let words = one_line(&dom::text(node));
        if !words.is_empty() {
            self.drop("lời cho trình duyệt không chạy mã lệnh", words);
        }
    }

    pub fn embedded(&mut self, node: &Handle, spot: &Spot, flow: &mut Flow) {
        let inside = dom::descendants(node).iter().find_map(|below| dom::attr(below, "src"));
        let from = dom::attr(node, "src").or_else(|| dom::attr(node, "data")).or(inside).unwrap_or_default();
        self.drop("phần nhúng", format!("{} {from}", dom::tag(node)));
        if self.swallowed(node, spot, flow) {
            return;
        }
        // What stands inside is for browsers that do not know the element; in a drawing it is lettering.
        if matches!(dom::tag(node), "object" | "applet" | "svg") {
            self.part(node, spot, flow);
        }
    }

    /// What only browsers without frames show.
    pub fn otherwise(&mut self, node: &Handle, spot: &Spot, flow: &mut Flow) {
        if !self.swallowed(node, spot, flow) {
            self.part(node, spot, flow);
        }
    }

    /// `<iframe …/>` and `<script …/>` do not end there: the parser takes for their text what follows, up to the next end of such an element.
    /// Whether there was something of that kind.
    pub fn swallowed(&mut self, node: &Handle, spot: &Spot, flow: &mut Flow) -> bool {
        let text = dom::own_text(node);
        let is_code = matches!(dom::tag(node), "script" | "style" | "template") && dom::attr(node, "src").is_none();
        if is_code || !["</p>", "</div>", "<p>", "<b>", "<br"].iter().any(|tag| text.contains(tag)) {
            return false;
        }
        for html in dom::children(&dom::parse(&text)) {
            for part in dom::children(&html).iter().filter(|part| dom::tag(part) == "body") {
                self.part(part, &spot.deeper(), flow);
            }
        }
        true
    }
}
