//! One schema, every keyword read.

mod read;
mod values;

pub(super) use read::kind;
pub(super) use values::flag_of;

use crate::model::Kind;
use crate::source::{DynamicReference, NodeId, Text};

/// What `additionalProperties` says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Additional {
    /// Nothing: whatever else is allowed.
    #[default]
    Unsaid,
    /// `true`, or a schema that allows anything.
    Any,
    /// `false`.
    Never,
    /// A schema.
    Schema(NodeId),
}

/// `discriminator`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Discriminator {
    /// The member whose text decides.
    pub property: String,
    /// Text to reference, as the document has it.
    pub mapping: Vec<(String, String)>,
    /// Where it stands: its references are read from there.
    pub at: NodeId,
}

/// What bytes look like as text, where the schema says it by other words than `format`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoded {
    /// `contentEncoding: base64`. It asserts nothing (JSON Schema 2020-12 Validation, section 8): what is no base64 is allowed.
    Base64,
    /// Bytes as they are: `contentEncoding: binary`, the `contentMediaType` of what is no text, the type `file` of Swagger 2.0.
    Raw,
}

/// A schema as the document has it, references not followed.
#[derive(Debug, Clone, Default, PartialEq)]
#[allow(missing_docs, reason = "each field is the keyword of that name")]
pub struct SchemaNode {
    /// The schema `false`.
    pub never: bool,
    pub reference: Option<NodeId>,
    /// A `$dynamicRef` that depends on the way by which it is reached; every other one is a `$ref`.
    pub dynamic: Option<DynamicReference>,
    pub kinds: Option<Vec<Kind>>,
    pub nullable: bool,
    pub properties: Vec<(Text, NodeId)>,
    pub required: Vec<String>,
    pub additional: Additional,
    pub pattern_properties: Vec<(Text, NodeId)>,
    pub property_names: Option<NodeId>,
    pub items: Option<NodeId>,
    pub prefix_items: Vec<NodeId>,
    pub contains: Option<NodeId>,
    pub min_contains: Option<u64>,
    pub max_contains: Option<u64>,
    pub dependent_required: Vec<(String, Vec<String>)>,
    pub dependent_schemas: Vec<(Text, NodeId)>,
    pub unevaluated_items: Option<NodeId>,
    pub unevaluated_properties: Option<NodeId>,
    pub all_of: Vec<NodeId>,
    pub one_of: Vec<NodeId>,
    pub any_of: Vec<NodeId>,
    pub not: Option<NodeId>,
    pub condition: Option<NodeId>,
    pub then: Option<NodeId>,
    pub otherwise: Option<NodeId>,
    pub discriminator: Option<Discriminator>,
    pub enumeration: Option<Vec<NodeId>>,
    pub constant: Option<NodeId>,
    pub format: Option<Text>,
    pub encoded: Option<Encoded>,
    /// `contentSchema`, where texts are JSON (`contentMediaType`).
    pub content: Option<NodeId>,
    pub pattern: Option<Text>,
    pub minimum: Option<Text>,
    pub maximum: Option<Text>,
    pub exclusive_minimum: Option<Text>,
    pub exclusive_maximum: Option<Text>,
    pub multiple_of: Option<Text>,
    pub min_length: Option<u64>,
    pub max_length: Option<u64>,
    pub min_items: Option<u64>,
    pub max_items: Option<u64>,
    pub unique_items: bool,
    pub min_properties: Option<u64>,
    pub max_properties: Option<u64>,
    pub read_only: bool,
    pub write_only: bool,
}

impl SchemaNode {
    /// The schemas of `oneOf` and `anyOf`, in that order.
    pub fn alternatives(&self) -> Vec<NodeId> {
        self.one_of.iter().chain(&self.any_of).copied().collect()
    }

    /// The values that `enum` or `const` lists.
    pub fn listed(&self) -> Option<&[NodeId]> {
        let constant = self.constant.as_ref().map(std::slice::from_ref);
        self.enumeration.as_deref().or(constant)
    }

    /// Whether the schema itself names this kind, or names none.
    pub fn allows(&self, kind: Kind) -> bool {
        self.kinds.as_ref().is_none_or(|kinds| {
            kinds.contains(&kind) || (kind == Kind::Integer && kinds.contains(&Kind::Number))
        })
    }

