//! Percent-encoding (RFC 3986, section 2).

/// Letters, digits and these signs.
const fn table(signs: &[u8]) -> Kept {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 128 {
        table[byte as usize] = (byte as u8).is_ascii_alphanumeric();
        byte += 1;
    }
    let mut index = 0;
    while index < signs.len() {
        table[signs[index] as usize] = true;
        index += 1;
    }
    table
}

/// Which bytes stay as they are.
pub(super) type Kept = [bool; 256];

static UNRESERVED: Kept = table(b"-._~");
// Reserved characters, but for those that would end a value where it stands.
pub(super) static IN_PATH: Kept = table(b"-._~:@!$&'()*+,;=");
pub(super) static IN_QUERY: Kept = table(b"-._~:/?@!$'()*,;");
pub(super) static IN_COOKIE: Kept = table(b"-._~:/?@!$&'()*+=");
static IN_TEMPLATE: Kept = table(b"-._~:/@!$&'()*+,;=");

/// Percent-encodes all but unreserved characters (RFC 3986, section 2.3).
pub(in crate::http) fn percent(text: &str, out: &mut String) {
    let mut rest = text;
    while let Some(other) = run(&mut rest, &UNRESERVED, out) {
        triples(other, out);
    }
}

/// The same for bytes that need not be text.
pub(super) fn percent_bytes(bytes: &[u8], out: &mut String) {
    for chunk in bytes.utf8_chunks() {
        percent(chunk.valid(), out);
        chunk.invalid().iter().for_each(|byte| triple(*byte, out));
    }
}

/// Whether percent-encoding leaves a text as it is.
pub(super) fn is_unreserved(text: &str) -> bool {
    text.bytes().all(|byte| UNRESERVED[usize::from(byte)])
}

/// Moves what stays as it is, and takes the character after it.
fn run(rest: &mut &str, kept: &Kept, out: &mut String) -> Option<char> {
    let Some(end) = rest.bytes().position(|byte| !kept[usize::from(byte)]) else {
        out.push_str(std::mem::take(rest));
        return None;
    };
    // What stays is ASCII, so that a character starts behind it.
    let (plain, behind) = rest.split_at_checked(end)?;
    out.push_str(plain);
    let mut behind = behind.chars();
    let other = behind.next();
    *rest = behind.as_str();
    other
}

fn triples(other: char, out: &mut String) {
    for byte in other.encode_utf8(&mut [0; 4]).bytes() {
        triple(byte, out);
    }
}

fn triple(byte: u8, out: &mut String) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    out.push('%');
    out.push(char::from(HEX[usize::from(byte >> 4)]));
    out.push(char::from(HEX[usize::from(byte & 15)]));
}

/// Whether two hexadecimal digits stand behind a `%`.
fn is_triple(behind: &str) -> bool {
    let digits = behind.as_bytes().first_chunk::<2>();
    digits.is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
}

/// Percent-encodes all but what is kept and well-formed triples (RFC 6570, section 3.2.3).
pub(super) fn percent_reserved(text: &str, kept: &Kept, out: &mut String) {
    let mut rest = text;
    while let Some(other) = run(&mut rest, kept, out) {
        if other == '%' && is_triple(rest) {
            out.push('%');
        } else {
            triples(other, out);
        }
    }
}

/// What a percent-encoded text stands for; `None` where a `%` has no two digits behind it.
pub(in crate::http) fn decoded(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let digit = |byte: Option<u8>| char::from(byte?).to_digit(16);
        let (high, low) = (digit(rest.next())?, digit(rest.next())?);
        bytes.push(u8::try_from(high * 16 + low).ok()?);
    }
    Some(bytes)
}

/// Whether a segment of a path is a step to itself or up, however its dots are written (WHATWG URL, section 4.4): `.`, `..`,
/// `%2e`, `.%2E` and the like.
pub(in crate::http) fn is_dots(segment: &str) -> bool {
    const DOTS: [&str; 3] = ["%2e", "%2E", "."];
    let (mut rest, mut dots) = (segment, 0);
    while let Some(dot) = DOTS.iter().find(|dot| rest.starts_with(**dot)) {
        rest = rest.get(dot.len()..).unwrap_or_default();
        dots += 1;
    }
    rest.is_empty() && matches!(dots, 1 | 2)
}

/// Writes a template whose variables `fill` writes by their names, where it knows them. The text around them is
/// percent-encoded, which it should have been already: what a path cannot hold. Answers whether the template has a query,
/// which starts at its `?`.
pub(in crate::http) fn template(
    template: &str,
    out: &mut String,
    mut fill: impl FnMut(&str, &mut String) -> bool,
) -> bool {
    let mut rest = template;
    let mut has_query = false;
    while let Some(other) = run(&mut rest, &IN_TEMPLATE, out) {
        match variable(rest).filter(|_| other == '{') {
            Some((name, after)) if fill(name, out) => rest = after,
            _ if other == '%' && is_triple(rest) => out.push('%'),
            _ if other == '?' => {
                has_query = true;
                out.push('?');
            }
            _ => triples(other, out),
        }
    }
    has_query
}

/// The name of the variable that has begun, and what stands behind it.
fn variable(rest: &str) -> Option<(&str, &str)> {
    let end = rest.bytes().position(|byte| byte == b'}')?;
    Some((rest.get(..end)?, rest.get(end + 1..)?))
}
