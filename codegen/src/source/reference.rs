//! References: within a file, and from file to file.

use std::borrow::Cow;
use std::collections::HashSet;

use super::{NodeId, NodeKind, Sources, pointer};
use crate::diagnostic::Diagnostic;

/// How many references one may lead through.
const STEPS: usize = 128;

/// Why a reference leads nowhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Broken {
    /// The part of the pointer that is not there.
    Missing(String),
    /// The file cannot be opened, and why.
    NoFile(String),
    /// The file lies outside the folders that references may lead into.
    Outside,
    /// It names an address, and no copy of it is at hand. The host, where the address has one.
    Remote(Option<String>),
    /// The file is no document; its own finding says why.
    Unreadable(Box<Diagnostic>),
    /// It leads back to itself.
    Cycle,
}

/// Of a longer circle, each reference stands for itself.
const LONGEST_CIRCLE: usize = 64;

impl Sources {
    /// The node that a reference names. It is read from the file that `from` stands in (RFC 3986, section 5); its
    /// fragment is a JSON pointer (RFC 6901, section 6), or an anchor.
    ///
    /// # Errors
    /// See [`Broken`].
    pub fn resolve(&self, from: NodeId, reference: &str) -> Result<NodeId, Broken> {
        self.resolve_within(from, reference, &mut STEPS.clone())
    }

    fn resolve_within(
        &self,
        from: NodeId,
        reference: &str,
        steps: &mut usize,
    ) -> Result<NodeId, Broken> {
        *steps = steps.checked_sub(1).ok_or(Broken::Cycle)?;
        // What no schema calls itself is read as if none did: a pointer may start from the document, whatever the `$id`
        // around it, and a file is found where it lies.
        if let Some(found) = self.identified(from, reference, steps) {
            return Ok(found);
        }
        let (target, fragment) = split(reference);
        let root = self.root_of(self.span(from).file, target)?;
        if fragment.is_empty() {
            return Ok(root);
        }
        match fragment.strip_prefix('/') {
            Some(pointer) => self.pointed(root, pointer, steps),
            None => {
                let anchor = self.anchor(root, fragment);
                anchor.ok_or_else(|| Broken::Missing(fragment.to_owned()))
            }
        }
    }

    /// The node at a pointer, without its first `/`.
    pub(super) fn pointed(
        &self,
        root: NodeId,
        pointer: &str,
        steps: &mut usize,
    ) -> Result<NodeId, Broken> {
        let mut node = root;
        for part in pointer.split('/') {
            let part = step(part);
            let next = match self.inside(node, &part) {
                Some(next) => Some(next),
                // A pointer may lead through what is itself a reference.
                None => match self.follow_within(node, steps) {
                    Ok(target) => self.inside(target, &part),
                    Err((_, broken)) => return Err(broken),
                },
            };
            node = next.ok_or_else(|| Broken::Missing(part.into_owned()))?;
        }
        Ok(node)
    }

    /// The item of a list, or the member of a map, that a step of a pointer names.
    pub(crate) fn inside(&self, node: NodeId, part: &str) -> Option<NodeId> {
        match self.kind(node) {
            NodeKind::Sequence(items) => part
                .parse::<usize>()
                .ok()
                .and_then(|index| items.get(index).copied()),
            _ => self.get(node, part),
        }
    }

    /// The root of the file that the part of a reference before `#` names.
    fn root_of(&self, file: u32, target: &str) -> Result<NodeId, Broken> {
        let nothing = || Broken::NoFile("it was not read".to_owned());
        let from = self.files.get(file as usize).ok_or_else(nothing)?;
        if target.is_empty() {
            let whole = from
                .part_of
                .and_then(|index| self.files.get(index as usize));
            return whole.unwrap_or(from).root.ok_or_else(nothing);
        }
        let file = from.links.get(target).cloned().ok_or_else(nothing)??;
        let file = self.files.get(file as usize).ok_or_else(nothing)?;
        file.root.ok_or_else(nothing)
    }

    /// Follows `$ref` from a node until one is no reference.
    ///
    /// # Errors
    /// See [`Broken`]; the node is the one whose reference breaks.
    pub fn follow(&self, node: NodeId) -> Result<NodeId, (NodeId, Broken)> {
        self.follow_within(node, &mut STEPS.clone())
    }

