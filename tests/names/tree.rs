//! A document as a tree that can be changed, and the changes.

use std::collections::BTreeSet;
use std::path::Path;

use specsmith_codegen::diagnostic::Diagnostics;
use specsmith_codegen::source::{Limits, NodeId, NodeKind, Sources};

use crate::METHODS;

/// A part of a document; what is neither list nor map as JSON text.
#[derive(Debug, Clone, PartialEq)]
pub enum Tree {
    Leaf(String),
    List(Vec<Tree>),
    Map(Vec<(String, Tree)>),
}

/// Numbers that are the same in every run.
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 33) as usize % limit.max(1)
    }

    fn one_of<'t, T>(&mut self, all: &'t [T]) -> Option<&'t T> {
        let index = self.below(all.len());
        all.get(index)
    }
}

fn leaf(text: &str) -> Tree {
    Tree::Leaf(text.to_owned())
}

fn map(entries: Vec<(&str, Tree)>) -> Tree {
    Tree::Map(
        entries
            .into_iter()
            .map(|(key, value)| (key.to_owned(), value))
            .collect(),
    )
}

impl Tree {
    /// A document of OpenAPI 3, in one file; `None` for every other.
    pub fn read(path: &Path) -> Option<Tree> {
        let mut sources = Sources::default();
        let mut diagnostics = Diagnostics::default();
        let root = sources
            .load(path, &Limits::default(), &mut diagnostics)
            .ok()?;
        sources.get(root, "openapi")?;
        Some(Self::of(&sources, root))
    }

    fn of(sources: &Sources, node: NodeId) -> Tree {
        match sources.kind(node) {
            NodeKind::Sequence(items) => {
                Tree::List(items.iter().map(|item| Self::of(sources, *item)).collect())
            }
            // Without what ties the members of a type to the operations that there are.
            NodeKind::Mapping(entries) => Tree::Map(
                entries
                    .iter()
                    .filter(|entry| !matches!(&*entry.key, "readOnly" | "writeOnly"))
                    .map(|entry| (entry.key.to_string(), Self::of(sources, entry.value)))
                    .collect(),
            ),
            _ => Tree::Leaf(sources.json(node)),
        }
    }

    /// The document as JSON, the keys in the order in which they are.
    pub fn json(&self) -> String {
        match self {
            Tree::Leaf(text) => text.clone(),
            Tree::List(items) => {
                let items: Vec<_> = items.iter().map(Tree::json).collect();
                format!("[{}]", items.join(","))
            }
            Tree::Map(entries) => {
                let entries = entries.iter().map(|(key, value)| {
                    format!("{}:{}", serde_json::to_string(key).unwrap(), value.json())
                });
                format!("{{{}}}", entries.collect::<Vec<_>>().join(","))
            }
        }
    }

    pub fn shuffled(&self, random: &mut Random) -> Tree {
        match self {
            Tree::Leaf(text) => Tree::Leaf(text.clone()),
            Tree::List(items) => {
                Tree::List(items.iter().map(|item| item.shuffled(random)).collect())
            }
            Tree::Map(entries) => {
                let mut entries: Vec<_> = entries
                    .iter()
                    .map(|(key, value)| (key.clone(), value.shuffled(random)))
                    .collect();
                for at in (1..entries.len()).rev() {
                    let other = random.below(at + 1);
                    entries.swap(at, other);
                }
                Tree::Map(entries)
            }
        }
    }

    fn get(&self, key: &str) -> Option<&Tree> {
        self.entries()
            .iter()
            .find(|(known, _)| known == key)
            .map(|(_, value)| value)
    }

    fn entries(&self) -> &[(String, Tree)] {
        match self {
            Tree::Map(entries) => entries,
            _ => &[],
        }
    }

    fn at(&self, path: &[&str]) -> Option<&Tree> {
        path.iter().try_fold(self, |tree, key| tree.get(key))
    }

    /// The map at a path, made where it is not there.
    fn map_at(&mut self, path: &[&str]) -> &mut Vec<(String, Tree)> {
        let mut current = self;
        for key in path {
            let Tree::Map(entries) = current else {
                panic!("{key} stands in no map");
            };
            if !entries.iter().any(|(known, _)| known == key) {
                entries.push(((*key).to_owned(), Tree::Map(Vec::new())));
            }
            current = entries
                .iter_mut()
                .find(|(known, _)| known == key)
                .map(|(_, value)| value)
                .unwrap();
        }
        match current {
            Tree::Map(entries) => entries,
            other => panic!("no map: {other:?}"),
        }
    }

    fn schemas(&self) -> &[(String, Tree)] {
        self.at(&["components", "schemas"])
            .map_or(&[], Tree::entries)
    }

    pub fn with_schema(&self) -> Tree {
        let mut changed = self.clone();
        let integer = map(vec![("type", leaf("\"integer\""))]);
        let text = map(vec![
            ("type", leaf("\"string\"")),
            ("enum", Tree::List(vec![leaf("\"a\"")])),
        ]);
        // It refers to another, as new schemas do.
        let first = self
            .schemas()
            .first()
            .map(|(name, _)| name.replace('~', "~0").replace('/', "~1"));
        let other = first.map_or(integer.clone(), |name| {
            let reference = format!("#/components/schemas/{name}");
            map(vec![(
                "$ref",
                Tree::Leaf(serde_json::to_string(&reference).unwrap()),
            )])
        });
        let properties = map(vec![("n", integer), ("kind", text), ("other", other)]);
        let schema = map(vec![
            ("type", leaf("\"object\"")),
            ("properties", properties),
        ]);
        changed
            .map_at(&["components", "schemas"])
            .insert(0, ("AaaAdded".to_owned(), schema));
        changed
    }

