//! Structs, enums and aliases, laid out as the formatter would: it is asked for the parts alone that do not fit on a line,
//! since it takes many times as long.

use proc_macro2::TokenStream;

use super::idents::word;
use super::page::{Page, comments, formatted};
use super::tokens::File;

/// The widest line that the formatter is sure to leave alone.
const WIDTH: usize = 84;
const INDENT: usize = 4;

/// An item in the making.
#[derive(Debug, Default)]
pub(super) struct Item {
    /// What is said of it.
    pub prose: Vec<String>,
    pub attributes: Vec<String>,
    /// What stands before the brace, or the whole of an item that has none.
    pub head: String,
    /// Fields or variants; none for an item that is one line.
    pub parts: Option<Vec<Part>>,
    /// Whether a person wrote a part of it, in whatever layout.
    pub by_hand: bool,
}

/// A field or a variant.
#[derive(Debug, Default)]
pub(super) struct Part {
    /// What is said of it.
    pub prose: Vec<String>,
    pub attributes: Vec<String>,
    pub code: String,
}

impl Part {
    pub fn new(prose: Vec<String>, code: String) -> Self {
        Self {
            prose,
            attributes: Vec::new(),
            code,
        }
    }
}

impl File<'_> {
    /// Adds an enum of which a value is one or another, as an answer and a body may be.
    pub fn choice(&mut self, name: &str, about: String, variants: Vec<Part>) {
        self.item(&Item {
            prose: vec![about],
            attributes: vec!["#[derive(Clone, Debug)]".to_owned()],
            head: format!("pub enum {}", word(name)),
            parts: Some(variants),
            by_hand: false,
        });
    }

    /// Adds an item.
    pub fn item(&mut self, item: &Item) {
        if item.by_hand || self.uses_foreign || !item.fits() {
            match item.tokens(&mut self.page) {
                Ok(tokens) => self.page.item(tokens),
                Err(error) => self.page.fail(error.to_string()),
            }
        } else {
            match item.text() {
                Ok(text) => self.page.code(&text),
                Err(error) => self.page.fail(error),
            }
        }
    }
}

impl Item {
    /// Whether each line around the parts is short.
    fn fits(&self) -> bool {
        let of_parts = self.parts.iter().flatten();
        let mut within = of_parts.flat_map(|part| &part.attributes);
        is_short(&self.head, " {}".len())
            && self.attributes.iter().all(|line| is_short(line, 0))
            && within.all(|line| is_short(line, INDENT))
    }

    /// A part as it stands between the braces, line by line.
    ///
    /// # Errors
    /// A part that is no Rust.
    fn lines(&self, code: &str) -> Result<String, String> {
        let alone = format!("{} {{ {code} }}", self.head);
        let text = formatted(alone.parse().map_err(|error| format!("{code}: {error}"))?)?;
        let mut lines: Vec<&str> = text.split_inclusive('\n').skip(1).collect();
        lines.pop();
        Ok(lines.concat())
    }

    fn text(&self) -> Result<String, String> {
        let mut out = String::new();
        comments(&mut out, 0, &self.prose);
        for line in &self.attributes {
            out.extend([line, "\n"]);
        }
        out.push_str(&self.head);
        match self.parts.as_deref() {
            None => out.push_str(";\n"),
            Some([]) => out.push_str(" {}\n"),
            Some(parts) => {
                out.push_str(" {\n");
                for part in parts {
                    comments(&mut out, INDENT, &part.prose);
                    for line in &part.attributes {
                        out.extend(["    ", line, "\n"]);
                    }
                    if is_short(&part.code, INDENT + 1) {
                        out.extend(["    ", &part.code, ",\n"]);
                    } else {
                        out += &self.lines(&part.code)?;
                    }
                }
                out.push_str("}\n");
            }
        }
        Ok(out)
    }

    /// The item for the formatter, with marks for its prose.
    fn tokens(&self, page: &mut Page) -> Result<TokenStream, proc_macro2::LexError> {
        let mut out = page.prose(self.prose.clone()).to_string();
        out.extend(self.attributes.iter().map(|line| format!("{line}\n")));
        out.push_str(&self.head);
        match &self.parts {
            None => out.push(';'),
            Some(parts) => {
                out.push('{');
                for part in parts {
                    out.push_str(&page.prose(part.prose.clone()).to_string());
                    out.extend(part.attributes.iter().map(|line| format!("{line}\n")));
                    out.extend([&part.code, ","]);
                }
                out.push('}');
            }
        }
        out.parse()
    }
}

/// Whether a line with so much more on it is one that the formatter is sure to leave alone.
fn is_short(text: &str, more: usize) -> bool {
    text.len() + more <= WIDTH
}

#[cfg(test)]
mod tests {
    use super::*;

    fn long(text: &str) -> Item {
        let mut odd = Part::new(vec!["Long.".to_owned()], format!("pub b: {text}"));
        odd.attributes.push("#[deprecated]".to_owned());
        Item {
            prose: vec!["A type.".to_owned()],
            attributes: vec!["#[derive(Clone)]".to_owned()],
            head: "pub struct A".to_owned(),
            parts: Some(vec![
                Part::new(vec!["`*/`".to_owned()], "pub a: u8".to_owned()),
                odd,
            ]),
            by_hand: false,
        }
    }

    /// What the formatter makes of all of it.
    fn as_a_whole(item: &Item) -> String {
        let mut page = Page::default();
        let tokens = item.tokens(&mut page).expect("it is code");
        page.item(tokens);
        page.finish().expect("it is Rust")
    }

    #[test]
    fn what_fits_is_laid_out_as_the_formatter_would() {
        let item = long("Option<Vec<std::collections::BTreeMap<String, Option<u8>>>>");
        assert_eq!(item.text(), Ok(as_a_whole(&item)));
        let empty = Item {
            head: "pub struct A".to_owned(),
            parts: Some(Vec::new()),
            ..Item::default()
        };
        assert_eq!(empty.text(), Ok(as_a_whole(&empty)));
        let alias = Item {
            head: "pub type A = Vec<u8>".to_owned(),
            ..Item::default()
        };
        assert_eq!(alias.text(), Ok(as_a_whole(&alias)));
    }

    #[test]
    fn what_does_not_fit_is_broken_as_the_formatter_would() {
        for length in 60..100 {
            let item = long(&format!("Option<Box<{}, Vec<u8>>>", "L".repeat(length)));
            assert_eq!(item.text(), Ok(as_a_whole(&item)));
            let mut variants = long("");
            variants.head = "pub enum A".to_owned();
            for part in variants.parts.iter_mut().flatten() {
                part.code = format!("A({}, Option<u8>)", "L".repeat(length));
            }
            assert_eq!(variants.text(), Ok(as_a_whole(&variants)));
        }
    }
}
