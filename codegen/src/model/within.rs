//! The types within a type.

use super::{Shape, TypeDef, TypeRef};

impl TypeRef {
    /// What is in the options and boxes.
    pub fn inmost(&self) -> &Self {
        match self {
            Self::Option(inner) | Self::Boxed(inner) => inner.inmost(),
            other => other,
        }
    }

    /// Every type that holds no other, in whatever they are.
    pub fn leaves(&self) -> Vec<&TypeRef> {
        match self {
            Self::Tuple(items) => items.iter().flat_map(Self::leaves).collect(),
            Self::List(inner)
            | Self::Sequence(inner)
            | Self::JsonText(inner)
            | Self::Map(inner)
            | Self::Option(inner)
            | Self::Loose(inner)
            | Self::Boxed(inner) => inner.leaves(),
            leaf => vec![leaf],
        }
    }

    /// What every value has: itself; of a tuple its items, and those of tuples among them.
    pub fn places(&self) -> Vec<&TypeRef> {
        match self {
            Self::Tuple(items) => items.iter().flat_map(Self::places).collect(),
            other => vec![other],
        }
    }

    /// The same, to be changed.
    pub fn places_mut(&mut self) -> Vec<&mut TypeRef> {
        match self {
            Self::Tuple(items) => items.iter_mut().flat_map(Self::places_mut).collect(),
            other => vec![other],
        }
    }

    /// The same, in an option too.
    fn parts(&mut self) -> Vec<&mut TypeRef> {
        if !matches!(self.inmost(), Self::Tuple(_)) {
            return vec![self];
        }
        match self {
            Self::Option(inner) | Self::Boxed(inner) => inner.parts(),
            Self::Tuple(items) => items.iter_mut().flat_map(Self::parts).collect(),
            other => vec![other],
        }
    }
}

impl TypeDef {
    /// The types that a value has in place, in an option or not. Of another name they are those of a tuple.
    pub fn parts(&mut self) -> Vec<&mut TypeRef> {
        match &mut self.shape {
            Shape::Struct(shape) => {
                let members = shape.members.iter_mut();
                members.flat_map(|member| member.ty.parts()).collect()
            }
            Shape::Union(union) => {
                let variants = union.variants.iter_mut();
                variants.flat_map(|variant| variant.ty.parts()).collect()
            }
            Shape::Alias(ty) if matches!(ty.inmost(), TypeRef::Tuple(_)) => ty.parts(),
            _ => Vec::new(),
        }
    }
}
