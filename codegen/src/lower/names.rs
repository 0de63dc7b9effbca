//! The one place where names are chosen.

use std::borrow::Cow;
use std::collections::HashSet;

use heck::{ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};

use super::statuses::word;
use super::versions::unversioned;
use super::words::{once, whole, words};
use crate::model::{Status, Struct};
use crate::source::pointer::keys;

/// Words that cannot be field names, not even raw.
const NO_FIELD: &[&str] = &["self", "super", "crate", "_", ""];

/// A type or variant name, Pascal case.
pub fn pascal(raw: &str) -> String {
    once(0, raw, new_pascal)
}

fn new_pascal(raw: &str) -> String {
    let mut name = String::new();
    for part in words(raw).split(|c: char| !c.is_ascii_alphanumeric()) {
        let digits = |c: char| c.is_ascii_digit();
        // Numbers stay apart: 2.15 is not 21.5.
        if name.ends_with(digits) && part.starts_with(digits) {
            name.push('_');
        }
        name += &part.to_upper_camel_case();
    }
    match name.chars().next() {
        None => "Empty".to_owned(),
        Some(first) if first.is_ascii_digit() => format!("N{name}"),
        Some(_) => name,
    }
}

/// A field or module name, snake case.
pub fn snake(raw: &str) -> String {
    once(1, raw, new_snake)
}

fn new_snake(raw: &str) -> String {
    let name = whole(&words(raw)).to_snake_case();
    match name.chars().next() {
        None => "empty".to_owned(),
        Some(first) if first.is_ascii_digit() => format!("n{name}"),
        Some(_) if NO_FIELD.contains(&name.as_str()) => format!("{name}_"),
        Some(_) => name,
    }
}

/// The names of media types that stand side by side, Pascal case. A vendor's words are left out where what is left tells
/// each from the others: `vnd.x.report+json` is `Json` beside `Csv`, and `XReportJson` beside `application/json`.
pub fn medias<'m>(medias: impl IntoIterator<Item = &'m str>) -> Vec<String> {
    let medias: Vec<String> = medias.into_iter().map(unversioned).collect();
    let short: Vec<String> = medias.iter().map(|media| short_media(media)).collect();
    let names = short.iter().zip(&medias).map(|(name, media)| {
        let is_one = short.iter().filter(|other| *other == name).count() == 1;
        match (is_one, of_vendor(media)) {
            (false, Some(words)) => pascal(words),
            _ => name.clone(),
        }
    });
    names.collect()
}

/// A media type by its structured suffix (RFC 6839) where its subtype is a vendor's, else by its subtype.
fn short_media(media: &str) -> String {
    if let Some(words) = of_vendor(media) {
        let last = words.rsplit(['.', '+']).next().unwrap_or(words);
        let is_number = last.trim_start_matches('v').parse::<f64>().is_ok();
        return pascal(if is_number { words } else { last });
    }
    let subtype = media.split_once('/').map_or(media, |(_, subtype)| subtype);
    match media {
        "application/x-www-form-urlencoded" => "Form".to_owned(),
        "multipart/form-data" => "Multipart".to_owned(),
        "application/octet-stream" => "Bytes".to_owned(),
        "text/plain" => "Text".to_owned(),
        "*/*" => "Any".to_owned(),
        name => pascal(match name.strip_suffix("/*") {
            Some(range) => range,
            None => subtype.trim_end_matches("+json").trim_start_matches("x-"),
        }),
    }
}

/// The subtype of a media type in the tree of vendors, of persons or of none (RFC 6838, sections 3.2 to 3.4).
fn of_vendor(media: &str) -> Option<&str> {
    let (_, subtype) = media.split_once('/')?;
    ["vnd.", "prs.", "x."]
        .iter()
        .find_map(|tree| subtype.strip_prefix(tree))
}

