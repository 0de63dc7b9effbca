//! Markdown laid out anew: paragraphs, lists, tables and code as lines of a doc comment.

use std::borrow::Cow;
use std::iter::Peekable;
use std::str::Lines;

use super::escape::inline;
use super::text::capital;
use super::{definitions, html};

/// The widest line of prose, in characters.
pub(super) const WIDTH: usize = 100;

pub(super) fn blank(out: &mut Vec<String>) {
    if out.last().is_some_and(|line| !line.is_empty()) {
        out.push(String::new());
    }
}

/// Text without characters that change how the text around them is read, and with lines that end in one way.
pub(super) fn clean(text: &str) -> Cow<'_, str> {
    let kept = |c: char| {
        !matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
            && (!c.is_control() || matches!(c, '\n'))
    };
    // Nearly every text is as it should be, and nearly every such text is ASCII.
    let plain = |byte: u8| matches!(byte, b' '..=b'~' | b'\n');
    if text.bytes().all(plain) || text.chars().all(kept) {
        return Cow::Borrowed(text);
    }
    let lines = text.replace("\r\n", "\n").replace('\r', "\n");
    let plain = lines.replace('\t', "    ");
    plain
        .chars()
        .filter(|c| kept(*c))
        .collect::<String>()
        .into()
}

pub(super) fn paragraph(out: &mut Vec<String>, text: &str) {
    if text.is_empty() {
        return;
    }
    blank(out);
    let mut fence: Option<&str> = None;
    let mut pending = Pending::default();
    let mut is_list = false;
    let text = clean(text);
    let text = definitions::inlined(&text);
    let text = html::markdown(&text);
    let text = set_out(&text);
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        let trimmed = line.trim();
        let mark = ["```", "~~~"]
            .into_iter()
            .find(|mark| trimmed.starts_with(mark));
        match (fence, mark) {
            (None, Some(mark)) if !trimmed[3..].contains(mark) => {
                fence = Some(mark);
                pending.flush(out);
                blank(out);
                out.push("```text".to_owned());
            }
            (Some(open), Some(mark)) if open == mark => {
                fence = None;
                out.push("```".to_owned());
            }
            (Some(_), _) => out.push(line.trim_end().replace("```", "'''")),
            (None, _) if trimmed.is_empty() => {
                pending.flush(out);
                blank(out);
            }
            (None, _) if !is_list && pending.0.is_empty() && is_code(line) => {
                code_by_spaces(out, line, &mut lines);
            }
            (None, _) => {
                is_list = list_marker(trimmed) > 0 || is_list && line.starts_with([' ', '\t']);
                pending.add(out, line);
            }
        }
    }
    pending.flush(out);
    if fence.is_some() {
        out.push("```".to_owned());
    }
    while out.last().is_some_and(String::is_empty) {
        out.pop();
    }
}

/// The spaces that make a line one of code (CommonMark, section 4.4).
const OF_CODE: &str = "    ";

/// Whether a line after an empty one is code by its spaces. Lists and tables that are set in are meant as such.
fn is_code(line: &str) -> bool {
    line.starts_with(OF_CODE) && !begins(line.trim())
}

/// A block of code from its first line on: up to the first that is not set in.
fn code_by_spaces(out: &mut Vec<String>, first: &str, rest: &mut Peekable<Lines<'_>>) {
    let plain = |line: &str| {
        let line = line.strip_prefix(OF_CODE).unwrap_or_default().trim_end();
        line.replace("```", "'''")
    };
    blank(out);
    out.push("```text".to_owned());
    out.push(plain(first));
    while let Some(line) = rest.next_if(|line| line.starts_with(OF_CODE) || line.trim().is_empty())
    {
        out.push(plain(line));
    }
    while out.last().is_some_and(String::is_empty) {
        out.pop();
    }
    out.extend(["```".to_owned(), String::new()]);
}

/// A text without the spaces that all of its lines but the first start with: a program set it in as a whole.
fn set_out(text: &str) -> Cow<'_, str> {
    let depth = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let rest = text.lines().skip(1).filter(|line| !line.trim().is_empty());
    match rest.map(depth).min() {
        Some(least) if least > 0 => {
            let lines = text.lines().enumerate();
            let lines = lines.map(|(at, line)| match at {
                0 => line.trim_start_matches(' '),
                _ => line.get(least..).unwrap_or_default(),
            });
            lines.collect::<Vec<_>>().join("\n").into()
        }
        Some(_) => text.into(),
        None => text.trim_start_matches(' ').into(),
    }
}

