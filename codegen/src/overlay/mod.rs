//! Overlays: changes to a document, kept apart from it (OpenAPI Overlay Specification 1.0.0). They are applied to the
//! tree before anything reads it as OpenAPI; what they bring still stands where the overlay has it.

mod apply;

use serde_json_path::JsonPath;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use crate::source::{NodeId, NodeKind, Sources};
use crate::spelling::slip;

/// The keys of an overlay, of its `info` and of an action.
const ROOT: [&str; 4] = ["overlay", "info", "extends", "actions"];
const INFO: [&str; 3] = ["title", "version", "description"];
const ACTION: [&str; 4] = ["target", "description", "update", "remove"];

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
    let is_told = unknown_keys(sources, overlay, "an overlay", &ROOT, diagnostics);
    if let Some(info) = sources.get(overlay, "info") {
        unknown_keys(sources, info, "`info`", &INFO, diagnostics);
    }
    let Some(list) = sources.get(overlay, "actions") else {
        if !is_told {
            let text = "the overlay has no `actions`";
            report(sources, overlay, text, diagnostics);
        }
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
    let is_told = unknown_keys(sources, node, "an action", &ACTION, diagnostics);
    let Some(target) = sources.get(node, "target") else {
        if !is_told {
            report(sources, node, "an action without `target`", diagnostics);
        }
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
    let (remove, update) = (sources.get(node, "remove"), sources.get(node, "update"));
    let remove = remove.map(|remove| (remove, sources.kind(remove)));
    let change = match (remove, update) {
        (Some((_, NodeKind::Bool(true))), _) => Change::Remove,
        (_, Some(update)) => Change::Update(update),
        (Some((remove, kind)), None) if !matches!(kind, NodeKind::Bool(_)) => {
            let is = sources.describe(remove);
            let text = format!("`remove` is {is}, where true or false is expected");
            let found = Diagnostic::new(Code::Overlay, text).at_node(sources, remove);
            diagnostics.add(found.help("write `remove: true`"));
            return None;
        }
        _ => {
            if !is_told {
                let text = "an action that neither updates nor removes";
                report(sources, node, text, diagnostics);
            }
            return None;
        }
    };
    Some(Action {
        target,
        path,
        change,
    })
}

/// Tells the keys that there are not, and gives back whether one of them is misspelled: then what is missing is not told
/// as well.
fn unknown_keys(
    sources: &Sources,
    node: NodeId,
    name: &str,
    known: &[&str],
    diagnostics: &mut Diagnostics,
) -> bool {
    let mut is_misspelled = false;
    for entry in sources.entries(node) {
        let key = &*entry.key;
        if key.starts_with("x-") || known.contains(&key) {
            continue;
        }
        let missing = known.iter().filter(|one| sources.get(node, one).is_none());
        let (code, help) = match slip(key, missing.copied()) {
            Some(meant) => (Code::Misspelled, format!("did you mean `{meant}`?")),
            None => (
                Code::UnknownKeyword,
                "correct it, or remove it; keys of your own start with `x-`".to_owned(),
            ),
        };
        is_misspelled |= code == Code::Misspelled;
        let found = Diagnostic::new(code, format!("`{key}` is no key of {name}"));
        diagnostics.add(found.at_key(sources, entry).help(help));
    }
    is_misspelled
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
