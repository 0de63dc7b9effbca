//! Types and places in the spelling of another language, where one alone can be meant: `String`, `int`, `in: Query`.

use super::positions::{What, reached};
use super::schema::kind;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::{NodeId, NodeKind, Sources};
use crate::spelling::slip;

const TYPES: [&str; 7] = [
    "null", "boolean", "integer", "number", "string", "array", "object",
];
const PLACES: [&str; 5] = ["path", "query", "header", "cookie", "querystring"];

/// A word, and what it is meant to be; a type may be text of a format.
struct Meant {
    at: NodeId,
    word: &'static str,
    format: Option<&'static str>,
}

/// Takes types and places as they are meant.
pub(super) fn mend(sources: &mut Sources, root: NodeId, diagnostics: &mut Diagnostics) {
    let is_odd = |node| !types(sources, node).is_empty() || place(sources, node).is_some();
    for (what, node) in reached(sources, root, is_odd) {
        let (key, meant) = match what {
            What::Schema => ("type", types(sources, node)),
            What::Parameter => ("in", place(sources, node).into_iter().collect()),
            _ => continue,
        };
        for one in meant {
            report(sources, key, &one, diagnostics);
            sources.replace(one.at, NodeKind::String(one.word.into()));
            if let Some(format) = one.format {
                add_format(sources, node, format);
            }
        }
    }
}

/// The types of a schema that are none, with what each is meant to be.
fn types(sources: &Sources, schema: NodeId) -> Vec<Meant> {
    let Some(stated) = sources.get(schema, "type") else {
        return Vec::new();
    };
    let names = match sources.kind(stated) {
        NodeKind::Sequence(items) => &items[..],
        _ => std::slice::from_ref(&stated),
    };
    let meant = |at: &NodeId| {
        let name = sources.str(*at).filter(|name| kind(name).is_none())?;
        let (word, format) = type_of(name)?;
        Some(Meant {
            at: *at,
            word,
            format,
        })
    };
    names.iter().filter_map(meant).collect()
}

fn type_of(name: &str) -> Option<(&'static str, Option<&'static str>)> {
    let word = match &*name.to_lowercase() {
        "int" | "long" | "short" => "integer",
        "float" | "double" | "decimal" => "number",
        "bool" => "boolean",
        "str" | "text" | "char" => "string",
        "list" | "set" => "array",
        "map" | "dict" | "struct" => "object",
        "date" => return Some(("string", Some("date"))),
        "datetime" | "date-time" => return Some(("string", Some("date-time"))),
        "uuid" => return Some(("string", Some("uuid"))),
        "uri" => return Some(("string", Some("uri"))),
        "email" => return Some(("string", Some("email"))),
        "binary" | "file" => return Some(("string", Some("binary"))),
        _ => slip(name, TYPES.into_iter())?,
    };
    Some((word, None))
}

/// The place of a parameter that is none, with what it is meant to be.
fn place(sources: &Sources, parameter: NodeId) -> Option<Meant> {
    let at = sources.get(parameter, "in")?;
    let said = sources.str(at)?;
    let is_known = PLACES.contains(&said) || matches!(said, "body" | "formData");
    let word = slip(said, PLACES.into_iter()).filter(|_| !is_known)?;
    Some(Meant {
        at,
        word,
        format: None,
    })
}

/// Adds a format to a schema that has none.
fn add_format(sources: &mut Sources, schema: NodeId, format: &'static str) {
    let NodeKind::Mapping(members) = sources.kind(schema) else {
        return;
    };
    let mut members = members.to_vec();
    if members.iter().all(|member| *member.key != *"format") {
        let text = sources.make_text(format, schema);
        members.push(sources.member("format", text));
        sources.replace(schema, NodeKind::Mapping(members.into()));
    }
}

fn report(sources: &Sources, key: &str, meant: &Meant, diagnostics: &mut Diagnostics) {
    let said = sources.str(meant.at).unwrap_or_default();
    let word = meant.word;
    let is = match key {
        "in" => "no place for a parameter",
        _ => "no `type`",
    };
    let text = format!("`{said}` is {is}: it is taken as `{word}`");
    let found = Diagnostic::new(Code::WrongKind, text).at_node(sources, meant.at);
    let format = meant
        .format
        .map(|format| format!(" with `format: {format}`"));
    diagnostics.add(found.help(format!(
        "write `{key}: {word}`{}",
        format.unwrap_or_default()
    )));
}
