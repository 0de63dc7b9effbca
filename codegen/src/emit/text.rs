//! Prose of a document as doc comments: nothing in it can become a link, a tag, a doctest or code.

use super::escape::inline;
use super::prose::{WIDTH, blank, clean, paragraph, wrap};
use super::{definitions, html};
use crate::model::Docs;

/// The lines of a doc comment.
pub(super) fn lines(docs: &Docs) -> Vec<String> {
    let mut out = Vec::new();
    let summary = docs.summary.as_deref().unwrap_or_default().trim();
    let description = docs.description.as_deref().unwrap_or_default().trim();
    if !begins_with(description, summary) {
        paragraph(&mut out, summary);
    }
    paragraph(&mut out, description);
    let mut facts: Vec<String> = docs.constraints.iter().map(|line| capital(line)).collect();
    facts.extend(
        docs.default
            .as_ref()
            .filter(|value| &***value != "null")
            .map(|value| format!("Default: {}", code(value))),
    );
    facts.extend(
        docs.example
            .as_ref()
            .filter(|value| value.len() < 200)
            .map(|value| format!("Example: {}", code(value))),
    );
    let facts: Vec<_> = facts.iter().map(|fact| as_sentence(fact)).collect();
    let deprecated = docs.deprecated.as_ref().map(|said| deprecation(said));
    let successor = docs
        .deprecated
        .as_ref()
        .and_then(|said| said.successor.as_ref());
    let external = docs.external.as_ref().map(|said| match &**said {
        (text, url) if text == url || successor == Some(text) => format!("See {url}"),
        (text, url) => format!("See {}: {url}", text.trim_end_matches(['.', ':'])),
    });
    let about = deprecated.into_iter().chain(external);
    let about: Vec<_> = about.map(|about| as_sentence(&about)).collect();
    for line in [facts.join(" "), about.join(" ")] {
        if !line.is_empty() {
            blank(&mut out);
            wrap(&mut out, "", &line);
        }
    }
    out
}

/// Whether a description says what the summary says at its start, in a paragraph that is no longer than a summary may be.
fn begins_with(description: &str, summary: &str) -> bool {
    let summary = summary.trim_end_matches(['.', ':', '!']);
    let Some((start, rest)) = description.split_at_checked(summary.len()) else {
        return false;
    };
    let (is_whole, is_word) = (
        rest.starts_with(['.', ':', '!', '\n']),
        rest.starts_with(' '),
    );
    let paragraph = description.split("\n\n").next().unwrap_or_default();
    let is_short = paragraph.len() <= 2 * WIDTH;
    start.to_lowercase() == summary.to_lowercase()
        && (rest.is_empty() || is_whole || is_word && is_short)
}

fn as_sentence(fact: &str) -> String {
    format!("{}.", inline(clean(fact).trim_end_matches('.')))
}

/// The lines of a doc comment, or a name where the document says nothing.
pub(super) fn lines_or(docs: &Docs, name: &str) -> Vec<String> {
    let mut lines = lines(docs);
    if lines.is_empty() {
        wrap(&mut lines, "", &format!("{}.", inline(&clean(&code(name)))));
    }
    lines
}

/// More lines than this are said once, where the thing is that several share.
const BRIEF: usize = 4;

/// The lines of a doc comment where there are few, else the first sentence and a link to where the rest is said.
pub(super) fn brief(docs: &Docs, link: &str) -> Vec<String> {
    let all = lines(docs);
    if all.len() <= BRIEF {
        return all;
    }
    let said = docs.summary.as_ref().or(docs.description.as_ref());
    let mut out = lines(&opening(&Docs::description(said.cloned())));
    blank(&mut out);
    out.push(format!("More at [`{link}`]."));
    out
}

/// The lines about a member: what its type is documented with is said there as a whole.
pub(super) fn beside(docs: &Docs, of_type: Option<&Docs>) -> Vec<String> {
    let told = of_type.is_some_and(|there| there.description == docs.description);
    if told && docs.description.is_some() {
        lines(&opening(docs))
    } else {
        lines(docs)
    }
}

/// The same with the first sentence of the description alone.
pub(super) fn opening(docs: &Docs) -> Docs {
    let said = definitions::inlined(docs.description.as_deref().unwrap_or_default());
    let said = html::markdown(&said);
    let said = said.trim();
    let paragraph = said.split("\n\n").next().unwrap_or_default();
    let mut opening = docs.clone();
    opening.description = Some(sentence(paragraph).into());
    opening
}

/// The first sentence of a paragraph; all of it where its end is uncertain.
fn sentence(paragraph: &str) -> &str {
    let mut ends = paragraph.match_indices(". ");
    let end = ends.find(|(at, _)| {
        let (before, after) = (&paragraph[..*at], paragraph[at + 2..].trim_start());
        let whole = before.matches('`').count() % 2 == 0
            && before.matches('[').count() == before.matches(']').count()
            && before.matches('(').count() == before.matches(')').count();
        whole && !before.ends_with("e.g") && after.starts_with(char::is_uppercase)
    });
    end.map_or(paragraph, |(at, _)| &paragraph[..=at])
}

