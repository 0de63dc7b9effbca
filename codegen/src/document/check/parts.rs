//! Parts of an `allOf` that exclude each other: what one asks for, another forbids, of the whole or of a member that both
//! describe.

use std::collections::{BTreeMap, HashSet};

use super::Check;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::format;
use crate::document::schema::kind;
use crate::model::{Kind, Kinds};
use crate::source::{NodeId, NodeKind};

/// How many parts are looked at.
const MOST: usize = 64;
/// Bounds from below and from above, those that exclude their own value, and what they bound.
const PAIRS: [([&str; 2], [&str; 2], &str); 4] = [
    (
        ["minimum", "exclusiveMinimum"],
        ["maximum", "exclusiveMaximum"],
        "number",
    ),
    (["minLength", ""], ["maxLength", ""], "length"),
    (["minItems", ""], ["maxItems", ""], "number of items"),
    (
        ["minProperties", ""],
        ["maxProperties", ""],
        "number of members",
    ),
];

/// Formats of which no text has two.
const APART: [&str; 8] = [
    "date",
    "date-time",
    "duration",
    "email",
    "ipv4",
    "ipv6",
    "time",
    "uuid",
];

/// A bound: where it stands, and whether its own value is excluded.
#[derive(Clone, Copy)]
struct Bound {
    part: NodeId,
    value: f64,
    excluded: bool,
}

impl Check<'_, '_> {
    pub(super) fn parts(&mut self, schema: NodeId) {
        if !self.has(schema, "allOf") {
            return;
        }
        let parts = self.all_parts(schema);
        self.exclude_each_other(&parts);
        let sources = self.document.sources;
        let mut members: BTreeMap<&str, Vec<NodeId>> = BTreeMap::new();
        for part in &parts {
            for entry in sources.entries_of(*part, "properties") {
                if let Ok(member) = sources.follow(entry.value) {
                    members.entry(&entry.key).or_default().push(member);
                }
            }
        }
        for nodes in members.into_values().filter(|nodes| nodes.len() > 1) {
            self.exclude_each_other(&nodes);
        }
    }

    /// A schema and the parts of its `allOf`, references followed, each once.
    pub(super) fn all_parts(&self, schema: NodeId) -> Vec<NodeId> {
        let sources = self.document.sources;
        let (mut parts, mut open, mut seen) = (Vec::new(), vec![schema], HashSet::new());
        while let Some(node) = open.pop().filter(|_| parts.len() < MOST) {
            let Ok(node) = sources.follow(node) else {
                continue;
            };
            if seen.insert(node) {
                parts.push(node);
                open.extend(sources.items_of(node, "allOf"));
            }
        }
        parts
    }

    fn exclude_each_other(&mut self, parts: &[NodeId]) {
        for (lower, upper, what) in PAIRS {
            let least = self.tightest(parts, lower, |a, b| a > b);
            let most = self.tightest(parts, upper, |a, b| a < b);
            if let (Some(least), Some(most)) = (least, most)
                && least.part != most.part
            {
                let touches = least.value == most.value && (least.excluded || most.excluded);
                if least.value > most.value || touches {
                    let word = |bound: Bound, plain, excluded| {
                        if bound.excluded { excluded } else { plain }
                    };
                    let text = format!(
                        "no {what} is {} {} and, as another part has it, {} {}",
                        word(least, "at least", "more than"),
                        least.value,
                        word(most, "at most", "less than"),
                        most.value
                    );
                    self.contradiction(least.part, most.part, text);
                }
            }
        }
        self.no_common_value(parts);
        self.no_common_kind(parts);
        self.no_common_format(parts);
    }

    /// Whether parts name types, and have none in common.
    fn no_common_kind(&mut self, parts: &[NodeId]) {
        let mut common = Kinds::default();
        let mut before = None;
        for part in parts {
            let Some(kinds) = self.kinds(*part) else {
                continue;
            };
            let met = common.meet(kinds);
            if let (true, Some(before)) = (met.is_empty(), before) {
                let text = "no value is of the type of this part and of another".to_owned();
                self.contradiction(*part, before, text);
                return;
            }
            (common, before) = (met, Some(*part));
        }
    }

