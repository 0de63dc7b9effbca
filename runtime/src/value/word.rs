//! Enums of texts.

use std::borrow::Cow;

use super::{Text, Value};
use crate::{Checked, Schema};

/// A generated enum of texts: any text has a variant.
#[doc(hidden)]
pub trait Word: AsRef<str> + for<'a> From<&'a str> {
    /// What describes it.
    fn schema() -> &'static Schema;
}

impl<T: Word> Text for T {
    fn text(&self) -> Cow<'_, str> {
        Cow::Borrowed(self.as_ref())
    }

    fn set(&mut self, text: &str) {
        *self = T::from(text);
    }
}

impl<T: Word + Value> Checked for T {
    fn schema() -> &'static Schema {
        <T as Word>::schema()
    }
}
