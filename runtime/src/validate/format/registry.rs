//! Formats that OpenAPI's registry has beside those of JSON Schema (<https://spec.openapis.org/registry/format/>).

use crate::value::base64;

/// A decimal number: digits, perhaps with a sign, a fraction and an exponent.
pub(super) fn is_decimal(text: &str) -> bool {
    let text = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (number, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let exponent = exponent.strip_prefix(['-', '+']).unwrap_or(exponent);
    let (whole, fraction) = number.split_once('.').unwrap_or((number, "0"));
    digits(exponent, 1..=usize::MAX)
        && digits(whole, 0..=usize::MAX)
        && digits(fraction, 0..=usize::MAX)
        && number.bytes().any(|byte| byte.is_ascii_digit())
}

/// RFC 4648, section 5; padding may be left out.
pub(super) fn is_base64url(text: &str) -> bool {
    !text.contains(['+', '/', '\r', '\n'])
        && base64::decode(&text.replace('-', "+").replace('_', "/")).is_some()
}

/// RFC 9110, section 12.5.1: a media type, or several by `*`, with parameters (section 5.6.6).
pub(super) fn is_media_range(text: &str) -> bool {
    let blank = [' ', '\t'];
    let (range, mut rest) = text.split_at(text.find(';').unwrap_or(text.len()));
    let range = match rest.is_empty() {
        true => range,
        false => range.trim_end_matches(blank),
    };
    let known = range.split_once('/').is_some_and(|(kind, subtype)| {
        is_token(kind) && is_token(subtype) && (kind != "*" || subtype == "*")
    });
    while known && let Some(parameter) = rest.trim_start_matches(blank).strip_prefix(';') {
        match after_parameter(parameter.trim_start_matches(blank)) {
            Some(after) => rest = after,
            None => return false,
        }
    }
    known && rest.is_empty()
}

/// What follows a parameter, which may be missing.
fn after_parameter(text: &str) -> Option<&str> {
    let (name, after) = text.split_at(text.find(|c| !is_token_sign(c)).unwrap_or(text.len()));
    if name.is_empty() {
        return Some(text);
    }
    let value = after.strip_prefix('=')?;
    let Some(quoted) = value.strip_prefix('"') else {
        let end = value.find(|c| !is_token_sign(c)).unwrap_or(value.len());
        return (end > 0).then(|| &value[end..]);
    };
    let mut chars = quoted.char_indices();
    while let Some((at, char)) = chars.next() {
        match char {
            '"' => return Some(&quoted[at + 1..]),
            '\\' => drop(chars.next()?),
            char if char.is_control() && char != '\t' => return None,
            _ => {}
        }
    }
    None
}

/// RFC 9110, section 5.6.2.
fn is_token(text: &str) -> bool {
    !text.is_empty() && text.chars().all(is_token_sign)
}

fn is_token_sign(char: char) -> bool {
    char.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(char)
}

/// Digits, perhaps after a minus.
pub(super) fn is_integer(text: &str) -> bool {
    digits(text.strip_prefix('-').unwrap_or(text), 1..=usize::MAX)
}

/// RFC 4648, section 4. What is read may lack its padding and have line breaks; that is told.
pub(super) fn is_base64(text: &str) -> bool {
    text.len().is_multiple_of(4) && !text.contains(['\r', '\n']) && base64::decode(text).is_some()
}

/// RFC 9651, section 3.3.5: base64 between colons. A parser is to take what lacks its padding (section 4.2.7).
pub(super) fn is_sf_binary(text: &str) -> bool {
    let inside = text
        .strip_prefix(':')
        .and_then(|text| text.strip_suffix(':'));
    inside.is_some_and(|text| !text.contains(['\r', '\n']) && base64::decode(text).is_some())
}

/// RFC 9651, section 3.3.3: the inside of a string, which is ASCII that can be seen, and spaces.
pub(super) fn is_sf_string(text: &str) -> bool {
    text.bytes().all(|byte| (b' '..=b'~').contains(&byte))
}

/// RFC 9651, section 3.3.4.
pub(super) fn is_sf_token(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '*')
        && text
            .split([':', '/'])
            .all(|part| part.is_empty() || is_token(part))
}

pub(super) fn digits(text: &str, count: std::ops::RangeInclusive<usize>) -> bool {
    count.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}
