//! A large YAML file as two halves, read at once.
//!
//! It is cut before a key of a block map, near its middle. The second half is read under the keys of the maps around the cut,
//! and what it says is put into the maps that the first half leaves open. What a line before the cut has opened, such as a
//! quote, makes a half that cannot be read alone. Then, and wherever else the halves do not fit, the file is read as a whole;
//! the tree is the same either way.

use std::collections::HashSet;
use std::thread;

use super::cut::{Cut, middle};
use super::load::{Problem, Repeated};
use super::yaml::{self, Part};
use super::{Entry, Limits, Node, NodeId, NodeKind, Sources, bits};
use crate::pool;
use crate::room;
use crate::stack;

/// Smaller files are read before a thread is at work.
const LARGE: usize = 1 << 19;

/// Reads the one document of a YAML file.
pub(super) fn read(
    sources: &mut Sources,
    file: u32,
    text: &str,
    limits: &Limits,
    repeated: &mut Repeated,
) -> Result<NodeId, Problem> {
    let before = sources.nodes.len();
    if pool::are_several() && text.len() >= LARGE {
        let cut = middle(text);
        if let Some(root) = cut.and_then(|cut| joined(sources, file, text, &cut, limits)) {
            return Ok(root);
        }
        sources.nodes.truncate(before);
    }
    Ok(yaml::read(sources, (file, 0), text, limits, repeated)?.root)
}

fn joined(
    sources: &mut Sources,
    file: u32,
    text: &str,
    cut: &Cut<'_>,
    limits: &Limits,
) -> Option<NodeId> {
    // Collections of the first half end where the key starts, as they do in the whole.
    let (first, rest) = (text.get(..cut.at + cut.indent)?, text.get(cut.at..)?);
    let around = cut.around();
    // So that what stands behind the cut is where the file has it.
    let offset = u32::try_from(cut.at.checked_sub(around.len())?).ok()?;
    // What is wrong with a file is said of the whole.
    let half = |sources: &mut Sources, place, text: &str| {
        let mut repeated = Repeated::default();
        let part = yaml::read(sources, place, text, limits, &mut repeated).ok();
        part.filter(|_| repeated.is_empty())
    };
    let (one, other) = thread::scope(|scope| {
        let read = || {
            let mut apart = Sources::default();
            let text = around + rest;
            let part = half(&mut apart, (file, offset), &text)?;
            room::give_back(text.into_bytes());
            Some((apart, part))
        };
        let builder = thread::Builder::new().stack_size(stack::SIZE);
        let other = builder.spawn_scoped(scope, read).ok()?;
        let one = half(sources, (file, 0), first);
        Some((one?, other.join().ok().flatten()?))
    })?;
    join(sources, cut, one, other, limits)
}

/// Puts the second half behind the first, into the maps around the cut.
fn join(
    sources: &mut Sources,
    cut: &Cut<'_>,
    one: Part,
    (mut apart, other): (Sources, Part),
    limits: &Limits,
) -> Option<NodeId> {
    let keys = cut.keys();
    let nodes = one.count.saturating_add(other.count);
    // The maps around the cut were counted twice.
    if nodes > limits.nodes.saturating_add(keys.len() + 1) {
        return None;
    }
    let ways = (
        way(sources, one.root, &keys)?,
        way(&apart, other.root, &keys)?,
    );
    // What the first half leaves open is closed at its end, from the inside out.
    let open = sources.nodes.len().checked_sub(ways.0.len())?;
    let is_last = |(depth, node): (usize, &NodeId)| node.place() == open + depth;
    if !ways.0.iter().rev().enumerate().all(is_last) || other.root.index() + 1 != apart.count() {
        return None;
    }
    let former = sources.nodes.split_off(open);
    let base = sources.count();
    let moved = |node: NodeId| NodeId::from_index(node.index() + base);
    let behind = apart.nodes.drain(..).map(|node| node.moved(&moved));
    sources.nodes.extend(behind);
    room::give_back(apart.nodes);
    for ((own, was), key) in ways
        .1
        .iter()
        .zip(&ways.0)
        .zip(keys.iter().map(Some).chain([None]))
    {
        let first = former.get(was.place() - open)?;
        into(sources, moved(*own), first, *was, key.copied())?;
    }
    Some(moved(other.root))
}

/// The maps from the root to the one that these keys lead to.
fn way(sources: &Sources, root: NodeId, keys: &[&str]) -> Option<Vec<NodeId>> {
    let mut way = vec![root];
    for key in keys {
        way.push(sources.get(*way.last()?, key)?);
    }
    let is_map = |node: &NodeId| matches!(sources.kind(*node), NodeKind::Mapping(_));
    way.iter().all(is_map).then_some(way)
}

