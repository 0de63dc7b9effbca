//! The words of a text, before they are a name.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::HashMap;

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
        _ => return None,
    })
}

/// Letters and digits of ASCII with everything else as a break between words. Signs count where they decide: before a
/// digit, and where there is nothing else.
pub(super) fn words(raw: &str) -> Cow<'_, str> {
    if !raw.is_empty() && raw.len() <= LONGEST && raw.bytes().all(|b| b.is_ascii_alphanumeric()) {
        return Cow::Borrowed(raw);
    }
    let bare = !raw.chars().any(|c| c.is_ascii_alphanumeric());
    spelt(raw, bare).into()
}

/// The same, with all signs as words where they are `kept`.
pub(super) fn spelt(raw: &str, kept: bool) -> String {
    let mut out = String::with_capacity(raw.len().min(LONGEST) + 16);
    let mut chars = raw.chars().peekable();
    while let Some(c) = chars.next() {
        let before_digit = chars.peek().is_some_and(char::is_ascii_digit);
        match spelled(c) {
            Some(word) if kept || (matches!(c, '+' | '-') && before_digit && out.is_empty()) => {
                out.push(' ');
                out.push_str(word);
                out.push(' ');
            }
            _ if c.is_ascii_alphanumeric() => out.push(c),
            _ if kept && !c.is_whitespace() => out.push_str(&format!(" U{:X} ", u32::from(c))),
            _ => out.push(' '),
        }
        if out.len() > LONGEST {
            break;
        }
    }
    out
}

thread_local! {
    /// The names that were made: a document says the same words over and over.
    static MADE: RefCell<[HashMap<String, String>; 2]> = RefCell::default();
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
