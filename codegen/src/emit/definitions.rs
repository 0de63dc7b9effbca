//! Links of Markdown that name their address elsewhere in the text (`[text][1]`, `[1]: https://..`), said where they stand
//! (CommonMark 0.31, sections 4.7 and 6.3): a doc comment may hold a part of the text alone.

use std::borrow::Cow;
use std::collections::HashMap;

use super::escape::{code_length, within_parentheses};

/// The same text with each such link as `[text](address)`, and without the lines that tell addresses.
pub(super) fn inlined(text: &str) -> Cow<'_, str> {
    if !text.contains("]:") {
        return Cow::Borrowed(text);
    }
    let mut found = HashMap::new();
    let mut kept = String::with_capacity(text.len());
    let mut fence: Option<&str> = None;
    let mut parts = Vec::new();
    for line in text.split_inclusive('\n') {
        let start = line.trim_start();
        let mark = ["```", "~~~"].into_iter().find(|it| start.starts_with(it));
        match (fence, mark) {
            (None, Some(_)) => {
                parts.push((std::mem::take(&mut kept), false));
                fence = mark;
            }
            (Some(open), Some(mark)) if open == mark => {
                kept.push_str(line);
                parts.push((std::mem::take(&mut kept), true));
                fence = None;
                continue;
            }
            (None, None) => {
                if let Some((label, address)) = definition(line) {
                    found.entry(label).or_insert(address);
                    continue;
                }
            }
            _ => {}
        }
        kept.push_str(line);
    }
    parts.push((kept, fence.is_some()));
    if found.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for (part, is_code) in parts {
        if is_code {
            out.push_str(&part);
        } else {
            links(&part, &found, &mut out);
        }
    }
    Cow::Owned(out)
}

/// What a line that tells an address says: the label as it is compared, and the address.
fn definition(line: &str) -> Option<(String, &str)> {
    let (label, rest) = line.trim().strip_prefix('[')?.split_once("]:")?;
    if label.is_empty() || label.starts_with('^') || label.contains(['[', ']']) {
        return None;
    }
    let rest = rest.trim();
    let address = rest.split_whitespace().next()?;
    let title = rest[address.len()..].trim();
    let is_title = title.is_empty() || title.starts_with(['"', '\'', '(']);
    let address = address.strip_prefix('<').unwrap_or(address);
    let address = address.strip_suffix('>').unwrap_or(address);
    let is_address = address.contains('/') || address.starts_with(['#', '?']);
    (is_title && is_address).then(|| (normal(label), address))
}

/// Labels are alike whatever their case and their spaces.
fn normal(label: &str) -> String {
    let words: Vec<_> = label.split_whitespace().collect();
    words.join(" ").to_lowercase()
}

fn links(text: &str, found: &HashMap<String, &str>, out: &mut String) {
    let mut rest = text;
    while let Some(at) = rest.find(['[', '`', '\\']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let taken = match rest.as_bytes().first() {
            Some(b'`') => code_length(rest).unwrap_or_else(|run| run),
            Some(b'\\') => 1 + rest[1..].chars().next().map_or(0, char::len_utf8),
            _ => match link(rest, found) {
                Some((label, address, length)) => {
                    let address = within_parentheses(address);
                    out.push_str(&format!("[{label}]({address})"));
                    rest = &rest[length..];
                    continue;
                }
                None => 1,
            },
        };
        out.push_str(&rest[..taken]);
        rest = &rest[taken..];
    }
    out.push_str(rest);
}

/// The text, the address and the length of the link that a text starts with.
fn link<'t>(text: &'t str, found: &HashMap<String, &'t str>) -> Option<(&'t str, &'t str, usize)> {
    let label = bracketed(text)?;
    let after = &text[label.len() + 2..];
    let named = match bracketed(after) {
        Some(named) => named,
        None if after.starts_with("[]") => "",
        None if after.starts_with('(') => return None,
        None => {
            let address = found.get(&normal(label))?;
            return Some((label, address, label.len() + 2));
        }
    };
    let key = if named.is_empty() { label } else { named };
    let address = found.get(&normal(key))?;
    Some((label, address, label.len() + named.len() + 4))
}

/// What stands between the brackets that a text starts with, where it holds none itself.
fn bracketed(text: &str) -> Option<&str> {
    let inner = text.strip_prefix('[')?;
    let end = inner.find([']', '['])?;
    (inner[end..].starts_with(']') && end > 0).then(|| &inner[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_stand_with_their_address() {
        let cases = [
            (
                "[a][1] b.\n\n[1]: https://e.org/x",
                "[a](https://e.org/x) b.\n\n",
            ),
            (
                "[A  b][] c [a B]\n[a b]: <https://e.org> 'T'\n",
                "[A  b](https://e.org) c [a B](https://e.org)\n",
            ),
            (
                "![a][1] [b](https://c.org)\n[1]: /img.png",
                "![a](/img.png) [b](https://c.org)\n",
            ),
            (
                "`[a][1]` \\[a][1]\n[1]: https://e.org",
                "`[a][1]` \\[a][1](https://e.org)\n",
            ),
            (
                "[1]\n```\n[1]: https://c.org\n[1]\n```\n[1]: https://e.org\n",
                "[1](https://e.org)\n```\n[1]: https://c.org\n[1]\n```\n",
            ),
        ];
        for (text, wanted) in cases {
            assert_eq!(inlined(text), wanted);
        }
        for same in [
            "[a][1] [2]: https://e.org",
            "[a]: a list of things",
            "[^1]: https://e.org",
            "[a",
            "[]: https://e.org",
            "```\n[1]: https://e.org",
        ] {
            assert_eq!(inlined(same), same);
        }
    }
}
