//! Values of the bytes of a fuzzer.

use ::arbitrary::Unstructured;

use crate::validate::Checked;

/// A value made of those bytes; where they end, the plainest one.
pub fn arbitrary<T: Checked>(bytes: &mut Unstructured<'_>) -> T {
    super::value(&mut |count| bytes.choose_index(count).unwrap_or(0))
}
