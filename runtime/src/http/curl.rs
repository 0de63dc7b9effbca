//! A request as a `curl` command for a POSIX shell. Credentials are never written: `$TOKEN` stands for them.

use std::fmt::Write as _;
use std::path::Path;

use super::auth::{Mechanism, SecurityScheme};
use super::content::Payload;
use super::encode::{Segment, percent_encoded};
use super::operation::{In, Requirement};
use super::uri;
use crate::Binary;
use crate::value::Kept;
use ::http::{HeaderMap, HeaderName, HeaderValue, Method, Request, header};

/// The longest text that stands in the command line: Linux takes no argument of 128 KiB.
const LONGEST: usize = 100_000;

/// The command, with the first alternative of `security`.
pub(super) fn command(request: &Request<Payload>, security: &[&[Requirement]]) -> String {
    let schemes = security.first().copied().unwrap_or_default();
    let schemes: Vec<_> = schemes.iter().map(|one| one.scheme).collect();
    // `-X HEAD` would wait for a body that does not come.
    let mut command = match request.method() {
        &Method::HEAD => "curl --head ".to_owned(),
        method => format!("curl -X {method} "),
    };
    command.push_str(&url(request, &schemes));
    for (name, value) in request.headers() {
        if name != header::COOKIE {
            command.push_str(&given(name, value));
        }
    }
    command.push_str(&cookies(request.headers(), &schemes));
    for scheme in &schemes {
        command.push_str(&option(scheme));
    }
    with_body(command, request.body())
}

/// The command, and what gives it the body.
fn with_body(command: String, body: &Payload) -> String {
    let input = match body {
        Payload::Bytes(bytes) if bytes.is_empty() => return command,
        Payload::Bytes(bytes) => match std::str::from_utf8(bytes) {
            Ok(text) if text.len() <= LONGEST && !text.contains(is_lost) => {
                return format!("{command} \\\n  --data-raw {}", quote(text));
            }
            _ => printed(bytes),
        },
        Payload::Pieces(pieces) => match pieces.all() {
            [Segment::Binary(only)] => {
                let file = quote(&format!("@{}", path(only)));
                return format!("{command} \\\n  --data-binary {file}");
            }
            all => {
                let commands = all.iter().map(given_by).collect::<String>();
                format!("{{ {commands}}}")
            }
        },
    };
    format!("{input} | {command} \\\n  --data-binary @-")
}

/// The command that gives a piece of a body.
fn given_by(segment: &Segment) -> String {
    let command = match segment {
        Segment::Bytes(bytes) => printed(bytes),
        Segment::Binary(binary) => match binary.as_bytes() {
            Some(bytes) => printed(bytes),
            None => format!("cat {}", quote(&path(binary))),
        },
    };
    command + "; "
}

/// The file that holds what is sent. What comes from a stream is in none: it is called as it is sent, for whoever makes one.
fn path(binary: &Binary) -> String {
    let path = match binary.content() {
        Kept::Path(path) => path,
        _ => Path::new(binary.name().unwrap_or("body")),
    };
    // With a folder, so that it is no option, and not the standard input.
    let path = match path.is_relative() {
        true => Path::new(".").join(path),
        false => path.to_owned(),
    };
    path.to_string_lossy().into_owned()
}

/// The URL as it is sent, with the keys that go into its query.
fn url(request: &Request<Payload>, schemes: &[&SecurityScheme]) -> String {
    let uri = uri::sent(request.uri()).unwrap_or_else(|| request.uri().clone());
    let mut url = quote(&uri.to_string());
    let mut separator = if uri.query().is_some() { '&' } else { '?' };
    for scheme in schemes {
        if let Mechanism::ApiKey {
            location: In::Query,
            name,
        } = scheme.mechanism
        {
            let _ = write!(url, "\"{separator}{}=$TOKEN\"", percent_encoded(name));
            separator = '&';
        }
    }
    url
}

/// A header of the request.
fn given(name: &HeaderName, value: &HeaderValue) -> String {
    let text = match value.is_sensitive() {
        true => "***".into(),
        false => String::from_utf8_lossy(value.as_bytes()),
    };
    // `curl` takes a header without a value as one to leave out.
    let header = match text.is_empty() {
        true => format!("{name};"),
        false => format!("{name}: {text}"),
    };
    format!(" \\\n  -H {}", quote(&header))
}

