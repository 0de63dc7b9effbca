//! The document as an API: types, tables and operations.

mod advance;
mod all_of;
mod alternatives;
mod annotations;
mod answers;
mod asked;
mod bases;
mod bodies;
mod boxes;
mod branch;
mod defaults;
mod directions;
mod discriminator;
mod docs;
mod dynamic;
mod endless;
mod enum_alternatives;
mod enums;
mod examples;
mod explain;
mod explain_use;
mod flows;
mod headers;
mod incoming;
mod inline;
mod inlines;
mod kept;
mod kinds;
mod lifted;
mod links;
mod lists;
mod made_of;
mod media;
mod met;
mod named;
mod names;
mod nullable;
mod objects;
mod operations;
mod options;
mod page_names;
mod paging;
mod paging_set;
mod parameters;
mod parts;
mod path_variables;
mod patterns;
mod place;
mod plain;
mod reach;
mod recent;
mod referenced;
mod renamed;
mod requirements;
mod restated;
mod rules;
mod scalars;
mod scope;
mod security;
mod select;
mod servers;
mod setters;
mod sides;
mod statuses;
mod store;
mod streams;
mod styles;
mod told;
mod types;
mod unions;
mod variants;
mod versions;
mod wishes;
mod without_docs;
mod words;

use crate::diagnostic::Diagnostics;
use crate::document::Document;
use crate::model::Api;
use crate::source::NodeId;

pub(crate) use docs::docs;
pub use explain::explain;
pub(crate) use names::{component_key, pascal, referenced};
pub use options::{Advances, Options, Paged, Pick, Wanted, Wish};
pub(crate) use referenced::namesakes;
pub(crate) use scope::{Scope, WantedName};

/// Makes an API of a document. What cannot be expressed is widened or left out, and reported.
pub fn lower(document: &Document<'_>, options: &Options, diagnostics: &mut Diagnostics) -> Api {
    lower_beside(document, options, diagnostics, &mut |_, rest| rest())
}

/// The same. The types of the schemas that have names are ready before the operations are read: `beside` has them, may do
/// with them what it can in other threads, and must have the rest of the work done in this one.
pub fn lower_beside(
    document: &Document<'_>,
    options: &Options,
    diagnostics: &mut Diagnostics,
    beside: &mut dyn FnMut(&Api, &mut dyn FnMut()),
) -> Api {
    let mut types = types::Types::new(document, options, diagnostics);
    types.components();
    let ready = types
        .store
        .settle(about(document, options), |api| last(api, 0, options));
    let mut rest = Default::default();
    beside(&ready, &mut || {
        if options.client {
            rest = operations::operations(&mut types);
        }
    });
    drop(ready);
    let (tags, operations) = rest;
    let mut security = types.security(document.root);
    // Who needs no scheme needs no static that says so.
    if security.iter().all(Vec::is_empty) {
        security.clear();
    }
    let security_schemes = std::mem::take(&mut types.schemes.list);
    types.report_late();
    // Of what is not wanted nothing is made, and what is set for it waits for another run.
    if options.client && options.include.is_empty() && options.exclude.is_empty() {
        let vain = types.wishes.in_vain();
        vain.into_iter().for_each(|one| types.diagnostics.add(one));
    }
    types.read_referenced();
    let examples = std::mem::take(&mut types.examples);
    let (mut api, settled) = types.finish();
    api.examples = examples.judged(&api.tables, document.sources, diagnostics);
    if options.client {
        (api.tags, api.operations) = (tags, operations);
        (api.security, api.security_schemes) = (security, security_schemes);
    }
    api.named_servers = servers::named(&api.servers, &api.operations);
    defaults::of_operations(&mut api);
    last(&mut api, settled, options);
    api
}

/// What is known of an API before its types are.
fn about(document: &Document<'_>, options: &Options) -> Api {
    let sources = document.sources;
    let info = sources.get(document.root, "info");
    let text = |key| {
        info.and_then(|info| sources.get_str(info, key))
            .unwrap_or_default()
            .to_owned()
    };
    Api {
        title: text("title"),
        version: text("version"),
        docs: info.map(|info| docs(document, info)).unwrap_or_default(),
        about: info.map(|info| told(document, info)).unwrap_or_default(),
        servers: servers::servers(document, document.root),
        dates: options.dates,
        deprecated: options.deprecated,
        map: options.map,
        ..Api::default()
    }
}

/// What `info` says of the API beside its prose, a line each (OpenAPI 3.2.0, section 4.2).
fn told(document: &Document<'_>, info: NodeId) -> Vec<String> {
    let sources = document.sources;
    let of = |node: Option<NodeId>, keys: &[&str]| -> Option<String> {
        let said = keys.iter().filter_map(|key| sources.get_str(node?, key));
        let said: Vec<&str> = said.filter(|text| !text.trim().is_empty()).collect();
        (!said.is_empty()).then(|| said.join(", "))
    };
    let part = |key| sources.get(info, key);
    let lines = [
        ("Version", of(Some(info), &["version"])),
        ("License of the API", of(part("license"), &["name", "url"])),
        ("Terms of service", of(Some(info), &["termsOfService"])),
        ("Contact", of(part("contact"), &["name", "email", "url"])),
    ];
    let lines = lines.into_iter();
    lines
        .filter_map(|(what, said)| Some(format!("{what}: {}", said?)))
        .collect()
}

/// What is done to types, from the one at `first` on, when all are there that they speak of.
fn last(api: &mut Api, first: usize, options: &Options) {
    boxes::break_cycles(&mut api.types, first);
    endless::open(&mut api.types, first);
    setters::name(&mut api.types[first..]);
    defaults::of_types(&mut api.types, &api.tables, first);
    made_of::mark(api, first);
    if options.fill_defaults {
        defaults::fill(api, first);
    }
    if !options.docs {
        without_docs::strip(api);
    }
}