/// Lines of one paragraph, which are broken anew as a whole.
#[derive(Default)]
struct Pending(String);

impl Pending {
    fn add(&mut self, out: &mut Vec<String>, line: &str) {
        let text = line.trim();
        if begins(text) || self.0.is_empty() {
            self.flush(out);
            self.0 = line.to_owned();
        } else {
            self.0.push(' ');
            self.0.push_str(text);
        }
        // Tables and headings end with their line; two spaces at its end break it.
        if text.starts_with(['|', '#']) || line.ends_with("  ") {
            self.flush(out);
        }
    }

    fn flush(&mut self, out: &mut Vec<String>) {
        if !self.0.is_empty() {
            prose(out, &std::mem::take(&mut self.0));
        }
    }
}

/// One line outside code blocks. Four spaces would make it one.
fn prose(out: &mut Vec<String>, line: &str) {
    let text = line.trim();
    if let Some(quoted) = text.strip_prefix('>') {
        let quoted = admonition(quoted.trim());
        wrap(out, "> ", &format!("> {}", inline(&quoted)));
        return;
    }
    let depth = (line.len() - line.trim_start().len()).min(3);
    let marker = list_marker(text);
    if text.starts_with('|') || text.starts_with('#') {
        out.push(inline(text));
        return;
    }
    let indent = " ".repeat(if marker > 0 { depth } else { 0 });
    let hanging = " ".repeat(indent.len() + marker);
    wrap(
        out,
        &hanging,
        &format!("{indent}{}{}", &text[..marker], inline(&text[marker..])),
    );
}

/// Whether a line starts something of its own.
fn begins(text: &str) -> bool {
    list_marker(text) > 0 || text.starts_with(['|', '#', '>', '=']) || text.starts_with("---")
}

/// The head of one of GitHub's admonitions, `[!NOTE]`, as a word.
fn admonition(quoted: &str) -> Cow<'_, str> {
    let head = quoted
        .strip_prefix("[!")
        .and_then(|rest| rest.strip_suffix(']'));
    match head.filter(|word| word.bytes().all(|byte| byte.is_ascii_alphabetic())) {
        Some(word) => format!("**{}**", capital(&word.to_ascii_lowercase())).into(),
        None => quoted.into(),
    }
}

/// The length of a list marker, its space included.
fn list_marker(text: &str) -> usize {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let rest = &text[digits..];
    let marked = if digits == 0 {
        rest.starts_with("- ") || rest.starts_with("* ") || rest.starts_with("+ ")
    } else {
        rest.starts_with(". ") || rest.starts_with(") ")
    };
    if marked && digits < 4 { digits + 2 } else { 0 }
}

/// Breaks a line between words, never before a word that would mean something at the start of a line.
pub(super) fn wrap(out: &mut Vec<String>, hanging: &str, text: &str) {
    let lead = text.len() - text.trim_start().len();
    let mut current = String::with_capacity(text.len().min(WIDTH));
    current.push_str(&text[..lead]);
    let mut length = lead;
    let mut empty = true;
    let mut in_code = false;
    let has_code = text.contains('`');
    for word in text[lead..].split(' ').filter(|word| !word.is_empty()) {
        let size = if word.is_ascii() {
            word.len()
        } else {
            word.chars().count()
        };
        let special = matches!(
            word.as_bytes(),
            [
                b'-' | b'+' | b'*' | b'#' | b'>' | b'|' | b'=' | b'~' | b':' | b'0'..=b'9',
                ..
            ]
        );
        if !empty && length + 1 + size > WIDTH && !special && !in_code {
            out.push(std::mem::replace(&mut current, hanging.to_owned()));
            length = hanging.len();
            empty = true;
        }
        if !empty {
            current.push(' ');
            length += 1;
        }
        current.push_str(word);
        length += size;
        empty = false;
        in_code ^= has_code
            && word.bytes().filter(|byte| *byte == b'`').count() % 2 == 1
            && !word.contains("\\`");
    }
    out.push(current);
}
