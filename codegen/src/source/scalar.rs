//! Plain scalars of the YAML 1.2 core schema (YAML 1.2.2, section 10.3).

use super::NodeKind;
use super::texts::Texts;

/// What an unquoted scalar is.
pub(super) fn plain(text: &str, texts: &mut Texts) -> NodeKind {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => NodeKind::Null,
        "true" | "True" | "TRUE" => NodeKind::Bool(true),
        "false" | "False" | "FALSE" => NodeKind::Bool(false),
        _ => match number(text) {
            Some(number) => NodeKind::Number(texts.share(&number)),
            None => NodeKind::String(texts.share(text)),
        },
    }
}

/// The JSON text of a number, every digit kept. The infinities and NaN have none: they are text.
fn number(text: &str) -> Option<String> {
    if let Some(digits) = text.strip_prefix("0x") {
        return u128::from_str_radix(digits, 16)
            .ok()
            .map(|value| value.to_string());
    }
    if let Some(digits) = text.strip_prefix("0o") {
        return u128::from_str_radix(digits, 8)
            .ok()
            .map(|value| value.to_string());
    }
    let (sign, rest) = match text.as_bytes().first()? {
        b'-' => ("-", &text[1..]),
        b'+' => ("", &text[1..]),
        b'0'..=b'9' | b'.' => ("", text),
        _ => return None,
    };
    let (mantissa, exponent) = match rest.find(['e', 'E']) {
        Some(at) => (&rest[..at], Some(&rest[at + 1..])),
        None => (rest, None),
    };
    let (whole, fraction) = mantissa
        .split_once('.')
        .map_or((mantissa, None), |(whole, part)| (whole, Some(part)));
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let exponent_digits = exponent.map(|e| e.trim_start_matches(['+', '-']));
    let wrong_exponent = exponent_digits.is_some_and(|e| e.is_empty() || !digits(e))
        || exponent
            .zip(exponent_digits)
            .is_some_and(|(all, bare)| all.len() > bare.len() + 1);
    let nothing = whole.is_empty() && fraction.is_none_or(str::is_empty);
    if nothing || !digits(whole) || !fraction.is_none_or(digits) || wrong_exponent {
        return None;
    }
    let whole = whole.trim_start_matches('0');
    let mut out = format!("{sign}{}", if whole.is_empty() { "0" } else { whole });
    if let Some(fraction) = fraction.filter(|part| !part.is_empty()) {
        out.push('.');
        out.push_str(fraction);
    }
    if let Some(exponent) = exponent {
        out.push('e');
        out.push_str(exponent.trim_start_matches('+'));
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_yaml_1_1_are_text() {
        for text in [
            "NO",
            "on",
            "yes",
            "2024-01-01",
            "1_000",
            ".inf",
            "1.2.3",
            "e5",
            "-",
            ".",
            "0x",
            "1e",
            "1e+-5",
        ] {
            assert_eq!(
                plain(text, &mut Texts::default()),
                NodeKind::String(text.into()),
                "{text}"
            );
        }
    }

    #[test]
    fn numbers_keep_their_digits() {
        let cases = [
            ("1.1991456e+09", "1.1991456e09"),
            ("0x1F", "31"),
            ("+1", "1"),
            ("-.5", "-0.5"),
            ("007", "7"),
            ("1.", "1"),
        ];
        for (text, json) in cases {
            assert_eq!(
                plain(text, &mut Texts::default()),
                NodeKind::Number(json.into()),
                "{text}"
            );
        }
    }
}
