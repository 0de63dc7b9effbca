//! What is meant where a member is not set.

use super::TypeRef;

/// A default that a constant can hold.
#[derive(Debug, Clone, PartialEq)]
pub struct Default {
    /// The constant's name, screaming snake case.
    pub name: String,
    /// The type of the member where it is set.
    pub ty: TypeRef,
    /// The value.
    pub given: Given,
}

/// The value of a default.
#[derive(Debug, Clone, PartialEq)]
pub enum Given {
    /// `true` or `false`.
    Bool(bool),
    /// A number, as Rust writes it.
    Number(String),
    /// Text.
    Text(String),
    /// A value of an enum, by the name of its variant.
    Variant(String),
    /// What a variant of a union holds, by the variant's name.
    Held(String, TypeRef, Box<Given>),
    /// A list, whose type is that of its items as they are, without names.
    List(Vec<Given>),
}
