//! Between JSON text, [`Json`] and any [`Value`].

use super::{Json, SyntaxError};
use crate::decode::{self, DecodeError, Mode};
use crate::schema::Direction;
use crate::validate::Violations;
use crate::{Value, encode};

/// What a lenient decoding gives.
#[derive(Debug, Clone, PartialEq)]
pub struct Decoded<T> {
    /// The value, as far as the text says what it is.
    pub value: T,
    /// Where the text does not have the structure of the type. What is wrong is left out of `value`: an optional member
    /// is `None`, an item or a member of a map is skipped, a required member is blank.
    pub issues: Violations,
}

/// Decodes JSON text, strictly.
///
/// # Errors
/// Text that is no JSON; a value of the wrong kind, a number out of range, `null` where the schema has none, a missing
/// required member (but those that are writeOnly), a name that occurs twice. Other rules are for
/// [`Checked::validate`](crate::Checked::validate); members that the type does not know are dropped.
pub fn from_slice<T: Value>(bytes: &[u8]) -> Result<T, DecodeError> {
    let mut value = T::blank();
    match decode::strict(value.slot(), bytes, Direction::Response) {
        Ok(()) => Ok(value),
        Err(error) => Err(error),
    }
}

/// As [`from_slice`], from a string.
///
/// # Errors
/// As [`from_slice`].
pub fn from_str<T: Value>(text: &str) -> Result<T, DecodeError> {
    from_slice(text.as_bytes())
}

/// Decodes JSON text that breaks its schema, as far as it goes.
///
/// # Errors
/// Only text that is no JSON. Everything else is an issue of the answer.
pub fn from_slice_lenient<T: Value>(bytes: &[u8]) -> Result<Decoded<T>, SyntaxError> {
    let mut value = T::blank();
    let mut issues = Vec::new();
    decode::fill_slice(value.slot(), bytes, Mode::Lenient, &mut issues)?;
    Ok(Decoded {
        value,
        issues: Violations(issues),
    })
}

/// Decodes a JSON value, as strictly as [`from_slice`].
///
/// # Errors
/// As [`from_slice`].
pub fn from_json<T: Value>(json: &Json) -> Result<T, DecodeError> {
    let mut value = T::blank();
    decode::strict_json(value.slot(), json, Direction::Response)?;
    Ok(value)
}

/// The value as [`Json`].
pub fn to_json<T: Value>(value: &T) -> Json {
    encode::to_json(value.view())
}

/// The value as JSON text.
pub fn to_vec<T: Value>(value: &T) -> Vec<u8> {
    encode::to_vec(value.view())
}

/// The value as JSON text.
pub fn to_string<T: Value>(value: &T) -> String {
    encode::to_string(value.view())
}

/// The value as JSON text over several lines, two blanks a level.
pub fn to_string_pretty<T: Value>(value: &T) -> String {
    encode::pretty(&to_string(value))
}
