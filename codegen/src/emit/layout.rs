//! The layout of macro calls, which the formatter leaves as it finds them: an item a line, so that a diff shows the item.

/// The widest line of code.
const WIDTH: usize = 100;

/// Lays every call of a macro at the left margin out anew.
pub(super) fn macros(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut call: Option<String> = None;
    for line in text.lines() {
        match &mut call {
            Some(found) => {
                found.push(' ');
                found.push_str(line);
            }
            None if line.starts_with("rt::") && line.contains("!(") => call = Some(line.to_owned()),
            None => {
                out.push_str(line);
                out.push('\n');
            }
        }
        if let (true, Some(found)) = (line.ends_with(");"), &call) {
            out.push_str(&laid_out(&compact(found)));
            call = None;
        }
    }
    out
}

/// The tokens with spaces where a person would put them. Text literals stay as they are.
fn compact(call: &str) -> String {
    let mut out = String::with_capacity(call.len());
    let mut chars = call.chars();
    let (mut space, mut literal, mut escaped) = (false, false, false);
    for c in chars.by_ref() {
        if literal {
            out.push(c);
            literal = escaped || c != '"';
            escaped = c == '\\' && !escaped;
            continue;
        }
        if c.is_whitespace() {
            space = true;
            continue;
        }
        let glued = matches!(c, ',' | ')' | ']' | '>' | '<' | ':' | ';')
            || out.ends_with(['(', '[', '<', '&'])
            || out.ends_with("::")
            || out.ends_with("..=");
        if space && !glued {
            out.push(' ');
        }
        space = false;
        literal = c == '"';
        out.push(c);
    }
    out
}

/// On one line where it fits, else an argument a line, and an item a line where an argument is a long list.
fn laid_out(call: &str) -> String {
    let Some((head, arguments)) = call
        .split_once('(')
        .and_then(|(head, rest)| Some((head, rest.strip_suffix(");")?)))
    else {
        return format!("{call}\n");
    };
    if call.chars().count() <= WIDTH {
        return format!("{call}\n");
    }
    let mut out = format!("{head}(\n");
    for argument in split(arguments) {
        let list = argument
            .strip_prefix('[')
            .and_then(|rest| rest.strip_suffix(']'));
        match list.filter(|list| !list.is_empty()) {
            Some(list) => {
                out.push_str("    [\n");
                for item in split(list) {
                    out.push_str(&format!("        {item},\n"));
                }
                out.push_str("    ],\n");
            }
            None => out.push_str(&format!("    {argument},\n")),
        }
    }
    out.push_str(");\n");
    out
}

/// The parts between the commas that stand in no bracket and no text.
fn split(text: &str) -> Vec<&str> {
    let (mut depth, mut start, mut literal, mut escaped) = (0_i32, 0, false, false);
    let mut parts = Vec::new();
    for (at, c) in text.char_indices() {
        if literal {
            literal = escaped || c != '"';
            escaped = c == '\\' && !escaped;
            continue;
        }
        match c {
            '"' => literal = true,
            '[' | '(' | '<' | '{' => depth += 1,
            ']' | ')' | '>' | '}' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(text[start..at].trim());
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(text[start..].trim());
    parts.retain(|part| !part.is_empty());
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spaces_stand_where_a_person_puts_them() {
        let call =
            "rt::setters!(\n    A, [b : impl Into < String >, c :\n    Vec < rt::Json >], []\n);\n";
        assert_eq!(
            macros(call),
            "rt::setters!(A, [b: impl Into<String>, c: Vec<rt::Json>], []);\n"
        );
    }

    #[test]
    fn texts_are_left_alone() {
        let call = "rt::string_enum!(A, B, [C = \" < ), [x\\\" ; \", D = \"y\"]);\n";
        assert_eq!(macros(call), call);
    }

    #[test]
    fn long_lists_have_an_item_a_line() {
        let item = "a_rather_long_name_of_a_field".to_owned();
        let call = format!("rt::object!(A, A_TABLE, [{item}, {item}, {item}, {item}]);\n");
        let line = format!("        {item},\n");
        assert_eq!(
            macros(&call),
            format!(
                "rt::object!(\n    A,\n    A_TABLE,\n    [\n{}    ],\n);\n",
                line.repeat(4)
            )
        );
    }
}
