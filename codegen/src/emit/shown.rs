//! The call that a crate's README shows: which one, and what stands for its arguments.

use std::collections::HashSet;

use serde_json::Value;

use super::code::literal;
use super::idents::ident;
use crate::model::{
    Answer, Api, Argument, IntegerWidth, Operation, Requirement, SecurityKind, SecurityScheme,
    Server, Shape, TypeRef,
};

/// What the programs of the README import from the root of the crate, so that no operation can be called so there.
const IMPORTED: [&str; 4] = ["BlockingClient", "Client", "Credential", "Operation"];

/// The longest example of a text that is shown.
const LONGEST: usize = 60;

/// A call that can be shown.
pub(super) struct Shown<'a> {
    pub operation: &'a Operation,
    /// `Name::new(...)`.
    pub call: String,
    /// Where it goes: the first server, or one made up where the document has none with a host.
    pub base: Base,
    /// The schemes that suffice by themselves and that a credential can be shown for.
    pub schemes: Vec<&'a SecurityScheme>,
    /// Whether the answer is a type that prints as JSON.
    pub is_json: bool,
}

/// A base URL.
pub(super) enum Base {
    /// That of the document, which the client knows.
    Known(String),
    /// One to be filled in.
    MadeUp(&'static str),
}

impl Base {
    pub fn url(&self) -> &str {
        match self {
            Self::Known(url) => url,
            Self::MadeUp(url) => url,
        }
    }
}

/// The call to show: what reads before what writes, what is not deprecated before what is, and the first of those. `None`
/// where every operation takes more than a line can show.
pub(super) fn shown(api: &Api) -> Option<Shown<'_>> {
    let writes = |operation: &Operation| operation.method != "GET";
    let rank = |operation: &Operation| (operation.docs.deprecated.is_some(), writes(operation));
    let calls = api.operations.iter().filter_map(|operation| {
        let free = !IMPORTED.contains(&operation.name.as_str());
        Some((operation, arguments(api, operation).filter(|_| free)?))
    });
    let (operation, arguments) = calls.min_by_key(|(operation, _)| rank(operation))?;
    let servers = match operation.servers.as_slice() {
        [] => &api.servers,
        own => own,
    };
    Some(Shown {
        operation,
        call: format!("{}::new({arguments})", operation.name),
        base: base(servers),
        schemes: schemes(api, &operation.security),
        is_json: matches!(
            &operation.output,
            Answer::One(TypeRef::Named(_) | TypeRef::List(_))
        ),
    })
}

fn base(servers: &[Server]) -> Base {
    let filled = servers.first().map(|server| {
        let variables = server.variables.iter();
        variables.fold(server.url.clone(), |url, one| {
            url.replace(&format!("{{{}}}", one.name), &one.default)
        })
    });
    let absolute = |url: &String| url.starts_with("https://") || url.starts_with("http://");
    filled
        .filter(absolute)
        .map_or(Base::MadeUp("https://api.example.com"), Base::Known)
}

/// Values for what the operation needs: what the document gives as an example, else placeholders.
fn arguments(api: &Api, operation: &Operation) -> Option<String> {
    let all = operation.parameters.iter().map(|p| &p.argument);
    let all = all.chain(operation.body.as_ref().map(|body| &body.argument));
    let needed: Vec<_> = all.filter(|argument| argument.required).collect();
    if needed.len() > super::constructors::MOST_ARGUMENTS {
        return None;
    }
    let values = needed.iter().map(|argument| {
        example(argument).or_else(|| placeholder(api, &argument.ty, &argument.ident))
    });
    let values: Option<Vec<_>> = values.collect();
    values.map(|all| all.join(", "))
}

/// The example of an argument, where it is a short value of the argument's type.
fn example(argument: &Argument) -> Option<String> {
    let said: Value = serde_json::from_str(argument.docs.example.as_deref()?).ok()?;
    match (&argument.ty, said) {
        (TypeRef::String, Value::String(text)) => {
            let is_shown = |byte: u8| (b' '..=b'~').contains(&byte) && byte != b'`';
            let fits = !text.is_empty() && text.len() <= LONGEST && text.bytes().all(is_shown);
            fits.then(|| literal(&text))
        }
        (TypeRef::Integer(IntegerWidth::I32 | IntegerWidth::I64), Value::Number(number)) => {
            Some(i32::try_from(number.as_i64()?).ok()?.to_string())
        }
        (TypeRef::Bool, Value::Bool(value)) => Some(value.to_string()),
        _ => None,
    }
}

