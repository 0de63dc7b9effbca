//! A thread that writes, for callers that a file system must not keep waiting.

use std::future::poll_fn;
use std::io;
use std::sync::mpsc;
use std::thread;

use bytes::Bytes;

use super::save::SaveError;
use crate::http::worker::{Replies, Told, replies};

/// What is written to.
pub(super) trait Sink {
    /// Writes, and says how many bytes there are by now.
    fn write(&mut self, chunk: &[u8]) -> io::Result<u64>;
    /// Ends what was written, and says how many bytes there are.
    fn end(self) -> Result<u64, SaveError>;
}

type Reply = Result<u64, SaveError>;

enum Job {
    Write(Bytes),
    End,
    Abandon,
}

/// The thread, which ends with this.
pub(super) struct Writer {
    jobs: mpsc::Sender<Job>,
    replies: Replies<Reply>,
}

impl Writer {
    /// Starts the thread, which opens what it writes to.
    pub async fn start<S: Sink>(
        open: impl FnOnce() -> io::Result<S> + Send + 'static,
    ) -> Result<Self, SaveError> {
        let (jobs, todo) = mpsc::channel();
        let (told, replies) = replies();
        let thread = thread::Builder::new().name("save".to_owned());
        thread.spawn(move || work(open, &todo, &told))?;
        let writer = Writer { jobs, replies };
        writer.reply().await?;
        Ok(writer)
    }

    /// Writes, and says how many bytes there are by now.
    pub async fn write(&mut self, chunk: Bytes) -> Reply {
        self.ask(Job::Write(chunk)).await
    }

    /// Ends what was written, and says how many bytes there are.
    pub async fn end(self) -> Reply {
        self.ask(Job::End).await
    }

    /// Gives up: nothing is left when this has ended.
    pub async fn abandon(self) {
        let _ = self.ask(Job::Abandon).await;
    }

    async fn ask(&self, job: Job) -> Reply {
        // Where the thread has ended, the reply says so.
        let _ = self.jobs.send(job);
        self.reply().await
    }

    async fn reply(&self) -> Reply {
        let reply = poll_fn(|context| self.replies.poll(context)).await;
        reply.unwrap_or_else(|| Err(io::Error::other("the thread that writes has ended").into()))
    }
}

fn work<S: Sink>(
    open: impl FnOnce() -> io::Result<S>,
    todo: &mpsc::Receiver<Job>,
    told: &Told<Reply>,
) {
    let mut sink = match open() {
        Ok(sink) => sink,
        Err(error) => return told.tell(Err(error.into())),
    };
    told.tell(Ok(0));
    // A sink that is dropped takes back what it has written, and does so before anyone hears of it.
    while let Ok(job) = todo.recv() {
        match job {
            Job::Write(chunk) => match sink.write(&chunk) {
                Ok(done) => told.tell(Ok(done)),
                Err(error) => {
                    drop(sink);
                    return told.tell(Err(error.into()));
                }
            },
            Job::End => return told.tell(sink.end()),
            Job::Abandon => {
                drop(sink);
                return told.tell(Ok(0));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::pin::pin;
    use std::sync::mpsc::{Receiver, channel};
    use std::task::{Context, Waker};
    use std::time::Duration;

    use super::*;
    use crate::http::transport::block_on;

    /// Writes when it is let.
    struct Slow(Receiver<()>, u64);

    impl Sink for Slow {
        fn write(&mut self, chunk: &[u8]) -> io::Result<u64> {
            let let_in = self.0.recv_timeout(Duration::from_secs(10));
            let_in.map_err(io::Error::other)?;
            assert_ne!(chunk, b"panic");
            self.1 += chunk.len() as u64;
            Ok(self.1)
        }
        fn end(self) -> Result<u64, SaveError> {
            Ok(self.1)
        }
    }

    #[test]
    fn whoever_writes_goes_on_with_other_things_meanwhile() {
        let (open, door) = channel();
        let mut writer = block_on(Writer::start(move || Ok(Slow(door, 0)))).unwrap();
        {
            let mut writing = pin!(writer.write(Bytes::from_static(b"abc")));
            let mut context = Context::from_waker(Waker::noop());
            // Were this the thread that writes, it would not come back.
            assert!(writing.as_mut().poll(&mut context).is_pending());
            open.send(()).unwrap();
            assert_eq!(block_on(writing).unwrap(), 3);
        }
        open.send(()).unwrap();
        assert_eq!(block_on(writer.write(Bytes::from_static(b"d"))).unwrap(), 4);
        assert_eq!(block_on(writer.end()).unwrap(), 4);
    }

    #[test]
    fn a_thread_that_ends_early_is_an_error() {
        let (open, door) = channel();
        let mut writer = block_on(Writer::start(move || Ok(Slow(door, 0)))).unwrap();
        open.send(()).unwrap();
        for _ in 0..2 {
            let error = block_on(writer.write(Bytes::from_static(b"panic"))).unwrap_err();
            assert!(error.to_string().contains("has ended"), "{error}");
        }
        let none = block_on(Writer::start(|| Err::<Slow, _>(io::Error::other("no"))));
        assert!(none.is_err());
    }
}
