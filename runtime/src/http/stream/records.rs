//! The body of a sequential answer, cut into records as it comes: events, lines, or JSON as a whole. No record, and
//! nothing that is kept between chunks, has more bytes than the client accepts.

use std::collections::VecDeque;

use ::http::HeaderMap;

use super::Event;
use super::events::Events;
use crate::encode::to_vec;
use crate::http::media::{essence, is_json};
use crate::http::response::content_type;
use crate::{Json, View};

/// A part of the body that stands for itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Record {
    /// JSON, or the data of an event.
    pub data: Vec<u8>,
    /// What else an event says.
    pub event: Option<Event<()>>,
}

/// More bytes than the client accepts, in one record.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct TooLarge;

/// How the body is cut.
pub(super) enum Cut {
    Events(Events),
    /// Texts, and the byte that stands between two. Within JSON it is escaped.
    Texts(Vec<u8>, u8),
    /// One JSON text: a server that does not stream. The items of a list are the records.
    Whole(Vec<u8>),
}

impl Cut {
    /// By the media type that the answer names.
    pub fn of(headers: &HeaderMap) -> Self {
        match content_type(headers) {
            Some(media) if essence(media) == "text/event-stream" => Cut::Events(Events::default()),
            Some(media) if is_json(media) => Cut::Whole(Vec::new()),
            // RFC 7464: a text may go over several lines.
            Some(media) if essence(media).ends_with("json-seq") => Cut::Texts(Vec::new(), 0x1e),
            _ => Cut::Texts(Vec::new(), b'\n'),
        }
    }

    /// Whether these are events, which can be asked for from where they broke off.
    pub fn is_events(&self) -> bool {
        matches!(self, Cut::Events(_))
    }

    /// The records that end within a chunk.
    pub fn push(
        &mut self,
        chunk: &[u8],
        limit: usize,
        found: &mut VecDeque<Record>,
    ) -> Result<(), TooLarge> {
        match self {
            Cut::Events(events) => events.push(chunk, limit, found),
            Cut::Texts(line, between) => {
                let mut rest = chunk;
                while let Some(end) = rest.iter().position(|byte| byte == between) {
                    let (part, after) = rest.split_at(end);
                    keep(line, part, limit)?;
                    add(line, found);
                    rest = after.get(1..).unwrap_or_default();
                }
                keep(line, rest, limit)
            }
            Cut::Whole(text) => keep(text, chunk, limit),
        }
    }

    /// What came of a record that did not end.
    pub fn rest(&mut self) -> Vec<u8> {
        match self {
            Cut::Events(events) => events.rest(),
            Cut::Texts(text, _) | Cut::Whole(text) => std::mem::take(text),
        }
    }

    /// The records that the end of the body ends.
    pub fn end(&mut self, found: &mut VecDeque<Record>) {
        match self {
            Cut::Events(events) => events.end(found),
            Cut::Texts(text, _) => add(text, found),
            Cut::Whole(text) => match std::str::from_utf8(text).map(str::parse) {
                Ok(Ok(Json::Array(items))) => found.extend(items.iter().map(|item| Record {
                    data: to_vec(View::Json(item)),
                    event: None,
                })),
                _ => add(text, found),
            },
        }
    }
}

/// Adds to what is kept.
pub(super) fn keep(kept: &mut Vec<u8>, part: &[u8], limit: usize) -> Result<(), TooLarge> {
    if kept.len().saturating_add(part.len()) > limit {
        return Err(TooLarge);
    }
    kept.extend_from_slice(part);
    Ok(())
}

fn add(line: &mut Vec<u8>, found: &mut VecDeque<Record>) {
    let data = std::mem::take(line);
    if data.iter().any(|byte| !byte.is_ascii_whitespace()) {
        found.push_back(Record { data, event: None });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(media: &str, chunks: &[&str], limit: usize) -> (Vec<String>, Result<(), TooLarge>) {
        let mut headers = HeaderMap::new();
        headers.insert("content-type", media.parse().unwrap());
        let mut cut = Cut::of(&headers);
        let mut found = VecDeque::new();
        let ended = chunks
            .iter()
            .try_for_each(|chunk| cut.push(chunk.as_bytes(), limit, &mut found));
        cut.end(&mut found);
        let texts = found.into_iter().map(|record| record.data);
        (
            texts.map(|data| String::from_utf8(data).unwrap()).collect(),
            ended,
        )
    }

    #[test]
    fn lines_and_sequences_are_cut_wherever_chunks_end() {
        let (found, _) = cut(
            "application/x-ndjson",
            &["{\"a\"", ":1}\n\n{}\r", "\n[1]"],
            99,
        );
        assert_eq!(found, ["{\"a\":1}", "{}\r", "[1]"]);
        let (found, _) = cut("application/json-seq", &["\u{1e}1\n\u{1e}", "2\n"], 99);
        assert_eq!(found, ["1\n", "2\n"]);
        let (found, _) = cut("application/json; charset=utf-8", &["[1,\n", "2]\n"], 99);
        assert_eq!(found, ["1", "2"]);
        let (found, _) = cut("application/json", &["{}", "\n"], 99);
        assert_eq!(found, ["{}\n"]);
    }

    #[test]
    fn a_record_has_its_limit_and_those_before_it_are_kept() {
        let (found, ended) = cut("application/jsonl", &["1\n", "22\n3333", "3333"], 4);
        assert_eq!(ended, Err(TooLarge));
        assert_eq!(found, ["1", "22", "3333"]);
    }
}
