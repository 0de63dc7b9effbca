//! What is read while a body is sent: by a thread of its own, since a read lasts as long as a disk, a pipe or a network
//! file system likes, and no task is to wait for that.

use std::io::{self, Read};
use std::sync::mpsc;
use std::task::{Context, Poll};
use std::thread;

use bytes::Bytes;

use super::content::Chunks;
use super::transport::TransportError;
use super::worker::{Replies, Told, replies};

/// Bytes that are read at once.
const CHUNK: usize = 64 << 10;

pub(super) type Reader = Box<dyn Read + Send>;

type Open = Box<dyn FnOnce() -> io::Result<Reader> + Send>;

/// A chunk, which is empty at the end.
type Reply = io::Result<Bytes>;

/// Chunks of a reader. One is read while the one before is sent, and no more: who sends slowly is waited for.
pub(super) enum Reading {
    /// Until the first is asked for: of the files of a multipart body one is open at a time.
    Closed(Open),
    Open(mpsc::Sender<()>, Replies<Reply>),
    Over,
}

impl Reading {
    pub fn new(open: impl FnOnce() -> io::Result<Reader> + Send + 'static) -> Self {
        Reading::Closed(Box::new(open))
    }

    /// Starts the thread, which ends with this, or when what it waits for has come.
    fn start(open: Open) -> io::Result<Self> {
        let (more, wanted) = mpsc::channel();
        let (told, replies) = replies();
        let thread = thread::Builder::new().name("upload".to_owned());
        thread.spawn(move || work(open, &wanted, &told))?;
        // It cannot have ended: it waits for this.
        let _ = more.send(());
        Ok(Reading::Open(more, replies))
    }
}

fn work(open: Open, wanted: &mpsc::Receiver<()>, told: &Told<Reply>) {
    let mut reader = match open() {
        Ok(reader) => reader,
        Err(error) => return told.tell(Err(error)),
    };
    while wanted.recv().is_ok() {
        let chunk = read(&mut reader);
        let is_last = !matches!(&chunk, Ok(chunk) if !chunk.is_empty());
        told.tell(chunk);
        if is_last {
            break;
        }
    }
}

fn read(reader: &mut Reader) -> Reply {
    let mut chunk = vec![0; CHUNK];
    loop {
        match reader.read(&mut chunk) {
            Ok(count) => {
                chunk.truncate(count);
                return Ok(chunk.into());
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

impl Chunks for Reading {
    fn poll_chunk(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, TransportError>>> {
        let reply = match std::mem::replace(self, Reading::Over) {
            Reading::Over => return Poll::Ready(None),
            // WebAssembly has no threads, and no files that could be slow: what is read is in memory.
            Reading::Closed(open) if cfg!(target_arch = "wasm32") => {
                open().and_then(|mut reader| {
                    let mut whole = Vec::new();
                    reader.read_to_end(&mut whole)?;
                    Ok(whole.into())
                })
            }
            Reading::Closed(open) => match Reading::start(open) {
                Ok(started) => {
                    *self = started;
                    return self.poll_chunk(context);
                }
                Err(error) => Err(error),
            },
            Reading::Open(more, replies) => match replies.poll(context) {
                Poll::Pending => {
                    *self = Reading::Open(more, replies);
                    return Poll::Pending;
                }
                Poll::Ready(Some(Ok(chunk))) => {
                    if !chunk.is_empty() {
                        let _ = more.send(());
                        *self = Reading::Open(more, replies);
                    }
                    Ok(chunk)
                }
                Poll::Ready(Some(Err(error))) => Err(error),
                Poll::Ready(None) => Err(io::Error::other("the thread that reads has ended")),
            },
        };
        Poll::Ready(match reply {
            Ok(chunk) if chunk.is_empty() => None,
            Ok(chunk) => Some(Ok(chunk)),
            Err(error) => Some(Err(TransportError::Unreadable(error.into()))),
        })
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    use super::*;
    use crate::http::content::Content;
    use crate::http::transport::block_on;

    /// So many chunks; counts the reads, and says when it is dropped.
    struct Counted(Arc<AtomicUsize>, usize, mpsc::Sender<()>);

    impl Read for Counted {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            assert_ne!(self.1, 13, "a reader that panics");
            if self.0.fetch_add(1, Ordering::SeqCst) == self.1 {
                return Ok(0);
            }
            Ok(buffer.len())
        }
    }

    impl Drop for Counted {
        fn drop(&mut self) {
            let _ = self.2.send(());
        }
    }

    fn counted(chunks: usize) -> (Content, Arc<AtomicUsize>, mpsc::Receiver<()>) {
        let (tell, dropped) = mpsc::channel();
        let reads = Arc::new(AtomicUsize::new(0));
        let reader = Counted(Arc::clone(&reads), chunks, tell);
        let reading = Reading::new(move || Ok(Box::new(reader) as Reader));
        (Content::chunks(None, reading), reads, dropped)
    }

    #[test]
    fn no_more_than_one_chunk_is_read_ahead() {
        let (mut body, reads, _dropped) = counted(1000);
        assert_eq!(reads.load(Ordering::SeqCst), 0);
        for taken in 1..=1000 {
            let chunk = block_on(body.chunk()).unwrap().unwrap();
            assert_eq!(chunk.len(), CHUNK);
            assert!(reads.load(Ordering::SeqCst) <= taken + 1);
        }
        assert!(block_on(body.chunk()).is_none());
        assert!(block_on(body.chunk()).is_none());
    }

    #[test]
    fn the_thread_ends_with_the_body() {
        let (mut body, _, dropped) = counted(usize::MAX);
        assert!(block_on(body.chunk()).is_some());
        drop(body);
        dropped.recv_timeout(Duration::from_secs(20)).unwrap();
    }

    #[test]
    fn what_cannot_be_read_is_an_error_and_the_end() {
        let (mut body, _, _dropped) = counted(13);
        let error = block_on(body.chunk()).unwrap().unwrap_err();
        assert!(error.to_string().contains("has ended"), "{error}");
        assert!(block_on(body.chunk()).is_none());
        let none = Reading::new(|| Err(io::Error::other("no such thing")));
        let error = block_on(Content::chunks(None, none).chunk()).unwrap();
        assert!(error.unwrap_err().to_string().contains("no such thing"));
    }
}
