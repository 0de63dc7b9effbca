//! Bounds that no value can keep, and bounds that say nothing.

use super::Check;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::format;
use crate::source::{NodeId, NodeKind};

/// Bounds from below and from above, and what they bound.
const PAIRS: [(&str, &str, &str); 4] = [
    ("minimum", "maximum", "number"),
    ("minLength", "maxLength", "length"),
    ("minItems", "maxItems", "number of items"),
    ("minProperties", "maxProperties", "number of members"),
];

/// What an integer of a format holds.
const HELD: [(&str, i128, i128); 4] = [
    ("int32", i32::MIN as i128, i32::MAX as i128),
    ("int64", i64::MIN as i128, i64::MAX as i128),
    ("uint32", 0, u32::MAX as i128),
    ("uint64", 0, u64::MAX as i128),
];

impl Check<'_, '_> {
    pub(super) fn bounds(&mut self, schema: NodeId) {
        let sources = self.document.sources;
        for (least, most, what) in PAIRS {
            let (Some(from), Some(to)) = (sources.get(schema, least), sources.get(schema, most))
            else {
                continue;
            };
            let (Some(low), Some(high)) = (self.number(from), self.number(to)) else {
                continue;
            };
            if low > high {
                let text = format!("no {what} is at least {low} and at most {high}");
                let found = Diagnostic::new(Code::Contradiction, text).at_node(sources, from);
                let found = found.related(sources.place(to), "the other bound");
                self.diagnostics
                    .add(found.help(format!("exchange or correct `{least}` and `{most}`")));
            }
        }
        self.beyond_format(schema);
    }

    /// Bounds that every value of the format keeps anyway.
    fn beyond_format(&mut self, schema: NodeId) {
        let sources = self.document.sources;
        let said = self.text(schema, "format");
        let Some(format) = said.and_then(|said| format::named(said).meant()) else {
            return;
        };
        let Some((format, lowest, highest)) = HELD.into_iter().find(|held| held.0 == format) else {
            return;
        };
        for (key, least) in [("minimum", true), ("maximum", false)] {
            let bound = sources.get(schema, key);
            let Some((node, value)) = bound.and_then(|node| Some((node, self.whole(node)?))) else {
                continue;
            };
            if (least && value < lowest) || (!least && value > highest) {
                self.note(
                    Code::OddSchema,
                    node,
                    format!("`{key}` lies beyond what `{format}` holds: every value keeps it"),
                    "correct it, or leave it out",
                );
            }
        }
    }

    fn whole(&self, node: NodeId) -> Option<i128> {
        match self.document.sources.kind(node) {
            // What has an exponent is near enough.
            NodeKind::Number(text) => text.parse().ok().or(self.number(node).map(|n| n as i128)),
            _ => None,
        }
    }

    fn number(&self, node: NodeId) -> Option<f64> {
        match self.document.sources.kind(node) {
            NodeKind::Number(text) => text.parse().ok(),
            _ => None,
        }
    }
}
