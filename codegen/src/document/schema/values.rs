//! The values of keywords, each of the kind that is expected; one of another kind is reported and left out.

use super::read::{Reading, kind};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{NodeId, NodeKind, Text};

impl Reading<'_, '_> {
    pub(super) fn get(&self, key: &str) -> Option<NodeId> {
        self.document.sources.get(self.node, key)
    }

    /// What stands in place of a schema.
    pub(super) fn no_schema(&mut self) {
        let sources = self.document.sources;
        let pointer = sources.pointer(self.node);
        let mut steps = pointer.rsplit('/');
        let key = steps.next().unwrap_or_default().to_owned();
        let is_property = steps.next() == Some("properties");
        let is_keyword = match sources.kind(self.node) {
            NodeKind::Sequence(_) => {
                matches!(
                    &*key,
                    "required" | "enum" | "allOf" | "oneOf" | "anyOf" | "examples"
                )
            }
            NodeKind::String(_) => matches!(&*key, "type" | "description" | "title" | "format"),
            _ => false,
        };
        let help = match sources.kind(self.node) {
            _ if is_keyword && is_property => {
                format!("is the keyword `{key}` meant? Then indent it as far as `properties`")
            }
            NodeKind::String(text) if kind(text).is_some() => format!("write `{{type: {text}}}`"),
            NodeKind::String(text) if is_address(text) => format!("write `{{$ref: '{text}'}}`"),
            NodeKind::Sequence(items) => match &items[..] {
                [only] if sources.str(*only).is_some_and(|text| kind(text).is_some()) => {
                    let item = sources.str(*only).unwrap_or_default();
                    format!("write `{{type: array, items: {{type: {item}}}}}`")
                }
                _ => "write a map, such as `{type: string}`".to_owned(),
            },
            NodeKind::Null => "write `{}` where anything is allowed, or say what is".to_owned(),
            _ => "write a map, such as `{type: string}`".to_owned(),
        };
        let text = format!(
            "{} stands where a schema is expected: anything is allowed",
            sources.describe(self.node)
        );
        let found = Diagnostic::new(Code::WrongKind, text).at_node(sources, self.node);
        self.diagnostics.add(found.help(help));
    }

    pub(super) fn wrong(&mut self, keyword: &str, expected: &str) {
        let sources = self.document.sources;
        let node = self.get(keyword).unwrap_or(self.node);
        let is = match sources.kind(node) {
            // That it is a number is not what is wrong where another would do.
            NodeKind::Number(number) => number,
            _ => sources.describe(node),
        };
        let text = format!("`{keyword}` is {is}, where {expected} is expected");
        self.diagnostics.add(
            Diagnostic::new(Code::WrongKind, text)
                .at_node(sources, node)
                .help(match (sources.kind(node), keyword) {
                    (NodeKind::Null, "type") => {
                        "it is left out; write the name of a type: that of null is `'null'`, in quotes"
                    }
                    (NodeKind::Null, _) => "it is left out; remove it, or write what belongs there",
                    _ => "it is left out; correct it",
                }),
        );
    }

    /// What was meant by a text is taken.
    fn taken(&mut self, keyword: &str, expected: &str, meant: &str) {
        let sources = self.document.sources;
        let node = self.get(keyword).unwrap_or(self.node);
        let text = format!("`{keyword}` is text, where {expected} is expected");
        let found = Diagnostic::new(Code::WrongKind, text).at_node(sources, node);
        let help = format!("it is taken as `{meant}`; write it without quotes");
        self.diagnostics.add(found.help(help));
    }

    pub(super) fn flag(&mut self, key: &str) -> bool {
        match self.get(key).map(|node| self.document.sources.kind(node)) {
            Some(NodeKind::Bool(value)) => *value,
            Some(NodeKind::String(text)) if flag_of(text).is_some() => {
                let meant = flag_of(text).unwrap_or_default();
                self.taken(key, "true or false", &meant.to_string());
                meant
            }
            None => false,
            Some(_) => {
                self.wrong(key, "true or false");
                false
            }
        }
    }

    pub(super) fn is_true(&self, key: &str) -> bool {
        self.document.sources.get_bool(self.node, key) == Some(true)
    }

    pub(super) fn bound(&mut self, key: &str) -> Option<Text> {
        self.document
            .sources
            .get_bool(self.node, key)
            .is_none()
            .then(|| self.number(key))
            .flatten()
    }

    pub(super) fn text(&mut self, key: &str) -> Option<Text> {
        self.get(key)?;
        let text = self.document.sources.get_text(self.node, key).cloned();
        if text.is_none() {
            self.wrong(key, "text");
        }
        text
    }

    pub(super) fn number(&mut self, key: &str) -> Option<Text> {
        match self.document.sources.kind(self.get(key)?) {
            NodeKind::Number(text) => Some(text.clone()),
            NodeKind::String(text) if is_number(text) => {
                self.taken(key, "a number", text);
                Some(text.clone())
            }
            _ => {
                self.wrong(key, "a number");
                None
            }
        }
    }

