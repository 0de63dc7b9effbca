//! Constants that hold the document's defaults.

use super::code::literal;
use super::idents::word;
use super::tokens::File;
use crate::model::{Default, Given, TypeRef};

impl File<'_> {
    /// Adds the defaults of the members of a type, each under the member's name; for each, whether it is always set.
    pub fn defaults<'d>(
        &mut self,
        type_name: &str,
        members: impl Iterator<Item = (&'d str, Option<&'d Default>, bool)>,
    ) {
        let mut out = String::new();
        for (ident, default, is_set) in members {
            if let Some(default) = default {
                let about = if is_set {
                    format!("The default that the document gives for `{ident}`.")
                } else {
                    format!("What is meant where `{ident}` is not set.")
                };
                out += &format!(
                    "    /// {about}\n    pub {}\n",
                    self.constant_of(default, "&'static ")
                );
            }
        }
        if !out.is_empty() {
            self.page
                .code(&format!("impl {} {{\n{out}}}\n", word(type_name)));
        }
    }

    /// A default as a constant, from `const` on; `borrowed` is how a reference begins, for Rust wants its lifetime in an
    /// `impl` alone.
    pub fn constant_of(&mut self, default: &Default, borrowed: &str) -> String {
        let ty = match &default.given {
            Given::Text(_) => format!("{borrowed}str"),
            Given::List(_) => self.borrowed_ty(&default.ty, borrowed),
            _ => self.ty_text(&default.ty),
        };
        let value = self.given(&default.ty, &default.given);
        format!("const {}: {ty} = {value};", default.name)
    }

    /// The type of which a list in a constant is.
    fn borrowed_ty(&mut self, ty: &TypeRef, borrowed: &str) -> String {
        match ty {
            TypeRef::List(item) => format!("{borrowed}[{}]", self.borrowed_ty(item, borrowed)),
            TypeRef::String
            | TypeRef::DateTime
            | TypeRef::Date
            | TypeRef::Time
            | TypeRef::Duration
            | TypeRef::Uuid => format!("{borrowed}str"),
            other => self.ty_text(other),
        }
    }

    fn given(&mut self, ty: &TypeRef, given: &Given) -> String {
        match (given, ty) {
            (Given::Bool(value), _) => value.to_string(),
            (Given::Number(text), _) => text.clone(),
            (Given::Text(text), _) => literal(text),
            (Given::Variant(ident), _) => format!("{}::{}", self.ty_text(ty), word(ident)),
            (Given::Held(ident, held, inner), _) => {
                let inner = self.given(held, inner);
                format!("{}::{}({inner})", self.ty_text(ty), word(ident))
            }
            (Given::List(items), TypeRef::List(item)) => {
                let items = items.iter().map(|one| self.given(item, one));
                format!("&[{}]", items.collect::<Vec<_>>().join(", "))
            }
            (Given::List(_), _) => "&[]".to_owned(),
        }
    }
}
