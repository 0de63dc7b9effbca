//! Rules about objects.

use super::check::Validator;
use super::evaluated::Evaluated;
use super::instance::{each_member, member, member_count, normal};
use super::pattern::{self, Answer};
use crate::encode;
use crate::pointer::Path;
use crate::schema::{Field, Rule, Schema};
use crate::value::{Object, View};

impl Validator {
    /// The members that the schema names. Of the first ones it is known that they keep it, which is all that counts where nobody
    /// asks which members were spoken of.
    pub(super) fn fields<'v>(
        &mut self,
        schema: &Schema,
        view: &View<'v>,
        path: &Path<'_>,
        mut evaluated: Option<&mut Evaluated<'v>>,
        known: usize,
    ) -> bool {
        let own = own_table(schema, view);
        let glances = evaluated.is_none();
        let mut index = if glances { known } else { 0 };
        let mut valid = true;
        while let Some(field) = schema.fields.get(index) {
            let (found, is_there) = match own {
                Some(object) => {
                    let found = object.get(index);
                    let is_there = encode::is_sent(field, &found, self.direction);
                    (found, is_there)
                }
                None => match member(view, field.name, self.direction) {
                    Some(found) => (normal(found), true),
                    None => (View::Absent, false),
                },
            };
            if is_there {
                // A glance has been taken already, where one is.
                if own.is_some() && glances || !self.passes(field.schema, &found) {
                    let path = Path::Key(path, field.name);
                    valid &= self.item(field.schema, &found, "properties", &path);
                }
                if let Some(evaluated) = evaluated.as_deref_mut() {
                    evaluated.members.insert(field.name);
                }
            } else if field.is_required(self.direction) {
                valid &= self.report(path, "required", view, schema, |_| field.name.to_owned());
            }
            if self.exhausted || (self.quiet && !valid) {
                return valid;
            }
            index = match own {
                Some(object) if glances => self.glance(schema.fields, object, index + 1),
                _ => index + 1,
            };
        }
        valid
    }

    pub(super) fn object<'v>(
        &mut self,
        schema: &Schema,
        rule: &Rule,
        view: &View<'v>,
        path: &Path<'_>,
        evaluated: Option<&mut Evaluated<'v>>,
    ) -> bool {
        match *rule {
            Rule::MinProperties(least) => {
                member_count(view, self.direction) >= least
                    || self.report(path, "minProperties", view, schema, |_| least.to_string())
            }
            Rule::MaxProperties(most) => {
                member_count(view, self.direction) <= most
                    || self.report(path, "maxProperties", view, schema, |_| most.to_string())
            }
            Rule::Required(names) => {
                let mut valid = true;
                for name in names {
                    valid &= member(view, name, self.direction).is_some()
                        || self.report(path, "required", view, schema, |_| (*name).to_owned());
                }
                valid
            }
            Rule::DependentRequired(dependencies) => {
                self.dependent_required(schema, dependencies, view, path)
            }
            Rule::AdditionalProperties(additional) => {
                self.additional_properties(schema, additional, view, path, evaluated)
            }
            Rule::PatternProperties(patterns) => {
                self.pattern_properties(patterns, view, path, evaluated)
            }
            Rule::PropertyNames(names) => {
                self.members(view, path, None, false, &mut |this, name, _, path| {
                    Some(this.child(names, &View::Str(name), path))
                })
            }
            _ => true,
        }
    }

    fn additional_properties<'v>(
        &mut self,
        schema: &Schema,
        additional: &Schema,
        view: &View<'v>,
        path: &Path<'_>,
        evaluated: Option<&mut Evaluated<'v>>,
    ) -> bool {
        let patterns = schema.rules.iter().find_map(|rule| match rule {
            Rule::PatternProperties(patterns) => Some(*patterns),
            _ => None,
        });
        let patterns = patterns.unwrap_or_default();
        let named = |name: &str| {
            is_named(schema.fields, name)
                || patterns.iter().any(|(pattern, _)| matches(pattern, name))
        };
        self.members(
            view,
            path,
            evaluated,
            own_table(schema, view).is_some(),
            &mut |this, name, view, path| {
                (!named(name)).then(|| this.item(additional, view, "additionalProperties", path))
            },
        )
    }

    fn pattern_properties<'v>(
        &mut self,
        patterns: &[(&'static str, &Schema)],
        view: &View<'v>,
        path: &Path<'_>,
        evaluated: Option<&mut Evaluated<'v>>,
    ) -> bool {
        self.members(
            view,
            path,
            evaluated,
            false,
            &mut |this, name, view, path| {
                let mut valid = None;
                for (pattern, schema) in patterns {
                    if matches(pattern, name) {
                        let holds = this.item(schema, view, "patternProperties", path);
                        valid = Some(valid.unwrap_or(true) & holds);
                    }
                }
                valid
            },
        )
    }

    fn dependent_required(
        &mut self,
        schema: &Schema,
        dependencies: &[(&str, &[&str])],
        view: &View<'_>,
        path: &Path<'_>,
    ) -> bool {
        let mut valid = true;
        for (name, needed) in dependencies {
            if member(view, name, self.direction).is_none() {
                continue;
            }
            for other in *needed {
                valid &= member(view, other, self.direction).is_some()
                    || self.report(path, "dependentRequired", view, schema, |_| {
                        format!("{name:?} needs {other:?}")
                    });
            }
        }
        valid
    }

    /// Calls `each` with every member, or with the extras alone; it answers `None` for one that it does not speak of.
    fn members<'v>(
        &mut self,
        view: &View<'v>,
        path: &Path<'_>,
        mut evaluated: Option<&mut Evaluated<'v>>,
        extras_only: bool,
        each: &mut dyn FnMut(&mut Self, &'v str, &View<'v>, &Path<'_>) -> Option<bool>,
    ) -> bool {
        let mut valid = true;
        let direction = self.direction;
        let mut visit = |name: &'v str, view: View<'v>| {
            if let Some(holds) = each(self, name, &view, &Path::Key(path, name)) {
                valid &= holds;
                if let Some(evaluated) = evaluated.as_deref_mut() {
                    evaluated.members.insert(name);
                }
            }
            !self.exhausted && (valid || !self.quiet)
        };
        match *view {
            View::Object(object) if extras_only => {
                if let Some(extras) = object.extras() {
                    extras.visit(&mut visit);
                }
            }
            _ => each_member(view, direction, &mut visit),
        }
        valid
    }

    pub(super) fn unevaluated_properties<'v>(
        &mut self,
        schema: &Schema,
        view: &View<'v>,
        path: &Path<'_>,
        evaluated: &mut Evaluated<'v>,
    ) -> bool {
        let valid = self.members(view, path, None, false, &mut |this, name, view, path| {
            (!evaluated.has_member(name))
                .then(|| this.item(schema, view, "unevaluatedProperties", path))
        });
        evaluated.all_members = true;
        valid
    }
}

