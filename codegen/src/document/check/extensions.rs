//! The `x-` extensions that say something of a crate, where they say nothing since their values are of another kind.

use super::Check;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{Entry, NodeId, NodeKind, Sources};

/// What an extension may be.
#[derive(Debug, Clone, Copy)]
enum Wanted {
    Text,
    /// Numbers are taken for the text that they are.
    TextOrNumber,
    Flag,
    /// A list of texts in the order of the values of an enum, or a map from the values.
    OfValues,
}

/// What the extension of this name may be; `None` for those of others.
fn wanted(key: &str) -> Option<Wanted> {
    Some(match key {
        "x-rust-name" | "x-rust-type" | "x-discriminator-value" | "x-ms-discriminator-value" => {
            Wanted::Text
        }
        "x-sunset" | "x-deprecated-since" | "x-deprecation-date" | "x-deprecated-at" => {
            Wanted::TextOrNumber
        }
        "x-rust-inline" | "x-nullable" => Wanted::Flag,
        "x-enum-varnames" | "x-enumNames" | "x-enum-names" => Wanted::OfValues,
        "x-enum-descriptions" | "x-enumDescriptions" | "x-enum-description" => Wanted::OfValues,
        _ => return None,
    })
}

impl Check<'_, '_> {
    /// Notes extensions of a node that say nothing.
    pub(super) fn extensions(&mut self, node: NodeId) {
        let sources = self.document.sources;
        let ours = sources.entries(node).iter();
        let ours = ours.filter(|entry| entry.key.starts_with("x-"));
        for entry in ours {
            let Some(wanted) = wanted(&entry.key) else {
                continue;
            };
            if let Some((kind, help)) = slip(sources, wanted, entry.value) {
                let text = format!("`{}` is {kind}, and says nothing", entry.key);
                let found = Diagnostic::new(Code::WrongKind, text).at_node(sources, entry.value);
                self.diagnostics.add(found.help(help));
            } else if matches!(wanted, Wanted::OfValues) {
                self.of_values(node, entry);
            }
        }
    }

    /// Notes a list beside an enum that has more texts, or fewer, than the enum has values.
    fn of_values(&mut self, node: NodeId, entry: &Entry) {
        let sources = self.document.sources;
        let Some(values) = sources.get(node, "enum") else {
            return;
        };
        let (texts, values) = (
            sources.items(entry.value).len(),
            sources.items(values).len(),
        );
        if texts != 0 && texts != values {
            let text = format!("`{}` has {texts} entries for {values} values", entry.key);
            let found = Diagnostic::new(Code::WrongKind, text).at_node(sources, entry.value);
            let help = "the first belongs to the first value, and so on: add what is missing, or remove what is too many";
            self.diagnostics.add(found.help(help));
        }
    }
}

/// What a value is in place of what is wanted, and what to write.
fn slip(sources: &Sources, wanted: Wanted, value: NodeId) -> Option<(String, &'static str)> {
    let kind = || sources.describe(value).to_owned();
    match (wanted, sources.kind(value)) {
        (Wanted::Text | Wanted::TextOrNumber, NodeKind::String(text)) if text.trim().is_empty() => {
            Some(("empty".to_owned(), "say it, or remove it"))
        }
        (Wanted::Text | Wanted::TextOrNumber, NodeKind::String(_))
        | (Wanted::TextOrNumber, NodeKind::Number(_))
        | (Wanted::Flag, NodeKind::Bool(_))
        | (Wanted::OfValues, NodeKind::Sequence(_) | NodeKind::Mapping(_)) => None,
        (Wanted::Text | Wanted::TextOrNumber, _) => Some((kind(), "write text")),
        (Wanted::Flag, _) => Some((kind(), "write `true` or `false`, without quotes")),
        (Wanted::OfValues, _) => Some((
            kind(),
            "write a list in the order of the values, or a map from the values",
        )),
    }
}
