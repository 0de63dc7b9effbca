//! What the document says of a thing, for people.

use crate::document::Document;
use crate::model::{Deprecation, Docs, Prose};
use crate::source::NodeId;

/// The prose of a schema, an operation, a parameter or a header.
pub(crate) fn docs(document: &Document<'_>, node: NodeId) -> Docs {
    let sources = document.sources;
    let text = |key: &str| sources.get_str(node, key).map(str::to_owned);
    let shared = |key: &str| sources.get_text(node, key).cloned();
    let json = |key: &str| {
        sources
            .get(node, key)
            .map(|value| sources.json(value).into())
    };
    let external = sources.get(node, "externalDocs").and_then(|docs| {
        let url = sources.get_str(docs, "url")?.to_owned();
        let description = sources.get_str(docs, "description").unwrap_or(&url);
        Some(Box::new((description.to_owned(), url)))
    });
    let first = |keys: &[&str]| keys.iter().find_map(|key| text(key));
    let since = first(&[
        "x-deprecated-since",
        "x-deprecation-date",
        "x-deprecated-at",
    ]);
    let reason = first(&[
        "x-deprecated-reason",
        "x-deprecated-message",
        "x-deprecated-description",
    ]);
    let said = ["deprecated", "x-deprecated"]
        .iter()
        .any(|key| sources.get_bool(node, key) == Some(true));
    let denied = sources.get_bool(node, "deprecated") == Some(false);
    let deprecated =
        (said || !denied && (since.is_some() || reason.is_some())).then(|| Deprecation {
            sunset: text("x-sunset"),
            successor: external.as_ref().map(|said| said.0.clone()),
            since,
            reason,
        });
    let prose = Prose {
        summary: shared("summary").or_else(|| shared("title")),
        description: shared("description"),
        constraints: constraints(document, node),
        default: json("default"),
        example: json("example"),
        external,
        deprecated: deprecated.map(Box::new),
    };
    prose.into()
}

fn constraints(document: &Document<'_>, node: NodeId) -> Vec<String> {
    let sources = document.sources;
    let number = |key: &str| {
        sources
            .get(node, key)
            .map(|value| sources.json(value))
            .filter(|text| text.starts_with(|c: char| c.is_ascii_digit() || c == '-'))
    };
    let mut lines = Vec::new();
    let numeric = [
        ("minimum", "at least "),
        ("exclusiveMinimum", "more than "),
        ("maximum", "at most "),
        ("exclusiveMaximum", "less than "),
        ("multipleOf", "a multiple of "),
    ];
    lines.extend(
        numeric
            .iter()
            .filter_map(|(key, words)| Some(format!("{words}{}", number(key)?))),
    );
    let counted = [
        ("minLength", "at least", "characters"),
        ("maxLength", "at most", "characters"),
        ("minItems", "at least", "items"),
        ("maxItems", "at most", "items"),
        ("minProperties", "at least", "members"),
        ("maxProperties", "at most", "members"),
    ];
    lines.extend(
        counted.iter().filter_map(|(key, words, what)| {
            Some(format!("{words} {}", plural(&number(key)?, what)))
        }),
    );
    lines.extend(
        sources
            .get_str(node, "pattern")
            .map(|pattern| format!("matches `{pattern}`")),
    );
    if sources.get_bool(node, "uniqueItems") == Some(true) {
        lines.push("no item twice".to_owned());
    }
    lines
}

/// A count and what is counted.
fn plural(count: &str, what: &str) -> String {
    let what = if count == "1" {
        what.trim_end_matches('s')
    } else {
        what
    };
    format!("{count} {what}")
}
