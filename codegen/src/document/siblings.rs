//! Path items that are a reference and more: one map of both.

use super::items::replaced;
use super::report_broken;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::{Broken, Entry, NodeId, Sources};

/// How many references one path item may lead through.
const STEPS: usize = 32;

/// The root, with each path item that has members beside its `$ref` as one map. Its own members come before those of
/// what it names (OpenAPI 3.1.1, section 4.8.9, leaves it open).
pub(super) fn joined(sources: &mut Sources, root: NodeId, diagnostics: &mut Diagnostics) -> NodeId {
    let keys = ["paths", "webhooks", "x-webhooks"];
    replaced(sources, root, &keys, |sources, entry| {
        has_siblings(sources, entry.value).then(|| item(sources, entry.value, diagnostics))
    })
}

fn has_siblings(sources: &Sources, item: NodeId) -> bool {
    let is_member = |entry: &&Entry| !entry.key.starts_with("x-") && &*entry.key != "$ref";
    sources.get_str(item, "$ref").is_some() && sources.entries(item).iter().any(|e| is_member(&e))
}

fn item(sources: &mut Sources, item: NodeId, diagnostics: &mut Diagnostics) -> NodeId {
    let mut members: Vec<Entry> = Vec::new();
    let mut current = item;
    for step in 0.. {
        for entry in sources
            .entries(current)
            .iter()
            .filter(|entry| &*entry.key != "$ref")
        {
            match members.iter().find(|known| known.key == entry.key) {
                Some(known) => diagnostics.add(twice(known, entry)),
                None => members.push(entry.clone()),
            }
        }
        let Some(reference) = sources.get_str(current, "$ref") else {
            break;
        };
        let next = match sources.resolve(current, reference) {
            Ok(next) if step < STEPS => Ok(next),
            Ok(_) => Err(Broken::Cycle),
            Err(broken) => Err(broken),
        };
        match next {
            Ok(next) => current = next,
            Err(found) => {
                report_broken(sources, current, &found, diagnostics);
                break;
            }
        }
    }
    sources.make_map(members, item)
}

fn twice(first: &Entry, second: &Entry) -> Diagnostic {
    let text = format!(
        "`{}` stands beside a `$ref` whose target has it too: the one beside counts",
        first.key
    );
    Diagnostic::new(Code::Skipped, text)
        .at(first.key_span)
        .related(second.key_span, "this one is left out")
        .help("keep one of the two")
}
