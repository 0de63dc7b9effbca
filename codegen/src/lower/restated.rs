//! Keywords that say here what others say, read as those: a list of one alternative beside members, or beside parts of an
//! `allOf`, is one part more, and `unevaluatedItems` where `prefixItems` alone evaluate any is `items`.

use super::annotations::annotates;
use crate::document::SchemaNode;
use crate::model::Kind;
use crate::source::{NodeId, NodeKind, Sources};

/// How many lists of one may stand within each other.
const DEEPEST: usize = 16;

/// Reads a schema by the keywords that are meant for what it says.
pub(super) fn restate(sources: &Sources, schema: &mut SchemaNode) {
    as_parts(sources, schema);
    if schema.evaluates_first_items_alone() {
        schema.items = schema.unevaluated_items.take();
    }
}

/// Reads the alternative that stands alone as a part. One beside `null` leaves `null` where the kinds allow it.
fn as_parts(sources: &Sources, schema: &mut SchemaNode) {
    for part in &mut schema.all_of {
        *part = only_one_of(sources, *part);
    }
    if schema.properties.is_empty() && schema.all_of.is_empty() || schema.discriminator.is_some() {
        return;
    }
    let or_null = schema.allows(Kind::Null);
    let SchemaNode {
        one_of,
        any_of,
        all_of,
        nullable,
        ..
    } = schema;
    // `null` beside what may be `null` itself is two of `oneOf`.
    for (list, may_repeat) in [(one_of, false), (any_of, true)] {
        let is_null = |one: &&NodeId| sources.get_str(**one, "type") == Some("null");
        let rest: Vec<NodeId> = list.iter().filter(|one| !is_null(one)).copied().collect();
        let beside_null = rest.len() < list.len();
        let [only] = rest[..] else { continue };
        if is_base(sources, only) || beside_null && !may_repeat {
            continue;
        }
        *nullable |= beside_null && or_null;
        all_of.push(only);
        list.clear();
    }
}

/// What a part stands for that is a list of one alternative, and nothing else.
fn only_one_of(sources: &Sources, part: NodeId) -> NodeId {
    let mut current = part;
    for _ in 0..DEEPEST {
        let NodeKind::Mapping(entries) = sources.kind(current) else {
            break;
        };
        let [entry] = &entries[..] else { break };
        let is_list = matches!(&*entry.key, "oneOf" | "anyOf");
        let [only] = sources.items(entry.value) else {
            break;
        };
        if !is_list || annotates(sources, *only) || is_base(sources, *only) {
            break;
        }
        current = *only;
    }
    current
}

/// Whether it is a base that names its subtypes: what has it as a part is one of them, and what has it as an alternative
/// is not.
fn is_base(sources: &Sources, schema: NodeId) -> bool {
    let target = sources.follow(schema).unwrap_or(schema);
    sources.get(target, "discriminator").is_some()
}
