//! The document as an API: types, tables and operations.

mod all_of;
mod alternatives;
mod answers;
mod bases;
mod bodies;
mod boxes;
mod branch;
mod discriminator;
mod docs;
mod enums;
mod explain;
mod headers;
mod incoming;
mod kept;
mod media;
mod names;
mod nullable;
mod objects;
mod operations;
mod options;
mod paging;
mod parameters;
mod patterns;
mod place;
mod referenced;
mod renamed;
mod rules;
mod scalars;
mod security;
mod select;
mod setters;
mod streams;
mod types;
mod unions;
mod variants;
mod wishes;
mod without_docs;

use crate::diagnostic::Diagnostics;
use crate::document::Document;
use crate::model::{Api, Server};
use crate::source::{NodeId, NodeKind};

pub(crate) use docs::docs;
pub use explain::explain;
pub(crate) use names::{Scope, component_key, pascal, referenced};
pub use options::{Options, Pick, Wanted, Wish};

/// Makes an API of a document. What cannot be expressed is widened or left out, and reported.
pub fn lower(document: &Document<'_>, options: &Options, diagnostics: &mut Diagnostics) -> Api {
    let sources = document.sources;
    let info = sources.get(document.root, "info");
    let text = |key| {
        info.and_then(|info| sources.get_str(info, key))
            .unwrap_or_default()
            .to_owned()
    };
    let mut types = types::Types::new(document, options, diagnostics);
    types.components();
    let (tags, operations) = if options.client {
        operations::operations(&mut types, options)
    } else {
        Default::default()
    };
    let mut security = types.security(document.root);
    security.retain(|_| options.client);
    let mut security_schemes = std::mem::take(&mut types.schemes.list);
    security_schemes.retain(|_| options.client);
    let (mut all_types, tables) = types.finish();
    boxes::break_cycles(&mut all_types);
    setters::name(&mut all_types);
    let mut api = Api {
        title: text("title"),
        version: text("version"),
        docs: info.map(|info| docs(document, info)).unwrap_or_default(),
        license: info
            .and_then(|info| sources.get_str(sources.get(info, "license")?, "name"))
            .map(str::to_owned),
        servers: servers(document, document.root),
        security,
        tags,
        dates: options.dates,
        deprecated: options.deprecated,
        types: all_types,
        tables,
        operations,
        security_schemes,
        map: options.map,
    };
    if !options.docs {
        without_docs::strip(&mut api);
    }
    api
}

/// The servers that a node declares (OpenAPI 3.0.4, section 4.7.5).
fn servers(document: &Document<'_>, node: NodeId) -> Vec<Server> {
    let sources = document.sources;
    let Some(list) = sources.get(node, "servers") else {
        return Vec::new();
    };
    let server = |node: &NodeId| {
        let variables = sources
            .get(*node, "variables")
            .map_or(&[][..], |map| sources.entries(map));
        let variable = |entry: &crate::source::Entry| {
            let default = sources.get(entry.value, "default")?;
            let text = match sources.kind(default) {
                NodeKind::String(text) | NodeKind::Number(text) => text.to_string(),
                _ => return None,
            };
            Some((entry.key.to_string(), text))
        };
        Some(Server {
            url: sources.get_str(*node, "url")?.to_owned(),
            description: sources.get_str(*node, "description").map(str::to_owned),
            variables: variables.iter().filter_map(variable).collect(),
        })
    };
    sources.items(list).iter().filter_map(server).collect()
}
