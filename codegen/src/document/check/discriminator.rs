//! Discriminators that do not tell what they should.

use super::Check;
use crate::diagnostic::Code;
use crate::source::NodeId;

impl Check<'_, '_> {
    /// Entries of a discriminator's mapping that name nothing.
    pub(super) fn mapping(&mut self, node: NodeId) {
        let sources = self.document.sources;
        let Some(discriminator) = sources.get(node, "discriminator") else {
            return;
        };
        if self.text(node, "discriminator").is_some() && !self.is_swagger() {
            self.other_edition(
                discriminator,
                "a discriminator that is text is a word of Swagger 2.0",
                "write `discriminator: {propertyName: ..}`",
            );
        }
        let entries = sources
            .get(discriminator, "mapping")
            .map_or(&[][..], |map| sources.entries(map));
        for entry in entries {
            let target = sources
                .str(entry.value)
                .and_then(|text| self.document.mapped(discriminator, text));
            if target.is_none() {
                let text = format!("the mapping of `{}` leads nowhere", entry.key);
                self.note(
                    Code::Discriminator,
                    entry.value,
                    text,
                    "name a schema, or remove the entry",
                );
            }
        }
        let variants = ["oneOf", "anyOf"]
            .iter()
            .filter_map(|key| sources.get(node, key));
        let Some(property) = self.text(discriminator, "propertyName").map(str::to_owned) else {
            return;
        };
        for variant in variants.flat_map(|list| sources.items(list)) {
            let Ok(target) = sources.follow(*variant) else {
                continue;
            };
            let composed = ["allOf", "oneOf", "anyOf"]
                .iter()
                .any(|key| self.has(target, key));
            let has = sources
                .get(target, "properties")
                .and_then(|map| sources.get(map, &property));
            if !composed && has.is_none() {
                let text = format!(
                    "the variant has no property `{property}`, by which the discriminator tells it"
                );
                self.note(
                    Code::Discriminator,
                    *variant,
                    text,
                    "add the property to the variant, as a required one",
                );
            }
        }
    }
}
