//! Keywords as the rules of a table.

use super::types::Types;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Additional, SchemaNode};
use crate::model::{Constant, Field, FormatRule, Kind, Kinds, Rule, Schema, SchemaRef};
use crate::source::{NodeId, NodeKind};

/// A bound of a schema, and the rule that it is.
type Numeric<'s> = (&'s Option<String>, fn(String) -> Rule);

impl Types<'_, '_> {
    /// The table of a schema for which no Rust type is made.
    pub(super) fn table_of(&mut self, node: NodeId) -> SchemaRef {
        let schema = self.read(node);
        if let Some(target) = self.reference(&schema) {
            if let Some((_, table)) = self.component_of(target) {
                return SchemaRef::Table(table);
            }
            if !self.visiting.insert(target) {
                return SchemaRef::Inline(Box::default());
            }
            let table = self.table_of(target);
            self.visiting.remove(&target);
            return table;
        }
        let mut table = Schema {
            kinds: kinds(&schema),
            ..Schema::default()
        };
        for (name, property) in &schema.properties {
            let field = self.read_followed(*property);
            table.fields.push(Field {
                name: name.clone(),
                schema: self.table_of(*property),
                required: schema.required.contains(name),
                read_only: field.read_only,
                write_only: field.write_only,
            });
        }
        table.rules = self.rules(node, &schema);
        if let Some(items) = schema.items {
            let items = self.table_of(items);
            table.rules.push(Rule::Items(items));
        }
        if let Additional::Schema(additional) = schema.additional {
            let additional = self.table_of(additional);
            table.rules.push(Rule::AdditionalProperties(additional));
        }
        let all: Vec<_> = schema
            .all_of
            .iter()
            .map(|part| self.table_of(*part))
            .collect();
        if !all.is_empty() {
            table.rules.push(Rule::AllOf(all));
        }
        self.alternatives(&schema, &mut table.rules);
        SchemaRef::Inline(Box::new(table))
    }

    /// `oneOf` and `anyOf` as rules.
    pub(super) fn alternatives(&mut self, schema: &SchemaNode, rules: &mut Vec<Rule>) {
        let one: Vec<_> = schema
            .one_of
            .iter()
            .map(|part| self.table_of(*part))
            .collect();
        let any: Vec<_> = schema
            .any_of
            .iter()
            .map(|part| self.table_of(*part))
            .collect();
        if !one.is_empty() {
            rules.push(Rule::OneOf(one));
        }
        if !any.is_empty() {
            rules.push(Rule::AnyOf(any));
        }
    }

    /// Every keyword but `properties`, `items`, a schema in `additionalProperties`, and the combinations that types see.
    pub(super) fn rules(&mut self, node: NodeId, schema: &SchemaNode) -> Vec<Rule> {
        let mut rules = Vec::new();
        self.constants(node, schema, &mut rules);
        self.scalar_rules(node, schema, &mut rules);
        self.array_rules(schema, &mut rules);
        self.object_rules(schema, &mut rules);
        if let Some(not) = schema.not {
            rules.push(Rule::Not(self.table_of(not)));
        }
        if let Some(condition) = schema.condition {
            let mut branch =
                |node: Option<NodeId>| node.map_or_else(SchemaRef::any, |node| self.table_of(node));
            let (then, otherwise) = (branch(schema.then), branch(schema.otherwise));
            rules.push(Rule::If {
                condition: self.table_of(condition),
                then,
                otherwise,
            });
        }
        rules
    }

    fn constants(&mut self, _node: NodeId, schema: &SchemaNode, rules: &mut Vec<Rule>) {
        if let Some(values) = &schema.enumeration {
            let mut constants: Vec<_> = values.iter().map(|value| self.constant(*value)).collect();
            if schema.nullable && !constants.contains(&Constant::Json("null".into())) {
                constants.push(Constant::Json("null".into()));
            }
            rules.push(Rule::Enum(constants));
        }
        if let Some(value) = schema.constant {
            rules.push(Rule::Const(self.constant(value)));
        }
    }

    fn constant(&self, node: NodeId) -> Constant {
        let sources = self.document.sources;
        match sources.kind(node) {
            NodeKind::String(text) => Constant::Str(text.to_string()),
            NodeKind::Number(text) => text
                .parse()
                .map_or_else(|_| Constant::Json(text.to_string()), Constant::Int),
            _ => Constant::Json(sources.json(node)),
        }
    }

    fn scalar_rules(&mut self, node: NodeId, schema: &SchemaNode, rules: &mut Vec<Rule>) {
        let numbers: [Numeric<'_>; 5] = [
            (&schema.multiple_of, Rule::MultipleOf),
            (&schema.minimum, Rule::Minimum),
            (&schema.exclusive_minimum, Rule::ExclusiveMinimum),
            (&schema.maximum, Rule::Maximum),
            (&schema.exclusive_maximum, Rule::ExclusiveMaximum),
        ];
        rules.extend(
            numbers
                .into_iter()
                .filter_map(|(value, rule)| value.clone().map(rule)),
        );
        rules.extend(schema.min_length.map(Rule::MinLength));
        rules.extend(schema.max_length.map(Rule::MaxLength));
        rules.extend(self.pattern(node, schema).map(Rule::Pattern));
        rules.extend(schema.format.as_deref().and_then(format).map(Rule::Format));
        let bounds = (
            schema.minimum.as_deref().map(str::parse::<f64>),
            schema.maximum.as_deref().map(str::parse::<f64>),
        );
        if let (Some(Ok(least)), Some(Ok(most))) = bounds
            && least > most
        {
            let text = format!("no number is at least {least} and at most {most}");
            let found =
                Diagnostic::new(Code::Contradiction, text).at_node(self.document.sources, node);
            self.diagnostics
                .add(found.help("exchange or correct `minimum` and `maximum`"));
        }
    }

