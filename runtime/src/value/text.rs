//! Values whose JSON is text.

use std::borrow::Cow;

/// A value whose JSON is text: a string enum, a date, a UUID, a checked string.
pub trait Text {
    /// Its text.
    fn text(&self) -> Cow<'_, str>;
    /// Writes the text. Every text is kept, also one that breaks the format: validation says so, decoding does not.
    fn set(&mut self, text: &str);
    /// Whether the text must not be shown, as a password.
    fn is_secret(&self) -> bool {
        false
    }
    /// Whether the text is itself JSON.
    fn is_json(&self) -> bool {
        false
    }
    /// The bytes that the text stands for, where the value is bytes.
    fn binary(&self) -> Option<&super::Binary> {
        None
    }
}
