//! The tables that describe operations: parameters, bodies and how each is written.

use super::auth::SecurityScheme;
use super::media::is_json;
use super::server::Server;
use crate::Schema;

/// What describes one operation.
#[derive(Debug, Clone, Copy)]
pub struct OperationTable {
    /// The `operationId`, or a stable stand-in.
    pub id: &'static str,
    /// The method, upper case.
    pub method: &'static str,
    /// The template of the path, e.g. `/groups/{groupId}`, and of the fixed part of the query where there is one.
    pub path: &'static str,
    /// The servers, the first one being the default; those of the operation, else of the path, else of the document.
    pub servers: &'static [Server],
    /// The parameters; argument `i` of the operation is the value of parameter `i`.
    pub parameters: &'static [Parameter],
    /// The body, which is the argument after the parameters.
    pub body: Option<Body>,
    /// The media types that the operation asks for, best first; versions of one by date.
    pub accept: &'static [&'static str],
    /// Alternatives of schemes that must all be there; one of no scheme where none is needed. Empty where nothing is said of
    /// it: a bearer token that the client has is sent.
    pub security: &'static [&'static [Requirement]],
}

/// One security scheme and the scopes that it needs.
#[derive(Debug, Clone, Copy)]
pub struct Requirement {
    /// The scheme.
    pub scheme: &'static SecurityScheme,
    /// The scopes, where the scheme has some.
    pub scopes: &'static [&'static str],
}

/// Where a parameter goes (OpenAPI 3.0.4, section 4.7.12).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "each variant is the standard's own name")]
pub enum In {
    Path,
    Query,
    /// The whole query (OpenAPI 3.2.0, section 4.8.12.1).
    QueryString,
    Header,
    Cookie,
}

/// How a value becomes text (OpenAPI 3.0.4, section 4.7.12.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "each variant is the standard's own name")]
pub enum Style {
    Matrix,
    Label,
    Simple,
    Form,
    SpaceDelimited,
    PipeDelimited,
    /// As the two before, with tabs (Swagger 2.0, `collectionFormat: tsv`).
    TabDelimited,
    DeepObject,
    /// As `Form`, and nothing is encoded (OpenAPI 3.2.0, section 4.8.12.3).
    Cookie,
    /// One value of `content`: encoded as that media type.
    Content(&'static str),
}

/// A parameter.
#[derive(Debug, Clone, Copy)]
pub struct Parameter {
    /// Its name on the wire.
    pub name: &'static str,
    /// Where it goes.
    pub location: In,
    /// What its value may be.
    pub schema: &'static Schema,
    /// Whether a request needs it.
    pub required: bool,
    /// How its value becomes text.
    pub style: Style,
    /// Whether each item and member becomes a part of its own.
    pub explode: bool,
    /// Whether reserved characters stay as they are.
    pub allow_reserved: bool,
    /// Whether `null` and an empty text, list or object are valid, and sent as an empty value: of a query only.
    pub allow_empty: bool,
    /// Whether it asks for an answer within an envelope, `{"status": ..., "content": ...}`, which calls open.
    pub envelope: bool,
}

/// A request body.
#[derive(Debug, Clone, Copy)]
pub struct Body {
    /// The media types that it may be sent as; see [`Arguments::media`](super::Arguments::media).
    pub media: &'static [Media],
    /// Whether a request needs it.
    pub required: bool,
}

/// A media type of a body (OpenAPI 3.0.4, section 4.7.14).
#[derive(Debug, Clone, Copy)]
pub struct Media {
    /// Its name, which is sent as `Content-Type`.
    pub name: &'static str,
    /// What the body may be.
    pub schema: &'static Schema,
    /// How members are written, in forms and multipart bodies, where that is not the usual way.
    pub parts: &'static [Part],
    /// How the first items of a list are written in a multipart body, in their order (`prefixEncoding`; OpenAPI 3.2.0,
    /// section 4.14).
    pub first: &'static [Part],
    /// How every other item is (`itemEncoding`).
    pub rest: Option<&'static Part>,
    /// Other versions of the media type whose content is the same.
    pub versions: &'static [&'static str],
}

/// How one member of a form or of a multipart body is written (`encoding`; OpenAPI 3.0.4, section 4.7.15).
#[derive(Debug, Clone, Copy)]
pub struct Part {
    /// The member's name; empty for an item of a list.
    pub name: &'static str,
    /// The media type of its part; several, and ranges of some, leave it to the value.
    pub content_type: Option<&'static str>,
    /// Style, `explode`, and `allowReserved`.
    pub style: Option<(Style, bool, bool)>,
    /// Headers of its part in a multipart body, unless the value has its own.
    pub headers: &'static [(&'static str, &'static str)],
}

