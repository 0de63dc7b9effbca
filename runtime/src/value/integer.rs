//! Values whose JSON is an integer.

/// A value whose JSON is an integer and whose Rust type is none: an enum of integers.
pub trait Integer {
    /// Writes the integer. Every integer is kept: validation says whether it is allowed.
    fn set(&mut self, integer: i64);
}
