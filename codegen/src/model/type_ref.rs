//! What a place of the API holds, as Rust names it.

use super::{Dates, TypeId};

/// A use of a type.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum TypeRef {
    /// `()`, no content.
    Unit,
    /// `rt::Null`: `null` and nothing else.
    Null,
    /// `bool`.
    Bool,
    /// An integer.
    Integer(IntegerWidth),
    /// `f32`.
    F32,
    /// `f64`.
    F64,
    /// `rt::Number`: every digit kept.
    Number,
    /// `String`.
    String,
    /// `rt::DateTime`.
    DateTime,
    /// `rt::Date`.
    Date,
    /// `rt::Time`.
    Time,
    /// `rt::Duration`.
    Duration,
    /// `rt::Uuid`.
    Uuid,
    /// `rt::Ipv4`.
    Ipv4,
    /// `rt::Ipv6`.
    Ipv6,
    /// `rt::Base64` (`format: byte`).
    Base64,
    /// `rt::Secret` (`format: password`).
    Secret,
    /// `Vec<u8>`: raw bytes of an answer.
    Bytes,
    /// `rt::Binary`: bytes that are sent, and members of `format: binary`.
    Binary,
    /// `rt::Json`.
    Json,
    /// `rt::FreeObject`: an object about which nothing is said.
    FreeObject,
    /// `rt::Rest`: members that nothing names, and a value that is no object.
    Rest,
    /// `rt::Loose<T>`: a value that may also be JSON of another kind.
    Loose(Box<TypeRef>),
    /// A type of the crate.
    Named(TypeId),
    /// A type of the person's own, as they wrote it.
    Foreign(Box<str>),
    /// A type that belongs to one operation and stands beside it, by name.
    Own(Box<str>),
    /// `(A, B)`: a list with a type for each place.
    Tuple(Vec<TypeRef>),
    /// `Vec<T>`.
    List(Box<TypeRef>),
    /// `rt::http::Sequence<T>`: the items of a body that is one JSON text after the other.
    Sequence(Box<TypeRef>),
    /// `BTreeMap<String, T>`.
    Map(Box<TypeRef>),
    /// `rt::JsonText<T>`: text that is the JSON of something.
    JsonText(Box<TypeRef>),
    /// `Option<T>`.
    Option(Box<TypeRef>),
    /// `Box<T>`.
    Boxed(Box<TypeRef>),
}

impl TypeRef {
    /// How Rust writes a type that holds no other; `None` for one that does, and for one that the document names.
    pub fn plain(&self, dates: Dates) -> Option<&str> {
        Some(match self {
            Self::Unit => "()",
            Self::Null => "rt::Null",
            Self::Bool => "bool",
            Self::Integer(IntegerWidth::I32) => "i32",
            Self::Integer(IntegerWidth::I64) => "i64",
            Self::Integer(IntegerWidth::U32) => "u32",
            Self::Integer(IntegerWidth::U64) => "u64",
            Self::F32 => "f32",
            Self::F64 => "f64",
            Self::Number => "rt::Number",
            Self::String => "String",
            Self::DateTime | Self::Date | Self::Time | Self::Duration if dates == Dates::String => {
                "String"
            }
            Self::DateTime => "rt::DateTime",
            Self::Date => "rt::Date",
            Self::Time => "rt::Time",
            Self::Duration => "rt::Duration",
            Self::Uuid => "rt::Uuid",
            Self::Ipv4 => "rt::Ipv4",
            Self::Ipv6 => "rt::Ipv6",
            Self::Base64 => "rt::Base64",
            Self::Secret => "rt::Secret",
            Self::Bytes => "Vec<u8>",
            Self::Binary => "rt::Binary",
            Self::Json => "rt::Json",
            Self::FreeObject => "rt::FreeObject",
            Self::Rest => "rt::Rest",
            Self::Foreign(text) => text,
            Self::Loose(_)
            | Self::Named(_)
            | Self::Own(_)
            | Self::List(_)
            | Self::Sequence(_)
            | Self::JsonText(_)
            | Self::Tuple(_)
            | Self::Map(_)
            | Self::Option(_)
            | Self::Boxed(_) => return None,
        })
    }
}

/// The integer types that the runtime fills.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum IntegerWidth {
    /// `i32`.
    I32,
    /// `i64`.
    I64,
    /// `u32`.
    U32,
    /// `u64`.
    U64,
}
