//! `WWW-Authenticate` (RFC 9110, section 11.6.1): several challenges in one header or in several, parameters quoted or
//! not, read leniently.

use ::http::{HeaderMap, header};

use super::hash::Algorithm;
use crate::http::parameters::{named, split, unquoted};

/// A challenge of HTTP Digest that can be answered (RFC 7616, section 3.3).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Challenge {
    pub realm: String,
    pub nonce: String,
    pub opaque: Option<String>,
    pub algorithm: Algorithm,
    /// As the server spells it; it is sent back so.
    pub algorithm_name: Option<String>,
    pub quality: Quality,
    pub stale: bool,
    pub userhash: bool,
    pub utf8: bool,
}

/// The quality of protection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Quality {
    /// None: the form of RFC 2069.
    Old,
    Auth,
    /// The body is protected too.
    AuthInt,
}

/// The first challenge of these headers that can be answered.
pub(super) fn find(headers: &HeaderMap) -> Option<Challenge> {
    let all = headers.get_all(header::WWW_AUTHENTICATE);
    all.iter()
        .flat_map(|value| challenges(&String::from_utf8_lossy(value.as_bytes())))
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("digest"))
        .find_map(|(_, parameters)| digest(&parameters))
}

type Parameters = Vec<(String, String)>;

fn digest(parameters: &Parameters) -> Option<Challenge> {
    let get = |wanted: &str| {
        let found = parameters
            .iter()
            .find(|(name, _)| name.eq_ignore_ascii_case(wanted));
        found.map(|(_, value)| value.clone())
    };
    let is_true = |name: &str| get(name).is_some_and(|value| value.eq_ignore_ascii_case("true"));
    let algorithm_name = get("algorithm");
    let quality = match get("qop") {
        None => Quality::Old,
        Some(list) => {
            let offers = |wanted: &str| {
                list.split([',', ' '])
                    .any(|one| one.eq_ignore_ascii_case(wanted))
            };
            match (offers("auth"), offers("auth-int")) {
                (true, _) => Quality::Auth,
                (false, true) => Quality::AuthInt,
                (false, false) => return None,
            }
        }
    };
    Some(Challenge {
        realm: get("realm")?,
        nonce: get("nonce")?,
        opaque: get("opaque"),
        algorithm: Algorithm::named(algorithm_name.as_deref().unwrap_or("MD5"))?,
        algorithm_name,
        quality,
        stale: is_true("stale"),
        userhash: is_true("userhash"),
        utf8: get("charset").is_some_and(|value| value.eq_ignore_ascii_case("utf-8")),
    })
}

/// A parameter of a header that is a list of them, such as `Authentication-Info`.
pub(super) fn parameter(text: &str, wanted: &str) -> Option<String> {
    split(text, ',')
        .filter_map(named)
        .find_map(|(name, value)| name.eq_ignore_ascii_case(wanted).then_some(value))
}

/// The schemes of a header and their parameters.
fn challenges(text: &str) -> Vec<(String, Parameters)> {
    let mut found: Vec<(String, Parameters)> = Vec::new();
    for item in split(text, ',') {
        // `name=value` belongs to the scheme before it; what has a word in front starts a scheme.
        let (name, value) = match item.split_once('=') {
            Some((name, value)) => (name.trim_end(), Some(value.trim_start())),
            None => (item, None),
        };
        let name = match name.split_once(char::is_whitespace) {
            Some((scheme, name)) => {
                found.push((scheme.to_owned(), Vec::new()));
                name.trim()
            }
            None if value.is_none() => {
                found.push((name.to_owned(), Vec::new()));
                continue;
            }
            None => name,
        };
        if let (Some(value), Some((_, parameters))) = (value, found.last_mut()) {
            parameters.push((name.to_owned(), unquoted(value)));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(values: &[&str]) -> Option<Challenge> {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append(header::WWW_AUTHENTICATE, value.parse().unwrap());
        }
        find(&headers)
    }

    #[test]
    fn the_challenge_of_rfc_7616_is_read() {
        let found = of(&[r#"Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm=SHA-256, nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS""#]).unwrap();
        assert_eq!(found.realm, "http-auth@example.org");
        assert_eq!(found.quality, Quality::Auth);
        assert_eq!(found.algorithm, Algorithm::named("SHA-256").unwrap());
        assert!(!found.stale && !found.userhash && !found.utf8);
    }

    #[test]
    fn the_first_of_several_that_can_be_answered_is_taken() {
        let both = r#"Negotiate, Basic realm="a, \"b\"", Digest realm="x", nonce="1", algorithm=NEW-1, Digest realm="y", nonce=2, stale=TRUE, qop=auth-int"#;
        for values in [&[both][..], &["Bearer", both]] {
            let found = of(values).unwrap();
            assert_eq!((&*found.realm, &*found.nonce), ("y", "2"));
            assert!(found.stale);
            assert_eq!(found.quality, Quality::AuthInt);
        }
        assert!(
            of(&[r#"Digest realm="x", nonce="1", stale="true""#])
                .unwrap()
                .stale
        );
    }

    #[test]
    fn what_cannot_be_answered_is_none() {
        for value in [
            "",
            "Basic realm=x",
            "Digest",
            r#"Digest realm="x""#,
            r#"Digest realm="x", nonce="1", qop="new""#,
            "Digest nonce=\"",
            ",,,=,\"",
            "NTLM TlRMTVNTUAAB==",
        ] {
            assert_eq!(of(&[value]), None, "{value}");
        }
    }
}
