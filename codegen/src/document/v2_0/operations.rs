//! Paths, operations and bodies.

use super::{JSON, Lift};
use crate::document::path::METHODS;
use crate::source::{Entry, NodeId, NodeKind};

const FORM: &str = "application/x-www-form-urlencoded";
const MULTIPART: &str = "multipart/form-data";

/// The parameters of an operation by what becomes of them, references followed.
#[derive(Default)]
struct Sorted {
    plain: Vec<NodeId>,
    body: Vec<NodeId>,
    form: Vec<NodeId>,
}

impl Lift<'_, '_> {
    pub(super) fn paths(&mut self, paths: NodeId) -> NodeId {
        let mut members = Vec::new();
        for entry in self.sources.entries(paths).to_vec() {
            let item = self.followed(entry.value);
            let value = self.path_item(item);
            members.push(Entry { value, ..entry });
        }
        self.sources.make_map(members, paths)
    }

    fn path_item(&mut self, item: NodeId) -> NodeId {
        let mut members = Vec::new();
        for entry in self.others(item, &["parameters"]) {
            let value = if METHODS.contains(&&*entry.key) {
                self.operation(self.followed(entry.value), item)
            } else {
                entry.value
            };
            members.push(Entry { value, ..entry });
        }
        self.sources.make_map(members, item)
    }

    fn operation(&mut self, operation: NodeId, item: NodeId) -> NodeId {
        const CHANGED: [&str; 5] = ["parameters", "consumes", "produces", "schemes", "responses"];
        let mut members = self.others(operation, &CHANGED);
        let sorted = self.sorted(operation, item);
        let mut parameters = Vec::new();
        for node in &sorted.plain {
            parameters.push(self.parameter(*node));
        }
        if !parameters.is_empty() {
            let list = self
                .sources
                .make(NodeKind::Sequence(parameters.into()), operation);
            members.push(self.sources.member("parameters", list));
        }
        if let Some(body) = self.body(operation, &sorted) {
            members.push(self.sources.member("requestBody", body));
        }
        if let Some(responses) = self.sources.get(operation, "responses") {
            let responses = self.responses(operation, responses);
            members.push(self.sources.member("responses", responses));
        }
        if self.sources.get(operation, "schemes").is_some()
            && let Some(servers) = self.servers(operation)
        {
            members.push(self.sources.member("servers", servers));
        }
        self.sources.make_map(members, operation)
    }

    /// The parameters of an operation, and those of its path that it does not replace.
    fn sorted(&mut self, operation: NodeId, item: NodeId) -> Sorted {
        let list = |node| self.sources.items_of(node, "parameters");
        let key = |node: NodeId| {
            let node = self.followed(node);
            let text = |key| self.sources.get_str(node, key).map(str::to_owned);
            (text("name"), text("in"))
        };
        let own: Vec<NodeId> = list(operation).to_vec();
        let known: Vec<_> = own.iter().map(|node| key(*node)).collect();
        let shared = list(item).iter().copied();
        let shared: Vec<_> = shared.filter(|node| !known.contains(&key(*node))).collect();
        let mut sorted = Sorted::default();
        for node in own.into_iter().chain(shared) {
            let target = self.followed(node);
            match self.sources.get_str(target, "in") {
                Some("body") => sorted.body.push(target),
                Some("formData") => sorted.form.push(target),
                _ => sorted.plain.push(target),
            }
        }
        sorted
    }

    /// The body that the parameters of an operation are, without those of its path.
    pub(super) fn body_of(&mut self, operation: NodeId) -> Option<NodeId> {
        let sorted = self.sorted(operation, operation);
        self.body(operation, &sorted)
    }

    fn body(&mut self, operation: NodeId, sorted: &Sorted) -> Option<NodeId> {
        let Some(body) = sorted.body.first().copied() else {
            return (!sorted.form.is_empty()).then(|| self.form(operation, &sorted.form));
        };
        for other in sorted.body.iter().skip(1).chain(&sorted.form) {
            self.left_out(
                *other,
                "an operation has one body: this parameter is left out",
                "keep one parameter `in: body`, or parameters `in: formData` alone",
            );
        }
        let mut members = self.others(body, &["name", "in", "schema"]);
        let media = self.media(operation, "consumes");
        let content = self.content(&media, self.sources.get(body, "schema"), &[], body);
        members.push(self.sources.member("content", content));
        Some(self.sources.make_map(members, body))
    }

