//! `dates`: what dates and times are in Rust.

use serde::Deserialize;

use crate::model;

/// What dates and times are in Rust: `jiff`, `chrono`, `time` or `string`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Dates {
    /// `rt::DateTime` and its like, with the feature `jiff`: `get()` gives a value of `jiff`.
    #[default]
    Jiff,
    /// The same with the feature `chrono`: `chrono()` gives a value of `chrono`.
    Chrono,
    /// The same with the feature `time`: `time()` gives a value of `time`.
    Time,
    /// Plain `String`s; validation says whether they are in the format.
    String,
}

impl From<Dates> for model::Dates {
    fn from(dates: Dates) -> Self {
        match dates {
            Dates::Jiff => Self::Jiff,
            Dates::Chrono => Self::Chrono,
            Dates::Time => Self::Time,
            Dates::String => Self::String,
        }
    }
}
