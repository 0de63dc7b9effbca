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
        // A title without a space is a name, not a sentence.
        summary: shared("summary").or_else(|| {
            shared("title").filter(|title| !title.is_ascii() || title.trim().contains(' '))
        }),
        description: shared("description"),
        constraints: constraints(document, node),
        default: json("default"),
        example: json("example").or_else(|| {
            let all = sources.items(sources.get(node, "examples")?);
            Some(sources.json(*all.first()?).into())
        }),
        external,
        deprecated: deprecated.map(Box::new),
    };
    prose.into()
}

/// The bounds of a schema, in words.
fn constraints(document: &Document<'_>, node: NodeId) -> Vec<String> {
    let sources = document.sources;
    let text = |key: &str| sources.get(node, key).map(|value| sources.json(value));
    let number = |key: &str| {
        text(key).filter(|text| text.starts_with(|c: char| c.is_ascii_digit() || c == '-'))
    };
    let mut lines = Vec::new();
    // OpenAPI 3.0 has the bound beside a flag, JSON Schema 2020-12 in its place.
    for (bound, excludes, at, beyond) in [
        ("minimum", "exclusiveMinimum", "at least", "more than"),
        ("maximum", "exclusiveMaximum", "at most", "less than"),
    ] {
        let is_excluded = sources.get_bool(node, excludes) == Some(true);
        let words = if is_excluded { beyond } else { at };
        lines.extend(number(bound).map(|number| format!("{words} {number}")));
        lines.extend(number(excludes).map(|number| format!("{beyond} {number}")));
    }
    lines.extend(number("multipleOf").map(|number| format!("a multiple of {number}")));
    for (least, most, what) in [
        ("minLength", "maxLength", "characters"),
        ("minItems", "maxItems", "items"),
        ("minProperties", "maxProperties", "members"),
    ] {
        match (number(least), number(most)) {
            (Some(least), Some(most)) if least == most => {
                lines.push(format!("exactly {}", plural(&least, what)));
            }
            (least, most) => {
                let told = |words: &str, count: String| format!("{words} {}", plural(&count, what));
                lines.extend(least.map(|count| told("at least", count)));
                lines.extend(most.map(|count| told("at most", count)));
            }
        }
    }
    let pattern = sources.get_str(node, "pattern");
    lines.extend(pattern.map(|pattern| format!("matches `{pattern}`")));
    let kind = text("type");
    let may_be_list = kind.is_none_or(|kind| kind.contains("\"array\""));
    if may_be_list && sources.get_bool(node, "uniqueItems") == Some(true) {
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
