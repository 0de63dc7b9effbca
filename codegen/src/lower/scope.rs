//! Names that must differ, and what tells those apart that do not. What is named side by side is named at once
//! ([`Scope::take_all`]), so that no order of it matters.

use std::collections::hash_map::Entry;

use heck::{ToSnakeCase, ToUpperCamelCase};
use xxhash_rust::xxh3::{xxh3_64, xxh3_128};

use super::words::{LONGEST, Signs, spelt, tells, whole};
use crate::fast::FastMap;

/// Type names that would hide what generated code uses.
const TAKEN: &[&str] = &[
    "Self", "Option", "Some", "None", "Vec", "Box", "String", "Result", "Ok", "Err", "BTreeMap",
    "HashMap", "Into",
];

/// Names that no file can have on Windows, whatever its ending.
const DEVICES: &[&str] = &[
    "aux", "con", "nul", "prn", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8",
    "com9", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
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

/// So many texts with one mark have four letters that stand for them; all else has more.
const FEW: u64 = 32;

/// Letters that stand for one of very many texts that are alike.
fn long_mark(raw: &str, count: u64) -> String {
    let hash = xxh3_128(format!("{raw}\0{count}").as_bytes());
    let letter = |i: u32| char::from(b'A' + u8::try_from((hash >> (i * 8)) % 26).unwrap_or(0));
    (0..12).map(letter).collect()
}

/// What stands for a name: 128 bits tell them all apart.
fn stands_for(name: &str) -> u128 {
    xxh3_128(name.as_bytes())
}

/// The same, whatever the case of its letters.
fn folded(name: &str) -> u128 {
    if name
        .bytes()
        .any(|byte| byte.is_ascii_uppercase() || !byte.is_ascii())
    {
        stands_for(&name.to_lowercase())
    } else {
        stands_for(name)
    }
}

/// A name that is wanted.
#[derive(Debug, Clone, Default)]
pub struct WantedName {
    /// The name, if it is free.
    pub name: String,
    /// What else it may be, the best first.
    pub others: Vec<String>,
    /// The text that it stands for.
    pub raw: String,
    /// Of those that want one name, the lowest has it, whatever their texts: 0 where the settings choose the name, 1 where
    /// the document does, 2 where its text makes it.
    pub rank: u8,
}

impl WantedName {
    pub fn new(name: String, raw: &str) -> Self {
        Self {
            name,
            raw: raw.to_owned(),
            rank: 2,
            ..Self::default()
        }
    }

    /// One that a person chose, where there is such a name; else one that the text makes.
    pub fn wished(wished: Option<String>, made: impl FnOnce() -> String, raw: &str) -> Self {
        Self {
            rank: 1 + u8::from(wished.is_none()),
            ..Self::new(wished.unwrap_or_else(made), raw)
        }
    }

    /// The same, where the settings choose the name if so it is.
    pub fn set_where(self, is_set: bool) -> Self {
        let rank = if is_set { 0 } else { self.rank };
        Self { rank, ..self }
    }

    /// How far the text is from the name that it would have: a text that is written as Rust writes it is that name.
    fn distance(&self) -> usize {
        if self.raw.len() > 2 * LONGEST {
            return self.raw.len();
        }
        strsim::levenshtein(&self.raw, &self.name)
    }
}

/// What has a name, in short: there are many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Holder {
    /// What stands for its text.
    text: u64,
    /// What stands for the letters and digits of its text, whatever their case.
    bare: u64,
}

impl Holder {
    fn of(raw: &str) -> Self {
        Self {
            text: xxh3_64(raw.as_bytes()),
            bare: xxh3_64(bare(raw).as_bytes()),
        }
    }
}

/// The letters and digits of a text, in lower case.
fn bare(raw: &str) -> String {
    if raw.is_ascii() {
        let mut bare = raw.to_ascii_lowercase();
        bare.retain(|c| c.is_ascii_alphanumeric());
        return bare;
    }
    let bare = raw.chars().filter(|c| c.is_alphanumeric());
    bare.flat_map(char::to_lowercase).collect()
}

