//! Text within a line of Markdown: what would be a link, a tag or half a code span stays text.

use std::borrow::Cow;

/// What is longer is no link: a text of many brackets is not looked through from each of them to its end.
const LONGEST: usize = 2000;

/// Escapes what would be a link, a tag or half a code span.
pub(super) fn inline(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut rest = text;
    loop {
        let (plain, from) = rest.split_at(plain_length(rest));
        out.push_str(plain);
        rest = from;
        let Some(c) = rest.chars().next() else {
            break;
        };
        let taken = match c {
            '`' => code_span(rest, &mut out),
            '[' => link(rest, &mut out),
            '!' => image(rest, &mut out),
            'h' if rest.starts_with("http://") || rest.starts_with("https://") => {
                url(rest, &mut out)
            }
            '<' | '>' | ']' => {
                out.push('\\');
                0
            }
            '\\' => backslash(rest, &mut out),
            _ => 0,
        };
        if taken > 0 {
            rest = &rest[taken..];
        } else {
            out.push(c);
            rest = &rest[c.len_utf8()..];
        }
    }
    out
}

/// Takes a backslash with the sign that it makes plain (CommonMark 0.31, section 2.4), or escapes it.
fn backslash(rest: &str, out: &mut String) -> usize {
    match rest.as_bytes().get(1) {
        Some(next) if next.is_ascii_punctuation() => {
            out.push_str(&rest[..2]);
            2
        }
        _ => {
            out.push_str("\\\\");
            1
        }
    }
}

/// How many bytes at the start of a text need no escape.
fn plain_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    let special = |(at, byte): (usize, &u8)| match byte {
        b'`' | b'[' | b'<' | b'>' | b']' | b'\\' => true,
        b'h' => bytes[at..].starts_with(b"http"),
        b'!' => bytes[at..].starts_with(b"!["),
        _ => false,
    };
    let found = bytes.iter().enumerate().position(special);
    found.unwrap_or(text.len())
}

/// Takes a whole code span, or escapes a backtick that opens none.
fn code_span(rest: &str, out: &mut String) -> usize {
    match code_length(rest) {
        Ok(whole) => {
            out.push_str(&rest[..whole]);
            whole
        }
        Err(run) => {
            out.push_str(&"\\`".repeat(run));
            run
        }
    }
}

/// The length of the code span that a text starts with; else of the backticks that open none.
pub(super) fn code_length(text: &str) -> Result<usize, usize> {
    let run = text.bytes().take_while(|byte| *byte == b'`').count();
    let end = text[run..].find(&text[..run]).filter(|end| *end > 0);
    let whole = end.map(|end| 2 * run + end);
    whole
        .filter(|whole| !text[*whole..].starts_with('`'))
        .ok_or(run)
}

/// Takes `[text](https://...)` as it is, leaves the text alone of a link that leads nowhere from here (into the page or the
/// site that the document was written for), and escapes every other bracket.
fn link(rest: &str, out: &mut String) -> usize {
    let mut ends = (0..=LONGEST.min(rest.len())).rev();
    let near = ends.find_map(|end| rest.get(..end)).unwrap_or_default();
    let parsed = near.split_once("](").and_then(|(label, after)| {
        let label = label.get(1..).filter(|label| is_label(label))?;
        let (address, length) = destination(after)?;
        Some((label, address, length))
    });
    if let Some((label, address, length)) = parsed {
        let whole = label.len() + "[](".len() + length;
        let web = address.starts_with("https://") || address.starts_with("http://");
        let plain = !address.contains(['<', '>', '"', '\\', '`']);
        if web && plain {
            out.push_str(&format!("[{label}]({address})"));
            return whole;
        }
        if !web && address.contains(['/', '#', ':', '.']) {
            out.push_str(label);
            return whole;
        }
    }
    out.push_str("\\[");
    1
}

/// The address that stands after `](`, and the length of all up to the closing parenthesis, a title included (CommonMark
/// 0.31, section 6.3): parentheses in it are in pairs, or have a backslash, and then they are percent-encoded.
fn destination(after: &str) -> Option<(String, usize)> {
    let (mut address, mut depth, mut end) = (String::new(), 0, after.len());
    let mut chars = after.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        match c {
            '\\' if matches!(chars.peek(), Some((_, '(' | ')'))) => {
                let is_open = chars.next().is_some_and(|(_, c)| c == '(');
                address.push_str(if is_open { "%28" } else { "%29" });
                continue;
            }
            '(' => depth += 1,
            ')' if depth > 0 => depth -= 1,
            _ if c == ')' || c.is_whitespace() => {
                end = at;
                break;
            }
            _ => {}
        }
        address.push(c);
    }
    let rest = &after[end..];
    let titled = rest.trim_start();
    let title = match titled.chars().next()? {
        ')' => 0,
        quote @ ('"' | '\'') if titled.len() < rest.len() => titled[1..].find(quote)? + 2,
        '(' if titled.len() < rest.len() => titled.find(')')? + 1,
        _ => return None,
    };
    let last = titled[title..].trim_start();
    let is_whole = depth == 0 && last.starts_with(')');
    is_whole.then(|| (address, after.len() - last.len() + 1))
}

/// An address as it may stand within `[text](..)`: parentheses that are not in pairs are percent-encoded.
pub(super) fn within_parentheses(address: &str) -> Cow<'_, str> {
    let mut depth = 0_usize;
    let in_pairs = address.chars().all(|c| match c {
        '(' => {
            depth += 1;
            true
        }
        ')' => depth.checked_sub(1).map(|less| depth = less).is_some(),
        _ => true,
    });
    if in_pairs && depth == 0 {
        Cow::Borrowed(address)
    } else {
        Cow::Owned(address.replace('(', "%28").replace(')', "%29"))
    }
}

/// Leaves the text alone of an image that leads nowhere from here.
fn image(rest: &str, out: &mut String) -> usize {
    let mut text = String::new();
    match link(&rest[1..], &mut text) {
        taken if taken > 1 && !text.starts_with('[') => {
            out.push_str(&text);
            taken + 1
        }
        _ => 0,
    }
}

/// Whether the text of a link has nothing in it that is read as more than text, but for whole code spans.
fn is_label(text: &str) -> bool {
    let spans = text.matches('`').count().is_multiple_of(2) && !text.contains("``");
    let bare = text.split('`').step_by(2);
    let plain = |part: &str| !part.contains(['[', ']', '<', '>', '\\']);
    !text.is_empty() && !text.contains("](") && spans && bare.into_iter().all(plain)
}

/// Takes an address that stands in the text as a link. A parenthesis that it does not open itself ends it.
fn url(rest: &str, out: &mut String) -> usize {
    let mut depth = 0_usize;
    let is_end = |c: char| match c {
        '(' => {
            depth += 1;
            false
        }
        ')' => depth.checked_sub(1).map(|less| depth = less).is_none(),
        '<' | '>' | '"' | '`' | '\\' | '[' | ']' | '\'' | '|' | '{' | '}' => true,
        _ => c.is_whitespace(),
    };
    let end = rest.find(is_end).unwrap_or(rest.len());
    let found = rest[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', '*', '_']);
    if found.len() < "https://a".len() {
        return 0;
    }
    out.push_str(&format!("<{found}>"));
    found.len()
}
