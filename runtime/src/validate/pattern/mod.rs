//! Regular expressions of ECMA-262, without an engine that could be made to run for ever.
//!
//! A pattern that is a plain sequence of classes is matched from left to right; every other one runs over a set of
//! (instruction, position) pairs, each visited at most once, so the time is linear in the text. Unicode properties are looked
//! up in the tables of `regress`, by its feature; patterns with back references are run by its engine, which goes back, where
//! the text is short enough for the ways that it may have to try.

mod class;
#[cfg(feature = "regress")]
mod engine;
mod escape;
mod parse;
mod program;
mod property;
mod sequence;
#[cfg(any(feature = "arbitrary", feature = "proptest"))]
mod write;

#[cfg(any(feature = "arbitrary", feature = "proptest"))]
pub(crate) use write::write;

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::{OnceLock, PoisonError, RwLock};

use program::Program;
use sequence::Sequence;

/// What holding text against a pattern says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Answer {
    Match,
    NoMatch,
    /// The text is too long for the pattern.
    TooLong,
    /// The pattern is no regular expression, or one that nothing here can run.
    Unknown,
}

enum Compiled {
    Sequence(Sequence),
    Program(Program),
    #[cfg(feature = "regress")]
    Engine(Box<engine::Engine>),
    Unknown,
}

impl Compiled {
    fn new(source: &str) -> Self {
        let Ok(node) = parse::parse(source, false) else {
            return Compiled::Unknown;
        };
        if let Some(sequence) = Sequence::new(&node) {
            return Compiled::Sequence(sequence);
        }
        #[cfg(feature = "regress")]
        if node.has_again() {
            let engine = engine::Engine::new(source, node);
            return engine.map_or(Compiled::Unknown, |engine| {
                Compiled::Engine(Box::new(engine))
            });
        }
        Program::new(&node).map_or(Compiled::Unknown, Compiled::Program)
    }
    #[inline]
    fn find(&self, text: &str) -> Answer {
        let found = match self {
            Compiled::Sequence(sequence) => Some(sequence.matches(text)),
            Compiled::Program(program) => program.matches(text),
            #[cfg(feature = "regress")]
            Compiled::Engine(engine) => engine.matches(text),
            Compiled::Unknown => return Answer::Unknown,
        };
        let Some(found) = found else {
            return Answer::TooLong;
        };
        if found {
            Answer::Match
        } else {
            Answer::NoMatch
        }
    }
}

/// Whether a text is a regular expression as it is read here; that the properties it names are there is another matter.
#[doc(hidden)]
pub fn is_pattern(source: &str) -> bool {
    !matches!(parse::parse(source, false), Err(parse::Refusal::Invalid))
}

/// Compiled patterns by the place of their source. They live as long as their sources: for ever.
type Cache = RwLock<HashMap<Place, &'static Compiled, BuildHasherDefault<PlaceHasher>>>;

/// Where a source is, and how long.
type Place = (usize, usize);

/// The patterns that came first under each hash, found without a lock.
const SHELVES: usize = 256;
static SHELF: [OnceLock<(Place, &'static Compiled)>; SHELVES] =
    [const { OnceLock::new() }; SHELVES];

/// Whether the pattern matches somewhere in the text. Each pattern is compiled once in a process.
#[inline]
pub(crate) fn find(source: &'static str, text: &str) -> Answer {
    let place = (source.as_ptr().addr(), source.len());
    let mut hasher = PlaceHasher::default();
    hasher.write_usize(place.0);
    let shelf = SHELF.get((hasher.finish() >> 32) as usize % SHELVES);
    if let Some((known, compiled)) = shelf.and_then(OnceLock::get)
        && *known == place
    {
        return compiled.find(text);
    }
    let compiled = compiled(source, place);
    if let Some(shelf) = shelf {
        let _ = shelf.set((place, compiled));
    }
    compiled.find(text)
}

#[cold]
fn compiled(source: &'static str, place: Place) -> &'static Compiled {
    static CACHE: OnceLock<Cache> = OnceLock::new();
    let cache = CACHE.get_or_init(Cache::default);
    // A cache that is poisoned is still a cache: its entries are complete.
    let known = cache
        .read()
        .unwrap_or_else(PoisonError::into_inner)
        .get(&place)
        .copied();
    known.unwrap_or_else(|| {
        let mut cache = cache.write().unwrap_or_else(PoisonError::into_inner);
        cache
            .entry(place)
            .or_insert_with(|| Box::leak(Box::new(Compiled::new(source))))
    })
}

/// Places in memory are no input of anybody's, so a multiplication is hash enough.
#[derive(Default)]
struct PlaceHasher(u64);

impl Hasher for PlaceHasher {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_usize(usize::from(*byte));
        }
    }
    fn write_usize(&mut self, value: usize) {
        self.0 = (self.0 ^ value as u64)
            .wrapping_mul(0x9e37_79b9_7f4a_7c15)
            .rotate_left(29);
    }
}

/// Whether the pattern matches somewhere in each of the texts; not where it cannot be run, or not in time. Nothing is kept of it.
pub(super) fn matches_all<'t>(source: &str, mut texts: impl Iterator<Item = &'t str>) -> bool {
    let compiled = Compiled::new(source);
    texts.all(|text| compiled.find(text) == Answer::Match)
}

