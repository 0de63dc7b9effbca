//! Patterns that are matched from left to right without ever going back.

use super::class::Class;
use super::parse::Node;

/// `^`, repeated classes each of which ends where the next begins, `$`.
pub(super) struct Sequence {
    steps: Vec<Step>,
    /// Whether no class has a character beyond ASCII: then a byte tells as much as a character.
    is_ascii: bool,
}

struct Step {
    class: Class,
    /// Whether the class has each of the characters of ASCII; none beyond.
    ascii: [bool; 256],
    least: usize,
    most: usize,
}

impl Sequence {
    /// The pattern as such a sequence, where it is one.
    pub(super) fn new(node: &Node) -> Option<Self> {
        let mut parts = Vec::new();
        flatten(node, &mut parts);
        let [Node::Start, steps @ .., Node::End] = parts.as_slice() else {
            return None;
        };
        let mut sequence = Vec::new();
        for step in steps {
            sequence.push(match step {
                Node::Class(class) => (class.clone(), 1, 1),
                Node::Repeat(inner, least, most) => match &**inner {
                    Node::Class(class) => (
                        class.clone(),
                        *least as usize,
                        most.map_or(usize::MAX, |most| most as usize),
                    ),
                    _ => return None,
                },
                _ => return None,
            });
        }
        let step = |(class, least, most): (Class, usize, usize)| Step {
            ascii: std::array::from_fn(|byte| {
                byte < 128 && u8::try_from(byte).is_ok_and(|byte| class.has(char::from(byte)))
            }),
            class,
            least,
            most,
        };
        is_greedy(&sequence).then(|| Sequence {
            is_ascii: !sequence.iter().any(|(class, ..)| class.is_beyond_ascii()),
            steps: sequence.into_iter().map(step).collect(),
        })
    }

    #[inline]
    pub(super) fn matches(&self, text: &str) -> bool {
        if self.is_ascii || text.is_ascii() {
            self.matches_bytes(text.as_bytes())
        } else {
            self.matches_chars(text)
        }
    }

    fn matches_chars(&self, text: &str) -> bool {
        let mut chars = text.chars();
        for Step {
            class, least, most, ..
        } in &self.steps
        {
            let mut count = 0;
            while count < *most {
                let before = chars.clone();
                match chars.next() {
                    Some(char) if class.has(char) => count += 1,
                    Some(_) => {
                        chars = before;
                        break;
                    }
                    None => break,
                }
            }
            if count < *least {
                return false;
            }
        }
        chars.next().is_none()
    }

    fn matches_bytes(&self, mut rest: &[u8]) -> bool {
        for step in &self.steps {
            let longest = rest.len().min(step.most);
            let (taken, _) = rest.split_at(longest);
            let end = taken
                .iter()
                .position(|byte| !step.ascii[usize::from(*byte)]);
            let count = end.unwrap_or(longest);
            if count < step.least {
                return false;
            }
            rest = rest.split_at(count).1;
        }
        rest.is_empty()
    }
}

/// The parts of a sequence, groups that only hold together dissolved.
fn flatten<'n>(node: &'n Node, parts: &mut Vec<&'n Node>) {
    match node {
        Node::Sequence(nodes) => nodes.iter().for_each(|node| flatten(node, parts)),
        node => parts.push(node),
    }
}

/// Whether taking as much as there is never takes what a later part needs.
fn is_greedy(sequence: &[(Class, usize, usize)]) -> bool {
    sequence
        .iter()
        .enumerate()
        .all(|(index, (class, least, most))| {
            least == most || {
                let mut after = sequence[index + 1..].iter();
                loop {
                    match after.next() {
                        None => break true,
                        Some((next, ..)) if next.meets(class) => break false,
                        Some((_, 0, _)) => {}
                        Some(_) => break true,
                    }
                }
            }
        })
}
