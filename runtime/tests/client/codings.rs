//! Answers that are compressed.

use std::io::Write as _;

use specsmith_runtime::http::{Error, Retry};

use super::any;
use super::wire::Wire;

#[test]
fn a_coded_body_may_have_any_length() {
    for length in [0, 1, 16_381, 16_382, 16_383, 32_766, 65_534, 131_070] {
        let text = format!("{:?}", "a".repeat(length));
        let zstd = zstd::encode_all(text.as_bytes(), 3).unwrap();
        let mut brotli = Vec::new();
        let parameters = Default::default();
        brotli::BrotliCompress(&mut text.as_bytes(), &mut brotli, &parameters).unwrap();
        for (coding, body) in [("zstd", zstd), ("br", brotli)] {
            let server = Wire::start(move |_| {
                let head = format!(
                    "HTTP/1.1 200 OK\r\nContent-Encoding: {coding}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n",
                    body.len()
                );
                [head.as_bytes(), &body].concat()
            });
            for client in clients!(&server.url, c => c.retry(Retry::never())) {
                let answer = client.read().unwrap();
                assert_eq!(answer.body, text.as_bytes(), "{coding}");
            }
        }
    }
}

#[test]
fn every_coding_is_decoded() {
    let text = format!("{:?}", "abc".repeat(10_000));
    let gzip = {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        encoder.write_all(text.as_bytes()).unwrap();
        encoder.finish().unwrap()
    };
    let zstd = zstd::encode_all(text.as_bytes(), 3).unwrap();
    let brotli = {
        let mut out = Vec::new();
        let mut encoder = brotli::CompressorWriter::new(&mut out, 4096, 5, 22);
        encoder.write_all(text.as_bytes()).unwrap();
        drop(encoder);
        out
    };
    for (coding, body) in [("gzip", gzip), ("zstd", zstd), ("br", brotli)] {
        let whole = body.clone();
        let server = Wire::start(move |request| {
            assert_eq!(request.header("accept-encoding"), Some("zstd, br, gzip"));
            let head = format!(
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Encoding: {coding}\r\nContent-Length: {}\r\n\r\n",
                whole.len()
            );
            [head.as_bytes(), &whole].concat()
        });
        for client in clients!(&server.url, c => c) {
            assert_eq!(client.read().unwrap().body, text.as_bytes(), "{coding}");
        }
        // The limit counts what comes out.
        for client in clients!(&server.url, c => c.body_limit(29_000)) {
            assert!(
                matches!(client.read(), Err(Error::Incomplete(answer)) if answer.cause.to_string().contains("29000"))
            );
        }
        // Half a body is no body.
        let half = body[..body.len() / 2].to_vec();
        let server = Wire::start(move |_| {
            let head = format!(
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Encoding: {coding}\r\nContent-Length: {}\r\n\r\n",
                half.len()
            );
            [head.as_bytes(), &half].concat()
        });
        for client in clients!(&server.url, c => c.retry(Retry::never())) {
            assert!(
                matches!(client.read(), Err(Error::Incomplete(_))),
                "{coding}"
            );
        }
    }
}
