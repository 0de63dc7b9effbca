//! The words of a text, before they are a name.

use std::borrow::Cow;
use std::cell::RefCell;

use crate::fast::FastMap;

/// Longer names are cut; what tells them apart is then added back.
pub(super) const LONGEST: usize = 80;

/// Symbols that a value may consist of, as words.
fn spelled(c: char) -> Option<&'static str> {
    Some(match c {
        '<' => "Less",
        '>' => "Greater",
        '=' => "Equal",
        '!' => "Not",
        '+' => "Plus",
        '-' => "Minus",
        '*' => "Star",
        '/' => "Slash",
        '%' => "Percent",
        '&' => "And",
        '|' => "Or",
        '~' => "Tilde",
        '^' => "Caret",
        '$' => "Dollar",
        '@' => "At",
        '#' => "Hash",
        '?' => "Question",
        '.' => "Dot",
        ',' => "Comma",
        ':' => "Colon",
        '_' => "Underscore",
        '(' => "Open",
        ')' => "Close",
        '[' => "LeftBracket",
        ']' => "RightBracket",
        '{' => "LeftBrace",
        '}' => "RightBrace",
        ';' => "Semicolon",
        '\'' => "Apostrophe",
        '"' => "Quote",
        '\\' => "Backslash",
        '`' => "Backtick",
        _ => return None,
    })
}

/// Which signs of a text are words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Signs {
    /// `+` and `-` before a number that the text starts with.
    OfNumbers,
    /// Those that do more than stand between words ([`tells`]).
    Telling,
    All,
}

/// Letters and digits of ASCII with everything else as a break between words. Signs count where they decide: before a
/// digit, and where there is nothing else.
pub(super) fn words(raw: &str) -> Cow<'_, str> {
    if !raw.is_empty() && raw.len() <= LONGEST && raw.bytes().all(|b| b.is_ascii_alphanumeric()) {
        return acronyms(raw);
    }
    let bare = !raw.chars().any(|c| c.is_ascii_alphanumeric());
    let signs = if bare { Signs::All } else { Signs::OfNumbers };
    let spelt = spelt(raw, signs);
    match acronyms(&spelt) {
        Cow::Owned(text) => text.into(),
        Cow::Borrowed(_) => spelt.into(),
    }
}

/// Signs that people put between words.
fn separates(c: char) -> bool {
    c.is_whitespace() || matches!(c, '_' | '-' | '.' | '/')
}

/// Whether a sign of the text does more than stand between words: `+1`, `-created`, `price<`.
pub(super) fn tells(raw: &str) -> bool {
    let mut before = None;
    let mut chars = raw.chars().peekable();
    while let Some(c) = chars.next() {
        if is_telling(before, c, chars.peek().copied()) {
            return true;
        }
        before = Some(c);
    }
    false
}

fn is_telling(before: Option<char>, c: char, after: Option<char>) -> bool {
    match c {
        '-' => before.is_none() || after.is_some_and(|c| c.is_ascii_digit()),
        _ => !c.is_alphanumeric() && !separates(c),
    }
}

/// The same, with the signs as words that are asked for.
pub(super) fn spelt(raw: &str, signs: Signs) -> String {
    let mut out = String::with_capacity(raw.len().min(LONGEST) + 16);
    let mut chars = raw.chars().peekable();
    let mut before = None;
    while let Some(c) = chars.next() {
        let after = chars.peek().copied();
        let kept = match signs {
            Signs::OfNumbers => {
                matches!(c, '+' | '-')
                    && after.is_some_and(|c| c.is_ascii_digit())
                    && out.is_empty()
            }
            Signs::Telling => is_telling(before, c, after),
            Signs::All => true,
        };
        before = Some(c);
        match spelled(c) {
            Some(word) if kept => {
                out.push(' ');
                out.push_str(word);
                out.push(' ');
            }
            _ if c.is_ascii_alphanumeric() => out.push(c),
            None if kept && !c.is_whitespace() && signs != Signs::OfNumbers => {
                out.push_str(&format!(" U{:X} ", u32::from(c)));
            }
            _ => out.push(' '),
        }
        if out.len() > LONGEST {
            cut_at_word(&mut out, after);
            break;
        }
    }
    out
}

/// Cuts off the word that goes on with the next sign, where another is long enough to stand for all.
fn cut_at_word(out: &mut String, next: Option<char>) {
    let Some(mut after) = next else { return };
    let starts = |before: u8, c: char| {
        !c.is_ascii_alphanumeric() || c.is_ascii_uppercase() && !before.is_ascii_uppercase()
    };
    for end in (LONGEST / 2..=out.len()).rev() {
        let before = out.as_bytes()[end - 1];
        if !before.is_ascii_alphanumeric() || starts(before, after) {
            out.truncate(end);
            return;
        }
        after = char::from(before);
    }
}

/// Acronyms as the words that they are, where case would end them before their last letter: `contactIDs` is `contactIds`,
/// `hasIPv4` is `hasIpv4`, and `APIv2` is `API v2`.
fn acronyms(text: &str) -> Cow<'_, str> {
    let bytes = text.as_bytes();
    let upper = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_uppercase);
    let lower = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_lowercase);
    let follows = |at: usize| at >= 2 && upper(at - 1) && upper(at - 2);
    let plural = |at: usize| bytes[at] == b's' && follows(at) && !lower(at + 1);
    let version = |at: usize| {
        let digit = bytes.get(at + 1).is_some_and(u8::is_ascii_digit);
        bytes[at] == b'v' && follows(at) && digit
    };
    if !(0..bytes.len()).any(|at| plural(at) || version(at)) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 1);
    for (at, sign) in text.char_indices() {
        if plural(at) || version(at) {
            let start = out.trim_end_matches(|c: char| c.is_ascii_uppercase());
            let acronym = out.split_off(start.len());
            if plural(at) || acronym == "IP" {
                out += &acronym[..1];
                out += &acronym[1..].to_ascii_lowercase();
            } else {
                out += &acronym;
                out.push(' ');
            }
        }
        out.push(sign);
    }
    out.into()
}

/// Words with those as one that are one in spite of their case.
pub(super) fn whole(words: &str) -> Cow<'_, str> {
    if words.contains("OAuth") {
        words.replace("OAuth", "Oauth").into()
    } else {
        words.into()
    }
}

thread_local! {
    /// The names that were made: a document says the same words over and over.
    static MADE: RefCell<[FastMap<String, String>; 2]> = RefCell::default();
}

/// More are not kept.
const KEPT: usize = 1 << 16;

/// What `make` makes of a text, which is always the same; `kind` tells makers apart.
pub(super) fn once(kind: usize, raw: &str, make: fn(&str) -> String) -> String {
    MADE.with_borrow_mut(|made| {
        let Some(known) = made.get_mut(kind) else {
            return make(raw);
        };
        if let Some(name) = known.get(raw) {
            return name.clone();
        }
        let name = make(raw);
        if known.len() < KEPT {
            known.insert(raw.to_owned(), name.clone());
        }
        name
    })
}
