//! Text in XML: what would be markup is escaped, what no XML may hold is left out.

/// For element content and quoted attributes alike.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\t' => out.push(c),
            '\u{fffe}' | '\u{ffff}' => {}
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn nothing_of_a_text_becomes_markup() {
        assert_eq!(escaped("<a href=\"x\">&\u{0}\u{8}\u{fffe}</a>\n"), "&lt;a href=&quot;x&quot;&gt;&amp;&lt;/a&gt;\n");
        assert_eq!(escaped("Ủy ban"), "Ủy ban");
    }
}
