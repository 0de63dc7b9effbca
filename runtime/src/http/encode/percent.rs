//! Percent-encoding (RFC 3986, section 2).

/// Percent-encodes all but unreserved characters (RFC 3986, section 2.3).
pub(in crate::http) fn percent(text: &(impl AsRef<[u8]> + ?Sized), out: &mut String) {
    for &byte in text.as_ref() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            triple(byte, out);
        }
    }
}

fn triple(byte: u8, out: &mut String) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    out.push('%');
    out.push(char::from(HEX[usize::from(byte >> 4)]));
    out.push(char::from(HEX[usize::from(byte & 15)]));
}

/// Percent-encodes all but unreserved and reserved characters and well-formed triples (RFC 6570, section 3.2.3), but for
/// the reserved characters in `not`.
pub(super) fn percent_reserved(text: &str, not: &[u8], out: &mut String) {
    let bytes = text.as_bytes();
    for (index, &byte) in bytes.iter().enumerate() {
        let is_triple = byte == b'%'
            && bytes
                .get(index + 1..index + 3)
                .is_some_and(|d| d.iter().all(u8::is_ascii_hexdigit));
        let stays = byte.is_ascii_alphanumeric() || b"-._~:/?#[]@!$&'()*+,;=".contains(&byte);
        if is_triple || stays && !not.contains(&byte) {
            out.push(char::from(byte));
        } else {
            triple(byte, out);
        }
    }
}

/// Percent-encodes the literal text of a path template, which should have been so already: what a path cannot hold.
pub(in crate::http) fn literal(text: &str, out: &mut String) {
    percent_reserved(text, b"?#[]", out);
}
