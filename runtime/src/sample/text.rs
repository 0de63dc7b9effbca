//! Text of a length, of a pattern, in a format.

use super::{Sampler, format, rules, size};
use crate::schema::{Format, Rule, Schema};
use crate::validate::pattern;

/// Letters first, then what must be escaped or takes several bytes somewhere.
const CHARS: [char; 16] = [
    'a', 'b', 'Z', '0', '9', '-', '_', ' ', '.', '/', '"', '\\', '\n', 'é', '€', '😀',
];

/// What a pattern that is not understood might allow.
const TRIES: [&str; 8] = [
    "abc",
    "a",
    "1.0",
    "A1b2c3d4",
    "10.0.0.1",
    "a/b",
    "32b6e34b3d91647abb20e7b8",
    "https://example.com/a",
];

impl Sampler<'_> {
    pub(super) fn text(&mut self, all: &[&'static Schema]) -> String {
        let (mut least, mut most, mut patterns, mut formats) =
            (0, usize::MAX, Vec::new(), Vec::new());
        for rule in rules(all) {
            match rule {
                Rule::MinLength(count) => least = least.max(size(*count)),
                Rule::MaxLength(count) => most = most.min(size(*count)),
                Rule::Pattern(pattern) => patterns.push(*pattern),
                // A password is text of some length.
                Rule::Format(format) if format.is_of_text() && *format != Format::Password => {
                    formats.push(*format);
                }
                _ => {}
            }
        }
        let count = patterns.len() + formats.len();
        let index = self.pick(count);
        if let Some(pattern) = patterns.get(index) {
            let written = pattern::write(pattern, least, &mut |count| self.pick(count));
            return written.unwrap_or_else(|| TRIES[self.pick(TRIES.len())].to_owned());
        }
        if let Some(format) = formats.get(index - patterns.len()) {
            return format::text(*format, &mut |count| self.pick(count));
        }
        self.chars(least.min(10_000), most)
    }

    fn chars(&mut self, least: usize, most: usize) -> String {
        let plain = self.wanted.levels.is_some();
        let more = if plain { 3 } else { self.pick(6) };
        let count = if plain { least.max(more) } else { least + more };
        let kinds = if plain { 1 } else { CHARS.len() };
        (0..count.min(most))
            .map(|_| CHARS[self.pick(kinds)])
            .collect()
    }
}
