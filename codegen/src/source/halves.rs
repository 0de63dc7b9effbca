//! A large YAML file as two halves, read at once.
//!
//! A key at the very left of a line starts a member of the outermost map, wherever it stands: what a line before it has
//! opened is either closed by it, or makes a half that cannot be read alone. Then, and wherever else the halves do not fit,
//! the file is read as a whole; the tree is the same either way.

use std::collections::HashSet;
use std::thread;

use super::load::{Problem, Repeated};
use super::yaml::{self, Part};
use super::{Limits, NodeId, NodeKind, Sources, Span};
use crate::{room, stack};

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
    let several = thread::available_parallelism().is_ok_and(|cores| cores.get() > 1);
    if several && text.len() >= LARGE {
        if let Some(root) = middle(text).and_then(|at| joined(sources, file, text, at, limits)) {
            return Ok(root);
        }
        sources.nodes.truncate(before);
    }
    Ok(yaml::read(sources, (file, 0), text, limits, repeated)?.root)
}

/// The start of the line nearest to the middle that is a key of the outermost map; `None` where a half would be small.
fn middle(text: &str) -> Option<usize> {
    let half = text.len() / 2;
    let starts = text.match_indices('\n').map(|(at, _)| at + 1);
    let keys = starts.filter(|at| text.get(*at..).is_some_and(is_key));
    let nearest = keys.min_by_key(|at| at.abs_diff(half))?;
    (nearest.abs_diff(half) < text.len() / 3).then_some(nearest)
}

/// Whether a text starts with a word and a colon.
fn is_key(text: &str) -> bool {
    let word = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'$');
    let length = text.bytes().take_while(word).count();
    let behind = text.as_bytes().get(length..).unwrap_or_default();
    length > 0 && !text.starts_with('-') && matches!(behind, [b':', b' ' | b'\n' | b'\r', ..])
}

fn joined(
    sources: &mut Sources,
    file: u32,
    text: &str,
    at: usize,
    limits: &Limits,
) -> Option<NodeId> {
    let (first, second) = text.split_at_checked(at)?;
    // What is wrong with a file is said of the whole.
    let half = |sources: &mut Sources, place, text| {
        let mut repeated = Repeated::default();
        let part = yaml::read(sources, place, text, limits, &mut repeated).ok();
        part.filter(|_| repeated.is_empty())
    };
    let offset = u32::try_from(at).ok()?;
    let (one, other) = thread::scope(|scope| {
        let read = || {
            let mut apart = Sources::default();
            let part = half(&mut apart, (file, offset), second)?;
            Some((apart, part))
        };
        let builder = thread::Builder::new().stack_size(stack::SIZE);
        let other = builder.spawn_scoped(scope, read).ok()?;
        let one = half(sources, (file, 0), first);
        Some((one?, other.join().ok().flatten()?))
    })?;
    join(sources, one, other, limits)
}

/// Puts the second half behind the first, under one root.
fn join(
    sources: &mut Sources,
    one: Part,
    (mut apart, other): (Sources, Part),
    limits: &Limits,
) -> Option<NodeId> {
    let nodes = one.count.saturating_add(other.count);
    let (first, second) = (sources.nodes.pop()?, apart.nodes.pop()?);
    let is_last = |root: NodeId, rest: &Sources| root.index() == rest.count();
    let (NodeKind::Mapping(entries), NodeKind::Mapping(more)) = (first.kind, second.kind) else {
        return None;
    };
    let (mut entries, more) = (entries.into_vec(), more.into_vec());
    let known: HashSet<&str> = entries.iter().map(|entry| &*entry.key).collect();
    // The two roots were counted, and there is one.
    if nodes > limits.nodes.saturating_add(1)
        || !is_last(one.root, sources)
        || !is_last(other.root, &apart)
        || more.iter().any(|entry| known.contains(&*entry.key))
    {
        return None;
    }
    let base = sources.count();
    for node in &mut sources.nodes {
        node.parent = node.parent.filter(|parent| *parent != one.root);
    }
    let moved = |node: NodeId| NodeId::from_index(node.index() + base);
    for mut node in apart.nodes.drain(..) {
        match &mut node.kind {
            NodeKind::Sequence(items) => items.iter_mut().for_each(|item| *item = moved(*item)),
            NodeKind::Mapping(entries) => {
                for entry in entries {
                    entry.value = moved(entry.value);
                }
            }
            _ => {}
        }
        node.parent = node
            .parent
            .filter(|parent| *parent != other.root)
            .map(moved);
        sources.nodes.push(node);
    }
    room::give_back(apart.nodes);
    entries.extend(more.into_iter().map(|mut entry| {
        entry.value = moved(entry.value);
        entry
    }));
    let span = Span {
        end: second.span.end,
        ..first.span
    };
    Some(sources.add(NodeKind::Mapping(entries.into()), span))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The tree of a text that is split at its last key at the left, and that of the whole; all that is known of each.
    fn both(text: &str) -> (Option<String>, Option<String>) {
        let limits = Limits::default();
        let mut halves = Sources::default();
        let mut starts = text.match_indices('\n').map(|(at, _)| at + 1);
        let at = starts.rfind(|at| is_key(&text[*at..]));
        let root = at.and_then(|at| joined(&mut halves, 0, text, at, &limits));
        let mut whole = Sources::default();
        let mut repeated = Repeated::default();
        let read = yaml::read(&mut whole, (0, 0), text, &limits, &mut repeated).ok();
        let all = |sources: &Sources| format!("{:?}", sources.nodes);
        (root.map(|_| all(&halves)), read.map(|_| all(&whole)))
    }

    #[test]
    fn halves_make_the_tree_of_the_whole() {
        let texts = [
            "a: 1\nb: 2\n",
            "# x\n---\na: {b: [1, 2]}\nc:\n  d: |\n    e: f\n  g: h\ni: &x\n  - k\n  - y\n",
            "a:\n- b\n- c: d\ne:\n- f\n",
            // Anchors and what names them in one half, in either.
            "a: &x {b: 1}\nc: *x\nd: 2\n",
            "a: 1\nb: [&x {c: 1}, *x, {<<: *x, d: 2}]\n",
        ];
        for text in texts {
            let (halves, whole) = both(text);
            assert!(whole.is_some() && halves == whole, "{text}");
        }
    }

    #[test]
    fn what_goes_over_the_middle_is_no_half() {
        let texts = [
            "a: &x 1\nb: *x\n",
            "a: \"x\nb: y\"\n",
            "a: {x: y,\nb: z}\n",
            "a: 1\na: 2\n",
            "a: 1\n---\nb: 2\n",
            "- a\nb: 2\n",
            "|\nb: 2\n",
        ];
        for text in texts {
            assert_eq!(both(text).0, None, "{text}");
        }
    }

    #[test]
    fn a_large_file_is_split_near_its_middle() {
        let long = "x".repeat(100);
        let text = format!("a: {long}\nb:\n  c: {long}\nd: {long}\n  e: f\n");
        assert_eq!(middle(&text), text.find("d:"));
        assert_eq!(middle(&format!("a: 1\nb:\n{}", "  - x\n".repeat(99))), None);
    }
}
