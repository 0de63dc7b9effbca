//! A reference in place of a whole map or list: `paths: {$ref: paths.yaml}`, `properties: {$ref: '#/..'}`. OpenAPI has none
//! there, and what is meant is plain: the members are those of what it names.

use std::collections::HashSet;

use super::family::Family;
use super::positions::{Holds, What, held, walk_held};
use super::report_broken;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::{Entry, NodeId, NodeKind, Sources, pointer};

/// How deep references of this kind may lead into each other.
const ROUNDS: usize = 16;

/// What stands at a place that holds many, and what they are where OpenAPI lets each of them be a reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    Map(Option<What>),
    List(Option<What>),
}

/// Lets the members of what such references name stand in their place, as references where they may be. Every file must
/// have been read. Small documents could stand for very many members: no more than `most` are made.
pub(crate) fn resolve(
    sources: &mut Sources,
    root: NodeId,
    mut most: usize,
    diagnostics: &mut Diagnostics,
) {
    let mut done = HashSet::new();
    for _ in 0..ROUNDS {
        // Few documents have any, which is known without a walk.
        let suspect = |node| has_suspects(sources, node).then_some(());
        if sources.of_each(suspect).is_empty() {
            return;
        }
        let found = found(sources, root, &done);
        if found.is_empty() {
            return;
        }
        for (node, shape) in found {
            let Some(left) = most.checked_sub(count(sources, node)) else {
                let text = "references in place of maps and lists stand for too many members";
                let found = Diagnostic::new(Code::Limit, text).at_node(sources, node);
                diagnostics.add(found.help("raise limits.nodes in the settings"));
                return;
            };
            most = left;
            done.insert(node);
            replace(sources, node, shape, diagnostics);
        }
    }
}

/// How many members a reference stands for.
fn count(sources: &Sources, node: NodeId) -> usize {
    let target = sources.follow(node).unwrap_or(node);
    sources.entries(target).len() + sources.items(target).len()
}

/// Whether a map has a reference under a key that may hold many.
fn has_suspects(sources: &Sources, map: NodeId) -> bool {
    const KEYS: [&str; 35] = [
        "allOf",
        "anyOf",
        "callbacks",
        "components",
        "content",
        "definitions",
        "$defs",
        "dependentSchemas",
        "encoding",
        "enum",
        "examples",
        "headers",
        "info",
        "links",
        "mediaTypes",
        "oneOf",
        "parameters",
        "pathItems",
        "paths",
        "patternProperties",
        "prefixItems",
        "properties",
        "requestBodies",
        "required",
        "responses",
        "schemas",
        "security",
        "securityDefinitions",
        "securitySchemes",
        "servers",
        "tags",
        "variables",
        "webhooks",
        "x-webhooks",
        "additionalOperations",
    ];
    let mut entries = sources.entries(map).iter();
    let is_one = |entry: &Entry| {
        sources.get_str(entry.value, "$ref").is_some() && KEYS.contains(&&*entry.key)
    };
    entries.any(is_one) && !holds_names(sources, map)
}

/// Whether the keys of a map are its author's own names, by its own key.
fn holds_names(sources: &Sources, map: NodeId) -> bool {
    let parent = sources.ancestors(map).nth(1);
    let mut entries = parent.map_or(&[][..], |it| sources.entries(it)).iter();
    let own = entries.find(|entry| entry.value == map);
    own.is_some_and(|own| {
        matches!(
            &*own.key,
            "properties" | "schemas" | "definitions" | "$defs"
        )
    })
}

fn found(sources: &Sources, root: NodeId, done: &HashSet<NodeId>) -> Vec<(NodeId, Shape)> {
    let family = Family::of(sources, root);
    let mut found = Vec::new();
    walk_held(sources, root, family, &mut |what, node| {
        for entry in sources.entries(node) {
            let value = entry.value;
            if sources.get_str(value, "$ref").is_some()
                && let Some(shape) = shape(what, &entry.key, family)
                && !done.contains(&value)
            {
                found.push((value, shape));
            }
        }
    });
    found
}

fn shape(what: What, key: &str, family: Family) -> Option<Shape> {
    // An operation and a media type stand where they are used.
    let as_reference =
        |what| (!matches!(what, What::Operation | What::Media | What::Encoding)).then_some(what);
    match (what, key) {
        (What::Root, "info" | "components" | "securityDefinitions") => Some(Shape::Map(None)),
        (What::Root, "tags" | "security" | "servers")
        | (What::PathItem | What::Operation, "servers")
        | (What::Operation, "security" | "tags")
        | (What::Schema, "enum" | "required") => Some(Shape::List(None)),
        _ => match held(what, key, family)? {
            Holds::One(_) => None,
            Holds::List(what) => Some(Shape::List(as_reference(what))),
            Holds::Map(what) => Some(Shape::Map(as_reference(what))),
        },
    }
}

