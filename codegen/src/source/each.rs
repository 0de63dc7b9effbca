//! A question to every node, on all cores where there are many.

use std::ops::Range;

use super::{NodeId, Sources};
use crate::pool;

/// Fewer nodes are asked before another thread is at work.
const PART: u32 = 1 << 14;

impl Sources {
    /// What the question finds among all nodes, in their order.
    pub(crate) fn of_each<R: Send>(&self, question: impl Fn(NodeId) -> Option<R> + Sync) -> Vec<R> {
        let ask = |part: Range<u32>| part.map(NodeId::from_index).filter_map(&question);
        let count = self.count();
        if count <= PART {
            return ask(0..count).collect();
        }
        let starts = (0..count).step_by(PART as usize);
        let parts = starts.map(|start| start..start.saturating_add(PART).min(count));
        let parts: Vec<Range<u32>> = parts.collect();
        let found = pool::run(
            &parts,
            |part| ask(part.clone()).collect::<Vec<R>>(),
            &mut || (),
        );
        found.map_or_else(
            |_| ask(0..count).collect(),
            |found| found.into_iter().flatten().collect(),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::super::{NodeKind, Span};
    use super::*;

    #[test]
    fn many_nodes_are_asked_as_few_are() {
        let mut sources = Sources::default();
        for count in [0, 1, PART, PART + 1, 3 * PART + 7] {
            while sources.count() < count {
                sources.add(NodeKind::Null, Span::default());
            }
            let odd = |node: NodeId| (node.index() % 2 == 1).then_some(node.index());
            let wanted: Vec<u32> = (0..count).filter(|index| index % 2 == 1).collect();
            assert_eq!(sources.of_each(odd), wanted);
        }
    }
}
