//! Values of an `enum` that are of another kind than the `type` beside it: what was meant is taken, and what can never
//! stand there is reported. An enum of which the `type` allows nothing is no enum, or that of a list's items: else no
//! value would be valid, and every request would be refused.

use super::positions::{What, reached};
use super::schema::kind;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use crate::model::Kind;
use crate::source::{Entry, NodeId, NodeKind, Sources};

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
    let is_odd = |sources: &Sources, node| {
        let values = values(sources, node).into_iter();
        let mut all = values.chain(constant(sources, node));
        all.any(|(_, one)| !matches!(one, Listed::Fits))
    };
    for (what, node) in reached(sources, root, |node| is_odd(sources, node)) {
        if what == What::Schema {
            mend_one(sources, node, diagnostics);
            mend_const(sources, node, diagnostics);
        }
    }
}

/// Takes a constant as it is meant.
fn mend_const(sources: &mut Sources, schema: NodeId, diagnostics: &mut Diagnostics) {
    let Some((value, listed)) = constant(sources, schema) else {
        return;
    };
    let (said, is) = (sources.json(value), sources.describe(value));
    let stated = stated(sources, schema);
    let of_type = format!("`const` is {said}, {is}, beside `type: {stated}`");
    let (code, text, help) = match &listed {
        Listed::Fits => return,
        Listed::Meant(NodeKind::String(text)) => (
            Code::EnumValues,
            format!("{of_type}: it is taken as text"),
            format!("write `const: '{text}'`"),
        ),
        Listed::Meant(_) => (
            Code::EnumValues,
            format!("{of_type}: it is taken without the quotes"),
            "remove the quotes".to_owned(),
        ),
        Listed::Never => (
            Code::Contradiction,
            format!("{of_type}: no value is both"),
            "correct one of the two".to_owned(),
        ),
    };
    let found = Diagnostic::new(code, text).at_node(sources, value);
    diagnostics.add(found.help(help));
    if let Listed::Meant(kind) = listed {
        sources.replace(value, kind);
    }
}

/// Takes the values of one enum as they are meant.
fn mend_one(sources: &mut Sources, schema: NodeId, diagnostics: &mut Diagnostics) {
    let values = values(sources, schema);
    let mut told = values
        .iter()
        .filter(|(value, _)| *sources.kind(*value) != NodeKind::Null)
        .peekable();
    if told.peek().is_some() && told.all(|(_, one)| matches!(one, Listed::Never)) {
        without_enum(sources, schema, diagnostics);
        return;
    }
    for (value, listed) in values {
        report(sources, schema, value, &listed, diagnostics);
        if let Listed::Meant(kind) = listed {
            sources.replace(value, kind);
        }
    }
}

/// Takes an enum away from a schema whose `type` allows none of its values; the items have it where they can.
fn without_enum(sources: &mut Sources, schema: NodeId, diagnostics: &mut Diagnostics) {
    let (listed, mut rest): (Vec<Entry>, Vec<Entry>) = sources
        .entries(schema)
        .iter()
        .cloned()
        .partition(|entry| *entry.key == *"enum");
    let Some(key) = listed.into_iter().next() else {
        return;
    };
    let list = key.value;
    let items = sources.get(schema, "items");
    let stated = stated(sources, schema);
    let of_items = stated == "array" && items.is_none_or(|items| can_take(sources, items, list));
    let of_both = items.is_some_and(|items| lists_the_same(sources, items, list));
    let (text, help) = if of_both {
        (
            "this enum is that of the items once more: it says nothing of the list".to_owned(),
            "remove it",
        )
    } else if of_items {
        (
            "this enum lists no arrays, as `type: array` has it: it is taken as the enum of the items".to_owned(),
            "move it into `items`",
        )
    } else {
        (
            format!("no value of this enum is of `type: {stated}`: the enum says nothing"),
            "correct the `type`, or the values",
        )
    };
    let mut found = Diagnostic::new(Code::EnumValues, text).at_key(sources, &key);
    if of_both {
        found.severity = Severity::Note;
    }
    diagnostics.add(found.help(help));
    if of_items {
        let items = items_with(sources, schema, key);
        // Findings point to what the document has, so that the values are mended before the schema is another.
        mend_one(sources, items, diagnostics);
        rest.retain(|entry| *entry.key != *"items");
        rest.push(sources.member("items", items));
    }
    sources.retell(schema, NodeKind::Mapping(rest.into()));
}

