//! Numbers that keep every digit.

/// A JSON number with every digit that it came with; `PartialEq` compares the numeric value (`1` equals `1.0`).
#[derive(Debug, Clone, PartialEq)]
pub struct Number(Box<str>);

impl Default for Number {
    fn default() -> Self {
        Number("0".into())
    }
}
