//! A small JSON reader that remembers where each value stands, so that what is not understood can be kept byte for byte.

use std::borrow::Cow;

/// Deep enough for 32 nodes within each other, shallow enough for any stack.
const MAX_NESTING: usize = 80;
const MAX_VALUES: usize = 400_000;

/// A value and the very bytes it was read from.
#[derive(Debug)]
pub struct Value<'a> {
    pub raw: &'a str,
    pub shape: Shape<'a>,
}

#[derive(Debug)]
pub enum Shape<'a> {
    /// A number, true, false or null: `raw` says it all.
    Scalar,
    Text(Cow<'a, str>),
    List(Vec<Value<'a>>),
    Object(Vec<(Cow<'a, str>, Value<'a>)>),
}

/// Where reading stopped (a byte offset) and why.
#[derive(Debug)]
pub struct Trouble {
    pub at: usize,
    pub says: &'static str,
}

impl<'a> Value<'a> {
    pub fn text(&self) -> Option<&str> {
        match &self.shape {
            Shape::Text(text) => Some(text),
            _ => None,
        }
    }

    pub fn list(&self) -> Option<&[Value<'a>]> {
        match &self.shape {
            Shape::List(list) => Some(list),
            _ => None,
        }
    }

    pub fn members(&self) -> Option<&[(Cow<'a, str>, Value<'a>)]> {
        match &self.shape {
            Shape::Object(members) => Some(members),
            _ => None,
        }
    }

    pub fn member(&self, name: &str) -> Option<&Value<'a>> {
        self.members()?.iter().find(|(key, _)| key == name).map(|(_, value)| value)
    }
}

/// Reads one JSON value and nothing after it.
pub fn read(json: &str) -> Result<Value<'_>, Trouble> {
    let mut reader = Reader { json, at: 0, values: 0 };
    reader.skip_space();
    let value = reader.value(0)?;
    reader.skip_space();
    if reader.at < json.len() { Err(reader.trouble("thừa ký tự ở cuối")) } else { Ok(value) }
}

/// Writes a JSON string.
pub fn write_text(text: &str, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c if c < ' ' => {
                out.push_str("\\u00");
                out.push(char::from_digit(c as u32 >> 4, 16).unwrap_or('0'));
                out.push(char::from_digit(c as u32 & 15, 16).unwrap_or('0'));
            }
            c => out.push(c),
        }
    }
    out.push('"');
}

struct Reader<'a> {
    json: &'a str,
    at: usize,
    values: usize,
}

impl<'a> Reader<'a> {
    fn trouble(&self, says: &'static str) -> Trouble {
        Trouble { at: self.at, says }
    }

    fn peek(&self) -> Option<u8> {
        self.json.as_bytes().get(self.at).copied()
    }

