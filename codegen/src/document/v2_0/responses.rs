//! Answers and their headers.

use super::Lift;
use crate::source::{Entry, NodeId};

impl Lift<'_, '_> {
    pub(super) fn responses(&mut self, operation: NodeId, responses: NodeId) -> NodeId {
        let media = self.media(operation, "produces");
        let mut members = Vec::new();
        for entry in self.sources.entries(responses).to_vec() {
            let value = if entry.key.starts_with("x-") {
                entry.value
            } else {
                self.response(entry.value, &media)
            };
            members.push(Entry { value, ..entry });
        }
        self.sources.make_map(members, responses)
    }

    fn response(&mut self, node: NodeId, media: &[String]) -> NodeId {
        let node = self.followed(node);
        if self.sources.get(node, "$ref").is_some() {
            return node;
        }
        let mut members = self.others(node, &["schema", "headers", "examples"]);
        if let Some(headers) = self.sources.get(node, "headers") {
            let headers = self.headers(headers);
            members.push(self.sources.member("headers", headers));
        }
        if let Some(schema) = self.sources.get(node, "schema") {
            let content = self.answer(schema, media, node);
            members.push(self.sources.member("content", content));
        }
        self.sources.make_map(members, node)
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
