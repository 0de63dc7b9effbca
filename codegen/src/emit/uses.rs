//! `use` lines, laid out as the formatter would, which takes many times as long.

use std::borrow::Cow;

/// The widest line of the formatter.
const WIDTH: usize = 89;
const INDENT: &str = "    ";

/// The line of a path: there is no place to break it.
pub(super) fn one(path: &str) -> String {
    format!("use {path};\n")
}

/// The line of several names of one module, or the lines.
pub(super) fn several<'n>(module: &str, names: impl Iterator<Item = Cow<'n, str>>) -> String {
    let names: Vec<_> = names.collect();
    let all = match names.as_slice() {
        [only] if only != "self" => return one(&format!("{module}::{only}")),
        all => all.join(", "),
    };
    let line = one(&format!("{module}::{{{all}}}"));
    // Its end is no part of it.
    if line.len() <= WIDTH + 1 {
        return line;
    }
    let mut out = format!("use {module}::{{\n");
    let mut used = 0;
    let last = names.len() - 1;
    for (index, name) in names.iter().enumerate() {
        // The comma behind the last name is there only where the names take several lines.
        let width = name.len() + usize::from(index < last);
        if index > 0 && used + 1 + width <= WIDTH {
            out.push(' ');
            used += 1;
        } else {
            out.push_str(if index > 0 { "\n    " } else { INDENT });
            used = INDENT.len();
        }
        out.extend([name, ","]);
        used += width;
    }
    out.push_str("\n};\n");
    out
}

#[cfg(test)]
mod tests {
    use super::super::page::formatted;
    use super::*;

    #[test]
    fn names_are_laid_out_as_the_formatter_would() {
        for count in 1..9 {
            for length in 1..60 {
                for last in [1, 7, length] {
                    let mut names = vec!["N".repeat(length); count];
                    names.push("L".repeat(last));
                    let listed = names.iter().map(|name| Cow::Borrowed(name.as_str()));
                    let lines = several("crate::types::a", listed);
                    let tokens = lines.parse().expect("it is Rust");
                    assert_eq!(formatted(tokens), Ok(lines));
                }
            }
        }
    }
}
