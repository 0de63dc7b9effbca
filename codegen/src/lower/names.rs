//! The one place where names are chosen.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

use heck::{ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};
use xxhash_rust::xxh3::xxh3_128;

use super::words::{LONGEST, once, spelt, words};

/// Type names that would hide what generated code uses.
const TAKEN: &[&str] = &[
    "Self", "Option", "Some", "None", "Vec", "Box", "String", "Result", "Ok", "Err", "BTreeMap",
    "Into",
];

/// Words that cannot be field names, not even raw.
const NO_FIELD: &[&str] = &["self", "super", "crate", "_", ""];

/// A type or variant name, Pascal case.
pub fn pascal(raw: &str) -> String {
    once(0, raw, new_pascal)
}

fn new_pascal(raw: &str) -> String {
    let mut name = String::new();
    for part in words(raw).split(|c: char| !c.is_ascii_alphanumeric()) {
        let digits = |c: char| c.is_ascii_digit();
        // Numbers stay apart: 2.15 is not 21.5.
        if name.ends_with(digits) && part.starts_with(digits) {
            name.push('_');
        }
        name += &part.to_upper_camel_case();
    }
    match name.chars().next() {
        None => "Empty".to_owned(),
        Some(first) if first.is_ascii_digit() => format!("N{name}"),
        Some(_) => name,
    }
}

/// A field or module name, snake case.
pub fn snake(raw: &str) -> String {
    once(1, raw, new_snake)
}

fn new_snake(raw: &str) -> String {
    let name = words(raw).to_snake_case();
    match name.chars().next() {
        None => "empty".to_owned(),
        Some(first) if first.is_ascii_digit() => format!("n{name}"),
        Some(_) if NO_FIELD.contains(&name.as_str()) => format!("{name}_"),
        Some(_) => name,
    }
}

/// A variant for a media type, Pascal case.
pub fn media(media: &str) -> String {
    let essence = media.split(';').next().unwrap_or_default().trim();
    let subtype = essence
        .split_once('/')
        .map_or(essence, |(_, subtype)| subtype);
    match essence.to_ascii_lowercase().as_str() {
        "application/x-www-form-urlencoded" => "Form".to_owned(),
        "multipart/form-data" => "Multipart".to_owned(),
        "application/octet-stream" => "Bytes".to_owned(),
        "text/plain" => "Text".to_owned(),
        "*/*" => "Any".to_owned(),
        name => {
            let plain = subtype.trim_end_matches("+json").trim_start_matches("x-");
            let is_range = name.ends_with("/*");
            pascal(if is_range {
                essence.trim_end_matches("/*")
            } else {
                plain
            })
        }
    }
}

/// The struct of a set of headers, after the words that these consist of.
pub fn headers<'n>(members: impl Iterator<Item = &'n str>) -> String {
    let mut known: Vec<String> = Vec::new();
    for word in members.flat_map(|name| {
        words(name)
            .to_snake_case()
            .split('_')
            .map(str::to_owned)
            .collect::<Vec<_>>()
    }) {
        if !known.contains(&word) {
            known.push(word);
        }
    }
    pascal(&format!("{} headers", known.join(" ")))
}

