//! Schemas as static tables.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::tokens::{File, ident};
use crate::model::{Constant, Field, Kind, Kinds, Rule, Schema, SchemaRef};

impl File<'_> {
    /// A reference to a schema: a table by name, or written in place.
    pub fn schema_ref(&mut self, schema: &SchemaRef) -> TokenStream {
        match schema {
            SchemaRef::Table(id) => {
                let name = self.table(*id);
                quote!(&#name)
            }
            SchemaRef::Inline(schema) => {
                let schema = self.schema(schema);
                quote!(&#schema)
            }
        }
    }

    fn schema_refs<'s>(
        &mut self,
        schemas: impl IntoIterator<Item = &'s SchemaRef>,
    ) -> Vec<TokenStream> {
        schemas
            .into_iter()
            .map(|schema| self.schema_ref(schema))
            .collect()
    }

    /// The expression that makes a schema.
    pub fn schema(&mut self, schema: &Schema) -> TokenStream {
        let name = self.rt("Schema");
        let rules: Vec<_> = schema.rules.iter().map(|rule| self.rule(rule)).collect();
        let kinds: Vec<Kind> = schema
            .kinds
            .0
            .iter()
            .copied()
            .filter(|kind| *kind != Kind::Null)
            .collect();
        let nullable = schema.kinds.0.contains(&Kind::Null);
        let all = kinds.len() == 5 && nullable;
        if !schema.fields.is_empty() || kinds == [Kind::Object] {
            let fields: Vec<_> = schema
                .fields
                .iter()
                .map(|field| self.field(field))
                .collect();
            let object = quote!(#name::object(&[#(#fields),*], &[#(#rules),*]));
            return match kinds.as_slice() {
                [Kind::Object] if nullable => quote!(#object.nullable()),
                [Kind::Object] => object,
                _ => {
                    let types = self.types(&schema.kinds);
                    quote!(#object.types(#types))
                }
            };
        }
        let (constant, function) = match kinds.as_slice() {
            _ if all => (quote!(#name::ANY), quote!(#name::any)),
            [Kind::Boolean] if rules.is_empty() => (quote!(#name::BOOLEAN), quote!()),
            [Kind::String] => (quote!(#name::STRING), quote!(#name::string)),
            [Kind::Integer] => (quote!(#name::INTEGER), quote!(#name::integer)),
            [Kind::Number] => (quote!(#name::NUMBER), quote!(#name::number)),
            [Kind::Array] => (quote!(#name::array(&[])), quote!(#name::array)),
            [] if !nullable => return quote!(#name::NEVER),
            _ => {
                let types = self.types(&schema.kinds);
                return quote!(#name::any(&[#(#rules),*]).types(#types));
            }
        };
        let base = if rules.is_empty() {
            constant
        } else {
            quote!(#function(&[#(#rules),*]))
        };
        if nullable && !all {
            quote!(#base.nullable())
        } else {
            base
        }
    }

    pub fn types(&mut self, kinds: &Kinds) -> TokenStream {
        let name = self.rt("Types");
        let constant = |kind: &Kind| match kind {
            Kind::Null => quote!(#name::NULL),
            Kind::Boolean => quote!(#name::BOOLEAN),
            Kind::Integer => quote!(#name::INTEGER),
            Kind::Number => quote!(#name::NUMBER),
            Kind::String => quote!(#name::STRING),
            Kind::Array => quote!(#name::ARRAY),
            Kind::Object => quote!(#name::OBJECT),
        };
        match kinds.0.as_slice() {
            [] => quote!(#name::NONE),
            all if all.len() == 6 => quote!(#name::ANY),
            [first, rest @ ..] => {
                let rest = rest.iter().map(constant);
                let first = constant(first);
                quote!(#first #(.union(#rest))*)
            }
        }
    }

    fn field(&mut self, field: &Field) -> TokenStream {
        let ty = self.rt("Field");
        let (name, schema) = (&field.name, self.schema_ref(&field.schema));
        let make = ident(if field.required {
            "required"
        } else {
            "optional"
        });
        let access = match (field.read_only, field.write_only) {
            (true, _) => quote!(.read_only()),
            (_, true) => quote!(.write_only()),
            _ => quote!(),
        };
        quote!(#ty::#make(#name, #schema)#access)
    }

    fn rule(&mut self, rule: &Rule) -> TokenStream {
        let r = self.rt("Rule");
        match rule {
            Rule::Enum(values) => {
                let values: Vec<_> = values.iter().map(|value| self.constant(value)).collect();
                quote!(#r::Enum(&[#(#values),*]))
            }
            Rule::Const(value) => {
                let value = self.constant(value);
                quote!(#r::Const(#value))
            }
            Rule::MultipleOf(n) => self.number(&quote!(#r::MultipleOf), n),
            Rule::Minimum(n) => self.number(&quote!(#r::Minimum), n),
            Rule::ExclusiveMinimum(n) => self.number(&quote!(#r::ExclusiveMinimum), n),
            Rule::Maximum(n) => self.number(&quote!(#r::Maximum), n),
            Rule::ExclusiveMaximum(n) => self.number(&quote!(#r::ExclusiveMaximum), n),
            Rule::MinLength(n) => count(&quote!(#r::MinLength), *n),
            Rule::MaxLength(n) => count(&quote!(#r::MaxLength), *n),
            Rule::MinItems(n) => count(&quote!(#r::MinItems), *n),
            Rule::MaxItems(n) => count(&quote!(#r::MaxItems), *n),
            Rule::MinProperties(n) => count(&quote!(#r::MinProperties), *n),
            Rule::MaxProperties(n) => count(&quote!(#r::MaxProperties), *n),
            Rule::Pattern(pattern) => quote!(#r::Pattern(#pattern)),
            Rule::Format(format) => {
                let (ty, format) = (self.rt("Format"), ident(format.0));
                quote!(#r::Format(#ty::#format))
            }
            Rule::UniqueItems => quote!(#r::UniqueItems),
            Rule::Required(names) => quote!(#r::Required(&[#(#names),*])),
            Rule::DependentRequired(map) => {
                let pairs = map
                    .iter()
                    .map(|(name, names)| quote!((#name, &[#(#names),*])));
                quote!(#r::DependentRequired(&[#(#pairs),*]))
            }
            other => self.applicator(other),
        }
    }

    /// Keywords that apply other schemas.
    fn applicator(&mut self, rule: &Rule) -> TokenStream {
        let r = self.rt("Rule");
        let one = |file: &mut Self, name: &str, schema: &SchemaRef| {
            let (name, schema) = (ident(name), file.schema_ref(schema));
            quote!(#r::#name(#schema))
        };
        let many = |file: &mut Self, name: &str, schemas: &[SchemaRef]| {
            let (name, schemas) = (ident(name), file.schema_refs(schemas));
            quote!(#r::#name(&[#(#schemas),*]))
        };
        let map = |file: &mut Self, schemas: &[(String, SchemaRef)]| {
            let names: Vec<_> = schemas.iter().map(|(name, _)| name.clone()).collect();
            let schemas = file.schema_refs(schemas.iter().map(|(_, schema)| schema));
            quote!(&[#((#names, #schemas)),*])
        };
        match rule {
            Rule::Items(schema) => one(self, "Items", schema),
            Rule::AdditionalProperties(schema) => one(self, "AdditionalProperties", schema),
            Rule::PropertyNames(schema) => one(self, "PropertyNames", schema),
            Rule::Not(schema) => one(self, "Not", schema),
            Rule::Ref(schema) => one(self, "Ref", schema),
            Rule::Nullable(schema) => one(self, "Nullable", schema),
            Rule::UnevaluatedItems(schema) => one(self, "UnevaluatedItems", schema),
            Rule::UnevaluatedProperties(schema) => one(self, "UnevaluatedProperties", schema),
            Rule::PrefixItems(schemas) => many(self, "PrefixItems", schemas),
            Rule::AllOf(schemas) => many(self, "AllOf", schemas),
            Rule::AnyOf(schemas) => many(self, "AnyOf", schemas),
            Rule::OneOf(schemas) => many(self, "OneOf", schemas),
            Rule::PatternProperties(schemas) => {
                let map = map(self, schemas);
                quote!(#r::PatternProperties(#map))
            }
            Rule::DependentSchemas(schemas) => {
                let map = map(self, schemas);
                quote!(#r::DependentSchemas(#map))
            }
            Rule::Discriminator { property, mapping } => {
                let mapping = map(self, mapping);
                quote!(#r::Discriminator { property: #property, mapping: #mapping })
            }
            Rule::Contains { schema, min, max } => {
                let (schema, min) = (self.schema_ref(schema), Literal::u64_unsuffixed(*min));
                let max = option(max.map(Literal::u64_unsuffixed));
                quote!(#r::Contains { schema: #schema, min: #min, max: #max })
            }
            Rule::If {
                condition,
                then,
                otherwise,
            } => {
                let (condition, then, otherwise) = (
                    self.schema_ref(condition),
                    self.schema_ref(then),
                    self.schema_ref(otherwise),
                );
                quote!(#r::If { condition: #condition, then: #then, otherwise: #otherwise })
            }
            _ => TokenStream::new(),
        }
    }

    fn number(&mut self, rule: &TokenStream, text: &str) -> TokenStream {
        let num = self.rt("Num");
        match text.parse::<i64>() {
            Ok(integer) => {
                let integer = Literal::i64_unsuffixed(integer);
                quote!(#rule(#num::Int(#integer)))
            }
            Err(_) => quote!(#rule(#num::Text(#text))),
        }
    }

    fn constant(&mut self, value: &Constant) -> TokenStream {
        let ty = self.rt("Const");
        match value {
            Constant::Str(text) => quote!(#ty::Str(#text)),
            Constant::Int(integer) => {
                let integer = Literal::i64_unsuffixed(*integer);
                quote!(#ty::Int(#integer))
            }
            Constant::Json(text) => quote!(#ty::Json(#text)),
        }
    }
}

fn count(rule: &TokenStream, count: u64) -> TokenStream {
    let count = Literal::u64_unsuffixed(count);
    quote!(#rule(#count))
}

pub(super) fn option(value: Option<impl quote::ToTokens>) -> TokenStream {
    value.map_or_else(|| quote!(None), |value| quote!(Some(#value)))
}
