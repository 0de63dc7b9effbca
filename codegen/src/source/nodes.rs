//! Maps and sets of nodes. A node is hashed as the small number that it is: no document chooses it, and it is looked up
//! all the time.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

use super::NodeId;

/// What is known of nodes.
pub(crate) type NodeMap<V> = HashMap<NodeId, V, BuildHasherDefault<Spread>>;
/// Some of the nodes.
pub(crate) type NodeSet = HashSet<NodeId, BuildHasherDefault<Spread>>;

/// Spreads small numbers over all bits: multiplied by a number that shares no factor with a power of two, and its upper
/// half folded into the lower.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Spread(u64);

impl Hasher for Spread {
    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 32)
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes
            .iter()
            .for_each(|byte| self.write_u32(u32::from(*byte)));
    }

    fn write_u32(&mut self, value: u32) {
        self.0 = (self.0 ^ u64::from(value)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}