/// The items of a list, with an enum that stood beside them.
fn items_with(sources: &mut Sources, schema: NodeId, listed: Entry) -> NodeId {
    let items = sources.get(schema, "items");
    let mut members = match items {
        Some(items) if sources.get(items, "$ref").is_some() => {
            let parts = sources.make(NodeKind::Sequence([items].into()), items);
            vec![sources.member("allOf", parts)]
        }
        Some(items) => sources.entries(items).to_vec(),
        None => Vec::new(),
    };
    members.push(listed);
    sources.make_map(members, items.unwrap_or(schema))
}

/// Whether these items have an enum already, of the same values.
fn lists_the_same(sources: &Sources, items: NodeId, list: NodeId) -> bool {
    let items = sources.follow(items).unwrap_or(items);
    let own = sources.get(items, "enum");
    own.is_some_and(|own| sources.json(own) == sources.json(list))
}

/// Whether an enum can be that of these items: they have none, and their `type` allows one of the values.
fn can_take(sources: &Sources, items: NodeId, list: NodeId) -> bool {
    let Ok(items) = sources.follow(items) else {
        return false;
    };
    let kinds = kinds(sources, items);
    let fits = |value: &NodeId| match &kinds {
        Some(kinds) => !matches!(listed(sources, kinds, false, *value), Listed::Never),
        None => sources.get(items, "type").is_none(),
    };
    matches!(sources.kind(items), NodeKind::Mapping(_))
        && sources.get(items, "enum").is_none()
        && sources.items(list).iter().any(fits)
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
    let Some(kinds) = kinds(sources, schema) else {
        return Vec::new();
    };
    let nullable = is_nullable(sources, schema);
    let items = sources.items(list).iter();
    items
        .map(|value| (*value, listed(sources, &kinds, nullable, *value)))
        .collect()
}

/// The constant of a schema, and how it goes with its `type`.
fn constant(sources: &Sources, schema: NodeId) -> Option<(NodeId, Listed)> {
    let value = sources.get(schema, "const")?;
    let kinds = kinds(sources, schema)?;
    let nullable = is_nullable(sources, schema);
    Some((value, listed(sources, &kinds, nullable, value)))
}

fn is_nullable(sources: &Sources, schema: NodeId) -> bool {
    let says = |key| sources.get_bool(schema, key) == Some(true);
    says("nullable") || says("x-nullable")
}

/// The kinds that a schema's `type` names, where it names some that are known.
fn kinds(sources: &Sources, schema: NodeId) -> Option<Vec<Kind>> {
    let stated = sources.get(schema, "type")?;
    let names = match sources.kind(stated) {
        NodeKind::String(name) => vec![&**name],
        NodeKind::Sequence(items) => items
            .iter()
            .map(|item| sources.str(*item).unwrap_or("null"))
            .collect(),
        _ => return None,
    };
    names.into_iter().map(kind).collect()
}

/// The `type` of a schema, as a person writes it.
fn stated(sources: &Sources, schema: NodeId) -> String {
    let stated = sources.get(schema, "type");
    stated.map_or_else(String::new, |kind| sources.json(kind).replace('"', ""))
}

fn listed(sources: &Sources, kinds: &[Kind], nullable: bool, value: NodeId) -> Listed {
    let allows = |kind| kinds.contains(&kind);
    let is_number = allows(Kind::Number) || allows(Kind::Integer);
    let fits = match sources.kind(value) {
        NodeKind::Null => nullable || allows(Kind::Null),
        NodeKind::Bool(_) => allows(Kind::Boolean),
        NodeKind::Number(text) => allows(Kind::Number) || is_number && is_whole(text),
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
        NodeKind::String(text) if kinds == [Kind::Boolean] => match &**text {
            "true" => Listed::Meant(NodeKind::Bool(true)),
            "false" => Listed::Meant(NodeKind::Bool(false)),
            _ => Listed::Never,
        },
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
    let stated = stated(sources, schema);
    let (text, help) = match listed {
        Listed::Fits => return,
        Listed::Meant(NodeKind::String(text)) => (
            format!("{said} is {is} in an enum of texts: it is taken as `\"{text}\"`"),
            format!("write `'{text}'`"),
        ),
        Listed::Meant(NodeKind::Bool(_)) => (
            format!("{said} is {is} in an enum of booleans: it is taken as the boolean"),
            "remove the quotes".to_owned(),
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
    let is_meant = matches!(listed, Listed::Meant(_));
    let cause = format!("{is}, {is_meant} in {}", sources.pointer(schema));
    diagnostics.add(found.help(help).cause(cause));
}

fn is_json_number(text: &str) -> bool {
    serde_json::from_str::<serde_json::Number>(text).is_ok()
}

/// Whether a number is an integer, however it is written.
pub(super) fn is_whole(text: &str) -> bool {
    text.parse::<f64>()
        .is_ok_and(|number| number.fract() == 0.0 || !number.is_finite())
}
