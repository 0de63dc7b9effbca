//! Schemas as tables: the twin of the runtime's `Schema`.

use std::sync::Arc;

use specsmith_runtime::Format;

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
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum SchemaRef {
    /// A table.
    Table(TableId),
    /// Written in place.
    Inline(Arc<Schema>),
}

/// What one schema allows.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Schema {
    /// The JSON kinds.
    pub kinds: Kinds,
    /// The members that it names, parallel to the struct's members where it describes a struct.
    pub fields: Vec<Field>,
    /// Every other keyword.
    pub rules: Vec<Rule>,
}

/// One named member.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Field {
    /// Its name on the wire.
    pub name: Arc<str>,
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
    /// Every kind.
    pub const ALL: [Kind; 7] = [
        Kind::Null,
        Kind::Boolean,
        Kind::Integer,
        Kind::Number,
        Kind::String,
        Kind::Array,
        Kind::Object,
    ];

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

/// A set of kinds, `Integer` left out where `Number` is in. The default is every kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Kinds(u8);

impl Default for Kinds {
    fn default() -> Self {
        let all = Kind::ALL.into_iter();
        all.filter(|kind| *kind != Kind::Integer).collect()
    }
}

impl FromIterator<Kind> for Kinds {
    fn from_iter<I: IntoIterator<Item = Kind>>(kinds: I) -> Self {
        let bits = kinds.into_iter().map(Self::bit);
        Self(bits.fold(0, |all, bit| all | bit))
    }
}

impl From<Kind> for Kinds {
    fn from(kind: Kind) -> Self {
        Self(Self::bit(kind))
    }
}

impl Kinds {
    /// No kind.
    pub const NONE: Self = Self(0);

    fn bit(kind: Kind) -> u8 {
        1 << kind as u8
    }

    /// Whether a kind is in the set.
    pub fn contains(self, kind: Kind) -> bool {
        self.0 & Self::bit(kind) != 0
    }

    /// Whether no kind is in the set.
    pub fn is_empty(self) -> bool {
        self == Self::NONE
    }

    /// The kinds, in the order of [`Kind`].
    pub fn iter(self) -> impl Iterator<Item = Kind> {
        Kind::ALL
            .into_iter()
            .filter(move |kind| self.contains(*kind))
    }

    /// The same without a kind.
    pub fn without(self, kind: Kind) -> Self {
        Self(self.0 & !Self::bit(kind))
    }

    /// The kinds of either.
    pub fn join(self, other: Kinds) -> Kinds {
        let joined = Kinds(self.0 | other.0);
        if joined.contains(Kind::Number) {
            joined.without(Kind::Integer)
        } else {
            joined
        }
    }

    /// The kinds of both.
    pub fn meet(self, other: Kinds) -> Kinds {
        let mut met = self.0 & other.0;
        let integers =
            |one: Kinds, other: Kinds| one.contains(Kind::Integer) && other.contains(Kind::Number);
        if integers(self, other) || integers(other, self) {
            met |= Self::bit(Kind::Integer);
        }
        if Self(met).contains(Kind::Number) {
            met &= !Self::bit(Kind::Integer);
        }
        Kinds(met)
    }
}

/// One keyword; the twin of the runtime's `Rule`. Numbers are JSON text.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "each variant is the standard's own name")]
pub enum Rule {
    Enum(Vec<Constant>),
    Const(Constant),
    MultipleOf(Arc<str>),
    Minimum(Arc<str>),
    ExclusiveMinimum(Arc<str>),
    Maximum(Arc<str>),
    ExclusiveMaximum(Arc<str>),
    MinLength(u64),
    MaxLength(u64),
    Pattern(Arc<str>),
    Format(Format),
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

/// A constant of the document.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Constant {
    /// Text.
    Str(Arc<str>),
    /// An integer that fits.
    Int(i64),
    /// Anything else, as JSON text.
    Json(String),
}

impl SchemaRef {
    /// Written in place.
    pub fn inline(schema: Schema) -> Self {
        SchemaRef::Inline(Arc::new(schema))
    }
    /// The schema that allows anything.
    pub fn any() -> Self {
        SchemaRef::inline(Schema::default())
    }
    /// The schema that allows nothing.
    pub fn never() -> Self {
        SchemaRef::inline(Schema {
            kinds: Kinds::NONE,
            ..Schema::default()
        })
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
