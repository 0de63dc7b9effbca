//! Keywords as the rules of a table.

use specsmith_runtime::Format;

use super::types::Types;
use crate::document::{Additional, SchemaNode};
use crate::model::{Constant, Field, Kind, Kinds, Rule, Schema, SchemaRef};
use crate::source::{NodeId, NodeKind, Text};

/// A bound of a schema, and the rule that it is.
type Numeric<'s> = (&'s Option<Text>, fn(Text) -> Rule);

impl Types<'_, '_> {
    /// The table of a schema where it is used, whatever its Rust type.
    pub(super) fn table_of(&mut self, node: NodeId) -> SchemaRef {
        let table = self.table_at(node);
        match self.document.sources.ancestors(node).nth(1) {
            Some(around) => self.left(around, node, table),
            None => table,
        }
    }

    /// The same, however it is reached.
    fn table_at(&mut self, node: NodeId) -> SchemaRef {
        if let Some((_, table)) = self.component_of(node) {
            return SchemaRef::Table(table);
        }
        let schema = self.read(node);
        if schema.is_reference() {
            return match self.reference(&schema) {
                Some(target) => self.target_table(node, target),
                None => SchemaRef::any(),
            };
        }
        if let ([only], true) = (schema.all_of.as_slice(), schema.is_all_of())
            && !schema.nullable
            && self.says_kinds(*only, &schema)
        {
            return self.table_of(*only);
        }
        let table = self.table(node, &schema);
        self.inlines.share(table)
    }

    /// The table of what a reference names.
    fn target_table(&mut self, from: NodeId, node: NodeId) -> SchemaRef {
        let table = self.any_target_table(node);
        self.left(from, node, table)
    }

    pub(super) fn any_target_table(&mut self, node: NodeId) -> SchemaRef {
        match self.named_target(node) {
            Some((_, table)) => SchemaRef::Table(table),
            None => self.table_at(node),
        }
    }

    /// Whether the kinds that stand beside a single part are those of the part.
    fn says_kinds(&mut self, part: NodeId, schema: &SchemaNode) -> bool {
        schema.kinds.is_none() || self.read_followed(part).kinds == schema.kinds
    }

    /// Everything that a schema says.
    pub(super) fn table(&mut self, node: NodeId, schema: &SchemaNode) -> Schema {
        let fields = schema.properties.iter();
        let fields = fields.map(|(name, node)| self.field(name, *node, &schema.required));
        let fields = fields.collect();
        self.table_with(node, schema, fields)
    }

    /// The same with fields that are made already.
    pub(super) fn table_with(
        &mut self,
        node: NodeId,
        schema: &SchemaNode,
        fields: Vec<Field>,
    ) -> Schema {
        let mut rules = self.rules(node, schema);
        self.combinations(schema, &mut rules);
        let table = Schema {
            kinds: self.kinds_meant(schema),
            fields,
            rules,
        };
        self.or_null(schema, table)
    }

    /// A member as a table describes it.
    pub(super) fn field(&mut self, name: &Text, node: NodeId, required: &[String]) -> Field {
        let (own, inner) = (self.read(node), self.read_followed(node));
        Field {
            name: name.clone(),
            schema: self.table_of(node),
            required: required.iter().any(|known| **known == **name),
            read_only: own.read_only || inner.read_only,
            write_only: own.write_only || inner.write_only,
        }
    }

    /// `$ref`, `allOf`, `oneOf` and `anyOf`.
    fn combinations(&mut self, schema: &SchemaNode, rules: &mut Vec<Rule>) {
        if let Some(target) = self.reference(schema) {
            let table = self.any_target_table(target);
            let from = schema.reference.unwrap_or(target);
            rules.insert(0, self.reference_rule(from, target, table));
        }
        let all = self.tables_of(&schema.all_of);
        if !all.is_empty() {
            rules.push(Rule::AllOf(all));
        }
        self.alternatives(schema, rules);
    }

    /// `oneOf` and `anyOf`.
    pub(super) fn alternatives(&mut self, schema: &SchemaNode, rules: &mut Vec<Rule>) {
        let (one, any) = (
            self.tables_of(&schema.one_of),
            self.tables_of(&schema.any_of),
        );
        if !one.is_empty() {
            rules.push(Rule::OneOf(one));
        }
        if !any.is_empty() {
            rules.push(Rule::AnyOf(any));
        }
    }

    pub(super) fn tables_of(&mut self, parts: &[NodeId]) -> Vec<SchemaRef> {
        parts.iter().map(|part| self.table_of(*part)).collect()
    }