/// Whether the text is a regular expression.
pub(super) fn is_regex(source: &str) -> bool {
    !matches!(parse::parse(source, true), Err(parse::Refusal::Invalid))
}

#[cfg(test)]
mod tests {
    use super::{Answer, Compiled, find};

    fn matches(pattern: &str, text: &str) -> bool {
        match Compiled::new(pattern).find(text) {
            Answer::Match => true,
            Answer::NoMatch => false,
            other => panic!("{pattern} against {text:?}: {other:?}"),
        }
    }

    #[test]
    fn patterns_of_real_documents() {
        for (pattern, yes, no) in [
            (
                "^([a-f0-9]{24})$",
                "32b6e34b3d91647abb20e7b8",
                "32b6e34b3d91647abb20e7b",
            ),
            ("^[a-zA-Z0-9][a-zA-Z0-9-]*$", "cluster-0", "-cluster"),
            ("^[a-z]+$", "abc", ""),
            ("b", "abc", "ac"),
            ("^a|b$", "ac", "bc"),
            ("^(a|bc)+$", "abcbca", "abcb"),
            ("^(?!.*secret).+$", "public", "a secret"),
            ("^\\d{3}-\\d{4}$", "555-1234", "5551234"),
            ("^[^/]+/[^/]+$", "a/b", "a/b/c"),
            ("^.{2,4}$", "ab", "abcde"),
            ("^(foo)?bar$", "foobar", "foofoobar"),
            ("\\bword\\b", "a word here", "swords"),
            ("^[\\w.-]+@[\\w-]+\\.[a-z]{2,}$", "a.b@c-d.org", "a.b@c"),
            ("^\\u0041\\x42$", "AB", "ab"),
            ("^[\\s\\S]*$", "any\nthing", ""),
            ("^$", "", "x"),
            (
                "^(([0-9]|[1-9][0-9]|1[0-9]{2}|2[0-4][0-9]|25[0-5])\\.){3}$",
                "10.255.0.",
                "256.1.1.",
            ),
            ("^a{2}b{0,1}c*?$", "aabcc", "abc"),
            ("^(?<!a)b|(?<=ax?)b$", "axb", "cb"),
            ("(?<=^(?:ab)+)c$", "ababc", "abbc"),
            ("\\$(?<=US\\$)\\d+(?<!0)$", "US$15", "US$10"),
            ("^[^\\ud800-\\udfff]$", "\u{1f600}", ""),
        ] {
            assert!(matches(pattern, yes), "{pattern} takes {yes:?}");
            if pattern != "^[\\s\\S]*$" {
                assert!(!matches(pattern, no), "{pattern} refuses {no:?}");
            }
        }
    }

    #[test]
    fn groups_have_flags_of_their_own() {
        for (pattern, yes, no) in [
            ("^(?i:ab[c-e])f$", "AbDf", "abdF"),
            ("^(?i:[^a])$", "b", "A"),
            ("^(?i:\u{e9})$", "\u{c9}", "e"),
            (
                "^(?i:\u{441}[\u{442}-\u{444}])$",
                "\u{421}\u{423}",
                "\u{421}\u{421}",
            ),
            ("^(?i:k)$", "\u{212a}", "l"),
            ("^(?i:\u{17f})$", "S", "f"),
            ("^(?i:\\w)$", "a", "\u{e9}"),
            ("^(?s:.)$", "\n", ""),
            ("(?m:^b$)", "a\nb\nc", "a\nbc"),
            ("^(?i:a(?-i:b)c)$", "AbC", "ABC"),
            ("^(?is-m:a.)$", "A\n", "A"),
        ] {
            assert!(matches(pattern, yes), "{pattern} takes {yes:?}");
            assert!(!matches(pattern, no), "{pattern} refuses {no:?}");
        }
        for pattern in [
            "(?i)a", "(?ii:a)", "(?x:a)", "(?-:a)", "(?i-i:a)", "(?:a", "(?",
        ] {
            let found = Compiled::new(pattern).find("a");
            assert_eq!(found, Answer::Unknown, "{pattern}");
        }
    }

    #[cfg(feature = "regress")]
    #[test]
    fn flags_hold_of_properties_and_of_what_matched_before() {
        assert!(matches("^(?i:\\p{Lu})$", "a"));
        assert!(matches("^(?i:(a)\\1)$", "aA"));
        assert!(!matches("^(a)\\1$", "aA"));
    }

