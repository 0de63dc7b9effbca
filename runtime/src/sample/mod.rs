//! Values that a schema allows, made of choices: those of `arbitrary`, of `proptest`, or of whoever calls.
//!
//! A table is walked once, and at each step a number is asked for that decides: which variant, which members, how long.
//! What then does not hold against the schema is made again, with other choices. The choice 0 is always the plainest one,
//! so that choices that become smaller give a value that becomes smaller.

#[cfg(feature = "arbitrary")]
mod arbitrary;
mod format;
mod number;
mod object;
#[cfg(feature = "proptest")]
mod proptest;
mod text;

#[cfg(feature = "arbitrary")]
pub use arbitrary::arbitrary;
#[cfg(feature = "proptest")]
pub use proptest::{Strategy, strategy};

use crate::decode::{Mode, fill_json};
use crate::json::Json;
use crate::schema::{Access, Const, Direction, Rule, Schema, Types};
use crate::validate::{Checked, is_valid};
use crate::value::View;

/// What is wanted of a value.
#[derive(Debug, Clone, Copy, Default)]
pub struct Wanted {
    /// Which way it goes: some members are of requests, or of answers, alone.
    pub direction: Direction,
    /// The optional members of so many levels, and no others, in values as a person would write them; without it, the
    /// choices decide.
    pub levels: Option<usize>,
}

/// A value that the schema allows; where none was found, the last that was tried. `choose` answers a number below the one
/// that it gets.
pub fn sample(
    schema: &'static Schema,
    wanted: Wanted,
    choose: &mut dyn FnMut(usize) -> usize,
) -> Json {
    let mut sampler = Sampler::new(wanted, choose);
    sampler.value(&[schema], 0).unwrap_or_else(|last| last)
}

/// What a type that holds no `null` holds of a schema that allows it: that is an `Option` where the type is used.
static NO_NULL: Schema = Schema::any(&[]).types(
    Types::BOOLEAN
        .union(Types::NUMBER)
        .union(Types::STRING)
        .union(Types::ARRAY)
        .union(Types::OBJECT),
);

/// The same as a value of a type.
pub fn value<T: Checked>(choose: &mut dyn FnMut(usize) -> usize) -> T {
    let mut sampler = Sampler::new(Wanted::default(), choose);
    let both = [T::schema(), &NO_NULL];
    let schemas = if T::null().is_some() {
        &both[..1]
    } else {
        &both
    };
    let json = sampler.value(schemas, 0).unwrap_or_else(|last| last);
    let mut value = T::blank();
    // What a type cannot hold is left out, as it is of an answer; no value is nested deeper than what is decoded.
    let _ = fill_json(value.slot(), &json, Mode::Lenient, &mut Vec::new());
    value
}

/// How often one value is tried.
const ATTEMPTS: u32 = 24;
/// How many tries all values that are within one have together.
const TRIES: u32 = 4_000;
/// Optional members and items are left out below this level.
const DEPTH: usize = 4;
/// Whatever is needed ends here: a schema that needs itself has no value.
const DEEPEST: usize = 24;

struct Sampler<'c> {
    choose: &'c mut dyn FnMut(usize) -> usize,
    wanted: Wanted,
    /// Not zero where something is tried again: other choices then.
    salt: u32,
    asked: u32,
    tries: u32,
}

impl<'c> Sampler<'c> {
    fn new(wanted: Wanted, choose: &'c mut dyn FnMut(usize) -> usize) -> Self {
        Self {
            choose,
            wanted,
            salt: 0,
            asked: 0,
            tries: TRIES,
        }
    }

    /// A number below `count`; 0 where there is nothing to choose.
    fn pick(&mut self, count: usize) -> usize {
        if count < 2 {
            return 0;
        }
        self.asked = self.asked.wrapping_add(1);
        let chosen = (self.choose)(count) % count;
        // Nothing but other numbers, the same for the same choices.
        let other = match self.salt {
            0 => 0,
            1 => 1,
            salt => (salt ^ self.asked.rotate_left(9)).wrapping_mul(0x9e37_79b9) >> 7,
        };
        (chosen + other as usize % count) % count
    }

    /// Whether what may be left out is there.
    fn takes(&mut self, depth: usize) -> bool {
        match self.wanted.levels {
            Some(levels) => depth < levels,
            None => depth < DEPTH && self.tries > TRIES / 2 && self.pick(2) == 1,
        }
    }

