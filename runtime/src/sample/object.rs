//! Objects.

use std::collections::BTreeMap;

use super::{Sampler, rules, size};
use crate::json::Json;
use crate::schema::{Direction, Rule, Schema};
use crate::validate::pattern;

impl Sampler<'_> {
    /// An object that keeps `all`; what its members make depend on them is added there.
    pub(super) fn object(&mut self, all: &mut Vec<&'static Schema>, depth: usize) -> Json {
        let names = self.names(all, depth);
        let dependent = rules(all).filter_map(|rule| match rule {
            Rule::DependentSchemas(dependent) => Some(*dependent),
            _ => None,
        });
        let dependent: Vec<_> = dependent.flatten().collect();
        for (name, schema) in dependent {
            if names.contains_key(*name) {
                self.flatten(schema, 0, all);
            }
        }
        let mut members = BTreeMap::new();
        for (name, needed) in names {
            let schemas = of_member(all, &name);
            match self.value(&schemas, depth + 1) {
                Ok(value) => drop(members.insert(name, value)),
                Err(last) if needed => drop(members.insert(name, last)),
                Err(_) => {}
            }
        }
        for rule in rules(all) {
            if let Rule::Discriminator { property, mapping } = rule {
                self.tell(all, property, mapping, &mut members);
            }
        }
        Json::Object(members)
    }

    /// Writes the text that names the schema that was taken.
    fn tell(
        &mut self,
        all: &[&'static Schema],
        property: &str,
        mapping: &[(&'static str, &'static Schema)],
        members: &mut BTreeMap<String, Json>,
    ) {
        let is_taken = |schema: &'static Schema| all.iter().any(|one| std::ptr::eq(*one, schema));
        let known = members.get(property).and_then(Json::as_str);
        let mut taken = mapping.iter().filter(|(_, schema)| is_taken(schema));
        if let Some((text, _)) = taken
            .clone()
            .find(|(text, _)| Some(*text) == known)
            .or(taken.next())
        {
            members.insert(property.to_owned(), Json::String((*text).to_owned()));
        }
    }

    /// The names of the members, and whether each must be there.
    fn names(&mut self, all: &[&'static Schema], depth: usize) -> BTreeMap<String, bool> {
        let direction = self.wanted.direction;
        let mut names = BTreeMap::new();
        let (mut least, mut most, mut open) = (0, usize::MAX, Vec::new());
        let also = |name: &str| {
            rules(all).any(|rule| matches!(rule, Rule::Required(names) if names.contains(&name)))
        };
        for field in all.iter().flat_map(|schema| schema.fields) {
            // What goes either way has what it must have on both.
            let anyway = field.required && direction == Direction::Either;
            let needed = anyway || field.is_required(direction) || also(field.name);
            if self.has(field.access) && (needed || self.takes(depth)) {
                *names.entry(field.name.to_owned()).or_default() |= needed;
            }
        }
        for rule in rules(all) {
            match rule {
                Rule::MinProperties(count) => least = least.max(size(*count)),
                Rule::MaxProperties(count) => most = most.min(size(*count)),
                Rule::Required(also) => {
                    names.extend(also.iter().map(|name| ((*name).to_owned(), true)));
                }
                Rule::AdditionalProperties(_) => open.push(None),
                Rule::PatternProperties(patterns) => {
                    open.extend(patterns.iter().map(|(pattern, _)| Some(*pattern)));
                }
                _ => {}
            }
        }
        self.depend(all, &mut names);
        let wanted = least.min(1_000);
        let more = if open.is_empty() || !self.takes(depth) {
            0
        } else {
            1 + self.pick(2)
        };
        for index in 0..more + wanted {
            if index >= more && names.len() >= wanted {
                break;
            }
            let pattern = open.get(self.pick(open.len())).copied().flatten();
            let name = self.name(all, pattern, index);
            names.entry(name).or_insert(index >= more);
        }
        let mut optional: Vec<_> = names
            .iter()
            .filter(|(_, needed)| !**needed)
            .map(|(name, _)| name.clone())
            .collect();
        while names.len() > most
            && let Some(name) = optional.pop()
        {
            names.remove(&name);
        }
        names
    }

    /// The names that others ask for.
    fn depend(&mut self, all: &[&'static Schema], names: &mut BTreeMap<String, bool>) {
        let mut before = 0;
        while names.len() > before {
            before = names.len();
            for rule in rules(all) {
                let Rule::DependentRequired(dependent) = rule else {
                    continue;
                };
                for (name, needs) in *dependent {
                    if let Some(needed) = names.get(*name).copied() {
                        for need in *needs {
                            *names.entry((*need).to_owned()).or_default() |= needed;
                        }
                    }
                }
            }
        }
    }

    /// The name of a member that nothing names.
    fn name(
        &mut self,
        all: &[&'static Schema],
        pattern: Option<&'static str>,
        index: usize,
    ) -> String {
        let written =
            pattern.and_then(|pattern| pattern::write(pattern, 0, &mut |count| self.pick(count)));
        if let Some(name) = written {
            return name;
        }
        let of_names = rules(all).filter_map(|rule| match rule {
            Rule::PropertyNames(schema) => Some(*schema),
            _ => None,
        });
        let mut of_names: Vec<_> = of_names.collect();
        if !of_names.is_empty() {
            of_names.push(&Schema::STRING);
            if let Ok(Json::String(name)) = self.value(&of_names, super::DEPTH) {
                return name;
            }
        }
        format!("member{index}")
    }
}

/// What the member of that name must keep.
fn of_member(all: &[&'static Schema], name: &str) -> Vec<&'static Schema> {
    let mut found = Vec::new();
    for schema in all {
        let before = found.len();
        let named = schema.fields.iter().filter(|field| field.name == name);
        found.extend(named.map(|field| field.schema));
        for rule in schema.rules {
            if let Rule::PatternProperties(patterns) = rule {
                let of_name = patterns
                    .iter()
                    .filter(|(pattern, _)| pattern::find(pattern, name) == pattern::Answer::Match);
                found.extend(of_name.map(|(_, schema)| *schema));
            }
        }
        if found.len() == before {
            found.extend(schema.rules.iter().filter_map(|rule| match rule {
                Rule::AdditionalProperties(schema) => Some(*schema),
                _ => None,
            }));
        }
    }
    if found.is_empty() {
        found.push(&Schema::STRING);
    }
    found
}
