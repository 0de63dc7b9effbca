//! Schemas as types and tables.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use indexmap::IndexSet;
use openapiv3::Response;

use super::branch::Branch;
use super::directions::Traffic;
use super::examples::Examples;
use super::inline::Making;
use super::inlines::Inlines;
use super::kept::Kept;
use super::options::Options;
use super::place::Place;
use super::recent::Recent;
use super::referenced::Referenced;
use super::scope::Scope;
use super::security::Schemes;
use super::store::Store;
use super::told::AllTold;
use super::wishes::Wishes;
use super::{annotations, parameters, restated};
use crate::diagnostic::Diagnostics;
use crate::document::{Additional, Document, SchemaNode};
use crate::model::{Kind, Rule, Schema, SchemaRef, Shape, TableId, TypeId, TypeRef};
use crate::source::{NodeId, NodeMap, Text};

/// A schema in use: its type, its table, and whether `null` may stand in its place.
#[derive(Debug, Clone)]
pub(super) struct Use {
    pub ty: TypeRef,
    pub schema: SchemaRef,
    pub nullable: bool,
}

impl Use {
    /// A type with a name.
    pub fn named((id, table): (TypeId, TableId), nullable: bool) -> Self {
        Self {
            ty: TypeRef::Named(id),
            schema: SchemaRef::Table(table),
            nullable,
        }
    }

    /// A type without a name of its own, its table written where it is used.
    pub fn inline(ty: TypeRef, schema: Schema, nullable: bool) -> Self {
        Self {
            ty,
            schema: SchemaRef::inline(schema),
            nullable,
        }
    }

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

impl Made {
    /// The same type, of a whole that says more: the rows of a struct stay, since they are its fields.
    pub fn of_whole(self, mut table: Schema) -> Self {
        match self {
            Made::Alias(ty, _) => Made::Alias(ty, table),
            Made::Type(shape @ Shape::Struct(_), own) => {
                // Which members are others depends on the rows.
                let counts = |rule: &Rule| matches!(rule, Rule::AdditionalProperties(_));
                if table.rules.iter().any(counts) {
                    table = Schema {
                        kinds: table.kinds,
                        rules: vec![Rule::AllOf(vec![SchemaRef::inline(table)])],
                        ..Schema::default()
                    };
                }
                table.fields = own.fields;
                Made::Type(shape, table)
            }
            Made::Type(shape, _) => Made::Type(shape, table),
        }
    }
}

/// Makes types and tables, each schema once.
pub(super) struct Types<'a, 'd> {
    pub document: &'a Document<'a>,
    pub diagnostics: &'d mut Diagnostics,
    /// The schemas that were read last.
    recent: Recent<SchemaNode, 64>,
    /// What is known of alternatives, by how many unions within unions were looked into.
    pub branches: HashMap<(NodeId, usize), Rc<Branch>>,
    /// The answers that were read last.
    pub responses: Recent<Option<Response>, 32>,
    pub store: Store,
    /// The node that each type was made of.
    pub origins: Vec<(TypeId, NodeId)>,
    pub components: NodeMap<(TypeId, TableId)>,
    pub component_names: NodeMap<String>,
    /// The named schemas that have a schema as a part of their `allOf`, found when they are first asked for.
    pub extensions: Option<HashMap<NodeId, Vec<NodeId>>>,
    /// The subtypes of the bases that were asked for them.
    pub families: HashMap<NodeId, Rc<IndexSet<NodeId>>>,
    pub names: Scope,
    pub statics: Scope,
    pub modules: Scope,
    pub schemes: Schemes,
    /// Where the schemas stand that have a name of their own.
    pub places: NodeMap<Place>,
    pub referenced: Referenced,
    /// Whether `null` may stand in place of a schema, of those that were asked for.
    pub nullables: NodeMap<bool>,
    /// Whether the document asks anywhere which members are evaluated.
    pub evaluates: bool,
    pub shared_parameters: parameters::Shared,
    pub options: &'a Options,
    pub wishes: Wishes<'a>,
    pub kept: Kept,
    pub traffic: Traffic,
    /// The operations of which every version comes after the date that the settings want.
    pub late: Vec<NodeId>,
    pub examples: Examples,
    /// The schema resources that were left on the way to what is being read, from the outside in.
    pub ways: Vec<NodeId>,
    /// Whether one may come from a schema to a `$dynamicRef` that depends on the way.
    pub to_dynamic: NodeMap<bool>,
    pub making: Making,
    /// How many members more schemas may have by their parts.
    pub room: usize,
    /// How many ways there are to choose from the lists of alternatives around the one that is read.
    pub choices: usize,
    /// The types of members that several parts describe, by the schema whose parts they are.
    pub joined: HashMap<(NodeId, Vec<NodeId>), (TypeId, TableId)>,
    /// Those that are being made.
    pub joining: Vec<(Vec<NodeId>, (TypeId, TableId))>,
    pub inlines: Inlines,
    /// What discriminators ask of the structs that they name, found when it is first asked for.
    pub told: Option<AllTold>,
    /// The patterns that can be checked, of those that were met.
    pub patterns: HashSet<Text>,
}

impl<'a, 'd> Types<'a, 'd> {
    pub fn new(
        document: &'a Document<'a>,
        options: &'a Options,
        diagnostics: &'d mut Diagnostics,
    ) -> Self {
        let wishes = Wishes::new(document, options, diagnostics);
        let modules: Vec<&str> = options
            .wishes
            .iter()
            .filter_map(|wanted| wanted.wish.module.as_deref())
            .collect();
        Self {
            kept: Kept::new(document, options, diagnostics),
            traffic: Traffic::of(document),
            late: Vec::new(),
            making: Making::default(),
            room: options.members,
            choices: 1,
            joined: HashMap::new(),
            joining: Vec::new(),
            inlines: Inlines::default(),
            patterns: HashSet::new(),
            options,
            wishes,
            document,
            diagnostics,
            recent: Recent::default(),
            branches: HashMap::new(),
            responses: Recent::default(),
            store: Store::default(),
            origins: Vec::new(),
            components: NodeMap::default(),
            component_names: NodeMap::default(),
            extensions: None,
            families: HashMap::new(),
            told: None,
            names: Scope::of_types(),
            statics: Scope::of_statics(),
            modules: Scope::of_files("Schema", &[&modules[..], &["mod", "types"]].concat()),
            schemes: Schemes::of(document),
            places: NodeMap::default(),
            referenced: Referenced::default(),
            nullables: NodeMap::default(),
            evaluates: document.sources.mentions("unevaluatedProperties"),
            shared_parameters: parameters::Shared::default(),
            examples: Examples::default(),
            ways: Vec::new(),
            to_dynamic: NodeMap::default(),
        }
    }

