//! Keys of OpenAPI's own objects that there are not: what they hold is not read. Those of a path would be methods.

use super::Check;
use super::examples::VALUES;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::positions::What;
use crate::source::NodeId;
use crate::spelling::slip;

/// The keys of an object, of all editions, and what it is called; `None` where its keys are the author's.
fn keys(what: What) -> Option<(&'static str, &'static [&'static str])> {
    Some(match what {
        What::Root => ("the document", &ROOT),
        What::Components => ("`components`", &COMPONENTS),
        What::Operation => ("an operation", &OPERATION),
        What::Parameter => ("a parameter", &PARAMETER),
        What::Header => ("a header", &PARAMETER),
        What::Body => ("a request body", &["description", "content", "required"]),
        What::Response => ("a response", &RESPONSE),
        What::Media => ("a media type", &MEDIA),
        What::Encoding => ("an encoding", &ENCODING),
        What::Link => ("a link", &LINK),
        What::Example => ("an example", &EXAMPLE),
        What::SecurityScheme => ("a security scheme", &SECURITY_SCHEME),
        _ => return None,
    })
}

const ROOT: [&str; 10] = [
    "openapi",
    "$self",
    "info",
    "jsonSchemaDialect",
    "servers",
    "paths",
    "webhooks",
    "components",
    "security",
    "tags",
];
const INFO: [&str; 7] = [
    "title",
    "summary",
    "description",
    "termsOfService",
    "contact",
    "license",
    "version",
];
pub(super) const COMPONENTS: [&str; 11] = [
    "schemas",
    "responses",
    "parameters",
    "examples",
    "requestBodies",
    "headers",
    "securitySchemes",
    "links",
    "callbacks",
    "pathItems",
    "mediaTypes",
];
const OPERATION: [&str; 11] = [
    "tags",
    "summary",
    "description",
    "operationId",
    "parameters",
    "requestBody",
    "responses",
    "callbacks",
    "deprecated",
    "security",
    "servers",
];
const PARAMETER: [&str; 12] = [
    "name",
    "in",
    "description",
    "required",
    "deprecated",
    "allowEmptyValue",
    "style",
    "explode",
    "allowReserved",
    "schema",
    "examples",
    "content",
];
const RESPONSE: [&str; 5] = ["summary", "description", "headers", "content", "links"];
const MEDIA: [&str; 6] = [
    "schema",
    "itemSchema",
    "examples",
    "encoding",
    "prefixEncoding",
    "itemEncoding",
];
const ENCODING: [&str; 8] = [
    "contentType",
    "headers",
    "style",
    "explode",
    "allowReserved",
    "encoding",
    "prefixEncoding",
    "itemEncoding",
];
const LINK: [&str; 6] = [
    "operationRef",
    "operationId",
    "parameters",
    "requestBody",
    "description",
    "server",
];
const EXAMPLE: [&str; 6] = [
    "summary",
    "description",
    "value",
    "dataValue",
    "serializedValue",
    "externalValue",
];
const SECURITY_SCHEME: [&str; 10] = [
    "type",
    "description",
    "name",
    "in",
    "scheme",
    "bearerFormat",
    "flows",
    "openIdConnectUrl",
    "oauth2MetadataUrl",
    "deprecated",
];
/// What Swagger 2.0 has at its root, in an operation and in a response, beside what OpenAPI 3 has there. The keys of a
/// parameter or a header that are none stand in the schema that is made of it.
const SWAGGER_ROOT: [&str; 10] = [
    "swagger",
    "host",
    "basePath",
    "schemes",
    "consumes",
    "produces",
    "definitions",
    "parameters",
    "responses",
    "securityDefinitions",
];
const SWAGGER_OPERATION: [&str; 3] = ["consumes", "produces", "schemes"];
const SWAGGER_RESPONSE: [&str; 2] = ["schema", "examples"];
/// Words that say nothing of a call, wherever they stand.
const ASIDE: [&str; 3] = ["externalDocs", "example", "$ref"];
/// What Swagger 2.0 has beside a parameter or a header, of which another finding speaks.
const BESIDE: [&str; 6] = [
    "type",
    "items",
    "enum",
    "format",
    "default",
    "collectionFormat",
];

impl Check<'_, '_> {
    /// Notes keys that the object does not have: with what was meant, where that is plain.
    pub(super) fn keys(&mut self, what: What, node: NodeId) {
        if self.has(node, "$ref") {
            return;
        }
        let sources = self.document.sources;
        // What was lifted from Swagger 2.0 has the keys of OpenAPI 3; the document has those that it stands for.
        let (node, more) = match (self.is_swagger(), what) {
            (false, _) => (node, &[][..]),
            (true, What::Root) => (sources.origin(node), &SWAGGER_ROOT[..]),
            (true, What::Operation) => (sources.origin(node), &SWAGGER_OPERATION[..]),
            (true, What::Response) => (sources.origin(node), &SWAGGER_RESPONSE[..]),
            // A parameter `in: body`; forms are made of several.
            (true, What::Body) if self.has(sources.origin(node), "in") => {
                (sources.origin(node), &PARAMETER[..])
            }
            (true, _) => return,
        };
        // What an example without its value, or a scheme as Swagger 2.0 has it, lacks has a finding of its own.
        let is_told = match what {
            What::Example => !VALUES.iter().any(|key| self.has(node, key)),
            What::SecurityScheme => self.has(node, "flow") && !self.has(node, "flows"),
            _ => false,
        };
        if let Some((name, known)) = keys(what).filter(|_| !is_told) {
            self.unknown_keys(what, node, name, &[known, more].concat());
        }
        if what == What::Root
            && let Some(info) = sources.get(node, "info")
        {
            self.unknown_keys(what, info, "`info`", &INFO);
        }
        self.inner_keys(what, node);
    }

    pub(super) fn unknown_keys(&mut self, what: What, node: NodeId, name: &str, known: &[&str]) {
        let sources = self.document.sources;
        let is_known = |key: &str| {
            let is_beside = || BESIDE.contains(&key);
            key.starts_with("x-")
                || known.contains(&key)
                || ASIDE.contains(&key)
                || matches!(what, What::Parameter | What::Header) && is_beside()
        };
        for entry in sources.entries(node) {
            let key = &*entry.key;
            // Of two editions another finding speaks.
            if is_known(key) || what == What::Root && key == "swagger" {
                continue;
            }
            if let Some((text, help)) = self.misplaced(what, entry) {
                let found = Diagnostic::new(Code::Skipped, text).at_key(sources, entry);
                let found = found.help(help);
                self.diagnostics.add(match (what, key) {
                    // Three words say what one does now.
                    (What::Root, "host" | "basePath" | "schemes") => found.cause("servers"),
                    _ => found,
                });
                continue;
            }
            let text = format!("`{key}` is no key of {name}, and says nothing");
            let (code, help) = match slip(key, known.iter().copied()) {
                Some(meant) => (Code::Misspelled, format!("did you mean `{meant}`?")),
                // What stands in place of a body has a finding of its own.
                None if what == What::Body && !self.has(node, "content") => continue,
                None if matches!(key, "consumes" | "produces") => (
                    Code::UnknownKeyword,
                    "remove it: since OpenAPI 3.0, media types are the keys of `content`"
                        .to_owned(),
                ),
                None if name == "`info`" && ROOT.contains(&key) => (
                    Code::Skipped,
                    "indent it as far as `info`: it is a key of the document".to_owned(),
                ),
                None => (
                    Code::UnknownKeyword,
                    "correct it, or remove it; keys of your own start with `x-`".to_owned(),
                ),
            };
            let found = Diagnostic::new(code, text).at_key(sources, entry);
            self.diagnostics.add(found.help(help));
        }
    }
}
