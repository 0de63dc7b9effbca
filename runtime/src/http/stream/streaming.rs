//! The items of an answer as they come, and what happens where the connection breaks.

use std::collections::VecDeque;
use std::marker::PhantomData;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use ::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use bytes::Bytes;

use super::records::{Cut, Record, TooLarge};
use super::{Answer, StreamItem, Streamed, opened};
use crate::Violations;
use crate::http::client::{Call, Core};
use crate::http::content::{Chunks as _, Content};
use crate::http::error::{Error, Failure, Incomplete, Undecodable};
use crate::http::excerpt::hidden;
use crate::http::operation::Operation;
use crate::http::response::content_type;
use crate::http::transport::{Boxed, TransportError, block_on};

type Item<O> = Result<<O as Streamed>::Item, Error<<O as Operation>::Error>>;

const LAST_EVENT_ID: HeaderName = HeaderName::from_static("last-event-id");
/// The longest pause before asking again, whatever the server wishes.
const LONGEST: Duration = Duration::from_secs(60);
/// The pause where the server wishes none.
const USUAL: Duration = Duration::from_secs(3);
/// How often to ask again, unless set, when nothing comes of it.
const MOST: u32 = 5;

/// The way from item to item, whatever carries it.
struct Walk<O: Streamed> {
    core: Core,
    call: Call,
    status: StatusCode,
    headers: HeaderMap,
    content: Content,
    cut: Cut,
    ready: VecDeque<Record>,
    /// What ends the items once those that have come are taken.
    broken: Option<TransportError>,
    is_over: bool,
    /// The same answer, asked for again from where it broke off.
    pending: Option<Boxed<'static, Result<Answer, Failure>>>,
    /// How often that was done since the last item.
    fruitless: u32,
    most: u32,
    is_endless: bool,
    issues: Violations,
    operation: PhantomData<fn() -> O>,
}

