//! Answers within an envelope: `{"status": 200, "content": ...}`, for those who cannot read the status of an HTTP answer.

use ::http::StatusCode;
use bytes::Bytes;

use super::content::Content;
use super::operation::{Arguments, OperationTable, Parameter};
use super::{encode, request};
use crate::encode::to_vec;
use crate::{Json, View, Violation, Violations};

/// What an envelope holds; `None` where the body is none, or no parameter of the operation asks for one.
pub(super) fn open(table: &OperationTable, body: &[u8]) -> Option<(StatusCode, Bytes)> {
    let (status, content) = parts(table, body)?;
    Some((status, to_vec(View::Json(&content)).into()))
}

/// The status of an answer: that of its envelope, where it has come within one.
pub(super) fn status(table: &OperationTable, answer: &::http::Response<Content>) -> StatusCode {
    let inside = answer.body().as_bytes();
    let inside = inside.and_then(|body| parts(table, body));
    inside.map_or(answer.status(), |(status, _)| status)
}

/// What is wrong with arguments that ask for an envelope where the answer is streamed: an error would stand within a success
/// that nobody opens.
pub(super) fn streamed(
    table: &OperationTable,
    arguments: &dyn Arguments,
) -> Result<(), Violations> {
    let asks = |(index, parameter): (usize, &Parameter)| {
        let value = encode::scalar(arguments.argument(index)).filter(|_| parameter.envelope);
        let found = value.filter(|value| value != "false")?;
        Some(Violation {
            pointer: request::pointer(parameter),
            rule: "const",
            found,
            limit: "false: an answer that is streamed is not opened, and an error within its envelope would go unseen"
                .to_owned(),
        })
    };
    let found = table.parameters.iter().enumerate().filter_map(asks);
    Violations(found.collect()).into_result()
}

fn parts(table: &OperationTable, body: &[u8]) -> Option<(StatusCode, Json)> {
    // Most answers are no envelopes, and are not read twice for that.
    let inside = body.trim_ascii_start().strip_prefix(b"{")?;
    let inside = inside.trim_ascii_start();
    if !inside.starts_with(b"\"status\"") && !inside.starts_with(b"\"content\"") {
        return None;
    }
    if !table.parameters.iter().any(|parameter| parameter.envelope) {
        return None;
    }
    let text = std::str::from_utf8(body).ok()?;
    let Ok(Json::Object(mut members)) = text.parse() else {
        return None;
    };
    let status = members.get("status")?.as_u64()?;
    let status = StatusCode::from_u16(u16::try_from(status).ok()?).ok()?;
    let content = members.remove("content").filter(|_| members.len() == 1)?;
    Some((status, content))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Schema;

    #[test]
    fn an_envelope_has_a_status_and_a_content_and_nothing_else() {
        static ASKS: OperationTable = OperationTable {
            id: "",
            method: "GET",
            path: "/",
            servers: &[],
            parameters: &[Parameter::query("envelope", &Schema::BOOLEAN).envelope()],
            body: None,
            accept: &[],
            security: &[],
        };
        let opened = |body: &str| {
            let (status, content) = open(&ASKS, body.as_bytes())?;
            Some((
                status.as_u16(),
                String::from_utf8_lossy(&content).into_owned(),
            ))
        };
        let found = opened(r#" { "content": {"a": 1.10}, "status": 404 }"#);
        assert_eq!(found, Some((404, r#"{"a":1.10}"#.to_owned())));
        for plain in [
            r#"{"status":200,"results":[]}"#,
            r#"{"status":200,"content":1,"more":1}"#,
            r#"{"status":20,"content":1}"#,
            r#"{"status":"200","content":1}"#,
            r#"{"status":200,"content":1"#,
            r#"[{"status":200,"content":1}]"#,
            "",
        ] {
            assert_eq!(opened(plain), None, "{plain}");
        }
        static PLAIN: OperationTable = OperationTable {
            parameters: &[],
            ..ASKS
        };
        assert!(open(&PLAIN, br#"{"status":200,"content":1}"#).is_none());
    }
}
