//! What JSON text is made of, and what is said of text that is none.

use std::fmt;

use super::Number;
use super::decimal::Decimal;

/// The text is no JSON.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyntaxError {
    /// The byte at which it stops being JSON.
    pub offset: usize,
    /// What is wrong there.
    pub reason: &'static str,
}

impl fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no JSON: {} at byte {}", self.reason, self.offset)
    }
}

impl std::error::Error for SyntaxError {}

/// What a value is, told from its first byte.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Null,
    Bool,
    Number,
    String,
    Array,
    Object,
}

/// A number of the text.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Token<'a> {
    Int(i64),
    Uint(u64),
    /// Its text, where it is no small integer.
    Text(&'a str),
}

impl Token<'_> {
    /// The value where it is an integer of up to 38 digits, however it is spelled.
    pub(crate) fn integer(self) -> Option<i128> {
        match self {
            Token::Int(value) => Some(i128::from(value)),
            Token::Uint(value) => Some(i128::from(value)),
            Token::Text(text) => Decimal::parse(text).to_i128(),
        }
    }
    pub(crate) fn number(self) -> Number {
        match self {
            Token::Int(value) => Number::from(value),
            Token::Uint(value) => Number::from(value),
            Token::Text(text) => Number::from_token(text),
        }
    }
}

/// The length of the number that the bytes start with (RFC 8259, section 6).
pub(crate) fn number_length(bytes: &[u8]) -> Option<usize> {
    let digits = |mut at: usize| {
        let start = at;
        while bytes.get(at).is_some_and(u8::is_ascii_digit) {
            at += 1;
        }
        (at > start).then_some(at)
    };
    let start = usize::from(bytes.first() == Some(&b'-'));
    let mut at = digits(start)?;
    if bytes.get(start) == Some(&b'0') && at > start + 1 {
        return None;
    }
    if bytes.get(at) == Some(&b'.') {
        at = digits(at + 1)?;
    }
    if matches!(bytes.get(at), Some(b'e' | b'E')) {
        at += 1;
        if matches!(bytes.get(at), Some(b'+' | b'-')) {
            at += 1;
        }
        at = digits(at)?;
    }
    Some(at)
}