/// The struct of a set of headers, after the words that these consist of; those of browsers (`Access-Control-*`) name it
/// where there are no others.
pub fn headers<'n>(members: impl Iterator<Item = &'n str> + Clone) -> String {
    let of_browsers = |name: &&str| name.to_ascii_lowercase().starts_with("access-control-");
    let mut known: Vec<String> = Vec::new();
    let has_others = members.clone().any(|name| !of_browsers(&name));
    let members = members.filter(|name| !has_others || !of_browsers(name));
    for word in members.flat_map(|name| {
        whole(&words(name))
            .to_snake_case()
            .split('_')
            .map(str::to_owned)
            .collect::<Vec<_>>()
    }) {
        if word != "x" && !known.contains(&word) {
            known.push(word);
        }
    }
    pascal(&format!("{} headers", known.join(" ")))
}

/// Whether a text has the form of a name, keywords included.
pub fn is_word(text: &str) -> bool {
    let mut chars = text.chars();
    chars
        .next()
        .is_some_and(|first| first.is_ascii_alphabetic())
        && chars.all(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// The name of a static, screaming snake case.
pub fn shouty(name: &str) -> String {
    whole(name).to_shouty_snake_case()
}

/// The name of a constant for what has this name in Rust: what tells that name from others at its end tells it too.
pub fn constant(ident: &str) -> String {
    let plain = ident.trim_end_matches('_');
    let end = &ident[plain.len()..];
    // A word of Rust or of ours has its first whatever else there is.
    let is_word = NO_FIELD.contains(&plain) || Struct::FUNCTIONS.contains(&plain);
    shouty(ident) + if is_word && end == "_" { "" } else { end }
}

/// The name, with underscores until nothing else has it.
pub fn free(name: &str, taken: &HashSet<String>) -> String {
    let mut name = name.to_owned();
    while taken.contains(&name) {
        name.push('_');
    }
    name
}

/// What a schema that only references name may be called.
#[derive(Debug, PartialEq, Eq)]
pub struct Referenced {
    /// After its place in its file, or after the file.
    pub own: String,
    /// After both.
    pub qualified: String,
    /// The last part of the reference, as it is written.
    pub last: String,
}

impl Referenced {
    /// The name, and what else it may be; where several would have it, the file tells them apart.
    pub fn names(&self, is_shared: bool) -> (String, Vec<String>) {
        let (first, other) = if is_shared {
            (&self.qualified, &self.own)
        } else {
            (&self.own, &self.qualified)
        };
        (first.clone(), vec![other.clone(), format!("{first}Schema")])
    }
}

/// Parts of a pointer that say what a thing is in OpenAPI, not which one.
const NO_NAME: &[&str] = &[
    "components",
    "schemas",
    "definitions",
    "$defs",
    "properties",
    "paths",
    "responses",
    "parameters",
    "requestBodies",
    "headers",
    "content",
    "schema",
];

/// Parts of a pointer that start it within a schema.
const WITHIN_A_SCHEMA: &[&str] = &["properties", "items", "allOf", "oneOf", "anyOf"];

/// The names for the schema at a pointer (RFC 6901) of a file.
pub fn referenced(file: &str, pointer: &str) -> Referenced {
    let parts: Vec<String> = keys(pointer).collect();
    let last = parts.last().map_or(file, String::as_str).to_owned();
    let media = |index: usize| index > 0 && parts[index - 1] == "content";
    // A part of an `allOf` is the schema itself, and which one it is may change.
    let is_part = |index: usize| {
        let word = |index: usize| parts.get(index).map(String::as_str);
        let inner = index + 1 < parts.len();
        let number = |index: usize| parts[index].parse::<usize>().is_ok();
        let names = word(index) == Some("allOf") && inner && number(index + 1);
        let counts = index > 0 && word(index - 1) == Some("allOf") && number(index);
        let last = if names { index + 1 } else { index };
        (names || counts) && last + 1 < parts.len()
    };
    let mut named: Vec<Cow<'_, str>> = parts
        .iter()
        .enumerate()
        .filter(|(index, part)| !NO_NAME.contains(&part.as_str()) && !media(*index))
        .filter(|(index, _)| !is_part(*index))
        .map(|(_, part)| Cow::Borrowed(part.as_str()))
        .collect();
    // An answer that is called after its status is what that is called.
    if let [first, ..] = named.as_mut_slice()
        && parts.iter().any(|part| part == "responses")
        && let Some(code) = first.parse().ok().filter(|code| (100..600).contains(code))
    {
        *first = Cow::Owned(match code {
            200 => "ok response".to_owned(),
            code => word(Status::Code(code)),
        });
    }
    let qualified = pascal(&format!("{file} {}", named.join(" ")));
    // Within a file that is a schema itself, or what holds one, the file is the better part of the name.
    let holds = |(index, part): &(usize, &String)| {
        media(*index) || matches!(part.as_str(), "content" | "schema")
    };
    let mut within = parts.iter().enumerate().skip_while(holds);
    let is_schema = within
        .next()
        .is_some_and(|(_, part)| WITHIN_A_SCHEMA.contains(&part.as_str()));
    let own = if named.is_empty() || is_schema {
        qualified.clone()
    } else {
        pascal(&named.join(" "))
    };
    Referenced {
        own,
        qualified,
        last,
    }
}

/// A key for a component: letters, digits, `.`, `-` and `_` (OpenAPI 3.0.4, section 4.7.7.1).
pub fn component_key(raw: &str) -> String {
    let sign = |c: char| {
        if c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_') {
            c
        } else {
            '_'
        }
    };
    let key: String = raw.chars().map(sign).collect();
    if key.is_empty() {
        "part".to_owned()
    } else {
        key
    }
}

#[cfg(test)]
mod tests {
    use super::super::words::LONGEST;
    use super::*;

    #[test]
    fn odd_names_are_readable() {
        let cases = [
            ("<", "Less"),
            (">=", "GreaterEqual"),
            ("1", "N1"),
            ("-1", "Minus1"),
            ("+1", "Plus1"),
            (".json.gz", "JsonGz"),
            ("", "Empty"),
            ("🦀", "U1f980"),
            ("2.15", "N2_15"),
            ("2024-05-30", "N2024_05_30"),
            ("v1.0-beta.2", "V1_0Beta2"),
            ("point in time", "PointInTime"),
            ("r#try", "RTry"),
            ("contactIDs", "ContactIds"),
            ("IDs", "Ids"),
            ("UUIDv4", "UuidV4"),
            ("IPv4Address", "Ipv4Address"),
            ("isDNSset", "IsDnSset"),
            ("[", "LeftBracket"),
            ("\\", "Backslash"),
            ("x-y", "XY"),
        ];
        for (raw, name) in cases {
            assert_eq!(pascal(raw), name, "{raw}");
        }
        let fields = [
            ("self", "self_"),
            ("1st", "n1st"),
            ("", "empty"),
            ("targetGroupId", "target_group_id"),
            ("type", "type"),
            ("contactIDs", "contact_ids"),
            ("NanoCPUs", "nano_cpus"),
            ("VirtualIPsOfX", "virtual_ips_of_x"),
            ("OAuth2Token", "oauth2_token"),
            ("hasIPv6", "has_ipv6"),
            ("APIv2", "api_v2"),
            ("ETHv", "et_hv"),
        ];
        for (raw, name) in fields {
            assert_eq!(snake(raw), name, "{raw}");
        }
        assert!(pascal(&"a".repeat(300)).len() <= LONGEST + 1);
        let told = format!("{} authorization header", "missing ".repeat(8));
        assert_eq!(
            pascal(&told),
            format!("{}Authorization", "Missing".repeat(8))
        );
    }

    #[test]
    fn what_references_name_is_called_after_its_place() {
        let cases = [
            ("pet", "", "Pet", "Pet"),
            (
                "common",
                "/components/schemas/Error",
                "Error",
                "CommonError",
            ),
            ("common", "/Error", "Error", "CommonError"),
            ("api", "/components/schemas/A/properties/x", "AX", "ApiAX"),
            ("api", "/paths/~1pets/get", "PetsGet", "ApiPetsGet"),
            (
                "api",
                "/components/responses/Failed/content/a~1b/schema",
                "Failed",
                "ApiFailed",
            ),
            ("owner", "/properties/kind", "OwnerKind", "OwnerKind"),
            (
                "pets_list",
                "/content/a~1b/schema/allOf/0",
                "PetsListAllOf0",
                "PetsListAllOf0",
            ),
        ];
        for (file, pointer, own, qualified) in cases {
            let found = referenced(file, pointer);
            assert_eq!((&*found.own, &*found.qualified), (own, qualified));
        }
    }
}
