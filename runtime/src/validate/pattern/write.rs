//! Text that a regular expression matches.

use super::class::Class;
use super::parse::{Node, parse};

/// No text is made longer than this.
const LONGEST: usize = 4_096;

/// A text that the pattern probably matches: what looks around, boundaries and back references are not heeded. Repetitions are of about `least`,
/// or a few. `None` for what is no pattern.
pub(crate) fn write(
    source: &str,
    least: usize,
    pick: &mut dyn FnMut(usize) -> usize,
) -> Option<String> {
    let node = parse(source, false).ok()?;
    let mut out = String::new();
    add(&node, least, pick, &mut out);
    Some(out)
}

fn add(node: &Node, least: usize, pick: &mut dyn FnMut(usize) -> usize, out: &mut String) {
    match node {
        Node::Class(class) => out.extend(member(class, pick)),
        Node::Sequence(parts) => parts.iter().for_each(|part| add(part, least, pick, out)),
        Node::Either(parts) => {
            if let Some(part) = parts.get(pick(parts.len())) {
                add(part, least, pick, out);
            }
        }
        Node::Repeat(inner, few, many) => {
            let few = *few as usize;
            let many = many.map_or(LONGEST, |many| many as usize);
            let wanted = match pick(4) {
                0 => least.max(1),
                1 => few,
                2 => few + pick(8),
                _ => least,
            };
            for _ in 0..wanted.clamp(few, many.max(few)) {
                if out.len() > LONGEST {
                    break;
                }
                add(inner, least, pick, out);
            }
        }
        Node::Start
        | Node::End
        | Node::Boundary(_)
        | Node::Ahead(..)
        | Node::Behind(..)
        | Node::Again => {}
    }
}

/// A character of the class: a usual one, else any.
fn member(class: &Class, pick: &mut dyn FnMut(usize) -> usize) -> Option<char> {
    const USUAL: &str = "a0A1bZ9z-_. /";
    let usual: Vec<char> = USUAL.chars().filter(|char| class.has(*char)).collect();
    let index = pick(usual.len() + 1);
    usual
        .get(index)
        .copied()
        .or_else(|| class.first())
        .or_else(|| usual.first().copied())
}

#[cfg(test)]
mod tests {
    use super::super::{Answer, find};
    use super::write;

    #[test]
    fn what_is_written_matches() {
        for pattern in [
            "^([a-f0-9]{24})$",
            "^[a-zA-Z0-9][a-zA-Z0-9-]*$",
            "^\\d{3}-(\\d{4}|x)$",
            "b",
            "^(foo)?bar$",
            "^[^/]+/[^/]+$",
            "^[\\s\\S]*$",
            "^[\\u4e00-\\u9fff]+$",
            "^(([0-9]|[1-9][0-9])\\.){3}$",
        ] {
            for end in 0..40 {
                let mut asked = end;
                let text = write(pattern, 3, &mut |count| {
                    asked = (asked * 7 + 3) % 1_000;
                    (asked + end) % count
                });
                let text = text.unwrap_or_default();
                assert_eq!(find(pattern, &text), Answer::Match, "{pattern}: {text:?}");
            }
        }
        assert_eq!(write("(", 0, &mut |_| 0), None);
    }
}
