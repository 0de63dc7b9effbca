//! Why strict decoding ended.

use std::fmt;

use crate::json::SyntaxError;
use crate::validate::Violation;

/// Why strict decoding ended.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum DecodeError {
    /// The text is no JSON.
    Syntax(SyntaxError),
    /// The JSON does not have the structure of the type.
    Structure {
        /// Where, and what.
        violation: Violation,
        /// The byte of the text, where there is text.
        offset: Option<usize>,
    },
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DecodeError::Syntax(error) => fmt::Display::fmt(error, f),
            DecodeError::Structure { violation, offset } => {
                fmt::Display::fmt(violation, f)?;
                match offset {
                    Some(offset) => write!(f, " (at byte {offset})"),
                    None => Ok(()),
                }
            }
        }
    }
}

impl std::error::Error for DecodeError {}

impl From<SyntaxError> for DecodeError {
    fn from(error: SyntaxError) -> Self {
        DecodeError::Syntax(error)
    }
}
