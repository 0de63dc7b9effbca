//! Operations as structs, and the tables that describe them.

use super::code::{Code, literal};
use super::constructors::FieldOf;
use super::idents::word;
use super::items::{Item, Part};
use super::servers::server;
use super::text;
use super::tokens::File;
use crate::model::{
    Argument, Docs, Location, Operation, Parameter, ParameterStyle, Requirement, TypeRef,
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
                lacking: false,
                null_setters: a.empty_setters.as_deref(),
                fixed: None,
                deprecated: self.deprecated(&a.docs),
            })
            .collect();
        self.operation_struct(operation, &arguments, &members);
        let own = operation
            .parameters
            .iter()
            .filter(|one| one.shared.is_none());
        let own = own.map(|one| {
            let argument = &one.argument;
            let is_set = !matches!(argument.ty, TypeRef::Option(_));
            (argument.ident.as_str(), argument.default.as_deref(), is_set)
        });
        self.defaults(&operation.name, own);
        let note = deprecated(operation);
        self.constructor("call", &operation.name, &members, note);
        self.ties(operation, &members);
        self.table_of(operation);
        self.paging(operation);
        self.streaming(operation);
        self.links(operation);
        if let Some(body) = &operation.body {
            self.body_enum(body, &operation.name);
        }
        self.answer_enum(&operation.output, operation);
        self.answer_enum(&operation.error, operation);
    }

    fn operation_struct(
        &mut self,
        operation: &Operation,
        arguments: &[&Argument],
        members: &[FieldOf<'_>],
    ) {
        let mut fields = Vec::new();
        let shared = operation.parameters.iter().map(|p| p.shared.as_deref());
        for (argument, shared) in arguments.iter().zip(shared.chain([None])) {
            let lines = match shared {
                Some(name) => {
                    self.uses_parameters = true;
                    let link = format!("parameters::{name}");
                    let known = self.briefs.entry(link);
                    let lines = known.or_insert_with_key(|link| text::brief(&argument.docs, link));
                    lines.clone()
                }
                None => text::lines(&argument.docs),
            };
            let ty = self.ty_text(&argument.ty);
            fields.push(Part {
                prose: lines,
                attributes: self.deprecated(&argument.docs).into_iter().collect(),
                code: format!("pub {}: {ty}", word(&argument.ident)),
            });
        }
        let derives = if members.iter().any(|member| member.needed.is_some()) {
            "#[derive(Clone)]"
        } else {
            "#[derive(Clone, Default)]"
        };
        self.item(&Item {
            prose: prose(operation),
            attributes: vec![derives.to_owned()],
            head: format!("pub struct {}", word(&operation.name)),
            parts: Some(fields),
            by_hand: false,
        });
    }

    /// Adds what ties the struct to its table and its answers.
    fn ties(&mut self, operation: &Operation, members: &[FieldOf<'_>]) {
        let setters = members.iter().map(|member| match member.deprecated {
            Some(_) => word(member.ident).into_owned().into(),
            None => self.setter(member).into(),
        });
        let setters = Code::list("[", setters.collect(), "]");
        let headers = operation.headers.as_ref();
        let mut arguments = vec![
            Code::from(word(&operation.name).into_owned()),
            operation.table.as_str().into(),
            setters,
            self.answer(&operation.output).into(),
            self.answer(&operation.error).into(),
            headers
                .map_or("()".to_owned(), |ty| self.ty_text(ty))
                .into(),
        ];
        if let Some(body) = operation.body.as_ref().filter(|body| body.choice.is_some()) {
            arguments.push(word(&body.argument.ident).into_owned().into());
        }
        let code = Code::list("rt::operation!(", arguments, ")").lines(";");
        self.page.code(&code);
        for member in members.iter().filter(|one| one.deprecated.is_some()) {
            self.setter_apart(&operation.name, member, member.ident);
        }
    }

    /// Adds what an operation answers with one after the other, where it does.
    fn streaming(&mut self, operation: &Operation) {
        let Some(streaming) = &operation.streaming else {
            return;
        };
        let item = self.ty_text(&streaming.item);
        let item = if streaming.is_event {
            format!("rt::http::Event<{item}>")
        } else {
            item
        };
        let arguments = vec![
            Code::from(word(&operation.name).into_owned()),
            item.into(),
            literal(&streaming.media).into(),
        ];
        let code = Code::list("rt::streamed!(", arguments, ")").lines(";");
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
            .map(|parameter| match &parameter.shared {
                Some(name) => format!("parameters::{name}").into(),
                None => self.parameter_row(parameter),
            })
            .collect();
        let body = operation.body.as_ref();
        let body = body.map_or_else(
            || Code::from("None"),
            |body| self.body_row(body).after("Some(").then(")"),
        );
        let inherited = !operation.security.is_empty() && operation.security == self.api.security;
        let security = if inherited {
            format!("{}::SECURITY", self.root).into()
        } else {
            self.security(&operation.security)
        };
        let parts = vec![
            format!("id: {}", literal(&operation.id)).into(),
            format!("method: {}", literal(&operation.method)).into(),
            format!("path: {}", literal(&operation.path)).into(),
            servers.after("servers: "),
            Code::slice(parameters).after("parameters: "),
            body.after("body: "),
            Code::texts(&operation.accept).after("accept: "),
            security.after("security: "),
        ];
        let table = Code::list("rt::http::OperationTable {", parts, "}");
        let start = format!("static {}: rt::http::OperationTable = ", operation.table);
        self.page.code(&table.after(&start).lines(";"));
    }

    /// Alternatives of security schemes that must all be there.
    fn security(&self, alternatives: &[Vec<Requirement>]) -> Code {
        security(alternatives, &format!("{}::", self.root))
    }

    pub fn parameter_row(&mut self, parameter: &Parameter) -> Code {
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
        if parameter.envelope {
            behind += ".envelope()";
        }
        Code::list(format!("rt::http::Parameter::{make}("), parts, ")").then(&behind)
    }
}

pub(super) fn arguments(operation: &Operation) -> impl Iterator<Item = &Argument> {
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
    let call = format!("{} {}", operation.method, operation.path);
    lines.push(text::plain_code(&call));
    if !operation.failures.is_empty() {
        lines.extend([String::new(), "Errors:".to_owned()]);
    }
    for (status, said) in &operation.failures {
        text::item(&mut lines, &status.written("others"), said);
    }
    lines
}

/// What the compiler says of calls of a deprecated operation.
fn deprecated(operation: &Operation) -> Option<String> {
    note(&operation.docs).map(|note| literal(&note))
}

/// What the compiler says of a deprecated thing; `None` for one that is not.
pub(super) fn note(docs: &Docs) -> Option<String> {
    let deprecation = docs.deprecated.as_ref()?;
    let note: String = text::deprecation(deprecation)
        .chars()
        .filter(|c| !c.is_control())
        .collect();
    let told = note.strip_prefix("Deprecated").unwrap_or(&note);
    Some(told.trim_start_matches([',', ';', ':', ' ']).to_owned())
}

/// Alternatives of security schemes that must all be there; `root` stands before the module of the schemes.
pub(super) fn security(alternatives: &[Vec<Requirement>], root: &str) -> Code {
    let requirement = |one: &Requirement| {
        let parts = vec![
            format!("scheme: &{root}security::{}", word(&one.scheme)).into(),
            Code::texts(&one.scopes).after("scopes: "),
        ];
        Code::list("rt::http::Requirement {", parts, "}")
    };
    let all = alternatives
        .iter()
        .map(|all| Code::slice(all.iter().map(requirement).collect()));
    Code::slice(all.collect())
}

pub(super) fn style(style: &ParameterStyle) -> String {
    match style {
        ParameterStyle::Content(media) => {
            format!("rt::http::Style::Content({})", literal(media))
        }
        named => format!("rt::http::Style::{named:?}"),
    }
}
