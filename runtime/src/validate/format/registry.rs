//! Formats that OpenAPI's registry has beside those of JSON Schema (<https://spec.openapis.org/registry/format/>).

use crate::value::base64;

const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

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

/// RFC 9110, section 5.6.7: the usual form and both old ones.
pub(super) fn is_http_date(text: &str) -> bool {
    let words: Vec<&str> = text.split(' ').filter(|word| !word.is_empty()).collect();
    let day = |text: &str, least| {
        digits(text, least..=2) && text.parse().is_ok_and(|day: u8| (1..=31).contains(&day))
    };
    let (weekday, fits) = match words[..] {
        [weekday, first, month, year, time, "GMT"] => (
            weekday.strip_suffix(',').filter(|day| day.len() == 3),
            day(first, 2) && MONTHS.contains(&month) && digits(year, 4..=4) && is_clock(time),
        ),
        [weekday, date, time, "GMT"] => {
            let mut parts = date.split('-');
            let (first, month, year) = (parts.next(), parts.next(), parts.next());
            let long = weekday
                .strip_suffix(',')
                .filter(|day| day.len() > 3 && day.ends_with("day"));
            (
                long.and_then(|day| day.get(..3)),
                first.is_some_and(|text| day(text, 2))
                    && month.is_some_and(|month| MONTHS.contains(&month))
                    && year.is_some_and(|year| digits(year, 2..=2))
                    && parts.next().is_none()
                    && is_clock(time),
            )
        }
        [weekday, month, first, time, year] => (
            Some(weekday),
            day(first, 1) && MONTHS.contains(&month) && digits(year, 4..=4) && is_clock(time),
        ),
        _ => (None, false),
    };
    fits && weekday.is_some_and(|weekday| DAYS.contains(&weekday))
}

fn is_clock(text: &str) -> bool {
    let most = [24, 60, 61];
    let parts: Vec<&str> = text.split(':').collect();
    let fits = |(part, most): (&&str, u8)| {
        digits(part, 2..=2) && part.parse().is_ok_and(|value: u8| value < most)
    };
    parts.len() == 3 && parts.iter().zip(most).all(fits)
}

/// RFC 9110, section 12.5.1: a media type, or several by `*`, with parameters.
pub(super) fn is_media_range(text: &str) -> bool {
    let mut parts = text.split(';').map(|part| part.trim_matches([' ', '\t']));
    let Some((kind, subtype)) = parts.next().and_then(|range| range.split_once('/')) else {
        return false;
    };
    let parameter = |text: &str| {
        let Some((name, value)) = text.split_once('=') else {
            return text.is_empty();
        };
        let quoted = value.len() > 1 && value.starts_with('"') && value.ends_with('"');
        is_token(name) && (quoted || is_token(value))
    };
    is_token(kind) && is_token(subtype) && (kind != "*" || subtype == "*") && parts.all(parameter)
}

/// RFC 9110, section 5.6.2.
fn is_token(text: &str) -> bool {
    let sign = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    !text.is_empty() && text.bytes().all(sign)
}

/// Digits, perhaps after a minus.
pub(super) fn is_integer(text: &str) -> bool {
    digits(text.strip_prefix('-').unwrap_or(text), 1..=usize::MAX)
}

/// RFC 9651, section 3.3.5: base64 between colons.
pub(super) fn is_sf_binary(text: &str) -> bool {
    let inside = text
        .strip_prefix(':')
        .and_then(|text| text.strip_suffix(':'));
    inside.is_some_and(|text| base64::decode(text).is_some())
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

fn digits(text: &str, count: std::ops::RangeInclusive<usize>) -> bool {
    count.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}
