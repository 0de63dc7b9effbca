//! The API as plain data: no OpenAPI, no syntax.
//!
//! `lower` builds an [`Api`], `emit` prints it. Every name in it is final: a valid, unique Rust identifier without `r#`
//! (the emitter adds that where a name is a keyword).

mod default;
mod docs;
mod example;
mod operation;
mod paging;
mod schema;
mod type_ref;
mod types;
mod within;

pub use default::{Default, Given};
pub use docs::{Deprecation, Docs, Prose};
pub use example::{Example, Way};
pub use operation::{
    Answer, AnswerVariant, Argument, Body, BodyMedia, Encoding, Link, LinkTarget, Location,
    NamedServer, Operation, Parameter, ParameterStyle, Requirement, Server, ServerChoice,
    ServerField, ServerValue, Status, Streaming, Variable,
};
pub use paging::{Advance, PageMember, PageVariant, Paging};
pub use schema::{Constant, Field, Kind, Kinds, Rule, Schema, SchemaRef, Table, TableId};
pub use type_ref::{IntegerWidth, TypeRef};
pub use types::{
    EnumVariant, Extra, Extras, Fixed, IntegerEnum, MapKind, Member, Module, Select, Shape,
    StringEnum, Struct, Told, TypeDef, TypeId, Union, UnionVariant,
};

/// One document's API.
#[derive(Debug, Clone, Default)]
pub struct Api {
    /// `info.title`.
    pub title: String,
    /// `info.version`.
    pub version: String,
    /// `info.description` and what else is said of the whole.
    pub docs: Docs,
    /// What else `info` says: version, licence, terms, contact, a line each.
    pub about: Vec<String>,
    /// The document's servers, the default first.
    pub servers: Vec<Server>,
    /// All servers of the document, its paths and its operations, where there is something to choose; else none.
    pub named_servers: Vec<NamedServer>,
    /// What the document asks of every operation that says nothing else: alternatives of schemes that must all be there.
    pub security: Vec<Vec<Requirement>>,
    /// Tags that hold operations, in the order of those.
    pub tags: Vec<Tag>,
    /// What dates and times are in Rust.
    pub dates: Dates,
    /// Whether types and members that are deprecated say so to the compiler.
    pub deprecated: bool,
    /// The types; a [`TypeId`] indexes it.
    pub types: Vec<TypeDef>,
    /// The static tables; a [`TableId`] indexes it.
    pub tables: Vec<Table>,
    /// The operations, sorted by path and method.
    pub operations: Vec<Operation>,
    /// The security schemes, by name.
    pub security_schemes: Vec<SecurityScheme>,
    /// The type of maps.
    pub map: MapKind,
    /// The values of the document, by module and place, where tests are made of them.
    pub examples: Vec<Example>,
}

impl Api {
    /// What the document says of the type of the crate that a member has, be it optional or not.
    pub fn docs_of(&self, ty: &TypeRef) -> Option<&Docs> {
        match ty.inmost() {
            TypeRef::Named(id) => self.types.get(id.0).map(|def| &def.docs),
            _ => None,
        }
    }

    /// A type with boxes left out and other names looked through.
    pub fn real(&self, ty: &TypeRef) -> TypeRef {
        self.real_within(ty, DEEPEST)
    }

    fn real_within(&self, ty: &TypeRef, depth: usize) -> TypeRef {
        let inner = |inner: &TypeRef| Box::new(self.real_within(inner, depth - 1));
        match ty {
            _ if depth == 0 => ty.clone(),
            TypeRef::Boxed(boxed) => *inner(boxed),
            TypeRef::List(item) => TypeRef::List(inner(item)),
            TypeRef::Sequence(item) => TypeRef::Sequence(inner(item)),
            TypeRef::Tuple(items) => {
                let items = items.iter().map(|item| *inner(item));
                TypeRef::Tuple(items.collect())
            }
            TypeRef::Map(value) => TypeRef::Map(inner(value)),
            TypeRef::JsonText(value) => TypeRef::JsonText(inner(value)),
            TypeRef::Option(value) => TypeRef::Option(inner(value)),
            TypeRef::Named(id) => match self.types.get(id.0).map(|ty| &ty.shape) {
                Some(Shape::Alias(target)) => *inner(target),
                _ => ty.clone(),
            },
            // Dates may all be text.
            _ if ty.plain(self.dates) == Some("String") => TypeRef::String,
            _ => ty.clone(),
        }
    }
}

/// How many names and boxes may lead to a type.
const DEEPEST: usize = 16;

/// What dates and times are in Rust: text that the runtime keeps as it came, and turns into values of a library.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Dates {
    /// Values of `jiff`.
    #[default]
    Jiff,
    /// Values of `chrono`.
    Chrono,
    /// Values of `time`.
    Time,
    /// Plain `String`s.
    String,
}

/// A group of operations, one module in the output.
#[derive(Debug, Clone)]
pub struct Tag {
    /// The module's name (snake case).
    pub module: String,
    /// The tag as the document writes it.
    pub name: String,
    /// What the document says of it.
    pub docs: Docs,
}

/// A way to prove who calls.
#[derive(Debug, Clone)]
pub struct SecurityScheme {
    /// The static's name, screaming snake case.
    pub ident: String,
    /// The name that requirements use.
    pub name: String,
    /// What the document says of it.
    pub docs: Docs,
    /// The mechanism.
    pub kind: SecurityKind,
}

/// The mechanisms of OpenAPI 3.0.4, section 4.7.27.
#[derive(Debug, Clone, PartialEq)]
pub enum SecurityKind {
    /// An `Authorization` header of an HTTP scheme (`basic`, `bearer`, `digest`, ...), in lower case.
    Http(String),
    /// A secret in a header, the query or a cookie (`in`), under a name.
    ApiKey {
        /// `header`, `query` or `cookie`.
        location: String,
        /// The parameter's name.
        name: String,
    },
    /// OAuth 2 with the token URL of its client credentials flow, where it has one.
    OAuth2 {
        /// Where tokens are had; may be relative.
        token_url: Option<String>,
    },
    /// OpenID Connect discovery.
    OpenIdConnect(String),
    /// TLS client certificates.
    MutualTls,
    /// What the document says and specsmith does not know.
    Other(String),
}
