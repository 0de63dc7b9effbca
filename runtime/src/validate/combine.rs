//! Rules that apply other schemas to the same value (JSON Schema 2020-12, core, section 10.2).

use super::check::Validator;
use super::evaluated::Evaluated;
use super::instance::member;
use super::scalar::text_of;
use crate::pointer::Path;
use crate::schema::{Access, Direction, Rule, Schema, Types};
use crate::value::View;

impl Validator {
    pub(super) fn combine<'v>(
        &mut self,
        schema: &Schema,
        rule: &Rule,
        view: &View<'v>,
        kind: Types,
        path: &Path<'_>,
        evaluated: Option<&mut Evaluated<'v>>,
    ) -> bool {
        // A match of calls alone: what recursion needs of the stack is what this needs.
        match *rule {
            Rule::Ref(target) => self.check(target, view, path, evaluated),
            Rule::DynamicRef { name, schema } => {
                self.check(self.dynamic(name).unwrap_or(schema), view, path, evaluated)
            }
            Rule::Scope { anchors, schema } => {
                self.scopes.push(anchors);
                let valid = self.check(schema, view, path, evaluated);
                self.scopes.pop();
                valid
            }
            Rule::Later(slot) => match slot.get() {
                Some(target) => self.check(target, view, path, evaluated),
                None => true,
            },
            Rule::Nullable(target) => {
                kind == Types::NULL || self.check(target, view, path, evaluated)
            }
            Rule::AllOf(parts) => self.all_of(parts, view, path, evaluated),
            Rule::AnyOf(variants) => self.any_of(schema, variants, view, kind, path, evaluated),
            Rule::OneOf(variants) => self.one_of(schema, variants, view, kind, path, evaluated),
            Rule::Not(other) => self.not(schema, other, view, path),
            Rule::If {
                condition,
                then,
                otherwise,
            } => self.condition((condition, then, otherwise), view, path, evaluated),
            Rule::DependentSchemas(dependencies) if kind == Types::OBJECT => {
                self.dependent_schemas(dependencies, view, path, evaluated)
            }
            Rule::Discriminator { property, mapping } if kind == Types::OBJECT => {
                self.discriminator(schema, property, mapping, view, path, evaluated)
            }
            Rule::Discriminator { mapping, .. } => {
                self.without_members(schema, mapping, view, kind, path)
            }
            _ => true,
        }
    }

    /// What the outermost schema resource that knows the name has under it.
    fn dynamic(&self, name: &str) -> Option<&'static Schema> {
        let known = |anchors: &&[(&str, &'static Schema)]| {
            let found = anchors.iter().find(|(known, _)| *known == name);
            found.map(|(_, schema)| *schema)
        };
        self.scopes.iter().find_map(known)
    }

    fn all_of<'v>(
        &mut self,
        parts: &[&Schema],
        view: &View<'v>,
        path: &Path<'_>,
        mut evaluated: Option<&mut Evaluated<'v>>,
    ) -> bool {
        let mut valid = true;
        for part in parts {
            valid &= self.check(part, view, path, evaluated.as_deref_mut());
            if self.quiet && !valid {
                return false;
            }
        }
        valid
    }

    fn not(&mut self, schema: &Schema, other: &Schema, view: &View<'_>, path: &Path<'_>) -> bool {
        !self.holds(other, view, path, None)
            || self.report(path, "not", view, schema, |_| String::new())
    }

    /// `if`, `then`, `else`.
    fn condition<'v>(
        &mut self,
        (condition, then, otherwise): (&Schema, &Schema, &Schema),
        view: &View<'v>,
        path: &Path<'_>,
        mut evaluated: Option<&mut Evaluated<'v>>,
    ) -> bool {
        let mut seen = evaluated.is_some().then(Evaluated::default);
        let holds = self.holds(condition, view, path, seen.as_mut());
        if let (true, Some(evaluated), Some(seen)) = (holds, evaluated.as_deref_mut(), seen) {
            evaluated.add(seen);
        }
        self.check(if holds { then } else { otherwise }, view, path, evaluated)
    }

    fn dependent_schemas<'v>(
        &mut self,
        dependencies: &[(&str, &Schema)],
        view: &View<'v>,
        path: &Path<'_>,
        mut evaluated: Option<&mut Evaluated<'v>>,
    ) -> bool {
        let mut valid = true;
        for (name, dependent) in dependencies {
            if member(view, name, self.direction).is_some() {
                valid &= self.check(dependent, view, path, evaluated.as_deref_mut());
            }
        }
        valid
    }

    fn any_of<'v>(
        &mut self,
        schema: &Schema,
        variants: &[&Schema],
        view: &View<'v>,
        kind: Types,
        path: &Path<'_>,
        mut evaluated: Option<&mut Evaluated<'v>>,
    ) -> bool {
        let mut any = false;
        for variant in variants {
            let mut seen = evaluated.is_some().then(Evaluated::default);
            if self.holds(variant, view, path, seen.as_mut()) {
                any = true;
                match (evaluated.as_deref_mut(), seen) {
                    (Some(evaluated), Some(seen)) => evaluated.add(seen),
                    // Every variant counts for what is evaluated; without that, one is enough.
                    _ => return true,
                }
            }
        }
        any || self.no_variant(schema, "anyOf", variants, view, kind, path)
    }

    fn one_of<'v>(
        &mut self,
        schema: &Schema,
        variants: &[&Schema],
        view: &View<'v>,
        kind: Types,
        path: &Path<'_>,
        mut evaluated: Option<&mut Evaluated<'v>>,
    ) -> bool {
        let mut count = 0;
        for variant in variants {
            let mut seen = evaluated.is_some().then(Evaluated::default);
            if self.holds(variant, view, path, seen.as_mut()) {
                count += 1;
                if let (Some(evaluated), Some(seen)) = (evaluated.as_deref_mut(), seen) {
                    evaluated.add(seen);
                }
                if count > 1 {
                    break;
                }
            }
        }
        match count {
            1 => true,
            0 => self.no_variant(schema, "oneOf", variants, view, kind, path),
            _ => self.report(path, "oneOf", view, schema, |_| {
                format!("several of {} schemas, and must match one", variants.len())
            }),
        }
    }

    /// No variant holds. Where only one allows the kind of the value, it was meant, and what is wrong is what it says.
    fn no_variant(
        &mut self,
        schema: &Schema,
        rule: &'static str,
        variants: &[&Schema],
        view: &View<'_>,
        kind: Types,
        path: &Path<'_>,
    ) -> bool {
        if self.quiet || self.exhausted {
            return false;
        }
        let mut meant = variants
            .iter()
            .filter(|variant| variant.types.contains(kind));
        match (meant.next(), meant.next()) {
            (Some(variant), None) => self.check(variant, view, path, None),
            _ => self.report(path, rule, view, schema, |_| {
                format!("none of {} schemas", variants.len())
            }),
        }
    }

    /// What is no object has no member that tells which variant it is: it must be any of them.
    fn without_members(
        &mut self,
        schema: &Schema,
        mapping: &[(&str, &Schema)],
        view: &View<'_>,
        kind: Types,
        path: &Path<'_>,
    ) -> bool {
        let here = (mapping.as_ptr().addr(), self.level);
        if self.discriminators.contains(&here) {
            return true;
        }
        let variants: Vec<&Schema> = mapping.iter().map(|(_, variant)| *variant).collect();
        self.discriminators.push(here);
        let any = variants
            .iter()
            .any(|variant| self.holds(variant, view, path, None));
        let valid = any || self.no_variant(schema, "oneOf", &variants, view, kind, path);
        self.discriminators.pop();
        valid
    }

    fn discriminator<'v>(
        &mut self,
        schema: &Schema,
        property: &str,
        mapping: &[(&str, &Schema)],
        view: &View<'v>,
        path: &Path<'_>,
        evaluated: Option<&mut Evaluated<'v>>,
    ) -> bool {
        let here = (mapping.as_ptr().addr(), self.level);
        if self.discriminators.contains(&here) {
            return true;
        }
        // What tells a request's variants apart may be a member that no request carries.
        let Some(found) = member(view, property, Direction::Either) else {
            if self.direction == Direction::Request
                && mapping
                    .iter()
                    .any(|(_, variant)| is_read_only(variant, property))
            {
                return true;
            }
            return self.report(path, "required", view, schema, |_| property.to_owned());
        };
        let found = &super::instance::normal(found);
        let variant =
            text_of(found).and_then(|text| mapping.iter().find(|(name, _)| *name == text));
        match variant {
            Some((_, variant)) => {
                self.discriminators.push(here);
                let valid = self.check(variant, view, path, evaluated);
                self.discriminators.pop();
                valid
            }
            None => self.report(
                &Path::Key(path, property),
                "discriminator",
                found,
                schema,
                |_| {
                    let names: Vec<&str> = mapping.iter().map(|(name, _)| *name).collect();
                    crate::encode::cut(names.join(", "))
                },
            ),
        }
    }
}

/// Whether a schema names a member that travels in responses alone.
fn is_read_only(schema: &Schema, name: &str) -> bool {
    let field = schema.fields.iter().find(|field| field.name == name);
    field.is_some_and(|field| field.access == Access::ReadOnly)
}
