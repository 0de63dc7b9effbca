//! `defaults`: what becomes of the defaults of members.

use serde::Deserialize;

/// What becomes of the defaults of members: `constants` or `fill`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Defaults {
    /// Constants, where one can hold the value: `Pet::DEFAULT_KIND`. What is not there stays absent.
    #[default]
    Constants,
    /// The same, and decoding fills them in for optional members that do not come.
    Fill,
}
