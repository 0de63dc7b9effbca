//! The document's defaults: constants that hold them, and functions that make what no constant can hold.

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
                let Some(code) = self.default_of(default, "&'static ") else {
                    continue;
                };
                let about = if is_set {
                    format!("The default that the document gives for `{ident}`.")
                } else {
                    format!("What is meant where `{ident}` is not set.")
                };
                out += &format!("    /// {about}\n");
                for line in format!("pub {code}").lines() {
                    out += &format!("    {line}\n");
                }
            }
        }
        if !out.is_empty() {
            self.page
                .code(&format!("impl {} {{\n{out}}}\n", word(type_name)));
        }
    }

    /// A default as a constant or as a function, from `const` or `fn` on; `borrowed` is how a reference begins, for Rust wants
    /// its lifetime in an `impl` alone. `None` where the struct that it is cannot be made of it.
    pub fn default_of(&mut self, default: &Default, borrowed: &str) -> Option<String> {
        if !default.given.is_constant() {
            let made = self.made_body(&default.ty, &default.given)?;
            let ty = self.ty_text(&default.ty);
            return Some(format!("fn {}() -> {ty} {{\n    {made}\n}}", default.name));
        }
        let ty = match &default.given {
            Given::Text(_) => format!("{borrowed}str"),
            Given::List(_) => self.borrowed_ty(&default.ty, borrowed),
            _ => self.ty_text(&default.ty),
        };
        let value = self.given(&default.ty, &default.given);
        Some(format!("const {}: {ty} = {value};", default.name))
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
            (Given::List(_) | Given::Struct(_) | Given::Map(_), _) => "&[]".to_owned(),
        }
    }
}
