//! The items of a body that is one JSON text after the other: at hand, or made while they are sent.

use std::fmt;
use std::io::{self, Read};
use std::task::{Context, Poll, ready};

use bytes::Bytes;

use super::content::{Chunks, Source};
use super::error::BoxError;
use super::transport::TransportError;
use crate::encode::to_vec_for;
use crate::{Binary, Direction, Slot, Value, View};

/// The items of a body of lines of JSON (`application/x-ndjson`) or of a JSON sequence (RFC 7464): a list that is at hand, or
/// what an iterator or a stream gives, which is sent item by item, without a length. The latter can be sent once: such a
/// call is not repeated; its items are not held against the document.
#[derive(Clone, PartialEq)]
pub struct Sequence<T>(Kept<T>);

#[derive(Clone, PartialEq)]
enum Kept<T> {
    Listed(Vec<T>),
    /// A line for each item.
    Lines(Binary),
}

impl<T> Sequence<T> {
    /// The items, where they are at hand.
    pub fn as_slice(&self) -> Option<&[T]> {
        match &self.0 {
            Kept::Listed(items) => Some(items),
            Kept::Lines(_) => None,
        }
    }
}

impl<T: Value + 'static> Sequence<T> {
    /// What an iterator gives. A thread of its own asks for one item while the one before is sent.
    pub fn from_iterator<I>(items: I) -> Self
    where
        I: IntoIterator<Item = T>,
        I::IntoIter: Send + 'static,
    {
        let items = items.into_iter().map(Ok::<T, io::Error>);
        Self::try_from_iterator(items)
    }

    /// The same of an iterator that may fail: then the call ends with
    /// [`TransportError::Unreadable`], and the server sees that the body broke off.
    pub fn try_from_iterator<I, E>(items: I) -> Self
    where
        I: IntoIterator<Item = Result<T, E>>,
        I::IntoIter: Send + 'static,
        E: Into<BoxError>,
    {
        let items = items.into_iter();
        let lines = items.map(|item| item.map(|item| line(&item)).map_err(io::Error::other));
        let reader = Lines {
            lines,
            rest: io::Cursor::default(),
        };
        Sequence(Kept::Lines(Binary::from_reader(None, reader)))
    }
}

/// The JSON text of an item: no end of a line is within it.
fn line(item: &impl Value) -> Vec<u8> {
    let mut line = to_vec_for(item.view(), Direction::Request);
    line.push(b'\n');
    line
}

/// Lines as a reader.
struct Lines<I> {
    lines: I,
    /// What is left of the last one.
    rest: io::Cursor<Vec<u8>>,
}

impl<I: Iterator<Item = io::Result<Vec<u8>>>> Read for Lines<I> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            match self.rest.read(buffer)? {
                0 if !buffer.is_empty() => match self.lines.next() {
                    Some(line) => self.rest = io::Cursor::new(line?),
                    None => return Ok(0),
                },
                length => return Ok(length),
            }
        }
    }
}

impl<T> From<Vec<T>> for Sequence<T> {
    fn from(items: Vec<T>) -> Self {
        Sequence(Kept::Listed(items))
    }
}

impl<T, const N: usize> From<[T; N]> for Sequence<T> {
    fn from(items: [T; N]) -> Self {
        Vec::from(items).into()
    }
}

impl<T: Clone> From<&[T]> for Sequence<T> {
    fn from(items: &[T]) -> Self {
        items.to_vec().into()
    }
}

/// A list of all of them, which can be sent again.
impl<T> FromIterator<T> for Sequence<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        Vec::from_iter(items).into()
    }
}

impl<T: Value> fmt::Debug for Sequence<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        crate::value::debug(self.view(), f)
    }
}

