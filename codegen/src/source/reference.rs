//! References within a document.

use super::{NodeId, NodeKind, Sources};

/// Why a reference leads nowhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Broken {
    /// It names another file or address.
    External,
    /// The part of the pointer that is not there.
    Missing(String),
    /// It leads back to itself.
    Cycle,
}

impl Sources {
    /// The node that a reference of the form `#/a/b` names, from the root of the file (RFC 6901, section 6).
    ///
    /// # Errors
    /// See [`Broken`].
    pub fn resolve(&self, root: NodeId, reference: &str) -> Result<NodeId, Broken> {
        let Some(fragment) = reference.strip_prefix('#') else {
            return Err(Broken::External);
        };
        if fragment.is_empty() {
            return Ok(root);
        }
        let Some(pointer) = fragment.strip_prefix('/') else {
            return Err(Broken::Missing(fragment.to_owned()));
        };
        let mut node = root;
        for part in pointer.split('/') {
            let part = unescape(part);
            let next = match self.kind(node) {
                NodeKind::Sequence(items) => part
                    .parse::<usize>()
                    .ok()
                    .and_then(|index| items.get(index).copied()),
                _ => self.get(node, &part),
            };
            node = next.ok_or(Broken::Missing(part))?;
        }
        Ok(node)
    }

    /// Follows `$ref` from a node until one is no reference.
    ///
    /// # Errors
    /// See [`Broken`]; the node is the one whose reference breaks.
    pub fn follow(&self, root: NodeId, node: NodeId) -> Result<NodeId, (NodeId, Broken)> {
        let mut current = node;
        for _ in 0..64 {
            let Some(reference) = self.get_str(current, "$ref") else {
                return Ok(current);
            };
            current = self
                .resolve(root, reference)
                .map_err(|broken| (current, broken))?;
        }
        Err((node, Broken::Cycle))
    }
}

/// Percent-decodes, then undoes `~1` and `~0`.
fn unescape(part: &str) -> String {
    let bytes = part.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = (bytes[at] == b'%')
            .then(|| part.get(at + 1..at + 3))
            .flatten();
        match hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) => {
                out.push(byte);
                at += 3;
            }
            None => {
                out.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&out)
        .replace("~1", "/")
        .replace("~0", "~")
}
