//! Runs a pattern over every way at once, each (instruction, position) pair at most once.

use super::class::Class;
use super::parse::Node;

/// A compiled pattern.
pub(super) struct Program {
    code: Vec<Step>,
}

enum Step {
    Class(Class),
    /// A character of the class before this place: a look-behind goes from right to left.
    Back(Class),
    Start,
    End,
    Boundary(bool),
    /// Goes on at both.
    Split(usize, usize),
    Jump(usize),
    /// Looks ahead or behind with the program that starts after it, and goes on at the other; `true` where it must not match.
    Look(usize, bool),
    Match,
}

/// How many steps a pattern may have: `{n,m}` repeats what it repeats.
const CODE_LIMIT: usize = 20_000;
/// How many (instruction, position) pairs one run may have.
const PAIR_LIMIT: usize = 32_000_000;

impl Program {
    /// `None` where the program is too long, or has a back reference.
    pub(super) fn new(node: &Node) -> Option<Self> {
        let mut program = Self { code: Vec::new() };
        program.compile(node, false)?;
        program.push(Step::Match)?;
        Some(program)
    }

    fn push(&mut self, step: Step) -> Option<usize> {
        if self.code.len() >= CODE_LIMIT {
            return None;
        }
        self.code.push(step);
        Some(self.code.len() - 1)
    }

    fn set(&mut self, at: usize, step: Step) {
        if let Some(place) = self.code.get_mut(at) {
            *place = step;
        }
    }

    /// Compiles what is matched from left to right, or `back`.
    fn compile(&mut self, node: &Node, back: bool) -> Option<()> {
        match node {
            Node::Class(class) if back => self.push(Step::Back(class.clone())).map(drop),
            Node::Class(class) => self.push(Step::Class(class.clone())).map(drop),
            Node::Start => self.push(Step::Start).map(drop),
            Node::End => self.push(Step::End).map(drop),
            Node::Boundary(wanted) => self.push(Step::Boundary(*wanted)).map(drop),
            Node::Sequence(nodes) if back => {
                let mut nodes = nodes.iter().rev();
                nodes.try_for_each(|node| self.compile(node, back))
            }
            Node::Sequence(nodes) => nodes.iter().try_for_each(|node| self.compile(node, back)),
            Node::Either(variants) => self.either(variants, back),
            Node::Repeat(node, least, most) => self.repeat(node, (*least, *most), back),
            Node::Ahead(node, negative) => self.look(node, *negative, false),
            Node::Behind(node, negative) => self.look(node, *negative, true),
            Node::Again => None,
        }
    }

    fn look(&mut self, node: &Node, negative: bool, back: bool) -> Option<()> {
        let at = self.push(Step::Match)?;
        self.compile(node, back)?;
        self.push(Step::Match)?;
        self.set(at, Step::Look(self.code.len(), negative));
        Some(())
    }

    fn either(&mut self, variants: &[Node], back: bool) -> Option<()> {
        let mut ends = Vec::new();
        for (index, variant) in variants.iter().enumerate() {
            if index + 1 == variants.len() {
                self.compile(variant, back)?;
                break;
            }
            let split = self.push(Step::Match)?;
            self.compile(variant, back)?;
            ends.push(self.push(Step::Match)?);
            self.set(split, Step::Split(split + 1, self.code.len()));
        }
        let end = self.code.len();
        for at in ends {
            self.set(at, Step::Jump(end));
        }
        Some(())
    }

    fn repeat(&mut self, node: &Node, (least, most): (u32, Option<u32>), back: bool) -> Option<()> {
        for _ in 0..least {
            let before = self.code.len();
            self.compile(node, back)?;
            if self.code.len() == before {
                // What is empty is empty however often.
                return Some(());
            }
        }
        match most {
            None => {
                let split = self.push(Step::Match)?;
                self.compile(node, back)?;
                self.push(Step::Jump(split))?;
                self.set(split, Step::Split(split + 1, self.code.len()));
            }
            Some(most) => {
                let mut splits = Vec::new();
                for _ in least..most {
                    splits.push(self.push(Step::Match)?);
                    self.compile(node, back)?;
                }
                let end = self.code.len();
                for at in splits {
                    self.set(at, Step::Split(at + 1, end));
                }
            }
        }
        Some(())
    }

    /// Whether it matches somewhere; `None` where the text is too long.
    pub(super) fn matches(&self, text: &str) -> Option<bool> {
        let chars: Vec<char> = text.chars().collect();
        let mut budget = PAIR_LIMIT;
        let mut visited = Visited::new(self.code.len(), chars.len() + 1, &mut budget)?;
        // A pattern that starts at the start is not tried elsewhere.
        let starts = if matches!(self.code.first(), Some(Step::Start)) {
            1
        } else {
            chars.len() + 1
        };
        for start in 0..starts {
            if self.run(0, start, &chars, &mut visited, &mut budget)? {
                return Some(true);
            }
        }
        Some(false)
    }

    /// Whether the program matches from this step and position on. Looking around nests as deep as the pattern does.
    fn run(
        &self,
        step: usize,
        at: usize,
        chars: &[char],
        visited: &mut Visited,
        budget: &mut usize,
    ) -> Option<bool> {
        let mut open = vec![(step, at)];
        while let Some((mut step, mut at)) = open.pop() {
            while visited.insert(step, at) {
                match self.code.get(step)? {
                    Step::Match => return Some(true),
                    Step::Class(class) => match chars.get(at) {
                        Some(char) if class.has(*char) => {
                            at += 1;
                            step += 1;
                        }
                        _ => break,
                    },
                    Step::Back(class) => match at.checked_sub(1).and_then(|at| chars.get(at)) {
                        Some(char) if class.has(*char) => {
                            at -= 1;
                            step += 1;
                        }
                        _ => break,
                    },
                    Step::Start if at == 0 => step += 1,
                    Step::End if at == chars.len() => step += 1,
                    Step::Start | Step::End => break,
                    Step::Boundary(wanted) => {
                        let is_word = |at: Option<usize>| {
                            at.and_then(|at| chars.get(at))
                                .is_some_and(|char| char.is_ascii_alphanumeric() || *char == '_')
                        };
                        if (is_word(at.checked_sub(1)) != is_word(Some(at))) != *wanted {
                            break;
                        }
                        step += 1;
                    }
                    Step::Split(first, second) => {
                        open.push((*second, at));
                        step = *first;
                    }
                    Step::Jump(target) => step = *target,
                    Step::Look(after, negative) => {
                        let mut own = Visited::new(self.code.len(), chars.len() + 1, budget)?;
                        if self.run(step + 1, at, chars, &mut own, budget)? == *negative {
                            break;
                        }
                        step = *after;
                    }
                }
            }
        }
        Some(false)
    }
}

/// The pairs that were tried, a bit each.
struct Visited {
    bits: Vec<u64>,
    positions: usize,
}

impl Visited {
    fn new(steps: usize, positions: usize, budget: &mut usize) -> Option<Self> {
        let pairs = steps.checked_mul(positions)?;
        *budget = budget.checked_sub(pairs)?;
        Some(Self {
            bits: vec![0; pairs.div_ceil(64)],
            positions,
        })
    }
    /// Answers whether the pair is new.
    #[inline]
    fn insert(&mut self, step: usize, at: usize) -> bool {
        let pair = step * self.positions + at;
        match self.bits.get_mut(pair / 64) {
            Some(word) => {
                let bit = 1 << (pair % 64);
                let new = *word & bit == 0;
                *word |= bit;
                new
            }
            None => false,
        }
    }
}