/// An item of a list: the first sentence of what is said, after a word.
pub(super) fn item(out: &mut Vec<String>, word: &str, said: &str) {
    let opening = opening(&Docs::description(Some(said)));
    let said = opening.description.as_deref().unwrap_or_default();
    let said: Vec<_> = said.split_whitespace().collect();
    let said = inline(&clean(&said.join(" ")));
    wrap(out, "  ", &format!("- {word}: {said}"));
}

/// What `#[deprecated]` says.
pub(super) fn deprecation(deprecated: &crate::model::Deprecation) -> String {
    let mut text = "Deprecated".to_owned();
    if let Some(since) = &deprecated.since {
        text += &format!(" since {since}");
    }
    if let Some(sunset) = &deprecated.sunset {
        text += &format!(", ends on {sunset}");
    }
    if let Some(successor) = &deprecated.successor {
        text += &format!("; use {successor} instead");
    }
    if let Some(reason) = &deprecated.reason {
        text += &format!(": {reason}");
    }
    text
}

pub(super) fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(chars).collect()
    })
}

/// A text that hardly has a backtick as a code span, without those.
pub(super) fn plain_code(text: &str) -> String {
    format!("`{}`", text.replace('`', ""))
}

/// A value as a code span (CommonMark, section 6.1).
pub(super) fn code(value: &str) -> String {
    let runs = value.split(|c| c != '`').map(str::len);
    let fence = "`".repeat(runs.max().unwrap_or_default() + 1);
    let pad = if value.starts_with('`') || value.ends_with('`') {
        " "
    } else {
        ""
    };
    format!("{fence}{pad}{value}{pad}{fence}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        lines(&Docs::description(Some(text))).join("\n")
    }

    #[test]
    fn prose_cannot_become_anything_else() {
        let cases = [
            ("a [b] <c> */ d", "a \\[b\\] \\<c\\> */ d"),
            ("see https://a.example/x.", "see <https://a.example/x>."),
            ("[a](https://b.example)", "[a](https://b.example)"),
            ("[a](javascript:x)", "a"),
            (
                "[`a` b](https://b.example \"B\")",
                "[`a` b](https://b.example)",
            ),
            (
                "[a](https://b.example/c_(d(e))), (https://b.example/c_(d)).",
                "[a](https://b.example/c_(d(e))), (<https://b.example/c_(d)>).",
            ),
            (
                "[a](https://b.example/c_\\(d \"a (T)\") [b](/c_(d)) [`a`](https://b.example/(d)",
                "[a](https://b.example/c_%28d) b \\[`a`\\](<https://b.example/(d)>",
            ),
            (
                "<a href=\"https://b.example/)[x](y\">a</a>",
                "[a](https://b.example/%29[x]%28y)",
            ),
            ("[`a`](/docs/a) and [b](api:b)", "`a` and b"),
            ("list[i](text) [`](/x)", "list\\[i\\](text) \\[\\`\\](/x)"),
            ("one ` two", "one \\` two"),
            ("*png\\_sticker* \\`", "*png\\_sticker* \\`"),
            (
                "C:\\dir \\[x](/y) \\\\<b \\",
                "C:\\\\dir \\[x\\](/y) \\\\\\<b \\\\",
            ),
            ("`code <T>`", "`code <T>`"),
            ("    let x = 1;", "let x = 1;"),
            ("x\u{202e}y\u{0}z", "xyz"),
            ("```\nlet x;", "```text\nlet x;\n```"),
            ("```rust\nlet x;\n```\nafter", "```text\nlet x;\n```\nafter"),
        ];
        for (raw, safe) in cases {
            assert_eq!(shown(raw), safe, "{raw}");
        }
    }

    #[test]
    fn what_a_type_says_is_begun_beside_a_member() {
        let said = |text: &str| {
            let mut docs = Docs::description(Some(text));
            docs.constraints = vec!["read only".to_owned()];
            docs
        };
        let whole = said("The state. One of many.\n\nAnd more.");
        let lines_of = |of_type| beside(&whole, of_type);
        assert_eq!(lines_of(Some(&whole)), ["The state.", "", "Read only."]);
        assert_eq!(lines_of(None).len(), 5);
        assert_eq!(lines_of(Some(&said("Another."))).len(), 5);
    }

    #[test]
    fn what_is_said_elsewhere_is_brief_here() {
        let long = |text: &str| {
            let mut docs = Docs::description(Some(text));
            docs.default = Some("1".into());
            docs.constraints = vec!["at least 1".to_owned(), "at most 9".to_owned()];
            docs
        };
        let said = brief(
            &long("The `a. B` part, e.g. This. Then more.\n\nAnd more."),
            "P",
        );
        assert_eq!(said, ["The `a. B` part, e.g. This.", "", "More at [`P`]."]);
        let short = Docs::description(Some("One. Two."));
        assert_eq!(brief(&short, "P"), ["One. Two."]);
    }

    #[test]
    fn long_lines_break_between_words() {
        let text = format!("- {}", "word ".repeat(40).trim());
        let shown = shown(&text);
        assert!(shown.lines().all(|line| line.len() <= WIDTH), "{shown}");
        assert!(
            shown.lines().skip(1).all(|line| line.starts_with("  word")),
            "{shown}"
        );
    }
}
