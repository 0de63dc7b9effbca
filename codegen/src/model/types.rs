//! Rust types.

use super::{Default as Given, Docs, SchemaRef, TableId, TypeRef};

/// Index into [`super::Api::types`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TypeId(pub usize);

/// The module (file) that an item stands in, snake case. A named schema and all that is inline in it share one.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Module {
    /// `types/<name>.rs`.
    Types(String),
    /// `operations/<tag>.rs`: types that are inline in an operation.
    Operations(String),
    /// `parameters.rs`: parameters that several operations share.
    Parameters,
}

/// A type of the generated crate.
#[derive(Debug, Clone)]
pub struct TypeDef {
    /// Its name, Pascal case.
    pub name: String,
    /// Where it stands.
    pub module: Module,
    /// What the document says of it.
    pub docs: Docs,
    /// The static that describes it.
    pub table: TableId,
    /// What it is.
    pub shape: Shape,
    /// Where it is an enum of values: the variant that is meant where nothing is said.
    pub default: Option<String>,
    /// What a person adds to it.
    pub extra: Option<Box<Extra>>,
}

/// What a person adds to a type: Rust of their own.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Extra {
    /// Derives beside those that every type of its shape has.
    pub derives: Vec<String>,
    /// Attributes, each with its `#[` and `]`.
    pub attributes: Vec<String>,
    /// Whether it is left out of the documentation.
    pub hidden: bool,
}

impl Extra {
    /// The derives, but for those of the standard library that the type has anyway.
    pub fn derives_beside<'e>(&'e self, has: &'e [&str]) -> impl Iterator<Item = &'e str> {
        let derives = self.derives.iter().map(String::as_str);
        derives.filter(|derive| {
            let plain: String = derive.split_whitespace().collect();
            let path = plain.trim_start_matches("::");
            let is_std = path.starts_with("std::") || path.starts_with("core::");
            let last = path.rsplit("::").next().unwrap_or(path);
            !(has.contains(&last) && (is_std || last == plain))
        })
    }
}

/// The type of maps.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum MapKind {
    /// `BTreeMap`: in the order of the names.
    #[default]
    Sorted,
    /// `HashMap`: in no order.
    Hashed,
}

impl MapKind {
    /// The map's name in the standard library.
    pub fn name(self) -> &'static str {
        match self {
            MapKind::Sorted => "BTreeMap",
            MapKind::Hashed => "HashMap",
        }
    }
}

/// What a type is.
#[derive(Debug, Clone)]
pub enum Shape {
    /// `struct` with named fields.
    Struct(Struct),
    /// Open enum of texts.
    StringEnum(StringEnum),
    /// Open enum of integers.
    IntegerEnum(IntegerEnum),
    /// Enum over several types.
    Union(Box<Union>),
    /// `type Name = ...;`
    Alias(TypeRef),
}

impl Shape {
    /// What every struct and every enum over types implements, of what the standard library derives.
    pub const OF_UNIONS: [&'static str; 3] = ["Clone", "Debug", "PartialEq"];
    /// The same of enums of values.
    pub const OF_ENUMS: [&'static str; 6] = ["Clone", "Copy", "Debug", "PartialEq", "Eq", "Hash"];

    /// What the type implements anyway, of what the standard library derives.
    pub fn derived(&self) -> &'static [&'static str] {
        match self {
            Shape::Struct(_) | Shape::Union(_) => &Self::OF_UNIONS,
            Shape::StringEnum(_) | Shape::IntegerEnum(_) => &Self::OF_ENUMS,
            Shape::Alias(_) => &[],
        }
    }
}

/// A struct.
#[derive(Debug, Clone, Default)]
pub struct Struct {
    /// Its fields, parallel to the `fields` of its table.
    pub members: Vec<Member>,
    /// The map that keeps every other member, where there is one.
    pub extras: Option<Extras>,
}

impl Struct {
    /// Functions that every struct has: no setter is called so.
    pub const FUNCTIONS: [&'static str; 4] = ["new", "default", "clone", "validate"];
}

/// A field of a struct.
#[derive(Debug, Clone)]
pub struct Member {
    /// The field's name, snake case.
    pub ident: String,
    /// Its type, `Option`s included.
    pub ty: TypeRef,
    /// What the document says of it.
    pub docs: Docs,
    /// Its place among what `new` takes, that of `required`; `None` where `new` does not take it.
    pub argument: Option<usize>,
    /// Whether it must be there, and is an `Option` all the same: it goes with requests alone, and its struct with answers too.
    pub lacking: bool,
    /// What it always is, where a discriminator says so, or where it is a flag of one value.
    pub told: Option<Fixed>,
    /// Where it may be absent, `null` or a value: the functions that set it to `null`, and to nothing.
    pub null_setters: Option<Box<[String; 2]>>,
    /// What is meant where it is not set, where a constant can hold it.
    pub default: Option<Box<Given>>,
}

/// The one value that a member has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fixed {
    /// A flag that can be nothing else.
    Flag(bool),
    /// What a discriminator asks for.
    Told(Told),
}

/// The text that a discriminator asks of a member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// The text.
    pub text: String,
    /// Whether the document says it; else the name of the schema stands for it.
    pub said: bool,
}

