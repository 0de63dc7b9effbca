//! The members of the document's root and of its components: of the right kind, and whole.

use std::collections::HashSet;

use super::Check;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::variables as variables_of;
use crate::source::{Entry, NodeId, NodeKind};

const MAPS: [&str; 4] = ["info", "paths", "webhooks", "components"];
const LISTS: [&str; 2] = ["servers", "tags"];

impl Check<'_, '_> {
    pub(super) fn root(&mut self) {
        let (sources, root) = (self.document.sources, self.document.root);
        self.edition_as_number();
        self.two_editions();
        for key in MAPS {
            self.is_map(root, key);
        }
        for key in LISTS {
            self.is_list(root, key);
        }
        if let Some(info) = sources.get(root, "info") {
            self.lacks(info, "info", &["title", "version"]);
        }
        if let Some(components) = sources.get(root, "components") {
            for entry in sources.entries(components) {
                if !entry.key.starts_with("x-") {
                    self.is_map(components, &entry.key);
                }
            }
        }
        if let Some(tags) = sources.get(root, "tags") {
            for tag in sources.items(tags) {
                self.lacks(*tag, "tag", &["name"]);
                self.parent(*tag, sources.items(tags));
            }
        }
        if let Some(dialect) = sources.get(root, "jsonSchemaDialect") {
            self.dialect(dialect);
        }
        self.servers(root);
    }

    /// A tag's `parent`, which has to be another one (OpenAPI 3.2.0, section 4.22).
    fn parent(&mut self, tag: NodeId, all: &[NodeId]) {
        let sources = self.document.sources;
        let find = |name: &str| {
            let mut all = all.iter().copied();
            all.find(|one| sources.get_str(*one, "name") == Some(name))
        };
        let Some(at) = sources.get(tag, "parent") else {
            return;
        };
        let mut above = tag;
        for _ in 0..all.len() {
            let Some(name) = sources.get_str(above, "parent") else {
                return;
            };
            let Some(next) = find(name) else {
                if above == tag {
                    let text = format!("the parent `{name}` is not among the document's `tags`");
                    self.note(Code::UndeclaredTag, at, text, "declare it, or remove it");
                }
                return;
            };
            above = next;
        }
        let text = "the parents of the tag lead in a circle: they say nothing";
        self.note(
            Code::UndeclaredTag,
            at,
            text,
            "let one of them have no parent",
        );
    }

    /// The dialect of schemas, of the document (`jsonSchemaDialect`) or of one schema (`$schema`).
    pub(super) fn dialect(&mut self, node: NodeId) {
        let Some(dialect) = self.document.sources.str(node) else {
            return;
        };
        let bare = dialect.trim_end_matches('#');
        let known = bare == "https://json-schema.org/draft/2020-12/schema"
            || (bare.starts_with("https://spec.openapis.org/oas/3.") && bare.contains("/dialect/"));
        if !known {
            let text = format!("`{dialect}` is read as JSON Schema 2020-12");
            let help = "what is written in another way there says nothing here; write the schemas in 2020-12";
            self.note(Code::OtherEdition, node, text, help);
        }
    }

    /// `openapi: 3.0` without quotes is a number.
    fn edition_as_number(&mut self) {
        let (sources, root) = (self.document.sources, self.document.root);
        let Some(node) = sources.get(root, "openapi") else {
            return;
        };
        if let NodeKind::Number(text) = sources.kind(node)
            && text.contains('.')
        {
            let said = format!("the edition is a number: it is taken as `\"{text}\"`");
            let help = format!("write all three parts, as in `openapi: {text}.0`");
            self.note(Code::WrongKind, node, said, help);
        }
    }

    /// `openapi` and `swagger` in one document.
    fn two_editions(&mut self) {
        let (sources, root) = (self.document.sources, self.document.root);
        if self.has(root, "openapi")
            && let Some(other) = sources.get(root, "swagger")
        {
            let text = "the document says `openapi` and `swagger`: `openapi` counts";
            self.note(Code::OtherEdition, other, text, "remove one of the two");
        }
    }

    /// The servers of the document, a path or an operation (OpenAPI 3.0.4, section 4.7.5).
    pub(super) fn servers(&mut self, node: NodeId) {
        let sources = self.document.sources;
        let Some(list) = sources.get(node, "servers") else {
            return;
        };
        for server in sources.items(list) {
            self.lacks(*server, "server", &["url"]);
            let variables = sources.entries_of(*server, "variables");
            for variable in variables {
                self.lacks(variable.value, "variable of a server", &["default"]);
            }
            if let Some(url) = sources.get(*server, "url") {
                self.address(url, variables);
            }
        }
    }

