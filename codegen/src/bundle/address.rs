//! Addresses that start from the file that they stand in (`externalValue`; OpenAPI 3.1.1, section 4.8.19).

use std::path::Path;

use crate::paths::relative;
use crate::source::{NodeId, Sources};

/// The address as it is read from a bundle that stands where the document did; `None` where that is the same.
pub(super) fn moved(sources: &Sources, root: NodeId, value: NodeId) -> Option<String> {
    let address = sources.str(value)?;
    if address.is_empty() || address.starts_with(['/', '#']) || address.contains(':') {
        return None;
    }
    let folder = |node| sources.path_of(node).and_then(Path::parent);
    let (from, own) = (folder(root)?, folder(value)?);
    (from != own).then(|| relative(&own.join(address), from))
}
