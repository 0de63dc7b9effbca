//! Patterns with back references, which no set of states can run: `regress` tries one way after the other.

use super::parse::Node;

/// A pattern, and its shape, which tells how long it may take.
pub(super) struct Engine {
    regex: regress::Regex,
    shape: Node,
}

/// How many steps there may be: a fraction of a second.
const STEP_LIMIT: u64 = 4_000_000;

impl Engine {
    /// `None` where it is no pattern.
    pub(super) fn new(source: &str, shape: Node) -> Option<Self> {
        let regex = regress::Regex::with_flags(source, "u").ok()?;
        Some(Engine { regex, shape })
    }

    /// Whether it matches somewhere; `None` where that might take too long to find out.
    pub(super) fn matches(&self, text: &str) -> Option<bool> {
        let length = text.chars().count() as u64;
        let starts = match &self.shape {
            Node::Sequence(parts) if matches!(parts.first(), Some(Node::Start)) => 1,
            _ => length + 1,
        };
        let all = weight(&self.shape, length).steps.saturating_mul(starts);
        (all <= STEP_LIMIT).then(|| self.regex.find(text).is_some())
    }
}

/// What a part of a pattern may take from one place of a text on.
struct Weight {
    /// In how many ways it may match.
    ways: u64,
    /// How many steps all of them take.
    steps: u64,
}

/// The most that a part may take in a text of so many characters. Numbers too large to count stay at the greatest.
fn weight(node: &Node, length: u64) -> Weight {
    let one = |steps| Weight { ways: 1, steps };
    match node {
        Node::Class(_) | Node::Start | Node::End | Node::Boundary(_) => one(1),
        // Characters that stand beside each other are compared at once.
        Node::Again => one(1 + length / 8),
        // What it matched is not tried in another way.
        Node::Ahead(inner, _) | Node::Behind(inner, _) => one(weight(inner, length).steps),
        Node::Sequence(parts) => parts.iter().fold(one(0), |before, part| {
            let part = weight(part, length);
            Weight {
                ways: before.ways.saturating_mul(part.ways),
                steps: before
                    .steps
                    .saturating_add(before.ways.saturating_mul(part.steps)),
            }
        }),
        Node::Either(parts) => parts
            .iter()
            .fold(Weight { ways: 0, steps: 0 }, |all, part| {
                let part = weight(part, length);
                Weight {
                    ways: all.ways.saturating_add(part.ways),
                    steps: all.steps.saturating_add(part.steps),
                }
            }),
        Node::Repeat(inner, least, most) => {
            let least = u64::from(*least);
            let most = most.map_or(length, u64::from).min(length).max(least);
            repeated(&weight(inner, length), least, most)
        }
    }
}

fn repeated(once: &Weight, least: u64, most: u64) -> Weight {
    if once.ways <= 1 {
        return Weight {
            ways: most - least + 1,
            steps: once.steps.saturating_mul(most).saturating_add(1),
        };
    }
    let (mut reached, mut all) = (1u64, Weight { ways: 0, steps: 1 });
    for count in 0..=most {
        if count >= least {
            all.ways = all.ways.saturating_add(reached);
        }
        if count < most {
            let steps = reached.saturating_mul(once.steps);
            all.steps = all.steps.saturating_add(steps);
        }
        reached = reached.saturating_mul(once.ways);
        if all.steps > STEP_LIMIT {
            // Enough to know.
            all.ways = u64::MAX;
            break;
        }
    }
    all
}
