//! What another transport carried, without secrets.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use ::http::{HeaderMap, HeaderName, HeaderValue, Request, Response, StatusCode, Uri};
use bytes::Bytes;

use super::canned::whole;
use crate::Json;
use crate::http::content::Content;
use crate::http::response::RawResponse;
use crate::http::transport::{
    BlockingTransport, Limits, Pause, Pending, Transport, TransportError, block_on,
};
use crate::json::{from_str, to_string_pretty};
use crate::value::base64;

/// A request and its answer. Credentials are not in it.
#[derive(Clone, Debug)]
pub struct Exchange {
    /// What was sent.
    pub request: Request<Bytes>,
    /// What came.
    pub answer: RawResponse,
}

/// Keeps what another transport carries. Clones share what they keep. Bodies are read whole.
pub struct Recording<T: ?Sized> {
    inner: Arc<T>,
    kept: Arc<Mutex<Vec<Exchange>>>,
}

impl<T: ?Sized> Clone for Recording<T> {
    fn clone(&self) -> Self {
        Recording {
            inner: Arc::clone(&self.inner),
            kept: Arc::clone(&self.kept),
        }
    }
}

/// The URL of a request without credentials.
#[derive(Clone)]
pub(in crate::http) struct Shown(pub Uri);

/// A request whose bodies, both of them, are secrets.
#[derive(Clone)]
pub(in crate::http) struct Confidential;

impl<T> Recording<T> {
    /// Keeps what this transport carries. Of the transport that a client has anyway, `recorded` of the client does that.
    pub fn new(inner: T) -> Self {
        Recording::around(Arc::new(inner))
    }
}

impl<T: ?Sized> Recording<T> {
    pub(in crate::http) fn around(inner: Arc<T>) -> Self {
        Recording {
            inner,
            kept: Arc::default(),
        }
    }

    /// What was carried, oldest first.
    pub fn exchanges(&self) -> Vec<Exchange> {
        self.kept
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// What was carried, as JSON for a file; see [`Exchange::from_json`].
    pub fn to_json(&self) -> String {
        to_string_pretty(&Json::Array(
            self.exchanges().iter().map(Exchange::json).collect(),
        ))
    }

    fn keep(&self, request: &Request<Bytes>, answer: &RawResponse) {
        let shown = request.extensions().get::<Shown>();
        let shown = shown.map_or_else(|| request.uri(), |shown| &shown.0);
        let keys = keys(request.uri(), shown);
        let secret = request.extensions().get::<Confidential>().is_some();
        let body = |bytes: &Bytes, shown: &'static str| {
            if secret {
                Bytes::from_static(shown.as_bytes())
            } else {
                bytes.clone()
            }
        };
        let mut sent = Request::new(body(request.body(), "***"));
        *sent.method_mut() = request.method().clone();
        *sent.uri_mut() = shown.clone();
        *sent.headers_mut() = without_secrets(request.headers(), &keys);
        let token = r#"{"access_token":"***","token_type":"Bearer"}"#;
        let mut came = Response::new(without_keys(body(answer.body(), token), &keys));
        *came.status_mut() = answer.status();
        *came.headers_mut() = without_secrets(answer.headers(), &keys);
        let exchange = Exchange {
            request: sent,
            answer: came,
        };
        self.kept
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(exchange);
    }
}

/// The pairs of a query that are not to be shown: servers repeat them in the URLs that they give.
fn keys<'a>(sent: &'a Uri, shown: &Uri) -> Vec<&'a str> {
    let pairs = |uri: &'a Uri| uri.query().unwrap_or_default().split('&');
    let is_shown = |pair: &&str| {
        let mut known = shown.query().unwrap_or_default().split('&');
        known.any(|known| known == *pair)
    };
    pairs(sent)
        .filter(|pair| !pair.is_empty() && !is_shown(pair))
        .collect()
}

/// A text with `***` for each key; what is no text stays.
fn without_keys(bytes: Bytes, keys: &[&str]) -> Bytes {
    let Ok(text) = std::str::from_utf8(&bytes) else {
        return bytes;
    };
    if !keys.iter().any(|key| text.contains(key)) {
        return bytes;
    }
    let hidden = |text: String, key: &&str| text.replace(*key, "***");
    keys.iter().fold(text.to_owned(), hidden).into()
}

fn without_secrets(headers: &HeaderMap, keys: &[&str]) -> HeaderMap {
    use ::http::header::{AUTHORIZATION, COOKIE, PROXY_AUTHORIZATION, SET_COOKIE};
    let names = [AUTHORIZATION, COOKIE, PROXY_AUTHORIZATION, SET_COOKIE];
    let shown = headers.iter().map(|(name, value)| {
        let bytes = without_keys(Bytes::copy_from_slice(value.as_bytes()), keys);
        let value = match value.is_sensitive() || names.contains(name) {
            true => None,
            false => HeaderValue::from_maybe_shared(bytes).ok(),
        };
        let value = value.unwrap_or_else(|| HeaderValue::from_static("***"));
        (name.clone(), value)
    });
    shown.collect()
}