    /// An address of a server: where it leads, and its variables (OpenAPI 3.0.4, section 4.7.5).
    fn address(&mut self, at: NodeId, variables: &[Entry]) {
        let sources = self.document.sources;
        let Some(url) = sources.str(at) else { return };
        let named: HashSet<&str> = variables_of(url).collect();
        let known: HashSet<&str> = variables.iter().map(|known| &*known.key).collect();
        if let Some(name) = variables_of(url).find(|name| !known.contains(name)) {
            let text =
                format!("`{name}` is no variable of the server: it stands in the address as it is");
            let help = format!("describe it: `variables: {{{name}: {{default: ..}}}}`");
            self.note(Code::Missing, at, text, help);
        }
        for variable in variables.iter().filter(|one| !named.contains(&*one.key)) {
            let text = format!("the address has no `{{{}}}`", variable.key);
            let found = Diagnostic::new(Code::OddOperation, text).at_key(sources, variable);
            self.diagnostics
                .add(found.help("put it into `url`, or remove the variable"));
        }
        // `api.example.com/v1` is a path to whoever reads it.
        let host = url.split(['/', ':']).next().unwrap_or_default();
        let is_host = host == "localhost" || host.contains('.') && !host.starts_with('.');
        if is_host && !url.contains("://") && !host.contains(['{', ' ']) {
            let text = format!("`{url}` has no scheme: that makes it a path, and names no host");
            self.note(Code::WrongKind, at, text, format!("write `https://{url}`"));
        }
    }

    pub(super) fn is_map(&mut self, node: NodeId, key: &str) {
        if let Some(value) = self.document.sources.get(node, key)
            && !matches!(self.document.sources.kind(value), NodeKind::Mapping(_))
        {
            self.of_wrong_kind(value, key, "a map");
        }
    }

    pub(super) fn is_list(&mut self, node: NodeId, key: &str) {
        if let Some(value) = self.document.sources.get(node, key)
            && !matches!(self.document.sources.kind(value), NodeKind::Sequence(_))
        {
            self.of_wrong_kind(value, key, "a list");
        }
    }

    fn of_wrong_kind(&mut self, node: NodeId, key: &str, wanted: &str) {
        let sources = self.document.sources;
        let text = match sources.kind(node) {
            NodeKind::Null => format!("`{key}` is null, and says nothing"),
            _ => format!(
                "`{key}` is {}, where {wanted} is expected",
                sources.describe(node)
            ),
        };
        let help = match key {
            _ if *sources.kind(node) == NodeKind::Null => "remove it, or write what belongs there",
            "examples" if wanted == "a list" => "it is left out; write a list: `examples: [..]`",
            "examples" => "it is left out; write each under a name: `examples: {one: {value: ..}}`",
            "info" => "it is left out; write `info: {title: .., version: ..}`",
            "paths" => "it is left out; write each path with its operations: `/pets: {get: ..}`",
            "components" => "it is left out; write each kind by name: `schemas: {Pet: ..}`",
            _ if wanted == "a list" => "it is left out; write a list, each entry after `- `",
            _ => "it is left out; write a map, each entry under its name: `Name: ..`",
        };
        self.note(Code::WrongKind, node, text, help);
    }

    /// Reports members that OpenAPI requires of a thing and that it has not.
    pub(super) fn lacks(&mut self, node: NodeId, what: &str, keys: &[&str]) {
        let sources = self.document.sources;
        if !matches!(sources.kind(node), NodeKind::Mapping(_)) {
            if what != "info" {
                let text = format!(
                    "this {what} is {}, where a map is expected",
                    sources.describe(node)
                );
                let help = match (keys, sources.str(node)) {
                    ([], _) if *sources.kind(node) == NodeKind::Null => {
                        "it is left out; remove it, or write what belongs there".to_owned()
                    }
                    ([], _) => "it is left out; correct it".to_owned(),
                    ([key], Some(text)) if is_plain(text) => format!("write `{{{key}: {text}}}`"),
                    (keys, _) => format!("write `{{{}: ..}}`", keys.join(": .., ")),
                };
                self.note(Code::WrongKind, node, text, help);
            }
            return;
        }
        let missing: Vec<String> = keys
            .iter()
            .filter(|key| !self.has(node, key) && !self.is_misspelled(node, key))
            .map(|key| format!("`{key}`"))
            .collect();
        if !missing.is_empty() {
            let text = format!("this {what} has no {}", missing.join(" and no "));
            let found = Diagnostic::new(Code::Missing, text).at_node(sources, node);
            let help = match keys.iter().find(|key| !self.has(node, key)) {
                Some(&"title") => {
                    "add it, as in `title: Pets`: the crate is named and described after it"
                }
                Some(&"version") => "add it, as in `version: 1.0.0`: OpenAPI requires it",
                Some(&"url") => {
                    "add it, as in `url: https://api.example.com`; until then the server is left out"
                }
                Some(&"default") => {
                    "add the value that counts where none is given, as in `default: eu`"
                }
                Some(&"name") => "add the name that operations have among their `tags`",
                _ => "add it: OpenAPI requires it",
            };
            self.diagnostics.add(found.help(help));
        }
    }
}

/// Whether a text can stand in YAML as it is, and is no longer than help should be.
fn is_plain(text: &str) -> bool {
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | ' ');
    text.len() < 40 && text.starts_with(char::is_alphabetic) && text.chars().all(is_plain)
}
