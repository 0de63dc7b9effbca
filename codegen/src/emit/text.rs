//! Prose of a document as doc comments: nothing in it can become a link, a tag, a doctest or code.

use std::borrow::Cow;

use super::escape::inline;
use super::{definitions, html};
use crate::model::Docs;

/// The widest line of prose, in characters.
const WIDTH: usize = 100;

/// The lines of a doc comment.
pub(super) fn lines(docs: &Docs) -> Vec<String> {
    let mut out = Vec::new();
    let summary = docs.summary.as_deref().unwrap_or_default().trim();
    let description = docs.description.as_deref().unwrap_or_default().trim();
    paragraph(&mut out, summary);
    if description != summary {
        paragraph(&mut out, description);
    }
    let mut facts: Vec<String> = docs.constraints.iter().map(|line| capital(line)).collect();
    facts.extend(
        docs.default
            .as_ref()
            .map(|value| format!("Default: {}", code(value))),
    );
    facts.extend(
        docs.example
            .as_ref()
            .filter(|value| value.len() < 200)
            .map(|value| format!("Example: {}", code(value))),
    );
    let facts: Vec<_> = facts.iter().map(|fact| as_sentence(fact)).collect();
    let about = match (&docs.deprecated, &docs.external) {
        (Some(deprecated), _) => Some(deprecation(deprecated)),
        (None, Some(said)) => Some(match &**said {
            (text, url) if text == url => format!("See {url}"),
            (text, url) => format!("See {text}: {url}"),
        }),
        (None, None) => None,
    };
    let about = about.map(|about| as_sentence(&about)).unwrap_or_default();
    for line in [facts.join(" "), about] {
        if !line.is_empty() {
            blank(&mut out);
            wrap(&mut out, "", &line);
        }
    }
    out
}

fn as_sentence(fact: &str) -> String {
    format!("{}.", inline(clean(fact).trim_end_matches('.')))
}

/// The lines of a doc comment, or a name where the document says nothing.
pub(super) fn lines_or(docs: &Docs, name: &str) -> Vec<String> {
    let mut lines = lines(docs);
    if lines.is_empty() {
        wrap(&mut lines, "", &format!("{}.", inline(&clean(&code(name)))));
    }
    lines
}

/// More lines than this are said once, where the thing is that several share.
const BRIEF: usize = 4;

/// The lines of a doc comment where there are few, else the first sentence and a link to where the rest is said.
pub(super) fn brief(docs: &Docs, link: &str) -> Vec<String> {
    let all = lines(docs);
    if all.len() <= BRIEF {
        return all;
    }
    let said = docs.summary.as_ref().or(docs.description.as_ref());
    let mut out = lines(&opening(&Docs::description(said.cloned())));
    blank(&mut out);
    out.push(format!("More at [`{link}`]."));
    out
}

/// The lines about a member: what its type is documented with is said there as a whole.
pub(super) fn beside(docs: &Docs, of_type: Option<&Docs>) -> Vec<String> {
    let told = of_type.is_some_and(|there| there.description == docs.description);
    if told && docs.description.is_some() {
        lines(&opening(docs))
    } else {
        lines(docs)
    }
}

/// The same with the first sentence of the description alone.
pub(super) fn opening(docs: &Docs) -> Docs {
    let said = definitions::inlined(docs.description.as_deref().unwrap_or_default());
    let said = html::markdown(&said);
    let said = said.trim();
    let paragraph = said.split("\n\n").next().unwrap_or_default();
    let mut opening = docs.clone();
    opening.description = Some(sentence(paragraph).into());
    opening
}

/// The first sentence of a paragraph; all of it where its end is uncertain.
fn sentence(paragraph: &str) -> &str {
    let mut ends = paragraph.match_indices(". ");
    let end = ends.find(|(at, _)| {
        let (before, after) = (&paragraph[..*at], paragraph[at + 2..].trim_start());
        let whole = before.matches('`').count() % 2 == 0
            && before.matches('[').count() == before.matches(']').count()
            && before.matches('(').count() == before.matches(')').count();
        whole && !before.ends_with("e.g") && after.starts_with(char::is_uppercase)
    });
    end.map_or(paragraph, |(at, _)| &paragraph[..=at])
}

/// What `#[deprecated]` says.
pub(super) fn deprecation(deprecated: &crate::model::Deprecation) -> String {
    let mut text = "Deprecated".to_owned();
    if let Some(since) = &deprecated.since {
        text += &format!(" since {since}");
    }
    if let Some(sunset) = &deprecated.sunset {
        text += &format!(", ends on {sunset}");
    }
    if let Some(successor) = &deprecated.successor {
        text += &format!("; use {successor} instead");
    }
    if let Some(reason) = &deprecated.reason {
        text += &format!(": {reason}");
    }
    text
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(chars).collect()
    })
}

