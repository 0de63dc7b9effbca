//! Bodies of requests: their rows in an operation's table, and enums over several media types.

use super::code::{Code, literal};
use super::idents::word;
use super::items::Part;
use super::operations::style;
use super::text;
use super::tokens::File;
use crate::model::{Body, BodyMedia, Encoding, Shape, TypeRef};

impl File<'_> {
    /// The body in the operation's table.
    pub fn body_row(&mut self, body: &Body) -> Code {
        let media = body.media.iter().chain(&body.also);
        let media = media.map(|media| self.media_row(media));
        let media = Code::slice(media.collect());
        let make = if body.argument.required {
            "required"
        } else {
            "optional"
        };
        media.after(&format!("rt::http::Body::{make}(")).then(")")
    }

    fn media_row(&mut self, media: &BodyMedia) -> Code {
        let parts = vec![literal(&media.media).into(), self.schema_ref(&media.schema)];
        let mut behind = String::new();
        if !media.first.is_empty() || media.rest.is_some() {
            let first: Vec<_> = media.first.iter().map(part).collect();
            let rest = media.rest.as_ref();
            let rest = rest.map_or("None".to_owned(), |rest| format!("Some(&{})", part(rest)));
            behind += &format!(".items(&[{}], {rest})", first.join(", "));
        }
        if !media.versions.is_empty() {
            let versions: Vec<_> = media.versions.iter().map(|name| literal(name)).collect();
            behind += &format!(".versions(&[{}])", versions.join(", "));
        }
        let new = Code::list("rt::http::Media::new(", parts, ")");
        if media.parts.is_empty() {
            return new.then(&behind);
        }
        let rows = media.parts.iter().map(|one| part(one).into()).collect();
        Code::list(
            format!("{}.parts(&[", new.flat()),
            rows,
            format!("]){behind}"),
        )
    }

    /// Adds the enum over the media types of a body, where there are several.
    pub fn body_enum(&mut self, body: &Body, operation: &str) {
        let Some(name) = &body.choice else { return };
        let (mut items, mut idents, mut made) = (Vec::new(), Vec::new(), Vec::new());
        let mut seen: Vec<&TypeRef> = Vec::new();
        for media in &body.media {
            let (variant, inner) = (word(&media.ident), self.ty_text(&media.ty));
            let about = format!("{}.", text::plain_code(&media.media));
            items.push(Part::new(vec![about], format!("{variant}({inner})")));
            // A type turns into the first variant that holds it.
            let target = self.target(&media.ty);
            if !seen.contains(&target) {
                seen.push(target);
                made.push(format!("{variant}: {}", self.ty_text(&media.ty)).into());
            }
            idents.push(variant.to_string().into());
        }
        let about = format!("The body of [`{operation}`], by media type.");
        self.choice(name, about, items);
        let arguments = vec![
            Code::from(word(name).into_owned()),
            Code::list("[", idents, "]"),
            Code::list("[", made, "]"),
        ];
        let code = Code::list("rt::bodies!(", arguments, ")").lines(";");
        self.page.code(&code);
    }

    /// A type, aliases looked through.
    fn target<'t>(&self, mut ty: &'t TypeRef) -> &'t TypeRef
    where
        Self: 't,
    {
        for _ in 0..32 {
            let TypeRef::Named(id) = ty else { break };
            match &self.api.types[id.0].shape {
                Shape::Alias(next) => ty = next,
                _ => break,
            }
        }
        ty
    }
}

fn part(encoding: &Encoding) -> String {
    let mut row = format!("rt::http::Part::new({})", literal(&encoding.name));
    if let Some(media) = &encoding.content_type {
        row += &format!(".content_type({})", literal(media));
    }
    if let Some((named, explode, reserved)) = &encoding.style {
        row += &format!(".style({}, {explode}, {reserved})", style(named));
    }
    if !encoding.headers.is_empty() {
        let pair =
            |(name, value): &(String, String)| format!("({}, {})", literal(name), literal(value));
        let pairs: Vec<_> = encoding.headers.iter().map(pair).collect();
        row += &format!(".headers(&[{}])", pairs.join(", "));
    }
    row
}
