//! Checks of `format` on text, by hand: each is a few lines over the grammar of its standard.

#[cfg(feature = "idna")]
mod idn;
mod language;
mod net;
mod registry;
mod time;

use crate::schema::Format;
use crate::validate::pattern;
use crate::value::base64;

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
            Format::Uri => net::is_uri(text, false, false),
            Format::UriReference => net::is_uri(text, true, false),
            Format::Iri => net::is_uri(text, false, true),
            Format::IriReference => net::is_uri(text, true, true),
            Format::UriTemplate => net::is_uri_template(text),
            Format::Uuid => is_uuid(text),
            Format::Byte => base64::decode(text).is_some(),
            Format::Regex => pattern::is_regex(text),
            Format::JsonPointer => is_json_pointer(text),
            Format::RelativeJsonPointer => is_relative_json_pointer(text),
            Format::Char => text.chars().count() == 1,
            Format::Decimal => registry::is_decimal(text),
            Format::Base64Url => registry::is_base64url(text),
            Format::HttpDate => registry::is_http_date(text),
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
mod tests {
    use crate::schema::Format;

    #[test]
    fn each_format_takes_and_refuses() {
        let cases: &[(Format, &[&str], &[&str])] = &[
            (
                Format::DateTime,
                &[
                    "2025-05-04T09:42:00Z",
                    "1990-12-31T23:59:60Z",
                    "1937-01-01t12:00:27.87+00:20",
                    "1998-12-31T15:59:60.123-08:00",
                ],
                &[
                    "2025-05-04",
                    "2025-02-29T00:00:00Z",
                    "2025-05-04T24:00:00Z",
                    "2025-05-04T09:42:00",
                    "2025-05-04 09:42:00Z",
                    "1998-12-31T22:59:60Z",
                    "2025-05-04T09:42:00.Z",
                    "2025-05-04T09:42:00+24:00",
                    "২০২৫-05-04T09:42:00Z",
                ],
            ),
            (
                Format::Date,
                &["2024-02-29", "0000-01-01"],
                &[
                    "2023-02-29",
                    "2024-13-01",
                    "2024-00-01",
                    "2024-01-00",
                    "24-01-01",
                    "2024-1-1",
                ],
            ),
            (
                Format::Time,
                &[
                    "08:30:06Z",
                    "23:59:60Z",
                    "08:30:06.283185Z",
                    "08:30:06+05:30",
                ],
                &["08:30:06", "24:00:00Z", "08:60:00Z", "8:30:06Z"],
            ),
            (
                Format::Duration,
                &["P3D", "PT1H30M", "P4W", "P1Y2M3DT4H5M6S", "PT36H"],
                &[
                    "P", "PT", "P1", "3D", "P1D2H", "P2D1Y", "PT1D", "P1Y2W", "P1H",
                ],
            ),
            (
                Format::Email,
                &[
                    "a@b.example",
                    "\"joe bloggs\"@example.com",
                    "te~st@[127.0.0.1]",
                ],
                &["", "a", "@b", "a@", ".a@b.c", "a..b@c.d", "a@b c"],
            ),
            (
                Format::Hostname,
                &["example.com", "a-b.c", "1host"],
                &["", "-a.b", "a-.b", "a..b", "a_b", "ex ample", "a.b."],
            ),
            (Format::IdnHostname, &["münchen.de"], &["", "-ü"]),
            (
                Format::Ipv4,
                &["127.0.0.1"],
                &["127.0.0", "256.0.0.1", "01.2.3.4", "::1"],
            ),
            (
                Format::Ipv6,
                &["::1", "fe80::1", "::ffff:1.2.3.4"],
                &["1", ":::", "fe80::1%eth0", "[::1]"],
            ),
            (
                Format::Uri,
                &[
                    "https://example.com/a?b#c",
                    "urn:a:b",
                    "mailto:a@b",
                    "http://[::1]:80/",
                    "x://%41",
                ],
                &[
                    "",
                    "/a",
                    "a",
                    "http://a b",
                    "http://a/%4",
                    "1:a",
                    "http://a/<>",
                    "http://[::1",
                ],
            ),
            (
                Format::UriReference,
                &["", "/a/b", "../a", "#x", "a?b"],
                &["a b", "\\\\x", "%zz"],
            ),
            (Format::Iri, &["https://münchen.de/ö"], &["ö"]),
            (
                Format::UriTemplate,
                &["http://a/{b}{?c,d*}", "x"],
                &["{", "a}", "{a{b}}", "{}"],
            ),
            (
                Format::Uuid,
                &["2EB8AA08-aa98-11ea-b4aa-73b441d16380"],
                &[
                    "2eb8aa08aa9811eab4aa73b441d16380",
                    "2eb8aa08-aa98-11ea-b4aa-73b441d1638g",
                    "",
                ],
            ),
            (Format::Byte, &["", "Zm9v"], &["Z", "é"]),
            (Format::Regex, &["^a+$"], &["(", "["]),
            (
                Format::JsonPointer,
                &["", "/a~0b", "/"],
                &["a", "/~2", "/~"],
            ),
            (
                Format::RelativeJsonPointer,
                &["0", "1/a", "2#"],
                &["", "/a", "01", "0##"],
            ),
            (Format::Char, &["a", "é"], &["", "ab"]),
            (Format::Password, &["", "anything"], &[]),
            (
                Format::Decimal,
                &["0", "-12.50", "+.5", "1.", "1e-7", "00"],
                &["", ".", "-", "1,5", "1e", "e1", "0x1", "NaN", "1 "],
            ),
            (
                Format::Base64Url,
                &["", "_-9v", "Zm8="],
                &["a+b/", "Z", "é"],
            ),
            (
                Format::HttpDate,
                &[
                    "Sun, 06 Nov 1994 08:49:37 GMT",
                    "Sunday, 06-Nov-94 08:49:37 GMT",
                    "Sun Nov  6 08:49:37 1994",
                ],
                &[
                    "",
                    "1994-11-06T08:49:37Z",
                    "Sun, 32 Nov 1994 08:49:37 GMT",
                    "Sun, 06 Nov 1994 08:49:37 UTC",
                    "Foo, 06 Nov 1994 08:49:37 GMT",
                    "Sun, 06 Nov 1994 24:49:37 GMT",
                    "Sunday, 06-Nov-94-1 08:49:37 GMT",
                ],
            ),
            (
                Format::Language,
                &[
                    "de",
                    "en-US",
                    "zh-Hant-TW",
                    "zh-cmn-Hans-CN",
                    "sl-rozaj-biske-1994",
                    "de-CH-1901",
                    "es-419",
                    "de-a-value-x-own",
                    "x-whatever",
                    "i-klingon",
                    "EN-gb-OED",
                    "sgn-BE-FR",
                    "art-lojban",
                ],
                &[
                    "",
                    "e",
                    "en_US",
                    "en-",
                    "-en",
                    "en--US",
                    "de-419-DE",
                    "a-DE",
                    "ar-a-aaa-b-bbb-a-ccc",
                    "en-a",
                    "x-",
                    "en-x",
                    "de-1996-1996",
                    "english-language-tag",
                    "é",
                    "i-none",
                ],
            ),
            (
                Format::MediaRange,
                &["*/*", "text/*", "a/b;q=0.5; x=\"y z\"", "a/b+c"],
                &["", "text", "*/a", "a/b;=", "a b/c", "a/"],
            ),
            (Format::SfString, &["", "a \"b\""], &["é", "\n"]),
            (Format::SfToken, &["a", "*x/y:z"], &["", "1a", "a b", "a\""]),
            (
                Format::SfBinary,
                &["::", ":YWJj:"],
                &["", ":", "YWJj", ":_-8:", ":YWJj"],
            ),
            (Format::SfBoolean, &["?0", "?1"], &["", "0", "true", "?2"]),
            (Format::SfInteger, &["", "anything"], &[]),
            (
                Format::Int64,
                &["0", "-9223372036854775808"],
                &["", "9223372036854775808", "1.0", "+1", "a"],
            ),
            (
                Format::Uint64,
                &["0", "18446744073709551615"],
                &["-1", "18446744073709551616"],
            ),
            (
                Format::DateTimeLocal,
                &["2025-05-04T09:42:00", "2025-05-04t09:42:59.5"],
                &[
                    "2025-05-04T09:42:00Z",
                    "2025-05-04",
                    "2025-02-29T00:00:00",
                    "2025-05-04T09:42",
                ],
            ),
            (
                Format::TimeLocal,
                &["09:42:00", "23:59:60", "00:00:00.25"],
                &["09:42:00Z", "24:00:00", "09:42", "09:42:00.", "09:42:60"],
            ),
            (
                Format::Ipv4Cidr,
                &["10.0.0.0/8", "0.0.0.0/0", "1.2.3.4/32"],
                &["10.0.0.0", "10.0.0/8", "10.0.0.0/33", "10.0.0.0/+8", "::/8"],
            ),
            (
                Format::Ipv6Cidr,
                &["::/0", "2001:db8::/128"],
                &["::", "::/129", "10.0.0.0/8", "::/"],
            ),
        ];
        for (format, good, bad) in cases {
            for text in *good {
                assert!(format.accepts(text), "{} takes {text:?}", format.name());
            }
            for text in *bad {
                assert!(!format.accepts(text), "{} refuses {text:?}", format.name());
            }
        }
    }
}