/// A text that hardly has a backtick as a code span, without those.
pub(super) fn plain_code(text: &str) -> String {
    format!("`{}`", text.replace('`', ""))
}

/// A value as a code span (CommonMark, section 6.1).
pub(super) fn code(value: &str) -> String {
    let runs = value.split(|c| c != '`').map(str::len);
    let fence = "`".repeat(runs.max().unwrap_or_default() + 1);
    let pad = if value.starts_with('`') || value.ends_with('`') {
        " "
    } else {
        ""
    };
    format!("{fence}{pad}{value}{pad}{fence}")
}

fn blank(out: &mut Vec<String>) {
    if out.last().is_some_and(|line| !line.is_empty()) {
        out.push(String::new());
    }
}

/// Text without characters that change how the text around them is read, and with lines that end in one way.
fn clean(text: &str) -> Cow<'_, str> {
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

fn paragraph(out: &mut Vec<String>, text: &str) {
    if text.is_empty() {
        return;
    }
    blank(out);
    let mut fence: Option<&str> = None;
    let mut pending = Pending::default();
    let text = clean(text);
    for line in html::markdown(&definitions::inlined(&text)).lines() {
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
            (None, _) => pending.add(out, line),
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

/// Lines of one paragraph, which are broken anew as a whole.
#[derive(Default)]
struct Pending(String);

impl Pending {
    fn add(&mut self, out: &mut Vec<String>, line: &str) {
        let text = line.trim();
        let begins = list_marker(text) > 0
            || text.starts_with(['|', '#', '>', '='])
            || text.starts_with("---");
        if begins || self.0.is_empty() {
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
fn wrap(out: &mut Vec<String>, hanging: &str, text: &str) {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        lines(&Docs::description(Some(text))).join("\n")
    }

    #[test]
    fn prose_cannot_become_anything_else() {
        let cases = [
            ("a [b] <c> */ d", "a \\[b\\] \\<c\\> */ d"),
            ("see https://a.example/x.", "see <https://a.example/x>."),
            ("[a](https://b.example)", "[a](https://b.example)"),
            ("[a](javascript:x)", "a"),
            (
                "[`a` b](https://b.example \"B\")",
                "[`a` b](https://b.example)",
            ),
            ("[`a`](/docs/a) and [b](api:b)", "`a` and b"),
            ("list[i](text) [`](/x)", "list\\[i\\](text) \\[\\`\\](/x)"),
            ("one ` two", "one \\` two"),
            ("`code <T>`", "`code <T>`"),
            ("    let x = 1;", "let x = 1;"),
            ("x\u{202e}y\u{0}z", "xyz"),
            ("```\nlet x;", "```text\nlet x;\n```"),
            ("```rust\nlet x;\n```\nafter", "```text\nlet x;\n```\nafter"),
        ];
        for (raw, safe) in cases {
            assert_eq!(shown(raw), safe, "{raw}");
        }
    }

    #[test]
    fn what_a_type_says_is_begun_beside_a_member() {
        let said = |text: &str| {
            let mut docs = Docs::description(Some(text));
            docs.constraints = vec!["read only".to_owned()];
            docs
        };
        let whole = said("The state. One of many.\n\nAnd more.");
        let lines_of = |of_type| beside(&whole, of_type);
        assert_eq!(lines_of(Some(&whole)), ["The state.", "", "Read only."]);
        assert_eq!(lines_of(None).len(), 5);
        assert_eq!(lines_of(Some(&said("Another."))).len(), 5);
    }

    #[test]
    fn what_is_said_elsewhere_is_brief_here() {
        let long = |text: &str| {
            let mut docs = Docs::description(Some(text));
            docs.default = Some("1".into());
            docs.constraints = vec!["at least 1".to_owned(), "at most 9".to_owned()];
            docs
        };
        let said = brief(
            &long("The `a. B` part, e.g. This. Then more.\n\nAnd more."),
            "P",
        );
        assert_eq!(said, ["The `a. B` part, e.g. This.", "", "More at [`P`]."]);
        let short = Docs::description(Some("One. Two."));
        assert_eq!(brief(&short, "P"), ["One. Two."]);
    }

    #[test]
    fn long_lines_break_between_words() {
        let text = format!("- {}", "word ".repeat(40).trim());
        let shown = shown(&text);
        assert!(shown.lines().all(|line| line.len() <= WIDTH), "{shown}");
        assert!(
            shown.lines().skip(1).all(|line| line.starts_with("  word")),
            "{shown}"
        );
    }
}
