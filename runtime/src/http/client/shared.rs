//! What the clones of a client share, and how it makes a call of an operation.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use ::http::{HeaderValue, Uri, header};

use super::retry::is_idempotent;
use super::settings::Settings;
use crate::http::auth::Session;
use crate::http::content::Payload;
use crate::http::error::Failure;
use crate::http::operation::{Arguments, OperationTable};
use crate::http::transport::Transport;
use crate::http::{coding, envelope, media, random, request, server};
use crate::{Secret, Violation, Violations};

/// What the clones of a client share.
#[derive(Clone)]
pub(in crate::http) struct Core {
    pub(super) settings: Arc<Settings>,
    pub(super) transport: Arc<dyn Transport>,
}

impl fmt::Debug for Core {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.settings.fmt(f)
    }
}

/// A call on its way.
#[derive(Clone)]
pub(in crate::http) struct Call {
    pub table: &'static OperationTable,
    pub request: ::http::Request<Payload>,
    /// The server's URL, where that is not the client's own base URL.
    pub base: Option<String>,
}

impl Core {
    pub fn new(transport: Arc<dyn Transport>) -> Self {
        let settings = Arc::default();
        Core {
            settings,
            transport,
        }
    }

    pub(super) fn settings_mut(&mut self) -> &mut Settings {
        Arc::make_mut(&mut self.settings)
    }

    /// The most bytes that the body of an answer may have.
    pub fn body_limit(&self) -> u64 {
        self.settings.body_limit
    }

    /// What the client proves itself with.
    pub fn secrets(&self) -> Vec<Secret> {
        self.settings.credentials.secrets()
    }

    /// Ends after that long.
    pub async fn pause(&self, duration: Duration) {
        self.transport.pause(duration).await;
    }

    /// The base URL of a call.
    pub(super) fn base<'a>(&'a self, found: &'a Option<String>) -> &'a str {
        let set = self.settings.base.as_deref();
        set.or(found.as_deref()).unwrap_or_default()
    }

    /// The base URL of a call of an operation.
    fn base_of(
        &self,
        table: &OperationTable,
        arguments: &dyn Arguments,
    ) -> Result<Cow<'_, str>, Violations> {
        let settings = &*self.settings;
        if let Some(base) = &settings.base {
            return Ok(Cow::Borrowed(base));
        }
        let document = settings.document.as_deref();
        let own = arguments.server().map(std::slice::from_ref);
        let found = server::base(own.unwrap_or(table.servers), &settings.servers, document);
        found.map(Cow::Owned).map_err(|found| {
            Violations(vec![Violation {
                pointer: "url".to_owned(),
                rule: "uri",
                found,
                limit:
                    "it is relative, so that the client needs its `base_url` or its `document_url`"
                        .to_owned(),
            }])
        })
    }

    /// A URL that the API leads to, without the keys that a call of the operation puts into its query.
    pub fn without_keys(&self, table: &'static OperationTable, mut uri: Uri) -> Uri {
        let session = Session::new(table, "", &self.settings.credentials);
        session.without_keys(&mut uri, true);
        uri
    }

    /// A call of an operation, with everything that the client adds but credentials.
    ///
    /// # Errors
    /// What is wrong with the arguments.
    pub fn request(
        &self,
        table: &'static OperationTable,
        arguments: &dyn Arguments,
    ) -> Result<Call, Violations> {
        let settings = &*self.settings;
        let base = self.base_of(table, arguments)?;
        settings.version.as_deref().map_or(Ok(()), check_version)?;
        let mut request = request::build(table, arguments, &base)?;
        let repeatable = is_idempotent(request.method());
        let headers = request.headers_mut();
        coding::accept(headers);
        for (name, value) in &settings.headers {
            // What the document says to ask for is no more than a proposal.
            if name == header::ACCEPT {
                headers.insert(name, value.clone());
            } else {
                headers.entry(name).or_insert_with(|| value.clone());
            }
        }
        if let Some(date) = &settings.version {
            let accept = media::accept_at(table.accept, Some(date));
            if !settings.headers.contains_key(header::ACCEPT)
                && let Ok(value) = HeaderValue::from_str(&accept)
            {
                headers.insert(header::ACCEPT, value);
            }
            let sent = table
                .body
                .and_then(|body| body.media.get(arguments.media()));
            if let Some(media) = sent
                && headers
                    .get(header::CONTENT_TYPE)
                    .is_some_and(|name| name == media.name)
                && let versions = std::iter::once(media.name).chain(media.versions.iter().copied())
                && let Some(version) = media::version_at(versions, date)
                && let Ok(version) = HeaderValue::from_str(version)
            {
                headers.insert(header::CONTENT_TYPE, version);
            }
        }
        if let (Some(name), false) = (&settings.idempotency, repeatable)
            && let Ok(key) = HeaderValue::from_str(&random::uuid())
        {
            headers.entry(name).or_insert(key);
        }
        let base = match base {
            Cow::Borrowed(_) => None,
            Cow::Owned(found) => Some(found),
        };
        Ok(Call {
            table,
            request,
            base,
        })
    }

    /// The same for a call whose answer is streamed.
    ///
    /// # Errors
    /// What is wrong with the arguments.
    pub fn streaming_request(
        &self,
        table: &'static OperationTable,
        arguments: &dyn Arguments,
    ) -> Result<Call, Failure> {
        envelope::streamed(table, arguments)
            .and_then(|()| self.request(table, arguments))
            .map_err(Failure::Invalid)
    }
}

/// That the version which the client wants is one.
fn check_version(version: &str) -> Result<(), Violations> {
    let wrong = || Violation {
        pointer: "version".to_owned(),
        rule: "format",
        limit: "day (`YYYY-MM-DD`), nor `preview`".to_owned(),
        found: format!("{version:?}"),
    };
    match media::is_version(version) {
        true => Ok(()),
        false => Err(Violations(vec![wrong()])),
    }
}
