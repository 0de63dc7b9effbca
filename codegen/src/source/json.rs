//! JSON as a tree (RFC 8259).

use std::collections::HashMap;

use super::advice::too_deep;
use super::load::{Problem, Repeated};
use super::yaml::earlier;
use super::{Entry, Limits, NodeId, NodeKind, Sources, Span, Text};
use crate::diagnostic::Code;

struct Scanner<'a> {
    sources: &'a mut Sources,
    file: u32,
    text: &'a str,
    at: usize,
    depth: usize,
    limits: &'a Limits,
    repeated: &'a mut Repeated,
}

/// Reads a JSON file.
pub(super) fn read(
    sources: &mut Sources,
    file: u32,
    text: &str,
    limits: &Limits,
    repeated: &mut Repeated,
) -> Result<NodeId, Problem> {
    let mut scanner = Scanner {
        sources,
        file,
        text,
        at: 0,
        depth: 0,
        limits,
        repeated,
    };
    let root = scanner.value()?;
    scanner.space();
    if scanner.at < text.len() {
        return Err(scanner.problem("text after the end of the document", "remove it"));
    }
    Ok(root)
}

const MEND: &str = "mend the JSON at this place";

impl Scanner<'_> {
    fn problem(&self, text: &str, help: &'static str) -> Problem {
        let start = u32::try_from(self.at).unwrap_or(u32::MAX);
        let text = format!("the JSON cannot be read: {text}");
        Problem {
            code: Code::Syntax,
            text,
            help: help.into(),
            start,
            end: start.saturating_add(1),
            related: None,
        }
    }

    fn space(&mut self) {
        let rest = &self.text.as_bytes()[self.at..];
        self.at += rest
            .iter()
            .take_while(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r'))
            .count();
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn span(&self, start: usize) -> Span {
        let to = |value| u32::try_from(value).unwrap_or(u32::MAX);
        Span {
            file: self.file,
            start: to(start),
            end: to(self.at),
        }
    }

    fn value(&mut self) -> Result<NodeId, Problem> {
        self.space();
        let start = self.at;
        let kind = match self.peek() {
            Some(b'{') => self.nested(Self::mapping)?,
            Some(b'[') => self.nested(Self::sequence)?,
            Some(b'"') => NodeKind::String(self.string()?),
            Some(b'-' | b'0'..=b'9') => self.number()?,
            Some(_) => self.word()?,
            None => return Err(self.problem("the text ends too early", MEND)),
        };
        let span = self.span(start);
        Ok(self.sources.add(kind, span))
    }

    fn nested(
        &mut self,
        read: fn(&mut Self) -> Result<NodeKind, Problem>,
    ) -> Result<NodeKind, Problem> {
        if self.depth >= self.limits.depth {
            let here = self.problem("", "");
            return Err(too_deep(self.limits.depth, here.start, here.end));
        }
        self.depth += 1;
        self.at += 1;
        let kind = read(self);
        self.depth -= 1;
        kind
    }

    fn sequence(&mut self) -> Result<NodeKind, Problem> {
        let mut items = Vec::new();
        loop {
            self.space();
            if self.peek() == Some(b']') && items.is_empty() {
                break;
            }
            items.push(self.value()?);
            if !self.more(b']')? {
                break;
            }
        }
        self.at += 1;
        Ok(NodeKind::Sequence(items.into()))
    }

    fn mapping(&mut self) -> Result<NodeKind, Problem> {
        let mut entries = Vec::new();
        let mut seen = HashMap::new();
        loop {
            self.space();
            match self.peek() {
                Some(b'}') if entries.is_empty() => break,
                Some(b'"') => {}
                Some(b'}') => return Err(self.problem("a comma before `}`", "remove the comma")),
                Some(b'\'') => {
                    return Err(self.problem(
                        "a key in single quotes",
                        "write it in double quotes, as JSON asks",
                    ));
                }
                Some(b'/') => {
                    return Err(self.problem("a comment, which JSON has not", "remove it"));
                }
                _ => return Err(self.problem("a key in double quotes is expected", MEND)),
            }
            let start = self.at;
            let key = self.string()?;
            let key_span = self.span(start);
            let first = earlier(&mut seen, &entries, &key, key_span);
            if let Some(first) = first {
                self.repeated.add(&key, key_span, first)?;
            }
            self.space();
            if self.peek() != Some(b':') {
                return Err(self.problem("`:` is expected after a key", MEND));
            }
            self.at += 1;
            let value = self.value()?;
            if first.is_none() {
                entries.push(Entry {
                    key,
                    key_span,
                    value,
                });
            }
            if !self.more(b'}')? {
                break;
            }
        }
        self.at += 1;
        Ok(NodeKind::Mapping(entries.into()))
    }

    /// Whether a comma follows; at the end of the collection the closing bracket is not consumed.
    fn more(&mut self, close: u8) -> Result<bool, Problem> {
        self.space();
        match self.peek() {
            Some(b',') => {
                self.at += 1;
                self.space();
                if self.peek() == Some(close) {
                    return Err(
                        self.problem("a comma before the closing bracket", "remove the comma")
                    );
                }
                Ok(true)
            }
            Some(byte) if byte == close => Ok(false),
            None => Err(self.problem(
                "the file ends before a bracket is closed",
                "it may have been cut off; get it anew, or close the bracket",
            )),
            _ => Err(self.problem("a comma or the closing bracket is expected", MEND)),
        }
    }

    fn word(&mut self) -> Result<NodeKind, Problem> {
        let words = [
            ("true", NodeKind::Bool(true)),
            ("false", NodeKind::Bool(false)),
            ("null", NodeKind::Null),
        ];
        for (word, kind) in words {
            if self.text[self.at..].starts_with(word) {
                self.at += word.len();
                return Ok(kind);
            }
        }
        Err(self.problem("a value is expected", MEND))
    }

    fn number(&mut self) -> Result<NodeKind, Problem> {
        let rest = &self.text.as_bytes()[self.at..];
        let len = rest
            .iter()
            .take_while(|b| matches!(b, b'-' | b'+' | b'.' | b'e' | b'E' | b'0'..=b'9'))
            .count();
        let text = &self.text[self.at..self.at + len];
        let digits = text.trim_start_matches('-');
        if digits.starts_with('0') && digits.as_bytes().get(1).is_some_and(u8::is_ascii_digit) {
            return Err(self.problem(
                "a number with a zero before it",
                "remove the zero, or put the number in quotes",
            ));
        }
        if serde_json::from_str::<serde_json::value::Number>(text).is_err()
            && text.parse::<f64>().is_err()
        {
            return Err(self.problem("a number is malformed", MEND));
        }
        self.at += len;
        let plain = text.replace("e+", "e").replace("E+", "e");
        Ok(NodeKind::Number(self.sources.texts.share(&plain)))
    }

    fn string(&mut self) -> Result<Text, Problem> {
        let start = self.at;
        let bytes = self.text.as_bytes();
        self.at += 1;
        loop {
            match bytes.get(self.at) {
                Some(b'"') => break,
                Some(b'\\') => self.at += 2,
                Some(byte) if *byte < 32 => {
                    return Err(self.problem("a control character inside text", "escape it"));
                }
                Some(_) => self.at += 1,
                None => {
                    self.at = start;
                    return Err(self.problem("the closing quote is missing", MEND));
                }
            }
        }
        self.at += 1;
        let raw = &self.text[start..self.at];
        if !raw.contains('\\') {
            return Ok(self.sources.texts.share(&raw[1..raw.len() - 1]));
        }
        let decoded: Result<String, _> = serde_json::from_str(raw);
        let decoded = decoded.map(|text| self.sources.texts.share(&text));
        decoded.map_err(|_| {
            self.at = start;
            self.problem(
                "text with an escape that JSON has not",
                "write a backslash as `\\\\`",
            )
        })
    }
}
