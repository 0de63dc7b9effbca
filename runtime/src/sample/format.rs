//! Text in a format.

use crate::schema::Format;

impl Format {
    /// Whether the format is one of text.
    pub(super) fn is_of_text(self) -> bool {
        !matches!(
            self,
            Format::Int8
                | Format::Int16
                | Format::Int32
                | Format::Int64
                | Format::Uint8
                | Format::Uint16
                | Format::Uint32
                | Format::Uint64
                | Format::Float
                | Format::Double
                | Format::DoubleInt
        )
    }
}

/// A text that the format accepts.
pub(super) fn text(format: Format, pick: &mut dyn FnMut(usize) -> usize) -> String {
    let mut number = |least: usize, count: usize| least + pick(count);
    match format {
        Format::DateTime => {
            let date = text(Format::Date, pick);
            return format!("{date}T{}", text(Format::Time, pick));
        }
        Format::Date => {
            let (year, month) = (number(1970, 130), number(1, 12));
            return format!("{year}-{month:02}-{:02}", number(1, 28));
        }
        Format::Time => {
            let (hour, minute, second) = (number(0, 24), number(0, 60), number(0, 60));
            let end = ["Z", ".5Z", ".123456789Z", "+01:00"][pick(4)];
            return format!("{hour:02}:{minute:02}:{second:02}{end}");
        }
        Format::Ipv4 => {
            let (a, b, c) = (number(0, 256), number(0, 256), number(0, 256));
            return format!("{a}.{b}.{c}.{}", number(0, 256));
        }
        Format::Uuid => {
            let (a, b, c) = (number(0, 1 << 24), number(0, 1 << 16), number(0, 1 << 24));
            return format!("{a:08x}-{b:04x}-4000-8000-{c:012x}");
        }
        _ => {}
    }
    let known = examples(format);
    known
        .get(pick(known.len()))
        .copied()
        .unwrap_or("a")
        .to_owned()
}

fn examples(format: Format) -> &'static [&'static str] {
    match format {
        Format::Duration => &["P1D", "PT36H", "P1Y2M3DT4H5M6S", "P2W"],
        Format::Email => &["a@example.com", "first.last+tag@sub.example.org"],
        Format::IdnEmail => &["a@example.com", "é@example.com"],
        Format::Hostname | Format::IdnHostname => &["example.com", "a", "xn--mnchen-3ya.de"],
        Format::Ipv6 => &["::1", "2001:db8::ff00:42:8329", "::ffff:192.0.2.1"],
        Format::Uri | Format::Iri => &[
            "https://example.com/a",
            "urn:isbn:0451450523",
            "https://[::1]:8080/?q=%20#f",
        ],
        Format::UriReference | Format::IriReference => {
            &["/a", "https://example.com/a", "../b?c#d", "#e"]
        }
        Format::UriTemplate => &["/a", "https://example.com/{a}{?b,c*}"],
        Format::Byte => &["YWJj", "", "AA==", "/+8="],
        Format::Base64Url => &["YWJj", "", "_-8"],
        Format::Regex => &["a", "^[a-z]+$", "(a|b)*"],
        Format::JsonPointer => &["/a", "", "/a~1b/0"],
        Format::RelativeJsonPointer => &["0", "1/a", "2#"],
        Format::Char => &["a", "€", "😀"],
        Format::Decimal => &["1", "-12.50", "0.1"],
        Format::HttpDate => &["Sun, 06 Nov 1994 08:49:37 GMT"],
        Format::Language => &["en", "de-CH-1901", "zh-Hant-TW"],
        Format::MediaRange => &["application/json", "text/*", "*/*"],
        Format::Int64 => &["0", "-7", "9007199254740993"],
        Format::Uint64 => &["0", "7", "18446744073709551615"],
        Format::SfBinary => &[":YWJj:", "::"],
        Format::SfBoolean => &["?0", "?1"],
        Format::DateTimeLocal => &["2025-05-04T09:42:00", "1999-12-31T23:59:59.5"],
        Format::TimeLocal => &["09:42:00", "23:59:59.5"],
        Format::Ipv4Cidr => &["10.0.0.0/8", "192.168.1.0/24"],
        Format::Ipv6Cidr => &["2001:db8::/32", "::/0"],
        Format::SfString => &["a", ""],
        Format::SfToken => &["a", "*b/c"],
        _ => &["a", "abc", ""],
    }
}

#[cfg(test)]
mod tests {
    use super::text;
    use crate::schema::Format;

    #[test]
    fn every_text_is_in_its_format() {
        for format in Format::ALL.iter().copied() {
            for end in [0, 1, 2, 3, 27, usize::MAX] {
                let text = text(format, &mut |count| end.min(count - 1));
                assert!(format.accepts(&text), "{} takes {text:?}", format.name());
            }
        }
    }
}
