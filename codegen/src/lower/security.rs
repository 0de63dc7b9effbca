//! Security schemes.

use std::collections::HashMap;

use super::docs;
use super::flows;
use super::names;
use super::requirements;
use super::scope::{Scope, WantedName};
use crate::diagnostic::Diagnostics;
use crate::document::Document;
use crate::model::{Docs, Requirement, SecurityKind, SecurityScheme};
use crate::source::NodeId;

/// The schemes of a document, each with a name of its own.
#[derive(Debug)]
pub(super) struct Schemes {
    pub list: Vec<SecurityScheme>,
    idents: HashMap<String, String>,
    /// Where a request has the credential of a scheme, by the scheme's constant.
    places: HashMap<String, String>,
    scope: Scope,
    /// Whether the document or an operation of it has `security`.
    pub(super) is_said: bool,
}

impl Schemes {
    /// Those that the document declares.
    pub fn of(document: &Document<'_>) -> Self {
        let mut schemes = Self {
            list: Vec::new(),
            idents: HashMap::new(),
            places: HashMap::new(),
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
    pub(super) fn each(&self) -> Vec<Vec<Requirement>> {
        let requirement = |scheme: &SecurityScheme| Requirement {
            scheme: scheme.ident.clone(),
            scopes: Vec::new(),
        };
        let each = self.list.iter().map(requirement);
        each.map(|one| vec![one]).collect()
    }

    /// The constant of a scheme.
    pub(super) fn ident(&self, name: &str) -> Option<&str> {
        self.idents.get(name).map(String::as_str)
    }

    /// Where a request has the credential of a scheme; `None` where nothing is sent.
    pub(super) fn place(&self, ident: &str) -> Option<&str> {
        self.places.get(ident).map(String::as_str)
    }

    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.idents.keys().map(String::as_str)
    }

    /// A scheme that the document asks for and does not declare; its constant.
    pub(super) fn undeclared(&mut self, name: &str) -> String {
        let kind = SecurityKind::Other("undeclared".to_owned());
        let ident = self.scope.take_all(&[wanted(name)]).concat();
        self.add(name, Docs::default(), kind, ident.clone());
        ident
    }

    fn add(&mut self, name: &str, docs: Docs, kind: SecurityKind, ident: String) {
        self.idents.insert(name.to_owned(), ident.clone());
        if let Some(place) = place(&kind) {
            self.places.insert(ident.clone(), place);
        }
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
    let says = |node: NodeId| requirements::said(sources, node).is_some();
    let raws = || document.operations(&mut Diagnostics::default());
    says(document.root) || raws().iter().any(|raw| says(raw.node))
}

/// Where a request has what a scheme asks for: one credential alone has room there.
fn place(kind: &SecurityKind) -> Option<String> {
    Some(match kind {
        SecurityKind::Http(_) | SecurityKind::OAuth2 { .. } | SecurityKind::OpenIdConnect(_) => {
            "the header `authorization`".to_owned()
        }
        SecurityKind::ApiKey { location, name } if location == "header" => {
            format!("the header `{}`", name.to_lowercase())
        }
        SecurityKind::ApiKey { location, name } => format!("the {location} as `{name}`"),
        SecurityKind::MutualTls | SecurityKind::Other(_) => return None,
    })
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
