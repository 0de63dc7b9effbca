//! Names that are not what the document's own would be in Rust, because that one is not free.

use super::types::Types;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::NodeId;

impl Types<'_, '_> {
    /// Notes that what the document calls `raw` became `chosen`, where it would have been `wanted`.
    pub(super) fn renamed(&mut self, at: NodeId, raw: &str, wanted: &str, chosen: &str) {
        if wanted == chosen {
            return;
        }
        let text = format!("`{raw}` becomes `{chosen}`, since `{wanted}` is not free");
        let found = Diagnostic::new(Code::Renamed, text).at_node(self.document.sources, at);
        let help = "nothing needs to be done; `overrides` in the settings choose another name";
        self.diagnostics.add(found.help(help));
    }
}
