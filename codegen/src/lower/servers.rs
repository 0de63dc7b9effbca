//! Servers, and what a person calls them.

use super::names;
use super::scope::{Scope, WantedName};
use crate::document::Document;
use crate::model::{
    NamedServer, Operation, Server, ServerChoice, ServerField, ServerValue, Variable,
};
use crate::source::{NodeId, NodeKind};

/// The servers that a node declares (OpenAPI 3.0.4, section 4.7.5).
pub(super) fn servers(document: &Document<'_>, node: NodeId) -> Vec<Server> {
    let list = document.sources.items_of(node, "servers");
    list.iter()
        .filter_map(|node| server(document, *node))
        .collect()
}

/// A server; `None` where it has no URL.
pub(super) fn server(document: &Document<'_>, node: NodeId) -> Option<Server> {
    let sources = document.sources;
    let scalar = |node: NodeId| match sources.kind(node) {
        NodeKind::String(text) | NodeKind::Number(text) => Some(text.to_string()),
        NodeKind::Bool(value) => Some(value.to_string()),
        _ => None,
    };
    let text = |node: NodeId, key| sources.get_str(node, key).map(str::to_owned);
    let variable = |entry: &crate::source::Entry| {
        let values = sources.items_of(entry.value, "enum");
        let mut values: Vec<_> = values.iter().filter_map(|value| scalar(*value)).collect();
        let default = sources.get(entry.value, "default").and_then(scalar);
        let default = default.or_else(|| values.first().cloned())?;
        if !values.is_empty() && !values.contains(&default) {
            values.push(default.clone());
        }
        let mut seen = std::collections::HashSet::new();
        values.retain(|value| seen.insert(value.clone()));
        Some(Variable {
            name: entry.key.to_string(),
            description: text(entry.value, "description"),
            default,
            values,
        })
    };
    let variables = sources.entries_of(node, "variables");
    Some(Server {
        url: text(node, "url")?,
        name: text(node, "name"),
        description: text(node, "description"),
        variables: variables.iter().filter_map(variable).collect(),
    })
}

/// Every server of the document and its operations once, with its names; none where there is nothing to choose.
pub(super) fn named(own: &[Server], operations: &[Operation]) -> Vec<NamedServer> {
    let mut all: Vec<&Server> = Vec::new();
    let others = operations.iter().flat_map(|operation| {
        let links = operation.links.iter();
        operation
            .servers
            .iter()
            .chain(links.filter_map(|link| link.server.as_ref()))
    });
    for server in own.iter().chain(others) {
        if !all.iter().any(|known| known.url == server.url) {
            all.push(server);
        }
    }
    if all.len() < 2 && all.iter().all(|server| server.variables.is_empty()) {
        return Vec::new();
    }
    let (mut types, mut statics) = (Scope::of_types(), Scope::of_statics());
    let wanted: Vec<WantedName> = all.iter().map(|server| wanted(server)).collect();
    let given = types.take_all(&wanted);
    let mut name = |(server, name): (&Server, String)| {
        let field = |(variable, ident): (&Variable, String)| {
            let wanted = format!("{name}{}", names::pascal(&variable.name));
            let choice = (!variable.values.is_empty()).then(|| {
                let values = variable.values.iter();
                let values = values.map(|value| WantedName::new(names::pascal(value), value));
                let values: Vec<WantedName> = values.collect();
                let named = Scope::of_variants(&[]).take_all(&values).into_iter();
                let values = named.zip(values.into_iter().map(|value| value.raw));
                let values = values.map(|(ident, value)| ServerValue { ident, value });
                ServerChoice {
                    name: types.take(wanted, &[], &variable.name),
                    values: values.collect(),
                }
            });
            ServerField { ident, choice }
        };
        let mut field = field;
        let wanted = server.variables.iter();
        let wanted: Vec<WantedName> = wanted
            .map(|variable| WantedName::new(names::snake(&variable.name), &variable.name))
            .collect();
        let idents = Scope::without(&["default", "clone", "into", "from"]).take_all(&wanted);
        let fields = server.variables.iter().zip(idents);
        NamedServer {
            fields: fields.map(&mut field).collect(),
            constant: statics.take(names::shouty(&name), &[], &server.url),
            server: server.clone(),
            name,
        }
    };
    all.into_iter().zip(given).map(&mut name).collect()
}

/// The longest description that makes a name, in letters.
const LONGEST: usize = 40;

/// Of servers that are called alike, the one that encrypts has the name, and the others tell their scheme or all of their
/// address.
fn wanted(server: &Server) -> WantedName {
    let name = name_of(server);
    let (scheme, _) = server.url.split_once("://").unwrap_or_default();
    let words = server.url.replace("://", " ");
    let of_scheme = format!("{name}{}", names::pascal(scheme));
    let of_address = format!("{name}{}", names::pascal(address(&server.url)));
    // What is called after its address has the scheme alone to tell.
    let is_described = name != names::pascal(address(&server.url));
    let others = if is_described {
        vec![of_address, of_scheme]
    } else {
        vec![of_scheme]
    };
    WantedName {
        others,
        rank: 2 - u8::from(matches!(scheme, "https" | "wss")),
        ..WantedName::new(name, &words)
    }
}

/// After its name, a description that is a name and no address, or its URL.
fn name_of(server: &Server) -> String {
    let described = server.description.as_deref().map(str::trim);
    let is_name = |text: &&str| {
        text.chars().count() <= LONGEST && !text.contains('\n') && !text.contains("://")
    };
    let address = address(&server.url);
    let given = server.name.as_deref().or(described.filter(is_name));
    let given = given.filter(|text| text.chars().any(char::is_alphanumeric));
    match names::pascal(given.unwrap_or(address)) {
        name if given.is_some() || address.chars().any(char::is_alphanumeric) => name,
        _ => "Root".to_owned(),
    }
}

/// A URL without its scheme, which may be a variable.
fn address(url: &str) -> &str {
    url.split_once("://").map_or(url, |(_, address)| address)
}
