//! Pages and items as streams and iterators.

use std::collections::{HashSet, VecDeque};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::task::{Context, Poll};

use ::http::{HeaderMap, HeaderValue, Uri, header};

use super::Paged;
use super::next::{Next, Page, advanced, is_named, next};
use crate::http::client::{Call, Core};
use crate::http::error::{Error, Failure};
use crate::http::excerpt::hidden;
use crate::http::operation::{Operation, Outcome};
use crate::http::response::{self, RawResponse};
use crate::http::transport::{Boxed, block_on};

/// An item, or why there is no next one.
type Item<O> = Result<<O as Paged>::Item, Error<<O as Operation>::Error>>;

/// The most pages of one walk, unless set.
const MOST: usize = 10_000;

/// The way from page to page, whatever carries it.
struct Walk<O: Paged> {
    operation: O,
    core: Core,
    /// The page that was asked for last.
    uri: Option<Uri>,
    next: Option<Next>,
    is_over: bool,
    seen: HashSet<u64>,
    last: Option<u64>,
    taken: usize,
    limit: usize,
    /// The most items of a page so far.
    most_items: Option<usize>,
}

impl<O: Paged> Walk<O> {
    fn new(operation: O, core: Core) -> Self {
        Walk {
            operation,
            core,
            uri: None,
            next: None,
            is_over: false,
            seen: HashSet::new(),
            last: None,
            taken: 0,
            limit: MOST,
            most_items: None,
        }
    }

    /// The call of the next page; `None` after the last.
    fn call(&mut self) -> Option<Result<Call, Error<O::Error>>> {
        if self.is_over {
            return None;
        }
        let call = self.made();
        self.is_over = call.is_err();
        Some(call)
    }

    fn made(&mut self) -> Result<Call, Error<O::Error>> {
        if self.taken >= self.limit {
            let why = format!("there are more than {} pages", self.limit);
            return Err(Error::Pages(why));
        }
        self.taken += 1;
        let call = self.core.request(O::table(), &self.operation);
        let mut call = call.map_err(Error::Invalid)?;
        if O::IS_ONE_OF_SEVERAL {
            first_alone(call.request.headers_mut());
        }
        if let (Some(uri), Some(next)) = (&self.uri, &self.next) {
            let uri = advanced(uri, next).map_err(Error::Pages)?;
            *call.request.uri_mut() = self.core.without_keys(O::table(), uri);
        }
        let uri = call.request.uri().clone();
        if !self.seen.insert(hash(&uri)) {
            return Err(Error::Pages(format!("they lead back to {uri}")));
        }
        self.uri = Some(uri);
        Ok(call)
    }

    /// Reads a page, and finds the next.
    fn read(&mut self, answer: Result<RawResponse, Failure>) -> Outcome<O> {
        let page = self.page(answer);
        page.map_err(|error| hidden::<O>(error, Some(&self.core), Some(&self.operation)))
    }

    fn page(&mut self, answer: Result<RawResponse, Failure>) -> Outcome<O> {
        // Unless everything is well, there is no next page.
        self.is_over = true;
        let answer = answer?;
        let page = response::read::<O>(answer)?;
        let body = hash(&page.body);
        let repeats = self.taken > 1 && self.last == Some(body);
        self.last = Some(body);
        if let Some(uri) = &self.uri {
            let Some(value) = O::view_of(&page.value) else {
                return Err(Error::Pages(match O::IS_ONE_OF_SEVERAL {
                    true => {
                        let media = response::content_type(&page.raw_headers);
                        let media = media.unwrap_or("unknown");
                        format!("an answer of type {media} has no pages")
                    }
                    false => "an answer of this shape has no pages".to_owned(),
                }));
            };
            let page = Page {
                uri,
                headers: &page.raw_headers,
                value,
                most: self.most_items,
            };
            // Who counts on asks a server that does not heed the count for the same page for ever. Where the server leads on,
            // two pages may be the same: a way back is known by its URL. And all empty pages are.
            let paging = O::paging();
            let is_empty = || is_named(paging, &page) && page.count(paging) == 0;
            if repeats && paging.advance.counts() && !is_empty() {
                return Err(Error::Pages("the same page came twice".to_owned()));
            }
            self.next = next(O::paging(), &page);
            self.most_items = self.most_items.max(Some(page.count(O::paging())));
            self.is_over = self.next.is_none();
        }
        Ok(page)
    }
}

/// Leaves the first media type that is asked for: the preferred one.
fn first_alone(headers: &mut HeaderMap) {
    let accept = headers.get(header::ACCEPT);
    let first = accept.and_then(|accept| accept.to_str().ok()?.split(',').next());
    if let Some(first) = first.and_then(|first| HeaderValue::from_str(first).ok()) {
        headers.insert(header::ACCEPT, first);
    }
}