    fn skip_space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\n' | b'\r' | b'\t')) {
            self.at += 1;
        }
    }

    fn take(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found
    }

    fn value(&mut self, nesting: usize) -> Result<Value<'a>, Trouble> {
        self.values += 1;
        if nesting > MAX_NESTING {
            return Err(self.trouble("lồng nhau quá sâu"));
        }
        if self.values > MAX_VALUES {
            return Err(self.trouble("quá nhiều phần tử"));
        }
        let start = self.at;
        let shape = match self.peek() {
            Some(b'"') => Shape::Text(self.string()?),
            Some(b'[') => Shape::List(self.list(nesting)?),
            Some(b'{') => Shape::Object(self.object(nesting)?),
            Some(b'-' | b'0'..=b'9') => self.number()?,
            _ => self.word()?,
        };
        Ok(Value { raw: self.json.get(start..self.at).unwrap_or_default(), shape })
    }

    fn list(&mut self, nesting: usize) -> Result<Vec<Value<'a>>, Trouble> {
        self.at += 1;
        let mut list = Vec::new();
        self.skip_space();
        if self.take(b']') {
            return Ok(list);
        }
        loop {
            self.skip_space();
            list.push(self.value(nesting + 1)?);
            self.skip_space();
            if self.take(b']') {
                return Ok(list);
            }
            if !self.take(b',') {
                return Err(self.trouble("thiếu dấu phẩy hoặc dấu ]"));
            }
        }
    }

    fn object(&mut self, nesting: usize) -> Result<Vec<(Cow<'a, str>, Value<'a>)>, Trouble> {
        self.at += 1;
        let mut members = Vec::new();
        self.skip_space();
        if self.take(b'}') {
            return Ok(members);
        }
        loop {
            self.skip_space();
            if self.peek() != Some(b'"') {
                return Err(self.trouble("thiếu tên trường"));
            }
            let name = self.string()?;
            self.skip_space();
            if !self.take(b':') {
                return Err(self.trouble("thiếu dấu hai chấm"));
            }
            self.skip_space();
            members.push((name, self.value(nesting + 1)?));
            self.skip_space();
            if self.take(b'}') {
                return Ok(members);
            }
            if !self.take(b',') {
                return Err(self.trouble("thiếu dấu phẩy hoặc dấu }"));
            }
        }
    }

    fn word(&mut self) -> Result<Shape<'a>, Trouble> {
        for word in ["null", "true", "false"] {
            if self.json.as_bytes()[self.at..].starts_with(word.as_bytes()) {
                self.at += word.len();
                return Ok(Shape::Scalar);
            }
        }
        Err(self.trouble("không phải giá trị JSON"))
    }

    fn number(&mut self) -> Result<Shape<'a>, Trouble> {
        self.take(b'-');
        if !self.take(b'0') {
            self.digits()?;
        }
        if self.take(b'.') {
            self.digits()?;
        }
        if self.take(b'e') || self.take(b'E') {
            if !self.take(b'+') {
                self.take(b'-');
            }
            self.digits()?;
        }
        Ok(Shape::Scalar)
    }

    fn digits(&mut self) -> Result<(), Trouble> {
        let start = self.at;
        while matches!(self.peek(), Some(b'0'..=b'9')) {
            self.at += 1;
        }
        if self.at == start { Err(self.trouble("thiếu chữ số")) } else { Ok(()) }
    }

    fn string(&mut self) -> Result<Cow<'a, str>, Trouble> {
        self.at += 1;
        let mut owned: Option<String> = None;
        let mut plain = self.at;
        loop {
            let end = self.at;
            match self.peek() {
                None => return Err(self.trouble("chuỗi chưa đóng")),
                Some(0..=0x1f) => return Err(self.trouble("ký tự điều khiển trong chuỗi")),
                Some(b'"') => {
                    let rest = self.json.get(plain..end).unwrap_or_default();
                    self.at += 1;
                    return Ok(match owned {
                        None => Cow::Borrowed(rest),
                        Some(text) => Cow::Owned(text + rest),
                    });
                }
                Some(b'\\') => {
                    let text = owned.get_or_insert_default();
                    text.push_str(self.json.get(plain..end).unwrap_or_default());
                    self.at += 1;
                    let c = self.escape()?;
                    text.push(c);
                    plain = self.at;
                }
                Some(_) => self.at += 1,
            }
        }
    }

    fn escape(&mut self) -> Result<char, Trouble> {
        let c = match self.peek() {
            Some(b'n') => '\n',
            Some(b't') => '\t',
            Some(b'r') => '\r',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(c @ (b'"' | b'\\' | b'/')) => char::from(c),
            Some(b'u') => {
                self.at += 1;
                return self.code_point();
            }
            _ => return Err(self.trouble("chuỗi thoát không đúng")),
        };
        self.at += 1;
        Ok(c)
    }

    /// Half of a surrogate pair becomes U+FFFD: an emoji cut by a keyboard must not make a save fail.
    fn code_point(&mut self) -> Result<char, Trouble> {
        let first = self.hex()?;
        if (0xd800..0xdc00).contains(&first) && self.json.as_bytes()[self.at..].starts_with(b"\\u") {
            let back = self.at;
            self.at += 2;
            let second = self.hex()?;
            if (0xdc00..0xe000).contains(&second) {
                let both = 0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00);
                return Ok(char::from_u32(both).unwrap_or('\u{fffd}'));
            }
            self.at = back;
        }
        Ok(char::from_u32(first).unwrap_or('\u{fffd}'))
    }

    fn hex(&mut self) -> Result<u32, Trouble> {
        let mut number = 0;
        for _ in 0..4 {
            let digit = self.peek().and_then(|byte| char::from(byte).to_digit(16));
            let Some(digit) = digit else { return Err(self.trouble("mã \\u không đúng")) };
            number = number * 16 + digit;
            self.at += 1;
        }
        Ok(number)
    }
}