    /// A number above 0 (JSON Schema 2020-12 Validation, section 6.2.1).
    pub(super) fn positive(&mut self, key: &str) -> Option<Text> {
        let text = self.number(key)?;
        let is_positive = text.parse::<f64>().is_ok_and(|value| value > 0.0);
        if !is_positive {
            self.wrong(key, "a number above 0");
        }
        is_positive.then_some(text)
    }

    /// A list of values; `None` where there is none, or none that is a list.
    pub(super) fn values(&mut self, key: &str) -> Option<Vec<NodeId>> {
        match self.document.sources.kind(self.get(key)?) {
            NodeKind::Sequence(items) => Some(items.to_vec()),
            NodeKind::Mapping(entries) => {
                const MANY: usize = 5;
                let keys: Vec<&str> = entries.iter().take(MANY).map(|it| &*it.key).collect();
                let more = if entries.len() > MANY { ", .." } else { "" };
                let help = format!(
                    "it is left out; write a list: `[{}{more}]`",
                    keys.join(", ")
                );
                let text = format!("`{key}` is a map, where a list is expected");
                let sources = self.document.sources;
                let at = self.get(key).unwrap_or(self.node);
                let found = Diagnostic::new(Code::WrongKind, text).at_node(sources, at);
                self.diagnostics.add(found.help(help));
                None
            }
            _ => {
                self.wrong(key, "a list");
                None
            }
        }
    }

    pub(super) fn count(&mut self, key: &str) -> Option<u64> {
        let text = self.number(key)?;
        let exact = text.parse().ok();
        let value = exact.or_else(|| {
            text.parse::<f64>()
                .ok()
                .filter(|v| *v >= 0.0 && v.fract() == 0.0)
                .map(|v| v as u64)
        });
        if value.is_none() {
            self.wrong(key, "a count");
        }
        value
    }

    pub(super) fn list(&mut self, key: &str) -> Vec<NodeId> {
        let Some(node) = self.get(key) else {
            return Vec::new();
        };
        if !matches!(self.document.sources.kind(node), NodeKind::Sequence(_)) {
            self.wrong(key, "a list");
        }
        self.document.sources.items(node).to_vec()
    }

    pub(super) fn text_lists(&mut self, key: &str) -> Vec<(String, Vec<String>)> {
        let sources = self.document.sources;
        let texts = |node| {
            let items = sources.items(node).iter();
            items
                .filter_map(|item| sources.str(*item))
                .map(str::to_owned)
                .collect()
        };
        self.schema_map(key)
            .into_iter()
            .map(|(name, node)| (name.to_string(), texts(node)))
            .collect()
    }

    pub(super) fn texts(&mut self, key: &str) -> Vec<String> {
        let Some(node) = self.get(key) else {
            return Vec::new();
        };
        match self.document.sources.kind(node) {
            NodeKind::Sequence(_) => {}
            NodeKind::Bool(flag) if self.is_member() => self.required_flag(node, *flag),
            _ => self.wrong(key, "a list of names"),
        }
        let items = self.document.sources.items(node).iter();
        items
            .filter_map(|item| self.document.sources.str(*item))
            .map(str::to_owned)
            .collect()
    }

    /// Whether the schema is that of a member.
    fn is_member(&self) -> bool {
        let pointer = self.document.sources.pointer(self.node);
        pointer.rsplit('/').nth(1) == Some("properties")
    }

    /// The `required: true` of older drafts, within the member.
    fn required_flag(&mut self, node: NodeId, flag: bool) {
        let text = "`required` is a boolean, where a list of names is expected";
        let help = match flag {
            true => {
                "it is taken as: the object must have this member; list its name in `required` of the object"
            }
            false => "it says nothing: remove it",
        };
        let found = Diagnostic::new(Code::WrongKind, text).at_node(self.document.sources, node);
        self.diagnostics.add(found.help(help));
    }

    pub(super) fn schema_map(&mut self, key: &str) -> Vec<(Text, NodeId)> {
        let Some(node) = self.get(key) else {
            return Vec::new();
        };
        if !matches!(self.document.sources.kind(node), NodeKind::Mapping(_)) {
            self.wrong(key, "a map of schemas");
        }
        self.document
            .sources
            .entries(node)
            .iter()
            .map(|entry| (entry.key.clone(), entry.value))
            .collect()
    }
}

/// The flag that a text is in YAML 1.1, or in JSON.
pub(in super::super) fn flag_of(text: &str) -> Option<bool> {
    match &*text.to_lowercase() {
        "true" | "yes" | "on" => Some(true),
        "false" | "no" | "off" => Some(false),
        _ => None,
    }
}

/// Whether a text looks like a reference.
fn is_address(text: &str) -> bool {
    let file = text.split('#').next().unwrap_or_default();
    let is_file = [".yaml", ".yml", ".json"]
        .iter()
        .any(|end| file.ends_with(end));
    !text.contains(char::is_whitespace) && (text.starts_with("#/") || is_file)
}

/// Whether a text is a number as JSON writes it (RFC 8259, section 6).
fn is_number(text: &str) -> bool {
    matches!(serde_json::from_str(text), Ok(serde_json::Value::Number(_)))
}
