//! What stands where in a document: a walk that knows each node for what OpenAPI makes of it.

use std::collections::HashSet;
use std::hash::BuildHasherDefault;

use super::family::Family;
use super::path::METHODS;
use crate::source::{NodeId, NodeSet, Sources, Spread};

/// What a node is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum What {
    Root,
    Components,
    PathItem,
    Operation,
    Callback,
    Parameter,
    Body,
    Response,
    Header,
    Media,
    Encoding,
    SecurityScheme,
    Example,
    Link,
    Schema,
}

/// How members of a node hold others.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Holds {
    One(What),
    List(What),
    Map(What),
}

/// What the member of a node holds (OpenAPI 3.2.0, section 4; JSON Schema 2020-12, section 10).
pub(crate) fn holds(what: What, key: &str) -> Option<Holds> {
    use Holds::{List, Map, One};
    Some(match (what, key) {
        (What::Root, "paths" | "webhooks" | "x-webhooks") => Map(What::PathItem),
        (What::Root, "components") => One(What::Components),
        (What::Components, "schemas") => Map(What::Schema),
        (What::Components, "responses") => Map(What::Response),
        (What::Components, "parameters") => Map(What::Parameter),
        (What::Components, "requestBodies") => Map(What::Body),
        (What::Components, "headers") => Map(What::Header),
        (What::Components, "pathItems") => Map(What::PathItem),
        (What::Components, "callbacks") => Map(What::Callback),
        (What::Components, "mediaTypes") => Map(What::Media),
        (What::Components, "securitySchemes") => Map(What::SecurityScheme),
        (What::PathItem | What::Operation, "parameters") => List(What::Parameter),
        (What::PathItem, "additionalOperations") => Map(What::Operation),
        (What::PathItem, method) if METHODS.contains(&method) => One(What::Operation),
        (What::Operation, "requestBody") => One(What::Body),
        (What::Operation, "responses") => Map(What::Response),
        (What::Operation, "callbacks") => Map(What::Callback),
        (What::Callback, key) if !key.starts_with("x-") && key != "$ref" => One(What::PathItem),
        (What::Parameter | What::Header, "schema") => One(What::Schema),
        (What::Parameter | What::Header | What::Body | What::Response, "content") => {
            Map(What::Media)
        }
        (What::Response | What::Encoding, "headers") => Map(What::Header),
        (What::Components | What::Parameter | What::Header | What::Media, "examples") => {
            Map(What::Example)
        }
        (What::Components | What::Response, "links") => Map(What::Link),
        (What::Media, "schema" | "itemSchema") => One(What::Schema),
        (What::Media, "encoding") => Map(What::Encoding),
        (What::Schema, key) => of_schema(key)?,
        _ => return None,
    })
}

/// The same, in Swagger 2.0 too.
pub(crate) fn held(what: What, key: &str, family: Family) -> Option<Holds> {
    let swagger = family == Family::Swagger;
    match (what, key) {
        (What::Root, "definitions") if swagger => Some(Holds::Map(What::Schema)),
        (What::Root, "parameters") if swagger => Some(Holds::Map(What::Parameter)),
        (What::Root, "responses") if swagger => Some(Holds::Map(What::Response)),
        (What::Response, "schema") if swagger => Some(Holds::One(What::Schema)),
        _ => holds(what, key),
    }
}

fn of_schema(key: &str) -> Option<Holds> {
    use Holds::{List, Map, One};
    Some(match key {
        "properties" | "patternProperties" | "$defs" | "definitions" | "dependentSchemas" => {
            Map(What::Schema)
        }
        "allOf" | "oneOf" | "anyOf" | "prefixItems" => List(What::Schema),
        "items"
        | "additionalProperties"
        | "not"
        | "if"
        | "then"
        | "else"
        | "contains"
        | "propertyNames"
        | "unevaluatedItems"
        | "unevaluatedProperties"
        | "contentSchema" => One(What::Schema),
        _ => return None,
    })
}

/// So many odd nodes are looked at one by one before all of the document is walked.
const FEW: usize = 64;

/// What the root reaches of the nodes that may be odd, each as what it is. Few documents have any: then nothing is walked.
pub(super) fn reached(
    sources: &Sources,
    root: NodeId,
    may_be: impl Fn(NodeId) -> bool + Sync,
) -> Vec<(What, NodeId)> {
    let suspects = sources.of_each(|node| may_be(node).then_some(node));
    let suspects: NodeSet = suspects.into_iter().collect();
    let mut found = Vec::new();
    let few = || suspects.len() <= FEW;
    let is_part = |node: &NodeId| !(few() && is_no_part(sources, root, *node));
    if suspects.iter().any(is_part) {
        walk(sources, root, &mut |what, node| {
            if suspects.contains(&node) {
                found.push((what, node));
            }
        });
    }
    found
}

