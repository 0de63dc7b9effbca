//! Names and addresses of the network.

/// A host name (RFC 1123, section 2.1; with `idn`, RFC 5890 as far as its length and hyphens go).
pub(super) fn is_hostname(text: &str, idn: bool) -> bool {
    let is_label = |label: &str| {
        let good = |char: char| {
            char.is_ascii_alphanumeric()
                || char == '-'
                || (idn && !char.is_ascii() && char.is_alphanumeric())
        };
        !label.is_empty()
            && label.len() <= 63
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(good)
    };
    #[cfg(feature = "idna")]
    if idn && !text.is_ascii() || text.split('.').any(is_punycode) {
        // Its own rules about length speak of the name in Punycode.
        return (idn || text.len() <= 253 && text.split('.').all(is_label))
            && super::idn::is_registrable(text);
    }
    text.len() <= 253 && text.split('.').all(is_label)
}

#[cfg(feature = "idna")]
fn is_punycode(label: &str) -> bool {
    label
        .get(..4)
        .is_some_and(|start| start.eq_ignore_ascii_case("xn--"))
}

/// The octets that the part of an address before its `@` may have.
const LONGEST_LOCAL: usize = 64;

/// An address (RFC 5321, sections 4.1.2 and 4.5.3.1; with `idn`, RFC 6531).
pub(super) fn is_email(text: &str, idn: bool) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else {
        return false;
    };
    let is_atom = |atom: &str| {
        let good = |char: char| {
            char.is_ascii_alphanumeric()
                || "!#$%&'*+-/=?^_`{|}~".contains(char)
                || (idn && !char.is_ascii())
        };
        !atom.is_empty() && atom.chars().all(good)
    };
    let quoted = local.len() >= 2
        && local
            .strip_prefix('"')
            .and_then(|rest| rest.strip_suffix('"'))
            .is_some_and(|inner| {
                let mut escaped = false;
                inner.chars().all(|char| {
                    let known = !char.is_control() && (idn || char.is_ascii());
                    let good = known && (escaped || char != '"');
                    escaped = char == '\\' && !escaped;
                    good
                }) && !escaped
            });
    let literal = domain
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'))
        .is_some_and(|inner| {
            inner.parse::<std::net::Ipv4Addr>().is_ok()
                || inner
                    .strip_prefix("IPv6:")
                    .is_some_and(|inner| inner.parse::<std::net::Ipv6Addr>().is_ok())
        });
    local.len() <= LONGEST_LOCAL
        && (quoted || local.split('.').all(is_atom))
        && (literal || is_hostname(domain, idn))
}

/// An address and how many of its bits name the network (RFC 4632, section 3.1; RFC 4291, section 2.3).
pub(super) fn is_cidr<A: std::str::FromStr>(text: &str, most: u8) -> bool {
    text.split_once('/').is_some_and(|(address, length)| {
        let digits = length.bytes().all(|byte| byte.is_ascii_digit());
        let plain = digits && (length == "0" || !length.starts_with('0'));
        plain && address.parse::<A>().is_ok() && length.parse().is_ok_and(|bits: u8| bits <= most)
    })
}