/// Names that must differ.
#[derive(Debug, Default)]
pub struct Scope {
    /// What stands for each name, with what has it; `None` for one that nothing may have.
    used: FastMap<u128, Option<Holder>>,
    /// Of texts that want one name, how many letters stand for each already: many alike would try the same ones again.
    marks: FastMap<u128, u64>,
    /// What a thing is whose name nothing may have.
    noun: &'static str,
    /// Whether the names are those of statics.
    statics: bool,
    /// Whether they are also those of files, and so must differ on disks that do not tell letters of different case apart.
    files: bool,
}

impl Scope {
    /// A scope in which no type can hide what generated code uses. Types are called as their files are.
    pub fn of_types() -> Self {
        Self::folded("Schema", TAKEN)
    }

    /// A scope of the variants of an enum in which these cannot be, nor `Self`, which Rust has for the enum.
    pub fn of_variants(names: &[&str]) -> Self {
        Self {
            noun: "Value",
            ..Self::without(&[names, &["Self"]].concat())
        }
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
        Self {
            used: names.iter().map(|name| (stands_for(name), None)).collect(),
            ..Self::default()
        }
    }

    /// A scope of files in which these names are taken, as are those of devices; what would have one is called by the
    /// noun besides.
    pub fn of_files(noun: &'static str, names: &[&str]) -> Self {
        Self::folded(noun, &[DEVICES, names].concat())
    }

    fn folded(noun: &'static str, names: &[&str]) -> Self {
        Self {
            used: names.iter().map(|name| (folded(name), None)).collect(),
            noun,
            files: true,
            ..Self::default()
        }
    }

    fn key(&self, name: &str) -> u128 {
        if self.files {
            folded(name)
        } else {
            stands_for(name)
        }
    }

    /// Whether something has the name, or nothing may have it.
    pub fn has(&self, name: &str) -> bool {
        self.used.contains_key(&self.key(name))
    }

    /// The names of what stands side by side, in its order. Where several want one, the nearest to it has it, by its text
    /// alone; texts that signs tell apart (`+1`, `-1`) both have these as words.
    pub fn take_all(&mut self, wanted: &[WantedName]) -> Vec<String> {
        let keys = wanted.iter().map(|one| self.key(&one.name));
        let mut keys: Vec<(u128, usize)> = keys.enumerate().map(|(at, key)| (key, at)).collect();
        keys.sort_unstable();
        let mut names = vec![String::new(); wanted.len()];
        let mut rest = Vec::new();
        for group in keys.chunk_by(|(one, _), (other, _)| one == other) {
            let all = group.iter().map(|(_, at)| *at);
            let keeper = match group {
                [(_, only)] => Some(*only),
                _ => keeper(wanted, all.clone()),
            };
            let keeper = keeper.filter(|at| self.claim(&wanted[*at]));
            if let Some(at) = keeper {
                names[at].clone_from(&wanted[at].name);
            }
            rest.extend(all.filter(|at| Some(*at) != keeper));
        }
        rest.sort_by_cached_key(|at| {
            let one = &wanted[*at];
            (one.name.clone(), one.rank, one.distance(), one.raw.clone())
        });
        for at in rest {
            names[at] = self.told(&wanted[at]);
        }
        names
    }

    /// `name`, or where it is taken the first that is free of what tells it: of `others`, of `raw` with its signs as words,
    /// of `name` with what the thing is or how `raw` is written; else `name` with letters that stand for `raw`.
    pub fn take(&mut self, name: String, others: &[String], raw: &str) -> String {
        // Most are free, and then nothing else needs to be made.
        if let Entry::Vacant(place) = self.used.entry(self.key(&name)) {
            place.insert(Some(Holder::of(raw)));
            return name;
        }
        self.told(&WantedName {
            others: others.to_vec(),
            ..WantedName::new(name, raw)
        })
    }

    /// Takes a name, if it is free.
    fn claim(&mut self, one: &WantedName) -> bool {
        let place = self.used.entry(self.key(&one.name));
        let free = matches!(place, Entry::Vacant(_));
        place.or_insert_with(|| Some(Holder::of(&one.raw)));
        free
    }

