//! The root of a crate.

use proc_macro2::TokenStream;
use quote::quote;

use super::code::Code;
use super::idents::ident;
use super::jobs::{shared_parameters, with_head};
use super::operations;
use super::page::Page;
use super::readme;
use super::servers::server;
use super::text;
use super::{CrateOptions, GeneratedFile, Runtime};
use crate::model::{Api, Docs};

/// `src/lib.rs`.
pub(super) fn library(api: &Api, options: &CrateOptions) -> Result<GeneratedFile, String> {
    let mut page = Page::default();
    attributes(api, options, &mut page);
    let seen = match options.hidden {
        true => quote!(pub(crate)),
        false => quote!(pub),
    };
    modules(api, options, &seen, &mut page);
    reexports(options, &seen, &mut page);
    if options.client {
        statics(api, options, &mut page);
    }
    readme::compiled(options, &mut page);
    with_head(super::LIBRARY, &docs(api), page.finish())
}

fn modules(api: &Api, options: &CrateOptions, seen: &TokenStream, page: &mut Page) {
    let module = |name: &str, is_there: bool| {
        let ident = ident(name);
        is_there.then(|| quote!(#seen mod #ident;))
    };
    let operations = module("operations", options.client);
    let parameters = module("parameters", !shared_parameters(api).is_empty());
    let runtime = module("rt", options.runtime == Runtime::Embedded);
    let security = module("security", !api.security_schemes.is_empty());
    let servers = module("servers", options.client && !api.named_servers.is_empty());
    page.item(quote!(#operations #parameters #runtime #security #servers #seen mod types;));
}

/// What of the runtime is at hand at the root.
fn reexports(options: &CrateOptions, seen: &TokenStream, page: &mut Page) {
    // The features of a crate that has this as a module are its own.
    let blocking = (options.module.is_none() && options.client).then(|| {
        quote!(
            #[cfg(feature = "ureq")]
            #seen use rt::http::BlockingClient;
        )
    });
    let calls = options.client.then(|| {
        quote!(
            #seen use rt::http::{
                ApiFailure, Client, Credential, Error, Operation, Paged, Response, Streamed,
            };
        )
    });
    let runtime =
        (options.runtime != Runtime::Embedded).then(|| quote!(#seen use specsmith_runtime as rt;));
    page.item(quote! {
        #blocking
        #calls
        #seen use rt::{Checked, Violation, Violations};
        #runtime
    });
}

/// What calls are made with unless they or the client say otherwise.
fn statics(api: &Api, options: &CrateOptions, page: &mut Page) {
    let seen = if options.hidden { "pub(crate)" } else { "pub" };
    let servers = Code::slice(api.servers.iter().map(server).collect());
    let servers = servers.after(&format!("{seen} static SERVERS: &[rt::http::Server] = "));
    page.code(&format!(
        "/// The servers of the document, the default first.\n{}",
        servers.lines(";")
    ));
    if !api.security.is_empty() {
        let security = operations::security(&api.security, "");
        let security = security.after(&format!(
            "{seen} static SECURITY: &[&[rt::http::Requirement]] = "
        ));
        page.code(&format!(
            "/// Who may call, where an operation does not say otherwise: one of these, each with all of its parts.\n{}",
            security.lines(";")
        ));
    }
}

/// What the document says of itself.
fn docs(api: &Api) -> Vec<String> {
    let mut docs = api.docs.clone();
    docs.summary = Some(api.title.as_str().into());
    let mut lines = text::lines(&docs);
    if !api.about.is_empty() {
        lines.push(String::new());
        let about = api.about.iter().map(|line| format!("- {line}"));
        let about = about.collect::<Vec<_>>().join("\n");
        lines.extend(text::lines(&Docs::description(Some(about))));
    }
    lines
}

/// What holds for the whole crate.
fn attributes(api: &Api, options: &CrateOptions, page: &mut Page) {
    page.item(quote! {
        #![forbid(unsafe_code)]
        #![allow(
            clippy::disallowed_names, clippy::doc_lazy_continuation, clippy::doc_overindented_list_items,
            clippy::large_enum_variant, clippy::tabs_in_doc_comments, clippy::too_many_arguments,
            reason = "names and prose are the document's, and a box stands only where a type would contain itself"
        )]
    });
    if options.module.is_some() {
        page.item(quote! {
            #![allow(
                dead_code, unreachable_pub, unused_imports,
                reason = "a crate need not use all of an API, nor let others do so"
            )]
        });
    }
    if api.deprecated {
        page.item(quote! {
            #![allow(deprecated, reason = "who uses what is deprecated is to be told, not this crate")]
        });
    }
    if options.name.contains(char::is_uppercase) {
        page.item(quote! {
            #![allow(non_snake_case, reason = "the crate is called so")]
        });
    }
}
