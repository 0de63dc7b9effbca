//! Spans of attempts, by the names of OpenTelemetry's semantic conventions for HTTP clients. No credential is in one: the
//! URL is that of before they are added, and secret arguments are `***` in it.

use std::future::Future;

use crate::http::content::{Content, Payload};
use crate::http::error::Failure;
use crate::http::operation::OperationTable;
#[cfg(feature = "tracing")]
use crate::http::request::Masked;

type Outcome = Result<::http::Response<Content>, Failure>;

#[cfg(feature = "tracing")]
pub(super) use tracing::Span;

/// The span of an attempt.
#[cfg(feature = "tracing")]
pub(super) fn span(
    operation: &'static OperationTable,
    request: &::http::Request<Payload>,
    number: u32,
) -> Span {
    use tracing::field::Empty;

    let (method, uri) = (request.method(), request.uri());
    let masked = request.extensions().get::<Masked>();
    let secure = uri.scheme_str() == Some("https");
    tracing::info_span!(
        "http.client.request",
        otel.name = %format_args!("{method} {}", operation.path),
        otel.kind = "client",
        http.request.method = method.as_str(),
        http.request.resend_count = (number > 0).then_some(number),
        server.address = uri.host(),
        server.port = uri.port_u16().unwrap_or(if secure { 443 } else { 80 }),
        url.full = %masked.map_or(uri, |masked| &masked.0),
        url.template = operation.path,
        operation = operation.id,
        http.response.status_code = Empty,
        error.r#type = Empty,
        otel.status_code = Empty,
    )
}

/// An attempt within its span.
#[cfg(feature = "tracing")]
pub(super) async fn within(span: Span, attempt: impl Future<Output = Outcome>) -> Outcome {
    use tracing::Instrument as _;

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

/// Without spans, nothing.
#[cfg(not(feature = "tracing"))]
pub(super) struct Span;

#[cfg(not(feature = "tracing"))]
pub(super) fn span(_: &'static OperationTable, _: &::http::Request<Payload>, _: u32) -> Span {
    Span
}

/// An attempt alone.
#[cfg(not(feature = "tracing"))]
pub(super) fn within<F: Future<Output = Outcome>>(_: Span, attempt: F) -> F {
    attempt
}
