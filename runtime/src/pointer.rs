//! Where in a value a walk stands, as a JSON pointer (RFC 6901) that is built only when it is asked for.

use std::fmt::Write;

/// The way from the root; each step lives on the stack of the function that took it.
#[derive(Clone, Copy)]
pub(crate) enum Path<'p> {
    /// The value itself.
    Root,
    /// A member.
    Key(&'p Path<'p>, &'p str),
    /// An item.
    Index(&'p Path<'p>, usize),
}

/// A name as a step of a pointer.
pub(crate) fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

impl Path<'_> {
    /// The JSON pointer.
    pub(crate) fn pointer(&self) -> String {
        let mut steps = Vec::new();
        let mut path = self;
        loop {
            match path {
                Path::Root => break,
                Path::Key(parent, _) | Path::Index(parent, _) => {
                    steps.push(path);
                    path = parent;
                }
            }
        }
        let mut text = String::new();
        for step in steps.iter().rev() {
            match step {
                Path::Root => {}
                Path::Key(_, key) => {
                    text.push('/');
                    text.push_str(&escaped(key));
                }
                Path::Index(_, index) => {
                    let _ = write!(text, "/{index}");
                }
            }
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::Path;

    #[test]
    fn escapes_as_rfc_6901_says() {
        let root = Path::Root;
        let key = Path::Key(&root, "a/b~c");
        assert_eq!(Path::Index(&key, 7).pointer(), "/a~1b~0c/7");
        assert_eq!(root.pointer(), "");
    }
}
