//! Language tags (BCP 47; RFC 5646, section 2.1): whether they are well-formed, and repeat nothing that may stand once.

use std::collections::BTreeSet;

/// Tags of old that the grammar does not make.
const IRREGULAR: [&str; 17] = [
    "en-gb-oed",
    "i-ami",
    "i-bnn",
    "i-default",
    "i-enochian",
    "i-hak",
    "i-klingon",
    "i-lux",
    "i-mingo",
    "i-navajo",
    "i-pwn",
    "i-tao",
    "i-tay",
    "i-tsu",
    "sgn-be-fr",
    "sgn-be-nl",
    "sgn-ch-de",
];

pub(super) fn is_language(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    if IRREGULAR.contains(&lower.as_str()) {
        return true;
    }
    let fits = |part: &str| {
        (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    let parts: Vec<&str> = lower.split('-').collect();
    parts.iter().all(|part| fits(part))
        && match parts[..] {
            ["x", ..] => parts.len() > 1,
            _ => is_tag(&parts),
        }
}

/// `language ["-" script] ["-" region] *("-" variant) *("-" extension) ["-" privateuse]`, in lower case.
fn is_tag(parts: &[&str]) -> bool {
    let mut rest = parts;
    let is_word = |part: &str, len: usize| part.len() == len && letters(part);
    let Some(language) = take(&mut rest, |part| part.len() > 1 && letters(part)) else {
        return false;
    };
    // What extends a language: three letters, up to three times.
    let mut extensions = if language.len() < 4 { 3 } else { 0 };
    while extensions > 0 && take(&mut rest, |part| is_word(part, 3)).is_some() {
        extensions -= 1;
    }
    take(&mut rest, |part| is_word(part, 4));
    take(&mut rest, |part| {
        is_word(part, 2) || part.len() == 3 && part.bytes().all(|byte| byte.is_ascii_digit())
    });
    let mut seen = BTreeSet::new();
    while let Some(variant) = take(&mut rest, is_variant) {
        if !seen.insert(variant) {
            return false;
        }
    }
    while let Some(singleton) = take(&mut rest, |part| part.len() == 1 && part != "x") {
        if !seen.insert(singleton) || take(&mut rest, |part| part.len() > 1).is_none() {
            return false;
        }
        while take(&mut rest, |part| part.len() > 1).is_some() {}
    }
    match rest {
        [] => true,
        ["x", own @ ..] => !own.is_empty(),
        _ => false,
    }
}

/// The next part, where it is of that kind.
fn take<'t>(rest: &mut &[&'t str], is: impl Fn(&str) -> bool) -> Option<&'t str> {
    let (first, others) = rest.split_first()?;
    is(first).then(|| {
        *rest = others;
        *first
    })
}

fn letters(part: &str) -> bool {
    part.bytes().all(|byte| byte.is_ascii_lowercase())
}

/// Five signs or more, or four of which the first is a digit.
fn is_variant(part: &str) -> bool {
    part.len() > 4 || part.len() == 4 && part.starts_with(|sign: char| sign.is_ascii_digit())
}
