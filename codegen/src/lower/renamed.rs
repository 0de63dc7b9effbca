//! Names that are not what the document's own would be in Rust, because that one is not free.

use std::collections::HashMap;

use super::scope::WantedName;
use super::types::Types;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::NodeId;

impl Types<'_, '_> {
    /// Notes which of the names of things side by side are not what they would be. A name that the settings choose is had,
    /// or cannot be used.
    pub(super) fn all_renamed(&mut self, at: &[NodeId], wanted: &[WantedName], names: &[String]) {
        let all = || wanted.iter().zip(names).zip(at);
        let set = all().filter(|((one, name), _)| one.rank == 0 && one.name == **name);
        let set: HashMap<String, &WantedName> = set
            .map(|((one, name), _)| (name.to_lowercase(), one))
            .collect();
        for ((one, name), at) in all().filter(|((one, name), _)| one.name != **name) {
            let (text, place) = match set.get(&one.name.to_lowercase()) {
                _ if one.rank == 0 => (
                    format!(
                        "`{}` cannot be called `{}`: that is not free",
                        one.raw, one.name
                    ),
                    *at,
                ),
                Some(other) => (
                    format!(
                        "`{}` is called `{}`, which is the name of `{}`",
                        other.raw, other.name, one.raw
                    ),
                    all()
                        .find(|((known, _), _)| std::ptr::eq(*known, *other))
                        .map_or(*at, |(_, at)| *at),
                ),
                None => {
                    self.renamed(*at, &one.raw, &one.name, name);
                    continue;
                }
            };
            let found = Diagnostic::new(Code::Settings, text);
            let found = found.at_origin(self.wishes.names(place).flatten());
            let help =
                "choose another name, or give the other one a name of its own in `overrides`";
            self.diagnostics.add(found.help(help));
        }
    }

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
