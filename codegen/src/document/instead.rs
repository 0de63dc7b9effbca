//! One thing in place of another: a schema where what holds a schema belongs, a reference to the wrong kind of component.
//! What is meant is taken, and each is said once.

use super::family::Family;
use super::is_media_type;
use super::positions::{Holds, What, holds, reached};
use super::shapes::{copy, looks_like_schema};
use super::suspects::{holds_another, is_of_body, names_no_schema, refers_to_schema};
use super::v2_0;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::{Entry, NodeId, NodeKind, Sources, pointer};

const JSON: &str = "application/json";
/// Members of a body or an answer that stay where what stands beside them is a schema.
const BESIDE: [&str; 5] = ["description", "summary", "required", "headers", "links"];

/// Puts what stands in another's place where it belongs. Whether anything did.
pub(super) fn mend(sources: &mut Sources, root: NodeId, diagnostics: &mut Diagnostics) -> bool {
    let family = Family::of(sources, root);
    let may_be = |node| holds_another(sources, node, family) || names_no_schema(sources, node);
    let found = reached(sources, root, may_be);
    let mut mending = Mending {
        sources,
        diagnostics,
        root,
        any: false,
    };
    for (what, node) in found {
        mending.mend(what, node);
    }
    mending.any
}

struct Mending<'s, 'd> {
    sources: &'s mut Sources,
    diagnostics: &'d mut Diagnostics,
    root: NodeId,
    any: bool,
}

impl Mending<'_, '_> {
    fn mend(&mut self, what: What, node: NodeId) {
        match what {
            What::Schema => self.schema(node),
            What::Operation => {
                self.parameters(node);
                self.body_of_swagger(node);
            }
            What::PathItem => self.parameters(node),
            _ => {}
        }
        self.media_types(what, node);
        for member in self.sources.entries(node).to_vec() {
            match holds(what, &member.key) {
                Some(Holds::One(inner)) => self.holder(inner, member.value),
                Some(Holds::Map(inner)) => {
                    let members = self.sources.entries(member.value).to_vec();
                    for entry in members.iter().filter(|entry| !entry.key.starts_with("x-")) {
                        self.holder(inner, entry.value);
                    }
                }
                _ => {}
            }
        }
    }

    /// The media types of what has `content`.
    fn media_types(&mut self, what: What, node: NodeId) {
        let has_content = matches!(
            what,
            What::Body | What::Response | What::Header | What::Parameter
        );
        let Some(content) = self.sources.get(node, "content").filter(|_| has_content) else {
            return;
        };
        let entries = self.sources.entries(content).to_vec();
        let is_word =
            |entry: &Entry| matches!(&*entry.key, "schema" | "example" | "examples" | "encoding");
        if let Some(schema) = entries.iter().find(|entry| &*entry.key == "schema")
            && entries.iter().all(is_word)
        {
            let text =
                "`schema` stands where a media type is expected: it is taken as that of JSON";
            let found = Diagnostic::new(Code::MediaType, text).at_key(self.sources, schema);
            self.add(found.help("write `application/json: {schema: ..}`, and the schema within"));
            let media = copy(self.sources, content);
            let member = self.sources.member(JSON, media);
            self.sources
                .retell(content, NodeKind::Mapping([member].into()));
            return;
        }
        for entry in entries {
            let at = entry.value;
            if refers_to_schema(self.sources, at) {
                self.wrong_reference(at, "a media type", "write `schema: {$ref: ..}`");
            } else if self.sources.get(at, "schema").is_none()
                && looks_like_schema(self.sources, at)
            {
                let text =
                    "a schema stands where a media type is expected: it is taken as its `schema`";
                let found = Diagnostic::new(Code::WrongKind, text).at_node(self.sources, at);
                self.add(found.help("put it under `schema`"));
            } else {
                continue;
            }
            let schema = copy(self.sources, at);
            let member = self.sources.member("schema", schema);
            self.sources.retell(at, NodeKind::Mapping([member].into()));
        }
    }

