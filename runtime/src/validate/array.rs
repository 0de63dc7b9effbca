//! Rules about lists.

use std::collections::HashMap;

use super::check::Validator;
use super::evaluated::Evaluated;
use super::instance::{canonical, normal};
use crate::pointer::Path;
use crate::schema::{Rule, Schema, Types};
use crate::value::{List, View};

impl Validator {
    pub(super) fn array<'v>(
        &mut self,
        schema: &Schema,
        rule: &Rule,
        list: &'v dyn List,
        path: &Path<'_>,
        evaluated: Option<&mut Evaluated<'v>>,
    ) -> bool {
        let length = list.len() as u64;
        match *rule {
            Rule::MinItems(least) => {
                length >= least
                    || self.report(path, "minItems", &View::List(list), schema, |_| {
                        least.to_string()
                    })
            }
            Rule::MaxItems(most) => {
                length <= most
                    || self.report(path, "maxItems", &View::List(list), schema, |_| {
                        most.to_string()
                    })
            }
            Rule::UniqueItems => match equal_items(list) {
                None => true,
                Some((first, second)) => {
                    self.report(path, "uniqueItems", &View::List(list), schema, |_| {
                        format!("items {first} and {second}")
                    })
                }
            },
            Rule::Items(items) => {
                if let Some(evaluated) = evaluated {
                    evaluated.prefix = usize::MAX;
                }
                self.each(items, prefix(schema), list, path)
            }
            Rule::PrefixItems(schemas) => {
                if let Some(evaluated) = evaluated {
                    evaluated.prefix = evaluated.prefix.max(schemas.len());
                }
                let mut valid = true;
                for (index, item) in schemas.iter().enumerate().take(list.len()) {
                    valid &= self.item(item, &list.get(index), "items", &Path::Index(path, index));
                }
                valid
            }
            Rule::Contains {
                schema: item,
                min,
                max,
            } => self.contains(schema, (item, min, max), list, path, evaluated),
            _ => true,
        }
    }

    /// Every item from that place on.
    #[inline]
    fn each(&mut self, items: &Schema, start: usize, list: &dyn List, path: &Path<'_>) -> bool {
        let mut valid = true;
        for index in start..list.len() {
            let item = list.get(index);
            if self.passes(items, &item) {
                continue;
            }
            valid &= self.item(items, &item, "items", &Path::Index(path, index));
            if self.exhausted || (self.quiet && !valid) {
                break;
            }
        }
        valid
    }

    fn contains<'v>(
        &mut self,
        schema: &Schema,
        (item, min, max): (&Schema, u64, Option<u64>),
        list: &'v dyn List,
        path: &Path<'_>,
        mut evaluated: Option<&mut Evaluated<'v>>,
    ) -> bool {
        let mut count = 0;
        for index in 0..list.len() {
            self.level += 1;
            let holds = self.holds(item, &list.get(index), &Path::Index(path, index), None);
            self.level -= 1;
            if holds {
                count += 1;
                if let Some(evaluated) = evaluated.as_deref_mut() {
                    evaluated.items.insert(index);
                }
            }
            if self.exhausted {
                return false;
            }
        }
        let items = |limit: u64, bound: &str| {
            format!("{bound} {limit} of the items that it must, but {count}")
        };
        if count < min {
            let name = if min == 1 { "contains" } else { "minContains" };
            return self.report(path, name, &View::List(list), schema, |_| {
                items(min, "at least")
            });
        }
        match max {
            Some(max) if count > max => {
                self.report(path, "maxContains", &View::List(list), schema, |_| {
                    items(max, "at most")
                })
            }
            _ => true,
        }
    }

    /// An item, or a member, under a rule that may allow none at all.
    pub(super) fn item(
        &mut self,
        schema: &Schema,
        view: &View<'_>,
        rule: &'static str,
        path: &Path<'_>,
    ) -> bool {
        if schema.types == Types::NONE {
            return self.report(path, rule, view, schema, |_| "none".to_owned());
        }
        self.child(schema, view, path)
    }

    pub(super) fn unevaluated_items<'v>(
        &mut self,
        schema: &Schema,
        view: &View<'v>,
        path: &Path<'_>,
        evaluated: &mut Evaluated<'v>,
    ) -> bool {
        let View::List(list) = *view else {
            return true;
        };
        let mut valid = true;
        for index in 0..list.len() {
            if !evaluated.has_item(index) {
                valid &= self.item(
                    schema,
                    &list.get(index),
                    "unevaluatedItems",
                    &Path::Index(path, index),
                );
            }
        }
        evaluated.prefix = usize::MAX;
        valid
    }
}

/// How many items `prefixItems` speaks of.
fn prefix(schema: &Schema) -> usize {
    schema
        .rules
        .iter()
        .find_map(|rule| match rule {
            Rule::PrefixItems(schemas) => Some(schemas.len()),
            _ => None,
        })
        .unwrap_or(0)
}

/// The first two items that are equal.
fn equal_items(list: &dyn List) -> Option<(usize, usize)> {
    let mut seen = HashMap::with_capacity(list.len());
    for index in 0..list.len() {
        if let Some(first) = seen.insert(canonical(&normal(list.get(index))), index) {
            return Some((first, index));
        }
    }
    None
}
