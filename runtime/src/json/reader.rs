//! Reads JSON text (RFC 8259), one token at a time.
//!
//! The reader never recurses but to skip a value, and there, as everywhere, no deeper than [`DEPTH_LIMIT`]. A copy of it
//! is a checkpoint: whoever wants to look ahead reads from a copy.

use std::borrow::Cow;

use super::token::{Kind, SyntaxError, Token};

/// How deep lists and objects may be nested in JSON text.
pub const DEPTH_LIMIT: usize = 512;

/// A place in JSON text.
#[derive(Clone)]
pub(crate) struct Reader<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
    /// Whether a surrogate that stands alone is read as U+FFFD.
    lenient: bool,
    /// Where the first of those stands.
    lone: Option<usize>,
}

impl<'a> Reader<'a> {
    /// At the start of the text, after a byte order mark.
    pub(crate) fn new(bytes: &'a [u8]) -> Result<Self, SyntaxError> {
        match std::str::from_utf8(bytes) {
            Ok(text) => Ok(Self {
                text,
                at: if text.starts_with('\u{feff}') { 3 } else { 0 },
                depth: 0,
                lenient: false,
                lone: None,
            }),
            Err(error) => Err(SyntaxError {
                offset: error.valid_up_to(),
                reason: "not UTF-8",
            }),
        }
    }
    pub(crate) fn offset(&self) -> usize {
        self.at
    }
    /// The text from here to `end`.
    pub(crate) fn until(&self, end: usize) -> &'a str {
        self.text.get(self.at..end).unwrap_or("")
    }
    /// The same, reading a surrogate that stands alone as U+FFFD.
    pub(crate) fn lenient(mut self) -> Self {
        self.lenient = true;
        self
    }
    /// Where the first surrogate stands that was read so.
    pub(crate) fn lone(&self) -> Option<usize> {
        self.lone
    }
    #[cold]
    fn fail<T>(&self, reason: &'static str) -> Result<T, SyntaxError> {
        Err(SyntaxError {
            offset: self.at,
            reason,
        })
    }
    #[inline]
    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }
    #[inline]
    fn space(&mut self) -> Option<u8> {
        let bytes = self.text.as_bytes();
        while let Some(byte) = bytes.get(self.at) {
            if matches!(byte, b' ' | b'\n' | b'\r' | b'\t') {
                self.at += 1;
            } else {
                return Some(*byte);
            }
        }
        None
    }
    /// What the next value is.
    #[inline]
    pub(crate) fn peek(&mut self) -> Result<Kind, SyntaxError> {
        match self.space() {
            Some(b'"') => Ok(Kind::String),
            Some(b'-' | b'0'..=b'9') => Ok(Kind::Number),
            Some(b'{') => Ok(Kind::Object),
            Some(b'[') => Ok(Kind::Array),
            Some(b't' | b'f') => Ok(Kind::Bool),
            Some(b'n') => Ok(Kind::Null),
            Some(_) => self.fail("a value is expected"),
            None => self.fail("the text ends where a value is expected"),
        }
    }
    /// Nothing but white space is left.
    pub(crate) fn end(&mut self) -> Result<(), SyntaxError> {
        match self.space() {
            None => Ok(()),
            Some(_) => self.fail("something follows the value"),
        }
    }
    fn literal(&mut self, word: &str) -> Result<(), SyntaxError> {
        if self.text.as_bytes()[self.at..].starts_with(word.as_bytes()) {
            self.at += word.len();
            Ok(())
        } else {
            self.fail("a value is expected")
        }
    }
    pub(crate) fn null(&mut self) -> Result<(), SyntaxError> {
        self.space();
        self.literal("null")
    }
    #[inline]
    pub(crate) fn bool(&mut self) -> Result<bool, SyntaxError> {
        let value = self.space() == Some(b't');
        self.literal(if value { "true" } else { "false" })?;
        Ok(value)
    }
    #[inline]
    pub(crate) fn number(&mut self) -> Result<Token<'a>, SyntaxError> {
        self.space();
        let bytes = &self.text.as_bytes()[self.at..];
        let negative = bytes.first() == Some(&b'-');
        let start = usize::from(negative);
        let (mut at, mut value) = (start, 0i64);
        while let Some(digit @ b'0'..=b'9') = bytes.get(at) {
            if at - start == 18 {
                return self.long_number();
            }
            value = value * 10 + i64::from(digit - b'0');
            at += 1;
        }
        let zero = bytes.get(start) == Some(&b'0');
        if at == start
            || (zero && (at > start + 1 || negative))
            || matches!(bytes.get(at), Some(b'.' | b'e' | b'E'))
        {
            return self.long_number();
        }
        self.at += at;
        Ok(Token::Int(if negative { -value } else { value }))
    }
    fn long_number(&mut self) -> Result<Token<'a>, SyntaxError> {
        match super::token::number_length(&self.text.as_bytes()[self.at..]) {
            Some(length) => {
                let text = self.until(self.at + length);
                self.at += length;
                Ok(Token::Text(text))
            }
            None => self.fail("a number is malformed"),
        }
    }
    /// The text, without an allocation where nothing in it is escaped.
    #[inline(always)]
    pub(crate) fn string(&mut self) -> Result<Cow<'a, str>, SyntaxError> {
        if self.byte() != Some(b'"') && self.space() != Some(b'"') {
            return self.fail("a string is expected");
        }
        let start = self.at + 1;
        let end = plain_until(self.text.as_bytes(), start);
        if self.text.as_bytes().get(end) == Some(&b'"') {
            self.at = end + 1;
            return Ok(Cow::Borrowed(self.text.get(start..end).unwrap_or("")));
        }
        self.at = start;
        self.escaped(end).map(Cow::Owned)
    }
    /// The rest of a string whose first special byte is at `end`.
    #[inline(never)]
    fn escaped(&mut self, mut end: usize) -> Result<String, SyntaxError> {
        let mut string = String::new();
        loop {
            string.push_str(self.until(end));
            self.at = end;
            match self.byte() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(string);
                }
                Some(b'\\') => {
                    self.at += 1;
                    string.push(self.escape()?);
                }
                Some(_) => return self.fail("a control character in a string is not escaped"),
                None => return self.fail("a string does not end"),
            }
            end = plain_until(self.text.as_bytes(), self.at);
        }
    }
    fn escape(&mut self) -> Result<char, SyntaxError> {
        let escape = match self.byte() {
            Some(b'"') => '"',
            Some(b'\\') => '\\',
            Some(b'/') => '/',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => return self.unicode(),
            _ => return self.fail("an escape is unknown"),
        };
        self.at += 1;
        Ok(escape)
    }
    fn unicode(&mut self) -> Result<char, SyntaxError> {
        let high = self.hex()?;
        let code = match high {
            0xd800..=0xdbff => {
                if !self.text.as_bytes()[self.at..].starts_with(b"\\u") {
                    return self.alone();
                }
                let after = self.at;
                self.at += 1;
                let low = self.hex()?;
                if !(0xdc00..=0xdfff).contains(&low) {
                    if self.lenient {
                        // What follows is a character of its own.
                        self.at = after;
                    }
                    return self.alone();
                }
                0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00)
            }
            code => code,
        };
        match char::from_u32(code) {
            Some(char) => Ok(char),
            None => self.alone(),
        }
    }
    /// What a surrogate without its other half is read as (RFC 8259, section 8.2, says that there are such texts).
    #[cold]
    fn alone(&mut self) -> Result<char, SyntaxError> {
        if !self.lenient {
            return self.fail("a surrogate stands alone");
        }
        self.lone = self.lone.or(Some(self.at));
        Ok('\u{fffd}')
    }
    /// The four digits after the `u` that the reader stands on.
    fn hex(&mut self) -> Result<u32, SyntaxError> {
        self.at += 1;
        let mut code = 0;
        for _ in 0..4 {
            let Some(digit) = self.byte().and_then(|byte| char::from(byte).to_digit(16)) else {
                return self.fail("four hexadecimal digits are expected");
            };
            code = code << 4 | digit;
            self.at += 1;
        }
        Ok(code)
    }
    #[inline]
    pub(crate) fn open(&mut self) -> Result<(), SyntaxError> {
        if self.depth == DEPTH_LIMIT {
            return self.fail("lists and objects are nested deeper than the limit of 512");
        }
        self.space();
        self.depth += 1;
        self.at += 1;
        Ok(())
    }
    #[inline]
    fn close(&mut self) {
        self.depth -= 1;
        self.at += 1;
    }
    /// Whether an item follows; if none does, the list is read.
    #[inline]
    pub(crate) fn item(&mut self, first: bool) -> Result<bool, SyntaxError> {
        match self.space() {
            Some(b']') => {
                self.close();
                Ok(false)
            }
            Some(b',') if !first => {
                self.at += 1;
                Ok(true)
            }
            Some(_) if first => Ok(true),
            Some(_) => self.fail("`,` or `]` is expected"),
            None => self.fail("the text ends inside a list"),
        }
    }
    /// The name of the member that follows; if none does, the object is read.
    #[inline]
    pub(crate) fn key(&mut self, first: bool) -> Result<Option<Cow<'a, str>>, SyntaxError> {
        match self.space() {
            Some(b'}') => {
                self.close();
                return Ok(None);
            }
            Some(b',') if !first => self.at += 1,
            Some(_) if first => {}
            Some(_) => return self.fail("`,` or `}` is expected"),
            None => return self.fail("the text ends inside an object"),
        }
        let key = self.string()?;
        if self.space() != Some(b':') {
            return self.fail("`:` is expected");
        }
        self.at += 1;
        Ok(Some(key))
    }
    /// Takes the name of the member that follows, where it is this one and nothing in it is escaped; else the reader stays.
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub(crate) fn key_is(&mut self, first: bool, name: &str) -> bool {
        let bytes = self.text.as_bytes();
        let mut at = self.at;
        if !first {
            if bytes.get(at) != Some(&b',') {
                return false;
            }
            at += 1;
        }
        while matches!(bytes.get(at), Some(b' ' | b'\n' | b'\r' | b'\t')) {
            at += 1;
        }
        if bytes.get(at) != Some(&b'"') {
            return false;
        }
        let end = plain_until(bytes, at + 1);
        let is_name = bytes
            .get(at + 1..end)
            .is_some_and(|found| same(found, name.as_bytes()));
        if !is_name || bytes.get(end) != Some(&b'"') || bytes.get(end + 1) != Some(&b':') {
            return false;
        }
        self.at = end + 2;
        true
    }
    /// Passes over a value.
    pub(crate) fn skip(&mut self) -> Result<(), SyntaxError> {
        match self.peek()? {
            Kind::Null => self.null(),
            Kind::Bool => self.bool().map(drop),
            Kind::Number => self.number().map(drop),
            Kind::String => self.string().map(drop),
            Kind::Array => {
                self.open()?;
                let mut first = true;
                while self.item(first)? {
                    first = false;
                    self.skip()?;
                }
                Ok(())
            }
            Kind::Object => {
                self.open()?;
                let mut first = true;
                while self.key(first)?.is_some() {
                    first = false;
                    self.skip()?;
                }
                Ok(())
            }
        }
    }
}

/// Whether two names are the same. Names are short: a call that compares memory costs more than most of them.
#[inline]
pub(crate) fn same(a: &[u8], b: &[u8]) -> bool {
    let ((a, a_rest), (b, b_rest)) = (a.as_chunks::<4>(), b.as_chunks::<4>());
    let word = |chunk: &[u8; 4]| u32::from_ne_bytes(*chunk);
    a.len() == b.len()
        && a_rest.len() == b_rest.len()
        && a.iter().zip(b).all(|(a, b)| word(a) == word(b))
        && a_rest.iter().zip(b_rest).all(|(a, b)| a == b)
}

/// The first byte from `at` on that is a quote, a backslash or a control character; else the end.
#[inline]
fn plain_until(bytes: &[u8], mut at: usize) -> usize {
    while let Some(chunk) = bytes.get(at..).and_then(<[u8]>::first_chunk::<8>) {
        let found = super::writer::specials(*chunk);
        if found != 0 {
            return at + (found.trailing_zeros() / 8) as usize;
        }
        at += 8;
    }
    while let Some(byte) = bytes.get(at) {
        if matches!(byte, b'"' | b'\\' | 0..=0x1f) {
            return at;
        }
        at += 1;
    }
    at
}
