//! Spans of attempts, by the names of OpenTelemetry's semantic conventions for HTTP clients. No credential is in one: the
//! URL is that of before they are added.

use std::future::Future;

use ::http::{Method, Uri};

use crate::http::content::Content;
use crate::http::error::Failure;
use crate::http::operation::OperationTable;

type Outcome = Result<::http::Response<Content>, Failure>;

/// An attempt within its span.
#[cfg(feature = "tracing")]
pub(super) async fn traced(
    operation: &'static OperationTable,
    method: &Method,
    uri: &Uri,
    number: u32,
    attempt: impl Future<Output = Outcome>,
) -> Outcome {
    use tracing::Instrument as _;
    use tracing::field::Empty;

    let secure = uri.scheme_str() == Some("https");
    let span = tracing::info_span!(
        "http.client.request",
        otel.name = %format_args!("{method} {}", operation.path),
        otel.kind = "client",
        http.request.method = method.as_str(),
        http.request.resend_count = (number > 0).then_some(number),
        server.address = uri.host(),
        server.port = uri.port_u16().unwrap_or(if secure { 443 } else { 80 }),
        url.full = %uri,
        url.template = operation.path,
        operation = operation.id,
        http.response.status_code = Empty,
        error.r#type = Empty,
        otel.status_code = Empty,
    );
    let outcome = attempt.instrument(span.clone()).await;
    let status = match &outcome {
        Ok(answer) => Some(answer.status()),
        Err(Failure::Incomplete(answer)) => Some(answer.status),
        Err(_) => None,
    };
    if let Some(status) = status {
        span.record("http.response.status_code", status.as_u16());
        if status.is_client_error() || status.is_server_error() {
            span.record("error.type", status.as_str());
            span.record("otel.status_code", "ERROR");
        }
    }
    if let Err(failure) = &outcome {
        span.record("error.type", failure.kind());
        span.record("otel.status_code", "ERROR");
    }
    outcome
}

/// Without spans, an attempt alone.
#[cfg(not(feature = "tracing"))]
pub(super) fn traced<F: Future<Output = Outcome>>(
    _: &'static OperationTable,
    _: &Method,
    _: &Uri,
    _: u32,
    attempt: F,
) -> F {
    attempt
}
