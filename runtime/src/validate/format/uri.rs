//! URIs, IRIs and their templates.

/// A URI, or with `reference` also a relative one (RFC 3986); with `iri`, the characters of RFC 3987 too.
pub(super) fn is_uri(text: &str, reference: bool, iri: bool) -> bool {
    let (rest, fragment) = text.split_once('#').unwrap_or((text, ""));
    let (before, query) = rest.split_once('?').unwrap_or((rest, ""));
    let Some(path) = without_scheme(before, reference) else {
        return false;
    };
    let (authority, path) = match path.strip_prefix("//") {
        Some(rest) => rest.split_at(rest.find('/').unwrap_or(rest.len())),
        None => ("", path),
    };
    let is_char = |char: char| iri && is_ucschar(char);
    let of_query = |char: char| "/?".contains(char) || is_char(char) || iri && is_private(char);
    is_authority(authority, is_char)
        && has_characters(path, |char| char == '/' || is_char(char))
        && has_characters(query, of_query)
        && has_characters(fragment, |char| "/?".contains(char) || is_char(char))
}

/// What follows the scheme. A reference needs none; a colon in its first segment would read as one.
fn without_scheme(text: &str, reference: bool) -> Option<&str> {
    let first = text.split('/').next().unwrap_or("");
    match first.split_once(':') {
        Some((scheme, _)) => {
            let good = |char: char| char.is_ascii_alphanumeric() || "+-.".contains(char);
            let starts = scheme.starts_with(|char: char| char.is_ascii_alphabetic());
            (starts && scheme.chars().all(good)).then(|| &text[scheme.len() + 1..])
        }
        None => reference.then_some(text),
    }
}

/// Whether text has characters of a path alone (RFC 3986, section 3.3, `pchar`), and others that may stand there.
fn has_characters(text: &str, others: impl Fn(char) -> bool) -> bool {
    let good = |char: char| {
        char.is_ascii_alphanumeric() || "-._~!$&'()*+,;=:@".contains(char) || others(char)
    };
    is_escaped(text) && text.chars().all(|char| char == '%' || good(char))
}

/// Whether each percent sign has two hexadecimal digits after it.
fn is_escaped(text: &str) -> bool {
    let bytes = text.as_bytes();
    text.match_indices('%').all(|(at, _)| {
        let digits = bytes.get(at + 1..at + 3);
        digits.is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
    })
}

/// RFC 3986, section 3.2.
fn is_authority(authority: &str, others: impl Fn(char) -> bool) -> bool {
    let (user, host) = authority.rsplit_once('@').unwrap_or(("", authority));
    let good = |text: &str| !text.contains('@') && has_characters(text, &others);
    let (name, port) = match host.strip_prefix('[') {
        Some(rest) => match rest.split_once(']') {
            Some((address, port)) if is_address(address) => ("", port),
            _ => return false,
        },
        None => host.split_at(host.find(':').unwrap_or(host.len())),
    };
    good(user) && good(name) && is_port(port)
}

/// What may stand in brackets: an IPv6 address, or one of a version to come.
fn is_address(text: &str) -> bool {
    let future = text.strip_prefix(['v', 'V']);
    let future = future.and_then(|rest| rest.split_once('.'));
    future.is_some_and(|(version, rest)| {
        let hex = version.bytes().all(|byte| byte.is_ascii_hexdigit());
        let plain = !rest.contains(['%', '@']) && has_characters(rest, |_| false);
        hex && plain && !version.is_empty() && !rest.is_empty()
    }) || text.parse::<std::net::Ipv6Addr>().is_ok()
}

fn is_port(text: &str) -> bool {
    let port = text.strip_prefix(':');
    text.is_empty() || port.is_some_and(|port| port.bytes().all(|byte| byte.is_ascii_digit()))
}

/// RFC 3987, section 2.2, `ucschar`.
fn is_ucschar(char: char) -> bool {
    let code = u32::from(char);
    match code {
        0xA0..=0xD7FF | 0xF900..=0xFDCF | 0xFDF0..=0xFFEF => true,
        0x1_0000..=0xD_FFFF | 0xE_1000..=0xE_FFFF => code & 0xFFFF < 0xFFFE,
        _ => false,
    }
}

/// RFC 3987, section 2.2, `iprivate`.
fn is_private(char: char) -> bool {
    let code = u32::from(char);
    match code {
        0xE000..=0xF8FF => true,
        0xF_0000.. => code & 0xFFFF < 0xFFFE,
        _ => false,
    }
}

/// A URI template (RFC 6570, section 2).
pub(super) fn is_uri_template(text: &str) -> bool {
    let mut rest = text;
    loop {
        let (literal, after) = rest.split_at(rest.find(['{', '}']).unwrap_or(rest.len()));
        if !is_literal(literal) {
            return false;
        }
        if after.is_empty() {
            return true;
        }
        let inner = after
            .strip_prefix('{')
            .and_then(|inner| inner.split_once('}'));
        let Some((expression, after)) = inner else {
            return false;
        };
        let variables = expression.strip_prefix(|char| "+#./;?&=,!@|".contains(char));
        if !variables.unwrap_or(expression).split(',').all(is_variable) {
            return false;
        }
        rest = after;
    }
}

/// Text outside of expressions (RFC 6570, section 2.1).
fn is_literal(text: &str) -> bool {
    let good = |char: char| match char {
        char if char.is_ascii() => !char.is_control() && !" \"<>\\^`|".contains(char),
        char => is_ucschar(char) || is_private(char),
    };
    is_escaped(text) && text.chars().all(good)
}

/// A variable with its modifier (RFC 6570, sections 2.3 and 2.4).
fn is_variable(text: &str) -> bool {
    let name = match text.split_once(':') {
        Some((name, length)) => {
            let good = (1..=4).contains(&length.len()) && !length.starts_with('0');
            if !good || !length.bytes().all(|byte| byte.is_ascii_digit()) {
                return false;
            }
            name
        }
        None => text.strip_suffix('*').unwrap_or(text),
    };
    let good = |char: char| char.is_ascii_alphanumeric() || char == '_' || char == '%';
    let is_part = |part: &str| !part.is_empty() && part.chars().all(good);
    is_escaped(name) && name.split('.').all(is_part)
}
