//! Links from one answer to the next call (OpenAPI 3.0.4, section 4.7.20), and the expressions that fill its arguments.

use std::borrow::Cow;
use std::fmt;

use ::http::{HeaderMap, StatusCode};
use bytes::Bytes;

use super::error::ApiFailure;
use super::operation::{Arguments, In, Operation};
use super::response::Response;
use super::server::default_base;
use super::{envelope, request};
use crate::decode::{Mode, fill_json, fill_text};
use crate::encode::to_json;
use crate::{Json, Slot, View};

/// A call whose arguments can be written by index (see `linked!`).
pub trait Linked: Arguments {
    /// Where to write the argument at `index`.
    fn slot(&mut self, index: usize) -> Slot<'_>;
}

/// An argument of the call that a link leads to: its index, and the expression or the text that it is filled with.
pub type Filled = (usize, &'static str);

/// Why a link cannot be followed.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct LinkError {
    /// The argument of the call that the link leads to.
    pub argument: String,
    /// What it is filled with.
    pub expression: &'static str,
    /// What is wrong.
    pub reason: String,
}

impl fmt::Display for LinkError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let LinkError {
            argument,
            expression,
            reason,
        } = self;
        write!(
            f,
            "`{argument}` cannot be had from `{expression}`: {reason}"
        )
    }
}

impl std::error::Error for LinkError {}

/// An answer of `O` that links lead on from: of a call that succeeded, or of an error.
pub trait Answered<O: Operation> {
    /// Status, headers and body.
    #[doc(hidden)]
    fn parts(&self) -> (StatusCode, &HeaderMap, &Bytes);
}

impl<O: Operation> Answered<O> for Response<O::Output, O::Headers> {
    fn parts(&self) -> (StatusCode, &HeaderMap, &Bytes) {
        (self.status, &self.raw_headers, &self.body)
    }
}

impl<O: Operation> Answered<O> for ApiFailure<O::Error> {
    fn parts(&self) -> (StatusCode, &HeaderMap, &Bytes) {
        (self.status, &self.raw_headers, &self.body)
    }
}

impl<O: Operation, T: Answered<O>> Answered<O> for Box<T> {
    fn parts(&self) -> (StatusCode, &HeaderMap, &Bytes) {
        (**self).parts()
    }
}

/// The call that a link leads to from the answer of another.
///
/// # Errors
/// What an argument that the call needs cannot be filled with.
#[doc(hidden)]
pub fn follow<O: Operation, T: Operation + Linked>(
    from: &O,
    answer: &impl Answered<O>,
    link: &[Filled],
) -> Result<T, LinkError> {
    let (status, headers, bytes) = answer.parts();
    let body = std::cell::OnceCell::new();
    let read = || {
        let content = envelope::open(O::table(), bytes).map(|(_, content)| content);
        let text = std::str::from_utf8(content.as_ref().unwrap_or(bytes)).ok()?;
        text.parse().ok()
    };
    let source = Source {
        table: O::table(),
        arguments: from,
        status: status.as_u16(),
        headers,
        body: &|| body.get_or_init(|| read().unwrap_or(Json::Null)).clone(),
    };
    let mut call = T::blank();
    for (index, expression) in link {
        let parameter = T::table().parameters.get(*index);
        let fails = |reason: &str| LinkError {
            argument: parameter.map_or("body", |one| one.name).to_owned(),
            expression,
            reason: reason.to_owned(),
        };
        match source.value(expression) {
            Some(value) => fill(&mut call, *index, &value).map_err(|why| fails(&why))?,
            None if parameter.is_some_and(|one| one.required) => {
                return Err(fails("the answer does not have it"));
            }
            None => {}
        }
    }
    Ok(call)
}

/// Fills an argument; a number or a boolean is a text where one is wanted, and the other way round.
fn fill<T: Linked>(call: &mut T, index: usize, value: &Json) -> Result<(), String> {
    let mut issues = Vec::new();
    let filled = fill_json(call.slot(index), value, Mode::Lenient, &mut issues);
    filled.map_err(|error| error.to_string())?;
    let Some(issue) = issues.first() else {
        return Ok(());
    };
    let text = match value {
        Json::Object(_) | Json::Array(_) | Json::Null => return Err(issue.to_string()),
        Json::String(text) => Cow::Borrowed(text.as_str()),
        other => Cow::Owned(other.to_string()),
    };
    fill_text(call.slot(index), &text).map_err(|violation| violation.to_string())
}

/// What expressions speak of.
struct Source<'a> {
    table: &'static super::operation::OperationTable,
    arguments: &'a dyn Arguments,
    status: u16,
    headers: &'a HeaderMap,
    body: &'a dyn Fn() -> Json,
}

impl Source<'_> {
    /// The value of an expression; of a text with expressions in braces the text with their values; of any other text what
    /// it is as JSON, else itself.
    fn value(&self, text: &str) -> Option<Json> {
        if text.starts_with('$') {
            return self.expression(text);
        }
        if !text.contains("{$") {
            return Some(
                text.parse()
                    .unwrap_or_else(|_| Json::String(text.to_owned())),
            );
        }
        let (mut out, mut rest) = (String::new(), text);
        while let Some((before, (expression, after))) = rest
            .split_once("{$")
            .and_then(|(before, rest)| Some((before, rest.split_once('}')?)))
        {
            out.push_str(before);
            match self.expression(&format!("${expression}"))? {
                Json::String(text) => out.push_str(&text),
                other => out.push_str(&other.to_string()),
            }
            rest = after;
        }
        out.push_str(rest);
        Some(Json::String(out))
    }

    /// The value of an expression (OpenAPI 3.0.4, section 4.7.20.4).
    fn expression(&self, text: &str) -> Option<Json> {
        let string = |text: &str| Some(Json::String(text.to_owned()));
        match text {
            "$method" => return string(self.table.method),
            "$statusCode" => return Some(Json::Number(u64::from(self.status).into())),
            "$url" => {
                let base = default_base(self.table.servers).unwrap_or_default();
                let request = request::build(self.table, self.arguments, &base).ok()?;
                return string(&request.uri().to_string());
            }
            _ => {}
        }
        if let Some(name) = text.strip_prefix("$response.header.") {
            let value = self.headers.get(name)?;
            return string(&String::from_utf8_lossy(value.as_bytes()));
        }
        if let Some(pointer) = text.strip_prefix("$response.body") {
            return at(&(self.body)(), pointer);
        }
        let request = text.strip_prefix("$request.")?;
        if let Some(pointer) = request.strip_prefix("body") {
            self.table.body?;
            let body = self.arguments.argument(self.table.parameters.len());
            return at(&to_json(body), pointer);
        }
        let (place, name) = request.split_once('.')?;
        let place = match place {
            "path" => In::Path,
            "query" => In::Query,
            "header" => In::Header,
            "cookie" => In::Cookie,
            _ => return None,
        };
        let is_it = |(_, one): &(usize, &super::operation::Parameter)| {
            one.location == place
                && (one.name == name || place == In::Header && one.name.eq_ignore_ascii_case(name))
        };
        let (index, _) = self.table.parameters.iter().enumerate().find(is_it)?;
        match self.arguments.argument(index) {
            View::Absent => None,
            view => Some(to_json(view)),
        }
    }
}

/// The value behind `#` and a pointer; all of it where there is none.
fn at(value: &Json, pointer: &str) -> Option<Json> {
    let found = match pointer.strip_prefix('#') {
        None if pointer.is_empty() => value,
        None => return None,
        Some(pointer) => value.pointer(pointer)?,
    };
    (!found.is_null()).then(|| found.clone())
}
