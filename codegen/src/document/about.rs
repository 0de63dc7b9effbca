//! Title and version of the API where they are no texts: `version: 1.0` is a number to YAML and JSON.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::{NodeId, NodeKind, Sources};

/// Takes them as they are written.
pub(super) fn mend(sources: &mut Sources, root: NodeId, diagnostics: &mut Diagnostics) {
    let Some(info) = sources.get(root, "info") else {
        return;
    };
    for key in ["title", "version"] {
        let Some(value) = sources.get(info, key) else {
            continue;
        };
        let is = sources.describe(value);
        let meant = match sources.kind(value) {
            NodeKind::String(_) => continue,
            NodeKind::Number(text) => Some(text.clone()),
            NodeKind::Bool(flag) => Some(flag.to_string().into()),
            NodeKind::Null | NodeKind::Sequence(_) | NodeKind::Mapping(_) => None,
        };
        let help = match &meant {
            Some(text) => format!("it is taken as `'{text}'`; write it in quotes"),
            None => "it is left out; correct it".to_owned(),
        };
        let text = format!("`{key}` is {is}, where text is expected");
        let found = Diagnostic::new(Code::WrongKind, text).at_node(sources, value);
        diagnostics.add(found.help(help));
        if let Some(text) = meant {
            sources.replace(value, NodeKind::String(text));
        }
    }
}
