//! How the runtime looks at a Rust value, and how it fills one.
//!
//! A [`View`] is what the encoder and the validator see; a [`Slot`] is where the decoder writes. Both are one level
//! deep: lists, maps and objects are reached through small traits, so that the code that walks them is compiled once,
//! in this crate, however many types there are.

pub(crate) mod base64;
mod binary;
#[cfg(any(feature = "chrono", feature = "time"))]
mod calendar;
#[cfg(feature = "chrono")]
mod chrono;
mod collections;
mod debug;
mod equal;
mod formatted;
mod free_object;
mod integer;
mod json_text;
mod loose;
mod object;
mod parsed;
mod scalars;
mod secret;
mod text;
#[cfg(feature = "time")]
mod time;
mod tuple;
mod union;
mod word;

pub use binary::Binary;
#[cfg(feature = "http")]
pub(crate) use binary::Kept;
pub use collections::{List, ListSlot, Map, OptionSlot};
pub use debug::debug;
pub use equal::equal;
pub use formatted::{
    Base64, Date, DateTime, Duration, Formatted, InvalidFormat, Ipv4, Ipv6, Parse, TextFormat,
    Time, Uuid, formats,
};
pub use free_object::FreeObject;
pub use integer::Integer;
pub use json_text::JsonText;
pub use loose::{Loose, LooseSlot, Rest};
pub use object::{Object, no_slot, no_view, set_null, view_of};
pub use parsed::Parsed;
pub use scalars::Null;
pub use secret::Secret;
pub use text::Text;
pub use tuple::TupleSlot;
pub use union::{Select, Unboxed, Union, UnionTable};
pub use word::Word;

use crate::json::{Json, Number};

/// A Rust type that the runtime can look at and fill.
pub trait Value: Sized {
    /// The value to start decoding from: zero, empty, `None`, the unknown variant with nothing in it.
    fn blank() -> Self;
    /// What the value is.
    fn view(&self) -> View<'_>;
    /// Where to write its content.
    fn slot(&mut self) -> Slot<'_>;
    /// What `null` means where an `Option` of this type is expected: `None` of the option that is nearest to the value.
    #[doc(hidden)]
    fn null() -> Option<Self> {
        None
    }
    /// Adds the type to those that a JSON Schema can refer to, where it is a generated one or holds one.
    #[cfg(feature = "schemars")]
    #[doc(hidden)]
    fn named(_names: &mut crate::describe::Names) {}
    /// Which of several media types a body is sent as.
    #[doc(hidden)]
    fn variant(&self) -> usize {
        0
    }
    /// What the value is, seen from inside an `Option`: there a `None` is `null`, and never absence.
    #[doc(hidden)]
    fn present(&self) -> View<'_> {
        self.view()
    }
}

/// One level of a value, borrowed.
#[derive(Clone, Copy)]
pub enum View<'a> {
    /// A `None`: absent where the value is an optional member, `null` everywhere else.
    Absent,
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A signed integer.
    I64(i64),
    /// An unsigned integer.
    U64(u64),
    /// A number of single precision, written with the fewest digits that give it back.
    F32(f32),
    /// A number of double precision. NaN and the infinities have no JSON and are written as `null`.
    F64(f64),
    /// A number with every digit that it came with.
    Number(&'a Number),
    /// Text.
    Str(&'a str),
    /// A value whose JSON is text: an enum, a date, a UUID.
    Text(&'a dyn Text),
    /// A list.
    List(&'a dyn List),
    /// A map from text.
    Map(&'a dyn Map),
    /// An object with a table.
    Object(&'a dyn Object),
    /// Any JSON.
    Json(&'a Json),
    /// Bytes, written as base64 (`format: byte`).
    Bytes(&'a [u8]),
}

/// Where one level of a value is written.
pub enum Slot<'a> {
    /// No content is expected.
    Unit,
    /// `null`, of which there is nothing to write.
    Null,
    /// `true` or `false`.
    Bool(&'a mut bool),
    /// An integer of 32 bits.
    I32(&'a mut i32),
    /// An integer of 64 bits.
    I64(&'a mut i64),
    /// An unsigned integer of 32 bits.
    U32(&'a mut u32),
    /// An unsigned integer of 64 bits.
    U64(&'a mut u64),
    /// A number of single precision.
    F32(&'a mut f32),
    /// A number of double precision.
    F64(&'a mut f64),
    /// A number with every digit.
    Number(&'a mut Number),
    /// Text.
    String(&'a mut String),
    /// A value whose JSON is text.
    Text(&'a mut dyn Text),
    /// A value whose JSON is an integer: an enum of integers.
    Integer(&'a mut dyn Integer),
    /// A list.
    List(&'a mut dyn ListSlot),
    /// A list with a place for each of its items.
    Tuple(&'a mut dyn TupleSlot),
    /// A map from text.
    Map(&'a mut dyn Map),
    /// An object with a table.
    Object(&'a mut dyn Object),
    /// One of several types.
    Union(&'a mut dyn Union),
    /// A value that may also be JSON of another kind.
    Loose(&'a mut dyn LooseSlot),
    /// Any JSON.
    Json(&'a mut Json),
    /// Bytes, read from base64 (`format: byte`) or as they are (a binary body).
    Bytes(&'a mut Vec<u8>),
    /// A value that may be `null` or absent.
    Option(&'a mut dyn OptionSlot),
}
