//! Findings as one JSON value.

use serde_json::{Value, json};

use super::place::Place;
use super::{Diagnostic, Diagnostics, Severity};
use crate::source::{Sources, Span};

impl Diagnostics {
    /// The findings of at least that severity as one JSON value with `diagnostics` and `summary`.
    pub fn to_json(&self, sources: &Sources, least: Severity) -> String {
        let found: Vec<_> = self
            .at_least(least)
            .into_iter()
            .map(|found| one(found, sources))
            .collect();
        let count = |severity| self.count(severity);
        let summary = json!({
            "errors": count(Severity::Error),
            "warnings": count(Severity::Warning),
            "notes": count(Severity::Note),
        });
        let whole = json!({"diagnostics": found, "summary": summary});
        serde_json::to_string_pretty(&whole).unwrap_or_default() + "\n"
    }
}

fn one(found: &Diagnostic, sources: &Sources) -> Value {
    let mut others: Vec<_> = found
        .related
        .iter()
        .map(|(span, text)| (*span, text.as_str()))
        .collect();
    others.extend(found.again.iter().map(|span| (*span, "the same here")));
    let related: Vec<_> = others
        .into_iter()
        .filter_map(|(span, text)| {
            let mut value = place(sources, span)?;
            value["text"] = text.into();
            Some(value)
        })
        .collect();
    json!({
        "code": found.code.id(),
        "severity": found.severity.word(),
        "title": found.code.title(),
        "text": found.text,
        "place": found.span.and_then(|span| place(sources, span)),
        "pointer": found.pointer,
        "related": related,
        "help": found.help,
    })
}

fn place(sources: &Sources, span: Span) -> Option<Value> {
    let place = Place::of(sources, span)?;
    Some(json!({
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
    }))
}