fn replace(sources: &mut Sources, node: NodeId, shape: Shape, diagnostics: &mut Diagnostics) {
    let text = sources.get_str(node, "$ref").unwrap_or_default().to_owned();
    let mut own = sources.entries(node).to_vec();
    own.retain(|entry| &*entry.key != "$ref");
    let target = match sources.follow(node) {
        Ok(target) => target,
        Err((at, why)) => {
            report_broken(sources, at, &why, diagnostics);
            return leave_out(sources, node, shape, own);
        }
    };
    if let Some(slips) = sources.slips(target) {
        diagnostics.extend(slips.clone());
    }
    let (target, text) = members(sources, target, shape, text);
    let kind = match (sources.kind(target).clone(), shape) {
        (NodeKind::Mapping(entries), Shape::Map(what)) => {
            let known: HashSet<_> = own.iter().map(|entry| entry.key.clone()).collect();
            let is_new = |entry: &&Entry| &*entry.key != "$ref" && !known.contains(&entry.key);
            for entry in entries.iter().filter(is_new) {
                let what = what.filter(|_| !entry.key.starts_with("x-"));
                let value = member(sources, node, entry.value, &text, &entry.key, what);
                own.push(Entry {
                    value,
                    ..entry.clone()
                });
            }
            NodeKind::Mapping(own.into())
        }
        (NodeKind::Sequence(items), Shape::List(what)) => {
            let items = items.into_iter().enumerate();
            let items =
                items.map(|(at, item)| member(sources, node, item, &text, &at.to_string(), what));
            NodeKind::Sequence(items.collect())
        }
        // One in place of a list of one.
        (NodeKind::Mapping(_), Shape::List(Some(_))) => {
            let one = reference(sources, node, &text);
            NodeKind::Sequence([one].into())
        }
        _ => {
            let wanted = match shape {
                Shape::Map(_) => "a map",
                Shape::List(_) => "a list",
            };
            let is = sources.describe(target);
            let text = format!("`{text}` is {is}, where {wanted} is expected: it is left out");
            let found = Diagnostic::new(Code::WrongKind, text).at_node(sources, node);
            diagnostics.add(found.help("correct the reference"));
            return leave_out(sources, node, shape, own);
        }
    };
    note(sources, node, &text, diagnostics);
    sources.replace(node, kind);
}

/// What stands beside a reference that names nothing of use; a list without items would say what nobody meant.
fn leave_out(sources: &mut Sources, node: NodeId, shape: Shape, own: Vec<Entry>) {
    let parent = sources.ancestors(node).nth(1);
    match (shape, parent) {
        (Shape::List(_), Some(parent)) => {
            let mut others = sources.entries(parent).to_vec();
            others.retain(|entry| entry.value != node);
            sources.replace(parent, NodeKind::Mapping(others.into()));
        }
        _ => sources.replace(node, NodeKind::Mapping(own.into())),
    }
}

/// The map that is meant, and its address: of a schema where properties are expected, its properties.
fn members(sources: &Sources, target: NodeId, shape: Shape, text: String) -> (NodeId, String) {
    let is_text = |key| sources.get_str(target, key).is_some();
    let is_list = |key| {
        let value = sources.get(target, key);
        value.is_some_and(|value| matches!(sources.kind(value), NodeKind::Sequence(_)))
    };
    if shape == Shape::Map(Some(What::Schema))
        && (is_text("type") || is_list("type") || is_list("required"))
        && let Some(inner) = sources.get(target, "properties")
    {
        let text = address(&text, "properties").unwrap_or(text);
        return (inner, text);
    }
    (target, text)
}

/// A member as it stands in its new place: a reference to it, or the node itself where there is no such thing.
fn member(
    sources: &mut Sources,
    node: NodeId,
    value: NodeId,
    text: &str,
    key: &str,
    what: Option<What>,
) -> NodeId {
    match address(text, key).filter(|_| what.is_some()) {
        Some(text) => reference(sources, node, &text),
        None => value,
    }
}

fn reference(sources: &mut Sources, at: NodeId, text: &str) -> NodeId {
    let span = sources.get(at, "$ref").map(|text| sources.span(text));
    let span = span.unwrap_or_else(|| sources.span(at));
    let text = sources.add(NodeKind::String(text.into()), span);
    let member = sources.member("$ref", text);
    sources.add(NodeKind::Mapping([member].into()), span)
}

/// The address of a member of what a reference names; `None` where it is named by an anchor.
fn address(text: &str, key: &str) -> Option<String> {
    let (file, fragment) = text.split_once('#').unwrap_or((text, ""));
    let key = pointer::step(key).replace('%', "%25");
    (fragment.is_empty() || fragment.starts_with('/'))
        .then(|| format!("{file}#{}/{key}", fragment.trim_end_matches('/')))
}

fn note(sources: &Sources, node: NodeId, text: &str, diagnostics: &mut Diagnostics) {
    let said = format!("a reference stands in place of all members: they are those of `{text}`");
    let found = Diagnostic::new(Code::WholeReference, said).at_node(sources, node);
    diagnostics.add(found.help("refer to each of them: other tools may not read this"));
}