/// The object, where the schema is the one of its type: then the fields are those of the schema, index by index.
#[inline]
pub(super) fn own_table<'v>(schema: &Schema, view: &View<'v>) -> Option<&'v dyn Object> {
    match *view {
        View::Object(object) if std::ptr::eq(object.schema().fields, schema.fields) => Some(object),
        _ => None,
    }
}

fn is_named(fields: &[Field], name: &str) -> bool {
    fields.iter().any(|field| field.name == name)
}

fn matches(pattern: &'static str, name: &str) -> bool {
    pattern::find(pattern, name) == Answer::Match
}

#[cfg(test)]
mod tests {
    use crate::schema::{Direction, Field, Rule, Schema};
    use crate::value::Value;
    use crate::{encode, validate};

    #[derive(Clone)]
    struct Pet {
        name: String,
        kind: Option<String>,
        home: Option<Box<Pet>>,
        legs: Option<i64>,
    }
    static SHORT: Schema = Schema::string(&[Rule::MinLength(2), Rule::MaxLength(3)]);
    static PET: Schema = Schema::object(
        &[
            Field::required("name", &SHORT),
            Field::optional("kind", &SHORT),
            Field::optional("home", &PET),
            Field::optional("legs", &Schema::INT64).read_only(),
        ],
        &[Rule::UnevaluatedProperties(&Schema::NEVER)],
    );
    static OPEN: Schema = Schema::object(PET.fields, &[]);
    crate::object!(Pet, PET, [name, kind, home, legs]);

    /// Members that are clear at a glance are left out of the walk; what it says of the others, and of the object, is what it
    /// says of the same members in a map.
    #[test]
    fn a_glance_changes_nothing() {
        let names = ["", "\u{e9}\u{e9}", "abc", "abcd"];
        let pet = |name: &str, kind: Option<&str>, home: Option<Box<Pet>>| Pet {
            name: name.to_owned(),
            kind: kind.map(str::to_owned),
            home,
            legs: Some(4),
        };
        let kinds = || [None].into_iter().chain(names.map(Some));
        let mut valid = 0;
        for (name, kind) in names
            .iter()
            .flat_map(|name| kinds().map(move |kind| (name, kind)))
        {
            let inner = pet(name, kind, None);
            for pet in [inner.clone(), pet("abc", kind, Some(Box::new(inner)))] {
                let json = encode::to_json(pet.view());
                for schema in [&PET, &OPEN] {
                    let check = |view| validate::validate(schema, view, Direction::Either);
                    let found = check(pet.view());
                    assert_eq!(found, check(json.view()), "{json}");
                    valid += usize::from(found.is_empty());
                }
            }
        }
        assert_eq!(valid, 24);
    }
}
