//! Security schemes, and what operations ask of them.

use std::collections::HashMap;

use super::docs;
use super::flows;
use super::names;
use super::scope::{Scope, WantedName};
use super::types::Types;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::Document;
use crate::model::{Docs, Requirement, SecurityKind, SecurityScheme};
use crate::source::NodeId;
use crate::spelling::slip;

/// The schemes of a document, each with a name of its own.
#[derive(Debug)]
pub(super) struct Schemes {
    pub list: Vec<SecurityScheme>,
    idents: HashMap<String, String>,
    scope: Scope,
    /// Whether the document or an operation of it has `security`.
    is_said: bool,
}

impl Schemes {
    /// Those that the document declares.
    pub fn of(document: &Document<'_>) -> Self {
        let mut schemes = Self {
            list: Vec::new(),
            idents: HashMap::new(),
            scope: Scope::of_statics(),
            is_said: is_said(document),
        };
        let declared = document.component("securitySchemes");
        let declared = declared.filter_map(|(name, node)| {
            let node = document.sources.follow(node).ok()?;
            Some((name, told(document, node), kind(document, node)?))
        });
        let declared: Vec<_> = declared.collect();
        let wanted = declared.iter().map(|(name, ..)| wanted(name));
        let idents = schemes.scope.take_all(&wanted.collect::<Vec<_>>());
        for ((name, docs, kind), ident) in declared.into_iter().zip(idents) {
            schemes.add(name, docs, kind, ident);
        }
        schemes
    }

    /// Each scheme as an alternative of its own.
    fn each(&self) -> Vec<Vec<Requirement>> {
        let requirement = |scheme: &SecurityScheme| Requirement {
            scheme: scheme.ident.clone(),
            scopes: Vec::new(),
        };
        let each = self.list.iter().map(requirement);
        each.map(|one| vec![one]).collect()
    }

    fn add(&mut self, name: &str, docs: Docs, kind: SecurityKind, ident: String) {
        self.idents.insert(name.to_owned(), ident.clone());
        self.list.push(SecurityScheme {
            ident,
            name: name.to_owned(),
            docs,
            kind,
        });
    }
}

/// What is said of a scheme, and of its flows.
fn told(document: &Document<'_>, node: NodeId) -> Docs {
    let mut docs = docs(document, node);
    if let Some((kind, more)) = flows::said(document, node) {
        let said = docs.description.take();
        let said = said.map_or_else(|| kind.into(), |said| said.trim().to_owned());
        docs.description = Some(format!("{said}\n\n{more}").into());
    }
    docs
}

/// The constant of a scheme: of those that want one, the nearest to it has it, whichever comes first.
fn wanted(name: &str) -> WantedName {
    let ident = names::shouty(&names::pascal(name));
    WantedName {
        others: vec![format!("{ident}_SCHEME")],
        ..WantedName::new(ident, name)
    }
}

/// Whether a document says of any operation who may call it.
fn is_said(document: &Document<'_>) -> bool {
    let sources = document.sources;
    let says = |node: NodeId| sources.get(node, "security").is_some();
    let raws = || document.operations(&mut Diagnostics::default());
    says(document.root) || raws().iter().any(|raw| says(raw.node))
}

/// The mechanism of a scheme (OpenAPI 3.0.4, section 4.7.27).
fn kind(document: &Document<'_>, node: NodeId) -> Option<SecurityKind> {
    let sources = document.sources;
    let text = |key| sources.get_str(node, key).unwrap_or_default().to_owned();
    Some(match sources.get_str(node, "type")? {
        "http" => SecurityKind::Http(text("scheme").to_lowercase()),
        "apiKey" => SecurityKind::ApiKey {
            location: text("in"),
            name: text("name"),
        },
        "oauth2" => {
            let flows = sources.get(node, "flows");
            let flow = flows.and_then(|flows| sources.get(flows, "clientCredentials"));
            let url = flow.and_then(|flow| sources.get_str(flow, "tokenUrl"));
            SecurityKind::OAuth2 {
                token_url: url.map(str::to_owned),
            }
        }
        "openIdConnect" => SecurityKind::OpenIdConnect(text("openIdConnectUrl")),
        "mutualTLS" => SecurityKind::MutualTls,
        other => SecurityKind::Other(other.to_owned()),
    })
}

impl Types<'_, '_> {
    /// The alternatives that prove who calls: the operation's, else the document's (OpenAPI 3.0.4, section 4.7.10), one of
    /// no scheme where nobody has to. In a document that says it nowhere, each scheme that it declares may; without schemes
    /// there are no alternatives, and the client decides.
    pub fn security(&mut self, operation: NodeId) -> Vec<Vec<Requirement>> {
        let sources = self.document.sources;
        let own = sources.get(operation, "security");
        let Some(list) = own.or_else(|| sources.get(self.document.root, "security")) else {
            return match self.schemes.is_said {
                true => vec![Vec::new()],
                false => self.schemes.each(),
            };
        };
        let alternatives = sources.items(list).iter();
        let mut found: Vec<_> = alternatives
            .map(|node| match sources.str(*node) {
                Some(name) => vec![self.bare_requirement(name, *node)],
                None => {
                    let all = sources.entries(*node).iter();
                    let all = all.map(|entry| self.requirement(&entry.key, entry.value));
                    all.collect()
                }
            })
            .collect();
        if found.is_empty() {
            found.push(Vec::new());
        }
        found
    }

    /// The name of a scheme, where a map of schemes is expected.
    fn bare_requirement(&mut self, name: &str, node: NodeId) -> Requirement {
        let text = format!("`{name}` is text, where a map of security schemes is expected");
        let found = Diagnostic::new(Code::WrongKind, text).at_node(self.document.sources, node);
        let help = format!("it is taken as `{{{name}: []}}`; correct it");
        self.diagnostics.add(found.help(help));
        self.requirement(name, node)
    }

    fn requirement(&mut self, name: &str, value: NodeId) -> Requirement {
        let sources = self.document.sources;
        let scopes = sources.items(value).iter();
        let scopes = scopes.filter_map(|scope| sources.str(*scope));
        let scheme = match self.schemes.idents.get(name) {
            Some(ident) => ident.clone(),
            None => {
                let text = format!("no security scheme is called `{name}`");
                let known = self.schemes.idents.keys().map(String::as_str);
                let help = match slip(name, known) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => "declare it under `components/securitySchemes`".to_owned(),
                };
                let diagnostic = Diagnostic::new(Code::BrokenReference, text)
                    .at_node(sources, value)
                    .help(help);
                self.diagnostics.add(diagnostic);
                let kind = SecurityKind::Other("undeclared".to_owned());
                let ident = self.schemes.scope.take_all(&[wanted(name)]).concat();
                self.schemes.add(name, Docs::default(), kind, ident.clone());
                ident
            }
        };
        Requirement {
            scheme,
            scopes: scopes.map(str::to_owned).collect(),
        }
    }
}
