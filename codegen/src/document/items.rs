//! Maps of the root whose members are path items.

use crate::source::{Entry, NodeId, Sources};

/// The root, with each member of these maps as `instead` says; those that it does not speak of stay.
pub(super) fn replaced(
    sources: &mut Sources,
    root: NodeId,
    keys: &[&str],
    mut instead: impl FnMut(&mut Sources, &Entry) -> Option<NodeId>,
) -> NodeId {
    let mut changed = Vec::new();
    for key in keys {
        let Some(items) = sources.get(root, key) else {
            continue;
        };
        let mut members = sources.entries(items).to_vec();
        let mut any = false;
        for member in &mut members {
            if let Some(other) = instead(sources, member) {
                member.value = other;
                any = true;
            }
        }
        if any {
            let items = sources.make_map(members, items);
            changed.push(sources.member(*key, items));
        }
    }
    if changed.is_empty() {
        return root;
    }
    changed.extend_from_slice(sources.entries(root));
    sources.make_map(changed, root)
}