    /// Whether a member of this access travels at all.
    fn has(&self, access: Access) -> bool {
        match self.wanted.direction {
            Direction::Request => access != Access::ReadOnly,
            Direction::Response => access != Access::WriteOnly,
            Direction::Either => true,
        }
    }

    /// A value that all of the schemas allow.
    ///
    /// # Errors
    /// The last that was tried.
    fn value(&mut self, schemas: &[&'static Schema], depth: usize) -> Result<Json, Json> {
        let salt = self.salt;
        let mut last = Json::Null;
        for attempt in 0..ATTEMPTS {
            if self.tries == 0 && attempt > 0 || depth > DEEPEST {
                break;
            }
            self.tries = self.tries.saturating_sub(1);
            self.salt = if attempt == 0 { salt } else { salt + attempt };
            last = self.attempt(schemas, depth);
            let view = View::Json(&last);
            let direction = self.wanted.direction;
            if schemas
                .iter()
                .all(|schema| is_valid(schema, view, direction))
            {
                self.salt = salt;
                return Ok(last);
            }
        }
        self.salt = salt;
        Err(last)
    }

    fn attempt(&mut self, schemas: &[&'static Schema], depth: usize) -> Json {
        let mut all = Vec::new();
        for schema in schemas {
            if self.flatten(schema, 0, &mut all) {
                return Json::Null;
            }
        }
        for rule in rules(&all) {
            match rule {
                Rule::Const(constant) => return constant.json(),
                Rule::Enum(constants) if !constants.is_empty() => {
                    let index = self.pick(constants.len());
                    return constants.get(index).map_or(Json::Null, Const::json);
                }
                _ => {}
            }
        }
        match self.kind(&all, depth) {
            Types::OBJECT => self.object(&mut all, depth),
            Types::ARRAY => self.list(&all, depth),
            Types::STRING => Json::String(self.text(&all)),
            Types::INTEGER => self.number(&all, false),
            Types::NUMBER => self.number(&all, true),
            Types::BOOLEAN => {
                let index = self.pick(2);
                Json::Bool((index == 0) == self.wanted.levels.is_some())
            }
            _ => Json::Null,
        }
    }

    /// The schemas that must all hold, one alternative taken of each choice. Answers whether the value is to be `null`.
    fn flatten(
        &mut self,
        schema: &'static Schema,
        level: usize,
        all: &mut Vec<&'static Schema>,
    ) -> bool {
        if level > DEEPEST {
            return false;
        }
        all.push(schema);
        let mut null = false;
        for rule in schema.rules {
            null |= match rule {
                Rule::Nullable(_) if self.pick(4) == 3 => true,
                Rule::Ref(inner)
                | Rule::Nullable(inner)
                | Rule::DynamicRef { schema: inner, .. }
                | Rule::Scope { schema: inner, .. } => self.flatten(inner, level + 1, all),
                Rule::Later(slot) => match slot.get() {
                    Some(inner) => self.flatten(inner, level + 1, all),
                    None => false,
                },
                Rule::AllOf(parts) => parts.iter().fold(false, |null, part| {
                    self.flatten(part, level + 1, all) | null
                }),
                Rule::OneOf(parts) | Rule::AnyOf(parts) => {
                    match parts.get(self.pick(parts.len())) {
                        Some(part) => self.flatten(part, level + 1, all),
                        None => false,
                    }
                }
                // Its discriminator is written where the object is.
                Rule::Discriminator { mapping, .. } => {
                    match mapping.get(self.pick(mapping.len())) {
                        Some((_, part)) => self.flatten(part, level + 1, all),
                        None => false,
                    }
                }
                Rule::If {
                    condition,
                    then,
                    otherwise,
                } => {
                    if self.pick(2) == 0 {
                        self.flatten(otherwise, level + 1, all)
                    } else {
                        self.flatten(condition, level + 1, all) | self.flatten(then, level + 1, all)
                    }
                }
                _ => false,
            };
        }
        null
    }

    /// The JSON kind that the value will have: that which the schemas speak of, where they allow several.
    fn kind(&mut self, all: &[&'static Schema], depth: usize) -> Types {
        let allowed = all
            .iter()
            .fold(Types::ANY, |types, schema| types.both(schema.types));
        let speaks = |kind| {
            all.iter().any(|schema| {
                kind == Types::OBJECT && !schema.fields.is_empty()
                    || schema.rules.iter().any(|rule| rule.speaks_of(kind))
            })
        };
        let kinds = [
            Types::OBJECT,
            Types::ARRAY,
            Types::STRING,
            Types::INTEGER,
            Types::NUMBER,
            Types::BOOLEAN,
            Types::NULL,
        ];
        let mut kinds: Vec<_> = kinds
            .into_iter()
            .filter(|kind| allowed.contains(*kind))
            .collect();
        if allowed != Types::ANY || !kinds.iter().any(|kind| speaks(*kind)) {
            // Where anything will do, nothing large.
            kinds.sort_by_key(|kind| {
                !speaks(*kind) && (*kind == Types::OBJECT || *kind == Types::ARRAY)
            });
        } else {
            kinds.retain(|kind| speaks(*kind));
        }
        if depth >= DEPTH && kinds.len() > 1 {
            kinds.retain(|kind| *kind != Types::OBJECT && *kind != Types::ARRAY);
        }
        let index = self.pick(kinds.len());
        kinds.get(index).copied().unwrap_or(Types::NULL)
    }

    fn list(&mut self, all: &[&'static Schema], depth: usize) -> Json {
        let (mut least, mut most, mut unique) = (0, usize::MAX, false);
        let (mut first, mut others, mut contained) =
            (Vec::new(), Vec::new(), Vec::<&Schema>::new());
        for rule in rules(all) {
            match rule {
                Rule::MinItems(count) => least = least.max(size(*count)),
                Rule::MaxItems(count) => most = most.min(size(*count)),
                Rule::UniqueItems => unique = true,
                Rule::PrefixItems(schemas) => first.extend_from_slice(schemas),
                Rule::Items(schema) => others.push(*schema),
                Rule::Contains { schema, min, .. } => {
                    contained.extend(std::iter::repeat_n(*schema, size(*min).min(100)));
                }
                _ => {}
            }
        }
        least = least.max(contained.len()).min(1_000);
        let more = if self.takes(depth) || self.wanted.levels.is_some() && depth < 7 {
            // An item for each place that has a schema, or not.
            let places = if self.pick(2) == 0 { first.len() } else { 0 };
            places.max(
                1 + if self.wanted.levels.is_some() {
                    0
                } else {
                    self.pick(3)
                },
            )
        } else {
            0
        };
        let count = least.max(more).min(most);
        let mut items: Vec<Json> = Vec::new();
        // An item more or less: where items must differ, some are made that are there already.
        for _ in 0..count * 4 {
            if items.len() == count {
                break;
            }
            let index = items.len();
            let mut schemas = match first.get(index) {
                Some(schema) => vec![*schema],
                None => others.clone(),
            };
            schemas.extend(contained.get(index));
            if schemas.is_empty() {
                schemas.push(&Schema::STRING);
            }
            match self.value(&schemas, depth + 1) {
                Ok(item) if unique && items.contains(&item) => self.salt += 1,
                Ok(item) => items.push(item),
                Err(_) => break,
            }
        }
        Json::Array(items)
    }
}

/// Every rule of the schemas.
fn rules<'s>(all: &'s [&'static Schema]) -> impl Iterator<Item = &'static Rule> + 's {
    all.iter().flat_map(|schema| schema.rules)
}

fn size(count: u64) -> usize {
    usize::try_from(count).unwrap_or(usize::MAX)
}

impl Rule {
    /// Whether the rule is about values of this kind alone.
    fn speaks_of(&self, kind: Types) -> bool {
        let about = match self {
            Rule::MultipleOf(_)
            | Rule::Minimum(_)
            | Rule::ExclusiveMinimum(_)
            | Rule::Maximum(_)
            | Rule::ExclusiveMaximum(_) => Types::NUMBER,
            Rule::MinLength(_) | Rule::MaxLength(_) | Rule::Pattern(_) => Types::STRING,
            Rule::MinItems(_)
            | Rule::MaxItems(_)
            | Rule::UniqueItems
            | Rule::Contains { .. }
            | Rule::Items(_)
            | Rule::PrefixItems(_)
            | Rule::UnevaluatedItems(_) => Types::ARRAY,
            Rule::MinProperties(_)
            | Rule::MaxProperties(_)
            | Rule::Required(_)
            | Rule::DependentRequired(_)
            | Rule::AdditionalProperties(_)
            | Rule::PatternProperties(_)
            | Rule::PropertyNames(_)
            | Rule::DependentSchemas(_)
            | Rule::Discriminator { .. }
            | Rule::UnevaluatedProperties(_) => Types::OBJECT,
            Rule::Format(format) if format.is_of_text() => Types::STRING,
            Rule::Format(_) => Types::NUMBER,
            _ => return false,
        };
        about.contains(kind)
    }
}
