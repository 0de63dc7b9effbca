//! The schemas that were read last. What is made of a schema asks for it several times in a row, and hardly ever again: to
//! keep all of them would take more room than the document.

use std::rc::Rc;

use crate::document::SchemaNode;
use crate::source::{NodeId, NodeMap};

/// So many are kept at least, and twice as many at most.
const KEPT: usize = 512;

#[derive(Debug, Default)]
pub(super) struct Recent {
    newer: NodeMap<Rc<SchemaNode>>,
    older: NodeMap<Rc<SchemaNode>>,
}

impl Recent {
    pub fn get(&mut self, node: NodeId) -> Option<Rc<SchemaNode>> {
        if let Some(known) = self.newer.get(&node) {
            return Some(Rc::clone(known));
        }
        let known = self.older.remove(&node)?;
        Some(self.keep(node, known))
    }

    pub fn keep(&mut self, node: NodeId, schema: Rc<SchemaNode>) -> Rc<SchemaNode> {
        if self.newer.len() >= KEPT {
            std::mem::swap(&mut self.newer, &mut self.older);
            self.newer.clear();
        }
        self.newer.insert(node, Rc::clone(&schema));
        schema
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_for_stays_and_the_rest_goes() {
        let mut recent = Recent::default();
        let schema = || Rc::new(SchemaNode::default());
        let first = recent.keep(NodeId::from_index(0), schema());
        for index in 1..4 * KEPT as u32 {
            recent.keep(NodeId::from_index(index), schema());
            let known = recent.get(NodeId::from_index(0));
            assert!(known.is_some_and(|known| Rc::ptr_eq(&known, &first)));
            assert!(recent.newer.len() + recent.older.len() <= 2 * KEPT);
        }
        assert!(recent.get(NodeId::from_index(1)).is_none());
    }
}