impl Body {
    /// A body that every request needs.
    pub const fn required(media: &'static [Media]) -> Self {
        Self {
            media,
            required: true,
        }
    }
    /// A body that a request may have.
    pub const fn optional(media: &'static [Media]) -> Self {
        Self {
            media,
            required: false,
        }
    }
}

impl Media {
    /// A media type, its members written the usual way.
    pub const fn new(name: &'static str, schema: &'static Schema) -> Self {
        Self {
            name,
            schema,
            parts: &[],
            first: &[],
            rest: None,
            versions: &[],
        }
    }
    /// The same, which goes as these versions too.
    pub const fn versions(mut self, versions: &'static [&'static str]) -> Self {
        self.versions = versions;
        self
    }
    /// The same, with the first items of a list written as these say, and the others as that.
    pub const fn items(mut self, first: &'static [Part], rest: Option<&'static Part>) -> Self {
        self.first = first;
        self.rest = rest;
        self
    }
    /// The same, with these members written as they say.
    pub const fn parts(mut self, parts: &'static [Part]) -> Self {
        self.parts = parts;
        self
    }
}

impl Part {
    /// A member that is written the usual way.
    pub const fn new(name: &'static str) -> Self {
        Self {
            name,
            content_type: None,
            style: None,
            headers: &[],
        }
    }
    /// The media type that a value is written as, where the document names one that is no range: of several the one that is
    /// JSON, since nothing tells which of the others a value is.
    pub(super) fn media(&self) -> Option<&'static str> {
        let given = self.content_type?;
        let mut all = given.split(',').map(str::trim);
        let media = match given.contains(',') {
            true => all.find(|media| is_json(media)),
            false => all.next(),
        };
        media.filter(|media| !media.contains('*'))
    }
    /// Whether a value is written as JSON.
    pub(super) fn is_json(&self) -> bool {
        self.media().is_some_and(is_json)
    }
    /// The same, with these headers in a multipart body.
    pub const fn headers(mut self, headers: &'static [(&'static str, &'static str)]) -> Self {
        self.headers = headers;
        self
    }
    /// The same, as this media type.
    pub const fn content_type(mut self, media: &'static str) -> Self {
        self.content_type = Some(media);
        self
    }
    /// The same, in this style, with this `explode` and this `allowReserved`.
    pub const fn style(mut self, style: Style, explode: bool, allow_reserved: bool) -> Self {
        self.style = Some((style, explode, allow_reserved));
        self
    }
}

impl Parameter {
    const fn new(
        name: &'static str,
        schema: &'static Schema,
        location: In,
        style: Style,
        explode: bool,
    ) -> Self {
        Self {
            name,
            location,
            schema,
            required: false,
            style,
            explode,
            allow_reserved: false,
            allow_empty: false,
            envelope: false,
        }
    }
    /// In the path: `simple`, required.
    pub const fn path(name: &'static str, schema: &'static Schema) -> Self {
        Self::new(name, schema, In::Path, Style::Simple, false).required()
    }
    /// In the query: `form`, exploded.
    pub const fn query(name: &'static str, schema: &'static Schema) -> Self {
        Self::new(name, schema, In::Query, Style::Form, true)
    }
    /// The whole query: a form, unless another media type is set.
    pub const fn querystring(name: &'static str, schema: &'static Schema) -> Self {
        Self::new(
            name,
            schema,
            In::QueryString,
            Style::Content("application/x-www-form-urlencoded"),
            false,
        )
    }
    /// In a header: `simple`.
    pub const fn header(name: &'static str, schema: &'static Schema) -> Self {
        Self::new(name, schema, In::Header, Style::Simple, false)
    }
    /// In a cookie: `form`.
    pub const fn cookie(name: &'static str, schema: &'static Schema) -> Self {
        Self::new(name, schema, In::Cookie, Style::Form, true)
    }
    /// The same, needed by every request.
    pub const fn required(mut self) -> Self {
        self.required = true;
        self
    }
    /// The same, in another style.
    pub const fn style(mut self, style: Style, explode: bool) -> Self {
        self.style = style;
        self.explode = explode;
        self
    }
    /// The same, with reserved characters left as they are.
    pub const fn allow_reserved(mut self) -> Self {
        self.allow_reserved = true;
        self
    }
    /// The same, asking for an answer within an envelope.
    pub const fn envelope(mut self) -> Self {
        self.envelope = true;
        self
    }
    /// The same, with an empty value sent as such (see [`Self::allow_empty`]).
    pub const fn allow_empty(mut self) -> Self {
        self.allow_empty = true;
        self
    }
}
