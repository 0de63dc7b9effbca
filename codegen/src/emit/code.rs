//! Tables and macro calls as code that lays itself out: an item a line where one line would be too wide, so that a diff shows
//! the item. The formatter leaves macro calls as it finds them, and takes far longer for a table than the table is worth.

use std::fmt::Write as _;

/// The widest line of code.
const WIDTH: usize = 100;
const INDENT: usize = 4;

/// A piece of code.
#[derive(Debug, Clone)]
pub(super) enum Code {
    /// What stays on one line.
    Text(String),
    /// Items between a head, brackets included, and a tail.
    List {
        head: String,
        items: Vec<Code>,
        tail: String,
        /// What it takes on one line.
        width: usize,
    },
}

impl From<&str> for Code {
    fn from(text: &str) -> Self {
        Code::Text(text.to_owned())
    }
}

impl From<String> for Code {
    fn from(text: String) -> Self {
        Code::Text(text)
    }
}

/// A text literal.
pub(super) fn literal(text: &str) -> String {
    let plain = |byte: u8| (b' '..=b'~').contains(&byte) && !matches!(byte, b'"' | b'\\');
    if text.bytes().all(plain) {
        return ["\"", text, "\""].concat();
    }
    proc_macro2::Literal::string(text).to_string()
}

impl Code {
    /// Items between brackets.
    pub fn list(head: impl Into<String>, items: Vec<Code>, tail: impl Into<String>) -> Self {
        let (head, tail) = (head.into(), tail.into());
        let width =
            width(&head) + items.iter().map(|item| item.width() + 2).sum::<usize>() + width(&tail);
        Code::List {
            head,
            items,
            tail,
            width,
        }
    }

    /// A reference to a slice.
    pub fn slice(items: Vec<Code>) -> Self {
        Self::list("&[", items, "]")
    }

    /// A slice of text literals.
    pub fn texts<'t>(texts: impl IntoIterator<Item = &'t String>) -> Self {
        Self::slice(texts.into_iter().map(|text| literal(text).into()).collect())
    }

    /// A pair.
    pub fn pair(first: impl Into<Code>, second: impl Into<Code>) -> Self {
        Self::list("(", vec![first.into(), second.into()], ")")
    }

    /// The same with something before it, e.g. `&` or `name: `.
    pub fn after(self, before: &str) -> Self {
        match self {
            Code::Text(text) => Code::Text(format!("{before}{text}")),
            Code::List {
                head, items, tail, ..
            } => Self::list(format!("{before}{head}"), items, tail),
        }
    }

    /// The same with something behind it, e.g. a call of a method.
    pub fn then(self, behind: &str) -> Self {
        match self {
            Code::Text(text) => Code::Text(text + behind),
            Code::List {
                head, items, tail, ..
            } => Self::list(head, items, tail + behind),
        }
    }

    /// The code on one line.
    pub fn flat(&self) -> String {
        let mut out = String::with_capacity(self.width());
        self.write_flat(&mut out);
        out
    }

    fn width(&self) -> usize {
        match self {
            Code::Text(text) => width(text),
            Code::List { width, .. } => *width,
        }
    }

    /// The code as lines that end with `end`, from the left margin on.
    pub fn lines(&self, end: &str) -> String {
        let mut out = String::with_capacity(self.width() * 2);
        self.write(&mut out, 0, 0, end.len());
        out.push_str(end);
        out.push('\n');
        out
    }

    /// Writes from `column` on; `rest` more characters stand behind it on its last line.
    fn write(&self, out: &mut String, indent: usize, column: usize, rest: usize) {
        match self {
            Code::Text(text) => out.push_str(text),
            Code::List { width, .. } if column + width + rest <= WIDTH => self.write_flat(out),
            Code::List {
                head, items, tail, ..
            } => {
                out.push_str(head);
                if let Some((last, before)) = self.embraced(column) {
                    for item in before {
                        item.write_flat(out);
                        out.push_str(", ");
                    }
                    // Never on one line: there it would not fit.
                    last.write(out, indent, WIDTH, 0);
                } else {
                    out.push('\n');
                    let inner = indent + INDENT;
                    for item in items {
                        let _ = write!(out, "{:inner$}", "");
                        item.write(out, inner, inner, 1);
                        out.push_str(",\n");
                    }
                    let _ = write!(out, "{:indent$}", "");
                }
                out.push_str(tail);
            }
        }
    }

    /// The last item, where only that is broken: it has items of its own, and what comes before is short.
    fn embraced(&self, column: usize) -> Option<(&Code, &[Code])> {
        let Code::List { head, items, .. } = self else {
            return None;
        };
        let (last, before) = items.split_last()?;
        let Code::List {
            head: inner,
            items: several,
            ..
        } = last
        else {
            return None;
        };
        let short = before.iter().all(|item| matches!(item, Code::Text(_)));
        let taken: usize = before.iter().map(|item| item.width() + 2).sum();
        let fits = column + width(head) + taken + width(inner) <= WIDTH;
        // `name: [` would hide that the list is one of several parts.
        let part = head.ends_with('{') || inner.contains(": ");
        (short && fits && !part && !several.is_empty()).then_some((last, before))
    }

    fn write_flat(&self, out: &mut String) {
        match self {
            Code::Text(text) => out.push_str(text),
            Code::List {
                head, items, tail, ..
            } => {
                let space = if head.ends_with('{') && !items.is_empty() {
                    " "
                } else {
                    ""
                };
                out.push_str(head);
                out.push_str(space);
                for (index, item) in items.iter().enumerate() {
                    out.push_str(if index > 0 { ", " } else { "" });
                    item.write_flat(out);
                }
                out.push_str(space);
                out.push_str(tail);
            }
        }
    }
}

fn width(text: &str) -> usize {
    if text.is_ascii() {
        text.len()
    } else {
        text.chars().count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn call(name: &str, items: Vec<Code>) -> Code {
        Code::list(format!("{name}("), items, ")")
    }

    #[test]
    fn what_fits_is_one_line() {
        let code = call(
            "f",
            vec!["a".into(), call("g", vec![]), Code::slice(vec!["1".into()])],
        );
        assert_eq!(code.then(".h()").lines(";"), "f(a, g(), &[1]).h();\n");
        let fields = vec!["a: 1".into(), "b: 2".into()];
        assert_eq!(
            Code::list("S {", fields, "}").lines(""),
            "S { a: 1, b: 2 }\n"
        );
    }

    #[test]
    fn only_the_last_part_is_broken_where_that_helps() {
        let long = "a_rather_long_name_of_something_in_a_list";
        let code = call(
            "f",
            vec![
                "A".into(),
                Code::slice(vec![long.into(), long.into(), long.into()]),
            ],
        );
        let line = format!("    {long},\n");
        assert_eq!(code.lines(";"), format!("f(A, &[\n{}]);\n", line.repeat(3)));
        let code = call(
            "f",
            vec![
                Code::slice(vec![long.into()]),
                long.into(),
                long.into(),
                "b".into(),
            ],
        );
        assert_eq!(
            code.lines(";"),
            format!("f(\n    &[{long}],\n{}    b,\n);\n", line.repeat(2))
        );
    }
}
