//! Webhooks that are written as callbacks are: `newPet: {'{$request.body#/url}': {post: ..}}`. What the other side calls is the
//! path item within.

use super::path::METHODS;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::{Entry, NodeId, Sources};

/// The root, with each webhook that is a callback as the path item that the callback holds.
pub(super) fn opened(sources: &mut Sources, root: NodeId, diagnostics: &mut Diagnostics) -> NodeId {
    let mut changed = Vec::new();
    for key in ["webhooks", "x-webhooks"] {
        let Some(hooks) = sources.get(root, key) else {
            continue;
        };
        let mut members = sources.entries(hooks).to_vec();
        let mut any = false;
        for member in &mut members {
            let Some(inner) = within(sources, member.value).cloned() else {
                continue;
            };
            let text = format!(
                "the webhook `{}` is a callback: what is called is taken from `{}`",
                member.key, inner.key
            );
            let found = Diagnostic::new(Code::WrongKind, text).at_key(sources, &inner);
            let help =
                "a webhook has its methods directly under its name: remove the level between";
            diagnostics.add(found.help(help));
            member.value = inner.value;
            any = true;
        }
        if any {
            let hooks = sources.make_map(members, hooks);
            changed.push(sources.member(key, hooks));
        }
    }
    if changed.is_empty() {
        return root;
    }
    let others = sources.entries(root).iter();
    let others = others.filter(|entry| changed.iter().all(|one| one.key != entry.key));
    let others: Vec<Entry> = others.cloned().collect();
    changed.extend(others);
    sources.make_map(changed, root)
}

/// The one member of a webhook that is a path item itself, where it has no method of its own.
fn within(sources: &Sources, hook: NodeId) -> Option<&Entry> {
    let is_method = |entry: &Entry| METHODS.contains(&&*entry.key);
    let own = || sources.entries(hook).iter();
    if own().any(is_method) || sources.get(hook, "$ref").is_some() {
        return None;
    }
    let mut inner = own().filter(|entry| sources.entries(entry.value).iter().any(is_method));
    inner.next().filter(|_| inner.next().is_none())
}
