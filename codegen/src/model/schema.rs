//! Schemas as tables: the twin of the runtime's `Schema`.

use super::Module;

/// Index into [`super::Api::tables`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TableId(pub usize);

/// A named static table.
#[derive(Debug, Clone)]
pub struct Table {
    /// The static's name, screaming snake case.
    pub name: String,
    /// Where it stands.
    pub module: Module,
    /// What it says.
    pub schema: Schema,
}

/// A use of a schema: by name, or in place.
#[derive(Debug, Clone, PartialEq)]
pub enum SchemaRef {
    /// A table.
    Table(TableId),
    /// Written in place.
    Inline(Box<Schema>),
}

/// What one schema allows.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Schema {
    /// The JSON kinds.
    pub kinds: Kinds,
    /// The members that it names, parallel to the struct's members where it describes a struct.
    pub fields: Vec<Field>,
    /// Every other keyword.
    pub rules: Vec<Rule>,
}

/// One named member.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    /// Its name on the wire.
    pub name: String,
    /// What its value must be.
    pub schema: SchemaRef,
    /// Whether it must be there.
    pub required: bool,
    /// `readOnly`.
    pub read_only: bool,
    /// `writeOnly`.
    pub write_only: bool,
}

/// A JSON kind, as `type` names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs, reason = "each variant is the standard's own name")]
pub enum Kind {
    Null,
    Boolean,
    Integer,
    Number,
    String,
    Array,
    Object,
}

impl Kind {
    /// Its name in a schema's `type`.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Null => "null",
            Kind::Boolean => "boolean",
            Kind::Integer => "integer",
            Kind::Number => "number",
            Kind::String => "string",
            Kind::Array => "array",
            Kind::Object => "object",
        }
    }
}

/// A set of kinds, in the order of [`Kind`], `Integer` left out where `Number` is in. The default is every kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kinds(pub Vec<Kind>);

impl Default for Kinds {
    fn default() -> Self {
        use Kind::{Array, Boolean, Null, Number, Object, String};
        Kinds(vec![Null, Boolean, Number, String, Array, Object])
    }
}

impl Kinds {
    /// The kinds of both.
    pub fn meet(&self, other: &Kinds) -> Kinds {
        let has = |kinds: &Kinds, kind: Kind| kinds.0.contains(&kind);
        let mut met: Vec<Kind> = self
            .0
            .iter()
            .copied()
            .filter(|kind| has(other, *kind))
            .collect();
        let integers = (has(self, Kind::Integer) && has(other, Kind::Number))
            || (has(self, Kind::Number) && has(other, Kind::Integer));
        if integers && !met.contains(&Kind::Number) {
            met.push(Kind::Integer);
        }
        met.sort_unstable();
        Kinds(met)
    }
}

/// One keyword; the twin of the runtime's `Rule`. Numbers are JSON text.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs, reason = "each variant is the standard's own name")]
pub enum Rule {
    Enum(Vec<Constant>),
    Const(Constant),
    MultipleOf(String),
    Minimum(String),
    ExclusiveMinimum(String),
    Maximum(String),
    ExclusiveMaximum(String),
    MinLength(u64),
    MaxLength(u64),
    Pattern(String),
    Format(FormatRule),
    MinItems(u64),
    MaxItems(u64),
    UniqueItems,
    Contains {
        schema: SchemaRef,
        min: u64,
        max: Option<u64>,
    },
    MinProperties(u64),
    MaxProperties(u64),
    Required(Vec<String>),
    DependentRequired(Vec<(String, Vec<String>)>),
    Items(SchemaRef),
    PrefixItems(Vec<SchemaRef>),
    AdditionalProperties(SchemaRef),
    PatternProperties(Vec<(String, SchemaRef)>),
    PropertyNames(SchemaRef),
    DependentSchemas(Vec<(String, SchemaRef)>),
    AllOf(Vec<SchemaRef>),
    AnyOf(Vec<SchemaRef>),
    OneOf(Vec<SchemaRef>),
    Discriminator {
        property: String,
        mapping: Vec<(String, SchemaRef)>,
    },
    Not(SchemaRef),
    If {
        condition: SchemaRef,
        then: SchemaRef,
        otherwise: SchemaRef,
    },
    Ref(SchemaRef),
    DynamicRef {
        name: String,
        schema: SchemaRef,
    },
    /// A step out of a schema resource that has `$dynamicAnchor`s.
    Scope {
        anchors: Vec<(String, SchemaRef)>,
        schema: SchemaRef,
    },
    Nullable(SchemaRef),
    UnevaluatedItems(SchemaRef),
    UnevaluatedProperties(SchemaRef),
    /// What decoding fills in for members that do not come.
    Defaults(Vec<(String, Constant)>),
}

/// A `format` that the runtime checks: the variant's name of the runtime's `Format`, e.g. `DateTime`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FormatRule(pub &'static str);

/// A constant of the document.
#[derive(Debug, Clone, PartialEq)]
pub enum Constant {
    /// Text.
    Str(String),
    /// An integer that fits.
    Int(i64),
    /// Anything else, as JSON text.
    Json(String),
}

impl SchemaRef {
    /// The schema that allows anything.
    pub fn any() -> Self {
        SchemaRef::Inline(Box::default())
    }
    /// The schema that allows nothing.
    pub fn never() -> Self {
        SchemaRef::Inline(Box::new(Schema {
            kinds: Kinds(Vec::new()),
            ..Schema::default()
        }))
    }
}

impl Rule {
    /// The schemas that the rule speaks of.
    pub fn schemas(&self) -> Vec<&SchemaRef> {
        match self {
            Rule::Contains { schema, .. }
            | Rule::DynamicRef { schema, .. }
            | Rule::Items(schema)
            | Rule::AdditionalProperties(schema)
            | Rule::PropertyNames(schema)
            | Rule::Not(schema)
            | Rule::Ref(schema)
            | Rule::Nullable(schema)
            | Rule::UnevaluatedItems(schema)
            | Rule::UnevaluatedProperties(schema) => vec![schema],
            Rule::PrefixItems(schemas)
            | Rule::AllOf(schemas)
            | Rule::AnyOf(schemas)
            | Rule::OneOf(schemas) => schemas.iter().collect(),
            Rule::PatternProperties(pairs)
            | Rule::DependentSchemas(pairs)
            | Rule::Discriminator { mapping: pairs, .. } => {
                pairs.iter().map(|(_, schema)| schema).collect()
            }
            Rule::If {
                condition,
                then,
                otherwise,
            } => vec![condition, then, otherwise],
            Rule::Scope { anchors, schema } => {
                let anchors = anchors.iter().map(|(_, schema)| schema);
                anchors.chain([schema]).collect()
            }
            _ => Vec::new(),
        }
    }
}