    /// A schema as the document has it.
    pub fn read(&mut self, node: NodeId) -> Rc<SchemaNode> {
        if let Some(known) = self.recent.get(node) {
            return known;
        }
        let mut schema = self.document.schema(node, self.diagnostics);
        annotations::leave_out(self.document.sources, &mut schema);
        restated::restate(self.document.sources, &mut schema);
        self.recent.keep(node, Rc::new(schema))
    }

    /// The schema that a node stands for, references followed.
    pub fn read_followed(&mut self, node: NodeId) -> Rc<SchemaNode> {
        match self.document.follow(node, self.diagnostics) {
            Some(target) => self.read(target),
            None => Rc::default(),
        }
    }

    /// The type and table of what a reference names; `None` where it is read anew at each use.
    pub(super) fn named_target(&mut self, node: NodeId) -> Option<(TypeId, TableId)> {
        self.component_of(node).or_else(|| {
            let schema = self.read(node);
            self.referenced(node, &schema)
        })
    }

    /// What a schema's `$ref` names.
    pub fn reference(&mut self, schema: &SchemaNode) -> Option<NodeId> {
        let from = schema.reference?;
        // Reported once, where it leads nowhere or back to itself.
        self.document.follow(from, self.diagnostics)?;
        // A component that is itself a reference has a name of its own: one step, not the whole chain.
        self.document.sources.target(from)
    }

    /// The type and table of a schema where it is used.
    pub fn of(&mut self, node: NodeId, place: &Place) -> Use {
        let nullable = self.nullable(node, 16);
        let mut used = match self.component_of(node) {
            Some(named) => Use::named(named, nullable),
            None => self.used(node, place, nullable),
        };
        // JSON holds `null` itself, as does what is nothing else.
        used.nullable &= match used.ty {
            TypeRef::Json | TypeRef::Null => false,
            TypeRef::Named(_) => !self.is_null_alone(node),
            _ => true,
        };
        self.note_values(node, &used, place);
        used
    }

