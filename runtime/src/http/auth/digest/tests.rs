//! The examples of RFC 7616, section 3.9, and what servers do.

use super::*;
use bytes::Bytes;

use crate::Binary;
use crate::http::transport::block_on;
use crate::http::upload::payload;

fn challenged(digest: &Digest, round: &mut Round, value: &str) -> bool {
    let mut headers = HeaderMap::new();
    headers.insert(
        ::http::header::WWW_AUTHENTICATE,
        HeaderValue::from_str(value).unwrap(),
    );
    digest.challenged(&headers, &uri(), round)
}

fn uri() -> Uri {
    "http://api.example.org/dir/index.html".parse().unwrap()
}

/// The credentials for a fixed nonce of the client.
fn text(digest: &Digest, method: &str, target: &str, body: &[u8], cnonce: &str) -> String {
    let mut all = digest.known();
    let known = all.last_mut().unwrap();
    let body = known.challenge.algorithm.hash(body);
    let text = digest.text(known, method, target, &body, cnonce);
    known.count += 1;
    text
}

fn part<'a>(text: &'a str, name: &str) -> &'a str {
    let rest = text.split(&format!("{name}=")).nth(1).unwrap_or_default();
    rest.split(',').next().unwrap_or_default().trim_matches('"')
}

const CHALLENGE: &str = r#"Digest realm="http-auth@example.org", qop="auth, auth-int", nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS", algorithm="#;

#[test]
fn the_examples_of_the_standard_are_answered() {
    for (algorithm, response) in [
        ("MD5", "8ca523f5e9506fed4657c9700eebdbec"),
        (
            "SHA-256",
            "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1",
        ),
    ] {
        let digest = Digest::new("Mufasa".to_owned(), "Circle of Life".into());
        assert!(challenged(
            &digest,
            &mut Round::default(),
            &format!("{CHALLENGE}{algorithm}")
        ));
        let text = text(
            &digest,
            "GET",
            "/dir/index.html",
            b"",
            "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ",
        );
        assert_eq!(part(&text, "response"), response);
        assert_eq!(part(&text, "nc"), "00000001");
        assert_eq!(part(&text, "username"), "Mufasa");
    }
}

#[test]
fn a_hashed_name_is_that_of_the_standard() {
    let digest = Digest::new("J\u{e4}s\u{f8}n Doe".to_owned(), "Secret, or not?".into());
    let value = r#"Digest realm="api@example.org", qop="auth", algorithm=SHA-512-256, nonce="5TsQWLVdgBdmrQ0XsxbDODV+57QdFR34I9HAbC/RVvkK", opaque="HRPCssKJSGjCrkzDg8OhwpzCiGPChXYjwrI2QmXDnsOS", charset=UTF-8, userhash=true"#;
    assert!(challenged(&digest, &mut Round::default(), value));
    let text = text(
        &digest,
        "GET",
        "/doe.json",
        b"",
        "NTg6RKcb9boFIAS3KrFK9BGeh+iDa/sm6jUMp2wds69v",
    );
    // The hashes of RFC 7616, section 3.9.2, as its erratum 4897 corrects them.
    assert_eq!(
        part(&text, "username"),
        "793263caabb707a56211940d90411ea4a575adeccb7e360aeb624ed06ece9b0b"
    );
    assert_eq!(part(&text, "userhash"), "true");
    // What is proved is the name itself, in UTF-8.
    assert_eq!(
        part(&text, "response"),
        "3798d4131c277846293534c3edc11bd8a5e4cdcbff78b05db9d95eeb1cec68a5"
    );
}

#[test]
fn a_name_beyond_ascii_is_encoded_where_the_server_reads_utf8() {
    let digest = Digest::new("J\u{e4}s\u{f8}n \"x\"".to_owned(), "p".into());
    assert!(challenged(
        &digest,
        &mut Round::default(),
        r#"Digest realm="r", nonce="n", qop=auth, charset=utf-8"#
    ));
    let utf8 = text(&digest, "GET", "/", b"", "c");
    assert!(
        utf8.contains("username*=UTF-8''J%C3%A4s%C3%B8n%20%22x%22,"),
        "{utf8}"
    );
    let digest = Digest::new("J\u{e4}s\u{f8}n \"x\"".to_owned(), "p".into());
    assert!(challenged(
        &digest,
        &mut Round::default(),
        r#"Digest realm="r", nonce="m", qop=auth"#
    ));
    let plain = text(&digest, "GET", "/", b"", "c");
    assert!(
        plain.contains("username=\"J\u{e4}s\u{f8}n \\\"x\\\"\","),
        "{plain}"
    );
}

