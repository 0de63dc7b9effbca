//! The security schemes of the API, each a static.

use quote::quote;

use super::code::{Code, literal};
use super::idents::ident;
use super::jobs::with_head;
use super::page::{Page, comments};
use super::{GeneratedFile, text};
use crate::model::{Api, SecurityKind, SecurityScheme};

/// `src/security.rs`; `None` where the API has no scheme.
pub(super) fn file(api: &Api, root: &str) -> Option<Result<GeneratedFile, String>> {
    if api.security_schemes.is_empty() {
        return None;
    }
    let docs = "The security schemes of the API: a client is given a credential for one of them.";
    Some(
        page(api, root)
            .and_then(|page| with_head("src/security.rs", &[docs.to_owned()], page.finish())),
    )
}

fn page(api: &Api, root: &str) -> Result<Page, String> {
    let root: proc_macro2::TokenStream =
        root.parse().map_err(|error| format!("{root}: {error}"))?;
    let mut page = Page::default();
    let has_keys = api
        .security_schemes
        .iter()
        .any(|scheme| matches!(scheme.kind, SecurityKind::ApiKey { .. }));
    page.item(if has_keys {
        quote!(use #root::rt::http::{In, SecurityScheme};)
    } else {
        quote!(use #root::rt::http::SecurityScheme;)
    });
    for one in &api.security_schemes {
        let mut said = text::lines(&one.docs);
        if said.is_empty() {
            said.push(kind(one).to_owned());
        }
        let mut item = String::new();
        comments(&mut item, 0, &said);
        let start = format!("pub static {}: SecurityScheme = ", ident(&one.ident));
        item += &made(one).after(&start).lines(";");
        page.code(&item);
    }
    Ok(page)
}

fn made(scheme: &SecurityScheme) -> Code {
    let (maker, more) = match &scheme.kind {
        SecurityKind::Http(kind) => ("http", vec![literal(kind)]),
        SecurityKind::ApiKey { location, name } => {
            let location = match location.as_str() {
                "query" => "In::Query",
                "cookie" => "In::Cookie",
                _ => "In::Header",
            };
            ("api_key", vec![location.to_owned(), literal(name)])
        }
        SecurityKind::OAuth2 { token_url } => {
            let url = token_url
                .as_ref()
                .map(|url| format!("Some({})", literal(url)));
            ("oauth2", vec![url.unwrap_or_else(|| "None".to_owned())])
        }
        SecurityKind::OpenIdConnect(url) => ("open_id_connect", vec![literal(url)]),
        SecurityKind::MutualTls => ("mutual_tls", vec![]),
        SecurityKind::Other(_) => ("other", vec![]),
    };
    let parts = std::iter::once(literal(&scheme.name)).chain(more);
    Code::list(
        format!("SecurityScheme::{maker}("),
        parts.map(Code::from).collect(),
        ")",
    )
}

/// What is said of a scheme of which the document says nothing.
fn kind(scheme: &SecurityScheme) -> &'static str {
    match &scheme.kind {
        SecurityKind::Http(kind) if kind == "bearer" => {
            "A bearer token in the `Authorization` header."
        }
        SecurityKind::Http(kind) if kind == "basic" => {
            "A name and a password in the `Authorization` header."
        }
        SecurityKind::Http(_) => "An `Authorization` header.",
        SecurityKind::ApiKey { .. } => "An API key.",
        SecurityKind::OAuth2 { .. } => "OAuth 2.",
        SecurityKind::OpenIdConnect(_) => "OpenID Connect.",
        SecurityKind::MutualTls => "A TLS client certificate.",
        SecurityKind::Other(_) => "A scheme that OpenAPI does not know.",
    }
}
