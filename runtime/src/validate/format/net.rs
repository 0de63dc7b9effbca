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

/// An address (RFC 5321, section 4.1.2; with `idn`, RFC 6531).
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
                    let good = !char.is_control() && (escaped || char != '"');
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
    (quoted || local.split('.').all(is_atom)) && (literal || is_hostname(domain, idn))
}

/// A URI, or with `reference` also a relative one (RFC 3986); with `iri`, the characters of RFC 3987 too.
pub(super) fn is_uri(text: &str, reference: bool, iri: bool) -> bool {
    if !has_uri_characters(text, iri) {
        return false;
    }
    let scheme_end =
        text.find(|char: char| !(char.is_ascii_alphanumeric() || "+-.".contains(char)));
    let scheme = scheme_end.and_then(|end| {
        let rest = text[end..].strip_prefix(':')?;
        text.starts_with(|char: char| char.is_ascii_alphabetic())
            .then_some(rest)
    });
    let rest = match scheme {
        Some(rest) => rest,
        // A colon in the first segment of a relative path would read as a scheme.
        None if reference
            && !text
                .split(['/', '?', '#'])
                .next()
                .unwrap_or("")
                .contains(':') =>
        {
            text
        }
        None => return false,
    };
    let rest = match rest.split_once('#') {
        Some((_, fragment)) if fragment.contains('#') => return false,
        Some((rest, _)) => rest,
        None => rest,
    };
    let before_query = rest.split('?').next().unwrap_or("");
    match before_query.strip_prefix("//") {
        Some(rest) => {
            let authority = rest.split('/').next().unwrap_or("");
            is_authority(authority) && !rest[authority.len()..].contains(['[', ']'])
        }
        None => !rest.contains(['[', ']']),
    }
}

fn has_uri_characters(text: &str, iri: bool) -> bool {
    let bytes = text.as_bytes();
    text.char_indices().all(|(at, char)| match char {
        '%' => bytes
            .get(at + 1..at + 3)
            .is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit)),
        char if char.is_ascii() => {
            char.is_ascii_alphanumeric() || "-._~:/?#[]@!$&'()*+,;=".contains(char)
        }
        char => iri && !char.is_control(),
    })
}

fn is_authority(authority: &str) -> bool {
    let host = match authority.split_once('@') {
        Some((user, host)) if user.contains(['[', ']']) || host.contains('@') => return false,
        Some((_, host)) => host,
        None => authority,
    };
    if let Some(rest) = host.strip_prefix('[') {
        let Some((address, port)) = rest.split_once(']') else {
            return false;
        };
        let future = address.starts_with(['v', 'V']) && address.contains('.');
        return (future || address.parse::<std::net::Ipv6Addr>().is_ok()) && is_port(port);
    }
    match host.split_once(':') {
        Some((name, port)) => {
            !name.contains(['[', ']']) && port.bytes().all(|byte| byte.is_ascii_digit())
        }
        None => !host.contains(['[', ']']),
    }
}

fn is_port(text: &str) -> bool {
    text.is_empty()
        || text
            .strip_prefix(':')
            .is_some_and(|port| port.bytes().all(|byte| byte.is_ascii_digit()))
}

/// A URI template (RFC 6570, section 2).
pub(super) fn is_uri_template(text: &str) -> bool {
    let mut rest = text;
    while let Some(at) = rest.find(['{', '}']) {
        let Some((expression, after)) = rest[at..]
            .strip_prefix('{')
            .and_then(|inner| inner.split_once('}'))
        else {
            return false;
        };
        let variables = expression
            .strip_prefix(|char| "+#./;?&=,!@|".contains(char))
            .unwrap_or(expression);
        if !variables.split(',').all(is_variable) {
            return false;
        }
        rest = after;
    }
    !text.contains([' ', '"', '<', '>', '\\', '^', '`']) && !text.contains(char::is_control)
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
    name.split('.')
        .all(|part| !part.is_empty() && part.chars().all(good))
}

/// An address and how many of its bits name the network (RFC 4632, section 3.1; RFC 4291, section 2.3).
pub(super) fn is_cidr<A: std::str::FromStr>(text: &str, most: u8) -> bool {
    text.split_once('/').is_some_and(|(address, length)| {
        let digits = length.bytes().all(|byte| byte.is_ascii_digit());
        digits && address.parse::<A>().is_ok() && length.parse().is_ok_and(|bits: u8| bits <= most)
    })
}
