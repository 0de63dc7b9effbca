//! What the alternatives of a union are called.

use std::collections::{HashMap, HashSet};

use super::names;
use super::scope::Scope;
use super::types::Types;
use crate::document::{Additional, SchemaNode};
use crate::model::Kind;
use crate::source::{NodeId, NodeKind};

/// Longer titles are sentences.
const LONGEST_TITLE: usize = 40;

/// The names of a union's variants.
pub(super) fn scope() -> Scope {
    Scope::of_variants(&["Unknown"])
}

impl Types<'_, '_> {
    /// The names of the variants of alternatives: the name that each is referred to by, its title, or what it holds. What
    /// nothing else tells has the plain name.
    pub(super) fn alternative_names(
        &mut self,
        scope: &mut Scope,
        nodes: &[NodeId],
        union: &str,
    ) -> Vec<String> {
        let mut raws: Vec<Vec<String>> = nodes.iter().map(|node| self.names_of(*node, 4)).collect();
        alone_first(&mut raws);
        without_union(&mut raws, union);
        let mut order: Vec<usize> = (0..nodes.len()).collect();
        // Those that want the same are told apart by what they say, so that their order tells nothing: who says least is plain.
        let mut counts: HashMap<&[String], usize> = HashMap::new();
        for raw in &raws {
            *counts.entry(raw).or_default() += 1;
        }
        let said = |at: &usize| {
            let is_alike = counts.get(raws[*at].as_slice()) > Some(&1);
            is_alike.then(|| {
                let text = self.document.sources.json(nodes[*at]);
                (text.len(), text)
            })
        };
        order.sort_by_cached_key(|at| (raws[*at].len() > 1, raws[*at].clone(), said(at)));
        let mut names = vec![String::new(); nodes.len()];
        for at in order {
            let wished = self.wishes.pascal(nodes[at]);
            let wished = wished.filter(|_| self.component_name(nodes[at]).is_none());
            let mut found = raws[at].iter().map(|raw| names::pascal(raw));
            let first = found.next().unwrap_or_else(|| "Variant".to_owned());
            let others: Vec<String> = found.collect();
            let raw = text_of(&raws[at]);
            names[at] = match wished {
                Some(wished) => scope.take(wished, &[], &raw),
                None => scope.take(first, &others, &raw),
            };
        }
        names
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
            parts @ [_, ..] if depth > 0 && schema.properties.is_empty() => {
                found.extend(self.names_by_parts(parts, depth));
            }
            _ => found.extend(self.names_by_content(&schema, depth)),
        }
        found
    }

    /// What is put together is called after what a member of it always is, then after the parts that have names.
    fn names_by_parts(&mut self, parts: &[NodeId], depth: usize) -> Vec<String> {
        let is_named = |part: &&NodeId| self.document.sources.get_str(**part, "$ref").is_some();
        let (named, inline): (Vec<&NodeId>, Vec<&NodeId>) = parts.iter().partition(is_named);
        let mut found = Vec::new();
        for part in &inline {
            let schema = self.read(**part);
            found.extend(self.always(&schema));
        }
        for part in named.into_iter().chain(inline) {
            found.extend(self.names_of(*part, depth - 1));
        }
        found
    }

    /// What the members of an object are that can be one thing alone.
    fn always(&mut self, schema: &SchemaNode) -> Vec<String> {
        let sources = self.document.sources;
        let mut found = Vec::new();
        for (_, member) in &schema.properties {
            if let Some([only]) = self.read_followed(*member).listed() {
                let known = sources.str(*only).filter(|text| is_name(text));
                found.extend(known.map(str::to_owned));
            }
        }
        found
    }

    fn names_by_content(&mut self, schema: &SchemaNode, depth: usize) -> Vec<String> {
        let kind = self.kind_named(schema);
        let format = schema.format.as_deref().filter(|format| is_name(format));
        let format = format.map(str::to_owned);
        let only = schema.listed().and_then(|listed| match listed {
            [only] => self.value_name(*only),
            _ => None,
        });
        match kind {
            _ if only.is_some() => {
                let kind = kind.map(|kind| kind.name().to_owned());
                only.into_iter().chain(kind).collect()
            }
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
            Some(Kind::Object) => self.objects(schema, depth),
            None if !schema.properties.is_empty() => self.objects(schema, depth),
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

    /// The first kind that a schema names, else the one kind of the values that it lists.
    fn kind_named(&self, schema: &SchemaNode) -> Option<Kind> {
        match (&schema.kinds, schema.listed()) {
            (Some(named), _) => named.first().copied(),
            (None, Some(listed)) => match self.kinds_of_values(listed)[..] {
                [only] => Some(only),
                _ => None,
            },
            (None, None) => None,
        }
    }

    /// A value as a name, where it makes one.
    fn value_name(&self, value: NodeId) -> Option<String> {
        let sources = self.document.sources;
        let text = match sources.kind(value) {
            NodeKind::String(text) => text.to_string(),
            NodeKind::Number(_) | NodeKind::Bool(_) => sources.json(value),
            _ => return None,
        };
        is_name(&text).then_some(text)
    }

    /// An object, told from others by what its members always are, by what it must have, or by what it may; a map by what
    /// it holds.
    fn objects(&mut self, schema: &SchemaNode, depth: usize) -> Vec<String> {
        let mut found = self.always(schema);
        let required = schema.required.iter().map(String::as_str);
        let members = schema.properties.iter().map(|(name, _)| &**name);
        let with = required.chain(members).map(|name| format!("with {name}"));
        found.extend(std::iter::once("object".to_owned()).chain(with));
        if let Additional::Schema(value) = schema.additional
            && schema.properties.is_empty()
            && depth > 0
        {
            let value = self.names_of(value, depth - 1).into_iter().next();
            found.extend(value.map(|value| format!("{value} map")));
        }
        found
    }
}

/// Of the names of each, puts those before others that it alone has. The first of all stays, unless several have it first:
/// then it is left to one that nothing else tells, so that the order of alternatives names none.
fn alone_first(all: &mut [Vec<String>]) {
    let mut firsts: HashMap<String, usize> = HashMap::new();
    for name in all.iter().filter_map(|names| names.first()) {
        *firsts.entry(name.clone()).or_default() += 1;
    }
    let mut counts: HashMap<String, usize> = HashMap::new();
    for names in all.iter() {
        let names: HashSet<&String> = names.iter().collect();
        for name in names {
            *counts.entry(name.clone()).or_default() += 1;
        }
    }
    let is_alone = |name: &String| counts.get(name) == Some(&1);
    for names in all {
        let Some((first, others)) = names.split_first_mut() else {
            continue;
        };
        others.sort_by_key(|name| !is_alone(name));
        if others.first().is_some_and(is_alone) && firsts.get(first) > Some(&1) {
            std::mem::swap(first, &mut others[0]);
        }
    }
}

/// Puts before a name that says the name of the union again, or how that ends, what is left of it without, where no other
/// is called so.
fn without_union(all: &mut [Vec<String>], union: &str) {
    let short = |names: &Vec<String>| {
        let name = names::pascal(names.first()?);
        let is_name = |rest: &&str| rest.starts_with(|c: char| c.is_ascii_uppercase());
        let before = name.strip_suffix(union).filter(is_name);
        let rest = before.or_else(|| {
            endings(union).find_map(|ending| name.strip_prefix(ending).filter(is_name))
        });
        rest.map(str::to_owned)
    };
    let shorts: Vec<Option<String>> = all.iter().map(short).collect();
    let mut counts: HashMap<String, usize> = HashMap::new();
    let whole = all
        .iter()
        .filter_map(|names| names.first())
        .map(|name| names::pascal(name));
    for name in shorts.iter().flatten().cloned().chain(whole) {
        *counts.entry(name).or_default() += 1;
    }
    for (names, short) in all.iter_mut().zip(shorts) {
        if let Some(short) = short.filter(|short| counts.get(short) == Some(&1)) {
            names.insert(0, short);
        }
    }
}

/// What the names of an alternative say all in all. Of several, the signs tell nothing.
fn text_of(names: &[String]) -> String {
    let mut seen = HashSet::new();
    let once: Vec<&str> = names
        .iter()
        .map(String::as_str)
        .filter(|name| seen.insert(*name))
        .collect();
    match once.as_slice() {
        [only] => (*only).to_owned(),
        several => several.join(" ").replace('_', " "),
    }
}

/// A name, and what is left of it without its first words, one after the other.
fn endings(name: &str) -> impl Iterator<Item = &str> {
    let starts = name.char_indices().filter(|(_, c)| c.is_ascii_uppercase());
    starts.map(|(at, _)| &name[at..])
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
