//! A tree as JSON text (RFC 8259), indented by two spaces.

use super::in_order;
use crate::source::{NodeId, NodeKind, Sources, push_text};

/// The text, with an end of line.
pub(super) fn text(sources: &Sources, root: NodeId) -> String {
    let mut out = String::new();
    write(sources, root, 0, &mut out);
    out.push('\n');
    out
}

fn write(sources: &Sources, node: NodeId, depth: usize, out: &mut String) {
    match sources.kind(node) {
        NodeKind::Sequence(items) if !items.is_empty() => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                next(index, depth, out);
                write(sources, *item, depth + 1, out);
            }
            line(depth, out);
            out.push(']');
        }
        NodeKind::Mapping(entries) if !entries.is_empty() => {
            out.push('{');
            for (index, entry) in in_order(sources, node).into_iter().enumerate() {
                next(index, depth, out);
                push_text(&entry.key, out);
                out.push_str(": ");
                write(sources, entry.value, depth + 1, out);
            }
            line(depth, out);
            out.push('}');
        }
        _ => sources.write_json(node, out),
    }
}

fn next(index: usize, depth: usize, out: &mut String) {
    if index > 0 {
        out.push(',');
    }
    line(depth + 1, out);
}

fn line(depth: usize, out: &mut String) {
    out.push('\n');
    out.push_str(&"  ".repeat(depth));
}
