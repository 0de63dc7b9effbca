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
static IN_TEMPLATE: Kept = table(b"-._~:/?@!$&'()*+,;=");

/// Percent-encodes all but unreserved characters (RFC 3986, section 2.3).
pub(in crate::http) fn percent(text: &(impl AsRef<[u8]> + ?Sized), out: &mut String) {
    let mut rest = text.as_ref();
    while let Some(byte) = run(&mut rest, &UNRESERVED, out) {
        triple(byte, out);
    }
}

/// Moves what stays as it is, and takes the byte after it.
fn run(rest: &mut &[u8], kept: &Kept, out: &mut String) -> Option<u8> {
    let end = rest.iter().position(|byte| !kept[usize::from(*byte)]);
    let (plain, behind) = rest.split_at(end.unwrap_or(rest.len()));
    // What stays is ASCII.
    out.push_str(std::str::from_utf8(plain).unwrap_or_default());
    let (byte, after) = behind.split_first()?;
    *rest = after;
    Some(*byte)
}

fn triple(byte: u8, out: &mut String) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    out.push('%');
    out.push(char::from(HEX[usize::from(byte >> 4)]));
    out.push(char::from(HEX[usize::from(byte & 15)]));
}

/// Percent-encodes all but what is kept and well-formed triples (RFC 6570, section 3.2.3).
pub(super) fn percent_reserved(text: &str, kept: &Kept, out: &mut String) {
    let mut rest = text.as_bytes();
    while let Some(byte) = run(&mut rest, kept, out) {
        let is_triple = byte == b'%'
            && rest
                .get(..2)
                .is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit));
        if is_triple {
            out.push('%');
        } else {
            triple(byte, out);
        }
    }
}

/// Percent-encodes the literal text of a template, which should have been so already: what a path cannot hold. The query
/// of a template starts at its `?`.
pub(in crate::http) fn literal(text: &str, out: &mut String) {
    percent_reserved(text, &IN_TEMPLATE, out);
}
