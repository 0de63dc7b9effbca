//! Lists and parameters of headers, with their quoted texts (RFC 9110, section 5.6).

/// What stands before the first such sign outside of quotes, and what stands behind it.
pub(super) fn before(text: &str, sign: char) -> (&str, Option<&str>) {
    let (mut quoted, mut escaped) = (false, false);
    for (at, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            c if c == sign && !quoted => {
                let behind = text.get(at + c.len_utf8()..);
                return (text.get(..at).unwrap_or_default(), behind);
            }
            _ => {}
        }
    }
    (text, None)
}

/// The parts between such signs outside of quotes; empty ones are none.
pub(super) fn split(text: &str, sign: char) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    let parts = std::iter::from_fn(move || {
        let (part, behind) = before(rest?, sign);
        rest = behind;
        Some(part.trim())
    });
    parts.filter(|part| !part.is_empty())
}

/// `name=value`, the value without its quotes.
pub(super) fn named(part: &str) -> Option<(&str, String)> {
    let (name, value) = part.split_once('=')?;
    Some((name.trim(), unquoted(value.trim())))
}

/// A value without its quotes and escapes; one that has none is as it is.
pub(super) fn unquoted(value: &str) -> String {
    let Some(inner) = value.strip_prefix('"') else {
        return value.to_owned();
    };
    let mut out = String::new();
    let mut chars = inner.chars();
    while let Some(c) = chars.next() {
        match c {
            '"' => break,
            '\\' => out.extend(chars.next()),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_within_quotes_are_text() {
        let text = r#"a="x;y\"; z" ;; b = "é" ;c; d="open; e"#;
        let parts: Vec<_> = split(text, ';').collect();
        assert_eq!(
            parts,
            [r#"a="x;y\"; z""#, r#"b = "é""#, "c", r#"d="open; e"#]
        );
        let named: Vec<_> = parts.iter().filter_map(|part| named(part)).collect();
        let expected = [("a", r#"x;y"; z"#), ("b", "é"), ("d", "open; e")];
        assert_eq!(
            named,
            expected.map(|(name, value)| (name, value.to_owned()))
        );
    }
}
