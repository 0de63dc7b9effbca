//! References resolved against the URI of a request (RFC 3986, section 5), and origins.

use std::borrow::Cow;
use std::fmt::Write as _;

use ::http::Uri;

/// The URI that `reference` means in an answer to a request of `base`; `None` where it is no `http` or `https` URI.
pub(super) fn resolve(base: &Uri, reference: &str) -> Option<Uri> {
    let reference = reference.split('#').next().unwrap_or_default();
    let absolute = match scheme(reference) {
        Some(scheme)
            if ["http", "https"]
                .iter()
                .any(|s| scheme.eq_ignore_ascii_case(s)) =>
        {
            reference.to_owned()
        }
        Some(_) => return None,
        None => {
            let (scheme, authority) = (base.scheme_str()?, base.authority()?);
            if let Some(rest) = reference.strip_prefix("//") {
                format!("{scheme}://{rest}")
            } else {
                format!("{scheme}://{authority}{}", target(base, reference))
            }
        }
    };
    let uri: Uri = encoded(&absolute).parse().ok()?;
    // User names in a URI are credentials, and never wanted from a server.
    uri.authority()
        .is_some_and(|a| !a.as_str().contains('@'))
        .then_some(uri)
}

/// The same with what no URI has percent-encoded (RFC 3986, section 2): servers write it all the same.
fn encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'!'..=b'~' if !b"\"<>\\^`{|}".contains(&byte) => encoded.push(char::from(byte)),
            byte => {
                let _ = write!(encoded, "%{byte:02X}");
            }
        }
    }
    encoded
}

/// The URI as every transport sends it, where that is another one: browsers, and what follows their rules, write `'` as `%27` in
/// a query, and what is signed is to be what is sent.
pub(super) fn sent(uri: &Uri) -> Option<Uri> {
    let query = uri.query().filter(|query| query.contains('\''))?;
    let target = format!("{}?{}", uri.path(), query.replace('\'', "%27"));
    let mut parts = uri.clone().into_parts();
    parts.path_and_query = Some(target.parse().ok()?);
    Uri::from_parts(parts).ok()
}

/// A URL as it may be shown: with `***` for a user and a password.
pub(super) fn without_user(url: &str) -> Cow<'_, str> {
    let shown = || {
        let (scheme, rest) = url.split_once("://")?;
        let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
        let (_, host) = rest.get(..end)?.rsplit_once('@')?;
        Some(format!("{scheme}://***@{host}{}", rest.get(end..)?))
    };
    shown().map_or(Cow::Borrowed(url), Cow::Owned)
}

/// The scheme of a reference that has one.
fn scheme(reference: &str) -> Option<&str> {
    let (scheme, _) = reference.split_once(':')?;
    let mut bytes = scheme.bytes();
    let starts = bytes.next().is_some_and(|byte| byte.is_ascii_alphabetic());
    (starts && bytes.all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte)))
        .then_some(scheme)
}

/// Path and query of a relative reference.
fn target(base: &Uri, reference: &str) -> String {
    let (path, query) = match reference.split_once('?') {
        Some((path, query)) => (path, Some(query)),
        None => (reference, None),
    };
    let and_query = |path: &str, query: Option<&str>| match query {
        Some(query) => format!("{path}?{query}"),
        None => path.to_owned(),
    };
    if path.is_empty() {
        return and_query(base.path(), query.or(base.query()));
    }
    let merged = if path.starts_with('/') {
        path.to_owned()
    } else {
        let folder = base
            .path()
            .rsplit_once('/')
            .map_or("", |(folder, _)| folder);
        format!("{folder}/{path}")
    };
    and_query(&without_dots(&merged), query)
}

/// The path without `.` and `..` (RFC 3986, section 5.2.4).
fn without_dots(path: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    let segments: Vec<_> = path.split('/').skip(1).collect();
    for (index, segment) in segments.iter().enumerate() {
        let last = index + 1 == segments.len();
        match *segment {
            "." | ".." => {
                if *segment == ".." {
                    kept.pop();
                }
                if last {
                    kept.push("");
                }
            }
            other => kept.push(other),
        }
    }
    format!("/{}", kept.join("/"))
}

/// The URI without those pairs of its query whose name and value, as they are spelled, are unwanted; `None` where there are
/// none.
pub(super) fn without_pairs(uri: &Uri, unwanted: impl Fn(&str, &str) -> bool) -> Option<Uri> {
    let query = uri.query()?;
    let is_it = |pair: &str| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        unwanted(name, value)
    };
    if !query.split('&').any(is_it) {
        return None;
    }
    let kept: Vec<_> = query.split('&').filter(|pair| !is_it(pair)).collect();
    let target = match kept.is_empty() {
        true => uri.path().to_owned(),
        false => format!("{}?{}", uri.path(), kept.join("&")),
    };
    let mut parts = uri.clone().into_parts();
    parts.path_and_query = Some(target.parse().ok()?);
    Uri::from_parts(parts).ok()
}

