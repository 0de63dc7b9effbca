//! Maps and sets that are asked all the time: their hash costs less than that of the standard library, and its seed is
//! another in every run, so that no document can foresee it.

use std::collections::{HashMap, HashSet};

use foldhash::fast::RandomState;

pub(crate) type FastMap<K, V> = HashMap<K, V, RandomState>;
pub(crate) type FastSet<V> = HashSet<V, RandomState>;
