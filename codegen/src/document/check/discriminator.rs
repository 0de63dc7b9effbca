//! Discriminators that do not tell what they should.

use super::Check;
use crate::diagnostic::Code;
use crate::source::{NodeId, pointer};
use crate::spelling::nearest;

/// How much alike a name and what was meant are, at least.
const NEAR: f64 = 0.6;
/// More names than this are not compared with each entry that leads nowhere.
const MOST: usize = 1000;

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
        let entries = sources.entries_of(discriminator, "mapping");
        for entry in entries {
            let target = sources
                .str(entry.value)
                .and_then(|text| self.document.mapped(discriminator, text));
            if target.is_none() {
                let text = format!("the mapping of `{}` leads nowhere", entry.key);
                let help = self.schema_meant(entry.value);
                self.note(Code::Discriminator, entry.value, text, help);
            }
        }
        let variants = ["oneOf", "anyOf"]
            .iter()
            .filter_map(|key| sources.get(node, key));
        let Some(property) = self.text(discriminator, "propertyName").map(str::to_owned) else {
            return;
        };
        self.undescribed(node, discriminator, &property);
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

    /// What an entry of a mapping was perhaps meant to name.
    fn schema_meant(&self, entry: NodeId) -> String {
        const NONE: &str = "name a schema, or remove the entry";
        let Some(text) = self.document.sources.str(entry) else {
            return "name a schema, as in `'#/components/schemas/Name'`, or remove the entry"
                .to_owned();
        };
        let last = text.rsplit('/').next().unwrap_or_default();
        let names = self.document.schemas().map(|(name, _)| name).take(MOST);
        let meant = nearest(last, NEAR, names, |name| name);
        meant.map_or(NONE.to_owned(), |name| {
            format!(
                "did you mean `#/components/schemas/{}`?",
                pointer::step(name)
            )
        })
    }

    /// A base that others extend, and that does not describe the property by which it is told what they are.
    fn undescribed(&mut self, node: NodeId, discriminator: NodeId, property: &str) {
        let sources = self.document.sources;
        let composed = ["allOf", "oneOf", "anyOf", "$ref"];
        let Some(properties) = sources.get(node, "properties") else {
            return;
        };
        if composed.iter().any(|key| self.has(node, key)) || self.has(properties, property) {
            return;
        }
        let text =
            format!("the schema has no property `{property}`, by which its discriminator tells");
        let names = sources.entries(properties).iter().map(|entry| &*entry.key);
        let help = match nearest(property, NEAR, names, |name| name) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => "add it under `properties`, and to `required`".to_owned(),
        };
        self.note(Code::Discriminator, discriminator, text, help);
    }
}
