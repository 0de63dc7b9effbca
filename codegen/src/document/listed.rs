//! Values of an `enum` that are of another kind than the `type` beside it: what was meant is taken, and what can never
//! stand there is reported.

use std::collections::HashSet;

use super::positions::{What, walk};
use super::schema::kind;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::Kind;
use crate::source::{NodeId, NodeKind, Sources};

/// A value of an enum, as the `type` beside it lets it be.
enum Listed {
    Fits,
    /// What it was meant to be is plain: `1` among texts, `'1'` among integers.
    Meant(NodeKind),
    /// No value of the type is this one.
    Never,
}

/// Takes the values of enums as they are meant.
pub(super) fn mend(sources: &mut Sources, root: NodeId, diagnostics: &mut Diagnostics) {
    let suspects: HashSet<NodeId> = sources
        .all()
        .filter(|node| {
            values(sources, *node)
                .iter()
                .any(|(_, one)| !matches!(one, Listed::Fits))
        })
        .collect();
    if suspects.is_empty() {
        return;
    }
    let mut schemas = Vec::new();
    walk(sources, root, &mut |what, node| {
        if what == What::Schema && suspects.contains(&node) {
            schemas.push(node);
        }
    });
    for schema in schemas {
        for (value, listed) in values(sources, schema) {
            report(sources, schema, value, &listed, diagnostics);
            if let Listed::Meant(kind) = listed {
                sources.replace(value, kind);
            }
        }
    }
}

/// Whether a schema of these kinds has no use for a listed value.
pub(super) fn is_never(sources: &Sources, kinds: &[Kind], value: NodeId) -> bool {
    *sources.kind(value) != NodeKind::Null
        && matches!(listed(sources, kinds, false, value), Listed::Never)
}

/// The values of a schema's enum, and how they go with its `type`.
fn values(sources: &Sources, schema: NodeId) -> Vec<(NodeId, Listed)> {
    let Some(list) = sources.get(schema, "enum") else {
        return Vec::new();
    };
    let Some(stated) = sources.get(schema, "type") else {
        return Vec::new();
    };
    let names = match sources.kind(stated) {
        NodeKind::String(name) => vec![&**name],
        NodeKind::Sequence(items) => items
            .iter()
            .map(|item| sources.str(*item).unwrap_or("null"))
            .collect(),
        _ => return Vec::new(),
    };
    let Some(kinds) = names.into_iter().map(kind).collect::<Option<Vec<_>>>() else {
        return Vec::new();
    };
    let nullable = ["nullable", "x-nullable"]
        .iter()
        .any(|key| sources.get_bool(schema, key) == Some(true));
    let items = sources.items(list).iter();
    items
        .map(|value| (*value, listed(sources, &kinds, nullable, *value)))
        .collect()
}

fn listed(sources: &Sources, kinds: &[Kind], nullable: bool, value: NodeId) -> Listed {
    let allows = |kind| kinds.contains(&kind);
    let is_number = allows(Kind::Number) || allows(Kind::Integer);
    let fits = match sources.kind(value) {
        NodeKind::Null => nullable || allows(Kind::Null),
        NodeKind::Bool(_) => allows(Kind::Boolean),
        NodeKind::Number(_) => is_number,
        NodeKind::String(_) => allows(Kind::String),
        NodeKind::Sequence(_) => allows(Kind::Array),
        NodeKind::Mapping(_) => allows(Kind::Object),
    };
    match sources.kind(value) {
        // `type: object` beside texts is not true, which is met where the enum is made.
        _ if fits || kinds == [Kind::Object] => Listed::Fits,
        NodeKind::Number(text) if allows(Kind::String) => {
            Listed::Meant(NodeKind::String(text.clone()))
        }
        NodeKind::Bool(value) if allows(Kind::String) => {
            Listed::Meant(NodeKind::String(value.to_string().into()))
        }
        NodeKind::String(text) if is_number && is_json_number(text) => {
            Listed::Meant(NodeKind::Number(text.clone()))
        }
        _ => Listed::Never,
    }
}

fn report(
    sources: &Sources,
    schema: NodeId,
    value: NodeId,
    listed: &Listed,
    diagnostics: &mut Diagnostics,
) {
    let said = sources.json(value);
    let is = sources.describe(value);
    let stated = sources.get(schema, "type");
    let stated = stated.map_or_else(String::new, |kind| sources.json(kind).replace('"', ""));
    let (text, help) = match listed {
        Listed::Fits => return,
        Listed::Meant(NodeKind::String(text)) => (
            format!("{said} is {is} in an enum of texts: it is taken as `\"{text}\"`"),
            format!("write `'{text}'`"),
        ),
        Listed::Meant(_) => (
            format!("{said} is {is} in an enum of numbers: it is taken as the number"),
            "remove the quotes".to_owned(),
        ),
        Listed::Never if *sources.kind(value) == NodeKind::Null => (
            format!("the enum lists null, which `type: {stated}` does not allow"),
            "allow it by `nullable: true` in OpenAPI 3.0, by `type: [.., 'null']` in 3.1; or remove it".to_owned(),
        ),
        Listed::Never => (
            format!("{said} is {is}, which `type: {stated}` does not allow: it counts as not listed"),
            "remove it, or correct the `type`".to_owned(),
        ),
    };
    let found = Diagnostic::new(Code::EnumValues, text).at_node(sources, value);
    diagnostics.add(found.help(help));
}

fn is_json_number(text: &str) -> bool {
    serde_json::from_str::<serde_json::Number>(text).is_ok()
}
