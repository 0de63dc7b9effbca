//! Operations.

use super::{Default, Docs, Paging, SchemaRef, TypeRef};

/// One call of the API.
#[derive(Debug, Clone)]
pub struct Operation {
    /// The `operationId`, or its stable stand-in.
    pub id: String,
    /// The struct's name, Pascal case.
    pub name: String,
    /// The static's name, screaming snake case.
    pub table: String,
    /// The module of its tag (`operations/<module>.rs`).
    pub module: String,
    /// What the document says of it.
    pub docs: Docs,
    /// Upper case.
    pub method: String,
    /// The path template.
    pub path: String,
    /// Servers of its own; empty where the document's serve.
    pub servers: Vec<Server>,
    /// The parameters, in the order of the table.
    pub parameters: Vec<Parameter>,
    /// The body, the last argument.
    pub body: Option<Box<Body>>,
    /// The media types asked for, best first.
    pub accept: Vec<String>,
    /// Alternatives of schemes that must all be there.
    pub security: Vec<Vec<Requirement>>,
    /// How it is paged, where it is.
    pub paging: Option<Box<Paging>>,
    /// What it answers with one after the other, where it does.
    pub streaming: Option<Box<Streaming>>,
    /// The calls that its answers lead to.
    pub links: Vec<Link>,
    /// Whether a link leads to it.
    pub is_linked: bool,
    /// What a success carries.
    pub output: Answer,
    /// What an error carries.
    pub error: Answer,
    /// What the document says of single errors, where the type does not: the status, and when it comes.
    pub failures: Vec<(Status, String)>,
    /// The declared headers of successes, a struct.
    pub headers: Option<TypeRef>,
}

/// A server.
#[derive(Debug, Clone, PartialEq)]
pub struct Server {
    /// The URL template.
    pub url: String,
    /// Its own name (OpenAPI 3.2.0, section 4.5).
    pub name: Option<String>,
    /// What the document says of it.
    pub description: Option<String>,
    /// The variables.
    pub variables: Vec<Variable>,
}

/// A variable of a server's URL.
#[derive(Debug, Clone, PartialEq)]
pub struct Variable {
    /// Its name in the template.
    pub name: String,
    /// What the document says of it.
    pub description: Option<String>,
    /// The value where none is chosen.
    pub default: String,
    /// The values that it may have; any where there are none.
    pub values: Vec<String>,
}

/// A server as a person names it.
#[derive(Debug, Clone)]
pub struct NamedServer {
    /// The constant's name, screaming snake case.
    pub constant: String,
    /// The struct's name, Pascal case, for one with variables.
    pub name: String,
    /// The server.
    pub server: Server,
    /// A field for each variable, in their order.
    pub fields: Vec<ServerField>,
}

/// A variable as a field of a server's struct.
#[derive(Debug, Clone)]
pub struct ServerField {
    /// The field's name, snake case.
    pub ident: String,
    /// The enum of its values, where they are listed.
    pub choice: Option<ServerChoice>,
}

/// The values of a server's variable as an enum.
#[derive(Debug, Clone, PartialEq)]
pub struct ServerChoice {
    /// Its name, Pascal case.
    pub name: String,
    /// Its variants.
    pub values: Vec<ServerValue>,
}

/// One value of a server's variable.
#[derive(Debug, Clone, PartialEq)]
pub struct ServerValue {
    /// The variant's name, Pascal case.
    pub ident: String,
    /// What stands in the URL.
    pub value: String,
}

/// One security scheme that a call needs.
#[derive(Debug, Clone, PartialEq)]
pub struct Requirement {
    /// The static of the scheme, a [`SecurityScheme`](super::SecurityScheme)'s `ident`.
    pub scheme: String,
    /// Its scopes.
    pub scopes: Vec<String>,
}

/// A field of the operation's struct.
#[derive(Debug, Clone)]
pub struct Argument {
    /// The field's name, snake case.
    pub ident: String,
    /// Its type, `Option` where it may be left out.
    pub ty: TypeRef,
    /// What the document says of it.
    pub docs: Docs,
    /// What it is held against.
    pub schema: SchemaRef,
    /// Whether a call needs it (then `new` takes it).
    pub required: bool,
    /// What is meant where it is not set, where a constant can hold it.
    pub default: Option<Box<Default>>,
    /// The functions that set it to an empty value, and to nothing, where it may be absent, empty or a value.
    pub empty_setters: Option<Box<[String; 2]>>,
}

/// A parameter.
#[derive(Debug, Clone)]
pub struct Parameter {
    /// The constant that describes it, screaming snake case, where the document declares it for several operations.
    pub shared: Option<String>,
    /// The field.
    pub argument: Argument,
    /// Its name on the wire.
    pub name: String,
    /// Where it goes.
    pub location: Location,
    /// How its value becomes text.
    pub style: ParameterStyle,
    /// `explode`.
    pub explode: bool,
    /// `allowReserved`.
    pub allow_reserved: bool,
    /// `allowEmptyValue`.
    pub allow_empty: bool,
    /// Whether it asks for an answer within an envelope.
    pub envelope: bool,
}

