//! The walk of a schema over a value.

use super::evaluated::Evaluated;
use super::instance::{kind, normal};
use super::object::own_table;
use super::plain;
use crate::encode;
use crate::pointer::Path;
use crate::schema::{Direction, Field, Rule, Schema, Types};
use crate::validate::{TEXT_LIMIT, Violation};
use crate::value::{Object, View};

/// How many schemas inside each other are followed.
pub const DEPTH_LIMIT: usize = 800;
/// How many times a schema is held against a part of the value. Unions inside unions multiply; this bounds them.
pub const STEP_LIMIT: usize = 5_000_000;
/// How many violations are reported, unless their text is longer than 4 MiB.
pub const VIOLATION_LIMIT: usize = 10_000;

/// What one validation knows.
pub(super) struct Validator {
    pub(super) direction: Direction,
    pub(super) out: Vec<Violation>,
    /// How much text `out` has.
    text: usize,
    /// Whether only the answer counts: nothing is reported, and the first violation ends a check.
    pub(super) quiet: bool,
    /// Whether a limit was hit. From then on nothing is checked.
    pub(super) exhausted: bool,
    pub(super) steps: usize,
    /// How many steps there may be.
    pub(super) most: usize,
    depth: usize,
    /// How deep in the value the walk is.
    pub(super) level: usize,
    /// The discriminators that are being followed, each with the level at which it is: a variant that extends its base
    /// meets the base's discriminator again.
    pub(super) discriminators: Vec<(usize, usize)>,
    /// The `$dynamicAnchor`s of the schema resources that were left on the way, from the outside in.
    pub(super) scopes: Vec<&'static [(&'static str, &'static Schema)]>,
}

impl Validator {
    pub(super) fn new(direction: Direction) -> Self {
        Self {
            direction,
            out: Vec::new(),
            text: 0,
            quiet: false,
            exhausted: false,
            steps: 0,
            most: STEP_LIMIT,
            depth: 0,
            level: 0,
            discriminators: Vec::new(),
            scopes: Vec::new(),
        }
    }

