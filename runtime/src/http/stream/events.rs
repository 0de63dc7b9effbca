//! Server-sent events (HTML, section 9.2.6), from bytes. An event that the end of the body cuts short of its empty line is
//! kept: a server that ends in order has said all of it.

use std::collections::VecDeque;
use std::time::Duration;

use super::Event;
use super::records::{Record, TooLarge, keep};

/// A longer ID is none: no server would take it back in a header, and each event keeps its own.
const LONGEST_ID: usize = 4096;

/// What is known between two chunks.
#[derive(Default)]
pub(super) struct Events {
    line: Vec<u8>,
    data: Vec<u8>,
    has_data: bool,
    /// The ID that holds from the end of the event on: of one that breaks off, nothing holds.
    id: Option<Option<String>>,
    about: Event<()>,
    /// The line before has ended in CR: an LF belongs to it.
    after_cr: bool,
    is_after_first: bool,
}

impl Events {
    pub fn push(
        &mut self,
        chunk: &[u8],
        limit: usize,
        found: &mut VecDeque<Record>,
    ) -> Result<(), TooLarge> {
        let mut rest = chunk;
        if let (true, Some((first, after))) = (self.after_cr, rest.split_first()) {
            self.after_cr = false;
            if *first == b'\n' {
                rest = after;
            }
        }
        while let Some(end) = rest.iter().position(|byte| matches!(byte, b'\n' | b'\r')) {
            let (part, after) = rest.split_at(end);
            let is_crlf = after.starts_with(b"\r\n");
            self.after_cr = after == b"\r";
            rest = after.get(if is_crlf { 2 } else { 1 }..).unwrap_or_default();
            keep(&mut self.line, part, limit.saturating_sub(self.data.len()))?;
            self.ended(found);
        }
        keep(&mut self.line, rest, limit.saturating_sub(self.data.len()))
    }

    /// The data of an event that did not end.
    pub fn rest(&mut self) -> Vec<u8> {
        if !self.line.is_empty() {
            self.ended(&mut VecDeque::new());
        }
        std::mem::take(&mut self.data)
    }

    pub fn end(&mut self, found: &mut VecDeque<Record>) {
        if !self.line.is_empty() {
            self.ended(found);
        }
        self.dispatch(found);
    }