/// Whether this is what a percent-encoded text of a query says.
pub(super) fn says(encoded: &str, text: &str) -> bool {
    let (mut bytes, mut expected) = (encoded.bytes(), text.bytes());
    while let Some(byte) = bytes.next() {
        let mut digit = || char::from(bytes.next()?).to_digit(16);
        let byte = match byte {
            b'%' => digit().zip(digit()).map(|(high, low)| high * 16 + low),
            b'+' => Some(u32::from(b' ')),
            byte => Some(u32::from(byte)),
        };
        if byte.is_none() || byte != expected.next().map(u32::from) {
            return false;
        }
    }
    expected.next().is_none()
}

fn authority(uri: &Uri) -> Option<&str> {
    uri.authority().map(|authority| authority.as_str())
}

/// Whether two URIs have one origin: scheme, host and port (RFC 6454, section 5).
pub(super) fn same_origin(a: &Uri, b: &Uri) -> bool {
    // Mostly both are the same text.
    if std::ptr::eq(a, b) || a.scheme() == b.scheme() && authority(a) == authority(b) {
        return true;
    }
    let port = |uri: &Uri| {
        let known = if uri.scheme_str() == Some("https") {
            443
        } else {
            80
        };
        uri.port_u16().unwrap_or(known)
    };
    let host = |uri: &Uri| uri.host().map(str::to_ascii_lowercase);
    a.scheme() == b.scheme() && host(a) == host(b) && port(a) == port(b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_resolve_as_in_rfc_3986_section_5_4() {
        let base: Uri = "http://a/b/c/d;p?q".parse().unwrap();
        for (reference, expected) in [
            ("g", "http://a/b/c/g"),
            ("./g", "http://a/b/c/g"),
            ("g/", "http://a/b/c/g/"),
            ("/g", "http://a/g"),
            ("//g", "http://g/"),
            ("?y", "http://a/b/c/d;p?y"),
            ("g?y", "http://a/b/c/g?y"),
            ("#s", "http://a/b/c/d;p?q"),
            ("g#s", "http://a/b/c/g"),
            (";x", "http://a/b/c/;x"),
            ("", "http://a/b/c/d;p?q"),
            (".", "http://a/b/c/"),
            ("..", "http://a/b/"),
            ("../g", "http://a/b/g"),
            ("../..", "http://a/"),
            ("../../../g", "http://a/g"),
            ("/./g", "http://a/g"),
            ("/../g", "http://a/g"),
            ("g.", "http://a/b/c/g."),
            ("./g/.", "http://a/b/c/g/"),
            ("g/../h", "http://a/b/c/h"),
            ("https://other/x", "https://other/x"),
            ("/caf\u{e9}?n={a b}", "http://a/caf%C3%A9?n=%7Ba%20b%7D"),
        ] {
            assert_eq!(
                resolve(&base, reference).unwrap().to_string(),
                expected,
                "{reference}"
            );
        }
        for refused in ["ftp://a/b", "javascript:alert(1)", "http://user:secret@a/"] {
            assert!(resolve(&base, refused).is_none(), "{refused}");
        }
    }

    #[test]
    fn pairs_are_known_however_they_are_spelled() {
        let without = |query: &str| {
            let uri = format!("http://h/a{query}").parse().unwrap();
            without_pairs(&uri, |name, _| says(name, "a k\u{e9}y")).map(|uri| uri.to_string())
        };
        for query in ["?a%20k%C3%A9y=1", "?a+k%c3%a9y&a%20k%c3%a9%79=%&"] {
            let left = without(query).unwrap();
            assert_eq!(left.trim_end_matches('?'), "http://h/a", "{query}");
        }
        let left = without("?x=1&a+k%C3%A9y=2&y").unwrap();
        assert_eq!(left, "http://h/a?x=1&y");
        for other in [
            "",
            "?",
            "?a+k%C3=1",
            "?a+k%C3%A9yy",
            "?x=a+k%C3%A9y",
            "?a+k%C",
        ] {
            assert_eq!(without(other), None, "{other}");
        }
    }

    #[test]
    fn an_origin_is_scheme_host_and_port() {
        let same = |a: &str, b: &str| same_origin(&a.parse().unwrap(), &b.parse().unwrap());
        assert!(same("https://A.example/x", "https://a.example:443/y"));
        assert!(!same("https://a.example/", "http://a.example/"));
        assert!(!same("http://a.example/", "http://a.example:81/"));
        assert!(!same("http://a.example/", "http://b.example/"));
    }
}
