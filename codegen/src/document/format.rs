//! Names of formats: those of JSON Schema and of OpenAPI's registry (<https://spec.openapis.org/registry/format/>).

use specsmith_runtime::Format;

use crate::spelling::slip;

/// Formats that something is made of, or that say enough as they are, beside those that are checked.
const UNCHECKED: [&str; 5] = ["binary", "commonmark", "decimal128", "html", "unixtime"];

fn known() -> impl Iterator<Item = &'static str> {
    let checked = Format::ALL.iter().map(|format| format.name());
    checked.chain(UNCHECKED)
}

/// Names of other catalogues for just what a format is: `google-datetime` is RFC 3339.
const SAME: [(&str, &str); 1] = [("googledatetime", "date-time")];

/// Names that other languages and tools have for a format, where that format is narrower or wider than what may be meant:
/// only a person knows.
const ELSEWHERE: [(&str, &str); 14] = [
    ("base64", "byte"),
    ("bigint", "int64"),
    ("file", "binary"),
    ("float32", "float"),
    ("float64", "double"),
    ("guid", "uuid"),
    ("int", "int32"),
    ("iso8601", "date-time"),
    ("isodatetime", "date-time"),
    ("long", "int64"),
    ("timestamp", "date-time"),
    ("uint", "uint32"),
    ("ulong", "uint64"),
    ("url", "uri"),
];

/// What is known of a format's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Named {
    /// It is a format.
    Known(&'static str),
    /// It is one but for its case and its dashes: no other can be meant.
    Spelled(&'static str),
    /// It may be one.
    Like(&'static str),
    Unknown,
}

impl Named {
    /// The format that is meant.
    pub fn meant(self) -> Option<&'static str> {
        match self {
            Named::Known(name) | Named::Spelled(name) => Some(name),
            Named::Like(_) | Named::Unknown => None,
        }
    }
}

/// What a format's name stands for.
pub fn named(text: &str) -> Named {
    if let Some(known) = known().find(|known| *known == text) {
        return Named::Known(known);
    }
    let plain = plain(text);
    if let Some(known) = known().find(|known| self::plain(known) == plain) {
        return Named::Spelled(known);
    }
    let has_name = |(name, _): &(&str, &str)| *name == plain;
    if let Some((_, format)) = SAME.into_iter().find(has_name) {
        return Named::Spelled(format);
    }
    let elsewhere = ELSEWHERE.into_iter().find(has_name);
    let like = elsewhere.map(|(_, format)| format);
    match like.or_else(|| slip(text, known())) {
        Some(like) => Named::Like(like),
        None => Named::Unknown,
    }
}

fn plain(text: &str) -> String {
    let letters = text.chars().filter(|sign| !matches!(sign, '-' | '_' | ' '));
    letters.flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_format_is_another_but_for_its_signs() {
        let mut all: Vec<String> = known().map(plain).collect();
        all.sort_unstable();
        let count = all.len();
        all.dedup();
        assert_eq!(all.len(), count);
    }

    #[test]
    fn a_format_is_known_in_other_signs() {
        assert_eq!(named("date-time"), Named::Known("date-time"));
        for (text, meant) in [
            ("dateTime", "date-time"),
            ("Int32", "int32"),
            ("u-int64", "uint64"),
            ("UUID", "uuid"),
            ("google-datetime", "date-time"),
        ] {
            assert_eq!(named(text), Named::Spelled(meant));
        }
        assert_eq!(named("long"), Named::Like("int64"));
        assert_eq!(named("phone-number"), Named::Unknown);
    }
}
