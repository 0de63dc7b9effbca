//! Answers of several types: enums by status and media type.

use super::code::{Code, literal};
use super::idents::word;
use super::items::Part;
use super::text;
use super::tokens::File;
use crate::model::{Answer, AnswerVariant, Operation, Status};

impl File<'_> {
    /// The type of an answer.
    pub fn answer(&mut self, answer: &Answer) -> String {
        match answer {
            Answer::One(ty) => self.ty_text(ty),
            Answer::Several { name, .. } => word(name).into_owned(),
        }
    }

    /// Adds the enum that an answer is where there are several.
    pub fn answer_enum(&mut self, answer: &Answer, operation: &Operation) {
        let Answer::Several { name, variants } = answer else {
            return;
        };
        let mut items = Vec::new();
        let mut patterns = Vec::new();
        for variant in variants {
            let ty = self.ty_text(&variant.ty);
            let code = format!("{}({ty})", word(&variant.ident));
            items.push(Part::new(lines(variant), code));
            patterns.push(format!("{} = {}", word(&variant.ident), pattern(variant)).into());
        }
        let by_media = variants.iter().any(|variant| !variant.media.is_empty());
        let by = if by_media {
            "status and media type"
        } else {
            "status"
        };
        let other = "The answer of a status that the document does not list.";
        items.push(Part::new(
            vec![other.to_owned()],
            "Other(rt::Json)".to_owned(),
        ));
        let about = format!("What [`{}`] answers with, by {by}.", operation.name);
        self.choice(name, about, items);
        let arguments = vec![
            Code::from(word(name).into_owned()),
            Code::list("[", patterns, "]"),
        ];
        let code = Code::list("rt::answers!(", arguments, ")").lines(";");
        self.page.code(&code);
    }
}

/// What is said of a variant: its media types, where these tell it from others, then what the document says.
fn lines(variant: &AnswerVariant) -> Vec<String> {
    let said = text::lines(&variant.docs);
    if variant.media.is_empty() {
        return said;
    }
    let names = variant.media.iter().map(|name| text::plain_code(name));
    let names: Vec<_> = names.collect();
    let mut lines = vec![format!("{}.", names.join(", "))];
    if !said.is_empty() {
        lines.push(String::new());
        lines.extend(said);
    }
    lines
}

/// The statuses of a variant as a pattern, and its media types behind it.
fn pattern(variant: &AnswerVariant) -> String {
    let statuses = statuses(variant);
    if variant.media.is_empty() {
        return statuses;
    }
    let media: Vec<_> = variant.media.iter().map(|name| literal(name)).collect();
    format!("{statuses} => [{}]", media.join(", "))
}

fn statuses(variant: &AnswerVariant) -> String {
    if variant.statuses.contains(&Status::Default) {
        return "_".to_owned();
    }
    let mut ranges: Vec<(u16, u16)> = Vec::new();
    for status in &variant.statuses {
        let (first, last) = match status {
            Status::Code(code) => (*code, *code),
            Status::Class(class) => (u16::from(*class) * 100, u16::from(*class) * 100 + 99),
            Status::Default => continue,
        };
        match ranges.last_mut() {
            Some((_, end)) if *end + 1 == first => *end = last,
            _ => ranges.push((first, last)),
        }
    }
    let all: Vec<_> = ranges
        .iter()
        .map(|(first, last)| match last - first {
            0 => first.to_string(),
            1 => format!("{first} | {last}"),
            _ => format!("{first}..={last}"),
        })
        .collect();
    all.join(" | ")
}