    /// A name for what cannot have the one that it wants.
    fn told(&mut self, one: &WantedName) -> String {
        let (name, raw) = (&one.name, &*one.raw);
        let told = match self.used.get(&self.key(name)) {
            Some(None) => vec![self.noun.to_owned(), self.noun.to_owned() + case(raw)],
            Some(Some(holder)) => {
                let own = Holder::of(raw);
                // Where letters differ too, their case is not what tells the texts apart.
                let by_case = own.text != holder.text && own.bare == holder.bare;
                let is_sign = !raw.chars().any(char::is_alphanumeric);
                vec![case(raw).to_owned(); usize::from(by_case || is_sign)]
            }
            None => Vec::new(),
        };
        let told = told.iter().filter(|words| !words.is_empty());
        let told = told.map(|words| joined(name, words));
        // Of a text that is cut, the signs would take the place of words.
        let signs = |signs| Some(spelt(raw, signs)).filter(|_| raw.len() <= LONGEST);
        let telling = signs(Signs::Telling).filter(|_| tells(raw));
        let telling = telling.and_then(|words| styled(name, &words));
        let all = signs(Signs::All).and_then(|words| styled(name, &words));
        let made = |made: Option<String>| made.filter(|_| !self.statics);
        let others = one.others.iter().cloned();
        let wanted = made(telling).into_iter().chain(others).chain(made(all));
        let mut wanted = wanted.chain(told.filter(|_| !self.statics));
        let wanted = wanted.find(|one| !self.has(one));
        let chosen = wanted.unwrap_or_else(|| self.marked(name, raw));
        self.used.insert(self.key(&chosen), Some(Holder::of(raw)));
        chosen
    }

    /// A name with letters that stand for its text.
    fn marked(&mut self, name: &str, raw: &str) -> String {
        let alike = xxh3_128(format!("{name}\0{raw}").as_bytes());
        let mut count = self.marks.get(&alike).copied().unwrap_or_default();
        loop {
            let letters = match count {
                0 => mark(raw),
                // Two texts with one mark: their marks' marks differ.
                1..=FEW => mark(&(raw.to_owned() + &".".repeat(count as usize))),
                _ => long_mark(raw, count),
            };
            count += 1;
            let chosen = joined(name, &letters);
            if !self.has(&chosen) {
                self.marks.insert(alike, count);
                return chosen;
            }
        }
    }
}

/// Of those that want one name, the one that has it; `None` where signs tell the nearest from another.
fn keeper(wanted: &[WantedName], group: impl Iterator<Item = usize> + Clone) -> Option<usize> {
    let nearness = |at: &usize| {
        let one = &wanted[*at];
        (one.rank, one.distance(), one.raw.as_str())
    };
    let nearest = group.clone().min_by_key(nearness)?;
    let raw = &wanted[nearest].raw;
    let told = spelt(raw, Signs::Telling);
    let mut others = group.map(|at| wanted[at].raw.as_str());
    let apart = |other: &str| tells(other) && spelt(other, Signs::Telling) != told;
    let spelled = wanted[nearest].name != *raw && tells(raw) && others.any(apart);
    (!spelled).then_some(nearest)
}

/// How a text is written, where nothing else tells it from another; empty where there is no word for it.
fn case(raw: &str) -> &'static str {
    let letters = || raw.chars().filter(|c| c.is_alphabetic());
    if letters().next().is_none() {
        match raw.chars().any(char::is_alphanumeric) {
            true => "",
            false => "Sign",
        }
    } else if letters().all(char::is_uppercase) {
        "Upper"
    } else if letters().all(char::is_lowercase) {
        "Lower"
    } else if letters().skip(1).all(char::is_lowercase) {
        "Capital"
    } else if letters().next().is_some_and(char::is_lowercase) {
        "Camel"
    } else {
        ""
    }
}

/// Words in the style of a name, where they make one.
fn styled(name: &str, words: &str) -> Option<String> {
    let styled = if name.starts_with(char::is_lowercase) {
        whole(words).to_snake_case()
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
        let mut variants = Scope::of_variants(&["Unknown"]);
        let mut named = |raw: &str| variants.take(pascal(raw), &[], raw);
        assert_eq!(named("UNKNOWN"), "UnknownValue");
        assert_eq!(named("red"), "Red");
        assert_eq!(named("RED"), "RedUpper");
        assert_eq!(named("Red"), "RedCapital");
        // Rust tells letters of different case apart.
        assert_eq!(named("re-d"), "ReD");
    }
}
