//! Checks of `format` on text, by hand: each is a few lines over the grammar of its standard.

mod http_date;
#[cfg(feature = "idna")]
mod idn;
mod language;
mod net;
mod registry;
mod time;
mod uri;

use crate::schema::Format;
use crate::validate::pattern;

impl Format {
    /// Whether text is in the format. Every text is in the formats of numbers, which say nothing of text, but for those of 64
    /// bits: programs that know no such numbers have them as text.
    pub fn accepts(self, text: &str) -> bool {
        match self {
            Format::DateTime => time::is_date_time(text),
            Format::Date => time::is_date(text),
            Format::Time => time::is_time(text),
            Format::Duration => time::is_duration(text),
            Format::Email => net::is_email(text, false),
            Format::IdnEmail => net::is_email(text, true),
            Format::Hostname => net::is_hostname(text, false),
            Format::IdnHostname => net::is_hostname(text, true),
            Format::Ipv4 => text.parse::<std::net::Ipv4Addr>().is_ok(),
            Format::Ipv6 => text.parse::<std::net::Ipv6Addr>().is_ok(),
            Format::Uri => uri::is_uri(text, false, false),
            Format::UriReference => uri::is_uri(text, true, false),
            Format::Iri => uri::is_uri(text, false, true),
            Format::IriReference => uri::is_uri(text, true, true),
            Format::UriTemplate => uri::is_uri_template(text),
            Format::Uuid => is_uuid(text),
            Format::Byte => registry::is_base64(text),
            Format::Regex => pattern::is_regex(text),
            Format::JsonPointer => is_json_pointer(text),
            Format::RelativeJsonPointer => is_relative_json_pointer(text),
            Format::Char => text.chars().count() == 1,
            Format::Decimal => registry::is_decimal(text),
            Format::Base64Url => registry::is_base64url(text),
            Format::HttpDate => http_date::is_http_date(text),
            Format::Language => language::is_language(text),
            Format::MediaRange => registry::is_media_range(text),
            Format::Int64 => registry::is_integer(text) && text.parse::<i64>().is_ok(),
            Format::Uint64 => registry::is_integer(text) && text.parse::<u64>().is_ok(),
            Format::SfBinary => registry::is_sf_binary(text),
            Format::SfBoolean => matches!(text, "?0" | "?1"),
            Format::SfString => registry::is_sf_string(text),
            Format::SfToken => registry::is_sf_token(text),
            Format::DateTimeLocal => time::is_date_time_local(text),
            Format::TimeLocal => time::is_time_local(text),
            Format::Ipv4Cidr => net::is_cidr::<std::net::Ipv4Addr>(text, 32),
            Format::Ipv6Cidr => net::is_cidr::<std::net::Ipv6Addr>(text, 128),
            _ => true,
        }
    }
}

/// RFC 9562, section 4.
fn is_uuid(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(index, byte)| match index {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}

/// RFC 6901, section 3.
fn is_json_pointer(text: &str) -> bool {
    (text.is_empty() || text.starts_with('/'))
        && text
            .split('~')
            .skip(1)
            .all(|rest| rest.starts_with(['0', '1']))
}

/// draft-bhutton-relative-json-pointer-00, section 3.
fn is_relative_json_pointer(text: &str) -> bool {
    let digits = text
        .find(|char: char| !char.is_ascii_digit())
        .unwrap_or(text.len());
    let (number, rest) = text.split_at(digits);
    let number = !number.is_empty() && (number == "0" || !number.starts_with('0'));
    number && (rest == "#" || is_json_pointer(rest))
}

#[cfg(test)]
mod tests;
