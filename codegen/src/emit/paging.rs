//! What leads from page to page, as a macro call.

use super::code::{Code, literal};
use super::idents::word;
use super::tokens::File;
use crate::model::{Advance, Answer, Operation, PageMember, PageVariant, Paging};

impl File<'_> {
    /// Adds what ties an operation to its pages, where it has some.
    pub fn paging(&mut self, operation: &Operation) {
        let Some(paging) = &operation.paging else {
            return;
        };
        let mut arguments = vec![
            Code::from(word(&operation.name).into_owned()),
            self.ty_text(&paging.item).into(),
        ];
        if let (Answer::Several { name, .. }, Some((_, Some(variant)))) =
            (&operation.output, operation.output.page())
        {
            let of = format!("{}::{}", word(name), word(&variant.ident));
            arguments.push(of.into());
            arguments.push(fields(String::new(), &paging.items));
        } else if let Some(union) = &paging.union {
            arguments.push(variants(self.ty_text(union), &paging.variants));
        } else {
            arguments.push(fields(String::new(), &paging.items));
        }
        arguments.push(row(paging));
        let code = Code::list("rt::paged!(", arguments, ")").lines(";");
        self.page.code(&code);
    }
}

/// The fields that lead to the items of a page.
fn fields(start: String, items: &[PageMember]) -> Code {
    // As they stand in an expression: `embedded?.orders`, where the first may be absent.
    let mut path = String::new();
    for (index, member) in items.iter().enumerate() {
        if index > 0 {
            path.push('.');
        }
        path += &word(&member.ident);
        if index + 1 < items.len() {
            path += &"?".repeat(member.options);
        }
    }
    let path = Some(path).filter(|path| !path.is_empty());
    Code::list(start + "[", path.into_iter().map(Code::from).collect(), "]")
}

/// The variants of an enum that are pages, each with its fields.
fn variants(union: String, pages: &[PageVariant]) -> Code {
    let pages = pages.iter();
    let pages = pages.map(|page| fields(format!("{}: ", word(&page.ident)), &page.items));
    Code::list(union + "[", pages.collect(), "]")
}

fn row(paging: &Paging) -> Code {
    let mut behind = String::new();
    if !paging.items.is_empty() {
        let names: Vec<_> = paging
            .items
            .iter()
            .map(|member| member.name.clone())
            .collect();
        behind += &format!(".items(&[{}])", path(&names));
    }
    for (make, member) in [
        ("links", &paging.links),
        ("more", &paging.more),
        ("next", &paging.next),
    ] {
        if let Some(names) = member {
            behind += &format!(".{make}(&[{}])", path(names));
        }
    }
    if let Some(parameter) = &paging.size {
        behind += &format!(".size({})", literal(parameter));
    }
    let advance = vec![advance(&paging.advance).into()];
    Code::list("rt::http::Paging::new(", advance, ")").then(&behind)
}

fn advance(advance: &Advance) -> String {
    match advance {
        Advance::Page { parameter, first } => {
            format!(
                "rt::http::Advance::Page {{ parameter: {}, first: {first} }}",
                literal(parameter)
            )
        }
        Advance::Offset { parameter, first } => {
            format!(
                "rt::http::Advance::Offset {{ parameter: {}, first: {first} }}",
                literal(parameter)
            )
        }
        Advance::Cursor { parameter, from } => format!(
            "rt::http::Advance::Cursor {{ parameter: {}, from: &[{}] }}",
            literal(parameter),
            path(from)
        ),
        Advance::Last { parameter, member } => format!(
            "rt::http::Advance::Last {{ parameter: {}, member: {} }}",
            literal(parameter),
            literal(member)
        ),
        Advance::Url { from } => format!("rt::http::Advance::Url {{ from: &[{}] }}", path(from)),
        Advance::Links => "rt::http::Advance::Links".to_owned(),
        Advance::Header => "rt::http::Advance::Header".to_owned(),
    }
}

fn path(names: &[String]) -> String {
    let names: Vec<_> = names.iter().map(|name| literal(name)).collect();
    names.join(", ")
}