/// Where a parameter goes; the twin of the runtime's `In`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "each variant is the standard's own name")]
pub enum Location {
    Path,
    Query,
    QueryString,
    Header,
    Cookie,
}

/// How a parameter's value becomes text; the twin of the runtime's `Style`.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs, reason = "each variant is the standard's own name")]
pub enum ParameterStyle {
    Matrix,
    Label,
    Simple,
    Form,
    SpaceDelimited,
    PipeDelimited,
    TabDelimited,
    DeepObject,
    Cookie,
    /// `content`: that media type.
    Content(String),
}

/// A call that an answer leads to.
#[derive(Debug, Clone, PartialEq)]
pub struct Link {
    /// The function's name, snake case.
    pub ident: String,
    /// What the document says of it.
    pub description: Option<String>,
    /// The operation that it leads to.
    pub target: LinkTarget,
    /// The arguments that are filled, by their place in the table, each with an expression, or JSON, or text.
    pub arguments: Vec<(usize, String)>,
    /// The server that the call goes to, where the link names one.
    pub server: Option<Server>,
    /// The statuses of the answers that have it, as the document writes them.
    pub statuses: Vec<String>,
}

/// An operation that a link leads to.
#[derive(Debug, Clone, PartialEq)]
pub struct LinkTarget {
    /// Its module.
    pub module: String,
    /// Its name, Pascal case.
    pub name: String,
}

/// What an operation answers with one after the other.
#[derive(Debug, Clone, PartialEq)]
pub struct Streaming {
    /// The media type that is asked for.
    pub media: String,
    /// What each is.
    pub item: TypeRef,
    /// Whether that is the data of a server-sent event.
    pub is_event: bool,
}

/// The request body.
#[derive(Debug, Clone)]
pub struct Body {
    /// The field.
    pub argument: Argument,
    /// The media types that it may be sent as, the usual one first; at least one.
    pub media: Vec<BodyMedia>,
    /// Media types that hold the same as one of those, in another syntax: whoever sends the body may choose one.
    pub also: Vec<BodyMedia>,
    /// The name of the enum over them, where there are several.
    pub choice: Option<String>,
}

/// A media type of a request body.
#[derive(Debug, Clone)]
pub struct BodyMedia {
    /// The variant's name, Pascal case.
    pub ident: String,
    /// The media type.
    pub media: String,
    /// What it holds.
    pub ty: TypeRef,
    /// What it is held against.
    pub schema: SchemaRef,
    /// How members are written, where that is not the usual way.
    pub parts: Vec<Encoding>,
    /// How the first items of a list are written as parts, in their order.
    pub first: Vec<Encoding>,
    /// How every other item is.
    pub rest: Option<Encoding>,
    /// Other versions of the media type, older or newer, whose content is the same.
    pub versions: Vec<String>,
}

/// How a member of a form or of a multipart body is written.
#[derive(Debug, Clone, PartialEq)]
pub struct Encoding {
    /// The member's name on the wire.
    pub name: String,
    /// `contentType`.
    pub content_type: Option<String>,
    /// Style, `explode` and `allowReserved`.
    pub style: Option<(ParameterStyle, bool, bool)>,
    /// Headers of a part, those that have one value alone or a default.
    pub headers: Vec<(String, String)>,
}

/// The statuses that an answer speaks of; the twin of the runtime's `Status`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// One.
    Code(u16),
    /// A hundred, by the first digit.
    Class(u8),
    /// Every other.
    Default,
}

impl Status {
    /// As documents write it; in prose, `default` is said as `others` says it.
    pub fn written(self, others: &str) -> String {
        match self {
            Status::Code(code) => code.to_string(),
            Status::Class(class) => format!("{class}XX"),
            Status::Default => others.to_owned(),
        }
    }
}

/// What an answer carries.
#[derive(Debug, Clone)]
pub enum Answer {
    /// One type for every status and media type.
    One(TypeRef),
    /// An enum over several, named `name`; the emitter adds `Other(rt::Json)`.
    Several {
        /// The enum's name, Pascal case.
        name: String,
        /// Its variants.
        variants: Vec<AnswerVariant>,
    },
}

impl Answer {
    /// What may be a page: the one type, or where media types of one status alone differ the variant of the preferred one.
    pub fn page(&self) -> Option<(&TypeRef, Option<&AnswerVariant>)> {
        match self {
            Answer::One(ty) => Some((ty, None)),
            Answer::Several { variants, .. } => {
                let first = variants.first()?;
                let is_beside = |other: &AnswerVariant| other.statuses == first.statuses;
                let is_one = variants.iter().all(is_beside);
                is_one.then_some((&first.ty, Some(first)))
            }
        }
    }
}

/// One variant of an answer enum.
#[derive(Debug, Clone)]
pub struct AnswerVariant {
    /// The variant's name, e.g. `NotFound`, never `Other`.
    pub ident: String,
    /// The statuses that it speaks of.
    pub statuses: Vec<Status>,
    /// The media types that it speaks of, where others of the same statuses are something else.
    pub media: Vec<String>,
    /// What it holds.
    pub ty: TypeRef,
    /// What the document says of it.
    pub docs: Docs,
}