    /// Whether nothing is said but `$ref`, and what tells no value from another.
    pub fn is_reference(&self) -> bool {
        if self.reference.is_none() {
            return false;
        }
        let bare = SchemaNode {
            reference: self.reference,
            read_only: self.read_only,
            write_only: self.write_only,
            ..SchemaNode::default()
        };
        *self == bare
    }

    /// Whether it says nothing of values, but perhaps that they may be `null`, and which way they go.
    pub fn says_nothing(&self) -> bool {
        *self
            == SchemaNode {
                nullable: self.nullable,
                read_only: self.read_only,
                write_only: self.write_only,
                ..SchemaNode::default()
            }
    }

    /// Whether nothing is said beside `allOf`, its kind, and what tells no value from another.
    pub fn is_all_of(&self) -> bool {
        if self.all_of.is_empty() {
            return false;
        }
        let bare = SchemaNode {
            all_of: self.all_of.clone(),
            kinds: self.kinds.clone(),
            nullable: self.nullable,
            read_only: self.read_only,
            write_only: self.write_only,
            ..SchemaNode::default()
        };
        *self == bare
    }

    /// The kinds that the schema names, `null` aside, where these are several.
    pub fn several_kinds(&self) -> Option<Vec<Kind>> {
        let named = self.kinds.as_ref()?;
        let kinds = named.iter().copied();
        let mut kinds: Vec<Kind> = kinds.filter(|kind| *kind != Kind::Null).collect();
        kinds.sort_unstable();
        (kinds.len() > 1).then_some(kinds)
    }

    /// Whether the schema is one of a scalar that needs no type of its own, or a reference and nothing more.
    pub fn needs_no_type(&self) -> bool {
        let scalar = |kind: &Kind| !matches!(kind, Kind::Object | Kind::Array);
        let kinds = self.kinds.as_ref();
        self.never
            || self.is_reference()
            || (self.enumeration.is_none()
                && self.several_kinds().is_none()
                && !self.has_parts()
                && kinds.is_some_and(|kinds| kinds.iter().all(scalar)))
    }

    /// Whether the schema applies others, to whatever part of a value.
    pub fn has_parts(&self) -> bool {
        let lists = [&self.prefix_items, &self.all_of, &self.one_of, &self.any_of];
        let maps = [
            &self.properties,
            &self.pattern_properties,
            &self.dependent_schemas,
        ];
        let ones = [
            self.property_names,
            self.items,
            self.contains,
            self.unevaluated_items,
            self.unevaluated_properties,
            self.not,
            self.condition,
        ];
        self.reference.is_some()
            || self.dynamic.is_some()
            || matches!(self.additional, Additional::Schema(_))
            || lists.iter().any(|list| !list.is_empty())
            || maps.iter().any(|map| !map.is_empty())
            || ones.iter().any(Option::is_some)
    }

    /// Whether nothing evaluates a member but `properties`, what `$ref` and `allOf` lead to aside.
    pub fn evaluates_properties_alone(&self) -> bool {
        self.additional == Additional::Unsaid
            && self.pattern_properties.is_empty()
            && self.dependent_schemas.is_empty()
            && self.one_of.is_empty()
            && self.any_of.is_empty()
            && self.condition.is_none()
            && self.dynamic.is_none()
    }

    /// Whether nothing evaluates an item but `prefixItems` and, if it is there, `unevaluatedItems`.
    pub fn evaluates_first_items_alone(&self) -> bool {
        self.items.is_none()
            && self.contains.is_none()
            && self.reference.is_none()
            && self.dynamic.is_none()
            && self.all_of.is_empty()
            && self.one_of.is_empty()
            && self.any_of.is_empty()
            && self.condition.is_none()
            && self.dependent_schemas.is_empty()
    }

    /// Whether the schema names exactly this kind, `null` aside.
    pub fn is(&self, kind: Kind) -> bool {
        self.kinds.as_ref().is_some_and(|kinds| {
            kinds.contains(&kind) && kinds.iter().all(|one| *one == kind || *one == Kind::Null)
        })
    }
}
