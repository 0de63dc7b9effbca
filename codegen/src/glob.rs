//! Patterns of paths and pointers: `*` is any text without `/`, `**` any text at all, everything else is itself.

/// A pattern.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Deserialize)]
#[serde(from = "String")]
pub struct Glob(String);

impl From<String> for Glob {
    fn from(text: String) -> Self {
        Self::new(&text)
    }
}

impl Glob {
    /// A pattern; a `#` before a pointer is left away.
    pub fn new(text: &str) -> Self {
        Self(text.strip_prefix('#').unwrap_or(text).to_owned())
    }

    /// Whether a text is of the pattern. Takes time in proportion to the lengths of both.
    pub fn matches(&self, text: &str) -> bool {
        let (pattern, text): (Vec<char>, Vec<char>) =
            (self.0.chars().collect(), text.chars().collect());
        // Which parts of the text the pattern so far can stand for: by their ends.
        let mut ends = vec![false; text.len() + 1];
        ends[0] = true;
        let mut at = 0;
        while let Some(c) = pattern.get(at) {
            let (star, whole) = (*c == '*', *c == '*' && pattern.get(at + 1) == Some(&'*'));
            let mut next = vec![false; text.len() + 1];
            for (end, reached) in ends.iter().enumerate() {
                let grows = star && end > 0 && next[end - 1] && (whole || text[end - 1] != '/');
                next[end] |= star && *reached || grows;
                if !star && *reached && text.get(end) == Some(c) {
                    next[end + 1] = true;
                }
            }
            ends = next;
            at += if whole { 2 } else { 1 };
        }
        ends.last().copied().unwrap_or_default()
    }

    /// Its text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::Glob;

    #[test]
    fn stars() {
        let cases = [
            ("/pets", "/pets", true),
            ("/pets", "/pets/1", false),
            ("/pets/*", "/pets/1", true),
            ("/pets/*", "/pets/1/x", false),
            ("/pets/**", "/pets/1/x", true),
            ("/pets/**", "/pets", false),
            ("/pets**", "/pets", true),
            ("**/x", "/a/b/x", true),
            ("list*", "listPets", true),
            ("*", "a/b", false),
            ("**", "", true),
            ("", "a", false),
            ("a*b*c", "aXbYc", true),
            ("#/components/**", "/components/schemas/A", true),
        ];
        for (pattern, text, expected) in cases {
            assert_eq!(
                Glob::new(pattern).matches(text),
                expected,
                "{pattern} {text}"
            );
        }
    }
}
