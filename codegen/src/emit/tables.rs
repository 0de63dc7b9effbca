//! Schemas as static tables.

use specsmith_runtime::Format;

use super::code::{Code, literal};
use super::tokens::File;
use crate::model::{Constant, Field, Kind, Kinds, Rule, Schema, SchemaRef};

impl File<'_> {
    /// A reference to a schema: a table by name, or written in place.
    pub fn schema_ref(&mut self, schema: &SchemaRef) -> Code {
        match schema {
            SchemaRef::Table(id) => format!("&{}", self.table(*id)).into(),
            SchemaRef::Inline(schema) => self.schema(schema).after("&"),
        }
    }

    fn schema_refs<'s>(&mut self, schemas: impl IntoIterator<Item = &'s SchemaRef>) -> Vec<Code> {
        schemas
            .into_iter()
            .map(|schema| self.schema_ref(schema))
            .collect()
    }

    pub fn rules(&mut self, rules: &[Rule]) -> Vec<Code> {
        rules.iter().map(|rule| self.rule(rule)).collect()
    }

    /// The rows of named members.
    pub fn rows(&mut self, fields: &[Field]) -> Vec<Code> {
        fields.iter().map(|field| self.field(field)).collect()
    }

    /// The expression that makes a schema.
    pub fn schema(&mut self, schema: &Schema) -> Code {
        let name = self.rt("Schema");
        let (kinds, nullable) = without_null(schema.kinds);
        let all = kinds.len() == 5 && nullable;
        if let Some(constant) = formatted(&kinds, schema) {
            let base = Code::from(format!("{name}::{constant}"));
            return if nullable {
                base.then(".nullable()")
            } else {
                base
            };
        }
        let rules = self.rules(&schema.rules);
        if !schema.fields.is_empty() || kinds == [Kind::Object] {
            let parts = vec![Code::slice(self.rows(&schema.fields)), Code::slice(rules)];
            let object = Code::list(format!("{name}::object("), parts, ")");
            return match kinds.as_slice() {
                [Kind::Object] if nullable => object.then(".nullable()"),
                [Kind::Object] => object,
                _ => object.then(&format!(".types({})", self.types(schema.kinds))),
            };
        }
        let (constant, function) = match kinds.as_slice() {
            _ if all => ("ANY", "any"),
            [Kind::Boolean] if rules.is_empty() => ("BOOLEAN", ""),
            [Kind::String] => ("STRING", "string"),
            [Kind::Integer] => ("INTEGER", "integer"),
            [Kind::Number] => ("NUMBER", "number"),
            [Kind::Array] => ("array(&[])", "array"),
            [] if !nullable => return format!("{name}::NEVER").into(),
            _ => {
                let any = Code::list(format!("{name}::any(&["), rules, "])");
                return any.then(&format!(".types({})", self.types(schema.kinds)));
            }
        };
        let base = if rules.is_empty() {
            format!("{name}::{constant}").into()
        } else {
            Code::list(format!("{name}::{function}(&["), rules, "])")
        };
        if nullable && !all {
            base.then(".nullable()")
        } else {
            base
        }
    }

    pub fn types(&mut self, kinds: Kinds) -> String {
        let name = self.rt("Types");
        let constant = |kind: Kind| match kind {
            Kind::Null => "NULL",
            Kind::Boolean => "BOOLEAN",
            Kind::Integer => "INTEGER",
            Kind::Number => "NUMBER",
            Kind::String => "STRING",
            Kind::Array => "ARRAY",
            Kind::Object => "OBJECT",
        };
        let mut listed = kinds.iter();
        match listed.next() {
            None => format!("{name}::NONE"),
            Some(_) if kinds == Kinds::default() => format!("{name}::ANY"),
            Some(first) => {
                let rest = listed.map(|kind| format!(".union({name}::{})", constant(kind)));
                format!("{name}::{}{}", constant(first), rest.collect::<String>())
            }
        }
    }

    fn field(&mut self, field: &Field) -> Code {
        let ty = self.rt("Field");
        let make = if field.required {
            "required"
        } else {
            "optional"
        };
        let access = match (field.read_only, field.write_only) {
            (true, _) => ".read_only()",
            (_, true) => ".write_only()",
            _ => "",
        };
        let parts = vec![literal(&field.name).into(), self.schema_ref(&field.schema)];
        Code::list(format!("{ty}::{make}("), parts, ")").then(access)
    }

    fn rule(&mut self, rule: &Rule) -> Code {
        let r = self.rt("Rule");
        let number = |file: &mut Self, name: &str, text: &str| -> Code {
            format!("{r}::{name}({})", file.number(text)).into()
        };
        let count = |name: &str, count: u64| -> Code { format!("{r}::{name}({count})").into() };
        match rule {
            Rule::Enum(values) => {
                let values = values.iter().map(|value| self.constant(value).into());
                Code::list(format!("{r}::Enum(&["), values.collect(), "])")
            }
            Rule::Const(value) => format!("{r}::Const({})", self.constant(value)).into(),
            Rule::MultipleOf(n) => number(self, "MultipleOf", n),
            Rule::Minimum(n) => number(self, "Minimum", n),
            Rule::ExclusiveMinimum(n) => number(self, "ExclusiveMinimum", n),
            Rule::Maximum(n) => number(self, "Maximum", n),
            Rule::ExclusiveMaximum(n) => number(self, "ExclusiveMaximum", n),
            Rule::MinLength(n) => count("MinLength", *n),
            Rule::MaxLength(n) => count("MaxLength", *n),
            Rule::MinItems(n) => count("MinItems", *n),
            Rule::MaxItems(n) => count("MaxItems", *n),
            Rule::MinProperties(n) => count("MinProperties", *n),
            Rule::MaxProperties(n) => count("MaxProperties", *n),
            Rule::Pattern(pattern) => format!("{r}::Pattern({})", literal(pattern)).into(),
            Rule::Format(format) => {
                format!("{r}::Format({}::{format:?})", self.rt("Format")).into()
            }
            Rule::UniqueItems => format!("{r}::UniqueItems").into(),
            Rule::Required(names) => Code::texts(names)
                .after(&format!("{r}::Required("))
                .then(")"),
            Rule::DependentRequired(map) => {
                let pair = |(name, names): &(String, Vec<String>)| {
                    Code::pair(literal(name), Code::texts(names))
                };
                let pairs = map.iter().map(pair).collect();
                Code::list(format!("{r}::DependentRequired(&["), pairs, "])")
            }
            Rule::Defaults(defaults) => {
                let pair = |(name, value): &(String, Constant)| {
                    Code::pair(literal(name), self.constant(value))
                };
                let pairs = defaults.iter().map(pair).collect();
                Code::list(format!("{r}::Defaults(&["), pairs, "])")
            }
            other => self.applicator(other),
        }
    }

    /// Keywords that apply other schemas.
    fn applicator(&mut self, rule: &Rule) -> Code {
        match rule {
            Rule::Items(schema) => self.one("Items", schema),
            Rule::AdditionalProperties(schema) => self.one("AdditionalProperties", schema),
            Rule::PropertyNames(schema) => self.one("PropertyNames", schema),
            Rule::Not(schema) => self.one("Not", schema),
            Rule::Ref(schema) => self.one("Ref", schema),
            Rule::Nullable(schema) => self.one("Nullable", schema),
            Rule::UnevaluatedItems(schema) => self.one("UnevaluatedItems", schema),
            Rule::UnevaluatedProperties(schema) => self.one("UnevaluatedProperties", schema),
            Rule::PrefixItems(schemas) => self.many("PrefixItems", schemas),
            Rule::AllOf(schemas) => self.many("AllOf", schemas),
            Rule::AnyOf(schemas) => self.many("AnyOf", schemas),
            Rule::OneOf(schemas) => self.many("OneOf", schemas),
            Rule::PatternProperties(schemas) => self.keyed("PatternProperties", schemas),
            Rule::DependentSchemas(schemas) => self.keyed("DependentSchemas", schemas),
            Rule::Discriminator { property, mapping } => {
                let mapping = Code::slice(self.named_schemas(mapping)).after("mapping: ");
                let property = format!("property: {}", literal(property)).into();
                self.parts("Discriminator", vec![property, mapping])
            }
            Rule::DynamicRef { name, schema } => {
                let schema = self.schema_ref(schema).after("schema: ");
                let name = format!("name: {}", literal(name)).into();
                self.parts("DynamicRef", vec![name, schema])
            }
            Rule::Scope { anchors, schema } => {
                let anchors = Code::slice(self.named_schemas(anchors)).after("anchors: ");
                let schema = self.schema_ref(schema).after("schema: ");
                self.parts("Scope", vec![anchors, schema])
            }
            Rule::Contains { schema, min, max } => {
                let schema = self.schema_ref(schema).after("schema: ");
                let (min, max) = (format!("min: {min}"), format!("max: {max:?}"));
                self.parts("Contains", vec![schema, min.into(), max.into()])
            }
            Rule::If {
                condition,
                then,
                otherwise,
            } => {
                let parts = vec![
                    self.schema_ref(condition).after("condition: "),
                    self.schema_ref(then).after("then: "),
                    self.schema_ref(otherwise).after("otherwise: "),
                ];
                self.parts("If", parts)
            }
            // Every other rule is none that applies schemas.
            _ => Code::from(String::new()),
        }
    }

    fn one(&mut self, name: &str, schema: &SchemaRef) -> Code {
        let schema = vec![self.schema_ref(schema)];
        Code::list(format!("{}::{name}(", self.rt("Rule")), schema, ")")
    }

    fn many(&mut self, name: &str, schemas: &[SchemaRef]) -> Code {
        let schemas = self.schema_refs(schemas);
        Code::list(format!("{}::{name}(&[", self.rt("Rule")), schemas, "])")
    }

    fn keyed(&mut self, name: &str, schemas: &[(String, SchemaRef)]) -> Code {
        let schemas = self.named_schemas(schemas);
        Code::list(format!("{}::{name}(&[", self.rt("Rule")), schemas, "])")
    }

    fn named_schemas(&mut self, schemas: &[(String, SchemaRef)]) -> Vec<Code> {
        schemas
            .iter()
            .map(|(name, schema)| Code::pair(literal(name), self.schema_ref(schema)))
            .collect()
    }

    fn parts(&mut self, name: &str, parts: Vec<Code>) -> Code {
        Code::list(format!("{}::{name} {{", self.rt("Rule")), parts, "}")
    }

    fn number(&mut self, text: &str) -> String {
        let num = self.rt("Num");
        match text.parse::<i64>() {
            Ok(integer) => format!("{num}::Int({integer})"),
            Err(_) => format!("{num}::Text({})", literal(text)),
        }
    }

    fn constant(&mut self, value: &Constant) -> String {
        let ty = self.rt("Const");
        match value {
            Constant::Str(text) => format!("{ty}::Str({})", literal(text)),
            Constant::Int(integer) => format!("{ty}::Int({integer})"),
            Constant::Json(text) => format!("{ty}::Json({})", literal(text)),
        }
    }
}

/// The runtime's constant for a kind with a format and nothing else.
fn formatted(kinds: &[Kind], schema: &Schema) -> Option<&'static str> {
    let ([kind], [Rule::Format(format)]) = (kinds, schema.rules.as_slice()) else {
        return None;
    };
    Some(match (kind, format) {
        (Kind::Integer, Format::Int32) => "INT32",
        (Kind::Integer, Format::Int64) => "INT64",
        (Kind::Number, Format::Float) => "FLOAT",
        (Kind::Number, Format::Double) => "DOUBLE",
        (Kind::String, Format::DateTime) => "DATE_TIME",
        (Kind::String, Format::Date) => "DATE",
        (Kind::String, Format::Uuid) => "UUID",
        (Kind::String, Format::Uri) => "URI",
        (Kind::String, Format::Email) => "EMAIL",
        (Kind::String, Format::Byte) => "BYTE",
        _ => return None,
    })
}

/// The kinds but for `null`, and whether that is among them.
pub(super) fn without_null(kinds: Kinds) -> (Vec<Kind>, bool) {
    let others = kinds.without(Kind::Null).iter();
    (others.collect(), kinds.contains(Kind::Null))
}
