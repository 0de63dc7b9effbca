//! Overlays: changes to a document, kept apart from it (OpenAPI Overlay Specification 1.0.0). They are applied to the
//! tree before anything reads it as OpenAPI; what they bring still stands where the overlay has it.

mod apply;

use serde_json_path::JsonPath;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use crate::source::{Entry, NodeId, NodeKind, Sources};
use crate::spelling::slip;

/// One action of an overlay.
struct Action {
    target: NodeId,
    path: JsonPath,
    change: Change,
}

enum Change {
    Update(NodeId),
    Remove,
}

/// The root of the document as an overlay changes it. An action that cannot be understood is reported and left out.
pub(crate) fn apply(
    sources: &mut Sources,
    root: NodeId,
    overlay: NodeId,
    diagnostics: &mut Diagnostics,
) -> NodeId {
    let version = sources.get_str(overlay, "overlay").unwrap_or_default();
    if !version.starts_with("1.") {
        let mut found = Diagnostic::new(Code::Overlay, "the file is no overlay of version 1");
        found.severity = Severity::Error;
        let at = sources.get(overlay, "overlay").unwrap_or(overlay);
        diagnostics.add(
            found
                .at_node(sources, at)
                .help("start it with `overlay: 1.0.0`"),
        );
        return root;
    }
    let Some(list) = sources.get(overlay, "actions") else {
        report(
            sources,
            overlay,
            "the overlay has no `actions`",
            diagnostics,
        );
        return root;
    };
    if !matches!(sources.kind(list), NodeKind::Sequence(_)) {
        let text = format!("`actions` is {}, and no list", sources.describe(list));
        report(sources, list, &text, diagnostics);
        return root;
    }
    let list = sources.items(list).to_vec();
    let mut document = apply::Changed::new(sources, root);
    for node in list {
        if let Some(action) = action(document.sources, node, diagnostics) {
            document.action(&action, diagnostics);
        }
    }
    let root = document.root;
    sources.stands_for(overlay, root);
    root
}

fn action(sources: &Sources, node: NodeId, diagnostics: &mut Diagnostics) -> Option<Action> {
    let Some(target) = sources.get(node, "target") else {
        no_action(sources, node, "an action without `target`", diagnostics);
        return None;
    };
    let path = match JsonPath::parse(sources.str(target).unwrap_or_default()) {
        Ok(path) => path,
        Err(error) => {
            let text = format!("the target is no JSONPath: {error}");
            report(sources, target, &text, diagnostics);
            return None;
        }
    };
    let change = match (
        sources.get_bool(node, "remove"),
        sources.get(node, "update"),
    ) {
        (Some(true), _) => Change::Remove,
        (_, Some(update)) => Change::Update(update),
        _ => {
            let said = "an action that neither updates nor removes";
            no_action(sources, node, said, diagnostics);
            return None;
        }
    };
    Some(Action {
        target,
        path,
        change,
    })
}

/// What lacks a part of an action: often that part is there, and misspelled or of another kind.
fn no_action(sources: &Sources, node: NodeId, said: &str, diagnostics: &mut Diagnostics) {
    const KNOWN: [&str; 4] = ["target", "description", "update", "remove"];
    let mut strange = sources.entries(node).iter();
    let slip_of = |entry: &Entry| match KNOWN.contains(&&*entry.key) {
        true => None,
        false => slip(&entry.key, KNOWN.into_iter()),
    };
    let slip = strange.find_map(|entry| Some((entry, slip_of(entry)?)));
    let remove = sources.get(node, "remove");
    let remove = remove.filter(|node| !matches!(sources.kind(*node), NodeKind::Bool(_)));
    let found = match (slip, remove) {
        (Some((entry, meant)), _) => {
            let text = format!("`{}` is no key of an action", entry.key);
            let found = Diagnostic::new(Code::Overlay, text).at_key(sources, entry);
            found.help(format!("did you mean `{meant}`?"))
        }
        (None, Some(remove)) => {
            let is = sources.describe(remove);
            let text = format!("`remove` is {is}, where true or false is expected");
            let found = Diagnostic::new(Code::Overlay, text).at_node(sources, remove);
            found.help("write `remove: true`")
        }
        (None, None) => return report(sources, node, said, diagnostics),
    };
    diagnostics.add(found);
}

fn report(sources: &Sources, node: NodeId, text: &str, diagnostics: &mut Diagnostics) {
    let found = Diagnostic::new(Code::Overlay, text).at_node(sources, node);
    let help = match text {
        text if text.contains("selects nothing") => {
            "correct the target; where the document is mended by now, remove the action"
        }
        text if text.contains("JSONPath") => {
            "write it as in `$.paths['/pets'].get.parameters[?@.name == 'limit']`"
        }
        _ => "write `actions: [{target: $.info, update: {title: Orders}}]`, or `remove: true`",
    };
    diagnostics.add(found.help(help));
}

fn is_map(sources: &Sources, node: NodeId) -> bool {
    matches!(sources.kind(node), NodeKind::Mapping(_))
}
