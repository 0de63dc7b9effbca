//! One action, applied.

use serde_json::Value;

use super::{Action, Change, is_map, report};
use crate::diagnostic::Diagnostics;
use crate::source::{Entry, NodeId, NodeKind, Sources, pointer};

/// A document while overlays change it.
pub(super) struct Changed<'s> {
    pub sources: &'s mut Sources,
    pub root: NodeId,
    /// The same as plain JSON, which targets are looked for in. It is made once, and follows the tree: to make it for each
    /// action anew would cost as much as the whole document each time.
    value: Value,
}

impl<'s> Changed<'s> {
    pub fn new(sources: &'s mut Sources, root: NodeId) -> Self {
        let value = json(sources, root);
        Self {
            sources,
            root,
            value,
        }
    }

    /// Applies an action.
    pub fn action(&mut self, action: &Action, diagnostics: &mut Diagnostics) {
        let update = match action.change {
            Change::Update(node) => Some(json(self.sources, node)),
            Change::Remove => None,
        };
        let mut places: Vec<String> = action
            .path
            .query_located(&self.value)
            .locations()
            .map(serde_json_path::NormalizedPath::to_json_pointer)
            .collect();
        if places.is_empty() {
            let text = "the target selects nothing of the document";
            report(self.sources, action.target, text, diagnostics);
            return;
        }
        // From the end, so that removing an item of a list moves none that is still to be changed.
        places.sort_by_cached_key(|place| std::cmp::Reverse(order(place)));
        places.dedup();
        for place in places {
            let steps: Vec<String> = pointer::keys(&place).collect();
            match changed(self.sources, self.root, &steps, &action.change) {
                Ok(Some(root)) => {
                    self.root = root;
                    follow(&mut self.value, &place, update.as_ref());
                }
                Ok(None) => {
                    let text = "the document itself cannot be removed";
                    report(self.sources, action.target, text, diagnostics);
                }
                Err(text) => report(self.sources, action.target, text, diagnostics),
            }
        }
    }
}

/// A node as plain JSON.
fn json(sources: &Sources, node: NodeId) -> Value {
    serde_json::from_str(&sources.json(node)).unwrap_or_default()
}

/// Does to plain JSON what was done to the tree: what stands at a place is removed, or updated.
fn follow(value: &mut Value, place: &str, update: Option<&Value>) {
    if let Some(update) = update {
        if let Some(target) = value.pointer_mut(place) {
            match (target, update) {
                (Value::Array(items), Value::Array(more)) => items.extend_from_slice(more),
                (Value::Array(items), one) => items.push(one.clone()),
                (target, update) => merge(target, update),
            }
        }
        return;
    }
    let Some((parent, step)) = place.rsplit_once('/') else {
        return;
    };
    match value.pointer_mut(parent) {
        Some(Value::Object(members)) => drop(members.remove(&pointer::key(step))),
        Some(Value::Array(items)) => {
            if let Some(at) = step.parse().ok().filter(|at| *at < items.len()) {
                items.remove(at);
            }
        }
        _ => {}
    }
}

fn merge(target: &mut Value, update: &Value) {
    match (target, update) {
        (Value::Object(members), Value::Object(more)) => {
            for (key, new) in more {
                merge(members.entry(key.as_str()).or_insert(Value::Null), new);
            }
        }
        (Value::Array(items), Value::Array(more)) => items.extend_from_slice(more),
        (target, update) => *target = update.clone(),
    }
}

fn order(place: &str) -> Vec<(usize, String)> {
    let steps = pointer::keys(place);
    let numbered = steps.map(|step| (step.parse().unwrap_or_default(), step));
    numbered.collect()
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
    match sources.kind(node) {
        NodeKind::Mapping(entries) => {
            let mut entries = entries.to_vec();
            let Some(at) = entries.iter().position(|entry| *entry.key == **step) else {
                return Ok(Some(node));
            };
            match changed(sources, entries[at].value, rest, change)? {
                Some(value) => entries[at].value = value,
                None => drop(entries.remove(at)),
            }
            Ok(Some(sources.make_map(entries, node)))
        }
        NodeKind::Sequence(items) => {
            let mut items = items.to_vec();
            let at = step.parse().ok().filter(|at| *at < items.len());
            let Some(at) = at else {
                return Ok(Some(node));
            };
            match changed(sources, items[at], rest, change)? {
                Some(item) => items[at] = item,
                None => drop(items.remove(at)),
            }
            Ok(Some(sources.make(NodeKind::Sequence(items.into()), node)))
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
            let mut items = items.to_vec();
            match sources.kind(update) {
                NodeKind::Sequence(more) => items.extend(more),
                _ => items.push(update),
            }
            Ok(sources.make(NodeKind::Sequence(items.into()), node))
        }
        _ => Err("the target is neither a map nor a list: let it select the map that holds it"),
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
                let items = [&items[..], more].concat();
                sources.make(NodeKind::Sequence(items.into()), entries[old].value)
            }
            _ => new.value,
        };
        entries[old] = Entry { value, ..new };
    }
    sources.make_map(entries, node)
}
