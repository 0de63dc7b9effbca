//! Names that must differ, and what tells those apart that do not.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use heck::{ToSnakeCase, ToUpperCamelCase};
use xxhash_rust::xxh3::xxh3_128;

use super::words::{LONGEST, spelt};

/// Type names that would hide what generated code uses.
const TAKEN: &[&str] = &[
    "Self", "Option", "Some", "None", "Vec", "Box", "String", "Result", "Ok", "Err", "BTreeMap",
    "HashMap", "Into",
];

/// Four letters that stand for a text: the same text has the same letters, whatever stands around it.
fn mark(raw: &str) -> String {
    let hash = raw.bytes().fold(0x811c_9dc5_u32, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    });
    (0..4)
        .map(|i| char::from(b'A' + u8::try_from((hash >> (i * 8)) % 26).unwrap_or(0)))
        .collect()
}

/// What stands for a name, whatever the case of its letters.
fn folded(name: &str) -> u128 {
    if name
        .bytes()
        .any(|byte| byte.is_ascii_uppercase() || !byte.is_ascii())
    {
        xxh3_128(name.to_lowercase().as_bytes())
    } else {
        xxh3_128(name.as_bytes())
    }
}

/// Names that must differ, also on disks that do not tell letters of different case apart.
#[derive(Debug, Default)]
pub struct Scope {
    /// What stands for each name, with what stands for the text that has it; `None` for one that nothing may have. There
    /// are many, and 128 bits tell them all apart.
    used: HashMap<u128, Option<u128>>,
    /// What a thing is whose name nothing may have.
    noun: &'static str,
    /// Whether the names are those of statics.
    statics: bool,
}

impl Scope {
    /// A scope in which no type can hide what generated code uses.
    pub fn of_types() -> Self {
        Self::of("Schema", TAKEN)
    }

    /// A scope of the variants of an enum in which these cannot be.
    pub fn of_variants(names: &[&str]) -> Self {
        Self::of("Value", names)
    }

    /// A scope of statics.
    pub fn of_statics() -> Self {
        Self {
            statics: true,
            ..Self::default()
        }
    }

    /// A scope in which these names are taken.
    pub fn without(names: &[&str]) -> Self {
        Self::of("", names)
    }

    /// A scope in which these names are taken; what would have one is called by the noun besides.
    pub fn of(noun: &'static str, names: &[&str]) -> Self {
        Self {
            used: names.iter().map(|name| (folded(name), None)).collect(),
            noun,
            statics: false,
        }
    }

    /// Whether something has the name, or nothing may have it.
    pub fn has(&self, name: &str) -> bool {
        self.used.contains_key(&folded(name))
    }

    /// `name`, or where it is taken the first that is free: of `others`, of `raw` with its signs as words, of `name` with
    /// what the thing is or how `raw` is written; else `name` with letters that stand for `raw`.
    pub fn take(&mut self, name: String, others: &[String], raw: &str) -> String {
        // Most are free, and then nothing else needs to be made.
        let holder = match self.used.entry(folded(&name)) {
            Entry::Occupied(holder) => *holder.get(),
            Entry::Vacant(place) => {
                place.insert(Some(folded(raw)));
                return name;
            }
        };
        let told = match holder {
            None => vec![self.noun.to_owned(), self.noun.to_owned() + case(raw)],
            Some(holder) if holder == folded(raw) => vec![case(raw).to_owned()],
            Some(_) => Vec::new(),
        };
        let told = told.iter().filter(|words| !words.is_empty());
        let told = told.map(|words| joined(&name, words));
        // Of a text that is cut, the signs would take the place of words.
        let signs = Some(spelt(raw, true)).filter(|_| raw.len() <= LONGEST);
        let signs = signs.and_then(|signs| styled(&name, &signs));
        let made = signs.into_iter().chain(told).filter(|_| !self.statics);
        let mut wanted = others.iter().cloned().chain(made);
        let wanted = wanted.find(|one| !self.has(one));
        let mut chosen = wanted.unwrap_or_else(|| joined(&name, &mark(raw)));
        // Two texts with one mark: their marks' marks differ.
        let mut again = raw.to_owned();
        while self.has(&chosen) {
            again.push('.');
            chosen = joined(&name, &mark(&again));
        }
        self.used.insert(folded(&chosen), Some(folded(raw)));
        chosen
    }
}

/// How a text is written that differs from another by case alone; empty where there is no word for it.
fn case(raw: &str) -> &'static str {
    let letters = || raw.chars().filter(|c| c.is_alphabetic());
    if letters().all(char::is_uppercase) {
        "Upper"
    } else if letters().all(char::is_lowercase) {
        "Lower"
    } else if letters().skip(1).all(char::is_lowercase) {
        "Capital"
    } else {
        ""
    }
}

/// Words in the style of a name, where they make one.
fn styled(name: &str, words: &str) -> Option<String> {
    let styled = if name.starts_with(char::is_lowercase) {
        words.to_snake_case()
    } else {
        words.to_upper_camel_case()
    };
    styled
        .starts_with(|c: char| c.is_ascii_alphabetic())
        .then_some(styled)
}

fn joined(name: &str, mark: &str) -> String {
    if name.starts_with(char::is_lowercase) {
        format!("{name}_{}", mark.to_lowercase())
    } else {
        format!("{name}{mark}")
    }
}

#[cfg(test)]
mod tests {
    use super::super::names::pascal;
    use super::*;

    #[test]
    fn collisions_are_solved_by_what_differs() {
        let mut scope = Scope::of_types();
        assert_eq!(scope.take("Pet".into(), &[], "Pet"), "Pet");
        let second = scope.take("PET".into(), &[], "PET");
        let mut other = Scope::of_types();
        other.take("Pet".into(), &[], "Pet");
        other.take("Cat".into(), &[], "Cat");
        assert_eq!(other.take("PET".into(), &[], "PET"), second);
        assert_eq!(scope.take("Option".into(), &[], "Option"), "OptionSchema");
        // Whichever of the two the settings choose.
        for map in ["BTreeMap", "HashMap"] {
            let name = scope.take(map.into(), &[], map);
            assert_eq!(name, format!("{map}Schema"));
        }
        let mut variants = Scope::of_variants(&["unknown"]);
        let mut named = |raw: &str| variants.take(pascal(raw), &[], raw);
        assert_eq!(named("UNKNOWN"), "UnknownValue");
        assert_eq!(named("red"), "Red");
        assert_eq!(named("RED"), "RedUpper");
        assert_eq!(named("Red"), "RedCapital");
        assert_eq!(named("re-d"), "ReMinusD");
    }
}
