//! Addresses of documents, as far as `$self` needs them (RFC 3986, section 5; OpenAPI 3.2.0, section 4.1.2).

/// A reference read from a base: an address, or a path where the base is one.
pub(super) fn joined(base: &str, reference: &str) -> String {
    if has_scheme(reference) || base.is_empty() {
        return clean(reference);
    }
    let (origin, path) = split(base);
    if let Some(rest) = reference.strip_prefix("//") {
        let scheme = origin
            .split_once("//")
            .map_or("https:", |(scheme, _)| scheme);
        return clean(&format!("{scheme}//{rest}"));
    }
    if reference.starts_with('/') {
        return clean(&format!("{origin}{reference}"));
    }
    if reference.is_empty() {
        return clean(base);
    }
    clean(&format!("{origin}{}{reference}", folder(path)))
}

/// What leads from the folder of one address to another, where that lies within it.
pub(super) fn within<'a>(base: &str, address: &'a str) -> Option<&'a str> {
    let (origin, path) = split(base);
    let folder = format!("{origin}{}", folder(path));
    address
        .strip_prefix(folder.as_str())
        .filter(|_| has_scheme(base))
}

fn has_scheme(text: &str) -> bool {
    text.split_once("://").is_some_and(|(scheme, _)| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
    })
}

/// Scheme and host, and the path.
fn split(address: &str) -> (&str, &str) {
    let start = address.find("://").map_or(0, |at| at + 3);
    let end = address
        .get(start..)
        .and_then(|rest| rest.find('/'))
        .map_or(address.len(), |at| start + at);
    if start == 0 {
        ("", address)
    } else {
        address.split_at(end)
    }
}

fn folder(path: &str) -> &str {
    path.rfind('/')
        .map_or("/", |at| path.get(..=at).unwrap_or("/"))
}

/// The address without `.` and `..` in its path (section 5.2.4).
fn clean(address: &str) -> String {
    let (origin, path) = split(address);
    let mut out: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "." => {}
            ".." if out.last().is_some_and(|last| !last.is_empty()) => drop(out.pop()),
            ".." => {}
            part => out.push(part),
        }
    }
    format!("{origin}{}", out.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_read_from_their_base() {
        let base = "https://example.com/api/v1/openapi.yaml";
        let cases = [
            ("pet.yaml", "https://example.com/api/v1/pet.yaml"),
            ("../shared/a.yaml", "https://example.com/api/shared/a.yaml"),
            ("/a.yaml", "https://example.com/a.yaml"),
            ("//other.org/a.yaml", "https://other.org/a.yaml"),
            ("https://other.org/x/../a.yaml", "https://other.org/a.yaml"),
            ("../../../../a.yaml", "https://example.com/a.yaml"),
            ("", base),
        ];
        for (reference, wanted) in cases {
            assert_eq!(joined(base, reference), wanted, "{reference}");
        }
        assert_eq!(joined("/api/openapi", "/api/openapi"), "/api/openapi");
        assert_eq!(
            within(base, "https://example.com/api/v1/x/pet.yaml"),
            Some("x/pet.yaml")
        );
        assert_eq!(within(base, "https://example.com/api/pet.yaml"), None);
    }
}
