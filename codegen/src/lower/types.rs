//! Schemas as types and tables.

use std::collections::{HashMap, HashSet};

use super::docs;
use super::names::{self, Scope};
use super::referenced::Referenced;
use super::rules::kinds;
use super::scalars::scalar;
use super::security::Schemes;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::{Additional, Document, SchemaNode};
use crate::model::{
    Docs, Kind, Module, Rule, Schema, SchemaRef, Shape, Table, TableId, TypeDef, TypeId, TypeRef,
};
use crate::source::NodeId;

/// Where an inline schema stands: what its type is named after, and the file that it goes into.
#[derive(Debug, Clone)]
pub(super) struct Place {
    /// The name that its type would have.
    pub name: String,
    /// The file.
    pub module: Module,
}

impl Place {
    /// The place of a part of this one.
    pub fn part(&self, word: &str) -> Place {
        Place {
            name: format!("{}{}", self.name, names::pascal(word)),
            module: self.module.clone(),
        }
    }
}

/// A schema in use: its type, its table, and whether `null` may stand in its place.
#[derive(Debug, Clone)]
pub(super) struct Use {
    pub ty: TypeRef,
    pub schema: SchemaRef,
    pub nullable: bool,
}

impl Use {
    /// The type of an item or a value: an `Option` where `null` is allowed.
    pub fn item(self) -> TypeRef {
        if self.nullable {
            TypeRef::Option(Box::new(self.ty))
        } else {
            self.ty
        }
    }
}

/// What a schema becomes.
pub(super) enum Made {
    /// A use of other types.
    Alias(TypeRef, Schema),
    /// A type of its own.
    Type(Shape, Schema),
}

/// Makes types and tables, each schema once.
pub(super) struct Types<'a, 'd> {
    pub document: &'a Document<'a>,
    pub diagnostics: &'d mut Diagnostics,
    pub types: Vec<Option<TypeDef>>,
    /// The node that each type was made of.
    origins: Vec<(TypeId, NodeId)>,
    pub tables: Vec<Table>,
    components: HashMap<NodeId, (TypeId, TableId)>,
    component_names: HashMap<NodeId, String>,
    /// The named schemas that have a schema as a part of their `allOf`, found when they are first asked for.
    pub extensions: Option<HashMap<NodeId, Vec<NodeId>>>,
    pub names: Scope,
    pub statics: Scope,
    pub modules: Scope,
    pub schemes: Schemes,
    /// Schemas outside the components that are being read: one that is met again there is read as anything.
    pub visiting: HashSet<NodeId>,
    pub referenced: Referenced,
}

impl<'a, 'd> Types<'a, 'd> {
    pub fn new(document: &'a Document<'a>, diagnostics: &'d mut Diagnostics) -> Self {
        Self {
            document,
            diagnostics,
            types: Vec::new(),
            origins: Vec::new(),
            tables: Vec::new(),
            components: HashMap::new(),
            component_names: HashMap::new(),
            extensions: None,
            names: Scope::of_types(),
            statics: Scope::of_statics(),
            modules: Scope::without(&["mod"]),
            schemes: Schemes::of(document),
            visiting: HashSet::new(),
            referenced: Referenced::default(),
        }
    }

    /// Every named schema: first all names, then what they are, so that references find them in any order.
    pub fn components(&mut self) {
        let mut schemas: Vec<_> = self.document.schemas().collect();
        // Of names that are alike, the one that is written as Rust writes it stays as it is.
        schemas.sort_by_key(|(raw, _)| names::pascal(raw) != *raw);
        let mut places = Vec::new();
        for (raw, node) in &schemas {
            let name = self.names.take(names::pascal(raw), &[], raw);
            let module = Module::Types(self.modules.take(names::snake(&name), &[], raw));
            let reserved = self.reserve(&name, module.clone());
            self.name_component(*node, reserved, (*raw).to_owned());
            places.push((*node, Place { name, module }, reserved));
        }
        self.find_referenced();
        for (node, place, (id, table)) in places {
            let made = self.make(node, &place);
            self.fill(node, &place, id, table, made);
        }
        self.read_referenced();
    }

    pub fn name_component(&mut self, node: NodeId, made: (TypeId, TableId), name: String) {
        self.components.insert(node, made);
        self.component_names.insert(node, name);
    }

    /// The node that each type was made of.
    pub fn origins(&mut self) -> Vec<(TypeId, NodeId)> {
        self.read_referenced();
        std::mem::take(&mut self.origins)
    }

    pub fn finish(mut self) -> (Vec<TypeDef>, Vec<Table>) {
        self.read_referenced();
        (self.types.into_iter().flatten().collect(), self.tables)
    }

    pub fn reserve(&mut self, name: &str, module: Module) -> (TypeId, TableId) {
        let id = TypeId(self.types.len());
        self.types.push(None);
        let table = TableId(self.tables.len());
        let name = self.statics.take(names::shouty(name), &[], name);
        self.tables.push(Table {
            name,
            module,
            schema: Schema::default(),
        });
        (id, table)
    }