/// What stands at a place.
enum Stands {
    Part(What),
    /// A list or a map of parts.
    Parts(What),
}

/// Whether a node stands where nothing is a part of the document: it is data of its author, or within, or holds parts by
/// their names.
fn is_no_part(sources: &Sources, root: NodeId, node: NodeId) -> bool {
    let mut way: Vec<NodeId> = sources.ancestors(node).collect();
    if way.pop() != Some(root) {
        return false;
    }
    way.reverse();
    let (mut parent, mut stands) = (root, Stands::Part(What::Root));
    for child in way {
        stands = match stands {
            Stands::Parts(what) => Stands::Part(what),
            Stands::Part(what) => {
                let mut entries = sources.entries(parent).iter();
                let Some(entry) = entries.find(|entry| entry.value == child) else {
                    return false;
                };
                match holds(what, &entry.key) {
                    Some(Holds::One(what)) => Stands::Part(what),
                    Some(Holds::List(what) | Holds::Map(what)) => Stands::Parts(what),
                    None => return is_data(what, &entry.key),
                }
            }
        };
        parent = child;
    }
    matches!(stands, Stands::Parts(_))
}

/// Whether the member of a part is what its author would send, in whatever shape that has.
fn is_data(what: What, key: &str) -> bool {
    match what {
        What::Schema => matches!(key, "example" | "examples" | "default" | "enum" | "const"),
        What::Media | What::Parameter | What::Header => key == "example",
        What::Example => matches!(key, "value" | "dataValue"),
        _ => false,
    }
}

/// Visits the root and all that it reaches, also through references, each node once. A reference is visited itself, and
/// what it names as the same.
pub(crate) fn walk(sources: &Sources, root: NodeId, visit: &mut dyn FnMut(What, NodeId)) {
    walk_held(sources, root, Family::OpenApi, visit);
}

/// The same, in a document that may be Swagger 2.0 as it stands in its file.
pub(crate) fn walk_held(
    sources: &Sources,
    root: NodeId,
    family: Family,
    visit: &mut dyn FnMut(What, NodeId),
) {
    let mut seen: HashSet<_, BuildHasherDefault<Spread>> = HashSet::default();
    let mut open = vec![(What::Root, root)];
    while let Some((what, node)) = open.pop() {
        if !seen.insert((what, node)) {
            continue;
        }
        visit(what, node);
        open.extend(sources.target(node).map(|target| (what, target)));
        for entry in sources.entries(node) {
            match held(what, &entry.key, family) {
                Some(Holds::One(what)) => open.push((what, entry.value)),
                Some(Holds::List(what)) => {
                    open.extend(sources.items(entry.value).iter().map(|item| (what, *item)));
                }
                Some(Holds::Map(what)) => {
                    let members = sources.entries(entry.value).iter();
                    let members = members
                        .filter(|member| what == What::Schema || !member.key.starts_with("x-"));
                    open.extend(members.map(|member| (what, member.value)));
                }
                None => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Diagnostics;
    use crate::source::{Limits, NodeKind};

    const DOCUMENT: &str = r"
openapi: 3.1.0
paths:
  /a:
    get:
      parameters: [{name: a, in: query, example: {b: {}}}]
components:
  examples:
    A: {value: {b: {}}}
  schemas:
    A:
      properties: {properties: {type: object}, enum: {}}
      default: [{b: {}}]
      allOf: [{}]
      x-a: {b: {}}
";

    #[test]
    fn what_is_data_or_holds_names_is_no_part() {
        let mut sources = Sources::default();
        let read = sources.read(
            "a.yaml",
            DOCUMENT.into(),
            &Limits::default(),
            &mut Diagnostics::default(),
        );
        let root = read.ok().expect("it is YAML");
        let of = |pointer: &str| {
            let node = sources.resolve(root, &format!("#{pointer}"));
            is_no_part(&sources, root, node.expect(pointer))
        };
        let parts = [
            "/paths/~1a/get",
            "/paths/~1a/get/parameters/0",
            "/components/schemas/A",
            "/components/schemas/A/properties/properties",
            "/components/schemas/A/properties/enum",
            "/components/schemas/A/allOf/0",
            // Who knows.
            "/components/schemas/A/x-a/b",
        ];
        let others = [
            "/paths",
            "/paths/~1a/get/parameters/0/example/b",
            "/components/examples/A/value",
            "/components/schemas",
            "/components/schemas/A/properties",
            "/components/schemas/A/default/0/b",
        ];
        assert_eq!(parts.map(of), [false; 7]);
        assert_eq!(others.map(of), [true; 6]);
        // Of another document nobody knows where it stands.
        let elsewhere = sources.add(NodeKind::Null, sources.span(root));
        assert!(!is_no_part(&sources, root, elsewhere));
    }
}
