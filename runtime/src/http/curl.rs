//! A request as a `curl` command for a POSIX shell. Credentials are never written: `$TOKEN` stands for them.

use std::fmt::Write as _;

use super::auth::{Mechanism, SecurityScheme};
use super::content::Payload;
use super::encode::percent_encoded;
use super::operation::{In, Requirement};
use ::http::{Method, Request};

/// The command, with the first alternative of `security`.
pub(super) fn command(request: &Request<Payload>, security: &[&[Requirement]]) -> String {
    let schemes = security.first().copied().unwrap_or_default();
    let schemes = schemes.iter().map(|requirement| requirement.scheme);
    let mut url = quote(&request.uri().to_string());
    let mut separator = if request.uri().query().is_some() {
        '&'
    } else {
        '?'
    };
    let mut options = String::new();
    for scheme in schemes {
        if let Mechanism::ApiKey {
            location: In::Query,
            name,
        } = scheme.mechanism
        {
            let name = percent_encoded(name);
            let _ = write!(url, "\"{separator}{name}=$TOKEN\"");
            separator = '&';
        }
        options.push_str(&option(scheme));
    }
    // `-X HEAD` would wait for a body that does not come.
    let mut command = match request.method() {
        &Method::HEAD => format!("curl --head {url}"),
        method => format!("curl -X {method} {url}"),
    };
    for (name, value) in request.headers() {
        let value = if value.is_sensitive() {
            "***".into()
        } else {
            String::from_utf8_lossy(value.as_bytes())
        };
        let _ = write!(command, " \\\n  -H {}", quote(&format!("{name}: {value}")));
    }
    command.push_str(&options);
    match request.body() {
        Payload::Bytes(bytes) if bytes.is_empty() => {}
        Payload::Bytes(bytes) => match std::str::from_utf8(bytes) {
            Ok(text) if !text.contains('\0') => {
                let _ = write!(command, " \\\n  --data-raw {}", quote(text));
            }
            _ => command.push_str(" \\\n  --data-binary @body"),
        },
        Payload::Source(_) => command.push_str(" \\\n  --data-binary @body"),
    }
    command
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
        Mechanism::ApiKey {
            location: In::Query,
            ..
        } => String::new(),
        Mechanism::ApiKey {
            location: In::Cookie,
            name,
        } => header(&format!("Cookie: {}=", percent_encoded(name))),
        Mechanism::ApiKey { name, .. } => header(&format!("{name}: ")),
        // `$TOKEN` is the file of certificate and key.
        Mechanism::MutualTls => " \\\n  --cert \"$TOKEN\"".to_owned(),
        _ => header("Authorization: Bearer "),
    }
}

fn quote(text: &str) -> String {
    format!("'{}'", text.replace('\'', "'\\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_scheme_has_its_option() {
        static QUERY: SecurityScheme = SecurityScheme::api_key("q", In::Query, "a key");
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
        let head = Request::head("http://a/b").body(Payload::default());
        assert_eq!(command(&head.unwrap(), &[]), "curl --head 'http://a/b'");
        assert!(made(&BASIC).ends_with("--user \"$TOKEN\""));
        assert!(made(&DIGEST).ends_with("--digest --user \"$TOKEN\""));
    }
}
