//! Each rule as the keyword that it came from.

use serde_json::{Map, Value as Out, json};

use super::{Keywords, Writer};
use crate::schema::{Access, Const, Num, Rule, Schema, Types};

/// The names of JSON kinds, as `type` has them.
pub(super) fn kinds(types: Types) -> impl Iterator<Item = &'static str> {
    const NAMES: [(Types, &str); 7] = [
        (Types::NULL, "null"),
        (Types::BOOLEAN, "boolean"),
        (Types::INTEGER, "integer"),
        (Types::NUMBER, "number"),
        (Types::STRING, "string"),
        (Types::ARRAY, "array"),
        (Types::OBJECT, "object"),
    ];
    let is_number = types.contains(Types::NUMBER);
    let named = NAMES
        .into_iter()
        .filter(move |(kind, _)| types.contains(*kind) && !(is_number && *kind == Types::INTEGER));
    named.map(|(_, name)| name)
}

impl Writer<'_> {
    /// `properties` and `required`. What travels one way alone is never required: a type is of both.
    pub(super) fn fields(&mut self, table: &'static Schema, out: &mut Keywords) {
        if table.fields.is_empty() {
            return;
        }
        let mut properties = Map::new();
        let mut required = Vec::new();
        for field in table.fields {
            let mut schema = self.schema(field.schema);
            let word = match field.access {
                Access::Both => None,
                Access::ReadOnly => Some("readOnly"),
                Access::WriteOnly => Some("writeOnly"),
            };
            if let Some(word) = word {
                match &mut schema {
                    Out::Object(members) => drop(members.insert(word.to_owned(), true.into())),
                    Out::Bool(true) => schema = json!({ word: true }),
                    _ => {}
                }
            }
            let mut defaults = table.rules.iter().filter_map(|rule| match rule {
                Rule::Defaults(defaults) => defaults.iter().find(|(name, _)| *name == field.name),
                _ => None,
            });
            if let (Some((_, default)), Out::Object(members)) = (defaults.next(), &mut schema) {
                members.insert("default".to_owned(), constant(default));
            }
            properties.insert(field.name.to_owned(), schema);
            if field.is_required(crate::Direction::Either) {
                required.push(field.name);
            }
        }
        out.put("properties", Out::Object(properties));
        if !required.is_empty() {
            out.put("required", required.into());
        }
    }

    pub(super) fn rule(&mut self, rule: &'static Rule, out: &mut Keywords) {
        match *rule {
            Rule::Enum(constants) => out.put("enum", constants.iter().map(constant).collect()),
            Rule::Const(ref value) => out.put("const", constant(value)),
            Rule::MultipleOf(ref value) => number("multipleOf", value, out),
            Rule::Minimum(ref value) => number("minimum", value, out),
            Rule::ExclusiveMinimum(ref value) => number("exclusiveMinimum", value, out),
            Rule::Maximum(ref value) => number("maximum", value, out),
            Rule::ExclusiveMaximum(ref value) => number("exclusiveMaximum", value, out),
            Rule::MinLength(count) => out.put("minLength", count.into()),
            Rule::MaxLength(count) => out.put("maxLength", count.into()),
            Rule::Pattern(pattern) => out.put("pattern", pattern.into()),
            Rule::Format(format) => out.put("format", format.name().into()),
            Rule::MinItems(count) => out.put("minItems", count.into()),
            Rule::MaxItems(count) => out.put("maxItems", count.into()),
            Rule::UniqueItems => out.put("uniqueItems", true.into()),
            Rule::MinProperties(count) => out.put("minProperties", count.into()),
            Rule::MaxProperties(count) => out.put("maxProperties", count.into()),
            Rule::Required(names) => out.put("required", names.to_vec().into()),
            Rule::DependentRequired(dependent) => {
                let dependent = dependent
                    .iter()
                    .map(|(name, needs)| ((*name).to_owned(), needs.to_vec().into()));
                out.put("dependentRequired", Out::Object(dependent.collect()));
            }
            // Beside the member that each is of.
            Rule::Defaults(_) => {}
            Rule::Contains { schema, min, max } => {
                let mut contains = Map::new();
                contains.insert("contains".to_owned(), self.schema(schema));
                contains.extend((min != 1).then(|| ("minContains".to_owned(), min.into())));
                contains.extend(max.map(|max| ("maxContains".to_owned(), max.into())));
                together(contains, out);
            }
            _ => self.applicator(rule, out),
        }
    }

    /// Rules that apply other schemas.
    fn applicator(&mut self, rule: &'static Rule, out: &mut Keywords) {
        match *rule {
            Rule::Items(schema) => out.put("items", self.schema(schema)),
            Rule::PrefixItems(parts) => out.put("prefixItems", self.list(parts)),
            Rule::AdditionalProperties(schema) => {
                out.put("additionalProperties", self.schema(schema));
            }
            Rule::PatternProperties(parts) => out.put("patternProperties", self.map(parts)),
            Rule::PropertyNames(schema) => out.put("propertyNames", self.schema(schema)),
            Rule::DependentSchemas(parts) => out.put("dependentSchemas", self.map(parts)),
            Rule::AllOf(parts) => {
                for part in parts {
                    out.beside(self.schema(part));
                }
            }
            Rule::AnyOf(parts) => out.put("anyOf", self.list(parts)),
            Rule::OneOf(parts) => out.put("oneOf", self.list(parts)),
            Rule::Discriminator { property, mapping } => {
                let variants = mapping
                    .iter()
                    .map(|(text, schema)| self.variant(property, text, schema));
                out.put("oneOf", variants.collect());
            }
            Rule::Not(schema) => out.put("not", self.schema(schema)),
            Rule::If {
                condition,
                then,
                otherwise,
            } => {
                let parts = [("if", condition), ("then", then), ("else", otherwise)];
                let parts = parts.map(|(word, schema)| (word.to_owned(), self.schema(schema)));
                together(parts.into_iter().collect(), out);
            }
            Rule::Ref(schema) => out.beside(self.schema(schema)),
            Rule::DynamicRef { name, schema } => {
                let mut known = self.scopes.iter().copied().flatten();
                let outermost = known.find(|(known, _)| *known == name);
                let schema = outermost.map_or(schema, |(_, schema)| *schema);
                out.beside(self.schema(schema));
            }
            Rule::Scope { anchors, schema } => {
                self.scopes.push(anchors);
                let schema = self.schema(schema);
                self.scopes.pop();
                out.beside(schema);
            }
            Rule::Later(slot) => {
                if let Some(schema) = slot.get() {
                    out.beside(self.schema(schema));
                }
            }
            Rule::Nullable(schema) => {
                out.put("anyOf", json!([{ "type": "null" }, self.schema(schema)]));
            }
            Rule::UnevaluatedItems(schema) => out.put("unevaluatedItems", self.schema(schema)),
            Rule::UnevaluatedProperties(schema) => {
                out.put("unevaluatedProperties", self.schema(schema));
            }
            _ => {}
        }
    }

    /// What a discriminator chooses by that text.
    fn variant(&mut self, property: &str, text: &str, schema: &'static Schema) -> Out {
        let told = json!({ "properties": { property: { "const": text } }, "required": [property] });
        let mut variant = Keywords(told.as_object().cloned().unwrap_or_default());
        variant.beside(self.schema(schema));
        Out::Object(variant.0)
    }

    fn list(&mut self, parts: &[&'static Schema]) -> Out {
        parts.iter().map(|part| self.schema(part)).collect()
    }

    fn map(&mut self, parts: &[(&str, &'static Schema)]) -> Out {
        let parts = parts
            .iter()
            .map(|(name, part)| ((*name).to_owned(), self.schema(part)));
        Out::Object(parts.collect())
    }
}

/// Keywords that only mean something together.
fn together(keywords: Map<String, Out>, out: &mut Keywords) {
    if keywords.keys().any(|key| out.0.contains_key(key)) {
        out.beside(Out::Object(keywords));
    } else {
        out.0.extend(keywords);
    }
}

/// A bound. What `serde_json` has no number for is left out.
fn number(key: &str, value: &Num, out: &mut Keywords) {
    let value = match value {
        Num::Int(value) => Some((*value).into()),
        Num::Text(text) => serde_json::from_str(text).ok(),
    };
    if let Some(value) = value {
        out.put(key, value);
    }
}

fn constant(constant: &Const) -> Out {
    match constant {
        Const::Str(text) => (*text).into(),
        Const::Int(value) => (*value).into(),
        Const::Json(text) => serde_json::from_str(text).unwrap_or_default(),
    }
}
