//! Named examples: each is an object that has the value (OpenAPI 3.0.4, section 4.7.19; 3.2.0, section 4.19).

use super::Check;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::{Entry, NodeId, NodeKind};
use crate::spelling::slip;

/// Where an example has its value.
pub(super) const VALUES: [&str; 4] = ["value", "dataValue", "serializedValue", "externalValue"];

/// What an example may say beside it.
const ABOUT: [&str; 2] = ["summary", "description"];

impl Check<'_, '_> {
    /// Values in place of the objects that have them. Those of one map are one slip.
    pub(super) fn examples(&mut self, holder: NodeId) {
        let sources = self.document.sources;
        let Some(map) = sources.get(holder, "examples") else {
            return;
        };
        let all = sources.entries(map).iter();
        for entry in all.filter(|entry| !entry.key.starts_with("x-")) {
            if let Some(found) = self.example(entry, map) {
                self.diagnostics.add(found);
            }
        }
    }

    fn example(&self, entry: &Entry, map: NodeId) -> Option<Diagnostic> {
        let (sources, name) = (self.document.sources, &entry.key);
        let told = |is: &str, help: String| {
            let text = format!("the example `{name}` {is}: it is left out");
            let found = Diagnostic::new(Code::WrongKind, text).at_key(sources, entry);
            found.help(help)
        };
        let is = match sources.kind(entry.value) {
            NodeKind::Mapping(keys) => {
                let is_value = |key: &str| key == "$ref" || VALUES.contains(&key);
                if keys.iter().any(|own| is_value(&own.key)) {
                    return None;
                }
                let mut own_keys = keys.iter().map(|own| &*own.key);
                if let Some(meant) = own_keys.find_map(|own| slip(own, VALUES.into_iter())) {
                    let help = format!("did you mean `{meant}`?");
                    return Some(told("has no `value`", help));
                }
                let is_about = |key: &str| ABOUT.contains(&key) || key.starts_with("x-");
                if keys.iter().all(|own| is_about(&own.key)) {
                    return Some(self.no_value(entry, map));
                }
                "has no `value`".to_owned()
            }
            _ => {
                let is = sources.describe(entry.value);
                format!("is {is}, where an object with its `value` is expected")
            }
        };
        let help = format!(
            "write `{name}: {{value: ..}}`; if all of `examples` is one value, call it `example`"
        );
        let cause = format!("examples {}", sources.pointer(map));
        Some(told(&is, help).cause(cause))
    }

    /// An example that only tells of a value, which OpenAPI allows.
    fn no_value(&self, entry: &Entry, map: NodeId) -> Diagnostic {
        let sources = self.document.sources;
        let text = format!("the example `{}` shows no value: it is left out", entry.key);
        let mut found = Diagnostic::new(Code::WrongKind, text).at_key(sources, entry);
        found.severity = Severity::Note;
        let cause = format!("examples without a value {}", sources.pointer(map));
        found.help("give it its `value`").cause(cause)
    }
}