#[test]
fn a_session_keeps_its_first_hash_and_a_body_is_protected() {
    let digest = Digest::new("u".to_owned(), "p".into());
    assert!(challenged(
        &digest,
        &mut Round::default(),
        r#"Digest realm="r", nonce="n", qop="auth-int", algorithm=MD5-sess"#
    ));
    let one = text(&digest, "POST", "/x", b"body", "first");
    let two = text(&digest, "POST", "/x", b"other", "second");
    assert_eq!(
        (part(&one, "cnonce"), part(&two, "cnonce")),
        ("first", "first")
    );
    assert_eq!(
        (part(&one, "nc"), part(&two, "nc")),
        ("00000001", "00000002")
    );
    assert_eq!(part(&one, "qop"), "auth-int");
    // By hand: H(H(H(u:r:p):n:first):n:nc:first:auth-int:H(POST:/x:H(body))).
    let h = |text: &str| hash::Algorithm::named("md5").unwrap().hash(text.as_bytes());
    let (first, second) = (
        h(&format!("{}:n:first", h("u:r:p"))),
        h(&format!("POST:/x:{}", h("body"))),
    );
    assert_eq!(
        part(&one, "response"),
        h(&format!("{first}:n:00000001:first:auth-int:{second}"))
    );
}

#[test]
fn wrong_passwords_end_and_stale_nonces_do_not() {
    let digest = Digest::new("u".to_owned(), "p".into());
    let mut round = Round::default();
    assert!(challenged(
        &digest,
        &mut round,
        r#"Digest realm="r", nonce="1", qop=auth"#
    ));
    let request = || {
        let mut request = Request::new(Content::from(Bytes::new()));
        *request.uri_mut() = uri();
        request
    };
    let payload = Payload::Bytes(Bytes::new());
    digest
        .answer(&request(), &payload, &mut round)
        .unwrap()
        .unwrap();
    assert!(!challenged(
        &digest,
        &mut round,
        r#"Digest realm="r", nonce="2", qop=auth"#
    ));
    // The next call answers the nonce that is known, finds it stale, and takes the new one.
    let mut round = Round::default();
    digest
        .answer(&request(), &payload, &mut round)
        .unwrap()
        .unwrap();
    assert!(challenged(
        &digest,
        &mut round,
        r#"Digest realm="r", nonce="3", qop=auth, stale=true"#
    ));
    let value = digest
        .answer(&request(), &payload, &mut round)
        .unwrap()
        .unwrap();
    assert!(value.to_str().unwrap().contains("nonce=\"3\"") && value.is_sensitive());
    // For ever stale is an end too.
    assert!(challenged(
        &digest,
        &mut round,
        r#"Digest realm="r", nonce="4", qop=auth, stale=true"#
    ));
    assert!(challenged(
        &digest,
        &mut round,
        r#"Digest realm="r", nonce="5", qop=auth, stale=true"#
    ));
    assert!(!challenged(
        &digest,
        &mut round,
        r#"Digest realm="r", nonce="6", qop=auth, stale=true"#
    ));
}

/// A stream whose bytes nobody has.
struct Stream;

impl crate::http::Source for Stream {
    fn length(&self) -> Option<u64> {
        None
    }
    fn open(&self) -> Option<Box<dyn crate::http::Chunks>> {
        None
    }
}

#[test]
fn what_cannot_be_proved_uses_no_nonce() {
    let digest = Digest::new("u".to_owned(), "p".into());
    assert!(challenged(
        &digest,
        &mut Round::default(),
        r#"Digest realm="r", nonce="n", qop="auth-int""#
    ));
    let mut request = Request::new(Content::from(Bytes::new()));
    *request.uri_mut() = uri();
    let answer = |payload| digest.answer(&request, &payload, &mut Round::default());
    let streamed = answer(payload(&Binary::from_source(Stream)));
    assert!(matches!(streamed, Err(TokenError::Unusable(_))));
    let next = answer(Payload::Bytes(Bytes::new())).unwrap().unwrap();
    assert_eq!(part(next.to_str().unwrap(), "nc"), "00000002");
}

#[test]
fn a_file_is_hashed_as_its_bytes_are() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml");
    for name in ["MD5", "SHA-256", "SHA-512-256-sess"] {
        let digest = Digest::new("u".to_owned(), "p".into());
        let challenge = format!(r#"Digest realm="r", nonce="n", qop="auth-int", algorithm={name}"#);
        let mut round = Round::default();
        assert!(challenged(&digest, &mut round, &challenge));
        let mut request = Request::new(payload(&Binary::from_path(path)));
        *request.uri_mut() = uri();
        block_on(digest.hash(&request, &mut round)).unwrap();
        let algorithm = Algorithm::named(name).unwrap();
        let hash = algorithm.hash(&std::fs::read(path).unwrap());
        assert_eq!(round.hashed, Some((algorithm, hash)));
    }
}

#[test]
fn the_next_nonce_is_taken_up() {
    let digest = Digest::new("u".to_owned(), "p".into());
    assert!(challenged(
        &digest,
        &mut Round::default(),
        r#"Digest realm="r", nonce="1", qop=auth"#
    ));
    let mut headers = HeaderMap::new();
    headers.insert(
        "authentication-info",
        HeaderValue::from_static(r#"rspauth="x", nextnonce="2""#),
    );
    digest.answered(&headers, &uri());
    assert!(text(&digest, "GET", "/", b"", "c").contains("nonce=\"2\""));
}

#[test]
fn nothing_secret_is_shown() {
    let digest = Digest::new("u".to_owned(), "s3cret".into());
    assert!(!format!("{digest:?}").contains("s3cret"));
}
