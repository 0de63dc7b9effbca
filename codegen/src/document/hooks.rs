//! Webhooks that are written as callbacks are: `newPet: {'{$request.body#/url}': {post: ..}}`. What the other side calls is the
//! path item within.

use super::items::replaced;
use super::path::METHODS;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::{Entry, NodeId, Sources};

/// The root, with each webhook that is a callback as the path item that the callback holds.
pub(super) fn opened(sources: &mut Sources, root: NodeId, diagnostics: &mut Diagnostics) -> NodeId {
    replaced(
        sources,
        root,
        &["webhooks", "x-webhooks"],
        |sources, hook| {
            let inner = within(sources, hook.value)?;
            let text = format!(
                "the webhook `{}` is a callback: what is called is taken from `{}`",
                hook.key, inner.key
            );
            let found = Diagnostic::new(Code::WrongKind, text).at_key(sources, inner);
            let help =
                "a webhook has its methods directly under its name: remove the level between";
            diagnostics.add(found.help(help));
            Some(inner.value)
        },
    )
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
