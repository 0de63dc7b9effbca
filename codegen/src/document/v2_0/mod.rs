//! Swagger 2.0, said as OpenAPI 3.0 says it: every schema stays the node that it is, all around it is made anew in
//! place of what the document has.

mod operations;
mod parameters;
mod responses;
mod security;

use std::collections::HashMap;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::{Entry, NodeId, NodeKind, Sources};

/// What `consumes` and `produces` default to.
const JSON: &str = "application/json";

/// A lift in progress.
struct Lift<'s, 'd> {
    sources: &'s mut Sources,
    diagnostics: &'d mut Diagnostics,
    root: NodeId,
    /// The document's own `consumes` and `produces`.
    consumes: Vec<String>,
    produces: Vec<String>,
    /// Schemas that were made, by what they were made of: what operations share stays one schema.
    schemas: HashMap<NodeId, NodeId>,
}

/// The root of the same API as OpenAPI 3.0 would have it.
pub(super) fn lift(sources: &mut Sources, root: NodeId, diagnostics: &mut Diagnostics) -> NodeId {
    Lift::new(sources, root, diagnostics).document()
}

/// The body that the parameters `in: body` and `in: formData` of an operation are.
pub(super) fn body(
    sources: &mut Sources,
    root: NodeId,
    operation: NodeId,
    diagnostics: &mut Diagnostics,
) -> Option<NodeId> {
    Lift::new(sources, root, diagnostics).body_of(operation)
}

impl<'s, 'd> Lift<'s, 'd> {
    fn new(sources: &'s mut Sources, root: NodeId, diagnostics: &'d mut Diagnostics) -> Self {
        let mut lift = Self {
            sources,
            diagnostics,
            root,
            consumes: Vec::new(),
            produces: Vec::new(),
            schemas: HashMap::new(),
        };
        lift.consumes = lift.texts(root, "consumes");
        lift.produces = lift.texts(root, "produces");
        lift
    }
}

impl Lift<'_, '_> {
    fn document(&mut self) -> NodeId {
        const CHANGED: [&str; 6] = [
            "paths",
            "schemes",
            "host",
            "basePath",
            "responses",
            "components",
        ];
        let mut members = self.others(self.root, &CHANGED);
        if let Some(paths) = self.sources.get(self.root, "paths") {
            let paths = self.paths(paths);
            members.push(self.sources.member("paths", paths));
        }
        if let Some(servers) = self.servers(self.root) {
            members.push(self.sources.member("servers", servers));
        }
        let mut components = Vec::new();
        if let Some(definitions) = self.sources.get(self.root, "definitions") {
            components.push(self.sources.member("schemas", definitions));
        }
        if let Some(schemes) = self.sources.get(self.root, "securityDefinitions") {
            let schemes = self.security_schemes(schemes);
            components.push(self.sources.member("securitySchemes", schemes));
        }
        self.with_components(&mut components);
        let components = self.sources.make_map(components, self.root);
        members.push(self.sources.member("components", components));
        self.sources.make_map(members, self.root)
    }

    /// Adds the `components` of a document that says some things as OpenAPI 3 does.
    fn with_components(&mut self, found: &mut Vec<Entry>) {
        let own = self.sources.get(self.root, "components");
        let own = own
            .map_or(&[][..], |map| self.sources.entries(map))
            .to_vec();
        for entry in own {
            let Some(known) = found.iter_mut().find(|known| known.key == entry.key) else {
                found.push(entry);
                continue;
            };
            let both = [known.value, entry.value].map(|map| self.sources.entries(map));
            let both = both.concat();
            known.value = self.sources.make_map(both, known.value);
        }
    }

