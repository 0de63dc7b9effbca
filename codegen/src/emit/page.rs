//! The text of a file in the making. Items are laid out by the formatter; prose never goes through it, but is put where a
//! mark stands once the code around it has its layout.

use proc_macro2::TokenStream;
use quote::quote;

/// What a line of a mark starts with: no other documentation does, since all of a document's prose is marked.
const MARK: &str = "///@";

/// The items of a file, with a line between them.
#[derive(Debug, Default)]
pub(super) struct Page {
    text: String,
    prose: Vec<Vec<String>>,
    fault: Option<String>,
}

impl Page {
    /// An attribute that stands for lines of documentation; nothing where there are none.
    pub fn prose(&mut self, lines: Vec<String>) -> TokenStream {
        if lines.is_empty() {
            return TokenStream::new();
        }
        let mark = format!("@{}", self.prose.len());
        self.prose.push(lines);
        quote!(#[doc = #mark])
    }

    /// Adds one item, or several `use` or `mod` lines.
    pub fn item(&mut self, tokens: TokenStream) {
        match formatted(tokens) {
            Ok(text) => {
                self.gap();
                for line in text.lines() {
                    let inner = line.trim_start();
                    let marked = inner.strip_prefix(MARK).and_then(|rest| rest.parse().ok());
                    match marked.and_then(|index: usize| self.prose.get(index)) {
                        Some(lines) => comments(&mut self.text, line.len() - inner.len(), lines),
                        None => {
                            self.text.push_str(line);
                            self.text.push('\n');
                        }
                    }
                }
            }
            Err(fault) => self.fail(fault),
        }
    }

    /// Adds code that is laid out.
    pub fn code(&mut self, text: &str) {
        self.gap();
        self.text.push_str(text);
    }

    /// Adds the items of another page.
    pub fn append(&mut self, more: Self) {
        if !more.text.is_empty() {
            self.code(&more.text);
        }
        self.fault = self.fault.take().or(more.fault);
    }

    /// Adds lines of documentation right before what comes next.
    fn gap(&mut self) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
    }

    /// Notes that something is no Rust.
    pub fn fail(&mut self, fault: String) {
        self.fault = Some(fault);
    }

    /// The text.
    ///
    /// # Errors
    /// Tokens that are no Rust.
    pub fn finish(self) -> Result<String, String> {
        self.fault.map_or(Ok(self.text), Err)
    }
}

/// Tokens in the layout of `prettyplease`.
///
/// # Errors
/// Tokens that are no Rust.
pub(super) fn formatted(tokens: TokenStream) -> Result<String, String> {
    let file = syn::parse2::<syn::File>(tokens).map_err(|error| error.to_string())?;
    Ok(prettyplease::unparse(&file))
}

/// Writes lines as documentation.
pub(super) fn comments(out: &mut String, indent: usize, lines: &[String]) {
    for line in lines {
        out.extend(std::iter::repeat_n(' ', indent));
        out.push_str("///");
        if !line.is_empty() {
            out.push(' ');
            if line.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
                out.push_str(line);
            } else {
                out.extend(line.chars().filter(|c| stays_in_line(*c)));
            }
        }
        out.push('\n');
    }
}

/// Whether a sign can stand in a comment: it ends no line, and turns no text around (rustc refuses those that do).
pub(super) fn stays_in_line(c: char) -> bool {
    (c == '\t' || !c.is_control())
        && !matches!(c, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comment_stays_on_its_line() {
        let mut out = String::new();
        comments(&mut out, 0, &["a\rb\n#[c]\u{2028}\u{202e}\td".to_owned()]);
        assert_eq!(out, "/// ab#[c]\td\n");
    }

    #[test]
    fn prose_stands_where_its_mark_stood() {
        let mut page = Page::default();
        let of_type = page.prose(vec![
            "A type.".to_owned(),
            String::new(),
            "///@1".to_owned(),
        ]);
        let of_field = page.prose(vec!["`x */ y`".to_owned()]);
        page.item(quote!(#of_type pub struct A { #of_field pub b: u8 }));
        page.code("rt::empty!(A);\n");
        assert_eq!(
            page.finish().as_deref(),
            Ok(
                "/// A type.\n///\n/// ///@1\npub struct A {\n    /// `x */ y`\n    pub b: u8,\n}\n\nrt::empty!(A);\n"
            )
        );
    }

    #[test]
    fn what_is_no_rust_is_a_fault() {
        let mut page = Page::default();
        page.item(quote!(struct));
        assert!(page.finish().is_err());
    }
}
