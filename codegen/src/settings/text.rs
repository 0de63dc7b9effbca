//! Texts in the settings that must have a form. Each is a type, so that reading checks it, and says where it is wrong.

use std::fmt;
use std::ops::Deref;

use specsmith_runtime::validate::validate;
use specsmith_runtime::{Direction, Json, Schema, View};

use super::package::is_package_name;

macro_rules! texts {
    ($($(#[doc = $doc:literal])* $name:ident: $check:expr, $wants:literal;)*) => {$(
        $(#[doc = $doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Deserialize)]
        #[cfg_attr(test, derive(schemars::JsonSchema), schemars(with = "String"))]
        #[serde(try_from = "String")]
        pub struct $name(String);

        impl TryFrom<String> for $name {
            type Error = String;
            fn try_from(text: String) -> Result<Self, String> {
                let check: fn(&str) -> bool = $check;
                if check(&text) { Ok(Self(text)) } else { Err(format!("`{text}` is no {}", $wants)) }
            }
        }

        impl Deref for $name {
            type Target = str;
            fn deref(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )*};
}

texts! {
    /// The name of a package.
    PackageName: is_package_name, "name for a package: letters, digits, `-` and `_`, a letter first, 64 at most, no word that Rust or Cargo keeps for itself";
    /// The version of a package (Semantic Versioning 2.0.0).
    Version: is_version, "version of the form 1.2.3";
    /// The path of a module from its crate's root on.
    ModulePath: is_module, "path of a module: it starts with `crate::`, as `crate::api` does";
    /// The name of a Rust item.
    Name: is_name, "name in Rust: letters, digits and `_`, no digit first, no keyword";
    /// The name of a module, which is that of its file.
    ModuleName: is_module_name, "name of a file of Rust: small letters, digits and `_`, a letter first, no keyword";
    /// A licence (SPDX 3.0, annex B).
    License: is_license, "SPDX expression, such as `MIT OR Apache-2.0`";
    /// A Rust type.
    RustType: is_type, "Rust type";
    /// The path of a macro to derive with.
    Derive: is_path, "path of a derive macro, such as `Hash` or `schemars::JsonSchema`";
    /// A Rust attribute.
    Attribute: is_attribute, "attribute, such as `#[non_exhaustive]`";
    /// A JSON pointer (RFC 6901), perhaps with `#` before it.
    Pointer: is_pointer, "JSON pointer, such as `#/components/schemas/Pet`";
    /// A day, `YYYY-MM-DD`, or `preview`, which is after every day.
    Day: is_day, "date of the form YYYY-MM-DD, nor `preview`";
}

/// Whether a text is one Rust identifier, and no keyword.
fn is_name(text: &str) -> bool {
    syn::parse_str::<syn::Ident>(text).is_ok()
}

fn is_type(text: &str) -> bool {
    syn::parse_str::<syn::Type>(text).is_ok()
}

fn is_path(text: &str) -> bool {
    syn::parse_str::<syn::Path>(text).is_ok()
}

/// Whether a text is outer attributes, and nothing else.
fn is_attribute(text: &str) -> bool {
    use syn::parse::Parser as _;
    syn::Attribute::parse_outer
        .parse_str(text)
        .is_ok_and(|found| !found.is_empty())
}

/// Whether a text is the name of a file of Rust.
fn is_module_name(text: &str) -> bool {
    is_name(text)
        && text != "mod"
        && text
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}

/// Whether a text has the form of an SPDX expression; which licences there are is not asked.
fn is_license(text: &str) -> bool {
    let apart = text.replace('(', " ( ").replace(')', " ) ");
    let is_id = |word: &str| {
        let letters = word.strip_suffix('+').unwrap_or(word);
        let letter = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | ':');
        !letters.is_empty() && letters.chars().all(letter)
    };
    let (mut depth, mut wants_id) = (0_usize, true);
    for word in apart.split_whitespace() {
        match word {
            "(" if wants_id => depth += 1,
            ")" if !wants_id && depth > 0 => depth -= 1,
            "AND" | "OR" | "WITH" if !wants_id => wants_id = true,
            "(" | ")" | "AND" | "OR" | "WITH" => return false,
            _ if wants_id && is_id(word) => wants_id = false,
            _ => return false,
        }
    }
    depth == 0 && !wants_id
}

fn is_pointer(text: &str) -> bool {
    text.strip_prefix('#').unwrap_or(text).starts_with('/')
}

fn is_module(path: &str) -> bool {
    let mut words = path.split("::");
    let is_name = |word: &str| syn::parse_str::<syn::Ident>(word).is_ok();
    words.next() == Some("crate") && words.clone().next().is_some() && words.all(is_name)
}

fn is_day(text: &str) -> bool {
    if text == "preview" {
        return true;
    }
    let text = Json::String(text.to_owned());
    validate(&Schema::DATE, View::Json(&text), Direction::Either).is_empty()
}

/// Three numbers without leading zeros, then perhaps `-` and `+` parts.
fn is_version(text: &str) -> bool {
    let (rest, build) = text
        .split_once('+')
        .map_or((text, None), |(rest, build)| (rest, Some(build)));
    let (core, pre) = rest
        .split_once('-')
        .map_or((rest, None), |(core, pre)| (core, Some(pre)));
    let number = |part: &str| {
        part.bytes().all(|byte| byte.is_ascii_digit())
            && part.parse::<u64>().is_ok_and(|n| n.to_string() == part)
    };
    let word = |part: &str| {
        !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
    };
    let words = |parts: Option<&str>| parts.is_none_or(|parts| parts.split('.').all(word));
    let numbers: Vec<_> = core.split('.').collect();
    numbers.len() == 3 && numbers.into_iter().all(number) && words(pre) && words(build)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_and_days() {
        for version in ["1.2.3", "0.1.0-alpha.1", "1.0.0+build.7", "1.0.0-rc-1+x"] {
            assert!(is_version(version), "{version}");
        }
        for version in ["1", "1.2", "01.2.3", "1.2.x", "1.2.3-", "1.2.3+", ""] {
            assert!(!is_version(version), "{version}");
        }
        assert!(is_day("2024-05-30") && !is_day("2024-5-30") && !is_day("24-05-30"));
        assert!(is_day("2024-02-29") && !is_day("2023-02-29") && !is_day("2020-13-01"));
    }
}