    /// The pattern, where it is one (ECMA-262, section 22.2.1).
    fn pattern(&mut self, node: NodeId, schema: &SchemaNode) -> Option<String> {
        let pattern = schema.pattern.clone()?;
        let flags = |unicode| regress::Flags {
            unicode,
            ..Default::default()
        };
        let read = |unicode| regress::Regex::with_flags(&pattern, flags(unicode));
        // Patterns are written with and without the flag `u` in mind: one that holds either way is kept.
        let Err(error) = read(true).or_else(|_| read(false)) else {
            return Some(pattern);
        };
        let text = format!(
            "`{pattern}` is no regular expression, and is not checked: {}",
            error.text
        );
        let found = Diagnostic::new(Code::Pattern, text).at_node(self.document.sources, node);
        self.diagnostics
            .add(found.help("correct the pattern; its dialect is ECMA-262"));
        None
    }

    fn array_rules(&mut self, schema: &SchemaNode, rules: &mut Vec<Rule>) {
        if !schema.prefix_items.is_empty() {
            let prefix = schema
                .prefix_items
                .iter()
                .map(|item| self.table_of(*item))
                .collect();
            rules.push(Rule::PrefixItems(prefix));
        }
        rules.extend(schema.min_items.map(Rule::MinItems));
        rules.extend(schema.max_items.map(Rule::MaxItems));
        if schema.unique_items {
            rules.push(Rule::UniqueItems);
        }
        if let Some(contains) = schema.contains {
            let schema_ref = self.table_of(contains);
            rules.push(Rule::Contains {
                schema: schema_ref,
                min: schema.min_contains.unwrap_or(1),
                max: schema.max_contains,
            });
        }
    }

    fn object_rules(&mut self, schema: &SchemaNode, rules: &mut Vec<Rule>) {
        let named = |name: &&String| !schema.properties.iter().any(|(known, _)| known == *name);
        let others: Vec<String> = schema.required.iter().filter(named).cloned().collect();
        if !others.is_empty() {
            rules.push(Rule::Required(others));
        }
        rules.extend(schema.min_properties.map(Rule::MinProperties));
        rules.extend(schema.max_properties.map(Rule::MaxProperties));
        if !schema.pattern_properties.is_empty() {
            let patterns = schema.pattern_properties.iter();
            rules.push(Rule::PatternProperties(
                patterns
                    .map(|(p, node)| (p.clone(), self.table_of(*node)))
                    .collect(),
            ));
        }
        if let Some(names) = schema.property_names {
            rules.push(Rule::PropertyNames(self.table_of(names)));
        }
        if schema.additional == Additional::Never {
            rules.push(Rule::AdditionalProperties(SchemaRef::never()));
        }
    }
}

/// The kinds that a schema allows.
pub(super) fn kinds(schema: &SchemaNode) -> Kinds {
    let Some(listed) = &schema.kinds else {
        return if schema.never {
            Kinds(Vec::new())
        } else {
            Kinds::default()
        };
    };
    let mut kinds = listed.clone();
    let null_listed = schema.enumeration.is_some() && schema.nullable;
    if (schema.nullable || null_listed) && !kinds.contains(&Kind::Null) {
        kinds.push(Kind::Null);
    }
    if kinds.contains(&Kind::Number) {
        kinds.retain(|kind| *kind != Kind::Integer);
    }
    kinds.sort_unstable();
    Kinds(kinds)
}

/// The runtime's name of a format that it checks.
fn format(name: &str) -> Option<FormatRule> {
    Some(FormatRule(match name {
        "int8" => "Int8",
        "int16" => "Int16",
        "int32" => "Int32",
        "int64" => "Int64",
        "uint8" => "Uint8",
        "uint16" => "Uint16",
        "uint32" => "Uint32",
        "uint64" => "Uint64",
        "float" => "Float",
        "double" => "Double",
        "date-time" => "DateTime",
        "date" => "Date",
        "time" => "Time",
        "duration" => "Duration",
        "email" => "Email",
        "idn-email" => "IdnEmail",
        "hostname" => "Hostname",
        "idn-hostname" => "IdnHostname",
        "ipv4" => "Ipv4",
        "ipv6" => "Ipv6",
        "uri" => "Uri",
        "uri-reference" => "UriReference",
        "iri" => "Iri",
        "iri-reference" => "IriReference",
        "uri-template" => "UriTemplate",
        "uuid" => "Uuid",
        "byte" => "Byte",
        "regex" => "Regex",
        "json-pointer" => "JsonPointer",
        "relative-json-pointer" => "RelativeJsonPointer",
        "char" => "Char",
        "password" => "Password",
        _ => return None,
    }))
}