fn hash(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

/// Every page of an operation, in order.
pub struct Pages<O: Paged> {
    walk: Walk<O>,
    pending: Option<Boxed<'static, Result<RawResponse, Failure>>>,
}

impl<O: Paged> Pages<O> {
    pub(super) fn new(operation: O, core: Core) -> Self {
        Pages {
            walk: Walk::new(operation, core),
            pending: None,
        }
    }

    /// The same, ending with an error after so many pages (10,000 unless set).
    #[must_use]
    pub fn limit(mut self, pages: usize) -> Self {
        self.walk.limit = pages;
        self
    }

    /// The items of the pages.
    pub fn into_items(self) -> Items<O> {
        Items {
            pages: self,
            ready: VecDeque::new(),
        }
    }

    /// The next page; `None` after the last.
    pub async fn next(&mut self) -> Option<Outcome<O>> {
        std::future::poll_fn(|context| self.poll(context)).await
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Outcome<O>>> {
        let pending = match &mut self.pending {
            Some(pending) => pending,
            None => {
                let mut call = match self.walk.call() {
                    None => return Poll::Ready(None),
                    Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                    Some(Ok(call)) => call,
                };
                let core = self.walk.core.clone();
                self.pending
                    .insert(Box::pin(async move { core.whole(&mut call).await }))
            }
        };
        match pending.as_mut().poll(context) {
            Poll::Pending => Poll::Pending,
            Poll::Ready(answer) => {
                self.pending = None;
                Poll::Ready(Some(self.walk.read(answer)))
            }
        }
    }
}

/// Every item of every page, in order.
pub struct Items<O: Paged> {
    pages: Pages<O>,
    ready: VecDeque<O::Item>,
}

impl<O: Paged> Items<O> {
    /// The same, ending with an error after so many pages (10,000 unless set).
    #[must_use]
    pub fn limit(mut self, pages: usize) -> Self {
        self.pages = self.pages.limit(pages);
        self
    }

    /// The next item; `None` after the last.
    pub async fn next(&mut self) -> Option<Result<O::Item, Error<O::Error>>> {
        std::future::poll_fn(|context| self.poll(context)).await
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Item<O>>> {
        loop {
            if let Some(item) = self.ready.pop_front() {
                return Poll::Ready(Some(Ok(item)));
            }
            match self.pages.poll(context) {
                Poll::Pending => return Poll::Pending,
                Poll::Ready(None) => return Poll::Ready(None),
                Poll::Ready(Some(Err(error))) => return Poll::Ready(Some(Err(error))),
                Poll::Ready(Some(Ok(page))) => self.ready.extend(O::items_of(page.value)),
            }
        }
    }
}

#[cfg(feature = "stream")]
mod streams {
    use std::pin::Pin;

    use super::{Context, Error, Items, Outcome, Paged, Pages, Poll};

    // Nothing in them is pinned in place.
    impl<O: Paged> Unpin for Pages<O> {}
    impl<O: Paged> Unpin for Items<O> {}

    impl<O: Paged> futures_core::Stream for Pages<O> {
        type Item = Outcome<O>;
        fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
            self.get_mut().poll(context)
        }
    }

    impl<O: Paged> futures_core::Stream for Items<O> {
        type Item = Result<O::Item, Error<O::Error>>;
        fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
            self.get_mut().poll(context)
        }
    }
}

/// Every page of an operation, in order, by blocking calls.
pub struct BlockingPages<O: Paged>(Walk<O>);

impl<O: Paged> BlockingPages<O> {
    pub(super) fn new(operation: O, core: Core) -> Self {
        BlockingPages(Walk::new(operation, core))
    }

    /// The same, ending with an error after so many pages (10,000 unless set).
    #[must_use]
    pub fn limit(mut self, pages: usize) -> Self {
        self.0.limit = pages;
        self
    }

    /// The items of the pages.
    pub fn into_items(self) -> BlockingItems<O> {
        BlockingItems {
            pages: self,
            ready: VecDeque::new(),
        }
    }
}

impl<O: Paged> Iterator for BlockingPages<O> {
    type Item = Outcome<O>;
    fn next(&mut self) -> Option<Self::Item> {
        Some(self.0.call()?.and_then(|mut call| {
            let answer = block_on(self.0.core.whole(&mut call));
            self.0.read(answer)
        }))
    }
}

/// Every item of every page, in order, by blocking calls.
pub struct BlockingItems<O: Paged> {
    pages: BlockingPages<O>,
    ready: VecDeque<O::Item>,
}

impl<O: Paged> BlockingItems<O> {
    /// The same, ending with an error after so many pages (10,000 unless set).
    #[must_use]
    pub fn limit(mut self, pages: usize) -> Self {
        self.pages = self.pages.limit(pages);
        self
    }
}

impl<O: Paged> Iterator for BlockingItems<O> {
    type Item = Result<O::Item, Error<O::Error>>;
    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(item) = self.ready.pop_front() {
                return Some(Ok(item));
            }
            match self.pages.next()? {
                Ok(page) => self.ready.extend(O::items_of(page.value)),
                Err(error) => return Some(Err(error)),
            }
        }
    }
}
