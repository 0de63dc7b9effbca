//! HTML within prose as the Markdown that says the same: doc comments are read as text, too. What is no tag of HTML, e.g.
//! `<id>`, stays.

use std::borrow::Cow;

use super::escape::{code_length, within_parentheses};

/// A longer tag is none.
const LONGEST: usize = 400;

/// The same text with the tags that descriptions have as Markdown. Code in backticks stays as it is.
pub(super) fn markdown(text: &str) -> Cow<'_, str> {
    if !text.contains('<') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['<', '`']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let taken = if rest.starts_with('`') {
            let (Ok(length) | Err(length)) = code_length(rest);
            out.push_str(&rest[..length]);
            length
        } else {
            element(rest, &mut out)
        };
        rest = &rest[taken..];
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// Writes what a tag, or the element that it opens, is in Markdown, and answers how much of the text that was.
fn element(text: &str, out: &mut String) -> usize {
    if let Some(comment) = text.strip_prefix("<!--") {
        return comment
            .find("-->")
            .map_or(text.len(), |end| end + "<!---->".len());
    }
    let Some(tag) = Tag::of(text) else {
        out.push('<');
        return 1;
    };
    let after = &text[tag.length..];
    let inner = |name: &str| {
        let end = end_of(after, name)?;
        Some((&after[..end], tag.length + end + name.len() + "</>".len()))
    };
    match tag.name.as_str() {
        "code" | "tt" | "kbd" if tag.opens => {
            let found = inner(&tag.name).filter(|(code, _)| !code.contains(['`', '<', '\n']));
            if let Some((code, length)) = found {
                out.push_str(&format!("`{}`", code.trim()));
                return length;
            }
        }
        "a" if tag.opens => {
            let found = inner("a").zip(tag.attribute("href"));
            let web = |url: &str| url.starts_with("https://") || url.starts_with("http://");
            if let Some(((label, length), url)) = found.filter(|(_, url)| web(url)) {
                let label = markdown(label);
                let url = within_parentheses(url);
                out.push_str(&format!("[{}]({url})", label.trim()));
                return length;
            }
        }
        "pre" if tag.opens => {
            if let Some((code, length)) = inner("pre") {
                let code = code.replace("<code>", "").replace("</code>", "");
                let code = code.replace("```", "'''");
                out.push_str(&format!("\n\n```\n{}\n```\n\n", code.trim_matches('\n')));
                return length;
            }
        }
        "li" if tag.opens => out.push_str("\n- "),
        "td" | "th" => out.push(' '),
        // Within a row of a table a line cannot end.
        name if BREAKS.contains(&name) => out.push_str(if in_row(out) { " " } else { "\n\n" }),
        _ => {}
    }
    tag.length
}

/// Tags between paragraphs.
const BREAKS: [&str; 20] = [
    "blockquote",
    "br",
    "details",
    "div",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "ol",
    "p",
    "section",
    "summary",
    "table",
    "tbody",
    "thead",
    "tr",
    "ul",
];

/// Tags that say how text looks; the text says enough.
const LOOKS: [&str; 20] = [
    "a", "abbr", "b", "center", "cite", "code", "em", "font", "i", "img", "kbd", "pre", "s",
    "small", "span", "strong", "sub", "sup", "tt", "u",
];

/// How far from a tag is looked: a text may consist of tags alone.
const REACH: usize = 1 << 14;

/// Where the closing tag of that name starts.
fn end_of(text: &str, name: &str) -> Option<usize> {
    let closes = |at: &usize| {
        let tag = text.get(at + 2..at + 3 + name.len());
        tag.and_then(|tag| tag.strip_suffix('>'))
            .is_some_and(|tag| tag.eq_ignore_ascii_case(name))
    };
    let pairs = text.as_bytes().windows(2).take(REACH).enumerate();
    pairs
        .filter(|(_, pair)| *pair == b"</")
        .map(|(at, _)| at)
        .find(closes)
}

/// Whether the line that is being written is a row of a table in Markdown.
fn in_row(out: &str) -> bool {
    let bytes = out.as_bytes();
    let last = &bytes[bytes.len().saturating_sub(REACH)..];
    let line = last.rsplit(|byte| *byte == b'\n').next();
    line.is_some_and(|line| line.trim_ascii_start().starts_with(b"|"))
}

struct Tag<'t> {
    name: String,
    opens: bool,
    attributes: &'t str,
    length: usize,
}

impl<'t> Tag<'t> {
    /// The tag that a text starts with, where it is one of those above.
    fn of(text: &'t str) -> Option<Self> {
        let end = text.bytes().take(LONGEST).position(|byte| byte == b'>')?;
        let within = text.get(1..end)?.trim_end_matches('/');
        let opens = !within.starts_with('/');
        let within = within.trim_start_matches('/');
        let name_end = within
            .find(|c: char| !c.is_ascii_alphanumeric())
            .unwrap_or(within.len());
        let (name, attributes) = within.split_at(name_end);
        let name = name.to_ascii_lowercase();
        let known = [&BREAKS[..], &LOOKS, &["li", "td", "th"]]
            .iter()
            .any(|names| names.contains(&name.as_str()));
        let spaced =
            attributes.is_empty() || attributes.starts_with(|c: char| c.is_ascii_whitespace());
        (known && spaced).then_some(Self {
            name,
            opens,
            attributes,
            length: end + 1,
        })
    }

    /// The value of an attribute in quotes.
    fn attribute(&self, name: &str) -> Option<&'t str> {
        let (_, after) = self.attributes.split_once(&format!("{name}="))?;
        let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        after[1..].split_once(quote).map(|(value, _)| value)
    }
}

#[cfg(test)]
mod tests {
    use super::markdown;

    #[test]
    fn tags_are_markdown() {
        let cases = [
            ("<p>One.</p><p>Two.</p>", "\n\nOne.\n\n\n\nTwo.\n\n"),
            ("a<br/>b</br>c<BR />d", "a\n\nb\n\nc\n\nd"),
            (
                "see <a href=\"https://a.example/x\">the <b>page</b></a>.",
                "see [the page](https://a.example/x).",
            ),
            ("see <a href='/docs'>docs</a>", "see docs"),
            ("see <a href=\"javascript:x\">docs</a>", "see docs"),
            ("set <code>a_b</code> or <code>`</code>", "set `a_b` or `"),
            (
                "<ul><li>one</li><li>two</li></ul>",
                "\n\n\n- one\n- two\n\n",
            ),
            ("<pre><code>a\n b</code></pre>", "\n\n```\na\n b\n```\n\n"),
            ("| a<br>b |", "| a b |"),
            ("<!-- no --><strong>yes</strong>", "yes"),
            (
                "`<p>` and ``<br>`` and ` <i>x</i>",
                "`<p>` and ``<br>`` and ` x",
            ),
            ("<id> <path-x> <a1> < p> <p", "<id> <path-x> <a1> < p> <p"),
            ("<é>", "<é>"),
            ("<!-- never closed", ""),
        ];
        for (html, expected) in cases {
            assert_eq!(markdown(html), expected, "{html}");
        }
    }
}
