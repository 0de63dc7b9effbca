//! Operations, each a struct of its arguments.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::headers::HeaderMember;
use super::names;
use super::place::Place;
use super::scope::{Scope, WantedName};
use super::servers::servers;
use super::types::Types;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::RawOperation;
use crate::model::{Docs, Module, Operation, Tag};
use crate::source::NodeId;
use crate::spelling::has_slip;

/// Names that an operation's struct has as functions.
pub(super) const RESERVED: [&str; 17] = [
    "stream_items",
    "stream_items_blocking",
    "send_streaming",
    "send_streaming_blocking",
    "pages",
    "items",
    "pages_blocking",
    "items_blocking",
    "new",
    "default",
    "clone",
    "validate",
    "request",
    "to_curl",
    "send",
    "send_blocking",
    "read",
];
/// The module of operations without a tag.
const UNTAGGED: &str = "default";

/// Every operation of the document, and the tags that hold some.
pub(super) fn operations(types: &mut Types<'_, '_>) -> (Vec<Tag>, Vec<Operation>) {
    let raws = types.document.operations(types.diagnostics);
    let mut ids = HashMap::new();
    let mut kept = Vec::new();
    for raw in &raws {
        if !types.kept.operation(raw.node) {
            continue;
        }
        let Some(read) = types.document.operation(raw.node, types.diagnostics) else {
            continue;
        };
        let tag = types.leading(&read.tags).to_owned();
        kept.push((raw, types.id(raw, read.operation_id, &mut ids), tag));
    }
    let mut tags = Tags::new(types, kept.iter().map(|(_, _, tag)| tag.as_str()));
    let names = types.names_of_operations(&kept);
    let (mut found, mut headers, mut read) = (Vec::new(), Vec::new(), Vec::new());
    for ((raw, id, tag), name) in kept.into_iter().zip(names) {
        let module = tags.module(types, &tag);
        let (operation, members) = types.operation(raw, (id, name), module);
        found.push(operation);
        headers.push(members);
        read.push(raw);
    }
    // What a page holds may stand in another file.
    types.read_referenced();
    for ((raw, operation), headers) in read.iter().zip(&mut found).zip(&headers) {
        operation.paging = types.paging(raw, operation, headers).map(Box::new);
    }
    types.with_headers(&mut found, headers);
    let nodes: Vec<NodeId> = read.iter().map(|raw| raw.node).collect();
    types.link_up(&nodes, &mut found);
    if types.kept.all() {
        types.incoming(&raws);
    }
    (tags.list, found)
}

struct Tags {
    /// The module of each, by its name.
    modules: HashMap<String, String>,
    list: Vec<Tag>,
}

impl Tags {
    /// The tags that operations have, in any order.
    fn new<'t>(types: &Types<'_, '_>, tags: impl Iterator<Item = &'t str>) -> Self {
        let one = types.options.one_file_of_operations;
        let used: BTreeSet<&str> = tags.filter(|_| !one).collect();
        let wanted = used.iter().map(|name| {
            let wished = types.tag(name).and_then(|node| types.wishes.snake(node));
            WantedName::wished(wished, || names::snake(name), name)
        });
        let wanted: Vec<WantedName> = wanted.collect();
        let modules = Scope::of_files("Tag", &["mod", "operations"]).take_all(&wanted);
        Self {
            modules: wanted.into_iter().map(|tag| tag.raw).zip(modules).collect(),
            list: Vec::new(),
        }
    }

    /// The module of a tag, listed as it is first met.
    fn module(&mut self, types: &Types<'_, '_>, name: &str) -> String {
        let Some(module) = self.modules.get(name).cloned() else {
            return self.one();
        };
        if self.list.iter().any(|tag| tag.module == module) {
            return module;
        }
        let sources = types.document.sources;
        let node = types.tag(name);
        let mut docs = node.map(|node| types.docs_of(node)).unwrap_or_default();
        if let Some(parent) = node.and_then(|node| sources.get_str(node, "parent")) {
            let said = docs.description.take().map(|text| format!("{text}\n\n"));
            let said = format!("{}Part of {parent}.", said.unwrap_or_default());
            docs.description = Some(said.into());
            docs.summary
                .get_or_insert_with(|| format!("{name}.").into());
        }
        self.list.push(Tag {
            module: module.clone(),
            name: name.to_owned(),
            docs,
        });
        module
    }

    /// The one module of all operations.
    fn one(&mut self) -> String {
        let module = "all".to_owned();
        if self.list.is_empty() {
            self.list.push(Tag {
                module: module.clone(),
                name: "Every operation".to_owned(),
                docs: Docs::default(),
            });
        }
        module
    }
}

/// The ids without an ending that is the operation's own path and method, as FastAPI adds it; those that would be one name
/// are whole.
fn short_ids<'a>(all: &'a [(&RawOperation, String, String)]) -> Vec<&'a str> {
    let cut = all.iter().map(|(raw, id, _)| {
        let sign = |c: char| if c.is_alphanumeric() { c } else { '_' };
        let path = raw.item.path.split('?').next().unwrap_or_default();
        let path: String = path.chars().map(sign).collect();
        let ending = format!("{path}_{}", raw.method.to_lowercase());
        let short = id.strip_suffix(ending.as_str());
        short
            .filter(|short| short.chars().any(char::is_alphabetic))
            .unwrap_or(id)
    });
    let cut: Vec<&str> = cut.collect();
    let mut counts: HashMap<String, usize> = HashMap::new();
    for (short, (_, id, _)) in cut.iter().zip(all) {
        let both = HashSet::from([names::pascal(short), names::pascal(id)]);
        for name in both {
            *counts.entry(name).or_default() += 1;
        }
    }
    let is_alone = |short: &str| counts.get(&names::pascal(short)) == Some(&1);
    let both = cut.iter().zip(all);
    both.map(|(short, (_, id, _))| if is_alone(short) { short } else { id.as_str() })
        .collect()
}

