//! What is meant where a member is not set.

use super::TypeRef;

/// A default that a constant can hold, or that a function can make.
#[derive(Debug, Clone, PartialEq)]
pub struct Default {
    /// Its name: that of a constant, screaming snake case, or that of a function, snake case.
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
    /// What members of a struct hold, by the index of each; `None` is `null`.
    Struct(Vec<(usize, Option<Given>)>),
    /// The members of a map.
    Map(Vec<(String, Given)>),
}

impl Given {
    /// Whether a constant can hold it: whether no memory is asked for.
    pub fn is_constant(&self) -> bool {
        match self {
            Given::Bool(_) | Given::Number(_) | Given::Text(_) | Given::Variant(_) => true,
            Given::Held(_, TypeRef::Boxed(_), _) => false,
            Given::Held(_, _, inner) => {
                !matches!(**inner, Given::Text(_) | Given::List(_)) && inner.is_constant()
            }
            Given::List(items) => items.iter().all(Given::is_constant),
            Given::Struct(_) | Given::Map(_) => false,
        }
    }
}