/// A value that converts into the type.
fn placeholder(api: &Api, ty: &TypeRef, name: &str) -> Option<String> {
    let text = match ty {
        TypeRef::String | TypeRef::Secret => format!("{name:?}"),
        TypeRef::Uuid => "\"00000000-0000-4000-8000-000000000000\"".to_owned(),
        TypeRef::DateTime => "\"2030-01-31T12:00:00Z\"".to_owned(),
        TypeRef::Date => "\"2030-01-31\"".to_owned(),
        TypeRef::Bool => "true".to_owned(),
        TypeRef::Integer(IntegerWidth::I32 | IntegerWidth::I64) => "1".to_owned(),
        TypeRef::F32 | TypeRef::F64 => "1.0".to_owned(),
        TypeRef::List(inner) | TypeRef::Sequence(inner) => {
            let inner = placeholder(api, inner, name)?;
            let into = if inner.ends_with('"') { ".into()" } else { "" };
            format!("vec![{inner}{into}]")
        }
        TypeRef::Named(id) => match &api.types.get(id.0)?.shape {
            Shape::Alias(target) => placeholder(api, target, name)?,
            Shape::StringEnum(texts) => format!("{:?}.into()", texts.variants.first()?.value),
            _ => return None,
        },
        _ => return None,
    };
    Some(text)
}

fn schemes<'a>(api: &'a Api, security: &[Vec<Requirement>]) -> Vec<&'a SecurityScheme> {
    // Alternatives that differ by their scopes have one credential.
    let mut seen = HashSet::new();
    let single = security.iter().filter(|all| all.len() == 1).flatten();
    let single = single.filter(|one| seen.insert(&one.scheme));
    let known = single.filter_map(|one| {
        let mut schemes = api.security_schemes.iter();
        let scheme = schemes.find(|scheme| scheme.ident == one.scheme)?;
        maker(&scheme.kind).map(|_| scheme)
    });
    known.collect()
}

/// The setter that gives a client the credential of a scheme.
pub(super) fn credential(scheme: Option<&SecurityScheme>) -> String {
    let credential = scheme.and_then(|scheme| {
        let (ident, maker) = (ident(&scheme.ident), maker(&scheme.kind)?);
        Some(format!(
            ".credential(&security::{ident}, Credential::{maker})"
        ))
    });
    credential.unwrap_or_default()
}

fn maker(kind: &SecurityKind) -> Option<&'static str> {
    match kind {
        SecurityKind::Http(scheme) => match scheme.as_str() {
            "basic" => Some("basic(\"user\", \"password\")"),
            "digest" => Some("digest(\"user\", \"password\")"),
            "bearer" => Some("bearer(\"token\")"),
            _ => None,
        },
        SecurityKind::ApiKey { .. } => Some("api_key(\"key\")"),
        SecurityKind::OAuth2 { token_url: Some(_) } => {
            Some("client_credentials(\"id\", \"secret\")")
        }
        SecurityKind::OAuth2 { token_url: None } | SecurityKind::OpenIdConnect(_) => {
            Some("bearer(\"token\")")
        }
        SecurityKind::MutualTls | SecurityKind::Other(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::Generator;

    #[test]
    fn a_scheme_of_several_alternatives_is_shown_once() {
        let folder = tempfile::TempDir::new().unwrap();
        let path = folder.path().join("api.yaml");
        let text = "openapi: 3.0.3
info: {title: T, version: '1'}
paths:
  /a:
    get:
      operationId: a
      security: [{key: [a]}, {key: [b]}, {key: [c]}, {other: []}]
      responses: {'204': {description: done}}
components:
  securitySchemes: {key: {type: http, scheme: bearer}, other: {type: http, scheme: basic}}
";
        std::fs::write(&path, text).unwrap();
        let files = Generator::new(&path, "out").generate().files.unwrap();
        let readme = files.iter().find(|file| file.path == "README.md").unwrap();
        assert_eq!(
            readme.text.matches("By `key`").count(),
            0,
            "{}",
            readme.text
        );
        assert_eq!(
            readme.text.matches("By `other`").count(),
            1,
            "{}",
            readme.text
        );
    }
}
