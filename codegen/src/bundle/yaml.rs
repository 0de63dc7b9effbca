//! A tree as YAML text (YAML 1.2.2) that YAML 1.1 reads in the same way.

use super::in_order;
use crate::source::{NodeId, NodeKind, Sources, push_text};

/// The text, with an end of line.
pub(super) fn text(sources: &Sources, root: NodeId) -> String {
    let mut out = String::new();
    block(sources, root, 0, false, &mut out);
    out
}

/// A value on lines of its own, indented by that many steps; `begun` where the first line is indented already.
fn block(sources: &Sources, node: NodeId, depth: usize, begun: bool, out: &mut String) {
    let mut begun = begun;
    let mut start = |out: &mut String| {
        if !std::mem::take(&mut begun) {
            out.push_str(&"  ".repeat(depth));
        }
    };
    match sources.kind(node) {
        NodeKind::Mapping(entries) if !entries.is_empty() => {
            for entry in in_order(sources, node) {
                start(out);
                scalar(&entry.key, out);
                out.push(':');
                if is_nested(sources, entry.value) {
                    out.push('\n');
                    block(sources, entry.value, depth + 1, false, out);
                } else {
                    out.push(' ');
                    leaf(sources, entry.value, depth, out);
                    out.push('\n');
                }
            }
        }
        NodeKind::Sequence(items) if !items.is_empty() => {
            for item in items {
                start(out);
                out.push_str("- ");
                block(sources, *item, depth + 1, true, out);
            }
        }
        _ => {
            start(out);
            leaf(sources, node, depth, out);
            out.push('\n');
        }
    }
}

fn is_nested(sources: &Sources, node: NodeId) -> bool {
    match sources.kind(node) {
        NodeKind::Mapping(entries) => !entries.is_empty(),
        NodeKind::Sequence(items) => !items.is_empty(),
        _ => false,
    }
}

fn leaf(sources: &Sources, node: NodeId, depth: usize, out: &mut String) {
    match sources.kind(node) {
        NodeKind::String(text) if is_block(text) => lines(text, depth, out),
        NodeKind::String(text) => scalar(text, out),
        _ => sources.write_json(node, out),
    }
}

/// A text on one line: as it is where nobody can take it for anything else, else quoted.
fn scalar(text: &str, out: &mut String) {
    if is_plain(text) {
        out.push_str(text);
    } else {
        push_text(text, out);
    }
}

/// Words that YAML 1.1 takes for something else than text.
const TAKEN: [&str; 11] = [
    "null", "true", "false", "yes", "no", "on", "off", "y", "n", "nan", "inf",
];

fn is_plain(text: &str) -> bool {
    let first = text.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '$' | '_'));
    let signs = |c: char| c.is_ascii_alphanumeric() || " _-./$(){}+;=<>^|~,'".contains(c);
    first
        && text.chars().all(signs)
        && !text.ends_with(' ')
        && !TAKEN.contains(&text.to_ascii_lowercase().as_str())
}

/// Whether a text of several lines can stand as a literal block (section 8.1.2).
fn is_block(text: &str) -> bool {
    let inner = text.trim_end_matches('\n');
    let printable =
        |c: char| c == '\n' || c == '\t' || (c >= ' ' && !('\u{7f}'..='\u{9f}').contains(&c));
    let breaks = ['\u{2028}', '\u{2029}', '\u{feff}', '\u{fffe}', '\u{ffff}'];
    inner.contains('\n')
        && inner.chars().all(|c| printable(c) && !breaks.contains(&c))
        && inner
            .lines()
            .all(|line| line.is_empty() || !line.trim().is_empty())
        && !inner.starts_with([' ', '\t', '\n'])
}

fn lines(text: &str, depth: usize, out: &mut String) {
    let inner = text.trim_end_matches('\n');
    out.push_str(match text.len() - inner.len() {
        0 => "|-",
        1 => "|",
        _ => "|+",
    });
    for line in inner.split('\n') {
        out.push('\n');
        if !line.is_empty() {
            out.push_str(&"  ".repeat(depth + 1));
            out.push_str(line);
        }
    }
    // The last end of line is written by whoever asked.
    out.push_str(&"\n".repeat((text.len() - inner.len()).saturating_sub(1)));
}
