//! Members that can have one value alone, which `new` fills in.

use super::code::literal;
use super::idents::word;
use super::tokens::File;
use super::types::real;
use crate::model::{Member, Shape, Told, TypeRef};

impl File<'_> {
    /// The one value that a member can have.
    pub fn fixed(&mut self, member: &Member) -> Option<String> {
        let told = member.told.as_ref();
        self.only_value(&member.ty)
            .or_else(|| self.told_value(&member.ty, told?))
    }

    /// A text that a discriminator asks for, as a value of the type; one that no list and no mapping has is not sure.
    fn told_value(&mut self, ty: &TypeRef, told: &Told) -> Option<String> {
        let real = real(self.api, ty, 16);
        if real == TypeRef::String && told.said {
            return Some(format!("String::from({})", literal(&told.text)));
        }
        self.variant(&real, |all| {
            all.iter().find(|(_, value)| *value == told.text)
        })
    }

    /// The one value of an enum that has one alone.
    fn only_value(&mut self, ty: &TypeRef) -> Option<String> {
        self.variant(ty, |all| match all {
            [only] => Some(only),
            _ => None,
        })
    }

    /// One of the variants of an enum of values, each with what it stands for.
    fn variant(
        &mut self,
        ty: &TypeRef,
        one: impl FnOnce(&[(String, String)]) -> Option<&(String, String)>,
    ) -> Option<String> {
        let TypeRef::Named(id) = ty else {
            return None;
        };
        let all: Vec<(String, String)> = match &self.api.types.get(id.0)?.shape {
            Shape::StringEnum(shape) if !shape.open => {
                let variants = shape.variants.iter();
                variants
                    .map(|one| (one.ident.clone(), one.value.clone()))
                    .collect()
            }
            Shape::IntegerEnum(shape) => {
                let variants = shape.variants.iter();
                variants
                    .map(|one| (one.ident.clone(), one.value.to_string()))
                    .collect()
            }
            _ => return None,
        };
        let (ident, _) = one(&all)?;
        Some(format!("{}::{}", self.ty_text(ty), word(ident)))
    }
}
