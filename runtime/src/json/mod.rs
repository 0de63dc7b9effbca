//! JSON: any value, exact numbers, and the text.

mod number;

pub use number::Number;

use std::collections::BTreeMap;

/// Any JSON value. Numbers keep every digit.
#[derive(Debug, Clone, PartialEq, Default)]
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