    /// A body, an answer or a header that is a schema, or has one beside its own members.
    fn holder(&mut self, what: What, at: NodeId) {
        const HELP: &str = "write `content: {application/json: {schema: ..}}`";
        let name = match what {
            What::Response if self.sources.str(at).is_some() => return self.described(at),
            What::Response => "an answer",
            What::Body => "a body",
            What::Header => "a header",
            _ => return,
        };
        let is_header = what == What::Header;
        let has = |key| self.sources.get(at, key).is_some();
        let schema = if refers_to_schema(self.sources, at) {
            let help = if is_header {
                "write `schema: {$ref: ..}`"
            } else {
                HELP
            };
            self.wrong_reference(at, name, help);
            copy(self.sources, at)
        } else if is_header || has("content") || has("$ref") {
            return;
        } else if let Some(schema) = self.sources.get(at, "schema") {
            let text =
                format!("{name} has its schema under `content`: `schema` is taken as that of JSON");
            let found = Diagnostic::new(Code::WrongKind, text).at_node(self.sources, schema);
            self.add(found.help(HELP));
            schema
        } else if let Some(text) = self.media_outside(at) {
            return self.indented(at, text);
        } else if looks_like_schema(self.sources, at) {
            let text =
                format!("a schema stands where {name} is expected: it is taken as that of JSON");
            let found = Diagnostic::new(Code::WrongKind, text).at_node(self.sources, at);
            self.add(found.help(HELP));
            copy(self.sources, at)
        } else {
            return;
        };
        let mut members = self.sources.entries(at).to_vec();
        members
            .retain(|entry| schema != at && BESIDE.contains(&&*entry.key) && self.is_beside(entry));
        let schema = self.sources.member("schema", schema);
        if is_header {
            members.push(schema);
        } else {
            let media = self.sources.make_map(vec![schema], at);
            let media = self.sources.member(JSON, media);
            let content = self.sources.make_map(vec![media], at);
            members.push(self.sources.member("content", content));
        }
        self.sources.retell(at, NodeKind::Mapping(members.into()));
    }

    /// Media types that stand beside what belongs to the answer or the body come under `content`.
    fn indented(&mut self, at: NodeId, text: String) {
        let found = Diagnostic::new(Code::WrongKind, text).at_node(self.sources, at);
        self.add(found.help("indent it under `content`"));
        let entries = self.sources.entries(at).to_vec().into_iter();
        let (media, mut others): (Vec<_>, Vec<_>) =
            entries.partition(|entry| is_media_type(&entry.key));
        let content = self.sources.make_map(media, at);
        others.push(self.sources.member("content", content));
        self.sources.retell(at, NodeKind::Mapping(others.into()));
    }

    /// An answer that is its description alone.
    fn described(&mut self, at: NodeId) {
        let text = self.sources.str(at).unwrap_or_default().to_owned();
        let said = "this answer is text, where a map is expected";
        let found = Diagnostic::new(Code::WrongKind, said).at_node(self.sources, at);
        self.add(found.help("it is taken as its description; write `{description: ..}`"));
        let text = self.sources.make_text(text, at);
        let member = self.sources.member("description", text);
        self.sources.retell(at, NodeKind::Mapping([member].into()));
    }

    /// What is said of a media type that stands beside the place for it.
    fn media_outside(&self, at: NodeId) -> Option<String> {
        let mut entries = self.sources.entries(at).iter();
        let media = entries.find(|entry| is_media_type(&entry.key))?;
        Some(format!(
            "`{}` stands outside of `content`: it is taken as within",
            media.key
        ))
    }

    /// `required` of a schema is a list, of a body a flag.
    fn is_beside(&self, entry: &Entry) -> bool {
        &*entry.key != "required" || matches!(self.sources.kind(entry.value), NodeKind::Bool(_))
    }

    /// References to schemas among parameters: nobody can know what they are called.
    fn parameters(&mut self, node: NodeId) {
        let Some(list) = self.sources.get(node, "parameters") else {
            return;
        };
        let items = self.sources.items(list).to_vec();
        let (wrong, kept): (Vec<_>, Vec<_>) = items
            .into_iter()
            .partition(|item| refers_to_schema(self.sources, *item));
        for item in &wrong {
            let text =
                "this reference names a schema, where a parameter is expected: it is left out";
            let found = Diagnostic::new(Code::WrongKind, text).at_node(self.sources, *item);
            let found = self.what_it_names(found, *item);
            self.add(found.help("write `{name: .., in: query, schema: {$ref: ..}}`"));
        }
        if !wrong.is_empty() {
            self.sources.retell(list, NodeKind::Sequence(kept.into()));
        }
    }

