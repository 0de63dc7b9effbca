//! What operations ask of whoever calls them (OpenAPI 3.0.4, sections 4.7.10 and 4.7.30). What stands there in an odd way
//! is told where the document is checked.

use super::types::Types;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Requirement;
use crate::source::{NodeId, NodeKind, Sources};
use crate::spelling::slip;

/// Of more schemes in one alternative than this it is not asked which go in one place.
const MOST: usize = 8;

/// The alternatives that the document or an operation lists under `security`; `None` where it says nothing of it.
pub(super) fn said(sources: &Sources, holder: NodeId) -> Option<Vec<NodeId>> {
    let list = sources.get(holder, "security")?;
    let names_schemes = |node: &NodeId| {
        matches!(
            sources.kind(*node),
            NodeKind::Mapping(_) | NodeKind::String(_)
        )
    };
    match sources.kind(list) {
        NodeKind::Sequence(items) => {
            let of_use: Vec<_> = items.iter().copied().filter(names_schemes).collect();
            (items.is_empty() || !of_use.is_empty()).then_some(of_use)
        }
        // One in place of a list of one.
        _ => names_schemes(&list).then(|| vec![list]),
    }
}

impl Types<'_, '_> {
    /// The alternatives that prove who calls: the operation's, else the document's, one of no scheme where nobody has to.
    /// In a document that says it nowhere, each scheme that it declares may; without schemes there are no alternatives, and
    /// the client decides.
    pub fn security(&mut self, operation: NodeId) -> Vec<Vec<Requirement>> {
        let sources = self.document.sources;
        let own = said(sources, operation);
        let Some(list) = own.or_else(|| said(sources, self.document.root)) else {
            return match self.schemes.is_said {
                true => vec![Vec::new()],
                false => self.schemes.each(),
            };
        };
        let found = list.into_iter().flat_map(|node| match sources.str(node) {
            // A name in place of a map of one.
            Some(name) => vec![vec![self.requirement(name, node, &[])]],
            None => {
                let all = sources.entries(node).iter();
                let all = all.map(|entry| {
                    let scopes = match sources.kind(entry.value) {
                        // One in place of a list of one.
                        NodeKind::String(_) => std::slice::from_ref(&entry.value),
                        _ => sources.items(entry.value),
                    };
                    self.requirement(&entry.key, entry.value, scopes)
                });
                let all = all.collect();
                self.of_one_place(all, node)
            }
        });
        let mut found: Vec<_> = found.collect();
        if found.is_empty() {
            found.push(Vec::new());
        }
        found
    }

    /// An alternative whose credentials a request can have all at once. Of those that go in one place it has room for one:
    /// each of them is an alternative of its own.
    fn of_one_place(&mut self, all: Vec<Requirement>, at: NodeId) -> Vec<Vec<Requirement>> {
        let schemes = &self.schemes;
        let place = |one: &Requirement| schemes.place(&one.scheme);
        let is_shared = |one: &&Requirement| {
            let own = place(one);
            own.is_some() && all.iter().filter(|other| place(other) == own).count() > 1
        };
        let few = Some(&all).filter(|all| all.len() <= MOST);
        let Some(shared) = few.and_then(|all| place(all.iter().find(is_shared)?)) else {
            return vec![all];
        };
        let is_there = |one: &&Requirement| place(one) == Some(shared);
        let (together, others): (Vec<_>, Vec<_>) = all.iter().partition(is_there);
        let called = |one: &&Requirement| {
            let scheme = schemes
                .list
                .iter()
                .find(|scheme| scheme.ident == one.scheme);
            format!("`{}`", scheme.map_or("", |scheme| &scheme.name))
        };
        let names: Vec<String> = together.iter().map(called).collect();
        let text = format!(
            "{} go in {shared}, which has room for one: any of them is taken",
            names.join(" and ")
        );
        let with = |one: &&Requirement| {
            let one = std::iter::once(*one).chain(others.iter().copied());
            one.cloned().collect()
        };
        let each = together.iter().map(with).collect();
        let found = Diagnostic::new(Code::OddOperation, &text).at_node(self.document.sources, at);
        let found = found.help("write each as an item of its own: `security: [{a: []}, {b: []}]`");
        self.diagnostics.add(found.cause(text));
        each
    }

    fn requirement(&mut self, name: &str, at: NodeId, scopes: &[NodeId]) -> Requirement {
        let sources = self.document.sources;
        let scopes = scopes.iter().filter_map(|scope| sources.str(*scope));
        let scheme = match self.schemes.ident(name) {
            Some(ident) => ident.to_owned(),
            None => {
                let text = format!("no security scheme is called `{name}`");
                let help = match slip(name, self.schemes.names()) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => "declare it under `components/securitySchemes`".to_owned(),
                };
                let found = Diagnostic::new(Code::BrokenReference, text).at_node(sources, at);
                self.diagnostics.add(found.help(help));
                self.schemes.undeclared(name)
            }
        };
        Requirement {
            scheme,
            scopes: scopes.map(str::to_owned).collect(),
        }
    }
}