    /// `nullable` beside what does not say it itself.
    fn or_null(&mut self, schema: &SchemaNode, table: Schema) -> Schema {
        let combined = schema.reference.is_some()
            || [&schema.all_of, &schema.one_of, &schema.any_of]
                .iter()
                .any(|parts| !parts.is_empty());
        if !schema.nullable || !combined {
            return table;
        }
        let rest = match <[Rule; 1]>::try_from(table.rules) {
            // One reference is wrapped itself.
            Ok([Rule::Ref(only)]) => only,
            Ok([Rule::AllOf(parts)]) if parts.len() == 1 => {
                parts.into_iter().next().unwrap_or_else(SchemaRef::any)
            }
            Ok([rule]) => SchemaRef::inline(Schema {
                rules: vec![rule],
                ..table
            }),
            Err(rules) => SchemaRef::inline(Schema { rules, ..table }),
        };
        Schema {
            rules: vec![Rule::Nullable(rest)],
            ..Schema::default()
        }
    }

    /// Every keyword but `properties` and those that combine whole schemas.
    pub(super) fn rules(&mut self, node: NodeId, schema: &SchemaNode) -> Vec<Rule> {
        let mut rules = Vec::new();
        self.constants(schema, &mut rules);
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
        rules.extend(self.dynamic(node, schema));
        rules.extend(self.unevaluated(schema));
        rules
    }

    /// `unevaluatedItems` and `unevaluatedProperties`.
    pub(super) fn unevaluated(&mut self, schema: &SchemaNode) -> Vec<Rule> {
        let items = schema.unevaluated_items;
        let items = items.map(|rest| Rule::UnevaluatedItems(self.table_of(rest)));
        let members = schema.unevaluated_properties;
        let members = members.map(|rest| Rule::UnevaluatedProperties(self.table_of(rest)));
        items.into_iter().chain(members).collect()
    }

    fn constants(&mut self, schema: &SchemaNode, rules: &mut Vec<Rule>) {
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
            NodeKind::String(text) => Constant::Str(text.clone()),
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
        // Of what kind a decimal is, `type` says; the format speaks of text.
        let speaks = |found: &Format| *found != Format::Decimal || schema.allows(Kind::String);
        let found = schema.format.as_deref().and_then(format);
        rules.extend(found.filter(speaks).map(Rule::Format));
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
        if let Some(items) = schema.items {
            rules.push(Rule::Items(self.table_of(items)));
        }
    }

    fn object_rules(&mut self, schema: &SchemaNode, rules: &mut Vec<Rule>) {
        let named = |name: &&String| {
            !schema
                .properties
                .iter()
                .any(|(known, _)| **known == ***name)
        };
        let others: Vec<String> = schema.required.iter().filter(named).cloned().collect();
        if !others.is_empty() {
            rules.push(Rule::Required(others));
        }
        rules.extend(schema.min_properties.map(Rule::MinProperties));
        rules.extend(schema.max_properties.map(Rule::MaxProperties));
        if !schema.pattern_properties.is_empty() {
            let patterns = schema.pattern_properties.iter();
            let usable = |(pattern, node): &(Text, NodeId)| {
                let pattern = self.usable(*node, pattern.clone())?;
                Some((pattern.to_string(), self.table_of(*node)))
            };
            rules.push(Rule::PatternProperties(
                patterns.filter_map(usable).collect(),
            ));
        }
        if let Some(names) = schema.property_names {
            rules.push(Rule::PropertyNames(self.table_of(names)));
        }
        if !schema.dependent_required.is_empty() {
            rules.push(Rule::DependentRequired(schema.dependent_required.clone()));
        }
        if !schema.dependent_schemas.is_empty() {
            let dependent = schema.dependent_schemas.iter();
            rules.push(Rule::DependentSchemas(
                dependent
                    .map(|(name, node)| (name.to_string(), self.table_of(*node)))
                    .collect(),
            ));
        }
        match schema.additional {
            Additional::Never => rules.push(Rule::AdditionalProperties(SchemaRef::never())),
            Additional::Schema(node) => {
                rules.push(Rule::AdditionalProperties(self.table_of(node)));
            }
            // Nothing but that the members are evaluated.
            Additional::Any if self.evaluates => {
                rules.push(Rule::AdditionalProperties(SchemaRef::any()));
            }
            Additional::Any | Additional::Unsaid => {}
        }
    }
}

/// The kinds that a schema allows.
pub(super) fn kinds(schema: &SchemaNode) -> Kinds {
    let Some(listed) = &schema.kinds else {
        return if schema.never {
            Kinds::NONE
        } else {
            Kinds::default()
        };
    };
    let null = schema.nullable.then_some(Kind::Null);
    let kinds: Kinds = listed.iter().copied().chain(null).collect();
    if kinds.contains(Kind::Number) {
        kinds.without(Kind::Integer)
    } else {
        kinds
    }
}

/// The format of that name, where the runtime checks it.
fn format(name: &str) -> Option<Format> {
    let name = if name == "decimal128" {
        "decimal"
    } else {
        name
    };
    Format::ALL.iter().copied().find(|one| one.name() == name)
}
