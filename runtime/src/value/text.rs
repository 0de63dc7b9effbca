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

/// What a type of one parameter has that keeps its text as it came, in a field `text`, and that a function makes of it: it is
/// its text to whoever compares, shows, reads or writes it.
macro_rules! kept_text {
    ($type:ident, $of:ident) => {
        impl<T> Clone for $type<T> {
            fn clone(&self) -> Self {
                Self::$of(self.text.clone())
            }
        }

        impl<T> PartialEq for $type<T> {
            fn eq(&self, other: &Self) -> bool {
                self.text == other.text
            }
        }

        impl<T> Eq for $type<T> {}

        impl<T> fmt::Debug for $type<T> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Debug::fmt(&self.text, f)
            }
        }

        impl<T> Value for $type<T> {
            fn blank() -> Self {
                Self::$of(String::new())
            }
            fn view(&self) -> View<'_> {
                View::Text(self)
            }
            fn slot(&mut self) -> Slot<'_> {
                Slot::Text(self)
            }
        }

        #[cfg(feature = "serde")]
        impl<T> serde_core::Serialize for $type<T> {
            fn serialize<S: serde_core::Serializer>(
                &self,
                serializer: S,
            ) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.text)
            }
        }

        #[cfg(feature = "serde")]
        impl<'de, T> serde_core::Deserialize<'de> for $type<T> {
            fn deserialize<D: serde_core::Deserializer<'de>>(
                deserializer: D,
            ) -> Result<Self, D::Error> {
                crate::serde::deserialize(deserializer)
            }
        }
    };
}
pub(super) use kept_text;
