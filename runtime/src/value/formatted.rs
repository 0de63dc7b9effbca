//! Text in a format: dates, times, UUIDs, addresses, base64.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;
use std::str::FromStr;

use super::text::kept_text;
use super::{Slot, Text, Value, View};
use crate::schema::Format;

/// A date and a time (RFC 3339). With the feature `jiff`, [`Formatted::get`] gives a `jiff::Timestamp`.
pub type DateTime = Formatted<formats::DateTime>;
/// A date (RFC 3339, `full-date`). With the feature `jiff`, [`Formatted::get`] gives a `jiff::civil::Date`.
pub type Date = Formatted<formats::Date>;
/// A time of day (RFC 3339, `full-time`). With the feature `jiff`, [`Formatted::get`] gives a `jiff::civil::Time`,
/// without the offset.
pub type Time = Formatted<formats::Time>;
/// A duration (ISO 8601). With the feature `jiff`, [`Formatted::get`] gives a `jiff::Span`.
pub type Duration = Formatted<formats::Duration>;
/// A UUID (RFC 9562). With the feature `uuid`, [`Formatted::get`] gives a `uuid::Uuid`.
pub type Uuid = Formatted<formats::Uuid>;
/// An IPv4 address; [`Formatted::get`] gives a [`std::net::Ipv4Addr`].
pub type Ipv4 = Formatted<formats::Ipv4>;
/// An IPv6 address; [`Formatted::get`] gives a [`std::net::Ipv6Addr`].
pub type Ipv6 = Formatted<formats::Ipv6>;
/// Bytes as base64 (`format: byte`; RFC 4648, section 4); [`Formatted::get`] gives the bytes.
pub type Base64 = Formatted<formats::Byte>;

/// Text in the format `F`.
///
/// The text is kept as it came, also where it breaks the format or is not the canonical one, so nothing is lost on the way
/// through; [`Formatted::get`] parses it. Equality is that of the text.
pub struct Formatted<F> {
    text: String,
    format: PhantomData<fn() -> F>,
}

/// A format of text.
pub trait TextFormat {
    /// Its name in the format registry.
    const FORMAT: Format;
}

/// A format whose text stands for a Rust value.
pub trait Parse: TextFormat {
    /// That value.
    type Value;
    /// The value that the text stands for.
    fn parse(text: &str) -> Option<Self::Value>;
    /// The canonical text of the value.
    fn print(value: &Self::Value) -> String;
}

/// The text breaks the format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InvalidFormat(
    /// The format that it breaks.
    pub Format,
);

impl fmt::Display for InvalidFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no valid {}", self.0.name())
    }
}

impl std::error::Error for InvalidFormat {}

impl<F> Formatted<F> {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.text
    }
    /// The text.
    pub fn into_string(self) -> String {
        self.text
    }
}

impl<F: Parse> Formatted<F> {
    /// What the text stands for; `None` where it breaks the format.
    pub fn get(&self) -> Option<F::Value> {
        F::parse(&self.text)
    }
}

impl<F> std::hash::Hash for Formatted<F> {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.text.hash(state);
    }
}

impl<F> fmt::Display for Formatted<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text)
    }
}

/// Keeps the text, whatever it is.
impl<F> From<String> for Formatted<F> {
    fn from(text: String) -> Self {
        Formatted {
            text,
            format: PhantomData,
        }
    }
}

/// Keeps the text, whatever it is.
impl<F> From<&str> for Formatted<F> {
    fn from(text: &str) -> Self {
        Self::from(text.to_owned())
    }
}

/// Refuses text that breaks the format.
impl<F: TextFormat> FromStr for Formatted<F> {
    type Err = InvalidFormat;
    fn from_str(text: &str) -> Result<Self, InvalidFormat> {
        if F::FORMAT.accepts(text) {
            Ok(Self::from(text))
        } else {
            Err(InvalidFormat(F::FORMAT))
        }
    }
}

kept_text!(Formatted, from);

impl<F> Text for Formatted<F> {
    fn text(&self) -> Cow<'_, str> {
        Cow::Borrowed(&self.text)
    }
    fn set(&mut self, text: &str) {
        // What is filled was blank, and has no room that could be used again.
        self.text = text.to_owned();
    }
}

/// The formats, as types.
pub mod formats {
    use super::{Format, Parse, TextFormat};

    macro_rules! formats {
        ($($name:ident),*) => {$(
            #[doc = concat!("See [`crate::Format::", stringify!($name), "`].")]
            #[derive(Debug, Clone, Copy)]
            pub enum $name {}
            impl TextFormat for $name {
                const FORMAT: Format = Format::$name;
            }
        )*};
    }
    formats!(DateTime, Date, Time, Duration, Uuid, Ipv4, Ipv6, Byte);

    macro_rules! parse {
        ($($(#[$meta:meta])* $name:ident => $value:ty, $parse:expr, $print:expr;)*) => {$(
            $(#[$meta])*
            impl Parse for $name {
                type Value = $value;
                fn parse(text: &str) -> Option<$value> {
                    $parse(text)
                }
                fn print(value: &$value) -> String {
                    $print(value)
                }
            }
            $(#[$meta])*
            impl From<$value> for super::Formatted<$name> {
                fn from(value: $value) -> Self {
                    Self::from(<$name as Parse>::print(&value))
                }
            }
        )*};
    }
    parse! {
        #[cfg(feature = "jiff")]
        DateTime => jiff::Timestamp, |text: &str| text.parse().ok(), ToString::to_string;
        #[cfg(feature = "jiff")]
        Date => jiff::civil::Date, |text: &str| text.parse().ok(), ToString::to_string;
        #[cfg(feature = "jiff")]
        Time => jiff::civil::Time, parse_time, |time: &jiff::civil::Time| format!("{time}Z");
        #[cfg(feature = "jiff")]
        Duration => jiff::Span, |text: &str| text.parse().ok(), ToString::to_string;
        #[cfg(feature = "uuid")]
        Uuid => uuid::Uuid, |text: &str| text.parse().ok(), ToString::to_string;
        Ipv4 => std::net::Ipv4Addr, |text: &str| text.parse().ok(), ToString::to_string;
        Ipv6 => std::net::Ipv6Addr, |text: &str| text.parse().ok(), ToString::to_string;
        Byte => Vec<u8>, crate::value::base64::decode, |bytes: &[u8]| crate::value::base64::encode(bytes);
    }

    /// `full-time` of RFC 3339 has an offset, which a civil time has not.
    #[cfg(feature = "jiff")]
    fn parse_time(text: &str) -> Option<jiff::civil::Time> {
        let end = text.find(['Z', 'z', '+', '-']).unwrap_or(text.len());
        text.get(..end)?.parse().ok()
    }

    impl From<&[u8]> for super::Base64 {
        fn from(bytes: &[u8]) -> Self {
            Self::from(crate::value::base64::encode(bytes))
        }
    }
}
