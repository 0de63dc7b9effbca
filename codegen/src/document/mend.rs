//! Members of operations, parameters, bodies and answers that are of the wrong kind: what is meant is taken, and what
//! means nothing is left out, so that the part around it is not lost.

use serde_json::Value;

use super::Document;
use super::schema::flag_of;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::{Entry, NodeKind};

/// What a member has to be (OpenAPI 3.0.4, section 4.7).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Text,
    Flag,
    List,
    Map,
}

fn kind(key: &str) -> Option<Kind> {
    Some(match key {
        "operationId" | "summary" | "description" | "name" | "in" | "style" | "url"
        | "contentType" => Kind::Text,
        "required" | "deprecated" | "explode" | "allowReserved" | "allowEmptyValue" => Kind::Flag,
        "tags" | "servers" => Kind::List,
        "content" | "headers" | "encoding" | "variables" => Kind::Map,
        _ => return None,
    })
}

/// Whether the keys of a member are its author's own names.
pub(super) fn holds_names(key: &str) -> bool {
    matches!(key, "content" | "headers" | "encoding" | "variables")
}

impl Document<'_> {
    /// The value of a member as it should be; `None` where it means nothing.
    pub(super) fn mended(
        &self,
        entry: &Entry,
        value: Value,
        diagnostics: &mut Diagnostics,
    ) -> Option<Value> {
        let (wanted, mended) = match (kind(&entry.key), value) {
            // What stands in place of a schema is said where schemas are read.
            (_, Value::Null) if *entry.key == *"schema" => return None,
            (_, Value::Null) => ("", None),
            (Some(Kind::Text), value @ (Value::Number(_) | Value::Bool(_))) => {
                let text = match self.sources.kind(entry.value) {
                    NodeKind::Number(text) => text.to_string(),
                    _ => value.to_string(),
                };
                ("text", Some(Value::String(text)))
            }
            (Some(Kind::Text), Value::Array(_) | Value::Object(_)) => ("text", None),
            (Some(Kind::Flag), Value::String(text)) => {
                ("true or false", flag_of(&text).map(Value::Bool))
            }
            (Some(Kind::Flag), Value::Number(_) | Value::Array(_) | Value::Object(_)) => {
                ("true or false", None)
            }
            (Some(Kind::List), value @ Value::String(_)) => {
                ("a list", Some(Value::Array(vec![value])))
            }
            (Some(Kind::List), value @ Value::Object(_)) => {
                ("a list", Some(Value::Array(vec![value])))
            }
            (Some(Kind::List), Value::Bool(_) | Value::Number(_)) => ("a list", None),
            (Some(Kind::List), Value::Array(items)) if *entry.key == *"tags" => {
                return Some(Value::Array(self.texts_of(entry, items, diagnostics)));
            }
            (
                Some(Kind::Map),
                Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_),
            ) => ("a map", None),
            (_, value) => return Some(value),
        };
        self.report_mended(entry, wanted, mended.as_ref(), diagnostics);
        mended
    }

    /// The items of a list of texts, each mended by itself.
    fn texts_of(
        &self,
        entry: &Entry,
        items: Vec<Value>,
        diagnostics: &mut Diagnostics,
    ) -> Vec<Value> {
        let nodes = self.sources.items(entry.value).iter();
        let items = nodes.zip(items).filter_map(|(node, item)| {
            let text = match &item {
                Value::String(_) => return Some(item),
                Value::Array(inner) if inner.len() == 1 => inner[0].as_str().map(str::to_owned),
                Value::Number(_) | Value::Bool(_) => Some(item.to_string()),
                _ => None,
            };
            let mended = text.map(Value::String);
            let is = self.sources.describe(*node);
            let text = format!("an item of `{}` is {is}, where text is expected", entry.key);
            let found = Diagnostic::new(Code::WrongKind, text).at_node(self.sources, *node);
            diagnostics.add(found.help(taken_as(mended.as_ref())));
            mended
        });
        items.collect()
    }

    fn report_mended(
        &self,
        entry: &Entry,
        wanted: &str,
        mended: Option<&Value>,
        diagnostics: &mut Diagnostics,
    ) {
        let (key, is) = (&entry.key, self.sources.describe(entry.value));
        let text = match self.sources.kind(entry.value) {
            NodeKind::Null => format!("`{key}` is null, and says nothing"),
            _ => format!("`{key}` is {is}, where {wanted} is expected"),
        };
        let help = match (self.sources.kind(entry.value), mended) {
            (NodeKind::Null, None) => "remove it, or write what belongs there".to_owned(),
            _ => taken_as(mended),
        };
        let found = Diagnostic::new(Code::WrongKind, text).at_node(self.sources, entry.value);
        diagnostics.add(found.help(help));
    }
}

fn taken_as(mended: Option<&Value>) -> String {
    match mended {
        Some(value) => format!("it is taken as `{value}`; correct it"),
        None => "it is left out; correct it".to_owned(),
    }
}
