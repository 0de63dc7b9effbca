//! Where the decoder reads from: JSON text or a [`Json`] value.

use std::borrow::Cow;
use std::collections::btree_map;
use std::slice;

use crate::encode;
use crate::json::reader::Reader;
use crate::json::token::{Kind, Token};
use crate::json::{DEPTH_LIMIT, Json, SyntaxError};
use crate::value::View;

/// A walk over JSON. A clone looks ahead.
pub(crate) trait Source<'a>: Clone {
    /// What the next value is.
    fn peek(&mut self) -> Result<Kind, SyntaxError>;
    fn null(&mut self) -> Result<(), SyntaxError>;
    fn bool(&mut self) -> Result<bool, SyntaxError>;
    fn number(&mut self) -> Result<Token<'a>, SyntaxError>;
    fn string(&mut self) -> Result<Cow<'a, str>, SyntaxError>;
    /// Enters the list that comes next.
    fn open_array(&mut self) -> Result<(), SyntaxError>;
    /// Whether an item follows; if none does, the list is left.
    fn item(&mut self, first: bool) -> Result<bool, SyntaxError>;
    /// Enters the object that comes next.
    fn open_object(&mut self) -> Result<(), SyntaxError>;
    /// The name of the member that follows; if none does, the object is left.
    fn key(&mut self, first: bool) -> Result<Option<Cow<'a, str>>, SyntaxError>;
    /// Takes the name of the member that follows, where it is this one and is plainly written; else nothing happens.
    #[inline]
    fn key_is(&mut self, _first: bool, _name: &str) -> bool {
        false
    }
    /// Passes over the next value.
    fn skip(&mut self) -> Result<(), SyntaxError>;
    /// Takes the next value whole, where it is there already.
    fn tree(&mut self) -> Option<&'a Json>;
    /// The next value as JSON text, cut.
    fn snippet(&self) -> String;
    /// The byte of the text.
    fn offset(&self) -> Option<usize>;
}

impl<'a> Source<'a> for Reader<'a> {
    #[inline]
    fn peek(&mut self) -> Result<Kind, SyntaxError> {
        Reader::peek(self)
    }
    #[inline]
    fn null(&mut self) -> Result<(), SyntaxError> {
        Reader::null(self)
    }
    #[inline]
    fn bool(&mut self) -> Result<bool, SyntaxError> {
        Reader::bool(self)
    }
    #[inline]
    fn number(&mut self) -> Result<Token<'a>, SyntaxError> {
        Reader::number(self)
    }
    #[inline]
    fn string(&mut self) -> Result<Cow<'a, str>, SyntaxError> {
        Reader::string(self)
    }
    #[inline]
    fn open_array(&mut self) -> Result<(), SyntaxError> {
        self.open()
    }
    #[inline]
    fn item(&mut self, first: bool) -> Result<bool, SyntaxError> {
        Reader::item(self, first)
    }
    #[inline]
    fn open_object(&mut self) -> Result<(), SyntaxError> {
        self.open()
    }
    #[inline]
    fn key(&mut self, first: bool) -> Result<Option<Cow<'a, str>>, SyntaxError> {
        Reader::key(self, first)
    }
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn key_is(&mut self, first: bool, name: &str) -> bool {
        Reader::key_is(self, first, name)
    }
    fn skip(&mut self) -> Result<(), SyntaxError> {
        Reader::skip(self)
    }
    fn tree(&mut self) -> Option<&'a Json> {
        None
    }
    fn snippet(&self) -> String {
        let mut end = self.clone();
        match end.skip() {
            Ok(()) => encode::cut(self.until(end.offset()).to_owned()),
            Err(_) => String::new(),
        }
    }
    fn offset(&self) -> Option<usize> {
        Some(Reader::offset(self))
    }
}

/// A place in a [`Json`] value.
#[derive(Clone)]
pub(crate) struct Tree<'a> {
    next: &'a Json,
    open: Vec<Open<'a>>,
}

#[derive(Clone)]
enum Open<'a> {
    Array(slice::Iter<'a, Json>),
    Object(btree_map::Iter<'a, String, Json>),
}

impl<'a> Tree<'a> {
    pub(crate) fn new(json: &'a Json) -> Self {
        Self {
            next: json,
            open: Vec::new(),
        }
    }
    fn enter(&mut self, open: Open<'a>) -> Result<(), SyntaxError> {
        if self.open.len() >= DEPTH_LIMIT {
            return Err(SyntaxError {
                offset: 0,
                reason: "lists and objects are nested deeper than the limit of 512",
            });
        }
        self.open.push(open);
        Ok(())
    }
}

/// Callers peek first, so this is never seen; an error is still better than a panic.
const NOT_PEEKED: SyntaxError = SyntaxError {
    offset: 0,
    reason: "another kind of value is expected",
};

impl<'a> Source<'a> for Tree<'a> {
    fn peek(&mut self) -> Result<Kind, SyntaxError> {
        Ok(match self.next {
            Json::Null => Kind::Null,
            Json::Bool(_) => Kind::Bool,
            Json::Number(_) => Kind::Number,
            Json::String(_) => Kind::String,
            Json::Array(_) => Kind::Array,
            Json::Object(_) => Kind::Object,
        })
    }
    fn null(&mut self) -> Result<(), SyntaxError> {
        Ok(())
    }
    fn bool(&mut self) -> Result<bool, SyntaxError> {
        self.next.as_bool().ok_or(NOT_PEEKED)
    }
    fn number(&mut self) -> Result<Token<'a>, SyntaxError> {
        self.next
            .as_number()
            .map(crate::Number::token)
            .ok_or(NOT_PEEKED)
    }
    fn string(&mut self) -> Result<Cow<'a, str>, SyntaxError> {
        self.next.as_str().map(Cow::Borrowed).ok_or(NOT_PEEKED)
    }
    fn open_array(&mut self) -> Result<(), SyntaxError> {
        self.enter(Open::Array(self.next.as_array().ok_or(NOT_PEEKED)?.iter()))
    }
    fn item(&mut self, _first: bool) -> Result<bool, SyntaxError> {
        match self.open.last_mut() {
            Some(Open::Array(items)) => match items.next() {
                Some(item) => {
                    self.next = item;
                    Ok(true)
                }
                None => {
                    self.open.pop();
                    Ok(false)
                }
            },
            _ => Err(NOT_PEEKED),
        }
    }
    fn open_object(&mut self) -> Result<(), SyntaxError> {
        self.enter(Open::Object(
            self.next.as_object().ok_or(NOT_PEEKED)?.iter(),
        ))
    }
    fn key(&mut self, _first: bool) -> Result<Option<Cow<'a, str>>, SyntaxError> {
        match self.open.last_mut() {
            Some(Open::Object(members)) => match members.next() {
                Some((name, value)) => {
                    self.next = value;
                    Ok(Some(Cow::Borrowed(name)))
                }
                None => {
                    self.open.pop();
                    Ok(None)
                }
            },
            _ => Err(NOT_PEEKED),
        }
    }
    fn skip(&mut self) -> Result<(), SyntaxError> {
        Ok(())
    }
    fn tree(&mut self) -> Option<&'a Json> {
        Some(self.next)
    }
    fn snippet(&self) -> String {
        encode::snippet(View::Json(self.next))
    }
    fn offset(&self) -> Option<usize> {
        None
    }
}
