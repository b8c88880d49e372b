//! The only place where HTML is put together: tags and names are constants of this program, everything else is escaped.

#[derive(Default)]
pub struct Sink {
    html: String,
}

impl Sink {
    /// `open("p", &[("class", "x")])` writes `<p class="x">`.
    pub fn open(&mut self, tag: &'static str, attrs: &[(&'static str, &str)]) {
        self.html.push('<');
        self.html.push_str(tag);
        for (name, value) in attrs {
            self.html.push(' ');
            self.html.push_str(name);
            self.html.push_str("=\"");
            self.text(value);
            self.html.push('"');
        }
        self.html.push('>');
    }

    pub fn close(&mut self, tag: &'static str) {
        self.html.push_str("</");
        self.html.push_str(tag);
        self.html.push('>');
    }

    pub fn text(&mut self, text: &str) {
        for c in text.chars() {
            match c {
                '&' => self.html.push_str("&amp;"),
                '<' => self.html.push_str("&lt;"),
                '>' => self.html.push_str("&gt;"),
                '"' => self.html.push_str("&quot;"),
                // A parser would turn these into others or drop them, and the text would no longer be the same.
                '\0' | '\r' => self.html.push(' '),
                c => self.html.push(c),
            }
        }
    }

    pub fn finish(self) -> String {
        self.html
    }
}
