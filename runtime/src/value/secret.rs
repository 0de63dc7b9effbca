//! Text that is never shown.

use std::borrow::Cow;
use std::fmt;

use super::{Slot, Text, Value, View};

/// Text that must not be shown (`format: password`): `Debug` hides it, and so do violations. It is sent as it is.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// The text, for the one who needs it.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Secret(text)
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Secret(text.to_owned())
    }
}

impl Text for Secret {
    fn text(&self) -> Cow<'_, str> {
        Cow::Borrowed(&self.0)
    }
    fn set(&mut self, text: &str) {
        text.clone_into(&mut self.0);
    }
    fn is_secret(&self) -> bool {
        true
    }
}

impl Value for Secret {
    fn blank() -> Self {
        Self::default()
    }
    fn view(&self) -> View<'_> {
        View::Text(self)
    }
    fn slot(&mut self) -> Slot<'_> {
        Slot::Text(self)
    }
}

crate::serde_impls!(Secret);