    /// The same for what is no named schema itself.
    fn used(&mut self, node: NodeId, place: &Place, nullable: bool) -> Use {
        let schema = self.read(node);
        if let Some(own) = self.wishes.ty(node, self.diagnostics) {
            return self.described(node, TypeRef::Foreign(own.into()), nullable);
        }
        if let Some(named) = self.referenced(node, &schema) {
            return Use::named(named, nullable);
        }
        if let Some(target) = self.bound(&schema) {
            let ty = self.type_of(target, place, true);
            return self.described(node, ty, nullable);
        }
        // A reference, or a single part under `allOf`, is what it names, described anew.
        let same = match schema.all_of.as_slice() {
            _ if schema.is_reference() => {
                let target = self.reference(&schema);
                target.filter(|target| !self.leaves(node, *target))
            }
            [only] if schema.is_all_of() => Some(*only),
            _ => None,
        };
        if let Some(target) = same {
            let ty = self.type_of(target, place, schema.is_reference());
            return self.described(node, ty, nullable);
        }
        self.made_inline(node, place, nullable)
    }

    /// A type that is made elsewhere, with the table of the schema that uses it.
    fn described(&mut self, node: NodeId, ty: TypeRef, nullable: bool) -> Use {
        Use {
            ty,
            schema: self.table_of(node),
            nullable,
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
        let made = if !schema.alternatives().is_empty() {
            self.union(node, schema, place)
        } else if schema.all_of.is_empty() {
            self.object(node, schema, place)
        } else {
            self.all_of(node, schema, place)
        };
        match made {
            Made::Alias(ty, schema) => Use::inline(ty, schema, false),
            Made::Type(shape, schema) => Use::named(self.own(said, own, shape, schema), false),
        }
    }

    /// The type of what a reference or a single part names.
    pub(super) fn type_of(&mut self, target: NodeId, place: &Place, referred: bool) -> TypeRef {
        let named = if referred {
            self.named_target(target)
        } else {
            self.component_of(target)
        };
        match named {
            Some((id, _)) => TypeRef::Named(id),
            None => self.of(target, place).ty,
        }
    }

    /// What a schema becomes, whatever uses it.
    pub fn make(&mut self, node: NodeId, place: &Place) -> Made {
        let schema = self.read(node);
        if let Some(own) = self.wishes.ty(node, self.diagnostics) {
            return Made::Alias(TypeRef::Foreign(own.into()), self.table(node, &schema));
        }
        if schema.reference.is_some() {
            let Some(target) = self.reference(&schema) else {
                return Made::Alias(TypeRef::Json, Schema::default());
            };
            if !schema.properties.is_empty() || self.leaves(node, target) {
                return self.all_of(node, &schema, place);
            }
            if let Some(made) = self.listed_beside(node, &schema, target) {
                return made;
            }
            let ty = self.type_of(target, place, true);
            return Made::Alias(ty, self.table(node, &schema));
        }
        if let Some(made) = self.enumeration(node, &schema) {
            return made;
        }
        if !schema.one_of.is_empty() || !schema.any_of.is_empty() {
            if self.is_narrowed(&schema) {
                return self.plain(node, &schema, place);
            }
            return self.union(node, &schema, place);
        }
        if let ([only], true) = (schema.all_of.as_slice(), schema.is_all_of())
            && !self.is_subtype_of(node, *only)
        {
            let ty = self.type_of(*only, place, false);
            return Made::Alias(ty, self.table(node, &schema));
        }
        if let Some(made) = self.subtypes(node, &schema, place) {
            return made;
        }
        if let Some(lifted) = self.lifted(node, &schema) {
            return self.union(node, &lifted, place);
        }
        if !schema.all_of.is_empty() {
            return self.all_of(node, &schema, place);
        }
        if schema.is(Kind::Object) || (schema.kinds.is_none() && is_objectlike(&schema)) {
            return self.object(node, &schema, place);
        }
        self.plain(node, &schema, place)
    }
}

fn is_objectlike(schema: &SchemaNode) -> bool {
    !schema.properties.is_empty()
        || schema.additional != Additional::Unsaid
        || !schema.pattern_properties.is_empty()
}
