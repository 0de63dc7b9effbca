//! Operations as structs, and the tables that describe them.

use proc_macro2::TokenStream;
use quote::quote;

use super::code::{Code, literal};
use super::constructors::{FieldOf, Rest};
use super::text;
use super::tokens::{File, ident, word};
use crate::model::{
    Answer, AnswerVariant, Argument, Headers, Location, Operation, Parameter, ParameterStyle,
    Server, Status,
};

impl File<'_> {
    /// Adds an operation with everything that belongs to it.
    pub fn operation(&mut self, operation: &Operation) {
        self.uses_rt = true;
        let arguments: Vec<&Argument> = arguments(operation).collect();
        let members: Vec<_> = arguments
            .iter()
            .enumerate()
            .map(|(place, a)| FieldOf {
                ident: &a.ident,
                ty: &a.ty,
                needed: a.required.then_some(place),
            })
            .collect();
        self.operation_struct(operation, &arguments, &members);
        self.constructor(
            &operation.name,
            &members,
            Rest::Arguments,
            &deprecated(operation),
        );
        self.ties(operation, &members);
        self.table_of(operation);
        if let Some(body) = &operation.body {
            self.body_enum(body, &operation.name);
        }
        self.answer_enum(&operation.output, operation);
        self.answer_enum(&operation.error, operation);
        if let Some(headers) = &operation.headers {
            self.headers(headers);
        }
    }

    fn operation_struct(
        &mut self,
        operation: &Operation,
        arguments: &[&Argument],
        members: &[FieldOf<'_>],
    ) {
        let name = ident(&operation.name);
        let prose = self.page.prose(prose(operation));
        let mut fields = Vec::new();
        for argument in arguments {
            let (prose, ident, ty) = (
                self.docs(&argument.docs),
                ident(&argument.ident),
                self.ty(&argument.ty),
            );
            fields.push(quote!(#prose pub #ident: #ty));
        }
        let derives = if members.iter().any(|member| member.needed.is_some()) {
            quote!(Clone)
        } else {
            quote!(Clone, Default)
        };
        self.page.item(quote! {
            #prose
            #[derive(#derives)]
            pub struct #name { #(#fields),* }
        });
    }

    /// Adds what ties the struct to its table and its answers.
    fn ties(&mut self, operation: &Operation, members: &[FieldOf<'_>]) {
        let setters = members.iter().map(|member| self.setter(member).into());
        let setters = Code::list("[", setters.collect(), "]");
        let headers = operation.headers.as_ref();
        let mut arguments = vec![
            Code::from(word(&operation.name).into_owned()),
            operation.table.as_str().into(),
            setters,
            self.answer(&operation.output).into(),
            self.answer(&operation.error).into(),
            headers.map_or("()", |headers| &headers.name).into(),
        ];
        if let Some(body) = operation.body.as_ref().filter(|body| body.choice.is_some()) {
            arguments.push(word(&body.argument.ident).into_owned().into());
        }
        let code = Code::list("rt::operation!(", arguments, ")").lines(";");
        self.page.code(&code);
    }

    /// The type of an answer.
    fn answer(&mut self, answer: &Answer) -> String {
        match answer {
            Answer::One(ty) => self.ty_text(ty),
            Answer::Several { name, .. } => word(name).into_owned(),
        }
    }

    /// Adds the enum that an answer is where there are several.
    fn answer_enum(&mut self, answer: &Answer, operation: &Operation) {
        let Answer::Several { name, variants } = answer else {
            return;
        };
        let doc = format!(" What [`{}`] answers with, by status.", operation.name);
        let ty = ident(name);
        let mut items = Vec::new();
        let mut patterns = Vec::new();
        for variant in variants {
            let (prose, ident, ty) = (
                self.docs(&variant.docs),
                ident(&variant.ident),
                self.ty(&variant.ty),
            );
            items.push(quote!(#prose #ident(#ty)));
            patterns.push(format!("{} = {}", word(&variant.ident), pattern(variant)).into());
        }
        self.page.item(quote! {
            #[doc = #doc]
            #[derive(Clone, Debug)]
            pub enum #ty {
                #(#items,)*
                #[doc = " The answer of a status that the document does not list."]
                Other(rt::Json),
            }
        });
        let arguments = vec![
            Code::from(word(name).into_owned()),
            Code::list("[", patterns, "]"),
        ];
        let code = Code::list("rt::answers!(", arguments, ")").lines(";");
        self.page.code(&code);
    }

    fn headers(&mut self, headers: &Headers) {
        let name = ident(&headers.name);
        let mut fields = Vec::new();
        let mut rows = Vec::new();
        let field = self.rt("Field");
        for member in &headers.members {
            let (prose, ident, ty) = (
                self.docs(&member.docs),
                ident(&member.ident),
                self.ty(&member.ty),
            );
            fields.push(quote!(#prose pub #ident: #ty));
            let parts = vec![
                literal(&member.name).into(),
                self.schema_ref(&member.schema),
            ];
            let start = format!("{} = {field}::optional(", word(&member.ident));
            rows.push(Code::list(start, parts, ")"));
        }
        let doc = format!(
            " The headers that an answer of [`{}`] may have.",
            headers.operation
        );
        self.page.item(quote! {
            #[doc = #doc]
            #[derive(Clone)]
            pub struct #name { #(#fields),* }
        });
        let arguments = vec![
            Code::from(word(&headers.name).into_owned()),
            headers.table.as_str().into(),
            Code::list("[", rows, "]"),
        ];
        let code = Code::list("rt::members!(", arguments, ")").lines(";");
        self.page.code(&code);
    }

    /// Adds the table of an operation.
    fn table_of(&mut self, operation: &Operation) {
        let servers = if operation.servers.is_empty() {
            format!("{}::SERVERS", self.root).into()
        } else {
            Code::slice(operation.servers.iter().map(server).collect())
        };
        let parameters = operation
            .parameters
            .iter()
            .map(|parameter| self.parameter_row(parameter))
            .collect();
        let body = operation.body.as_ref();
        let body = body.map_or_else(
            || Code::from("None"),
            |body| self.body_row(body).after("Some(").then(")"),
        );
        let security = operation.security.iter().map(|all| {
            let all = all.iter().map(|one| {
                let parts = vec![
                    format!("scheme: &{}::security::{}", self.root, ident(&one.scheme)).into(),
                    Code::texts(&one.scopes).after("scopes: "),
                ];
                Code::list("rt::http::Requirement {", parts, "}")
            });
            Code::slice(all.collect())
        });
        let parts = vec![
            format!("id: {}", literal(&operation.id)).into(),
            format!("method: {}", literal(&operation.method)).into(),
            format!("path: {}", literal(&operation.path)).into(),
            servers.after("servers: "),
            Code::slice(parameters).after("parameters: "),
            body.after("body: "),
            Code::texts(&operation.accept).after("accept: "),
            Code::slice(security.collect()).after("security: "),
        ];
        let table = Code::list("rt::http::OperationTable {", parts, "}");
        let start = format!("static {}: rt::http::OperationTable = ", operation.table);
        self.page.code(&table.after(&start).lines(";"));
    }

    fn parameter_row(&mut self, parameter: &Parameter) -> Code {
        let make = format!("{:?}", parameter.location).to_lowercase();
        let parts = vec![
            literal(&parameter.name).into(),
            self.schema_ref(&parameter.argument.schema),
        ];
        let mut behind = String::new();
        if parameter.argument.required && parameter.location != Location::Path {
            behind += ".required()";
        }
        let usual = match parameter.location {
            Location::Path | Location::Header => (ParameterStyle::Simple, false),
            Location::QueryString => {
                let form = "application/x-www-form-urlencoded".to_owned();
                (ParameterStyle::Content(form), false)
            }
            _ => (ParameterStyle::Form, true),
        };
        if usual != (parameter.style.clone(), parameter.explode) {
            behind += &format!(".style({}, {})", style(&parameter.style), parameter.explode);
        }
        if parameter.allow_reserved {
            behind += ".allow_reserved()";
        }
        if parameter.allow_empty {
            behind += ".allow_empty()";
        }
        Code::list(format!("rt::http::Parameter::{make}("), parts, ")").then(&behind)
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
fn prose(operation: &Operation) -> Vec<String> {
    let mut lines = text::lines(&operation.docs);
    if !lines.is_empty() {
        lines.push(String::new());
    }
    lines.push(format!(
        "`{} {}`",
        operation.method,
        operation.path.replace('`', "")
    ));
    lines
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
pub(super) fn server(server: &Server) -> Code {
    let variables = server
        .variables
        .iter()
        .map(|(name, value)| Code::pair(literal(name), literal(value)));
    let parts = vec![
        format!("url: {}", literal(&server.url)).into(),
        Code::slice(variables.collect()).after("variables: "),
    ];
    Code::list("rt::http::Server {", parts, "}")
}

pub(super) fn style(style: &ParameterStyle) -> String {
    match style {
        ParameterStyle::Content(media) => {
            format!("rt::http::Style::Content({})", literal(media))
        }
        named => format!("rt::http::Style::{named:?}"),
    }
}

fn pattern(variant: &AnswerVariant) -> String {
    let one = |status: &Status| match status {
        Status::Code(code) => code.to_string(),
        Status::Class(class) => format!("{class}00..={class}99"),
        Status::Default => "_".to_owned(),
    };
    if variant.statuses.contains(&Status::Default) {
        return "_".to_owned();
    }
    let all: Vec<_> = variant.statuses.iter().map(one).collect();
    all.join(" | ")
}