/// Adds to a map what the first half has of it; under `around` both have what stands around the cut.
fn into(
    sources: &mut Sources,
    map: NodeId,
    first: &Node,
    was: NodeId,
    around: Option<&str>,
) -> Option<()> {
    let NodeKind::Mapping(entries) = &first.kind else {
        return None;
    };
    let known: HashSet<&str> = entries.iter().map(|entry| &*entry.key).collect();
    let is_shared = |entry: &Entry| around == Some(&*entry.key);
    let own = sources.entries(map);
    if own
        .iter()
        .any(|entry| known.contains(&*entry.key) && !is_shared(entry))
    {
        return None;
    }
    let shared = own
        .iter()
        .find(|entry| is_shared(entry))
        .map(|entry| entry.value);
    let mut all: Vec<Entry> = own
        .iter()
        .filter(|entry| !is_shared(entry))
        .cloned()
        .collect();
    for entry in entries {
        let mut entry = entry.clone();
        entry.value = shared.filter(|_| is_shared(&entry)).unwrap_or(entry.value);
        all.push(entry);
    }
    all.sort_by(|a, b| a.key.cmp(&b.key));
    for entry in entries.iter().filter(|entry| !is_shared(entry)) {
        let node = sources.nodes.get_mut(entry.value.place())?;
        node.parent = node
            .parent
            .map(|parent| if parent == was { map } else { parent });
    }
    let node = sources.nodes.get_mut(map.place())?;
    node.kind = NodeKind::Mapping(all.into());
    node.keys = bits(&node.kind);
    node.span.start = first.span.start;
    Some(())
}

impl Node {
    /// The same in an arena where every node has another place.
    fn moved(mut self, moved: &impl Fn(NodeId) -> NodeId) -> Self {
        match &mut self.kind {
            NodeKind::Sequence(items) => items.iter_mut().for_each(|item| *item = moved(*item)),
            NodeKind::Mapping(entries) => {
                for entry in entries {
                    entry.value = moved(entry.value);
                }
            }
            _ => {}
        }
        self.parent = self.parent.map(moved);
        self
    }
}

#[cfg(test)]
mod tests {
    use super::super::cut::all;
    use super::*;

    fn show(sources: &Sources) -> String {
        format!("{:?}", sources.nodes)
    }

    /// The tree of a whole text, and how many of its cuts make halves that fit; their tree is the same.
    fn cuts(text: &str) -> (bool, usize) {
        let limits = Limits::default();
        let mut whole = Sources::default();
        let mut repeated = Repeated::default();
        let is_read = yaml::read(&mut whole, (0, 0), text, &limits, &mut repeated).is_ok();
        let joins = |cut: &Cut<'_>| {
            let mut halves = Sources::default();
            let root = joined(&mut halves, 0, text, cut, &limits);
            if root.is_some() {
                assert_eq!(show(&halves), show(&whole), "{text} at {}", cut.at);
            }
            root.is_some()
        };
        (is_read, all(text).iter().filter(|cut| joins(cut)).count())
    }

    #[test]
    fn halves_make_the_tree_of_the_whole() {
        let texts = [
            ("a: 1\nb: 2\n", 1),
            (
                "# x\n---\na: {b: [1, 2]}\nc:\n  d: |\n    e: f\n  g: h\ni: &x\n  - k\n  - y\n",
                3,
            ),
            ("a:\n- b\n- c: d\ne:\n- f\n", 1),
            // Anchors and what names them in one half, in either.
            ("a: &x {b: 1}\nc: *x\nd: 2\n", 1),
            ("a: 1\nb: [&x {c: 1}, *x, {<<: *x, d: 2}]\n", 1),
            // Within maps within maps.
            (
                "a:\n  b:\n    c: 1\n\n    # x\n    d: [2]\n    e: >+\n      x\n\n  f: 3\n  g:\n    h: 4\n    i: {}\nj: 5\n",
                6,
            ),
            (
                "paths:\n    /a/{b}:\n        get: 1\n        put:\n    /c: {}\n",
                2,
            ),
        ];
        for (text, joined) in texts {
            assert_eq!(cuts(text), (true, joined), "{text}");
        }
    }

    #[test]
    fn what_goes_over_the_cut_makes_no_half() {
        let texts = [
            "a: &x 1\nb: *x\n",
            "a: \"x\nb: y\"\n",
            "a: {x: y,\nb: z}\n",
            "a:\n  b: 'x\n  c: y'\n",
            "a:\n  b: {x: y,\n  c: z}\n",
            "a: |\n  x:\n    y: 1\n    z: 2\n",
            "a:\n  - |\n    x: 1\n    y: 2\n",
            "a:\n  - x: 1\n    y: 2\n",
            "a: &x\n  b: 1\n  c: 2\n",
            "a:\n  <<: {c: 1}\n  c: 2\n",
        ];
        for text in texts {
            assert_eq!(cuts(text), (true, 0), "{text}");
        }
        let wrong = [
            "a: 1\na: 2\n",
            "a:\n  b: 1\n  b: 2\n",
            "a: 1\n---\nb: 2\n",
            "- a\nb: 2\n",
            "|\nb: 2\n",
            "a:\n  x y\n  b: 1\n  c: 2\n",
        ];
        for text in wrong {
            assert_eq!(cuts(text).1, 0, "{text}");
        }
    }

    #[test]
    fn a_large_file_is_cut_near_its_middle() {
        let long = "x".repeat(100);
        let text = format!("a: {long}\nb:\n  c: {long}\n  d: {long}\ne: {long}\nf:\n  g: {long}\n");
        assert_eq!(middle(&text).map(|cut| cut.at), text.find("  d:"));
        assert!(middle(&format!("a: 1\nb:\n{}", "  - x\n".repeat(99))).is_none());
    }
}