    /// The line has ended.
    fn ended(&mut self, found: &mut VecDeque<Record>) {
        let line = std::mem::take(&mut self.line);
        let mut line = line.as_slice();
        if !std::mem::replace(&mut self.is_after_first, true) {
            line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line);
        }
        if line.is_empty() {
            return self.dispatch(found);
        }
        let colon = line.iter().position(|byte| *byte == b':');
        let (name, value) = line.split_at(colon.unwrap_or(line.len()));
        let value = value.strip_prefix(b":").unwrap_or(value);
        let value = value.strip_prefix(b" ").unwrap_or(value);
        let text = || String::from_utf8_lossy(value).into_owned();
        match name {
            b"data" => {
                if std::mem::replace(&mut self.has_data, true) {
                    self.data.push(b'\n');
                }
                self.data.extend_from_slice(value);
            }
            b"event" => self.about.name = Some(text()).filter(|name| !name.is_empty()),
            b"id" if !value.contains(&0) && value.len() <= LONGEST_ID => {
                self.id = Some(Some(text()).filter(|id| !id.is_empty()));
            }
            b"retry" if value.iter().all(u8::is_ascii_digit) => {
                let retry = text().parse().ok().map(Duration::from_millis);
                self.about.retry = retry.or(self.about.retry);
            }
            // A comment, or a field of a later edition.
            _ => {}
        }
    }

    /// An event without data is none, yet its ID and its `retry` hold.
    fn dispatch(&mut self, found: &mut VecDeque<Record>) {
        let data = std::mem::take(&mut self.data);
        if let Some(id) = self.id.take() {
            self.about.id = id;
        }
        let about = Event {
            name: self.about.name.take(),
            ..self.about.clone()
        };
        if std::mem::take(&mut self.has_data) {
            found.push_back(Record {
                data,
                event: Some(about),
            });
        }
    }

    /// What holds for the next events.
    pub fn about(&self) -> &Event<()> {
        &self.about
    }

    /// The same, for the body that follows one that broke off.
    pub fn resumed(&self) -> Self {
        Events {
            about: Event {
                name: None,
                ..self.about.clone()
            },
            ..Events::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Name, data and ID of each event.
    fn read(chunks: &[&[u8]]) -> Vec<(Option<String>, String, Option<String>)> {
        let mut events = Events::default();
        let mut found = VecDeque::new();
        for chunk in chunks {
            events.push(chunk, 1000, &mut found).unwrap();
        }
        events.end(&mut found);
        let read = |record: Record| {
            let about = record.event.unwrap();
            (
                about.name,
                String::from_utf8(record.data).unwrap(),
                about.id,
            )
        };
        found.into_iter().map(read).collect()
    }

    fn plain(data: &str) -> (Option<String>, String, Option<String>) {
        (None, data.to_owned(), None)
    }

    #[test]
    fn the_examples_of_the_standard() {
        let stocks = b"data: YHOO\ndata: +2\ndata: 10\n\n";
        assert_eq!(read(&[stocks]), [plain("YHOO\n+2\n10")]);
        let ids = b": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n\n";
        let first = (None, "first event".to_owned(), Some("1".to_owned()));
        assert_eq!(
            read(&[ids]),
            [first, plain("second event"), plain(" third event")]
        );
        assert_eq!(
            read(&[b"data\n\ndata\ndata\n\ndata:\n\n"]),
            [plain(""), plain("\n"), plain("")]
        );
        assert_eq!(
            read(&[b"data:test\n\ndata: test\n\n"]),
            [plain("test"), plain("test")]
        );
    }

    #[test]
    fn every_end_of_line_wherever_chunks_end() {
        let text = b"\xef\xbb\xbfevent: add\r\ndata: 1\r\rid: x\ndata: 2\r\n\r\ndata: 3";
        let whole = read(&[text]);
        assert_eq!(
            whole,
            [
                (Some("add".to_owned()), "1".to_owned(), None),
                (None, "2".to_owned(), Some("x".to_owned())),
                (None, "3".to_owned(), Some("x".to_owned())),
            ]
        );
        let bytes: Vec<&[u8]> = text.chunks(1).collect();
        assert_eq!(read(&bytes), whole);
    }

    #[test]
    fn an_id_holds_once_its_event_has_come() {
        let mut events = Events::default();
        let mut found = VecDeque::new();
        let id = |events: &Events| events.about().id.clone();
        events
            .push(b"id: 7\ndata: x\n\nid: 8\ndata: y\n", 99, &mut found)
            .unwrap();
        assert_eq!((found.len(), id(&events).as_deref()), (1, Some("7")));
        assert_eq!(id(&events.resumed()).as_deref(), Some("7"));
        // So it does where there is no data, and where an ID of no text takes it back.
        events.push(b"\nid: 9\n\n", 99, &mut found).unwrap();
        assert_eq!((found.len(), id(&events).as_deref()), (2, Some("9")));
        events.push(b"id\n\n", 99, &mut found).unwrap();
        assert_eq!(id(&events), None);
    }

    #[test]
    fn what_is_odd_is_left_out() {
        let events = b"id: a\0b\nretry: soon\nretry: 99999999999999999999999\nretry: 20\nelse: x\nDATA: x\n\nevent: y\n\n";
        assert_eq!(read(&[events]), []);
        let mut kept = Events::default();
        kept.push(events, 1000, &mut VecDeque::new()).unwrap();
        assert_eq!(
            (kept.about().id.as_deref(), kept.about().retry),
            (None, Some(Duration::from_millis(20)))
        );
    }

    #[test]
    fn an_id_that_no_header_would_carry_is_none() {
        let long = format!("id: 1\nid: {}\ndata: x\n\n", "x".repeat(LONGEST_ID + 1));
        let mut events = Events::default();
        let mut found = VecDeque::new();
        events.push(long.as_bytes(), 1 << 20, &mut found).unwrap();
        assert_eq!(events.about().id.as_deref(), Some("1"));
    }

    #[test]
    fn an_event_has_its_limit() {
        let mut events = Events::default();
        let mut found = VecDeque::new();
        let line = [b'x'; 8];
        for _ in 0..2 {
            events.push(b"data:", 64, &mut found).unwrap();
            events.push(&line, 64, &mut found).unwrap();
            events.push(b"\n", 64, &mut found).unwrap();
        }
        assert_eq!(events.push(&[b'x'; 99], 64, &mut found), Err(TooLarge));
    }
}
