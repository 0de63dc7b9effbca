//! Operations as structs, and the tables that describe them.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::constructors::{FieldOf, Rest};
use super::tables::option;
use super::text;
use super::tokens::{File, doc_lines, docs, ident};
use crate::model::{
    Answer, AnswerVariant, Argument, Body, Headers, Location, Operation, Parameter, ParameterStyle,
    Server, Status,
};

impl File<'_> {
    /// An operation with everything that belongs to it.
    pub fn operation(&mut self, operation: &Operation) -> TokenStream {
        let (name, table) = (ident(&operation.name), ident(&operation.table));
        self.uses_rt = true;
        let arguments: Vec<&Argument> = arguments(operation).collect();
        let fields = self.fields(&arguments);
        let members: Vec<_> = arguments
            .iter()
            .enumerate()
            .map(|(place, a)| FieldOf {
                ident: &a.ident,
                ty: &a.ty,
                needed: a.required.then_some(place),
            })
            .collect();
        let making = self.constructor(
            &operation.name,
            &members,
            Rest::Arguments,
            &deprecated(operation),
        );
        let setters = self.setters(&operation.name, &members);
        let idents: Vec<_> = arguments
            .iter()
            .map(|argument| ident(&argument.ident))
            .collect();
        let (output, outputs) = self.answer(&operation.output, operation);
        let (error, errors) = self.answer(&operation.error, operation);
        let (headers, header_struct) = self.headers(operation.headers.as_ref());
        let prose = prose(operation);
        let needs = members.iter().any(|member| member.needed.is_some());
        let derives = if needs {
            quote!(Clone)
        } else {
            quote!(Clone, Default)
        };
        let table = self.table_of(operation, &table);
        let static_name = ident(&operation.table);
        quote! {
            #prose
            #[derive(#derives)]
            pub struct #name { #(#fields),* }
            #making
            #setters
            rt::operation!(#name, #static_name, [#(#idents),*], #output, #error, #headers);
            #table
            #outputs
            #errors
            #header_struct
        }
    }

    fn fields(&mut self, arguments: &[&Argument]) -> Vec<TokenStream> {
        let field = |argument: &&Argument| {
            let (prose, ident, ty) = (
                docs(&argument.docs, ""),
                ident(&argument.ident),
                self.ty(&argument.ty),
            );
            quote!(#prose pub #ident: #ty)
        };
        arguments.iter().map(field).collect()
    }

    /// The type of an answer, and the enum that it is where there are several.
    fn answer(&mut self, answer: &Answer, operation: &Operation) -> (TokenStream, TokenStream) {
        match answer {
            Answer::One(ty) => (self.ty(ty), TokenStream::new()),
            Answer::Several { name, variants } => {
                let doc = format!(" What [`{}`] answers with, by status.", operation.name);
                let name = ident(name);
                let idents: Vec<_> = variants
                    .iter()
                    .map(|variant| ident(&variant.ident))
                    .collect();
                let patterns: Vec<_> = variants.iter().map(pattern).collect();
                let lines: Vec<_> = variants
                    .iter()
                    .map(|variant| docs(&variant.docs, ""))
                    .collect();
                let types: Vec<_> = variants
                    .iter()
                    .map(|variant| self.ty(&variant.ty))
                    .collect();
                let item = quote! {
                    #[doc = #doc]
                    #[derive(Clone, Debug)]
                    pub enum #name {
                        #(#lines #idents(#types),)*
                        #[doc = " The answer of a status that the document does not list."]
                        Other(rt::Json),
                    }
                    rt::answers!(#name, [#(#idents = #patterns),*]);
                };
                (quote!(#name), item)
            }
        }
    }

    fn headers(&mut self, headers: Option<&Headers>) -> (TokenStream, TokenStream) {
        let Some(headers) = headers else {
            return (quote!(()), TokenStream::new());
        };
        let (name, table) = (ident(&headers.name), ident(&headers.table));
        let mut fields = Vec::new();
        let mut rows = Vec::new();
        let (field_ty, schema_ty) = (self.rt("Field"), self.rt("Schema"));
        for member in &headers.members {
            let (prose, ident, ty) = (
                docs(&member.docs, ""),
                ident(&member.ident),
                self.ty(&member.ty),
            );
            fields.push(quote!(#prose pub #ident: #ty));
            let (name, schema) = (&member.name, self.schema_ref(&member.schema));
            rows.push(quote!(#field_ty::optional(#name, #schema)));
        }
        let idents: Vec<_> = headers
            .members
            .iter()
            .map(|member| ident(&member.ident))
            .collect();
        let doc = format!(
            " The headers that an answer of [`{}`] may have.",
            headers.operation
        );
        let item = quote! {
            #[doc = #doc]
            #[derive(Clone)]
            pub struct #name { #(#fields),* }
            rt::object!(#name, #table, [#(#idents),*]);
            static #table: #schema_ty = #schema_ty::object(&[#(#rows),*], &[]);
        };
        (quote!(#name), item)
    }

    fn table_of(&mut self, operation: &Operation, name: &proc_macro2::Ident) -> TokenStream {
        let Operation {
            id,
            method,
            path,
            accept,
            ..
        } = operation;
        let servers = if operation.servers.is_empty() {
            let root = &self.root;
            quote!(#root::SERVERS)
        } else {
            let servers = operation.servers.iter().map(server);
            quote!(&[#(#servers),*])
        };
        let parameters: Vec<_> = operation
            .parameters
            .iter()
            .map(|parameter| self.parameter_row(parameter))
            .collect();
        let body = option(operation.body.as_ref().map(|body| self.body_row(body)));
        let security = operation.security.iter().map(|all| {
            let all = all.iter().map(|one| {
                let (scheme, scopes) = (&one.scheme, &one.scopes);
                quote!(rt::http::Requirement { scheme: #scheme, scopes: &[#(#scopes),*] })
            });
            quote!(&[#(#all),*])
        });
        quote! {
            static #name: rt::http::OperationTable = rt::http::OperationTable {
                id: #id,
                method: #method,
                path: #path,
                servers: #servers,
                parameters: &[#(#parameters),*],
                body: #body,
                accept: &[#(#accept),*],
                security: &[#(#security),*],
            };
        }
    }

    fn parameter_row(&mut self, parameter: &Parameter) -> TokenStream {
        let make = ident(&format!("{:?}", parameter.location).to_lowercase());
        let (name, schema) = (&parameter.name, self.schema_ref(&parameter.argument.schema));
        let needed = (parameter.argument.required && parameter.location != Location::Path)
            .then(|| quote!(.required()));
        let usual = match parameter.location {
            Location::Path | Location::Header => (ParameterStyle::Simple, false),
            Location::QueryString => {
                let form = "application/x-www-form-urlencoded".to_owned();
                (ParameterStyle::Content(form), false)
            }
            _ => (ParameterStyle::Form, true),
        };
        let styled = (usual != (parameter.style.clone(), parameter.explode)).then(|| {
            let (style, explode) = (style(&parameter.style), parameter.explode);
            quote!(.style(#style, #explode))
        });
        let reserved = parameter.allow_reserved.then(|| quote!(.allow_reserved()));
        let empty = parameter.allow_empty.then(|| quote!(.allow_empty()));
        quote!(rt::http::Parameter::#make(#name, #schema) #needed #styled #reserved #empty)
    }

    fn body_row(&mut self, body: &Body) -> TokenStream {
        let (media, required, schema) = (
            &body.media,
            body.argument.required,
            self.schema_ref(&body.argument.schema),
        );
        quote!(rt::http::Body { media: #media, schema: #schema, required: #required })
    }
}

fn arguments(operation: &Operation) -> impl Iterator<Item = &Argument> {
    operation
        .parameters
        .iter()
        .map(|parameter| &parameter.argument)
        .chain(operation.body.as_ref().map(|body| &body.argument))
}

/// What the document says, then the request line.
fn prose(operation: &Operation) -> TokenStream {
    let mut lines = text::lines(&operation.docs);
    if !lines.is_empty() {
        lines.push(String::new());
    }
    lines.push(format!(
        "`{} {}`",
        operation.method,
        operation.path.replace('`', "")
    ));
    doc_lines(&lines)
}

fn deprecated(operation: &Operation) -> TokenStream {
    operation
        .docs
        .deprecated
        .as_ref()
        .map_or_else(TokenStream::new, |deprecation| {
            let note: String = text::deprecation(deprecation)
                .chars()
                .filter(|c| !c.is_control())
                .collect();
            let note = note
                .strip_prefix("Deprecated, ")
                .or(note.strip_prefix("Deprecated; "))
                .unwrap_or_default();
            if note.is_empty() {
                quote!(#[deprecated])
            } else {
                quote!(#[deprecated(note = #note)])
            }
        })
}

/// A server as the runtime's table has it.
pub(super) fn server(server: &Server) -> TokenStream {
    let (url, names, values) = (
        &server.url,
        server.variables.iter().map(|v| &v.0),
        server.variables.iter().map(|v| &v.1),
    );
    quote!(rt::http::Server { url: #url, variables: &[#((#names, #values)),*] })
}

fn style(style: &ParameterStyle) -> TokenStream {
    match style {
        ParameterStyle::Content(media) => quote!(rt::http::Style::Content(#media)),
        named => {
            let name = ident(&format!("{named:?}"));
            quote!(rt::http::Style::#name)
        }
    }
}

fn pattern(variant: &AnswerVariant) -> TokenStream {
    let one = |status: &Status| match status {
        Status::Code(code) => {
            let code = Literal::u16_unsuffixed(*code);
            quote!(#code)
        }
        Status::Class(class) => {
            let (from, to) = (
                Literal::u16_unsuffixed(u16::from(*class) * 100),
                Literal::u16_unsuffixed(u16::from(*class) * 100 + 99),
            );
            quote!(#from..=#to)
        }
        Status::Default => quote!(_),
    };
    if variant.statuses.contains(&Status::Default) {
        return quote!(_);
    }
    let all = variant.statuses.iter().map(one);
    quote!(#(#all)|*)
}
