//! Paths that cannot be told apart, and signs that no path has.

use std::collections::{HashMap, HashSet};

use super::Check;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::path::variables;
use crate::source::Entry;

impl Check<'_, '_> {
    pub(super) fn paths(&mut self) {
        let sources = self.document.sources;
        let Some(paths) = sources.get(self.document.root, "paths") else {
            return;
        };
        let mut known: HashMap<String, &Entry> = HashMap::new();
        for entry in sources
            .entries(paths)
            .iter()
            .filter(|entry| !entry.key.starts_with("x-"))
        {
            if let Some(first) = known.get(&shape(&entry.key)) {
                let text = format!(
                    "`{}` and `{}` differ by the names of their parameters alone",
                    first.key, entry.key
                );
                let found = Diagnostic::new(Code::AlikePaths, text)
                    .at_key(self.document.sources, entry)
                    .related(first.key_span, "first here")
                    .help(
                        "both become operations; give the document one path, or another fixed part",
                    );
                self.diagnostics.add(found);
            }
            known.entry(shape(&entry.key)).or_insert(entry);
            self.signs(entry);
        }
    }

    fn signs(&mut self, entry: &Entry) {
        let odd = entry.key.chars().find(|c| {
            matches!(c, '#' | '?' | '<' | '>' | '"' | '\\' | '^' | '`' | '|')
                || !c.is_ascii()
                || c.is_ascii_control()
                || *c == ' '
        });
        let unbalanced = entry.key.matches('{').count() != entry.key.matches('}').count();
        let mut seen = HashSet::new();
        let twice = variables(&entry.key).find(|name| !seen.insert(*name));
        let text = match odd {
            Some('?') => format!(
                "`{}` has a query: what no parameter declares is sent as it stands",
                entry.key
            ),
            Some('#') => format!("`{}` has a fragment, which is never sent", entry.key),
            Some(sign) => format!(
                "`{}` has `{sign}`, which no path has as such: it is sent as it stands, encoded where it has to be",
                entry.key
            ),
            None if unbalanced => format!("the braces of `{}` do not match", entry.key),
            None => match twice {
                Some(name) => format!(
                    "`{{{name}}}` stands twice in `{}`: both get the same value",
                    entry.key
                ),
                None => return,
            },
        };
        let between = entry
            .key
            .split_once('<')
            .and_then(|(_, rest)| rest.split_once('>'));
        let help = match (odd, unbalanced) {
            (Some('<'), _) if between.is_some() => {
                "write parameters in braces, as `{name}`, and other signs percent-encoded"
            }
            (Some('?'), _) => "declare it as parameters with `in: query`",
            (Some('#'), _) => {
                "leave it out: operations that share a path are told apart by their parameters"
            }
            (Some(_), _) => "write it percent-encoded",
            (None, true) => "close each `{` by a `}`",
            (None, false) => "give one of them another name",
        };
        let found = Diagnostic::new(Code::PathSigns, text).at_key(self.document.sources, entry);
        self.diagnostics.add(found.help(help));
    }
}

/// The path with every parameter as `{}`.
fn shape(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    let mut rest = path;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((_, after)) = after.split_once('}') else {
            break;
        };
        out.push_str(before);
        out.push_str("{}");
        rest = after;
    }
    out + rest
}
