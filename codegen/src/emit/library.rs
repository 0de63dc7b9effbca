//! The root of a crate.

use quote::quote;

use super::code::Code;
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
    let (seen, word) = if options.hidden {
        (quote!(pub(crate)), "pub(crate)")
    } else {
        (quote!(pub), "pub")
    };
    let (embedded, outside) = match options.runtime {
        Runtime::Embedded => (
            Some(quote!(
                #seen mod rt;
            )),
            None,
        ),
        _ => (
            None,
            Some(quote!(
                #seen use specsmith_runtime as rt;
            )),
        ),
    };
    let security = (!api.security_schemes.is_empty()).then(|| {
        quote!(
            #seen mod security;
        )
    });
    // The features of a crate that has this as a module are its own.
    let blocking = (options.module.is_none() && options.client).then(|| {
        quote!(
            #[cfg(feature = "ureq")]
            #seen use rt::http::BlockingClient;
        )
    });
    let mut page = Page::default();
    attributes(api, options, &mut page);
    let parameters = (!shared_parameters(api).is_empty()).then(|| {
        quote!(
            #seen mod parameters;
        )
    });
    let servers = (options.client && !api.named_servers.is_empty()).then(|| {
        quote!(
            #seen mod servers;
        )
    });
    let operations = options.client.then(|| {
        quote!(
            #seen mod operations;
        )
    });
    let calls = options.client.then(|| {
        quote!(
            #seen use rt::http::{
                ApiFailure, Client, Credential, Error, Operation, Paged, Response, Streamed,
            };
        )
    });
    page.item(quote!(#operations #parameters #embedded #security #servers #seen mod types;));
    page.item(quote! {
        #blocking
        #calls
        #seen use rt::{Checked, Violation, Violations};
        #outside
    });
    if options.client {
        let servers = Code::slice(api.servers.iter().map(server).collect());
        let servers = servers.after(&format!("{word} static SERVERS: &[rt::http::Server] = "));
        page.code(&format!(
            "/// The servers of the document, the default first.\n{}",
            servers.lines(";")
        ));
    }
    if !api.security.is_empty() && options.client {
        let security = operations::security(&api.security, "");
        let security = security.after(&format!(
            "{word} static SECURITY: &[&[rt::http::Requirement]] = "
        ));
        page.code(&format!(
            "/// Who may call, where an operation does not say otherwise: one of these, each with all of its parts.\n{}",
            security.lines(";")
        ));
    }
    readme::compiled(options, &mut page);
    let mut docs = api.docs.clone();
    docs.summary = Some(api.title.as_str().into());
    let mut lines = text::lines(&docs);
    if !api.about.is_empty() {
        lines.push(String::new());
        let about = api.about.iter().map(|line| format!("- {line}"));
        let about = about.collect::<Vec<_>>().join("\n");
        lines.extend(text::lines(&Docs::description(Some(about))));
    }
    with_head(super::LIBRARY, &lines, page.finish())
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
