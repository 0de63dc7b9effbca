//! Lists where maps belong, maps where lists belong, a word in place of either: where what is meant is plain, it is taken.

use super::positions::{Holds, What, holds, reached};
use super::schema::flag_of;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::{Entry, NodeId, NodeKind, Sources};

const LISTS: [&str; 5] = ["parameters", "allOf", "oneOf", "anyOf", "servers"];
const MAPS: [&str; 4] = ["responses", "headers", "content", "properties"];

/// Takes what stands in another shape as it is meant. Whether anything was.
pub(super) fn mend(sources: &mut Sources, root: NodeId, diagnostics: &mut Diagnostics) -> bool {
    let components = sources.get(root, "components");
    let may_be = |node| Some(node) != components && is_suspect(sources, node);
    let mut any = false;
    for (what, node) in reached(sources, root, may_be) {
        for entry in sources.entries(node).to_vec() {
            if let Some((meant, how)) = meant(sources, what, &entry) {
                report(sources, &entry, how, diagnostics);
                sources.retell(entry.value, meant);
                any = true;
            }
        }
    }
    any
}

fn is_suspect(sources: &Sources, node: NodeId) -> bool {
    let is = |key: &str, odd: fn(&NodeKind) -> bool| {
        sources
            .get(node, key)
            .is_some_and(|value| odd(sources.kind(value)))
    };
    let is_text = |kind: &NodeKind| matches!(kind, NodeKind::String(_));
    let is_no_list = |kind: &NodeKind| matches!(kind, NodeKind::Mapping(_) | NodeKind::String(_));
    let is_list = |kind: &NodeKind| matches!(kind, NodeKind::Sequence(_));
    let has_text = || {
        let items = sources.items_of(node, "servers");
        items.iter().any(|item| sources.str(*item).is_some())
    };
    LISTS.iter().any(|key| is(key, is_no_list))
        || MAPS.iter().any(|key| is(key, is_list))
        || is("enum", is_text)
        || is("required", is_text)
        || has_text()
}

/// What the value of a member is meant to be, and how it is told.
fn meant(sources: &mut Sources, what: What, entry: &Entry) -> Option<(NodeKind, String)> {
    let (key, value) = (&*entry.key, entry.value);
    match (what, key, sources.kind(value).clone()) {
        (What::Root | What::PathItem | What::Operation, "servers", kind) => {
            servers(sources, value, kind)
        }
        (What::Schema, "enum" | "required", NodeKind::String(text)) => {
            let is_flag = flag_of(&text).is_some();
            (!is_flag || key == "enum").then(|| words(sources, value, &text))
        }
        (_, _, kind) => match (holds(what, key)?, kind) {
            (Holds::List(inner), NodeKind::Mapping(entries)) => {
                list(sources, inner, value, &entries)
            }
            (Holds::Map(inner), NodeKind::Sequence(items)) => map(sources, inner, value, &items),
            _ => None,
        },
    }
}

/// `enum: dog, cat` and `required: name`.
fn words(sources: &mut Sources, at: NodeId, text: &str) -> (NodeKind, String) {
    let words: Vec<&str> = text.split(',').map(str::trim).collect();
    let help = format!("it is taken as `[{}]`; write that", words.join(", "));
    let items = words.iter().map(|word| sources.make_text(*word, at));
    (NodeKind::Sequence(items.collect()), help)
}

/// The address alone, or one server alone.
fn servers(sources: &mut Sources, at: NodeId, kind: NodeKind) -> Option<(NodeKind, String)> {
    let server = |sources: &mut Sources, node: NodeId| {
        let text = sources.str(node)?.to_owned();
        let url = sources.make_text(text, node);
        let member = sources.member("url", url);
        Some(sources.make_map(vec![member], node))
    };
    match kind {
        NodeKind::String(text) => {
            let one = server(sources, at)?;
            let help = format!("it is taken as the one server; write `[{{url: '{text}'}}]`");
            Some((NodeKind::Sequence([one].into()), help))
        }
        NodeKind::Mapping(_) if sources.get_str(at, "url").is_some() => {
            let one = copy(sources, at);
            let help = "it is taken as the one server; write it as a list, `- url: ..`";
            Some((NodeKind::Sequence([one].into()), help.to_owned()))
        }
        NodeKind::Sequence(items) => {
            let text = items.iter().find_map(|item| sources.str(*item))?.to_owned();
            let items = items.into_iter();
            let items = items.map(|item| server(sources, item).unwrap_or(item));
            let help = format!("texts are taken as addresses; write `- url: {text}`");
            Some((NodeKind::Sequence(items.collect()), help))
        }
        _ => None,
    }
}