impl<T: Value> Value for Sequence<T> {
    #[cfg(feature = "schemars")]
    fn named(names: &mut crate::describe::Names) {
        T::named(names);
    }
    fn blank() -> Self {
        Vec::new().into()
    }
    fn view(&self) -> View<'_> {
        match &self.0 {
            Kept::Listed(items) => View::List(items),
            Kept::Lines(lines) => View::Text(lines),
        }
    }
    fn slot(&mut self) -> Slot<'_> {
        if let Kept::Lines(_) = self.0 {
            self.0 = Kept::Listed(Vec::new());
        }
        match &mut self.0 {
            Kept::Listed(items) => Slot::List(items),
            Kept::Lines(_) => Slot::Unit,
        }
    }
}

/// What stands before each text of a JSON sequence (RFC 7464, section 2.2).
pub(super) const SEPARATOR: u8 = 0x1e;

/// Lines as a JSON sequence: before each stands its separator.
pub(super) struct Separated(pub Binary);

impl Source for Separated {
    fn length(&self) -> Option<u64> {
        None
    }
    fn open(&self) -> Option<Box<dyn Chunks>> {
        Some(Box::new(Separators {
            lines: self.0.open()?,
            is_start: true,
        }))
    }
    fn is_spent(&self) -> bool {
        self.0.is_spent()
    }
}

struct Separators {
    lines: Box<dyn Chunks>,
    /// Whether a line starts with the next byte.
    is_start: bool,
}

impl Chunks for Separators {
    fn poll_chunk(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, TransportError>>> {
        let chunk = match ready!(self.lines.poll_chunk(context)) {
            Some(Ok(chunk)) => chunk,
            other => return Poll::Ready(other),
        };
        let mut separated = Vec::with_capacity(chunk.len() + 1);
        for byte in chunk {
            if std::mem::replace(&mut self.is_start, byte == b'\n') {
                separated.push(SEPARATOR);
            }
            separated.push(byte);
        }
        Poll::Ready(Some(Ok(separated.into())))
    }
}

/// Streams, whose items are waited for without a thread.
#[cfg(feature = "stream")]
mod streams {
    use std::pin::Pin;

    use futures_core::Stream;

    use super::{
        Binary, BoxError, Bytes, Chunks, Context, Kept, Poll, Sequence, TransportError, Value, io,
        line, ready,
    };
    use crate::http::upload::Once;

    impl<T: Value + 'static> Sequence<T> {
        /// What a stream gives: each item is sent when it has come.
        pub fn from_stream(items: impl Stream<Item = T> + Send + 'static) -> Self {
            Self::of_stream(items, |item| Ok(line(&item)))
        }

        /// The same of a stream that may fail: then the call ends with [`TransportError::Unreadable`], and the server sees
        /// that the body broke off.
        pub fn try_from_stream<E: Into<BoxError> + 'static>(
            items: impl Stream<Item = Result<T, E>> + Send + 'static,
        ) -> Self {
            Self::of_stream(items, |item| match item {
                Ok(item) => Ok(line(&item)),
                Err(error) => Err(error.into()),
            })
        }

        fn of_stream<S>(items: S, line: fn(S::Item) -> Result<Vec<u8>, BoxError>) -> Self
        where
            S: Stream + Send + 'static,
            S::Item: 'static,
        {
            let items = Box::pin(items);
            let source = Once::new(None, Streamed { items, line });
            Sequence(Kept::Lines(Binary::from_source(source)))
        }
    }

    struct Streamed<S: Stream> {
        items: Pin<Box<S>>,
        line: fn(S::Item) -> Result<Vec<u8>, BoxError>,
    }

    impl<S: Stream + Send> Chunks for Streamed<S> {
        fn poll_chunk(
            &mut self,
            context: &mut Context<'_>,
        ) -> Poll<Option<Result<Bytes, TransportError>>> {
            let item = ready!(self.items.as_mut().poll_next(context));
            let line = item.map(|item| (self.line)(item).map(Bytes::from));
            let unreadable = |error| TransportError::Unreadable(io::Error::other(error).into());
            Poll::Ready(line.map(|line| line.map_err(unreadable)))
        }
    }
}
