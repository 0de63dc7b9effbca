//! Operations as values.

use std::future::Future;

use super::client::{BlockingClient, Client};
use super::content::Content;
use super::error::Error;
use super::excerpt::hidden;
use super::response::{self, RawResponse, Response};
use super::sent::{PartHeader, Sent};
use super::server::Server;
use super::stream::{self, BlockingDownload, Download};
pub use super::table::{Body, In, Media, OperationTable, Parameter, Part, Requirement, Style};
use super::transport::MaybeSend;
use super::{curl, request};
use crate::{Value, View, Violations};

/// The arguments of a call, in the order of its table: the parameters, then the body.
pub trait Arguments {
    /// With no argument given.
    #[doc(hidden)]
    fn blank() -> Self
    where
        Self: Sized;
    /// The argument at `index`; [`View::Absent`] where it is not given.
    fn argument(&self, index: usize) -> View<'_>;
    /// Which of the body's media types it is sent as.
    fn media(&self) -> usize {
        0
    }
    /// Headers of parts of a multipart body (see [`Operation::part_header`]).
    #[doc(hidden)]
    fn part_headers(&self) -> &[PartHeader] {
        &[]
    }
    /// The server that it goes to in place of those of its operation (see [`Sent`]).
    fn server(&self) -> Option<&Server> {
        None
    }
}

/// What an operation answers with: one type, or an enum over several, by status and media type (see `answers!`).
///
/// Every [`Value`] is the answer of an operation that has one type of answer.
pub trait Answer: Sized {
    /// The blank answer for that status and that `Content-Type`, to be filled.
    fn blank_for(status: u16, media: Option<&str>) -> Self;
    /// Where to write what the body says.
    fn slot(&mut self) -> crate::Slot<'_>;
}

impl<T: Value> Answer for T {
    fn blank_for(_: u16, _: Option<&str>) -> Self {
        T::blank()
    }
    fn slot(&mut self) -> crate::Slot<'_> {
        Value::slot(self)
    }
}

/// What comes of a call.
pub type Outcome<O> = Result<
    Response<<O as Operation>::Output, <O as Operation>::Headers>,
    Error<<O as Operation>::Error>,
>;

/// A call of the API, as a plain value.
pub trait Operation: Arguments {
    /// What a success carries.
    type Output: Answer;
    /// What an error carries.
    type Error: Answer;
    /// The declared headers of the answers.
    type Headers: Value;
    /// What describes the operation.
    fn table() -> &'static OperationTable;

    /// Holds the arguments against the document.
    ///
    /// # Errors
    /// Everything that is wrong; a pointer starts with the argument's place, e.g. `path/groupId`, `body/name`.
    fn validate(&self) -> Result<(), Violations>
    where
        Self: Sized,
    {
        request::check(Self::table(), self).into_result()
    }

    /// The same call, its body sent as that media type: a form, say, where the document offers the same as JSON too.
    ///
    /// # Errors
    /// A media type that is not offered.
    fn sent_as(self, media: &str) -> Result<Sent<Self>, Violations>
    where
        Self: Sized,
    {
        Sent::as_media(self, media)
    }

    /// The same call with a header of a part of its multipart body, in place of one that the document decides. The part is
    /// called as the member that it is of, or by the index of its item, from 0.
    fn part_header(
        self,
        part: impl Into<String>,
        name: impl Into<String>,
        value: impl Into<String>,
    ) -> Sent<Self>
    where
        Self: Sized,
    {
        Sent::from(self).part_header(part, name, value)
    }

    /// The request, for a transport of your own; `base` is the server's URL. Nothing is sent, and a body that is streamed
    /// is not read before the transport does. Arguments that are secret stand in it as they are sent, also in its URL: what may be
    /// shown is [`to_curl`](Self::to_curl).
    ///
    /// # Errors
    /// Everything that is wrong with the arguments; a body that can be sent but once, and has been.
    fn request(&self, base: &str) -> Result<::http::Request<Content>, Violations>
    where
        Self: Sized,
    {
        let (head, body) = request::build(Self::table(), self, base)?.into_parts();
        let body = body.open().ok_or_else(request::spent)?;
        Ok(::http::Request::from_parts(head, body))
    }

    /// The call as a `curl` command for a POSIX shell; `$TOKEN` stands for the credential. `base` is the server's URL. Files
    /// are read from where they are; what comes from a reader, and a multipart body with secrets, is expected in a file
    /// `body`, or one that is called as the file that is sent.
    ///
    /// # Errors
    /// Everything that is wrong with the arguments.
    fn to_curl(&self, base: &str) -> Result<String, Violations>
    where
        Self: Sized,
    {
        let mut request = request::build(Self::table(), self, base)?;
        request::hide(Self::table(), self, &mut request);
        Ok(curl::command(&request, Self::table().security))
    }

    /// Reads an answer that a transport of your own has brought.
    ///
    /// # Errors
    /// [`Error::Api`] for an error status, [`Error::Undecodable`] for a success that cannot be read.
    fn read(raw: RawResponse) -> Outcome<Self>
    where
        Self: Sized,
    {
        response::read::<Self>(raw).map_err(|error| hidden::<Self>(error, None, None))
    }

    /// Sends the call and waits for the answer without blocking the thread.
    ///
    /// # Errors
    /// See [`Error`]; arguments that are not valid are refused before anything is sent.
    fn send(&self, client: &Client) -> impl Future<Output = Outcome<Self>> + MaybeSend
    where
        Self: Sized + Sync,
    {
        async {
            let answer = client.call(Self::table(), self).await;
            let read = answer.and_then(response::read::<Self>);
            read.map_err(|error| hidden::<Self>(error, Some(client.core()), Some(self)))
        }
    }

    /// Sends the call and waits for the answer.
    ///
    /// # Errors
    /// See [`Error`]; arguments that are not valid are refused before anything is sent.
    fn send_blocking(&self, client: &BlockingClient) -> Outcome<Self>
    where
        Self: Sized,
    {
        let answer = client.call(Self::table(), self);
        let read = answer.and_then(response::read::<Self>);
        read.map_err(|error| hidden::<Self>(error, Some(client.core()), Some(self)))
    }

    /// Sends the call, and gives the body of a success while it comes: as bytes, or into a file.
    ///
    /// # Errors
    /// See [`Error`]; the time-out ends with the answer's head.
    fn send_streaming(
        &self,
        client: &Client,
    ) -> impl Future<Output = Result<Download, Error<Self::Error>>> + MaybeSend
    where
        Self: Sized + Sync,
    {
        async {
            let answer = client.streamed(Self::table(), self).await;
            let opened = stream::opened::<Self>(answer);
            let opened =
                opened.map_err(|error| hidden::<Self>(error, Some(client.core()), Some(self)));
            Ok(Download::new(opened?))
        }
    }

    /// Sends the call, and gives the body of a success while it comes, by blocking reads: as bytes, or into a file.
    ///
    /// # Errors
    /// See [`Error`]; the time-out ends with the answer's head.
    fn send_streaming_blocking(
        &self,
        client: &BlockingClient,
    ) -> Result<BlockingDownload, Error<Self::Error>>
    where
        Self: Sized,
    {
        let opened = stream::opened::<Self>(client.streamed(Self::table(), self));
        let opened = opened.map_err(|error| hidden::<Self>(error, Some(client.core()), Some(self)));
        Ok(BlockingDownload::new(opened?))
    }
}