    /// The media types that an operation reads or writes.
    pub(super) fn media(&mut self, operation: NodeId, key: &str) -> Vec<String> {
        let own = self.texts(operation, key);
        let all = match key {
            _ if self.sources.get(operation, key).is_some() => own,
            "consumes" => self.consumes.clone(),
            _ => self.produces.clone(),
        };
        if all.is_empty() {
            vec![JSON.to_owned()]
        } else {
            all
        }
    }

    /// `content`: each media type with the same schema.
    pub(super) fn content(
        &mut self,
        media: &[String],
        schema: Option<NodeId>,
        more: &[Entry],
        origin: NodeId,
    ) -> NodeId {
        let mut members = Vec::new();
        for name in media {
            let mut inner = more.to_vec();
            if let Some(schema) = schema {
                inner.push(self.sources.member("schema", schema));
            }
            let value = self.sources.make_map(inner, origin);
            members.push(self.sources.member(name.as_str(), value));
        }
        self.sources.make_map(members, origin)
    }

    /// Parameters `in: formData` as one object.
    fn form(&mut self, operation: NodeId, fields: &[NodeId]) -> NodeId {
        let (mut properties, mut required, mut encodings) = (Vec::new(), Vec::new(), Vec::new());
        let mut has_file = false;
        for field in fields.iter().copied() {
            let Some(name) = self.sources.get_str(field, "name").map(str::to_owned) else {
                self.left_out(
                    field,
                    "a parameter without `name` is left out",
                    "give it a name",
                );
                continue;
            };
            has_file |= self.sources.get_str(field, "type") == Some("file");
            let schema = self.form_field(field);
            properties.push(self.sources.member(name.as_str(), schema));
            if self.sources.get_bool(field, "required") == Some(true) {
                required.push(self.sources.make_text(name.as_str(), field));
            }
            if let Some(encoding) = self.collection(field, "formData") {
                let encoding = self.sources.make_map(encoding, field);
                encodings.push(self.sources.member(name.as_str(), encoding));
            }
        }
        let is_required = !required.is_empty();
        let schema = self.object(operation, properties, required);
        let mut more = Vec::new();
        if !encodings.is_empty() {
            let encodings = self.sources.make_map(encodings, operation);
            more.push(self.sources.member("encoding", encodings));
        }
        let media = self.form_media(operation, has_file);
        let content = self.content(&[media.to_owned()], Some(schema), &more, operation);
        let is_required = self.flag(is_required, operation);
        let members = vec![
            self.sources.member("content", content),
            self.sources.member("required", is_required),
        ];
        self.sources.make_map(members, operation)
    }

    /// Files need parts; all else goes as the operation says.
    fn form_media(&mut self, operation: NodeId, has_file: bool) -> &'static str {
        let media = self.media(operation, "consumes");
        let has = |name: &str| media.iter().any(|media| media.starts_with(name));
        if has_file || (has(MULTIPART) && !has(FORM)) {
            MULTIPART
        } else {
            FORM
        }
    }

    fn form_field(&mut self, field: NodeId) -> NodeId {
        let schema = self.inline_schema(field);
        let mut members = self.others(schema, &[]);
        if let Some(text) = self.sources.get(field, "description") {
            members.push(self.sources.member("description", text));
        }
        self.sources.make_map(members, field)
    }

    fn object(&mut self, origin: NodeId, properties: Vec<Entry>, required: Vec<NodeId>) -> NodeId {
        let kind = self.sources.make_text("object", origin);
        let properties = self.sources.make_map(properties, origin);
        let mut members = vec![
            self.sources.member("type", kind),
            self.sources.member("properties", properties),
        ];
        if !required.is_empty() {
            let required = self
                .sources
                .make(NodeKind::Sequence(required.into()), origin);
            members.push(self.sources.member("required", required));
        }
        self.sources.make_map(members, origin)
    }
}