    /// Parameters `in: body` and `in: formData`, which OpenAPI 3 says as a body.
    fn body_of_swagger(&mut self, operation: NodeId) {
        let Some(list) = self.sources.get(operation, "parameters") else {
            return;
        };
        let is_one = |item: &NodeId| {
            let item = self.sources.follow(*item).unwrap_or(*item);
            self.sources.get_str(item, "in").is_some_and(is_of_body)
        };
        let (of_body, kept): (Vec<_>, Vec<_>) = self
            .sources
            .items(list)
            .to_vec()
            .into_iter()
            .partition(is_one);
        let Some(first) = of_body.first().copied() else {
            return;
        };
        if self.sources.get(operation, "requestBody").is_some() {
            return;
        }
        let text = "a parameter of Swagger 2.0, which OpenAPI 3 has not: it is taken as the body";
        let found = Diagnostic::new(Code::OtherEdition, text).at_node(self.sources, first);
        self.add(found.help("say it under `requestBody`"));
        let body = v2_0::body(self.sources, self.root, operation, self.diagnostics);
        let mut members = self.sources.entries(operation).to_vec();
        members.retain(|entry| &*entry.key != "consumes");
        members.extend(body.map(|body| self.sources.member("requestBody", body)));
        self.sources
            .retell(operation, NodeKind::Mapping(members.into()));
        self.sources.retell(list, NodeKind::Sequence(kept.into()));
    }

    /// A reference to what is no schema, where one is expected: what it names may have one.
    fn schema(&mut self, node: NodeId) {
        let Ok(target) = self.sources.follow(node) else {
            return;
        };
        let Some(name) = self.component(target) else {
            return;
        };
        let text = format!("this reference names {name}, where a schema is expected");
        let found = Diagnostic::new(Code::WrongKind, text).at_node(self.sources, node);
        let found = self.what_it_names(found, node);
        let Some(within) = self.schema_within(target) else {
            self.add(found.help("it is taken as anything; name a schema"));
            self.sources.retell(node, NodeKind::Mapping(Box::default()));
            return;
        };
        let own = self.sources.get_str(node, "$ref").unwrap_or_default();
        let text = format!("{}{within}", own.trim_end_matches('/'));
        self.add(found.help(format!("it is taken as the schema within, `{text}`; name that, or put it under `components/schemas`")));
        let origin = self.sources.get(node, "$ref").unwrap_or(node);
        let text = self.sources.make_text(text, origin);
        let member = self.sources.member("$ref", text);
        self.sources
            .retell(node, NodeKind::Mapping([member].into()));
    }

    /// What a node is, where it is none of the schemas.
    fn component(&self, target: NodeId) -> Option<&'static str> {
        let pointer = self.sources.pointer(target);
        let steps: Vec<&str> = pointer.split('/').skip(1).collect();
        let has = |key| self.sources.get(target, key).is_some();
        Some(match steps.as_slice() {
            [] if has("openapi") || has("swagger") => "the whole document",
            ["components", "responses", _] | ["responses", _] => "an answer",
            ["components", "parameters", _] | ["parameters", _] => "a parameter",
            ["components", "requestBodies", _] => "a body",
            ["components", "headers", _] => "a header",
            ["components", "examples", _] => "an example",
            ["components", "securitySchemes", _] => "a security scheme",
            ["components", "links", _] => "a link",
            ["components", "callbacks", _] => "a callback",
            [
                "info" | "servers" | "tags" | "security" | "externalDocs",
                ..,
            ]
            | ["paths", _] => "no schema",
            _ => return None,
        })
    }

    /// Where the schema of a parameter, a header, an answer or a body stands within it.
    fn schema_within(&self, node: NodeId) -> Option<String> {
        if self.sources.get(node, "schema").is_some() {
            return Some("/schema".to_owned());
        }
        let content = self.sources.get(node, "content")?;
        let mut media = self.sources.entries(content).iter();
        let media = media.find(|media| self.sources.get(media.value, "schema").is_some())?;
        let name = pointer::step(&media.key).replace('%', "%25");
        Some(format!("/content/{name}/schema"))
    }

    fn wrong_reference(&mut self, at: NodeId, wanted: &str, help: &str) {
        let text = format!(
            "this reference names a schema, where {wanted} is expected: it is taken as the schema of that"
        );
        let found = Diagnostic::new(Code::WrongKind, text).at_node(self.sources, at);
        let found = self.what_it_names(found, at);
        self.add(found.help(help));
    }

    fn what_it_names(&self, found: Diagnostic, at: NodeId) -> Diagnostic {
        match self.sources.target(at) {
            Some(target) => found.related(self.sources.place(target), "what it names"),
            None => found,
        }
    }

    fn add(&mut self, found: Diagnostic) {
        self.any = true;
        self.diagnostics.add(found);
    }
}
