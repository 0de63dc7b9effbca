//! What the document says of a thing, for people.

use super::annotations;
use super::types::Types;
use crate::document::Document;
use crate::model::{Deprecation, Docs, Prose};
use crate::source::{NodeId, NodeKind, Sources};

impl Types<'_, '_> {
    /// What is said of a member: what the last part says of it, then those before it.
    pub fn docs_of_all(&self, nodes: &[NodeId]) -> Docs {
        let mut all = nodes.iter().rev().map(|node| self.docs_of(*node));
        let mut said = all.next().unwrap_or_default();
        for docs in all {
            annotations::add(&mut said, &docs);
        }
        said
    }

    pub fn docs_of(&self, node: NodeId) -> Docs {
        let mut said = docs(self.document, node);
        for part in annotations::parts(self.document.sources, node) {
            annotations::add(&mut said, &docs(self.document, part));
        }
        if let Some(text) = self.wishes.docs(node) {
            said.summary = None;
            said.description = Some(text.into());
        }
        said
    }
}

/// The prose of a schema, an operation, a parameter or a header.
pub(crate) fn docs(document: &Document<'_>, node: NodeId) -> Docs {
    let sources = document.sources;
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
    let prose = Prose {
        summary: shared("summary")
            .or_else(|| shared("title").filter(|title| says_more(document, node, title))),
        description: shared("description"),
        constraints: constraints(document, node),
        default: json("default"),
        example: json("example").or_else(|| {
            let all = sources.get(node, "examples")?;
            let named = || {
                let example = sources.follow(sources.entries(all).first()?.value).ok()?;
                ["value", "dataValue"]
                    .iter()
                    .find_map(|key| sources.get(example, key))
            };
            let first = sources.items(all).first().copied().or_else(named);
            Some(sources.json(first?).into())
        }),
        deprecated: deprecation(sources, node, external.as_deref()).map(Box::new),
        external,
    };
    prose.into()
}

/// That a thing is deprecated, and what is said of it; `external` are its docs elsewhere, which may be called after its successor.
fn deprecation(
    sources: &Sources,
    node: NodeId,
    external: Option<&(String, String)>,
) -> Option<Deprecation> {
    // A version or a year may be written as a number.
    let text = |key: &str| match sources.kind(sources.get(node, key)?) {
        NodeKind::String(text) | NodeKind::Number(text) => Some(text.to_string()),
        _ => None,
    };
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
    (said || !denied && (since.is_some() || reason.is_some())).then(|| Deprecation {
        sunset: text("x-sunset"),
        successor: external
            .map(|said| said.0.clone())
            .filter(|name| is_name(name)),
        since,
        reason,
    })
}

/// Whether a text is one name, such as that of an operation: what is deprecated points to its successor so.
fn is_name(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(char::is_alphabetic)
        && chars.all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'))
}

/// Whether a title is a sentence: without a space it is a name, and with the letters of the key that it stands at it is that
/// key again.
fn says_more(document: &Document<'_>, node: NodeId, title: &str) -> bool {
    if title.is_ascii() && !title.trim().contains(' ') {
        return false;
    }
    let bare = |text: &str| -> String {
        let letters = text.chars().filter(|c| c.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect()
    };
    let sources = document.sources;
    let mut around = sources.ancestors(node);
    let (Some(own), Some(parent)) = (around.next(), around.next()) else {
        return true;
    };
    bare(&sources.step(parent, own)) != bare(title)
}

/// The bounds of a schema, in words; of one that lists its values, these say it all.
fn constraints(document: &Document<'_>, node: NodeId) -> Vec<String> {
    let sources = document.sources;
    if ["enum", "const"]
        .iter()
        .any(|key| sources.get(node, key).is_some())
    {
        return Vec::new();
    }
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
        // Nothing has less than none.
        match (number(least).filter(|least| least != "0"), number(most)) {
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