impl Exchange {
    fn json(&self) -> Json {
        let text = |text: &str| Json::String(text.to_owned());
        let headers = |headers: &HeaderMap| {
            let pair = |(name, value): (&HeaderName, &HeaderValue)| {
                Json::Array(vec![
                    text(name.as_str()),
                    text(&String::from_utf8_lossy(value.as_bytes())),
                ])
            };
            Json::Array(headers.iter().map(pair).collect())
        };
        // Text as it is, so that a person can read it; anything else as base64.
        let body = |bytes: &Bytes| match std::str::from_utf8(bytes) {
            Ok(body) => ("text".to_owned(), text(body)),
            Err(_) => ("base64".to_owned(), text(&base64::encode(bytes))),
        };
        let request = [
            ("method".to_owned(), text(self.request.method().as_str())),
            ("url".to_owned(), text(&self.request.uri().to_string())),
            ("headers".to_owned(), headers(self.request.headers())),
            body(self.request.body()),
        ];
        let status = self.answer.status().as_u16();
        let answer = [
            ("status".to_owned(), text(&status.to_string())),
            ("headers".to_owned(), headers(self.answer.headers())),
            body(self.answer.body()),
        ];
        Json::Object(
            [
                ("request".to_owned(), Json::Object(request.into())),
                ("answer".to_owned(), Json::Object(answer.into())),
            ]
            .into(),
        )
    }

    /// The exchanges of a file that [`Recording::to_json`] made; `None` where it is no such file.
    pub fn from_json(text: &str) -> Option<Vec<Exchange>> {
        let json: Json = from_str(text).ok()?;
        json.as_array()?.iter().map(Self::read).collect()
    }

    fn read(json: &Json) -> Option<Exchange> {
        let (sent, came) = (json.get("request")?, json.get("answer")?);
        let text = |json: &Json, name: &str| Some(json.get(name)?.as_str()?.to_owned());
        let body = |json: &Json| match text(json, "text") {
            Some(body) => Some(Bytes::from(body)),
            None => base64::decode(&text(json, "base64")?).map(Bytes::from),
        };
        let headers = |json: &Json| {
            let pair = |pair: &Json| {
                let name = HeaderName::try_from(pair.as_array()?.first()?.as_str()?).ok()?;
                let value = HeaderValue::try_from(pair.as_array()?.get(1)?.as_str()?).ok()?;
                Some((name, value))
            };
            json.get("headers")?
                .as_array()?
                .iter()
                .map(pair)
                .collect::<Option<HeaderMap>>()
        };
        let mut request = Request::new(body(sent)?);
        *request.method_mut() = text(sent, "method")?.parse().ok()?;
        *request.uri_mut() = text(sent, "url")?.parse().ok()?;
        *request.headers_mut() = headers(sent)?;
        let mut answer = Response::new(body(came)?);
        *answer.status_mut() = text(came, "status")?.parse::<StatusCode>().ok()?;
        *answer.headers_mut() = headers(came)?;
        Some(Exchange { request, answer })
    }
}

impl<T: Transport + ?Sized> Transport for Recording<T> {
    fn call(&self, request: Request<Content>, limits: Limits) -> Pending<'_> {
        Box::pin(async move {
            let request = whole(request).await?;
            let answer = self
                .inner
                .call(request.clone().map(Content::from), limits)
                .await?;
            let answer = read(answer).await?;
            self.keep(&request, &answer);
            Ok(answer.map(Content::from))
        })
    }

    fn pause(&self, duration: Duration) -> Pause<'_> {
        self.inner.pause(duration)
    }

    fn timer(&self, duration: Duration) -> Pause<'_> {
        self.inner.timer(duration)
    }
}

impl<T: BlockingTransport + ?Sized> BlockingTransport for Recording<T> {
    fn call(
        &self,
        request: Request<Content>,
        limits: Limits,
    ) -> Result<Response<Content>, TransportError> {
        let request = block_on(whole(request))?;
        let answer = block_on(read(
            self.inner
                .call(request.clone().map(Content::from), limits)?,
        ))?;
        self.keep(&request, &answer);
        Ok(answer.map(Content::from))
    }

    fn pause(&self, duration: Duration) -> Pause<'_> {
        self.inner.pause(duration)
    }

    fn timer(&self, duration: Duration) -> Pause<'_> {
        self.inner.timer(duration)
    }
}

async fn read(answer: Response<Content>) -> Result<RawResponse, TransportError> {
    let (head, mut body) = answer.into_parts();
    let body = body
        .collect(u64::MAX, None)
        .await
        .map_err(|(error, _)| error)?;
    Ok(Response::from_parts(head, body))
}

impl<T: ?Sized> fmt::Debug for Recording<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Recording")
            .field("exchanges", &self.exchanges().len())
            .finish_non_exhaustive()
    }
}
