//! A request as a `curl` command.

use std::fmt::Write as _;

use super::content::Payload;

/// The request as a `curl` command for a POSIX shell. Credentials are never written: `$TOKEN` stands for them.
pub(super) fn curl(request: &::http::Request<Payload>, authorized: bool) -> String {
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

fn quote(text: &str) -> String {
    format!("'{}'", text.replace('\'', "'\\''"))
}
