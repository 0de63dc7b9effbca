//! JSON: any value, exact numbers, and the text.

mod convert;
pub(crate) mod decimal;
mod number;
pub(crate) mod place;
pub(crate) mod reader;
mod text;
pub(crate) mod token;
pub(crate) mod writer;

pub use number::{InvalidNumber, Number};
pub use reader::DEPTH_LIMIT;
pub use text::{
    Decoded, from_json, from_slice, from_slice_lenient, from_str, to_json, to_string,
    to_string_pretty, to_vec,
};
pub use token::SyntaxError;

use std::collections::BTreeMap;

/// Any JSON value. Numbers keep every digit.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub enum Json {
    /// `null`.
    #[default]
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number.
    Number(Number),
    /// Text.
    String(String),
    /// A list.
    Array(Vec<Json>),
    /// An object.
    Object(BTreeMap<String, Json>),
}

impl Json {
    /// Whether it is `null`.
    pub fn is_null(&self) -> bool {
        matches!(self, Json::Null)
    }
    /// The boolean, where it is one.
    pub fn as_bool(&self) -> Option<bool> {
        match self {
            Json::Bool(value) => Some(*value),
            _ => None,
        }
    }
    /// The number, where it is one.
    pub fn as_number(&self) -> Option<&Number> {
        match self {
            Json::Number(value) => Some(value),
            _ => None,
        }
    }
    /// The integer, where it is one that fits.
    pub fn as_i64(&self) -> Option<i64> {
        self.as_number()?.as_i64()
    }
    /// The integer, where it is one that fits.
    pub fn as_u64(&self) -> Option<u64> {
        self.as_number()?.as_u64()
    }
    /// The nearest number of double precision, where it is a number.
    pub fn as_f64(&self) -> Option<f64> {
        self.as_number()?.as_f64()
    }
    /// The text, where it is text.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Json::String(value) => Some(value),
            _ => None,
        }
    }
    /// The items, where it is a list.
    pub fn as_array(&self) -> Option<&[Json]> {
        match self {
            Json::Array(items) => Some(items),
            _ => None,
        }
    }
    /// The members, where it is an object.
    pub fn as_object(&self) -> Option<&BTreeMap<String, Json>> {
        match self {
            Json::Object(members) => Some(members),
            _ => None,
        }
    }
    /// The member of that name, where it is an object.
    pub fn get(&self, name: &str) -> Option<&Json> {
        self.as_object()?.get(name)
    }
    /// The value at a JSON pointer (RFC 6901), e.g. `/links/0/href`.
    pub fn pointer(&self, pointer: &str) -> Option<&Json> {
        if pointer.is_empty() {
            return Some(self);
        }
        let mut value = self;
        for token in pointer.strip_prefix('/')?.split('/') {
            value = match value {
                Json::Object(members) if token.contains('~') => {
                    members.get(&token.replace("~1", "/").replace("~0", "~"))?
                }
                Json::Object(members) => members.get(token)?,
                Json::Array(items) => {
                    let canonical = token == "0" || !token.starts_with(['0', '+']);
                    items.get(canonical.then(|| token.parse::<usize>().ok())??)?
                }
                _ => return None,
            };
        }
        Some(value)
    }
    /// Takes the value out, and leaves `null`.
    pub fn take(&mut self) -> Json {
        std::mem::take(self)
    }
}

#[cfg(test)]
mod tests {
    use super::Json;

    #[test]
    fn pointers_of_rfc_6901() {
        let json: Json = r#"{"foo":["bar","baz"],"":0,"a/b":1,"m~n":8,"~1":9}"#
            .parse()
            .unwrap_or_default();
        for (pointer, expected) in [
            ("/foo/0", Some("\"bar\"")),
            ("/", Some("0")),
            ("/a~1b", Some("1")),
            ("/m~0n", Some("8")),
            ("/~01", Some("9")),
            ("/foo/00", None),
            ("/foo/+1", None),
            ("/foo/-", None),
            ("foo", None),
        ] {
            let found = json.pointer(pointer).map(ToString::to_string);
            assert_eq!(found.as_deref(), expected, "{pointer}");
        }
    }
}
