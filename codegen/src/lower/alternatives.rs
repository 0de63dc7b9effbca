//! What the alternatives of a union are called.

use super::names;
use super::scope::Scope;
use super::types::Types;
use crate::document::SchemaNode;
use crate::model::Kind;
use crate::source::NodeId;

/// Longer titles are sentences.
const LONGEST_TITLE: usize = 40;

/// The names of a union's variants.
pub(super) fn scope() -> Scope {
    Scope::of_variants(&["unknown", "self"])
}

impl Types<'_, '_> {
    /// The name of an alternative's variant: the name that it is referred to by, its title, or what it holds.
    pub(super) fn alternative_name(&mut self, scope: &mut Scope, node: NodeId) -> String {
        let raws = self.names_of(node, 4);
        let wished = self
            .wishes
            .pascal(node)
            .filter(|_| self.component_name(node).is_none());
        if let Some(wished) = wished {
            return scope.take(wished, &[], &raws.join(" "));
        }
        let mut found = raws.iter().map(|raw| names::pascal(raw));
        let first = found.next().unwrap_or_else(|| "Variant".to_owned());
        let others: Vec<String> = found.collect();
        scope.take(first, &others, &raws.join(" "))
    }

    /// Names for an alternative, the best first.
    fn names_of(&mut self, node: NodeId, depth: usize) -> Vec<String> {
        let sources = self.document.sources;
        let referred = sources
            .get_str(node, "$ref")
            .and_then(|text| text.rsplit('/').next())
            .map(|last| {
                let endings = [".yaml", ".yml", ".json"];
                endings
                    .iter()
                    .find_map(|ending| last.strip_suffix(ending))
                    .unwrap_or(last)
            });
        let named = self.component_name(node).or(referred).map(str::to_owned);
        let title = sources
            .get_str(node, "title")
            .filter(|title| is_name(title));
        let mut found: Vec<String> = named.into_iter().chain(title.map(str::to_owned)).collect();
        if self.component_name(node).is_some() || referred.is_some() {
            return found;
        }
        let schema = self.read(node);
        match schema.all_of.as_slice() {
            [only] if depth > 0 => found.extend(self.names_of(*only, depth - 1)),
            _ => found.extend(self.names_by_content(&schema, depth)),
        }
        found
    }

    fn names_by_content(&mut self, schema: &SchemaNode, depth: usize) -> Vec<String> {
        let kind = schema.kinds.as_deref().and_then(|kinds| kinds.first());
        let format = schema.format.as_deref().filter(|format| is_name(format));
        let format = format.map(str::to_owned);
        match kind {
            Some(Kind::Array) => {
                let items = schema.items.filter(|_| depth > 0);
                let item =
                    items.and_then(|items| self.names_of(items, depth - 1).into_iter().next());
                let item = item.map(|item| format!("{item} list"));
                ["list".to_owned()].into_iter().chain(item).collect()
            }
            Some(Kind::String)
                if format
                    .as_deref()
                    .is_some_and(|format| STANDING.contains(&format)) =>
            {
                format.into_iter().collect()
            }
            Some(Kind::Object) => self.objects(schema),
            None if !schema.properties.is_empty() => self.objects(schema),
            Some(kind) => {
                let listed = schema
                    .enumeration
                    .is_some()
                    .then(|| format!("listed {}", kind.name()));
                [kind.name().to_owned()]
                    .into_iter()
                    .chain(format)
                    .chain(listed)
                    .collect()
            }
            None => vec!["variant".to_owned()],
        }
    }

    /// An object, told from others by what its members always are, by what it must have, or by what it may.
    fn objects(&mut self, schema: &SchemaNode) -> Vec<String> {
        let sources = self.document.sources;
        let mut found = Vec::new();
        for (_, member) in &schema.properties {
            if let Some([only]) = self.read(*member).listed() {
                let known = sources.str(*only).filter(|text| is_name(text));
                found.extend(known.map(str::to_owned));
            }
        }
        let required = schema.required.iter().map(String::as_str);
        let members = schema.properties.iter().map(|(name, _)| &**name);
        let with = required.chain(members).map(|name| format!("with {name}"));
        found.extend(std::iter::once("object".to_owned()).chain(with));
        found
    }
}

/// Formats of text that say what a thing is.
const STANDING: [&str; 7] = [
    "date-time",
    "date",
    "time",
    "duration",
    "uuid",
    "ipv4",
    "ipv6",
];

fn is_name(text: &str) -> bool {
    text.len() < LONGEST_TITLE && text.chars().any(|c| c.is_ascii_alphanumeric())
}