/// The map of members that no field names.
#[derive(Debug, Clone)]
pub struct Extras {
    /// The field's name.
    pub ident: String,
    /// Its type: a map, or what holds one.
    pub ty: TypeRef,
}

/// An open enum of texts.
pub type StringEnum = ValueEnum<String>;
/// An open enum of integers.
pub type IntegerEnum = ValueEnum<i64>;

/// An open enum of values of one kind.
#[derive(Debug, Clone)]
pub struct ValueEnum<T> {
    /// The values, without the `Unknown` that the emitter adds.
    pub variants: Vec<EnumVariant<T>>,
    /// Whether every other value of the kind is allowed too.
    pub open: bool,
}

/// One value of an enum.
#[derive(Debug, Clone)]
pub struct EnumVariant<T> {
    /// The variant's name, Pascal case, never `Unknown`.
    pub ident: String,
    /// What stands on the wire.
    pub value: T,
    /// What the document says of it.
    pub docs: Docs,
}

/// An enum over several types.
#[derive(Debug, Clone)]
pub struct Union {
    /// The variants, without the `Unknown` that the emitter adds.
    pub variants: Vec<UnionVariant>,
    /// How a variant is found.
    pub select: Select,
    /// The rule that was chosen, for `specsmith explain`.
    pub why: String,
    /// The rules before it, and why they do not do.
    pub passed: Vec<String>,
}

/// One variant of a union.
#[derive(Debug, Clone)]
pub struct UnionVariant {
    /// The variant's name, Pascal case, never `Unknown`.
    pub ident: String,
    /// What it holds (boxed where the union would contain itself or where a variant is much larger than the others).
    pub ty: TypeRef,
    /// What it is held against.
    pub schema: SchemaRef,
    /// What the document says of it.
    pub docs: Docs,
    /// Whether the union can be made of what the variant holds, and gives it back (`lower/made_of.rs`).
    pub is_made_of_it: bool,
}

/// How a variant is found; the twin of the runtime's `Select`.
#[derive(Debug, Clone, PartialEq)]
pub enum Select {
    /// It is this one.
    Is(usize),
    /// It is none: the value is kept as it is.
    Nothing,
    /// The first whose schema holds.
    Trial,
    /// The same, where of those that fit alike the one comes first whose default the text of a member is.
    Default {
        /// The member's name on the wire.
        name: String,
        /// Text and index of the variant, sorted by text.
        mapping: Vec<(String, usize)>,
    },
    /// By JSON kind.
    Kind(Vec<(super::Kinds, Select)>),
    /// By the text of a member.
    Property {
        /// The member's name on the wire.
        name: String,
        /// Text and index of the variant, sorted by text.
        mapping: Vec<(String, usize)>,
        /// For every other text, and no text.
        default: Box<Select>,
    },
    /// By a member that only one variant has.
    Present {
        /// Member name and index of the variant.
        members: Vec<(String, usize)>,
        /// For a value with none of them.
        default: Box<Select>,
    },
    /// By what a member holds.
    Member {
        /// The member's name on the wire.
        name: String,
        /// What is asked of its value.
        select: Box<Select>,
        /// For a value that does not have it, or where that says nothing.
        default: Box<Select>,
    },
    /// By what the first item of a list is.
    Item {
        /// What is asked of it.
        select: Box<Select>,
        /// For a list without items, or where the first says nothing.
        default: Box<Select>,
    },
}
