//! The variants of an enum: what they are called, and what is said of them.

use std::collections::HashSet;

use super::names;
use super::options::Named;
use super::scope::Scope;
use crate::model::{Docs, EnumVariant, IntegerEnum, StringEnum};

/// What is said of the values of an enum, by value.
#[derive(Default)]
pub(super) struct SaidOfValues {
    pub names: Named,
    pub descriptions: Named,
}

impl SaidOfValues {
    fn variant<T: ToString>(&self, scope: &mut Scope, value: T) -> EnumVariant<T> {
        let raw = value.to_string();
        let plain = names::pascal(&raw);
        let ident = match self.names.get(&raw) {
            Some(name) => scope.take(name.clone(), &[plain], &raw),
            None => scope.take(plain, &[], &raw),
        };
        EnumVariant {
            ident,
            docs: Docs::description(self.descriptions.get(&raw).map(String::as_str)),
            value,
        }
    }
}

/// An enum of texts, each once.
pub(super) fn string_enum(texts: &[String], said: &SaidOfValues) -> StringEnum {
    let mut scope = Scope::of_variants(&["unknown", "self"]);
    let mut variants: Vec<EnumVariant<String>> = Vec::new();
    let mut seen = HashSet::new();
    for text in texts {
        if seen.insert(text) {
            variants.push(said.variant(&mut scope, text.clone()));
        }
    }
    StringEnum {
        variants,
        open: false,
    }
}

pub(super) fn integer_enum(values: &[i64], said: &SaidOfValues) -> IntegerEnum {
    let mut scope = Scope::of_variants(&["unknown"]);
    let mut variants: Vec<EnumVariant<i64>> = Vec::new();
    let mut seen = HashSet::new();
    for value in values {
        if seen.insert(value) {
            variants.push(said.variant(&mut scope, *value));
        }
    }
    IntegerEnum { variants }
}
