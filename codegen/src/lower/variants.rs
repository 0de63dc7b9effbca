//! The variants of an enum: what they are called, and what is said of them.

use std::collections::HashSet;
use std::hash::Hash;

use super::names;
use super::options::Named;
use super::scope::{Scope, WantedName};
use crate::model::{Docs, EnumVariant, IntegerEnum, StringEnum};

/// What is said of the values of an enum, by value.
#[derive(Default)]
pub(super) struct SaidOfValues {
    pub names: Named,
    pub descriptions: Named,
}

impl SaidOfValues {
    /// The variants of values, each once.
    fn variants<T: ToString + Clone + Eq + Hash>(&self, values: &[T]) -> Vec<EnumVariant<T>> {
        let mut seen = HashSet::new();
        let values: Vec<&T> = values.iter().filter(|value| seen.insert(*value)).collect();
        let wanted: Vec<WantedName> = values.iter().map(|value| self.wanted(*value)).collect();
        let idents = scope().take_all(&wanted).into_iter();
        let variants = idents.zip(values).zip(&wanted);
        let variants = variants.map(|((ident, value), wanted)| EnumVariant {
            ident,
            docs: Docs::description(self.descriptions.get(&wanted.raw).map(String::as_str)),
            value: value.clone(),
        });
        variants.collect()
    }

    fn wanted(&self, value: &impl ToString) -> WantedName {
        let raw = value.to_string();
        let plain = names::pascal(&raw);
        let given = self.names.get(&raw).cloned();
        WantedName {
            others: given.iter().map(|_| plain.clone()).collect(),
            ..WantedName::wished(given, || plain, &raw)
        }
    }
}

/// The names of the variants of an enum of values.
pub(super) fn scope() -> Scope {
    Scope::of_variants(&["Unknown"])
}

/// An enum of texts, each once.
pub(super) fn string_enum(texts: &[String], said: &SaidOfValues) -> StringEnum {
    StringEnum {
        variants: said.variants(texts),
        open: false,
    }
}

pub(super) fn integer_enum(values: &[i64], said: &SaidOfValues) -> IntegerEnum {
    IntegerEnum {
        variants: said.variants(values),
    }
}