    pub fn with_operation(&self) -> Tree {
        let mut changed = self.clone();
        let answer = map(vec![("description", leaf("\"Done.\""))]);
        let operation = map(vec![
            ("operationId", leaf("\"zzzAdded\"")),
            ("responses", map(vec![("204", answer)])),
        ]);
        let item = map(vec![("get", operation)]);
        changed
            .map_at(&["paths"])
            .insert(0, ("/aaa-added".to_owned(), item));
        changed
    }

    /// The named schemas that have properties, and nothing else that makes them what they are.
    fn structs(&self) -> Vec<&str> {
        let schemas = self.schemas().iter();
        let joins = |schema: &Tree| {
            ["allOf", "oneOf", "anyOf", "discriminator"]
                .iter()
                .any(|key| schema.get(key).is_some())
        };
        let has = |schema: &Tree| {
            !joins(schema) && {
                schema
                    .get("properties")
                    .is_some_and(|all| !all.entries().is_empty())
            }
        };
        schemas
            .filter(|(_, schema)| has(schema))
            .map(|(name, _)| name.as_str())
            .collect()
    }

    pub fn with_property(&self, random: &mut Random) -> Option<(String, Tree)> {
        let name = (*random.one_of(&self.structs())?).to_owned();
        let mut changed = self.clone();
        let properties = changed.map_at(&["components", "schemas", &name, "properties"]);
        properties.insert(
            0,
            (
                "zzz_added".to_owned(),
                map(vec![("type", leaf("\"string\""))]),
            ),
        );
        Some((name, changed))
    }

    pub fn without_property(&self, random: &mut Random) -> Option<(String, Tree)> {
        let name = (*random.one_of(&self.structs())?).to_owned();
        let mut changed = self.clone();
        let schema = changed.map_at(&["components", "schemas", &name]);
        let properties = schema.iter_mut().find(|(key, _)| key == "properties")?;
        let Tree::Map(properties) = &mut properties.1 else {
            return None;
        };
        // A struct without a member is none.
        if properties.len() < 2 {
            return None;
        }
        let (property, _) = properties.remove(random.below(properties.len()));
        let quoted = serde_json::to_string(&property).unwrap();
        if let Some((_, Tree::List(required))) =
            schema.iter_mut().find(|(key, _)| key == "required")
        {
            required.retain(|name| *name != Tree::Leaf(quoted.clone()));
        }
        Some((format!("{property:?}"), changed))
    }

    /// Without a schema that no other is made of.
    pub fn without_schema(&self, random: &mut Random) -> Option<(String, Tree)> {
        let mut parts = BTreeSet::new();
        self.references(false, &mut parts);
        // One that has parts may be a subtype: without it, its base may be no union any more.
        let whole = self
            .schemas()
            .iter()
            .filter(|(_, schema)| schema.get("allOf").is_none());
        let free = whole.map(|(name, _)| name.as_str());
        let free: Vec<_> = free.filter(|name| !parts.contains(*name)).collect();
        let name = (*random.one_of(&free)?).to_owned();
        let mut changed = self.clone();
        changed
            .map_at(&["components", "schemas"])
            .retain(|(known, _)| *known != name);
        Some((name, changed))
    }

    /// The schemas that are parts or alternatives of others, or that are named in a mapping or by an alias.
    fn references(&self, within: bool, found: &mut BTreeSet<String>) {
        match self {
            Tree::Leaf(_) => {}
            Tree::List(items) => items.iter().for_each(|item| item.references(within, found)),
            Tree::Map(entries) => {
                for (key, value) in entries {
                    if let (true, Tree::Leaf(text)) = (within, value) {
                        let text: String = serde_json::from_str(text).unwrap_or_default();
                        let last = text.rsplit('/').next().unwrap_or_default();
                        found.insert(last.replace("~1", "/").replace("~0", "~"));
                    }
                    let joins = [
                        "allOf",
                        "oneOf",
                        "anyOf",
                        "mapping",
                        "schemas",
                        "items",
                        "additionalProperties",
                    ];
                    value.references(
                        joins.contains(&key.as_str()) || (within && key == "not"),
                        found,
                    );
                    if key == "schemas" {
                        // A schema that is another.
                        value
                            .entries()
                            .iter()
                            .for_each(|(_, schema)| schema.references(true, found));
                    }
                }
            }
        }
    }

    pub fn without_operation(&self, random: &mut Random) -> Option<(String, Tree)> {
        let paths = self.get("paths").map_or(&[][..], Tree::entries);
        let all: Vec<(&str, &str)> = paths
            .iter()
            .flat_map(|(path, item)| {
                item.entries()
                    .iter()
                    .map(move |(key, _)| (path.as_str(), key.as_str()))
            })
            .filter(|(_, method)| METHODS.contains(method))
            .collect();
        let (path, method) = *random.one_of(&all)?;
        let mut changed = self.clone();
        changed
            .map_at(&["paths", path])
            .retain(|(key, _)| key != method);
        Some((format!("{method} {path}"), changed))
    }
}