/// A map in place of a list: one thing alone, or things under their names.
fn list(
    sources: &mut Sources,
    what: What,
    at: NodeId,
    entries: &[Entry],
) -> Option<(NodeKind, String)> {
    if sources.get(at, "$ref").is_some() || entries.is_empty() {
        return None;
    }
    let is_one = match what {
        What::Parameter => {
            sources.get_str(at, "in").is_some() && sources.get_str(at, "name").is_some()
        }
        What::Schema => looks_like_schema(sources, at),
        _ => return None,
    };
    if is_one {
        let one = copy(sources, at);
        let help = "it is taken as a list of this one; write it as an item, with `- ` before it";
        return Some((NodeKind::Sequence([one].into()), help.to_owned()));
    }
    let is_map = |entry: &Entry| matches!(sources.kind(entry.value), NodeKind::Mapping(_));
    if !entries.iter().all(is_map) {
        return None;
    }
    let first = &entries.first()?.key;
    let help = match what {
        What::Parameter => {
            format!("each is taken as called after its key; write `- name: {first}`")
        }
        _ => "its values are taken as the list; write each as an item, with `- ` before it"
            .to_owned(),
    };
    let mut items = Vec::new();
    for entry in entries {
        items.push(match what {
            What::Parameter => named(sources, entry),
            _ => entry.value,
        });
    }
    Some((NodeKind::Sequence(items.into()), help))
}

/// A parameter that is called after its key, unless it has a name.
fn named(sources: &mut Sources, entry: &Entry) -> NodeId {
    let has = |key| sources.get(entry.value, key).is_some();
    if has("name") || has("$ref") {
        return entry.value;
    }
    let name = sources.make_text(entry.key.clone(), entry.value);
    let mut members = sources.entries(entry.value).to_vec();
    members.push(sources.member("name", name));
    sources.make_map(members, entry.value)
}

/// A list in place of a map: each item is a member, or says its own name.
fn map(
    sources: &mut Sources,
    what: What,
    at: NodeId,
    items: &[NodeId],
) -> Option<(NodeKind, String)> {
    let members = members_of_items(sources, items).or_else(|| by_name(sources, what, items))?;
    let first = members.first()?.key.clone();
    let mut keys: Vec<&str> = members.iter().map(|member| &*member.key).collect();
    keys.sort_unstable();
    keys.dedup();
    if keys.len() < members.len() || sources.items(at).is_empty() {
        return None;
    }
    let quote = match first.starts_with(|c: char| c.is_ascii_digit()) {
        true => "'",
        false => "",
    };
    let help =
        format!("it is taken as a map; write `{quote}{first}{quote}: ..`, without `- ` before it");
    Some((NodeKind::Mapping(members.into()), help))
}

/// `- name: {type: string}`.
fn members_of_items(sources: &Sources, items: &[NodeId]) -> Option<Vec<Entry>> {
    let mut members = Vec::new();
    for item in items {
        let own = sources.entries(*item);
        let may_be = |entry: &Entry| {
            matches!(
                sources.kind(entry.value),
                NodeKind::Mapping(_) | NodeKind::Null
            )
        };
        if own.is_empty() || !own.iter().all(may_be) {
            return None;
        }
        members.extend_from_slice(own);
    }
    Some(members)
}

/// `- {name: age, type: integer}`.
fn by_name(sources: &mut Sources, what: What, items: &[NodeId]) -> Option<Vec<Entry>> {
    let own = match what {
        What::Schema | What::Header => "name",
        What::Response => "status",
        _ => return None,
    };
    let mut members = Vec::new();
    for item in items {
        let name = sources.get_text(*item, own)?.clone();
        let mut rest = sources.entries(*item).to_vec();
        rest.retain(|entry| &*entry.key != own);
        let value = sources.make_map(rest, *item);
        members.push(Entry {
            key: name,
            key_span: sources.span(*item),
            value,
        });
    }
    Some(members)
}

/// Whether a map says what only a schema says.
pub(super) fn looks_like_schema(sources: &Sources, node: NodeId) -> bool {
    const WORDS: [&str; 7] = [
        "type",
        "properties",
        "items",
        "allOf",
        "oneOf",
        "anyOf",
        "enum",
    ];
    WORDS.iter().any(|key| match sources.get(node, key) {
        Some(value) => match *key {
            "type" => sources.str(value).is_some() || !sources.items(value).is_empty(),
            "allOf" | "oneOf" | "anyOf" | "enum" => !sources.items(value).is_empty(),
            _ => !sources.entries(value).is_empty(),
        },
        None => false,
    })
}

/// The same map as a node of its own.
pub(super) fn copy(sources: &mut Sources, node: NodeId) -> NodeId {
    let members = sources.entries(node).to_vec();
    sources.make_map(members, node)
}

fn report(sources: &Sources, entry: &Entry, help: String, diagnostics: &mut Diagnostics) {
    let wanted = match &*entry.key {
        "enum" | "required" => "a list",
        key if LISTS.contains(&key) => "a list",
        _ => "a map",
    };
    let is = sources.describe(entry.value);
    let text = match sources.kind(entry.value) {
        NodeKind::Sequence(_) if &*entry.key == "servers" => {
            "a server is text, where a map is expected".to_owned()
        }
        _ => format!("`{}` is {is}, where {wanted} is expected", entry.key),
    };
    let found = Diagnostic::new(Code::WrongKind, text).at_node(sources, entry.value);
    diagnostics.add(found.help(help));
}
