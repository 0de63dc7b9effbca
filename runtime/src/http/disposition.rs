//! The name that an answer gives its body (`Content-Disposition`, RFC 6266), also in other alphabets (RFC 8187).

use ::http::{HeaderMap, header};

use super::encode;
use super::parameters::{named, split};

/// The name of the file, without folders: a server must not choose where it goes.
pub(super) fn file_name(headers: &HeaderMap) -> Option<String> {
    let value = headers.get(header::CONTENT_DISPOSITION)?;
    let value = String::from_utf8_lossy(value.as_bytes());
    let (mut plain, mut extended) = (None, None);
    for (name, value) in split(&value, ';').skip(1).filter_map(named) {
        match name.to_ascii_lowercase().as_str() {
            "filename" => plain = plain.or(Some(value)),
            "filename*" => extended = extended.or_else(|| decoded(&value)),
            _ => {}
        }
    }
    let name = extended.or(plain)?;
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let name: String = last.chars().filter(|c| !c.is_control()).collect();
    let name = name.trim();
    (!matches!(name, "" | "." | "..")).then(|| name.to_owned())
}

/// `UTF-8'en'%e2%82%ac` as what it says (RFC 8187, section 3.2).
fn decoded(value: &str) -> Option<String> {
    let mut parts = value.splitn(3, '\'');
    let (charset, _, text) = (parts.next()?, parts.next()?, parts.next()?);
    let bytes = encode::decoded(text)?;
    match charset.to_ascii_lowercase().as_str() {
        "utf-8" => String::from_utf8(bytes).ok(),
        "iso-8859-1" => Some(bytes.into_iter().map(char::from).collect()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(value: &str) -> Option<String> {
        let mut headers = HeaderMap::new();
        headers.insert(header::CONTENT_DISPOSITION, value.parse().unwrap());
        file_name(&headers)
    }

    #[test]
    fn names_are_read_as_in_rfc_6266_and_rfc_8187() {
        for (value, expected) in [
            ("Attachment; filename=example.html", "example.html"),
            ("INLINE; FILENAME= \"an example.html\"", "an example.html"),
            (
                "attachment; filename*= UTF-8\'\'%e2%82%ac%20rates",
                "\u{20ac} rates",
            ),
            (
                "attachment; filename=\"EURO rates\"; filename*=utf-8\'en\'%e2%82%ac%20rates",
                "\u{20ac} rates",
            ),
            ("attachment; filename*=iso-8859-1\'\'%A3.csv", "\u{a3}.csv"),
            (
                "attachment; filename=\"a;b=\\\"c\\\".csv\"; size=3",
                "a;b=\"c\".csv",
            ),
            // What cannot be read leaves the plain name.
            (
                "attachment; filename*=koi8-r\'\'%A3; filename=plain",
                "plain",
            ),
            (
                "attachment; filename*=utf-8\'\'%ff; filename=plain",
                "plain",
            ),
        ] {
            assert_eq!(name(value).as_deref(), Some(expected), "{value}");
        }
    }

    #[test]
    fn a_name_is_no_path() {
        for (value, expected) in [
            ("attachment; filename=\"../../etc/passwd\"", Some("passwd")),
            (
                "attachment; filename=\"C:\\\\windows\\\\x.exe\"",
                Some("x.exe"),
            ),
            (
                "attachment; filename*=UTF-8\'\'..%2f..%2fx%00%0a",
                Some("x"),
            ),
            ("attachment; filename=\"..\"", None),
            ("attachment; filename=\"a/\"", None),
            ("attachment; filename", None),
            ("attachment", None),
        ] {
            assert_eq!(name(value).as_deref(), expected, "{value}");
        }
    }
}