    pub fn fill(&mut self, node: NodeId, place: &Place, id: TypeId, table: TableId, made: Made) {
        let (shape, schema) = match made {
            Made::Alias(ty, schema) => (Shape::Alias(ty), schema),
            Made::Type(shape, schema) => (shape, schema),
        };
        self.tables[table.0].schema = schema;
        let docs = docs(self.document, node);
        self.origins.push((id, node));
        self.types[id.0] = Some(TypeDef {
            name: place.name.clone(),
            module: place.module.clone(),
            docs,
            table,
            shape,
        });
    }

    /// Gives a type of its own to what stands inline.
    pub fn own(
        &mut self,
        node: NodeId,
        place: &Place,
        shape: Shape,
        schema: Schema,
    ) -> (TypeRef, SchemaRef) {
        let shared = self.shared_place(node);
        let is_shared = shared.is_some();
        let place = shared.unwrap_or_else(|| place.clone());
        let name = self.names.take(place.name.clone(), &[], &place.name);
        let place = Place { name, ..place };
        let (id, table) = self.reserve(&place.name, place.module.clone());
        if is_shared {
            self.components.insert(node, (id, table));
        }
        self.fill(node, &place, id, table, Made::Type(shape, schema));
        (TypeRef::Named(id), SchemaRef::Table(table))
    }

    pub fn component_of(&self, node: NodeId) -> Option<(TypeId, TableId)> {
        self.components.get(&node).copied()
    }

    /// Whether a type that was read has this name.
    pub fn is_called(&self, id: TypeId, name: &str) -> bool {
        let made = self.types.get(id.0).and_then(Option::as_ref);
        made.is_some_and(|made| made.name == name)
    }

    /// The name of a named schema.
    pub fn component_name(&self, node: NodeId) -> Option<&str> {
        self.component_names.get(&node).map(String::as_str)
    }

    pub fn read(&mut self, node: NodeId) -> SchemaNode {
        self.document.schema(node, self.diagnostics)
    }

    /// The schema that a node stands for, references followed.
    pub fn read_followed(&mut self, node: NodeId) -> SchemaNode {
        match self.document.follow(node, self.diagnostics) {
            Some(target) => self.read(target),
            None => SchemaNode::default(),
        }
    }

    /// What a schema's `$ref` names.
    pub fn reference(&mut self, schema: &SchemaNode) -> Option<NodeId> {
        let from = schema.reference?;
        let sources = self.document.sources;
        let text = sources.get_str(from, "$ref")?;
        // A component that is itself a reference has a name of its own: one step, not the whole chain.
        match sources.resolve(from, text) {
            Ok(target) => Some(target),
            Err(_) => {
                self.document.follow(from, self.diagnostics);
                None
            }
        }
    }

    /// The type and table of a schema where it is used.
    pub fn of(&mut self, node: NodeId, place: &Place) -> Use {
        if let Some((id, table)) = self.component_of(node) {
            let nullable = self.nullable(node, 16);
            let schema = self.or_null(SchemaRef::Table(table), node, nullable);
            return Use {
                ty: TypeRef::Named(id),
                schema,
                nullable,
            };
        }
        self.used(node, place)
    }

    /// The same for what is no named schema itself.
    fn used(&mut self, node: NodeId, place: &Place) -> Use {
        let nullable = self.nullable(node, 16);
        let schema = self.read(node);
        if let Some((id, table)) = self.referenced(node, &schema, Some(place)) {
            let schema = self.or_null(SchemaRef::Table(table), node, nullable);
            return Use {
                ty: TypeRef::Named(id),
                schema,
                nullable,
            };
        }
        if let Some(target) = self.reference(&schema) {
            let named = self.component_of(target).or_else(|| {
                let schema = self.read(target);
                self.referenced(target, &schema, None)
            });
            if let Some((id, table)) = named {
                let schema = self.or_null(SchemaRef::Table(table), target, nullable);
                return Use {
                    ty: TypeRef::Named(id),
                    schema,
                    nullable,
                };
            }
            if !self.visiting.insert(target) {
                return Use {
                    ty: TypeRef::Json,
                    schema: SchemaRef::any(),
                    nullable: false,
                };
            }
            let found = self.of(target, place);
            self.visiting.remove(&target);
            return found;
        }
        if schema.reference.is_some() {
            return Use {
                ty: TypeRef::Json,
                schema: SchemaRef::any(),
                nullable: false,
            };
        }
        // A single part under `allOf` is that part, described anew.
        if let ([only], true) = (schema.all_of.as_slice(), adds_nothing(&schema)) {
            let found = self.of(*only, place);
            if nullable && !found.nullable {
                let rules = vec![Rule::Nullable(found.schema)];
                return Use {
                    ty: found.ty,
                    schema: SchemaRef::Inline(Box::new(Schema {
                        rules,
                        ..Schema::default()
                    })),
                    nullable,
                };
            }
            return found;
        }
        match self.make(node, place) {
            Made::Alias(ty, schema) => Use {
                ty,
                schema: SchemaRef::Inline(Box::new(schema)),
                nullable,
            },
            Made::Type(shape, schema) => {
                let (ty, schema) = self.own(node, place, shape, schema);
                Use {
                    ty,
                    schema: self.or_null(schema, node, nullable),
                    nullable,
                }
            }
        }
    }