    /// The kinds that a schema names.
    fn kinds(&self, schema: NodeId) -> Option<Kinds> {
        let sources = self.document.sources;
        let named = sources.get(schema, "type")?;
        let one = std::slice::from_ref(&named);
        let names = match sources.kind(named) {
            NodeKind::Sequence(names) => &names[..],
            _ => one,
        };
        let named = names.iter().map(|name| kind(sources.str(*name)?));
        let named: Option<Kinds> = named.collect();
        let nullable = sources.get_bool(schema, "nullable") == Some(true);
        let null = nullable.then_some(Kind::Null);
        named.map(|named| named.iter().chain(null).collect())
    }

    /// Whether parts name formats of text that exclude each other.
    fn no_common_format(&mut self, parts: &[NodeId]) {
        let mut before: Option<(NodeId, &str)> = None;
        for part in parts {
            let said = self.text(*part, "format");
            let format = said.and_then(|said| format::named(said).meant());
            let Some(format) = format.filter(|format| APART.contains(format)) else {
                continue;
            };
            match before {
                Some((other, known)) if known != format => {
                    let text = format!(
                        "no text is of the format `{format}` and, as another part has it, `{known}`"
                    );
                    self.contradiction(*part, other, text);
                    return;
                }
                _ => before = Some((*part, format)),
            }
        }
    }

    /// The bound that allows least.
    fn tightest(
        &self,
        parts: &[NodeId],
        [plain, strict]: [&str; 2],
        tighter: fn(f64, f64) -> bool,
    ) -> Option<Bound> {
        let sources = self.document.sources;
        let number = |part: NodeId, key: &str| match sources.kind(sources.get(part, key)?) {
            NodeKind::Number(text) => text.parse::<f64>().ok(),
            _ => None,
        };
        let mut best: Option<Bound> = None;
        for part in parts {
            let flagged = sources.get_bool(*part, strict) == Some(true);
            for (key, excluded) in [(plain, flagged), (strict, true)] {
                let Some(value) = number(*part, key) else {
                    continue;
                };
                let found = Bound {
                    part: *part,
                    value,
                    excluded,
                };
                let wins = |known: Bound| {
                    tighter(value, known.value)
                        || (value == known.value && excluded && !known.excluded)
                };
                if best.is_none_or(wins) {
                    best = Some(found);
                }
            }
        }
        best
    }

    /// Whether parts list values, and have none in common.
    fn no_common_value(&mut self, parts: &[NodeId]) {
        let sources = self.document.sources;
        let listed = |part: &NodeId| {
            let values = match (sources.get(*part, "enum"), sources.get(*part, "const")) {
                (Some(list), _) => sources.items(list).to_vec(),
                (None, Some(value)) => vec![value],
                _ => return None,
            };
            let texts = values.iter().map(|value| sources.json(*value));
            Some((*part, texts.collect::<HashSet<_>>()))
        };
        let mut lists = parts.iter().filter_map(listed);
        let Some((first, mut common)) = lists.next() else {
            return;
        };
        let mut before = first;
        for (part, values) in lists {
            let had_some = !common.is_empty();
            common.retain(|value| values.contains(value));
            if had_some && common.is_empty() {
                let text = "no value is listed by this part and by another".to_owned();
                self.contradiction(part, before, text);
                return;
            }
            before = part;
        }
    }

    fn contradiction(&mut self, at: NodeId, other: NodeId, text: String) {
        let sources = self.document.sources;
        let found = Diagnostic::new(Code::Contradiction, text).at_node(sources, at);
        let found = found.related(sources.place(other), "the other part");
        self.diagnostics
            .add(found.help("every value breaks one of the two: correct either"));
    }
}
