//! Answers and their headers.

use specsmith_runtime::media::essence;

use super::{JSON, Lift};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{Entry, NodeId};

impl Lift<'_, '_> {
    pub(super) fn responses(&mut self, operation: NodeId, responses: NodeId) -> NodeId {
        let media = self.media(operation, "produces");
        let entries = self.sources.entries(responses).to_vec();
        let has_success = entries.iter().any(|entry| entry.key.starts_with('2'));
        let mut members = Vec::new();
        for entry in entries {
            let is_error = match &*entry.key {
                "default" => has_success,
                status => !status.starts_with('2'),
            };
            let value = if entry.key.starts_with("x-") {
                entry.value
            } else {
                self.response(operation, &entry, &media, is_error)
            };
            members.push(Entry { value, ..entry });
        }
        self.sources.make_map(members, responses)
    }

    fn response(
        &mut self,
        operation: NodeId,
        entry: &Entry,
        media: &[String],
        is_error: bool,
    ) -> NodeId {
        let node = self.followed(entry.value);
        if self.sources.get(node, "$ref").is_some() {
            return node;
        }
        let mut members = self.others(node, &["schema", "headers", "examples"]);
        if let Some(headers) = self.sources.get(node, "headers") {
            let headers = self.headers(headers);
            members.push(self.sources.member("headers", headers));
        }
        if let Some(schema) = self.sources.get(node, "schema") {
            let content = if is_error && self.is_structure(schema) {
                let media = self.structured(operation, media);
                self.content(&media, Some(schema), &[], node)
            } else {
                self.answer(schema, media, node)
            };
            members.push(self.sources.member("content", content));
        } else if !is_error
            && self.gives_a_file(operation, media)
            && !matches!(&*entry.key, "204" | "205")
        {
            let text = format!(
                "the answer has no `schema`, and is a file of `{}`",
                media.join("`, `")
            );
            let found = Diagnostic::new(Code::OddOperation, text).at_node(self.sources, node);
            let found = found.help("give it `schema: {type: file}`");
            self.diagnostics.add(found);
            let content = self.content(media, None, &[], node);
            members.push(self.sources.member("content", content));
        }
        self.sources.make_map(members, node)
    }

    /// Whether an answer without a schema has content all the same: an operation that says of itself that it produces
    /// archives, images or other bytes does not mean that it gives nothing.
    fn gives_a_file(&self, operation: NodeId, media: &[String]) -> bool {
        let is_file =
            |media: &String| !holds_structure(media) && !essence(media).starts_with("text/");
        self.sources.get(operation, "produces").is_some() && media.iter().all(is_file)
    }

    /// The media types of an error that is an object or a list. `produces` speaks of all answers, but where an operation
    /// gives a file or a table, none of its types can hold such a thing: then those of the document do, or JSON does.
    fn structured(&mut self, operation: NodeId, media: &[String]) -> Vec<String> {
        if media.iter().any(|media| holds_structure(media)) {
            return media.to_vec();
        }
        let mut meant = self.produces.clone();
        meant.retain(|media| holds_structure(media));
        if meant.is_empty() {
            meant.push(JSON.to_owned());
        }
        let list = self.sources.get(operation, "produces");
        if let Some(list) = list.or_else(|| self.sources.get(self.root, "produces")) {
            let text = format!(
                "`{}` cannot hold the objects that are errors: they are read as `{}`",
                media.join("`, `"),
                meant.join("`, `"),
            );
            let found = Diagnostic::new(Code::OddOperation, &text).at_node(self.sources, list);
            let found = found.help("add the media type of errors to `produces`");
            self.diagnostics.add(found.cause(text));
        }
        meant
    }

    /// Whether a schema describes objects or lists, by its type or by its keywords.
    fn is_structure(&self, schema: NodeId) -> bool {
        let schema = self.followed(schema);
        match self.sources.get_str(schema, "type") {
            Some(kind) => matches!(kind, "object" | "array"),
            None => ["properties", "additionalProperties", "allOf", "items"]
                .iter()
                .any(|key| self.sources.get(schema, key).is_some()),
        }
    }

    fn answer(&mut self, schema: NodeId, media: &[String], node: NodeId) -> NodeId {
        let target = self.followed(schema);
        if self.sources.get_str(target, "type") != Some("file") {
            return self.content(media, Some(schema), &[], node);
        }
        let schema = self.file(target);
        let not_json = |media: &&String| !media.contains("json");
        let mut media: Vec<String> = media.iter().filter(not_json).cloned().collect();
        if media.is_empty() {
            media.push("application/octet-stream".to_owned());
        }
        self.content(&media, Some(schema), &[], node)
    }

    fn headers(&mut self, headers: NodeId) -> NodeId {
        let mut members = Vec::new();
        for entry in self.sources.entries(headers).to_vec() {
            let schema = self.inline_schema(entry.value);
            let mut inner = vec![self.sources.member("schema", schema)];
            if let Some(text) = self.sources.get(entry.value, "description") {
                inner.push(self.sources.member("description", text));
            }
            let value = self.sources.make_map(inner, entry.value);
            members.push(Entry { value, ..entry });
        }
        self.sources.make_map(members, headers)
    }
}

/// Whether a media type can hold one object: bytes, texts, tables, events and sequences cannot.
fn holds_structure(media: &str) -> bool {
    let essence = essence(media);
    let syntax = essence.rsplit(['/', '+']).next().unwrap_or_default();
    let syntax = syntax.strip_prefix("x-").unwrap_or(syntax);
    matches!(syntax, "json" | "xml" | "yaml" | "*")
}
