//! The parts of an `allOf`.

use std::rc::Rc;

use super::rules::kinds;
use super::types::Types;
use crate::document::SchemaNode;
use crate::model::{Kind, Kinds};
use crate::source::{NodeId, NodeSet};

/// How many parts may stand within parts.
const DEEPEST: usize = 100;
/// Of so many parts of one value the type is found; they are held against each other.
pub(super) const MOST_PARTS: usize = 256;

/// The parts of an `allOf`, references followed, those of parts included, each once; the schema itself is the last.
pub(super) struct Parts {
    pub schemas: Vec<(NodeId, Rc<SchemaNode>)>,
    /// For each of them, where its own parts start.
    pub starts: Vec<usize>,
    pub required: Vec<String>,
    /// Whether a part is something else than an object with properties.
    pub other: bool,
    /// Whether a part says something else here than elsewhere, by a `$dynamicRef`.
    pub bound: bool,
}

impl Parts {
    /// The kinds that every part allows.
    pub fn kinds(&self) -> Kinds {
        let all = self.schemas.iter();
        all.fold(Kinds::default(), |common, (_, part)| {
            common.meet(kinds(part))
        })
    }
}

impl Types<'_, '_> {
    /// The parts of a schema.
    pub(super) fn parts(&mut self, node: NodeId, schema: &SchemaNode) -> Parts {
        let mut parts = Parts {
            schemas: Vec::new(),
            starts: Vec::new(),
            required: Vec::new(),
            other: false,
            bound: false,
        };
        let mut seen = NodeSet::from_iter([node]);
        self.collect(node, Rc::new(schema.clone()), &mut seen, &mut parts, 0);
        parts
    }

    fn collect(
        &mut self,
        node: NodeId,
        schema: Rc<SchemaNode>,
        seen: &mut NodeSet,
        parts: &mut Parts,
        depth: usize,
    ) {
        let start = parts.schemas.len();
        let referred = self.reference(&schema);
        for part in referred.into_iter().chain(schema.all_of.iter().copied()) {
            let target = self.step(part);
            if depth > DEEPEST || parts.schemas.len() > MOST_PARTS {
                parts.other = true;
            } else if seen.insert(target) {
                parts.bound |= self.leaves(node, target) || self.leaves(part, target);
                let read = self.read(target);
                self.collect(target, read, seen, parts, depth + 1);
            }
        }
        parts.required.extend(schema.required.iter().cloned());
        let kinds_of_other = schema
            .kinds
            .as_ref()
            .is_some_and(|kinds| !kinds.contains(&Kind::Object));
        parts.other |= kinds_of_other || schema.enumeration.is_some() || schema.never;
        parts.schemas.push((node, schema));
        parts.starts.push(start);
    }

    /// What a part is, references that say nothing else followed.
    fn step(&mut self, part: NodeId) -> NodeId {
        let mut current = part;
        for _ in 0..DEEPEST {
            let schema = self.read(current);
            match self.reference(&schema) {
                Some(target) if schema.is_reference() => current = target,
                _ => break,
            }
        }
        current
    }
}
