//! The servers of the API, where there is something to choose: constants, and structs of their variables.

use quote::quote;

use super::code::{Code, literal};
use super::idents::{ident, word};
use super::jobs::with_head;
use super::page::{Page, comments};
use super::{GeneratedFile, text};
use crate::model::{Api, Docs, NamedServer, Server, ServerChoice, ServerField, Variable};

/// `src/servers.rs`; `None` where there is nothing to choose.
pub(super) fn file(api: &Api, root: &str) -> Option<Result<GeneratedFile, String>> {
    if api.named_servers.is_empty() {
        return None;
    }
    let docs = "The servers of the API: a client is told which one to call (`Client::server`).";
    Some(
        page(api, root)
            .and_then(|page| with_head("src/servers.rs", &[docs.to_owned()], page.finish())),
    )
}

fn page(api: &Api, root: &str) -> Result<Page, String> {
    let root: proc_macro2::TokenStream =
        root.parse().map_err(|error| format!("{root}: {error}"))?;
    let mut page = Page::default();
    page.item(quote!(use #root::rt;));
    for one in &api.named_servers {
        let said = one.server.description.as_ref();
        let said = said.filter(|said| said.trim() != one.server.url);
        let mut said = lines(&said.cloned());
        if !said.is_empty() {
            said.push(String::new());
        }
        said.push(text::plain_code(&one.server.url));
        let start = format!("pub const {}: rt::http::Server = ", one.constant);
        let constant = server(&one.server).after(&start).lines(";");
        if one.fields.is_empty() {
            let mut item = String::new();
            comments(&mut item, 0, &said);
            page.code(&(item + &constant));
        } else {
            variables(&mut page, one, said);
            page.code(&constant);
        }
    }
    Ok(page)
}

/// A server with variables as a struct, with the enums of those that have listed values.
fn variables(page: &mut Page, one: &NamedServer, said: Vec<String>) {
    let name = ident(&one.name);
    let prose = page.prose(said);
    let (mut members, mut ties) = (Vec::new(), Vec::new());
    for (variable, field) in one.server.variables.iter().zip(&one.fields) {
        let prose = page.prose(lines(&variable.description));
        let member = ident(&field.ident);
        let ty = ident(
            field
                .choice
                .as_ref()
                .map_or("String", |choice| &choice.name),
        );
        members.push(quote!(#prose pub #member: #ty));
        ties.push(tie(variable, field).into());
    }
    page.item(quote! {
        #prose
        #[derive(Clone, Debug)]
        pub struct #name { #(#members),* }
    });
    let arguments = vec![
        Code::from(word(&one.name).into_owned()),
        one.constant.as_str().into(),
        Code::list("[", ties, "]"),
    ];
    page.code(&Code::list("rt::server!(", arguments, ")").lines(";"));
    for listed in one.fields.iter().filter_map(|field| field.choice.as_ref()) {
        choice(page, listed);
    }
}

fn tie(variable: &Variable, field: &ServerField) -> String {
    let (ty, default) = match &field.choice {
        None => ("String".into(), literal(&variable.default)),
        Some(ServerChoice { name, values }) => {
            let default = values.iter().find(|one| one.value == variable.default);
            let default = default.map_or("", |one| &one.ident);
            (word(name), format!("{}::{}", word(name), word(default)))
        }
    };
    let (member, wire) = (word(&field.ident), literal(&variable.name));
    format!("{member} = {wire}: {ty} = {default}")
}

/// The values of a variable as an enum.
fn choice(page: &mut Page, ServerChoice { name, values }: &ServerChoice) {
    let ty = ident(name);
    let variants = values.iter().map(|one| {
        let prose = page.prose(vec![text::plain_code(&one.value)]);
        let variant = ident(&one.ident);
        quote!(#prose #variant)
    });
    let variants: Vec<_> = variants.collect();
    page.item(quote! {
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum #ty { #(#variants),* }
    });
    let pairs = values
        .iter()
        .map(|one| format!("{} = {}", word(&one.ident), literal(&one.value)).into());
    let arguments = vec![
        Code::from(word(name).into_owned()),
        Code::list("[", pairs.collect(), "]"),
    ];
    page.code(&Code::list("rt::server_values!(", arguments, ")").lines(";"));
}

fn lines(description: &Option<String>) -> Vec<String> {
    text::lines(&Docs::description(description.as_deref()))
}

/// A server as the runtime's table has it.
pub(super) fn server(server: &Server) -> Code {
    let variables = server
        .variables
        .iter()
        .map(|variable| Code::pair(literal(&variable.name), literal(&variable.default)));
    let parts = vec![
        format!("url: {}", literal(&server.url)).into(),
        Code::slice(variables.collect()).after("variables: "),
    ];
    Code::list("rt::http::Server {", parts, "}")
}