impl Types<'_, '_> {
    /// The tag that an operation's module is named after: the first that is no badge and names no audience (OpenAPI 3.2.0,
    /// section 4.22.1), where there is one.
    fn leading<'t>(&self, tags: &'t [String]) -> &'t str {
        let leads = |tag: &&String| {
            let node = self.tag(tag);
            let kind = node.and_then(|node| self.document.sources.get_str(node, "kind"));
            !matches!(kind, Some("badge" | "audience"))
        };
        let chosen = tags.iter().find(leads).or(tags.first());
        chosen.map_or(UNTAGGED, String::as_str)
    }

    /// Where the document describes a tag.
    fn tag(&self, name: &str) -> Option<NodeId> {
        let sources = self.document.sources;
        let declared = sources.items_of(self.document.root, "tags");
        let mut declared = declared.iter().copied();
        declared.find(|one| sources.get_str(*one, "name") == Some(name))
    }

    /// The names of the structs of operations, in their order.
    fn names_of_operations(&mut self, all: &[(&RawOperation, String, String)]) -> Vec<String> {
        let short = short_ids(all);
        let wanted = all.iter().zip(short).map(|((raw, id, _), short)| {
            let mut wanted =
                WantedName::wished(self.wishes.pascal(raw.node), || names::pascal(short), id);
            wanted.others.push(format!("{}Operation", wanted.name));
            wanted.set_where(self.wishes.names(raw.node).is_some())
        });
        let wanted: Vec<WantedName> = wanted.collect();
        let names = self.names.take_all(&wanted);
        let nodes: Vec<NodeId> = all.iter().map(|(raw, ..)| raw.node).collect();
        self.all_renamed(&nodes, &wanted, &names);
        names
    }

    /// The operation's name: its own, or what method and path make.
    fn id(
        &mut self,
        raw: &RawOperation,
        given: Option<String>,
        ids: &mut HashMap<String, NodeId>,
    ) -> String {
        let made = || {
            let path = raw.item.path.replace(['{', '}'], " ");
            format!("{} {path}", raw.method.to_lowercase())
                .split(|c: char| !c.is_ascii_alphanumeric())
                .filter(|word| !word.is_empty())
                .collect::<Vec<_>>()
                .join("_")
        };
        let id = match given {
            Some(id) if !ids.contains_key(&id) => id,
            given => {
                let made = made();
                let first = given.and_then(|id| Some((ids.get(&id).copied()?, id)));
                self.no_id_of_its_own(raw, first, &made);
                made
            }
        };
        ids.insert(id.clone(), raw.node);
        id
    }

    /// Says that an operation has no name, or that of another one. That there is none is one finding, however many have
    /// none: such documents mostly have none at all.
    fn no_id_of_its_own(
        &mut self,
        raw: &RawOperation,
        first: Option<(NodeId, String)>,
        made: &str,
    ) {
        let sources = self.document.sources;
        let id = |node| sources.get(node, "operationId").unwrap_or(node);
        let keys = sources.entries(sources.origin(raw.node)).iter();
        // What is misspelled has a finding of its own.
        if first.is_none() && has_slip(keys.map(|entry| &*entry.key), "operationId") {
            return;
        }
        let found = match first {
            None => {
                let text = format!("the operation has no `operationId`: `{made}` stands in");
                Diagnostic::new(Code::OperationId, text).cause("no operationId")
            }
            Some((first, id_of_both)) => {
                let text = format!(
                    "another operation is called `{id_of_both}`: this one becomes `{made}`"
                );
                Diagnostic::new(Code::OperationId, text)
                    .related(sources.place(id(first)), "first given here")
            }
        };
        let found = found.at_node(sources, id(raw.node));
        self.diagnostics
            .add(found.help("give it an `operationId` of its own"));
    }

    fn operation(
        &mut self,
        raw: &RawOperation,
        (id, name): (String, String),
        module: String,
    ) -> (Operation, Vec<HeaderMember>) {
        let table = self.statics.take(
            names::shouty(&name),
            &[format!("{}_TABLE", names::shouty(&name))],
            &name,
        );
        let place = Place::new(&name, Module::Operations(module.clone()));
        let mut scope = Scope::without(&RESERVED);
        let parameters = self.parameters(raw, &place, &mut scope);
        let body = self.body(raw.node, &place, &mut scope);
        let answers = self.answers(raw.node, &raw.method, &place);
        let own = [raw.node, raw.item.node]
            .into_iter()
            .map(|node| servers(self.document, node))
            .find(|list| !list.is_empty());
        let operation = Operation {
            paging: None,
            streaming: answers.successes.streaming.map(Box::new),
            links: Vec::new(),
            is_linked: false,
            docs: self.operation_docs(raw.node, answers.successes.sunset),
            method: raw.method.clone(),
            path: raw.template.clone(),
            servers: own.unwrap_or_default(),
            parameters,
            body: body.map(Box::new),
            accept: answers.successes.accept,
            security: self.security(raw.node),
            output: answers.output,
            error: answers.error,
            failures: answers.failures,
            headers: None,
            id,
            name,
            table,
            module,
        };
        (operation, answers.successes.headers)
    }

    fn operation_docs(&self, node: NodeId, sunset: Option<String>) -> Docs {
        let mut docs = self.docs_of(node);
        if let Some(sunset) = sunset {
            let deprecation = docs.deprecated.get_or_insert_default();
            deprecation.sunset.get_or_insert(sunset);
        }
        docs
    }
}
