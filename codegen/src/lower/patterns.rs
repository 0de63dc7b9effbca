//! Patterns: ECMA-262 as it is, other dialects as far as they say the same.

use super::types::Types;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::SchemaNode;
use crate::source::{NodeId, Text};
use specsmith_runtime::validate::is_pattern;

/// What other dialects write, what ECMA-262 writes in its place, and what that is.
const OTHERS: [(&str, &str); 15] = [
    ("\\A", "^"),
    ("\\z", "$"),
    ("\\Z", "$"),
    ("(?P<", "(?<"),
    ("[:alnum:]", "A-Za-z0-9"),
    ("[:alpha:]", "A-Za-z"),
    ("[:blank:]", " \\t"),
    ("[:cntrl:]", "\\x00-\\x1f\\x7f"),
    ("[:digit:]", "0-9"),
    ("[:lower:]", "a-z"),
    ("[:punct:]", "!-\\/:-@\\[-`{-~"),
    ("[:space:]", "\\s"),
    ("[:upper:]", "A-Z"),
    ("[:word:]", "\\w"),
    ("[:xdigit:]", "0-9A-Fa-f"),
];

impl Types<'_, '_> {
    /// The pattern of a schema, where it is one.
    pub(super) fn pattern(&mut self, node: NodeId, schema: &SchemaNode) -> Option<Text> {
        let pattern = schema.pattern.clone()?;
        let at = self.document.sources.get(node, "pattern").unwrap_or(node);
        self.usable(at, pattern)
    }

    /// A pattern that can be checked; one that cannot is reported.
    pub(super) fn usable(&mut self, at: NodeId, pattern: Text) -> Option<Text> {
        // The same few stand in many places, and to read one takes as long as to read a schema.
        if self.patterns.contains(&pattern) {
            return Some(pattern);
        }
        let translated = of_other_dialect(&pattern);
        let (text, help) = match (&translated, fault(&pattern)) {
            (Some(meant), _) if fault(meant).is_none() => (
                format!("`{pattern}` is of another dialect: it is taken as `{meant}`"),
                "write it so; the dialect is ECMA-262".to_owned(),
            ),
            (_, Some(why)) => (
                format!("`{pattern}` is no regular expression, and is not checked: {why}"),
                "correct the pattern; its dialect is ECMA-262".to_owned(),
            ),
            (_, None) => {
                self.escaped_letter(at, &pattern);
                self.patterns.insert(pattern.clone());
                return Some(pattern);
            }
        };
        let found = Diagnostic::new(Code::Pattern, text).at_node(self.document.sources, at);
        self.diagnostics.add(found.help(help));
        translated
            .filter(|meant| fault(meant).is_none())
            .map(Into::into)
    }

    /// A letter after a backslash that means nothing to ECMA-262 (annex B: the letter itself), and much to others.
    fn escaped_letter(&mut self, at: NodeId, pattern: &str) {
        let is_known = |letter: &char| "bBcdDfknpPrsStuvwWx".contains(*letter);
        let mut letters = escaped(pattern).filter(char::is_ascii_alphabetic);
        let Some(letter) = letters.find(|letter| !is_known(letter)) else {
            return;
        };
        let text = format!(
            "`\\{letter}` of `{pattern}` stands for the letter `{letter}`: ECMA-262 has no such escape"
        );
        let help = match letter {
            'h' => "write blanks as `[ \\t]`".to_owned(),
            'Q' | 'E' => "write a backslash before each sign that is meant as it stands".to_owned(),
            _ => format!("write `{letter}` where the letter is meant, else what it stands for"),
        };
        let found = Diagnostic::new(Code::Pattern, text).at_node(self.document.sources, at);
        self.diagnostics.add(found.help(help));
    }
}

/// What stands behind each backslash.
fn escaped(pattern: &str) -> impl Iterator<Item = char> {
    let mut chars = pattern.chars();
    std::iter::from_fn(move || {
        chars.find(|char| *char == '\\')?;
        chars.next()
    })
}

/// Why a text is no pattern (ECMA-262, section 22.2.1). Patterns are written with and without the flag `u` in mind: one
/// that holds either way is one.
fn fault(pattern: &str) -> Option<String> {
    let flags = |unicode| regress::Flags {
        unicode,
        ..Default::default()
    };
    let read = |unicode| regress::Regex::with_flags(pattern, flags(unicode));
    // Without the flag, a property would be the letter `p` and what stands behind it.
    let has_properties = escaped(pattern).any(|letter| matches!(letter, 'p' | 'P'));
    let read = match read(true) {
        Err(_) if !has_properties => read(false),
        read => read,
    };
    match read {
        Err(error) => Some(error.text),
        Ok(_) if !is_pattern(pattern) => Some("it is of another dialect".to_owned()),
        Ok(_) => None,
    }
}