    /// The type of an object that no node of the document stands for alone: a schema at a node, and the node where its
    /// prose stands; what is inline in it is named after `place`, and itself is called as `own` says.
    pub fn inline(
        &mut self,
        (node, said): (NodeId, NodeId),
        schema: &SchemaNode,
        place: &Place,
        own: &Place,
    ) -> Use {
        let made = if schema.all_of.is_empty() {
            self.object(node, schema, place)
        } else {
            self.all_of(node, schema, place)
        };
        let (ty, schema) = match made {
            Made::Alias(ty, schema) => (ty, SchemaRef::Inline(Box::new(schema))),
            Made::Type(shape, schema) => self.own(said, own, shape, schema),
        };
        Use {
            ty,
            schema,
            nullable: false,
        }
    }

    /// What a schema becomes, whatever uses it.
    pub fn make(&mut self, node: NodeId, place: &Place) -> Made {
        let schema = self.read(node);
        if schema.reference.is_some() {
            if self.document.follow(node, self.diagnostics).is_none() {
                return Made::Alias(TypeRef::Json, Schema::default());
            }
            let target = self.used(node, place);
            let rules = vec![Rule::Ref(target.schema)];
            return Made::Alias(
                target.ty,
                Schema {
                    rules,
                    ..Schema::default()
                },
            );
        }
        if let Some(made) = self.enumeration(node, &schema) {
            return made;
        }
        if !schema.one_of.is_empty() || !schema.any_of.is_empty() {
            return self.union(node, &schema, place);
        }
        if let ([only], true) = (schema.all_of.as_slice(), adds_nothing(&schema)) {
            let target = self.of(*only, place);
            return Made::Alias(
                target.ty,
                Schema {
                    rules: vec![Rule::Ref(target.schema)],
                    ..Schema::default()
                },
            );
        }
        if let Some(made) = self.subtypes(node, &schema, place) {
            return made;
        }
        if !schema.all_of.is_empty() {
            return self.all_of(node, &schema, place);
        }
        if schema.is(Kind::Object) || (schema.kinds.is_none() && is_objectlike(&schema)) {
            return self.object(node, &schema, place);
        }
        self.plain(node, &schema, place)
    }

    /// Lists, scalars, and what has no type of its own.
    fn plain(&mut self, node: NodeId, schema: &SchemaNode, place: &Place) -> Made {
        let mut table = Schema {
            kinds: kinds(schema),
            fields: Vec::new(),
            rules: self.rules(node, schema),
        };
        if schema.is(Kind::Array) || (schema.kinds.is_none() && schema.items.is_some()) {
            let item = match schema.items.filter(|_| schema.prefix_items.is_empty()) {
                Some(items) => {
                    let found = self.of(items, &place.part("Item"));
                    table.rules.push(Rule::Items(found.schema.clone()));
                    found.item()
                }
                None => TypeRef::Json,
            };
            return Made::Alias(TypeRef::List(Box::new(item)), table);
        }
        if let Some(items) = schema.items {
            let items = self.table_of(items);
            table.rules.push(Rule::Items(items));
        }
        if schema
            .kinds
            .as_ref()
            .is_some_and(|kinds| kinds.contains(&Kind::Object))
            && let SchemaRef::Inline(full) = self.table_of(node)
        {
            table = *full;
        }
        Made::Alias(scalar(schema), table)
    }

    pub fn widen(&mut self, node: NodeId, why: &str) {
        let found = Diagnostic::new(
            Code::Widened,
            format!("{why}: the type is raw JSON, and validation says the rest"),
        );
        self.diagnostics.add(
            found
                .at_node(self.document.sources, node)
                .help("nothing needs to be done"),
        );
    }

    pub fn docs_of(&self, node: NodeId) -> Docs {
        docs(self.document, node)
    }
}

/// Whether a schema says nothing beside its `allOf`.
fn adds_nothing(schema: &SchemaNode) -> bool {
    schema.properties.is_empty()
        && schema.required.is_empty()
        && schema.one_of.is_empty()
        && schema.any_of.is_empty()
        && schema.enumeration.is_none()
        && schema.not.is_none()
        && schema.additional == Additional::Unsaid
        && schema.pattern.is_none()
        && schema.minimum.is_none()
        && schema.maximum.is_none()
        && schema.min_length.is_none()
        && schema.max_length.is_none()
}

fn is_objectlike(schema: &SchemaNode) -> bool {
    !schema.properties.is_empty()
        || schema.additional != Additional::Unsaid
        || !schema.pattern_properties.is_empty()
}
