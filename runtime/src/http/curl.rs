//! A request as a `curl` command.

use std::fmt::Write as _;

use bytes::Bytes;

/// The request as a `curl` command for a POSIX shell. Credentials are never written: `$TOKEN` stands for them.
pub(super) fn curl(request: &::http::Request<Bytes>, authorized: bool) -> String {
    let mut command = format!(
        "curl -X {} {}",
        request.method(),
        quote(&request.uri().to_string())
    );
    for (name, value) in request.headers() {
        let value = String::from_utf8_lossy(value.as_bytes());
        let _ = write!(command, " \\\n  -H {}", quote(&format!("{name}: {value}")));
    }
    if authorized {
        command.push_str(" \\\n  -H \"Authorization: Bearer $TOKEN\"");
    }
    if !request.body().is_empty() {
        let _ = write!(
            command,
            " \\\n  --data-raw {}",
            quote(&String::from_utf8_lossy(request.body()))
        );
    }
    command
}

fn quote(text: &str) -> String {
    format!("'{}'", text.replace('\'', "'\\''"))
}