impl<O: Streamed> Walk<O> {
    fn new(core: Core, call: Call, answer: Answer) -> Self {
        let (head, content) = answer.into_parts();
        Walk {
            core,
            call,
            status: head.status,
            cut: Cut::of(&head.headers),
            headers: head.headers,
            content,
            ready: VecDeque::new(),
            broken: None,
            is_over: false,
            pending: None,
            fruitless: 0,
            most: MOST,
            is_endless: false,
            issues: Violations::default(),
            operation: PhantomData,
        }
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Item<O>>> {
        let item = ready!(self.poll_item(context));
        let hide = |error| hidden::<O>(error, Some(&self.core), None);
        Poll::Ready(item.map(|item| item.map_err(hide)))
    }

    fn poll_item(&mut self, context: &mut Context<'_>) -> Poll<Option<Item<O>>> {
        loop {
            if let Some(record) = self.ready.pop_front() {
                self.fruitless = 0;
                match self.read(&record) {
                    Some(item) => return Poll::Ready(Some(item)),
                    None => continue,
                }
            }
            if let Some(cause) = self.broken.take() {
                self.end();
                return Poll::Ready(Some(Err(self.incomplete(cause))));
            }
            if self.is_over {
                return Poll::Ready(None);
            }
            if let Some(pending) = &mut self.pending {
                let answer = ready!(pending.as_mut().poll(context));
                self.pending = None;
                if let Err(error) = self.resume(answer) {
                    self.end();
                    return Poll::Ready(Some(Err(error)));
                }
                continue;
            }
            match ready!(self.content.poll_chunk(context)) {
                Some(Ok(chunk)) => self.push(&chunk),
                Some(Err(cause)) if !self.ask_again() => self.broken = Some(cause),
                Some(Err(_)) => {}
                None => {
                    self.cut.end(&mut self.ready);
                    self.is_over = !(self.is_endless && self.ask_again());
                }
            }
        }
    }

    /// Nothing more is wanted: the connection and the call's place are given up.
    fn end(&mut self) {
        self.is_over = true;
        self.ready.clear();
        self.content = Content::from(Bytes::new());
    }

    fn push(&mut self, chunk: &[u8]) {
        let limit = self.core.body_limit();
        let most = usize::try_from(limit).unwrap_or(usize::MAX);
        // Many small events may have come at once: as text they are no more than the chunk.
        if let Err(TooLarge) = self.cut.push(chunk, most, &mut self.ready) {
            self.broken = Some(TransportError::TooLarge(limit));
        }
    }

    /// An item; `None` where it ends the items.
    fn read(&mut self, record: &Record) -> Option<Item<O>> {
        let mut issues = Vec::new();
        let read = O::Item::read(&record.data, record.event.as_ref(), &mut issues);
        self.issues = Violations(issues);
        match read {
            Ok(Some(item)) => Some(Ok(item)),
            Ok(None) => {
                self.end();
                None
            }
            Err(reason) => Some(Err(Error::Undecodable(Box::new(Undecodable {
                status: self.status,
                raw_headers: self.headers.clone(),
                body: Bytes::copy_from_slice(&record.data),
                reason,
                masked: None,
            })))),
        }
    }

    fn incomplete(&mut self, cause: TransportError) -> Error<O::Error> {
        Error::Incomplete(Box::new(Incomplete {
            status: self.status,
            raw_headers: self.headers.clone(),
            body: self.cut.rest().into(),
            cause,
            masked: None,
        }))
    }

    /// Asks for what comes after the last event, where the server can know which that was.
    fn ask_again(&mut self) -> bool {
        let Cut::Events(events) = &self.cut else {
            return false;
        };
        let id = events.about().id.as_deref();
        let id = id.and_then(|id| HeaderValue::from_bytes(id.as_bytes()).ok());
        let may = self.call.request.method() == Method::GET && (id.is_some() || self.is_endless);
        if !may || self.fruitless >= self.most {
            return false;
        }
        let wished = events.about().retry.unwrap_or(USUAL);
        let pause = wished.saturating_mul(1 << self.fruitless.min(16));
        self.fruitless += 1;
        self.cut = Cut::Events(events.resumed());
        let mut call = self.call.clone();
        if let Some(id) = id {
            call.request.headers_mut().insert(LAST_EVENT_ID, id);
        }
        let core = self.core.clone();
        self.pending = Some(Box::pin(async move {
            core.pause(pause.min(LONGEST)).await;
            core.streamed(&mut call).await
        }));
        true
    }

    fn resume(&mut self, answer: Result<Answer, Failure>) -> Result<(), Error<O::Error>> {
        if answer.is_err() && self.ask_again() {
            return Ok(());
        }
        let answer = opened::<O>(answer)?;
        let (head, content) = answer.into_parts();
        // A server that has nothing more to say says so; what is no events is not what was asked for (HTML, section 9.2.3).
        self.is_over = head.status == StatusCode::NO_CONTENT;
        if !self.is_over && !Cut::of(&head.headers).is_events() {
            let media = content_type(&head.headers).unwrap_or("of no declared type");
            return Err(Error::Undecodable(Box::new(Undecodable {
                status: head.status,
                reason: format!("the body is {media}, not the events that were asked for again"),
                raw_headers: head.headers,
                body: Bytes::new(),
                masked: None,
            })));
        }
        (self.status, self.headers, self.content) = (head.status, head.headers, content);
        Ok(())
    }
}

/// The items of an answer, as they come.
///
/// Where the connection of events breaks that have IDs, and the method is GET, they are asked for again from the last one
/// on (`Last-Event-ID`), after a pause as the server wishes (`retry`; 3 seconds otherwise, 60 at most), which doubles while
/// nothing comes of it.
pub struct Streaming<O: Streamed>(Walk<O>);

/// The items of an answer, each by a blocking read; apart from that as [`Streaming`] is.
pub struct BlockingStreaming<O: Streamed>(Walk<O>);

macro_rules! streaming {
    ($streaming:ident) => {
        impl<O: Streamed> $streaming<O> {
            pub(super) fn new(core: Core, call: Call, answer: Answer) -> Self {
                $streaming(Walk::new(core, call, answer))
            }
            /// The same, asking again at most so many times (5 unless set) before an item comes of it.
            #[must_use]
            pub fn reconnects(mut self, most: u32) -> Self {
                self.0.most = most;
                self
            }
            /// The same, asking for events again also where the server has ended in order, as browsers do: until it
            /// answers 204, or nothing comes of it.
            #[must_use]
            pub fn endless(mut self) -> Self {
                self.0.is_endless = true;
                self
            }
            /// The status.
            pub fn status(&self) -> StatusCode {
                self.0.status
            }
            /// Every header.
            pub fn raw_headers(&self) -> &HeaderMap {
                &self.0.headers
            }
            /// Where the last item departs from the document's structure.
            pub fn issues(&self) -> &Violations {
                &self.0.issues
            }
        }
    };
}
streaming!(Streaming);
streaming!(BlockingStreaming);

impl<O: Streamed> Streaming<O> {
    /// The next item; `None` after the last.
    pub async fn next(&mut self) -> Option<Result<O::Item, Error<O::Error>>> {
        std::future::poll_fn(|context| self.0.poll(context)).await
    }
}

#[cfg(feature = "stream")]
impl<O: Streamed> futures_core::Stream for Streaming<O> {
    type Item = Result<O::Item, Error<O::Error>>;
    fn poll_next(
        mut self: std::pin::Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Self::Item>> {
        self.0.poll(context)
    }
}

impl<O: Streamed> Iterator for BlockingStreaming<O> {
    type Item = Result<O::Item, Error<O::Error>>;
    fn next(&mut self) -> Option<Self::Item> {
        block_on(std::future::poll_fn(|context| self.0.poll(context)))
    }
}
