//! The variants of an enum: what they are called, and what is said of them.

use std::hash::Hash;

use super::names;
use super::options::Named;
use super::scope::{Scope, WantedName};
use crate::fast::FastSet;
use crate::model::{Docs, EnumVariant, IntegerEnum, StringEnum};

/// What is said of the values of an enum, by value.
#[derive(Default)]
pub(super) struct SaidOfValues {
    pub names: Named,
    pub descriptions: Named,
}

impl SaidOfValues {
    fn variants<T: ToString + Clone + Eq + Hash>(&self, values: &[T]) -> Vec<EnumVariant<T>> {
        each_once(values.iter().map(|value| {
            let wanted = self.wanted(value);
            let said = self.descriptions.get(&wanted.raw).map(String::as_str);
            (value.clone(), wanted, Docs::description(said))
        }))
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

/// The variants of values, each once, of what each would be called, and what is said of it.
pub(super) fn each_once<T: Clone + Eq + Hash>(
    values: impl Iterator<Item = (T, WantedName, Docs)>,
) -> Vec<EnumVariant<T>> {
    let mut seen = FastSet::default();
    let (mut wanted, mut said) = (Vec::new(), Vec::new());
    for (value, name, docs) in values {
        if seen.insert(value.clone()) {
            wanted.push(name);
            said.push((value, docs));
        }
    }
    let idents = Scope::of_variants(&["Unknown"]).take_all(&wanted);
    let variants = idents.into_iter().zip(said);
    let variants = variants.map(|(ident, (value, docs))| EnumVariant { ident, value, docs });
    variants.collect()
}

/// An enum of texts, each once.
pub(super) fn string_enum(texts: &[String], said: &SaidOfValues) -> StringEnum {
    StringEnum {
        variants: said.variants(texts),
        open: false,
    }
}

/// An enum of integers, each once.
pub(super) fn integer_enum(values: &[i64], said: &SaidOfValues) -> IntegerEnum {
    IntegerEnum {
        variants: said.variants(values),
        open: false,
    }
}
