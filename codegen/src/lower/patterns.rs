//! Patterns: ECMA-262 as it is, other dialects as far as they say the same.

use super::types::Types;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::SchemaNode;
use crate::source::{NodeId, Text};

/// What other dialects write, what ECMA-262 writes in its place, and what that is.
const OTHERS: [(&str, &str); 10] = [
    ("\\A", "^"),
    ("\\z", "$"),
    ("\\Z", "$"),
    ("(?P<", "(?<"),
    ("[:alnum:]", "A-Za-z0-9"),
    ("[:alpha:]", "A-Za-z"),
    ("[:digit:]", "0-9"),
    ("[:lower:]", "a-z"),
    ("[:space:]", "\\s"),
    ("[:upper:]", "A-Z"),
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
        let fault_of = |pattern: &str| {
            let ignores_case = literal(pattern).filter(|(_, flags)| flags.contains('i'));
            let why = ignores_case.map(|_| "no schema can say the flag `i`".to_owned());
            why.or_else(|| fault(pattern))
        };
        let (text, help) = match (&translated, fault_of(&pattern)) {
            (Some(meant), _) if fault(meant).is_none() => (
                format!("`{pattern}` is of another dialect: it is taken as `{meant}`"),
                "write it so; the dialect is ECMA-262".to_owned(),
            ),
            (_, Some(why)) => (
                format!("`{pattern}` is no regular expression, and is not checked: {why}"),
                "correct the pattern; its dialect is ECMA-262".to_owned(),
            ),
            (_, None) => {
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
}

/// Why a text is no pattern (ECMA-262, section 22.2.1). Patterns are written with and without the flag `u` in mind: one
/// that holds either way is one.
fn fault(pattern: &str) -> Option<String> {
    let flags = |unicode| regress::Flags {
        unicode,
        ..Default::default()
    };
    let read = |unicode| regress::Regex::with_flags(pattern, flags(unicode));
    read(true)
        .or_else(|_| read(false))
        .err()
        .map(|error| error.text)
}

/// A pattern of Perl, Python or POSIX, or one between slashes, as ECMA-262 has it; `None` where nothing tells that it is
/// of another dialect.
fn of_other_dialect(pattern: &str) -> Option<String> {
    let mut out = String::with_capacity(pattern.len());
    let literal = literal(pattern).filter(|(_, flags)| !flags.contains('i'));
    let mut rest = literal.map_or(pattern, |(inner, _)| inner);
    let mut changed = rest.len() < pattern.len();
    while let Some(first) = rest.chars().next() {
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
    changed.then_some(out)
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
            ("/^a$/i", None),
            ("/a/", None),
            ("\\\\A", None),
            ("^[a-z]+$", None),
        ];
        for (theirs, ours) in cases {
            assert_eq!(of_other_dialect(theirs).as_deref(), ours, "{theirs}");
        }
    }
}
