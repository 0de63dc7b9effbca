//! Links: the calls that an answer leads to (OpenAPI 3.0.4, section 4.7.20).

use super::names;
use super::operations::RESERVED;
use super::scope::{Scope, WantedName};
use super::servers::server;
use super::types::Types;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Link, LinkTarget, Operation, Parameter};
use crate::source::{Entry, NodeId, NodeKind};
use crate::spelling::has_slip;

/// What names the operation of a link.
const KEYS: [&str; 2] = ["operationId", "operationRef"];

impl Types<'_, '_> {
    /// Adds the links of every operation; `nodes` is where each of them stands.
    pub(super) fn link_up(&mut self, nodes: &[NodeId], operations: &mut [Operation]) {
        for (index, node) in nodes.iter().enumerate() {
            let entries = self.links_of(*node);
            if entries.is_empty() {
                continue;
            }
            let mut scope = Scope::without(&RESERVED);
            let Some(operation) = operations.get(index) else {
                continue;
            };
            let parameters = operation.parameters.iter().map(|one| &one.argument);
            for argument in parameters.chain(operation.body.iter().map(|body| &body.argument)) {
                scope.take(argument.ident.clone(), &[], &argument.ident);
            }
            let (mut found, mut wanted_names): (Vec<Link>, Vec<WantedName>) = Default::default();
            for (status, entry) in entries {
                let Some((target, mut link)) = self.link(&entry, nodes, operations) else {
                    continue;
                };
                // Several statuses may declare one link.
                let is_alike = |known: &&mut Link| {
                    (&known.target, &known.arguments, &known.server)
                        == (&link.target, &link.arguments, &link.server)
                };
                if let Some(known) = found.iter_mut().find(is_alike) {
                    known.statuses.push(status);
                    continue;
                }
                let wanted = names::snake(&format!("follow {}", entry.key));
                wanted_names.push(WantedName {
                    others: vec![names::snake(&format!("follow {} on {status}", entry.key))],
                    ..WantedName::new(wanted, &entry.key)
                });
                link.statuses.push(status);
                found.push(link);
                if let Some(target) = operations.get_mut(target) {
                    target.is_linked = true;
                }
            }
            let idents = scope.take_all(&wanted_names);
            for (link, ident) in found.iter_mut().zip(idents) {
                link.ident = ident;
            }
            if let Some(operation) = operations.get_mut(index) {
                operation.links = found;
            }
        }
    }

    /// The links of every answer, each with the status that has it.
    fn links_of(&mut self, operation: NodeId) -> Vec<(String, Entry)> {
        let sources = self.document.sources;
        let Some(responses) = sources.get(operation, "responses") else {
            return Vec::new();
        };
        let mut found = Vec::new();
        for answer in sources.entries(responses) {
            if answer.key.starts_with("x-") {
                continue;
            }
            let links = sources.follow(answer.value).ok();
            let links = links.and_then(|node| sources.get(node, "links"));
            let links = links.map_or(&[][..], |links| sources.entries(links));
            let links = links.iter().filter(|link| !link.key.starts_with("x-"));
            found.extend(links.map(|link| (answer.key.to_string(), link.clone())));
        }
        found
    }

    /// A link and the operation that it leads to; one that leads nowhere is reported.
    fn link(
        &mut self,
        entry: &Entry,
        nodes: &[NodeId],
        operations: &[Operation],
    ) -> Option<(usize, Link)> {
        let sources = self.document.sources;
        let node = self.document.follow(entry.value, self.diagnostics)?;
        let index = self.linked(&entry.key, node, nodes, operations)?;
        let operation = operations.get(index)?;
        let parameters = sources.entries_of(node, "parameters");
        let mut arguments = Vec::new();
        for given in parameters {
            let place = operation
                .parameters
                .iter()
                .position(|one| is_called(one, &given.key));
            match place {
                Some(place) => arguments.push((place, self.filling(given.value))),
                None => {
                    let text = format!("`{}` has no parameter `{}`", operation.id, given.key);
                    self.skipped(given.value, text, "correct the name, or leave it out");
                }
            }
        }
        if let (Some(body), Some(_)) = (sources.get(node, "requestBody"), &operation.body) {
            arguments.push((operation.parameters.len(), self.filling(body)));
        }
        let link = Link {
            ident: String::new(),
            description: sources.get_str(node, "description").map(str::to_owned),
            target: LinkTarget {
                module: operation.module.clone(),
                name: operation.name.clone(),
            },
            arguments,
            server: sources
                .get(node, "server")
                .and_then(|node| server(self.document, node)),
            statuses: Vec::new(),
        };
        Some((index, link))
    }

    /// Which operation a link leads to.
    fn linked(
        &mut self,
        name: &str,
        link: NodeId,
        nodes: &[NodeId],
        operations: &[Operation],
    ) -> Option<usize> {
        let sources = self.document.sources;
        let by_id = sources.get_str(link, "operationId");
        let by_reference = sources.get_str(link, "operationRef");
        let target = match (by_id, by_reference) {
            (Some(id), _) => operations.iter().position(|one| one.id == id),
            (None, Some(reference)) => sources
                .resolve(link, reference)
                .ok()
                .and_then(|found| nodes.iter().position(|node| *node == found)),
            (None, None) => None,
        };
        let named = by_id.or(by_reference);
        // A key that is misspelled has a finding of its own.
        let keys = || sources.entries(link).iter().map(|entry| &*entry.key);
        let is_told = named.is_none() && KEYS.iter().any(|key| has_slip(keys(), key));
        // What is not wanted is no slip of the pen.
        if target.is_none() && self.kept.all() && !is_told {
            let text = match named {
                None => format!("the link `{name}` names no operation"),
                Some(named) => format!("the link `{name}` leads to no operation: `{named}`"),
            };
            self.skipped(link, text, "name an operation by its `operationId`");
        }
        target
    }

    /// What an argument is filled with: an expression, or JSON.
    fn filling(&self, node: NodeId) -> String {
        let sources = self.document.sources;
        match sources.kind(node) {
            NodeKind::String(text) => text.to_string(),
            _ => sources.json(node),
        }
    }

    fn skipped(&mut self, node: NodeId, text: String, help: &str) {
        let found = Diagnostic::new(Code::Skipped, format!("{text}; it is left out"));
        let found = found.at_node(self.document.sources, node);
        self.diagnostics.add(found.help(help));
    }
}

/// Whether a link speaks of a parameter: by its name, or by its place and its name.
fn is_called(parameter: &Parameter, name: &str) -> bool {
    let place = format!("{:?}.", parameter.location).to_lowercase();
    parameter.name == name || name.strip_prefix(place.as_str()) == Some(parameter.name.as_str())
}