    #[cfg(feature = "regress")]
    #[test]
    fn properties_are_sets_of_characters() {
        for (pattern, yes, no) in [
            ("^\\p{L}$|^x$", "\u{e9}", "\u{0}"),
            (
                "^[\\p{L}\\p{N}\\-_.,' ]*$",
                "\u{65e5}\u{672c} 9, \u{661}",
                "a!",
            ),
            ("^[^\\p{L}]+$", "1\u{3000}", "1\u{e9}"),
            ("^[\\P{L}x]+$", "1x", "1y"),
            ("^[^\\P{Lu}A]+$", "B\u{c9}", "BA"),
            ("^\\p{Script=Greek}+(?=\\P{L}|$)", "\u{3b1}1", "\u{3b1}a"),
            ("^(\\p{L}+ ?)+$", "a b \u{e9}", "a  b"),
        ] {
            assert!(matches(pattern, yes), "{pattern} takes {yes:?}");
            assert!(!matches(pattern, no), "{pattern} refuses {no:?}");
        }
        // Every character has or has not each of these, at the edges of what is looked up at once too.
        for char in (0..0x3_0000).step_by(85).filter_map(char::from_u32) {
            let text = char.to_string();
            assert_eq!(matches("^\\p{L}$", &text), !matches("^\\P{L}$", &text));
        }
        for (char, expected) in [
            ('\u{e9}', true),
            ('\u{ff}', true),
            ('\u{100}', true),
            ('\u{3000}', false),
            ('\u{2ffff}', false),
        ] {
            assert_eq!(matches("^\\p{L}$", &char.to_string()), expected, "{char:?}");
        }
        let started = std::time::Instant::now();
        assert!(matches("^[\\p{L} ]*$", &"\u{65e5}".repeat(1_000_000)));
        assert!(started.elapsed() < std::time::Duration::from_secs(5));
        // As long as a document allows, and longer; and one that a backtracking engine would not come to the end of.
        let long = "\u{65e5}".repeat(5_000);
        assert!(matches("^[\\p{L} ]*$", &long));
        assert!(matches("^(?:\\p{L}+)+$", &long));
        assert!(!matches("^(\\p{L}+)+$", &format!("{}!", "a".repeat(5_000))));
        for pattern in ["\\p{No_Such_Thing}", "\\p{L", "\\pL", "\\p{}|a"] {
            let found = Compiled::new(pattern).find("a");
            assert_eq!(found, Answer::Unknown, "{pattern}");
        }
    }

    #[cfg(feature = "regress")]
    #[test]
    fn back_references_are_tried_as_long_as_that_ends() {
        for (pattern, yes, no) in [
            ("^(.*)-\\1$", "ab-ab", "ab-ba"),
            ("^(?<q>['\"]).*\\k<q>$", "'a'", "'a\""),
            ("^(?:(.)(?!.*\\1))+$", "abc", "abca"),
        ] {
            assert!(matches(pattern, yes), "{pattern} takes {yes:?}");
            assert!(!matches(pattern, no), "{pattern} refuses {no:?}");
            let long = "\u{e9}".repeat(250);
            let ended = Compiled::new(pattern).find(&long);
            assert_eq!(ended, Answer::NoMatch, "{pattern}");
        }
        for pattern in ["^(a+)+\\1!$", "^(a|a)*\\1!$", "(.*)(.*)(.*)\\1!"] {
            let found = Compiled::new(pattern).find(&"a".repeat(250));
            assert_eq!(found, Answer::TooLong, "{pattern}");
            assert!(matches(pattern, "aa!"), "{pattern}");
        }
    }

    #[test]
    fn what_is_no_pattern_says_so() {
        for pattern in ["(", "a{2,1}", "[b-a]", "*", "(?<n", "\\", "[", "a**", ")"] {
            assert_eq!(
                Compiled::new(pattern).find("x"),
                Answer::Unknown,
                "{pattern}"
            );
        }
    }

    #[test]
    fn hostile_patterns_end() {
        let text = "a".repeat(5_000) + "!";
        for pattern in [
            "^(a+)+$",
            "^(a|a)*$",
            "^(a|aa)+$",
            "(a*)*b",
            "^((a?){20}a{20})$",
            "(.*)(.*)(.*)x$",
        ] {
            assert_ne!(
                Compiled::new(pattern).find(&text),
                Answer::Match,
                "{pattern}"
            );
        }
        assert_eq!(
            Compiled::new("((a{1000}){1000}){1000}").find("a"),
            Answer::Unknown
        );
        assert_eq!(
            Compiled::new(&"(".repeat(100_000)).find("a"),
            Answer::Unknown
        );
    }

    #[test]
    fn is_cached_by_place() {
        static PATTERN: &str = "^a$";
        assert_eq!(find(PATTERN, "a"), Answer::Match);
        assert_eq!(find(PATTERN, "b"), Answer::NoMatch);
    }
}