/// A pattern of Perl, Python or POSIX, or one between slashes, as ECMA-262 has it; `None` where nothing tells that it is
/// of another dialect.
fn of_other_dialect(pattern: &str) -> Option<String> {
    let mut out = String::with_capacity(pattern.len());
    let (mut rest, flags) = literal(pattern)
        .or_else(|| flagged(pattern))
        .unwrap_or((pattern, ""));
    // The others say how a pattern is run, and nothing of what it matches.
    let flags: String = flags.chars().filter(|flag| "ims".contains(*flag)).collect();
    let mut changed = rest.len() < pattern.len();
    while let Some(first) = rest.chars().next() {
        if let Some((property, after)) = short_property(rest) {
            out.push_str(&property);
            (rest, changed) = (after, true);
            continue;
        }
        let found = OTHERS.iter().find(|(theirs, _)| rest.starts_with(theirs));
        let (taken, written) = match found {
            Some((theirs, ours)) => (theirs.len(), *ours),
            // A backslash and what it escapes are one.
            None if first == '\\' => {
                let next = rest.chars().nth(1).map_or(0, char::len_utf8);
                (1 + next, rest.get(..1 + next).unwrap_or(rest))
            }
            None => (first.len_utf8(), rest.get(..first.len_utf8()).unwrap_or("")),
        };
        changed |= found.is_some();
        out.push_str(written);
        rest = rest.get(taken..).unwrap_or("");
    }
    match flags.as_str() {
        _ if !changed => None,
        "" => Some(out),
        flags => Some(format!("(?{flags}:{out})")),
    }
}

/// `\pL` as ECMA-262 has it, `\p{L}`, and what stands behind it.
fn short_property(rest: &str) -> Option<(String, &str)> {
    let sign = rest
        .get(..2)
        .filter(|sign| matches!(*sign, "\\p" | "\\P"))?;
    let name = rest.get(2..3)?;
    let is_one = name.starts_with(|name: char| "CLMNPSZ".contains(name));
    is_one.then(|| {
        (
            format!("{sign}{{{name}}}"),
            rest.get(3..).unwrap_or_default(),
        )
    })
}

/// What stands behind flags for the whole pattern, `(?i)^a$`, and the flags.
fn flagged(pattern: &str) -> Option<(&str, &str)> {
    let (flags, rest) = pattern.strip_prefix("(?")?.split_once(')')?;
    let known = flags.chars().all(|flag| "ims".contains(flag));
    (known && !flags.is_empty()).then_some((rest, flags))
}

/// What stands between the slashes of a literal such as `/^a$/g`, and its flags; as it stands it could never match.
fn literal(pattern: &str) -> Option<(&str, &str)> {
    let (inner, flags) = pattern.strip_prefix('/')?.rsplit_once('/')?;
    let anchored = inner.starts_with('^') || inner.ends_with('$');
    let known = flags.chars().all(|flag| "dgimsuvy".contains(flag));
    (anchored && known).then_some((inner, flags))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_dialects_are_said_anew() {
        let cases = [
            ("\\A[a-z]+\\z", Some("^[a-z]+$")),
            ("(?P<year>[0-9]{4})", Some("(?<year>[0-9]{4})")),
            ("^[[:alpha:]]+$", Some("^[A-Za-z]+$")),
            ("^[[:alpha:]_]+$", Some("^[A-Za-z_]+$")),
            ("/^a$/", Some("^a$")),
            ("/^a$/gu", Some("^a$")),
            ("/^a$/i", Some("(?i:^a$)")),
            ("(?i)^a|b$", Some("(?i:^a|b$)")),
            ("(?is)a.b\\z", Some("(?is:a.b$)")),
            ("(?x)a", None),
            ("^\\pL\\PN$", Some("^\\p{L}\\P{N}$")),
            ("\\\\pL", None),
            ("(?i:a)", None),
            ("/a/", None),
            ("\\\\A", None),
            ("^[a-z]+$", None),
        ];
        for (theirs, ours) in cases {
            assert_eq!(of_other_dialect(theirs).as_deref(), ours, "{theirs}");
        }
    }
}
