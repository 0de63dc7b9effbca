//! Text that stands for a value of a type that this crate does not know.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;
use std::str::FromStr;

use super::text::kept_text;
use super::{Slot, Text, Value, View};

/// Text that stands for a `T`, by its [`FromStr`] and [`Display`](fmt::Display).
///
/// The text is kept as it came, also where it is no `T`, so nothing is lost on the way through; [`Parsed::get`] parses it.
/// Equality is that of the text.
pub struct Parsed<T> {
    text: String,
    value: PhantomData<fn() -> T>,
}

impl<T> Parsed<T> {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    fn of(text: String) -> Self {
        Self {
            text,
            value: PhantomData,
        }
    }
}

impl<T: FromStr> Parsed<T> {
    /// What the text stands for.
    ///
    /// # Errors
    /// Those of `T`.
    pub fn get(&self) -> Result<T, T::Err> {
        self.text.parse()
    }
}

impl<T: fmt::Display> From<T> for Parsed<T> {
    fn from(value: T) -> Self {
        Self::of(value.to_string())
    }
}

impl<T> fmt::Display for Parsed<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text)
    }
}

kept_text!(Parsed, of);

impl<T> Text for Parsed<T> {
    fn text(&self) -> Cow<'_, str> {
        Cow::Borrowed(&self.text)
    }
    fn set(&mut self, text: &str) {
        self.text = text.to_owned();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_that_is_no_value_is_kept() {
        let mut port = Parsed::<u16>::from(80);
        assert_eq!((port.as_str(), port.get()), ("80", Ok(80)));
        port.set("http");
        assert!(port.get().is_err());
        assert_eq!(port.to_string(), "http");
    }
}
