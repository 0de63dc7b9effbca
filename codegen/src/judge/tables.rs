//! The model's tables as the runtime's.

use specsmith_runtime::{self as rt, Const, Field, Num, Types};

use super::Judge;
use crate::model::{Constant, Kind, Kinds, Rule, Schema, SchemaRef, TableId};

fn list<T>(items: Vec<T>) -> &'static [T] {
    items.leak()
}

fn one<T>(item: T) -> &'static T {
    Box::leak(Box::new(item))
}

fn text(text: &str) -> &'static str {
    text.to_owned().leak()
}

impl Judge<'_> {
    pub(super) fn reference(&mut self, schema: &SchemaRef) -> &'static rt::Schema {
        match schema {
            SchemaRef::Inline(schema) => self.schema(schema),
            SchemaRef::Table(id) => self.table(*id),
        }
    }

    /// A schema that is what a table says, once that is made.
    fn table(&mut self, id: TableId) -> &'static rt::Schema {
        let Some(place) = self.slots.get_mut(id.0) else {
            return one(rt::Schema::ANY);
        };
        if place.is_none() {
            self.open.push(id);
        }
        let slot = *place.get_or_insert_with(|| one(std::sync::OnceLock::new()));
        one(rt::Schema::any(list(vec![rt::Rule::Later(slot)])))
    }

    pub(super) fn schema(&mut self, schema: &Schema) -> &'static rt::Schema {
        let fields = schema.fields.iter().map(|field| {
            let schema = self.reference(&field.schema);
            let made = if field.required {
                Field::required(text(&field.name), schema)
            } else {
                Field::optional(text(&field.name), schema)
            };
            match (field.read_only, field.write_only) {
                (true, _) => made.read_only(),
                (_, true) => made.write_only(),
                _ => made,
            }
        });
        let fields = list(fields.collect());
        let rules = schema.rules.iter().map(|rule| self.rule(rule));
        let rules = list(rules.collect());
        one(rt::Schema::object(fields, rules).types(kinds(schema.kinds)))
    }

    fn references(&mut self, schemas: &[SchemaRef]) -> &'static [&'static rt::Schema] {
        list(schemas.iter().map(|one| self.reference(one)).collect())
    }

    fn named(
        &mut self,
        pairs: &[(String, SchemaRef)],
    ) -> &'static [(&'static str, &'static rt::Schema)] {
        let pairs = pairs.iter();
        list(
            pairs
                .map(|(name, schema)| (text(name), self.reference(schema)))
                .collect(),
        )
    }

    fn rule(&mut self, rule: &Rule) -> rt::Rule {
        use rt::Rule as R;
        match rule {
            Rule::Enum(values) => R::Enum(list(values.iter().map(constant).collect())),
            Rule::Const(value) => R::Const(constant(value)),
            Rule::MultipleOf(n) => R::MultipleOf(number(n)),
            Rule::Minimum(n) => R::Minimum(number(n)),
            Rule::ExclusiveMinimum(n) => R::ExclusiveMinimum(number(n)),
            Rule::Maximum(n) => R::Maximum(number(n)),
            Rule::ExclusiveMaximum(n) => R::ExclusiveMaximum(number(n)),
            Rule::MinLength(n) => R::MinLength(*n),
            Rule::MaxLength(n) => R::MaxLength(*n),
            Rule::Pattern(pattern) => R::Pattern(text(pattern)),
            Rule::Format(one) => R::Format(*one),
            Rule::MinItems(n) => R::MinItems(*n),
            Rule::MaxItems(n) => R::MaxItems(*n),
            Rule::UniqueItems => R::UniqueItems,
            Rule::MinProperties(n) => R::MinProperties(*n),
            Rule::MaxProperties(n) => R::MaxProperties(*n),
            Rule::Required(names) => R::Required(texts(names)),
            Rule::DependentRequired(map) => {
                let pairs = map.iter().map(|(name, names)| (text(name), texts(names)));
                R::DependentRequired(list(pairs.collect()))
            }
            other => self.applicator(other),
        }
    }

    fn applicator(&mut self, rule: &Rule) -> rt::Rule {
        use rt::Rule as R;
        match rule {
            Rule::Contains { schema, min, max } => R::Contains {
                schema: self.reference(schema),
                min: *min,
                max: *max,
            },
            Rule::Items(schema) => R::Items(self.reference(schema)),
            Rule::PrefixItems(schemas) => R::PrefixItems(self.references(schemas)),
            Rule::AdditionalProperties(schema) => R::AdditionalProperties(self.reference(schema)),
            Rule::PatternProperties(pairs) => R::PatternProperties(self.named(pairs)),
            Rule::PropertyNames(schema) => R::PropertyNames(self.reference(schema)),
            Rule::DependentSchemas(pairs) => R::DependentSchemas(self.named(pairs)),
            Rule::AllOf(schemas) => R::AllOf(self.references(schemas)),
            Rule::AnyOf(schemas) => R::AnyOf(self.references(schemas)),
            Rule::OneOf(schemas) => R::OneOf(self.references(schemas)),
            Rule::Discriminator { property, mapping } => R::Discriminator {
                property: text(property),
                mapping: self.named(mapping),
            },
            Rule::Not(schema) => R::Not(self.reference(schema)),
            Rule::If {
                condition,
                then,
                otherwise,
            } => R::If {
                condition: self.reference(condition),
                then: self.reference(then),
                otherwise: self.reference(otherwise),
            },
            Rule::Ref(schema) => R::Ref(self.reference(schema)),
            Rule::DynamicRef { name, schema } => R::DynamicRef {
                name: text(name),
                schema: self.reference(schema),
            },
            Rule::Scope { anchors, schema } => R::Scope {
                anchors: self.named(anchors),
                schema: self.reference(schema),
            },
            Rule::Nullable(schema) => R::Nullable(self.reference(schema)),
            Rule::UnevaluatedItems(schema) => R::UnevaluatedItems(self.reference(schema)),
            Rule::UnevaluatedProperties(schema) => R::UnevaluatedProperties(self.reference(schema)),
            // Every other rule is none that applies schemas; defaults are no matter of validation.
            _ => R::AllOf(&[]),
        }
    }
}

fn texts(names: &[String]) -> &'static [&'static str] {
    list(names.iter().map(|name| text(name)).collect())
}

fn number(text_of: &str) -> Num {
    match text_of.parse() {
        Ok(integer) => Num::Int(integer),
        Err(_) => Num::Text(text(text_of)),
    }
}

fn constant(value: &Constant) -> Const {
    match value {
        Constant::Str(value) => Const::Str(text(value)),
        Constant::Int(integer) => Const::Int(*integer),
        Constant::Json(json) => Const::Json(text(json)),
    }
}

fn kinds(kinds: Kinds) -> Types {
    let kind = |kind: Kind| match kind {
        Kind::Null => Types::NULL,
        Kind::Boolean => Types::BOOLEAN,
        Kind::Integer => Types::INTEGER,
        Kind::Number => Types::NUMBER,
        Kind::String => Types::STRING,
        Kind::Array => Types::ARRAY,
        Kind::Object => Types::OBJECT,
    };
    let all = kinds.iter().map(kind);
    all.fold(Types::NONE, Types::union)
}
