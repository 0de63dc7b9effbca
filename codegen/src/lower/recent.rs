//! What was read last, of schemas and of answers. What is made of one asks for it several times in a row, or it is one of
//! few that are shared: to keep all of them would take more room than the document.

use std::rc::Rc;

use crate::source::{NodeId, NodeMap};

/// The last `KEPT` at least, and twice as many at most.
#[derive(Debug)]
pub(super) struct Recent<T, const KEPT: usize> {
    newer: NodeMap<Rc<T>>,
    older: NodeMap<Rc<T>>,
}

impl<T, const KEPT: usize> Default for Recent<T, KEPT> {
    fn default() -> Self {
        Self {
            newer: NodeMap::default(),
            older: NodeMap::default(),
        }
    }
}

impl<T, const KEPT: usize> Recent<T, KEPT> {
    pub fn get(&mut self, node: NodeId) -> Option<Rc<T>> {
        if let Some(known) = self.newer.get(&node) {
            return Some(Rc::clone(known));
        }
        let known = self.older.remove(&node)?;
        Some(self.keep(node, known))
    }

    pub fn keep(&mut self, node: NodeId, read: Rc<T>) -> Rc<T> {
        if self.newer.len() >= KEPT {
            std::mem::swap(&mut self.newer, &mut self.older);
            self.newer.clear();
        }
        self.newer.insert(node, Rc::clone(&read));
        read
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_for_stays_and_the_rest_goes() {
        const KEPT: usize = 8;
        let mut recent = Recent::<_, KEPT>::default();
        let first = recent.keep(NodeId::from_index(0), Rc::new(0));
        for index in 1..4 * KEPT as u32 {
            recent.keep(NodeId::from_index(index), Rc::new(index));
            let known = recent.get(NodeId::from_index(0));
            assert!(known.is_some_and(|known| Rc::ptr_eq(&known, &first)));
            assert!(recent.newer.len() + recent.older.len() <= 2 * KEPT);
        }
        assert!(recent.get(NodeId::from_index(1)).is_none());
    }
}