    fn follow_within(&self, node: NodeId, steps: &mut usize) -> Result<NodeId, (NodeId, Broken)> {
        let mut current = node;
        loop {
            if let Some(target) = self.targets.get(&current).copied() {
                *steps = steps.checked_sub(1).ok_or((current, Broken::Cycle))?;
                current = target;
                continue;
            }
            let Some(reference) = self.get_str(current, "$ref") else {
                return Ok(current);
            };
            let next = self.resolve_within(current, reference, steps);
            current = next.map_err(|broken| (current, broken))?;
        }
    }

    /// The node that the `$ref` of a node names, one step and no more; `None` where it has none, or one that breaks.
    pub fn target(&self, node: NodeId) -> Option<NodeId> {
        let known = self.targets.get(&node).copied();
        known.or_else(|| self.resolve(node, self.get_str(node, "$ref")?).ok())
    }

    /// The target of a component that is a reference and nothing else: what its chain of references ends at, if that stands
    /// in another file than the document.
    pub fn elsewhere(&self, component: NodeId, root: NodeId) -> Option<NodeId> {
        let target = self.end(component);
        let main = self.document_of(self.origin(root));
        (target != component && self.document_of(target) != main).then_some(target)
    }

    /// The first of the references that lead in one circle, of which `at` is one, or leads into it.
    pub fn circle(&self, at: NodeId) -> NodeId {
        let way = |from| std::iter::successors(Some(from), |node| self.target(*node));
        let mut seen = HashSet::new();
        let mut far = way(at).take(LONGEST_CIRCLE);
        let start = far.find(|node| !seen.insert(*node)).unwrap_or(at);
        let around = way(start).skip(1).take(LONGEST_CIRCLE);
        let around = around.take_while(|node| *node != start);
        around.chain([start]).min().unwrap_or(start)
    }

    /// Where a chain of references that say nothing else ends.
    pub fn end(&self, node: NodeId) -> NodeId {
        let mut current = node;
        for _ in 0..STEPS {
            let alone =
                matches!(self.kind(current), NodeKind::Mapping(entries) if entries.len() == 1);
            match self.target(current).filter(|_| alone) {
                Some(next) => current = next,
                None => break,
            }
        }
        current
    }

    /// Finds once what every `$ref` names: each is followed many times. Nothing may be read or changed after that.
    pub fn find_targets(&mut self) {
        self.targets.clear();
        self.nodes.shrink_to_fit();
        let target = |node| Some((node, self.resolve(node, self.get_str(node, "$ref")?).ok()?));
        self.targets = self.of_each(target).into_iter().collect();
    }

    /// What every `$ref` names, in the order of the references, and what a `$dynamicRef` may name.
    pub fn reference_targets(&self) -> impl Iterator<Item = NodeId> {
        let mut named: Vec<_> = self
            .targets
            .iter()
            .map(|(node, target)| (*node, *target))
            .collect();
        named.sort_unstable();
        let named = named.into_iter().map(|(_, target)| target);
        named.chain(self.dynamic_anchors())
    }
}

/// A reference as what comes before its `#` and what comes after.
pub(super) fn split(reference: &str) -> (&str, &str) {
    reference.split_once('#').unwrap_or((reference, ""))
}

/// A part of a pointer in a fragment, as the key that it names (RFC 6901, section 6).
fn step(part: &str) -> Cow<'_, str> {
    if !part.contains(['%', '~']) {
        return Cow::Borrowed(part);
    }
    pointer::key(&percent_decoded(part)).into()
}

/// The text with `%41` as `A` (RFC 3986, section 2.1).
pub(super) fn percent_decoded(part: &str) -> String {
    let bytes = part.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let hex = (*byte == b'%')
            .then(|| part.get(at + 1..at + 3))
            .flatten()
            .filter(|hex| hex.bytes().all(|digit| digit.is_ascii_hexdigit()));
        match hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(decoded) => {
                out.push(decoded);
                at += 3;
            }
            None => {
                out.push(*byte);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}
