//! Members that can have one value alone, which `new` fills in.

use super::code::literal;
use super::idents::word;
use super::tokens::File;
use crate::model::{EnumVariant, Fixed, Member, Shape, Told, TypeRef};

impl File<'_> {
    /// The one value that a member can have.
    pub fn fixed(&mut self, member: &Member) -> Option<String> {
        if self.api.real(&member.ty) == TypeRef::Null {
            self.uses_rt = true;
            return Some("rt::Null".to_owned());
        }
        let told = member.told.as_ref();
        self.variant(&member.ty, None).or_else(|| match told? {
            Fixed::Flag(flag) => {
                let is_flag = self.api.real(&member.ty) == TypeRef::Bool;
                is_flag.then(|| flag.to_string())
            }
            Fixed::Told(told) => self.told_value(&member.ty, told),
        })
    }

    /// Whether a member has one value alone.
    pub fn is_fixed(&self, member: &Member) -> bool {
        let real = self.api.real(&member.ty);
        let is_told = |told: &Fixed| match told {
            Fixed::Flag(_) => real == TypeRef::Bool,
            Fixed::Told(told) => match real {
                TypeRef::String => told.said,
                TypeRef::Bool => told.text.parse::<bool>().is_ok(),
                _ => self.variant_of(&real, Some(&told.text)).is_some(),
            },
        };
        real == TypeRef::Null
            || self.variant_of(&member.ty, None).is_some()
            || member.told.as_ref().is_some_and(is_told)
    }

    /// A text that a discriminator asks for, as a value of the type; one that no list and no mapping has is not sure.
    fn told_value(&mut self, ty: &TypeRef, told: &Told) -> Option<String> {
        let real = self.api.real(ty);
        if real == TypeRef::String && told.said {
            return Some(format!("String::from({})", literal(&told.text)));
        }
        if real == TypeRef::Bool {
            return told.text.parse::<bool>().ok().map(|flag| flag.to_string());
        }
        self.variant(&real, Some(&told.text))
    }

    /// The variant of an enum of values that stands for a text, or that is its only one.
    fn variant(&mut self, ty: &TypeRef, text: Option<&str>) -> Option<String> {
        let ident = word(self.variant_of(ty, text)?).into_owned();
        Some(format!("{}::{ident}", self.ty_text(ty)))
    }

    /// The name of that variant.
    fn variant_of(&self, ty: &TypeRef, text: Option<&str>) -> Option<&str> {
        let TypeRef::Named(id) = ty else {
            return None;
        };
        match &self.api.types.get(id.0)?.shape {
            Shape::StringEnum(shape) if !shape.open => variant(&shape.variants, text),
            Shape::IntegerEnum(shape) if !shape.open => variant(&shape.variants, text),
            _ => None,
        }
    }
}

fn variant<'v, T: ToString>(all: &'v [EnumVariant<T>], text: Option<&str>) -> Option<&'v str> {
    let one = match (text, all) {
        (Some(text), _) => all.iter().find(|one| one.value.to_string() == text)?,
        (None, [only]) => only,
        (None, _) => return None,
    };
    Some(&one.ident)
}