/// The cookies of the request and those that prove who calls: of one header (RFC 6265, section 5.4).
fn cookies(headers: &HeaderMap, schemes: &[&SecurityScheme]) -> String {
    let mut option = String::new();
    if let Some(value) = headers.get(header::COOKIE) {
        option = given(&header::COOKIE, value);
    }
    for scheme in schemes {
        if let Mechanism::ApiKey {
            location: In::Cookie,
            name,
        } = scheme.mechanism
        {
            let start = match option.is_empty() {
                true => " \\\n  -H \"cookie: ",
                false => "\"; ",
            };
            let _ = write!(option, "{start}{}=$TOKEN\"", percent_encoded(name));
        }
    }
    option
}

/// What proves who calls, in options of `curl`.
fn option(scheme: &SecurityScheme) -> String {
    let header = |text: &str| {
        // In double quotes the shell puts the token in, and a document's name must not do more.
        let safe = text
            .chars()
            .filter(|c| !matches!(c, '"' | '`' | '\\' | '$') && !c.is_control());
        format!(" \\\n  -H \"{}$TOKEN\"", safe.collect::<String>())
    };
    match scheme.mechanism {
        // `$TOKEN` is `name:password`.
        Mechanism::Http("basic") => " \\\n  --user \"$TOKEN\"".to_owned(),
        Mechanism::Http("digest") => " \\\n  --digest --user \"$TOKEN\"".to_owned(),
        Mechanism::Http(kind) if kind != "bearer" => header(&format!("Authorization: {kind} ")),
        // They stand in the URL, and among the other cookies.
        Mechanism::ApiKey {
            location: In::Query | In::Cookie,
            ..
        } => String::new(),
        Mechanism::ApiKey { name, .. } => header(&format!("{name}: ")),
        // `$TOKEN` is the file of certificate and key.
        Mechanism::MutualTls => " \\\n  --cert \"$TOKEN\"".to_owned(),
        _ => header("Authorization: Bearer "),
    }
}

fn quote(text: &str) -> String {
    format!("'{}'", text.replace('\'', "'\\''"))
}

/// Whether a character does not outlive a paste into a terminal, or stands in no argument.
fn is_lost(c: char) -> bool {
    c.is_ascii_control() && c != '\n'
}

/// The command that prints bytes: `%b` reads what a terminal does not take.
fn printed(bytes: &[u8]) -> String {
    let mut escaped = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        for c in chunk.valid().chars() {
            match c {
                '\\' => escaped.push_str("\\\\"),
                '\r' => escaped.push_str("\\r"),
                c if is_lost(c) => {
                    let _ = write!(escaped, "\\0{:03o}", u32::from(c));
                }
                c => escaped.push(c),
            }
        }
        for byte in chunk.invalid() {
            let _ = write!(escaped, "\\0{byte:03o}");
        }
    }
    format!("printf '%b' {}", quote(&escaped))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_scheme_has_its_option() {
        static QUERY: SecurityScheme = SecurityScheme::api_key("q", In::Query, "a key");
        static COOKIE: SecurityScheme = SecurityScheme::api_key("c", In::Cookie, "sid");
        static HEADER: SecurityScheme = SecurityScheme::api_key("h", In::Header, "X-\"$(id)");
        static BASIC: SecurityScheme = SecurityScheme::http("b", "basic");
        static DIGEST: SecurityScheme = SecurityScheme::http("d", "digest");
        let made = |scheme| {
            let body = Payload::default();
            let request = Request::get("http://a/b?c=d").body(body).unwrap();
            command(
                &request,
                &[&[Requirement {
                    scheme,
                    scopes: &[],
                }]],
            )
        };
        assert_eq!(
            made(&QUERY),
            "curl -X GET 'http://a/b?c=d'\"&a%20key=$TOKEN\""
        );
        assert!(
            made(&HEADER).ends_with("-H \"X-(id): $TOKEN\""),
            "{}",
            made(&HEADER)
        );
        assert!(made(&COOKIE).ends_with("-H \"cookie: sid=$TOKEN\""));
        let head = Request::head("http://a/b").body(Payload::default());
        assert_eq!(command(&head.unwrap(), &[]), "curl --head 'http://a/b'");
        assert!(made(&BASIC).ends_with("--user \"$TOKEN\""));
        assert!(made(&DIGEST).ends_with("--digest --user \"$TOKEN\""));
    }
}