    /// Holds `view` against `schema`. Answers whether it keeps it; notes in `evaluated` which members and items it spoke of.
    pub(super) fn check<'v>(
        &mut self,
        schema: &Schema,
        view: &View<'v>,
        path: &Path<'_>,
        evaluated: Option<&mut Evaluated<'v>>,
    ) -> bool {
        self.steps += 1;
        if self.exhausted || self.depth == DEPTH_LIMIT || self.steps > self.most {
            return self.exhaust(path);
        }
        let known = match own_table(schema, view) {
            Some(object) if evaluated.is_none() => self.glance(schema.fields, object, 0),
            _ => 0,
        };
        if known > 0
            && known == schema.fields.len()
            && schema.rules.is_empty()
            && schema.types.contains(Types::OBJECT)
        {
            return true;
        }
        self.walk(schema, view, path, evaluated, known)
    }

    /// As [`Self::check`], but for the first members, which are known to keep the schema. Apart, since what is clear at a glance
    /// needs none of its room.
    #[inline(never)]
    fn walk<'v>(
        &mut self,
        schema: &Schema,
        view: &View<'v>,
        path: &Path<'_>,
        evaluated: Option<&mut Evaluated<'v>>,
        known: usize,
    ) -> bool {
        let untyped;
        let view = match view {
            View::Json(_) | View::Absent => {
                untyped = normal(*view);
                &untyped
            }
            view => view,
        };
        let kind = kind(view);
        if !schema.types.contains(kind) {
            return self.report(path, "type", view, schema, |_| {
                schema.types.describe().to_owned()
            });
        }
        if schema.rules.is_empty() && (schema.fields.is_empty() || kind != Types::OBJECT) {
            return true;
        }
        self.depth += 1;
        let valid = self.rules(schema, view, (kind, known), path, evaluated);
        self.depth -= 1;
        valid
    }

    /// Whether that is clear at a glance; else [`Self::check`] has to tell.
    #[inline]
    pub(super) fn passes(&mut self, schema: &Schema, view: &View<'_>) -> bool {
        let passes = !matches!(view, View::Object(_))
            && self.steps < self.most
            && plain::keeps(schema, view);
        self.steps += usize::from(passes);
        passes
    }

    /// Where the first member from `from` on is that is not clear at a glance.
    #[inline]
    pub(super) fn glance(&mut self, fields: &[Field], object: &dyn Object, from: usize) -> usize {
        if self.steps >= self.most {
            return from;
        }
        let (next, passed) = plain::doubtful(fields, object, from);
        self.steps += passed;
        next
    }

    /// As [`Self::check`], one level deeper in the value.
    pub(super) fn child<'v>(&mut self, schema: &Schema, view: &View<'v>, path: &Path<'_>) -> bool {
        self.level += 1;
        let valid = self.check(schema, view, path, None);
        self.level -= 1;
        valid
    }

    /// As [`Self::check`], without a report.
    pub(super) fn holds<'v>(
        &mut self,
        schema: &Schema,
        view: &View<'v>,
        path: &Path<'_>,
        evaluated: Option<&mut Evaluated<'v>>,
    ) -> bool {
        let quiet = std::mem::replace(&mut self.quiet, true);
        let valid = self.check(schema, view, path, evaluated);
        self.quiet = quiet;
        valid
    }

    fn rules<'v>(
        &mut self,
        schema: &Schema,
        view: &View<'v>,
        (kind, known): (Types, usize),
        path: &Path<'_>,
        mut outer: Option<&mut Evaluated<'v>>,
    ) -> bool {
        let unevaluated = schema.rules.iter().any(|rule| {
            matches!(
                rule,
                Rule::UnevaluatedItems(_) | Rule::UnevaluatedProperties(_)
            )
        });
        let mut own = unevaluated.then(Evaluated::default);
        let mut evaluated = own.as_mut().or(outer.as_deref_mut());
        let mut valid = kind != Types::OBJECT
            || self.fields(schema, view, path, evaluated.as_deref_mut(), known);
        for rule in schema.rules {
            if self.quiet && !valid {
                return false;
            }
            valid &= self.rule(schema, rule, view, kind, path, evaluated.as_deref_mut());
        }
        if let Some(mut own) = own {
            for rule in schema.rules {
                valid &= match *rule {
                    Rule::UnevaluatedProperties(schema) if kind == Types::OBJECT => {
                        self.unevaluated_properties(schema, view, path, &mut own)
                    }
                    Rule::UnevaluatedItems(schema) => {
                        self.unevaluated_items(schema, view, path, &mut own)
                    }
                    _ => true,
                };
            }
            if let Some(outer) = outer {
                outer.add(own);
            }
        }
        valid
    }

    fn rule<'v>(
        &mut self,
        schema: &Schema,
        rule: &Rule,
        view: &View<'v>,
        kind: Types,
        path: &Path<'_>,
        evaluated: Option<&mut Evaluated<'v>>,
    ) -> bool {
        match rule {
            Rule::Enum(_) | Rule::Const(_) => self.constant(schema, rule, view, path),
            Rule::MinLength(_) | Rule::MaxLength(_) | Rule::Pattern(_) => match kind {
                Types::STRING => self.text(schema, rule, view, path),
                _ => true,
            },
            Rule::MultipleOf(_)
            | Rule::Minimum(_)
            | Rule::ExclusiveMinimum(_)
            | Rule::Maximum(_)
            | Rule::ExclusiveMaximum(_) => match kind {
                Types::INTEGER | Types::NUMBER => self.number(schema, rule, view, path),
                _ => true,
            },
            Rule::Format(format) => self.format(schema, *format, view, kind, path),
            Rule::MinItems(_)
            | Rule::MaxItems(_)
            | Rule::UniqueItems
            | Rule::Contains { .. }
            | Rule::Items(_)
            | Rule::PrefixItems(_) => match *view {
                View::List(list) => self.array(schema, rule, list, path, evaluated),
                _ => true,
            },
            Rule::MinProperties(_)
            | Rule::MaxProperties(_)
            | Rule::Required(_)
            | Rule::DependentRequired(_)
            | Rule::AdditionalProperties(_)
            | Rule::PatternProperties(_)
            | Rule::PropertyNames(_) => match kind {
                Types::OBJECT => self.object(schema, rule, view, path, evaluated),
                _ => true,
            },
            Rule::UnevaluatedItems(_) | Rule::UnevaluatedProperties(_) => true,
            _ => self.combine(schema, rule, view, kind, path, evaluated),
        }
    }

    /// Reports a violation, unless nobody asks for it. Answers `false`.
    pub(super) fn report(
        &mut self,
        path: &Path<'_>,
        rule: &'static str,
        view: &View<'_>,
        schema: &Schema,
        limit: impl FnOnce(&View<'_>) -> String,
    ) -> bool {
        if !self.quiet && self.out.len() < VIOLATION_LIMIT && self.text < TEXT_LIMIT {
            let violation = Violation {
                pointer: path.pointer(),
                rule,
                found: if schema.is_secret() {
                    "\"***\"".to_owned()
                } else {
                    encode::snippet(*view)
                },
                limit: limit(view),
            };
            self.text += violation.size();
            self.out.push(violation);
        }
        false
    }

    #[cold]
    fn exhaust(&mut self, path: &Path<'_>) -> bool {
        if !self.exhausted {
            self.exhausted = true;
            let limit = if self.depth == DEPTH_LIMIT {
                format!("more than {DEPTH_LIMIT} schemas inside each other")
            } else {
                format!("more than {STEP_LIMIT} steps")
            };
            self.out.push(Violation {
                pointer: path.pointer(),
                rule: "limit",
                found: String::new(),
                limit,
            });
        }
        false
    }
}