    /// The servers of the document, or of an operation that has schemes of its own. Those that encrypt come first.
    fn servers(&mut self, of: NodeId) -> Option<NodeId> {
        let mut schemes = self.texts(of, "schemes");
        let text = |key| self.sources.get_str(self.root, key);
        let (host, path) = (text("host"), text("basePath").unwrap_or_default());
        if host.is_none() && path.is_empty() {
            return None;
        }
        let path = match path.trim_end_matches('/') {
            "" => String::new(),
            path if path.starts_with('/') => path.to_owned(),
            path => format!("/{path}"),
        };
        schemes.retain(|scheme| matches!(scheme.as_str(), "https" | "http"));
        schemes.sort_by(|a, b| b.cmp(a));
        if schemes.is_empty() {
            schemes.push("https".to_owned());
        }
        let urls: Vec<String> = match host {
            None => vec![if path.is_empty() {
                "/".to_owned()
            } else {
                path
            }],
            Some(host) => schemes
                .iter()
                .map(|scheme| format!("{scheme}://{host}{path}"))
                .collect(),
        };
        let servers = urls.into_iter().map(|url| {
            let url = self.sources.make_text(url, of);
            let member = self.sources.member("url", url);
            self.sources.make_map(vec![member], of)
        });
        let servers = servers.collect();
        Some(self.sources.make(NodeKind::Sequence(servers), of))
    }

    /// The members of a map but those that are said in another way.
    fn others(&self, node: NodeId, but: &[&str]) -> Vec<Entry> {
        let entries = self.sources.entries(node).iter();
        entries
            .filter(|entry| !but.contains(&&*entry.key))
            .cloned()
            .collect()
    }

    /// A list of texts; all else in it says nothing. A text alone is meant as a list of one.
    fn texts(&mut self, node: NodeId, key: &str) -> Vec<String> {
        let Some(list) = self.sources.get(node, key) else {
            return Vec::new();
        };
        if let Some(one) = self.sources.str(list).map(str::to_owned) {
            let text = format!("`{key}` is text, where a list is expected");
            let found = Diagnostic::new(Code::WrongKind, text).at_node(self.sources, list);
            self.diagnostics
                .add(found.help(format!("it is taken as `[{one}]`; correct it")));
            return vec![one];
        }
        let items = self.sources.items(list).iter();
        items
            .filter_map(|item| self.sources.str(*item))
            .map(str::to_owned)
            .collect()
    }

    /// The node that a reference leads to; one that leads nowhere stays, and is found when it is read.
    fn followed(&self, node: NodeId) -> NodeId {
        self.sources.follow(node).unwrap_or(node)
    }

    /// A schema of what stands beside other things in a map: a parameter, a header.
    fn inline_schema(&mut self, node: NodeId) -> NodeId {
        const SAY_TYPES: [&str; 7] = ["type", "items", "enum", "$ref", "allOf", "schema", "format"];
        const NO_KEYWORDS: [&str; 6] = [
            "name",
            "in",
            "required",
            "description",
            "collectionFormat",
            "allowEmptyValue",
        ];
        if let Some(known) = self.schemas.get(&node) {
            return *known;
        }
        let schema = if self.sources.get_str(node, "type") == Some("file") {
            self.file(node)
        } else if let (None, Some(schema)) = (
            self.sources.get(node, "type"),
            self.sources.get(node, "schema"),
        ) {
            // As OpenAPI 3 has it.
            schema
        } else {
            let mut members = self.others(node, &NO_KEYWORDS);
            self.items(&mut members);
            if !members
                .iter()
                .any(|member| SAY_TYPES.contains(&&*member.key))
            {
                self.without_type(node);
                let text = self.sources.make_text("string", node);
                members.push(self.sources.member("type", text));
            }
            self.sources.make_map(members, node)
        };
        self.schemas.insert(node, schema);
        schema
    }

    /// Notes what does not say what its values are.
    fn without_type(&mut self, node: NodeId) {
        let name = self.sources.get_str(node, "name").unwrap_or("the header");
        let text = format!("`{name}` has no `type`: it is taken as text");
        let found = Diagnostic::new(Code::Missing, text).at_node(self.sources, node);
        self.diagnostics
            .add(found.help("say what its values are: `type: string`"));
    }

    /// `type: file` as text of any bytes.
    fn file(&mut self, node: NodeId) -> NodeId {
        let members = [("type", "string"), ("format", "binary")].map(|(key, text)| {
            let text = self.sources.make_text(text, node);
            self.sources.member(key, text)
        });
        self.sources.make_map(members.into(), node)
    }

    fn flag(&mut self, value: bool, origin: NodeId) -> NodeId {
        self.sources.make(NodeKind::Bool(value), origin)
    }

    fn left_out(&mut self, node: NodeId, text: impl Into<String>, help: &str) {
        let found = Diagnostic::new(Code::Skipped, text).at_node(self.sources, node);
        self.diagnostics.add(found.help(help));
    }
}
