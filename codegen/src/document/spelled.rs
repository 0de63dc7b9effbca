//! A word where a schema belongs: `name: string`, `items: '#/components/schemas/Pet'`, `additionalProperties: 'false'`, and
//! `type: null` without quotes among alternatives. What is meant is taken.

use super::family::says_edition;
use super::positions::{Holds, What, holds, reached};
use super::schema::kind;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::{NodeId, NodeKind, Sources};

const ONES: [&str; 5] = ["items", "additionalProperties", "schema", "not", "contains"];
const LISTS: [&str; 3] = ["allOf", "oneOf", "anyOf"];
const MAPS: [&str; 4] = ["properties", "schemas", "patternProperties", "$defs"];
/// Keywords whose values are words: under `properties` they are meant as keywords more often than as properties.
const OF_WORDS: [&str; 4] = ["type", "description", "title", "format"];

/// Takes words in place of schemas as they are meant. Whether there were any.
pub(super) fn mend(sources: &mut Sources, root: NodeId, diagnostics: &mut Diagnostics) -> bool {
    let old = says_edition(sources, root, "3.0");
    let mut any = false;
    for (what, node) in reached(sources, root, |node| is_suspect(sources, node)) {
        for entry in sources.entries(node).to_vec() {
            let places = match holds(what, &entry.key) {
                Some(Holds::One(What::Schema)) => vec![entry.value],
                Some(Holds::List(What::Schema)) => sources.items(entry.value).to_vec(),
                Some(Holds::Map(What::Schema)) => {
                    let members = sources.entries(entry.value).iter();
                    let members = members.filter(|one| !OF_WORDS.contains(&&*one.key));
                    members.map(|one| one.value).collect()
                }
                _ => continue,
            };
            let is_alternative = matches!(&*entry.key, "oneOf" | "anyOf");
            for place in places {
                any |= word(sources, place, diagnostics)
                    || is_alternative && null(sources, place, old, diagnostics);
            }
        }
    }
    any
}

fn is_suspect(sources: &Sources, node: NodeId) -> bool {
    let is_text = |node: NodeId| sources.str(node).is_some();
    let items = |key: &str| sources.items_of(node, key);
    let members = |key: &str| sources.entries_of(node, key);
    ONES.iter()
        .any(|key| sources.get(node, key).is_some_and(is_text))
        || LISTS.iter().any(|key| {
            let mut items = items(key).iter();
            items.any(|item| is_text(*item) || unquoted(sources, *item).is_some())
        })
        || MAPS
            .iter()
            .any(|key| members(key).iter().any(|one| is_text(one.value)))
}

/// A text for what it names: a type, a schema of the document, or a flag.
fn word(sources: &mut Sources, place: NodeId, diagnostics: &mut Diagnostics) -> bool {
    let Some(text) = sources.str(place).map(str::to_owned) else {
        return false;
    };
    let key = match &*text {
        "true" | "false" => None,
        name if kind(name).is_some() => Some("type"),
        name if name.starts_with("#/") && sources.resolve(place, name).is_ok() => Some("$ref"),
        _ => return false,
    };
    let (meant, help) = match key {
        None => (
            NodeKind::Bool(text == "true"),
            format!("it is taken as `{text}`; write it without quotes"),
        ),
        Some(key) => {
            let quote = if key == "$ref" { "'" } else { "" };
            let value = sources.make_text(&*text, place);
            let help = format!("it is taken as `{{{key}: {quote}{text}{quote}}}`; write that");
            (NodeKind::Mapping([sources.member(key, value)].into()), help)
        }
    };
    let found = Diagnostic::new(Code::WrongKind, "text stands where a schema is expected");
    diagnostics.add(found.at_node(sources, place).help(help));
    sources.retell(place, meant);
    true
}

/// The null of an alternative that says `type: null` and nothing else.
fn unquoted(sources: &Sources, alternative: NodeId) -> Option<NodeId> {
    match sources.entries(alternative) {
        [only] if &*only.key == "type" && *sources.kind(only.value) == NodeKind::Null => {
            Some(only.value)
        }
        _ => None,
    }
}

/// `type: null` for the type `'null'`.
fn null(
    sources: &mut Sources,
    alternative: NodeId,
    old: bool,
    diagnostics: &mut Diagnostics,
) -> bool {
    let Some(place) = unquoted(sources, alternative) else {
        return false;
    };
    // OpenAPI 3.0 has no such type, of which another finding speaks.
    if !old {
        let text = "`type: null` is taken as the type `'null'`";
        let found = Diagnostic::new(Code::OddSchema, text).at_node(sources, place);
        diagnostics.add(found.help("put it in quotes: `type: 'null'`"));
    }
    sources.retell(place, NodeKind::String("null".into()));
    true
}
