//! Constants that hold the document's defaults.

use super::code::literal;
use super::idents::word;
use super::tokens::File;
use crate::model::{Default, Given};

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
                    self.constant_of(default, "&'static str")
                );
            }
        }
        if !out.is_empty() {
            self.page
                .code(&format!("impl {} {{\n{out}}}\n", word(type_name)));
        }
    }

    /// A default as a constant, from `const` on; `text` is the type of one that is text, for Rust wants its lifetime in an
    /// `impl` alone.
    pub fn constant_of(&mut self, default: &Default, text: &str) -> String {
        let ty = match &default.given {
            Given::Text(_) => text.to_owned(),
            _ => self.ty_text(&default.ty),
        };
        let value = match &default.given {
            Given::Bool(value) => value.to_string(),
            Given::Number(text) => text.clone(),
            Given::Text(text) => literal(text),
            Given::Variant(ident) => format!("{ty}::{}", word(ident)),
        };
        format!("const {}: {ty} = {value};", default.name)
    }
}
