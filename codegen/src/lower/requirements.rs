//! What operations ask of whoever calls them (OpenAPI 3.0.4, sections 4.7.10 and 4.7.30). What stands there in an odd way
//! is told where the document is checked.

use super::types::Types;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Requirement;
use crate::source::{NodeId, NodeKind, Sources};
use crate::spelling::slip;

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
        let found = list.into_iter().map(|node| match sources.str(node) {
            // A name in place of a map of one.
            Some(name) => vec![self.requirement(name, node, &[])],
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
                all.collect()
            }
        });
        let mut found: Vec<_> = found.collect();
        if found.is_empty() {
            found.push(Vec::new());
        }
        found
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