/// Whether a text has the form of a name, keywords included.
pub fn is_word(text: &str) -> bool {
    let mut chars = text.chars();
    chars
        .next()
        .is_some_and(|first| first.is_ascii_alphabetic())
        && chars.all(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// The name of a static, screaming snake case.
pub fn shouty(name: &str) -> String {
    name.to_shouty_snake_case()
}

/// The name, with underscores until nothing else has it.
pub fn free(name: &str, taken: &HashSet<String>) -> String {
    let mut name = name.to_owned();
    while taken.contains(&name) {
        name.push('_');
    }
    name
}

/// What a schema that only references name may be called.
#[derive(Debug, PartialEq, Eq)]
pub struct Referenced {
    /// After its place in its file, or after the file.
    pub own: String,
    /// After both.
    pub qualified: String,
    /// The last part of the reference, as it is written.
    pub last: String,
}

/// Parts of a pointer that say what a thing is in OpenAPI, not which one.
const NO_NAME: &[&str] = &[
    "components",
    "schemas",
    "definitions",
    "$defs",
    "properties",
    "paths",
    "responses",
    "parameters",
    "requestBodies",
    "headers",
    "content",
    "schema",
];

/// Parts of a pointer that start it within a schema.
const WITHIN_A_SCHEMA: &[&str] = &["properties", "items", "allOf", "oneOf", "anyOf"];

/// The names for the schema at a pointer (RFC 6901) of a file.
pub fn referenced(file: &str, pointer: &str) -> Referenced {
    let parts: Vec<String> = pointer
        .split('/')
        .skip(1)
        .map(|part| part.replace("~1", "/").replace("~0", "~"))
        .collect();
    let last = parts.last().map_or(file, String::as_str).to_owned();
    let media = |index: usize| index > 0 && parts[index - 1] == "content";
    let named: Vec<&str> = parts
        .iter()
        .enumerate()
        .filter(|(index, part)| !NO_NAME.contains(&part.as_str()) && !media(*index))
        .map(|(_, part)| part.as_str())
        .collect();
    let qualified = pascal(&format!("{file} {}", named.join(" ")));
    // Within a file that is a schema itself, the file is the better part of the name.
    let is_schema = parts
        .first()
        .is_some_and(|part| WITHIN_A_SCHEMA.contains(&part.as_str()));
    let own = if named.is_empty() || is_schema {
        qualified.clone()
    } else {
        pascal(&named.join(" "))
    };
    Referenced {
        own,
        qualified,
        last,
    }
}

/// A key for a component: letters, digits, `.`, `-` and `_` (OpenAPI 3.0.4, section 4.7.7.1).
pub fn component_key(raw: &str) -> String {
    let sign = |c: char| {
        if c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_') {
            c
        } else {
            '_'
        }
    };
    let key: String = raw.chars().map(sign).collect();
    if key.is_empty() {
        "part".to_owned()
    } else {
        key
    }
}

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

    /// A scope of modules in which these cannot be; what one is whose name nothing may have is called by the noun.
    pub fn of_modules(noun: &'static str, names: &[&str]) -> Self {
        Self::of(noun, names)
    }

    /// A scope in which these names are taken.
    pub fn without(names: &[&str]) -> Self {
        Self::of("", names)
    }

    fn of(noun: &'static str, names: &[&str]) -> Self {
        Self {
            used: names.iter().map(|name| (folded(name), None)).collect(),
            noun,
            statics: false,
        }
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
        let wanted = wanted.find(|one| !self.used.contains_key(&folded(one)));
        let mut chosen = wanted.unwrap_or_else(|| joined(&name, &mark(raw)));
        // Two texts with one mark: their marks' marks differ.
        let mut again = raw.to_owned();
        while self.used.contains_key(&folded(&chosen)) {
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
    use super::*;

    #[test]
    fn odd_names_are_readable() {
        let cases = [
            ("<", "Less"),
            (">=", "GreaterEqual"),
            ("1", "N1"),
            ("-1", "Minus1"),
            ("+1", "Plus1"),
            (".json.gz", "JsonGz"),
            ("", "Empty"),
            ("🦀", "U1f980"),
            ("2.15", "N2_15"),
            ("2024-05-30", "N2024_05_30"),
            ("v1.0-beta.2", "V1_0Beta2"),
            ("point in time", "PointInTime"),
            ("r#try", "RTry"),
            ("x-y", "XY"),
        ];
        for (raw, name) in cases {
            assert_eq!(pascal(raw), name, "{raw}");
        }
        let fields = [
            ("self", "self_"),
            ("1st", "n1st"),
            ("", "empty"),
            ("targetGroupId", "target_group_id"),
            ("type", "type"),
        ];
        for (raw, name) in fields {
            assert_eq!(snake(raw), name, "{raw}");
        }
        assert!(pascal(&"a".repeat(300)).len() <= LONGEST + 1);
    }

    #[test]
    fn what_references_name_is_called_after_its_place() {
        let cases = [
            ("pet", "", "Pet", "Pet"),
            (
                "common",
                "/components/schemas/Error",
                "Error",
                "CommonError",
            ),
            ("common", "/Error", "Error", "CommonError"),
            ("api", "/components/schemas/A/properties/x", "AX", "ApiAX"),
            ("api", "/paths/~1pets/get", "PetsGet", "ApiPetsGet"),
            (
                "api",
                "/components/responses/Failed/content/a~1b/schema",
                "Failed",
                "ApiFailed",
            ),
            ("owner", "/properties/kind", "OwnerKind", "OwnerKind"),
        ];
        for (file, pointer, own, qualified) in cases {
            let found = referenced(file, pointer);
            assert_eq!((&*found.own, &*found.qualified), (own, qualified));
        }
    }

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
        let mut variants = Scope::of_variants(&["unknown"]);
        let mut named = |raw: &str| variants.take(pascal(raw), &[], raw);
        assert_eq!(named("UNKNOWN"), "UnknownValue");
        assert_eq!(named("red"), "Red");
        assert_eq!(named("RED"), "RedUpper");
        assert_eq!(named("Red"), "RedCapital");
        assert_eq!(named("re-d"), "ReMinusD");
    }
}
