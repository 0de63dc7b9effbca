//! Values for properties, which shrink with the bytes that they are made of.

use std::fmt::Debug;

use ::proptest::collection::{VecStrategy, vec};
use ::proptest::num::u8;
use ::proptest::strategy::{Map, Strategy as _};

use crate::validate::Checked;

/// What makes the values of a type.
pub type Strategy<T> = Map<VecStrategy<u8::Any>, fn(Vec<u8>) -> T>;

/// Values of a type: fewer bytes are fewer members.
pub fn strategy<T: Checked + Debug>() -> Strategy<T> {
    vec(u8::ANY, 0..512).prop_map(of_bytes)
}

fn of_bytes<T: Checked>(bytes: Vec<u8>) -> T {
    let mut bytes = bytes.into_iter();
    super::value(&mut |count| {
        let mut value = 0;
        let mut room = count - 1;
        while room > 0 {
            value = value << 8 | usize::from(bytes.next().unwrap_or(0));
            room >>= 8;
        }
        value % count
    })
}
