//! Between Rust values and [`Json`].

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use super::{Json, Number};
use crate::decode::DecodeError;

/// As JSON text, on one line; `{:#}` gives several.
impl fmt::Display for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if f.alternate() {
            f.write_str(&super::to_string_pretty(self))
        } else {
            f.write_str(&super::to_string(self))
        }
    }
}

impl FromStr for Json {
    type Err = DecodeError;
    fn from_str(text: &str) -> Result<Self, DecodeError> {
        super::from_slice(text.as_bytes())
    }
}

macro_rules! from {
    ($($rust:ty => |$value:ident| $json:expr;)*) => {$(
        impl From<$rust> for Json {
            fn from($value: $rust) -> Self {
                $json
            }
        }
    )*};
}

from! {
    bool => |value| Json::Bool(value);
    i32 => |value| Json::Number(value.into());
    i64 => |value| Json::Number(value.into());
    u32 => |value| Json::Number(value.into());
    u64 => |value| Json::Number(value.into());
    Number => |value| Json::Number(value);
    &str => |value| Json::String(value.to_owned());
    String => |value| Json::String(value);
    () => |_value| Json::Null;
}

/// NaN and the infinities, which have no JSON, become `null`.
impl From<f64> for Json {
    fn from(value: f64) -> Self {
        Number::from_f64(value).map_or(Json::Null, Json::Number)
    }
}

impl<T: Into<Json>> From<Vec<T>> for Json {
    fn from(items: Vec<T>) -> Self {
        Json::Array(items.into_iter().map(Into::into).collect())
    }
}

impl<T: Into<Json>> From<BTreeMap<String, T>> for Json {
    fn from(members: BTreeMap<String, T>) -> Self {
        Json::Object(
            members
                .into_iter()
                .map(|(name, value)| (name, value.into()))
                .collect(),
        )
    }
}

impl<T: Into<Json>> From<Option<T>> for Json {
    fn from(value: Option<T>) -> Self {
        value.map_or(Json::Null, Into::into)
    }
}

impl<T: Into<Json>> FromIterator<T> for Json {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        Json::Array(items.into_iter().map(Into::into).collect())
    }
}

#[cfg(feature = "serde")]
crate::serde_impls!(Json);
#[cfg(feature = "serde")]
crate::serde_impls!(Number);
