//! Text that is the JSON of a value.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use super::text::kept_text;
use super::{Slot, Text, Value, View};
use crate::Direction;
use crate::decode::{DecodeError, Mode, fill_slice};
use crate::encode::to_vec_for;

/// Text that is the JSON of a `T` (`contentMediaType` and `contentSchema`; JSON Schema 2020-12 Validation, section 8).
///
/// The text is kept as it came, also where it is no JSON, so nothing is lost on the way through; [`JsonText::get`] reads it.
/// Equality is that of the text.
pub struct JsonText<T> {
    text: String,
    value: PhantomData<fn() -> T>,
}

impl<T> JsonText<T> {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// With this text, whatever it is.
    pub fn from_text(text: impl Into<String>) -> Self {
        JsonText {
            text: text.into(),
            value: PhantomData,
        }
    }
}

impl<T: Value> JsonText<T> {
    /// What the text says. Decoding is lenient, as that of answers is: what does not fit is left out.
    ///
    /// # Errors
    /// Text that is no JSON.
    pub fn get(&self) -> Result<T, DecodeError> {
        let mut value = T::blank();
        let text = self.text.as_bytes();
        fill_slice(value.slot(), text, Mode::Lenient, &mut Vec::new())?;
        Ok(value)
    }
}

impl<T: Value> From<T> for JsonText<T> {
    fn from(value: T) -> Self {
        let json = to_vec_for(value.view(), Direction::Request);
        Self::from_text(String::from_utf8(json).unwrap_or_default())
    }
}

kept_text!(JsonText, from_text);

impl<T> Text for JsonText<T> {
    fn text(&self) -> Cow<'_, str> {
        Cow::Borrowed(&self.text)
    }
    fn set(&mut self, text: &str) {
        self.text = text.to_owned();
    }
    fn is_json(&self) -> bool {
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_is_kept_and_read_when_it_is_asked_for() {
        let mut numbers = JsonText::from(vec![1i64, 2]);
        assert_eq!(numbers.as_str(), "[1,2]");
        numbers.set("[ 3 ]");
        assert_eq!(numbers.get(), Ok(vec![3]));
        assert_eq!(numbers.text(), "[ 3 ]");
        numbers.set("three");
        assert!(numbers.get().is_err());
        assert_eq!(numbers.as_str(), "three");
    }
}
