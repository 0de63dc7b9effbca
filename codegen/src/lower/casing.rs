//! Words in the style of a name. They consist of letters and digits of ASCII, and all else stands between them. One ends
//! before a capital that follows a small letter, and before the last of several capitals where a small letter follows:
//! `userName` is `user`, `Name`, and `HTTPServer` is `HTTP`, `Server`.

/// `UserName`.
pub(super) fn camel(text: &str) -> String {
    styled(text, None, u8::to_ascii_uppercase, u8::to_ascii_lowercase)
}

/// `user_name`.
pub(super) fn snake(text: &str) -> String {
    styled(
        text,
        Some('_'),
        u8::to_ascii_lowercase,
        u8::to_ascii_lowercase,
    )
}

/// `USER_NAME`.
pub(super) fn shouty(text: &str) -> String {
    styled(
        text,
        Some('_'),
        u8::to_ascii_uppercase,
        u8::to_ascii_uppercase,
    )
}

/// The words, with a sign between them; the first letter of each in one way, the others in another.
fn styled(text: &str, between: Option<char>, first: fn(&u8) -> u8, other: fn(&u8) -> u8) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 4);
    for run in text.as_bytes().split(|byte| !byte.is_ascii_alphanumeric()) {
        let mut starts = true;
        let mut before = None;
        for (at, byte) in run.iter().enumerate() {
            starts |= begins(before, *byte, run.get(at + 1));
            if starts && !out.is_empty() {
                out.extend(between);
            }
            out.push(char::from(if starts { first(byte) } else { other(byte) }));
            before = case(*byte, if starts { None } else { before });
            starts = false;
        }
    }
    out
}

#[derive(Clone, Copy, PartialEq)]
enum Case {
    Small,
    Capital,
}

/// The case of the letters of a word up to this one: digits leave it as it is.
fn case(byte: u8, before: Option<Case>) -> Option<Case> {
    match byte {
        b'a'..=b'z' => Some(Case::Small),
        b'A'..=b'Z' => Some(Case::Capital),
        _ => before,
    }
}

/// Whether a word begins within a run of letters and digits.
fn begins(before: Option<Case>, byte: u8, next: Option<&u8>) -> bool {
    byte.is_ascii_uppercase()
        && match before {
            Some(Case::Small) => true,
            Some(Case::Capital) => next.is_some_and(u8::is_ascii_lowercase),
            None => false,
        }
}

#[cfg(test)]
mod tests {
    use heck::{ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};

    use super::*;

    #[test]
    fn words_are_those_that_the_ecosystem_finds() {
        const SIGNS: [char; 5] = ['a', 'B', 'c', '1', '-'];
        for number in 0..5_usize.pow(7) {
            let sign = |at| SIGNS[number / 5_usize.pow(at) % 5];
            let text: String = (0..7).map(sign).collect();
            assert_eq!(camel(&text), text.to_upper_camel_case(), "{text}");
            assert_eq!(snake(&text), text.to_snake_case(), "{text}");
            assert_eq!(shouty(&text), text.to_shouty_snake_case(), "{text}");
        }
    }
}
