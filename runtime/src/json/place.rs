//! Where in a JSON text a byte stands, as a JSON pointer: for texts that turn out to be none.

use super::Json;
use crate::pointer::escaped;

/// The longest name of a member that a pointer tells whole, in bytes.
const LONGEST: usize = 200;

enum Level {
    /// An object: the name that was read last, and whether its value is awaited.
    Object(String, bool),
    /// An array: the index of the item.
    Array(usize),
}

/// The pointer to the innermost value that the byte at `offset` is part of, in a text that is JSON up to there.
pub(crate) fn pointer(text: &[u8], offset: usize) -> String {
    let text = text.get(..offset).unwrap_or(text);
    let mut levels: Vec<Level> = Vec::new();
    let mut at = 0;
    while let Some(byte) = text.get(at) {
        at += 1;
        match (byte, levels.last_mut()) {
            (b'{', _) => levels.push(Level::Object(String::new(), false)),
            (b'[', _) => levels.push(Level::Array(0)),
            (b'}' | b']', _) => drop(levels.pop()),
            (b':', Some(Level::Object(_, awaits))) => *awaits = true,
            (b',', Some(Level::Object(_, awaits))) => *awaits = false,
            (b',', Some(Level::Array(index))) => *index += 1,
            (b'"', level) => {
                let end = string_end(text, at);
                if let Some(Level::Object(name, false)) = level
                    && end <= text.len()
                {
                    *name = unescaped(text.get(at - 1..end).unwrap_or_default());
                }
                at = end;
            }
            _ => {}
        }
    }
    let parts = levels.iter().map(|level| match level {
        Level::Object(name, true) => format!("/{}", escaped(name)),
        Level::Object(_, false) => String::new(),
        Level::Array(index) => format!("/{index}"),
    });
    parts.collect()
}

/// Behind the quote that ends a string; behind the text where none does.
fn string_end(text: &[u8], mut at: usize) -> usize {
    while let Some(byte) = text.get(at) {
        match byte {
            b'"' => return at + 1,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    text.len() + 1
}

fn unescaped(quoted: &[u8]) -> String {
    let text = String::from_utf8_lossy(quoted);
    let name = match text.parse() {
        Ok(Json::String(name)) => name,
        _ => text.trim_matches('"').to_owned(),
    };
    let end = (0..=LONGEST.min(name.len()))
        .rev()
        .find(|end| name.is_char_boundary(*end));
    name.get(..end.unwrap_or_default())
        .unwrap_or_default()
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Where the `!` stands.
    fn at(text: &str) -> String {
        pointer(text.as_bytes(), text.find('!').unwrap())
    }

    #[test]
    fn a_pointer_leads_to_the_innermost_value() {
        for (text, expected) in [
            ("!", ""),
            ("{!", ""),
            (r#"{"a": !"#, "/a"),
            (r#"{"a": 1, !"#, ""),
            (r#"{"a": 1, "b!"#, ""),
            (r#"{"a": {"b": [1, [], {"c": "x!"#, "/a/b/2/c"),
            (r#"[[1, 2], {"x": 1}, !"#, "/2"),
            (r#"{"a/b~c": {"d\"e": tru!"#, "/a~1b~0c/d\"e"),
            (r#"{"a": ["]}", "{", !"#, "/a/2"),
            (r#"]]}}{"a":!"#, "/a"),
        ] {
            assert_eq!(at(text), expected, "{text}");
        }
        let long = format!(r#"{{"{}": !"#, "ä".repeat(1000));
        assert_eq!(at(&long), format!("/{}", "ä".repeat(100)));
        assert_eq!(pointer(b"[1", 99), "/0");
    }
}
