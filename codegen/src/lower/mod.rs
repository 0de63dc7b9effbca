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
mod links;
mod media;
mod names;
mod nullable;
mod objects;
mod operations;
mod options;
mod paging;
mod paging_set;
mod parameters;
mod patterns;
mod place;
mod referenced;
mod renamed;
mod rules;
mod scalars;
mod security;
mod select;
mod servers;
mod setters;
mod streams;
mod types;
mod unions;
mod variants;
mod wishes;
mod without_docs;

use crate::diagnostic::Diagnostics;
use crate::document::Document;
use crate::model::Api;

pub(crate) use docs::docs;
pub use explain::explain;
pub(crate) use names::{Scope, component_key, pascal, referenced};
pub use options::{Advances, Options, Paged, Pick, Wanted, Wish};

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
    let own_servers = servers::servers(document, document.root);
    let mut api = Api {
        title: text("title"),
        version: text("version"),
        docs: info.map(|info| docs(document, info)).unwrap_or_default(),
        license: info
            .and_then(|info| sources.get_str(sources.get(info, "license")?, "name"))
            .map(str::to_owned),
        named_servers: servers::named(&own_servers, &operations),
        servers: own_servers,
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
