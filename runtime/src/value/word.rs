//! Enums of texts.

use std::borrow::Cow;

use super::{Text, Value};
use crate::{Checked, Schema};

/// A generated enum of texts: all that the runtime asks of one.
#[doc(hidden)]
pub trait Word: Sized {
    /// Its text on the wire.
    fn word(&self) -> &str;
    /// The variant of a text; any text has one.
    fn of(text: &str) -> Self;
    /// What describes it.
    fn schema() -> &'static Schema;
}

impl<T: Word> Text for T {
    fn text(&self) -> Cow<'_, str> {
        Cow::Borrowed(self.word())
    }

    fn set(&mut self, text: &str) {
        *self = T::of(text);
    }
}

impl<T: Word + Value> Checked for T {
    fn schema() -> &'static Schema {
        <T as Word>::schema()
    }
}
