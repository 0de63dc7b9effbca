//! Which schemas call themselves something, by `$id`, `$anchor` and `$dynamicAnchor`.

use super::positions::{What, walk};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::{NodeId, Sources};

/// Lets references find schemas by what those call themselves. Only what stands where a schema does is one: an example
/// may have an `$id` too.
pub(super) fn identify(sources: &mut Sources, root: NodeId, diagnostics: &mut Diagnostics) {
    if !sources.identifies() {
        return;
    }
    let mut schemas = Vec::new();
    walk(sources, root, &mut |what, node| {
        if what == What::Schema {
            schemas.push(node);
            // A file of schemas may be one itself.
            let file = sources.ancestors(node).last();
            schemas.extend(file.filter(|file| sources.get_str(*file, "$id").is_some()));
        }
    });
    schemas.sort();
    schemas.dedup();
    for (first, second) in sources.identify(&schemas) {
        let text = "two schemas call themselves the same: references lead to the first";
        let found = Diagnostic::new(Code::SameIdentifier, text).at_node(sources, second);
        diagnostics.add(
            found
                .related(sources.place(first), "this is the first")
                .help("give one of them another `$id` or `$anchor`"),
        );
    }
}
