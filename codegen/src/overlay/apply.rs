//! One action, applied.

use super::{Action, Change, is_map, report};
use crate::diagnostic::Diagnostics;
use crate::source::{Entry, NodeId, NodeKind, Sources, pointer};

/// The root after an action.
pub(super) fn action(
    sources: &mut Sources,
    root: NodeId,
    action: &Action,
    diagnostics: &mut Diagnostics,
) -> NodeId {
    let Ok(value) = serde_json::from_str::<serde_json::Value>(&sources.json(root)) else {
        report(
            sources,
            action.node,
            "the document cannot be searched",
            diagnostics,
        );
        return root;
    };
    let mut places: Vec<Vec<String>> = action
        .path
        .query_located(&value)
        .locations()
        .map(|place| pointer::keys(&place.to_json_pointer()).collect())
        .collect();
    if places.is_empty() {
        report(
            sources,
            action.target,
            "the target selects nothing of the document",
            diagnostics,
        );
        return root;
    }
    // From the end, so that removing an item of a list moves none that is still to be changed.
    places.sort_by(|a, b| order(b).cmp(&order(a)));
    places.dedup();
    let mut root = root;
    for place in places {
        root = match changed(sources, root, &place, &action.change) {
            Ok(Some(changed)) => changed,
            Ok(None) => {
                let text = "the document itself cannot be removed";
                report(sources, action.target, text, diagnostics);
                root
            }
            Err(text) => {
                report(sources, action.target, text, diagnostics);
                root
            }
        };
    }
    root
}

fn order(place: &[String]) -> Vec<(usize, &str)> {
    place
        .iter()
        .map(|step| (step.parse().unwrap_or_default(), step.as_str()))
        .collect()
}

/// The node with what stands at `place` within it changed; `None` where it is itself removed.
fn changed(
    sources: &mut Sources,
    node: NodeId,
    place: &[String],
    change: &Change,
) -> Result<Option<NodeId>, &'static str> {
    let Some((step, rest)) = place.split_first() else {
        return match change {
            Change::Remove => Ok(None),
            Change::Update(update) => updated(sources, node, *update).map(Some),
        };
    };
    match sources.kind(node).clone() {
        NodeKind::Mapping(mut entries) => {
            let Some(at) = entries.iter().position(|entry| *entry.key == **step) else {
                return Ok(Some(node));
            };
            match changed(sources, entries[at].value, rest, change)? {
                Some(value) => entries[at].value = value,
                None => drop(entries.remove(at)),
            }
            Ok(Some(sources.make_map(entries, node)))
        }
        NodeKind::Sequence(mut items) => {
            let at = step.parse().ok().filter(|at| *at < items.len());
            let Some(at) = at else {
                return Ok(Some(node));
            };
            match changed(sources, items[at], rest, change)? {
                Some(item) => items[at] = item,
                None => drop(items.remove(at)),
            }
            Ok(Some(sources.make(NodeKind::Sequence(items), node)))
        }
        _ => Ok(Some(node)),
    }
}

/// What `update` makes of a selected node (section 4.4.3).
fn updated(sources: &mut Sources, node: NodeId, update: NodeId) -> Result<NodeId, &'static str> {
    match sources.kind(node) {
        NodeKind::Mapping(_) if is_map(sources, update) => Ok(merged(sources, node, update)),
        NodeKind::Mapping(_) => Err("the target is a map, and so the update has to be one"),
        NodeKind::Sequence(items) => {
            let mut items = items.clone();
            match sources.kind(update) {
                NodeKind::Sequence(more) => items.extend(more),
                _ => items.push(update),
            }
            Ok(sources.make(NodeKind::Sequence(items), node))
        }
        _ => Err("the target is neither a map nor a list"),
    }
}

/// Both maps as one: the update's members count, maps within are merged in turn, lists are joined.
fn merged(sources: &mut Sources, node: NodeId, update: NodeId) -> NodeId {
    let mut entries: Vec<Entry> = sources.entries(node).to_vec();
    for new in sources.entries(update).to_vec() {
        let Some(old) = entries.iter().position(|entry| entry.key == new.key) else {
            entries.push(new);
            continue;
        };
        let value = match (sources.kind(entries[old].value), sources.kind(new.value)) {
            (NodeKind::Mapping(_), NodeKind::Mapping(_)) => {
                merged(sources, entries[old].value, new.value)
            }
            (NodeKind::Sequence(items), NodeKind::Sequence(more)) => {
                let items = [items.as_slice(), more].concat();
                sources.make(NodeKind::Sequence(items), entries[old].value)
            }
            _ => new.value,
        };
        entries[old] = Entry { value, ..new };
    }
    sources.make_map(entries, node)
}
