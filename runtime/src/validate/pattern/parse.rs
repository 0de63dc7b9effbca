//! Reads a regular expression (ECMA-262, section 22.2.1, with the leniency of annex B).

use super::class::Class;
use super::escape::Escape;

/// A regular expression.
#[derive(Debug, Clone)]
pub(super) enum Node {
    Class(Class),
    Start,
    End,
    /// `\b`, or with `false` `\B`.
    Boundary(bool),
    Sequence(Vec<Node>),
    Either(Vec<Node>),
    /// What is repeated, the least and the greatest count.
    Repeat(Box<Node>, u32, Option<u32>),
    /// A look-ahead, and whether it is negative.
    Ahead(Box<Node>, bool),
    /// A look-behind, and whether it is negative.
    Behind(Box<Node>, bool),
    /// What a group has matched, again.
    Again,
}

#[cfg(feature = "regress")]
impl Node {
    /// Whether there is a back reference in it.
    pub(super) fn has_again(&self) -> bool {
        match self {
            Node::Again => true,
            Node::Class(_) | Node::Start | Node::End | Node::Boundary(_) => false,
            Node::Sequence(nodes) | Node::Either(nodes) => nodes.iter().any(Node::has_again),
            Node::Repeat(inner, ..) | Node::Ahead(inner, _) | Node::Behind(inner, _) => {
                inner.has_again()
            }
        }
    }
}

/// Why there is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Refusal {
    /// No regular expression.
    Invalid,
    /// One with a property of characters, of which there are no tables.
    #[cfg(not(feature = "regress"))]
    Unsupported,
}

/// How deep groups may be nested.
const DEPTH_LIMIT: usize = 100;

/// Reads a pattern. A strict reading refuses what annex B tolerates: escapes of letters that mean nothing.
pub(super) fn parse(source: &str, strict: bool) -> Result<Node, Refusal> {
    let mut parser = Parser {
        chars: source.chars().collect(),
        at: 0,
        depth: 0,
        strict,
        flags: Flags::default(),
    };
    let node = parser.either()?;
    if parser.at < parser.chars.len() {
        return Err(Refusal::Invalid);
    }
    Ok(node)
}

pub(super) struct Parser {
    pub(super) chars: Vec<char>,
    pub(super) at: usize,
    depth: usize,
    pub(super) strict: bool,
    flags: Flags,
}

/// What holds within a group that says so: `(?i:..)` (ECMA-262, section 22.2.1, Modifiers).
#[derive(Debug, Clone, Copy, Default)]
struct Flags {
    ignore_case: bool,
    multiline: bool,
    dot_all: bool,
}

impl Flags {
    fn of(&mut self, letter: char) -> Option<&mut bool> {
        match letter {
            'i' => Some(&mut self.ignore_case),
            'm' => Some(&mut self.multiline),
            's' => Some(&mut self.dot_all),
            _ => None,
        }
    }
}

impl Parser {
    pub(super) fn peek(&self) -> Option<char> {
        self.chars.get(self.at).copied()
    }
    pub(super) fn next(&mut self) -> Option<char> {
        let char = self.peek()?;
        self.at += 1;
        Some(char)
    }
    pub(super) fn eat(&mut self, text: &str) -> bool {
        let rest = self.chars.get(self.at..).unwrap_or_default();
        let found = text
            .chars()
            .enumerate()
            .all(|(index, char)| rest.get(index) == Some(&char));
        if found {
            self.at += text.chars().count();
        }
        found
    }

    fn either(&mut self) -> Result<Node, Refusal> {
        let mut variants = vec![self.sequence()?];
        while self.eat("|") {
            variants.push(self.sequence()?);
        }
        Ok(match variants.pop() {
            Some(only) if variants.is_empty() => only,
            last => {
                variants.extend(last);
                Node::Either(variants)
            }
        })
    }

    fn sequence(&mut self) -> Result<Node, Refusal> {
        let mut parts = Vec::new();
        while let Some(char) = self.peek() {
            if matches!(char, '|' | ')') {
                break;
            }
            let atom = self.atom()?;
            parts.push(self.quantified(atom)?);
        }
        Ok(match parts.pop() {
            Some(only) if parts.is_empty() => only,
            last => {
                parts.extend(last);
                Node::Sequence(parts)
            }
        })
    }

    fn quantified(&mut self, atom: Node) -> Result<Node, Refusal> {
        let start = self.at;
        let (least, most) = match self.peek() {
            Some('*') => (0, None),
            Some('+') => (1, None),
            Some('?') => (0, Some(1)),
            Some('{') => match self.braces() {
                Some(counts) => counts,
                None => {
                    self.at = start;
                    return Ok(atom);
                }
            },
            _ => return Ok(atom),
        };
        if self.at == start {
            self.at += 1;
        }
        self.eat("?");
        let quantifiable = !matches!(
            atom,
            Node::Start | Node::End | Node::Boundary(_) | Node::Behind(..)
        );
        if !quantifiable || most.is_some_and(|most| most < least) {
            return Err(Refusal::Invalid);
        }
        if matches!(self.peek(), Some('*' | '+' | '?')) {
            return Err(Refusal::Invalid);
        }
        Ok(Node::Repeat(Box::new(atom), least, most))
    }

    /// `{n}`, `{n,}` or `{n,m}`; anything else is literal text.
    fn braces(&mut self) -> Option<(u32, Option<u32>)> {
        self.at += 1;
        let least = self.count()?;
        let most = if self.eat(",") {
            if self.peek() == Some('}') {
                None
            } else {
                Some(self.count()?)
            }
        } else {
            Some(least)
        };
        self.eat("}").then_some((least, most))
    }

    fn count(&mut self) -> Option<u32> {
        let mut count: Option<u32> = None;
        while let Some(digit) = self.peek().and_then(|char| char.to_digit(10)) {
            count = Some(count.unwrap_or(0).saturating_mul(10).saturating_add(digit));
            self.at += 1;
        }
        count
    }

    fn atom(&mut self) -> Result<Node, Refusal> {
        Ok(match self.next() {
            Some('^') => self.edge(Node::Start, |ends| Node::Behind(ends, false)),
            Some('$') => self.edge(Node::End, |ends| Node::Ahead(ends, false)),
            Some('.') if self.flags.dot_all => Node::Class(Class::default().inverted()),
            Some('.') => Node::Class(Class::dot()),
            Some('(') => return self.group(),
            Some('[') => Node::Class(self.class()?),
            Some('*' | '+' | '?') | None => return Err(Refusal::Invalid),
            Some('\\') => match self.peek() {
                Some('b') => {
                    self.at += 1;
                    Node::Boundary(true)
                }
                Some('B') => {
                    self.at += 1;
                    Node::Boundary(false)
                }
                Some('k') => {
                    self.at += 1;
                    if !self.eat("<") {
                        return Err(Refusal::Invalid);
                    }
                    while self.next().ok_or(Refusal::Invalid)? != '>' {}
                    Node::Again
                }
                Some('1'..='9') => {
                    self.count();
                    Node::Again
                }
                _ => {
                    let escape = self.escape()?;
                    Node::Class(self.one(escape))
                }
            },
            Some(char) => Node::Class(self.one(Escape::from(char))),
        })
    }

    /// The start or the end of the text, or of a line where lines have their own.
    fn edge(&self, edge: Node, of_line: fn(Box<Node>) -> Node) -> Node {
        match self.flags.multiline {
            true => {
                let ends = Node::Class(Class::dot().inverted());
                Node::Either(vec![edge, of_line(Box::new(ends))])
            }
            false => edge,
        }
    }

    fn one(&self, escape: Escape) -> Class {
        match escape {
            Escape::Code(code) => self.cased(Class::of(&[(code, code)])),
            Escape::Class(class) => class,
        }
    }

    /// The class, in both cases where those are one.
    pub(super) fn cased(&self, class: Class) -> Class {
        match self.flags.ignore_case {
            true => class.folded(),
            false => class,
        }
    }

    fn group(&mut self) -> Result<Node, Refusal> {
        self.depth += 1;
        if self.depth > DEPTH_LIMIT {
            return Err(Refusal::Invalid);
        }
        let around = self.flags;
        let mut look: Option<fn(Box<Node>) -> Node> = None;
        if self.eat("?=") {
            look = Some(|node| Node::Ahead(node, false));
        } else if self.eat("?!") {
            look = Some(|node| Node::Ahead(node, true));
        } else if self.eat("?<=") {
            look = Some(|node| Node::Behind(node, false));
        } else if self.eat("?<!") {
            look = Some(|node| Node::Behind(node, true));
        } else if self.eat("?<") {
            while self.next().ok_or(Refusal::Invalid)? != '>' {}
        } else if !self.eat("?:") && self.eat("?") {
            self.flags = self.modified()?;
        }
        let node = self.either()?;
        self.flags = around;
        if !self.eat(")") {
            return Err(Refusal::Invalid);
        }
        self.depth -= 1;
        Ok(match look {
            Some(look) => look(Box::new(node)),
            None => node,
        })
    }

    /// `i:`, `s-i:` and so on: each flag once. Without the colon, as in `(?i)`, it is of another dialect.
    fn modified(&mut self) -> Result<Flags, Refusal> {
        let (mut flags, mut seen, mut value) = (self.flags, Flags::default(), true);
        let mut is_said = false;
        loop {
            match self.next().ok_or(Refusal::Invalid)? {
                ':' if is_said => break,
                '-' if value => value = false,
                letter => {
                    is_said = true;
                    let known = seen.of(letter).ok_or(Refusal::Invalid)?;
                    if std::mem::replace(known, true) {
                        return Err(Refusal::Invalid);
                    }
                    *flags.of(letter).ok_or(Refusal::Invalid)? = value;
                }
            }
        }
        Ok(flags)
    }

    fn class(&mut self) -> Result<Class, Refusal> {
        let inverted = self.eat("^");
        // Sets such as `\w` are the same in either case.
        let (mut class, mut sets) = (Class::default(), Class::default());
        loop {
            let first = match self.next().ok_or(Refusal::Invalid)? {
                ']' => break,
                '\\' => self.class_escape()?,
                char => Escape::from(char),
            };
            let is_range = self.peek() == Some('-')
                && self.chars.get(self.at + 1).is_some_and(|char| *char != ']');
            let Escape::Code(low) = first else {
                sets.add_class(&first.class());
                continue;
            };
            if !is_range {
                class.add(low, low);
                continue;
            }
            self.at += 1;
            let last = match self.next().ok_or(Refusal::Invalid)? {
                '\\' => self.class_escape()?,
                char => Escape::from(char),
            };
            match last {
                Escape::Code(high) if high < low => return Err(Refusal::Invalid),
                Escape::Code(high) => class.add(low, high),
                // Annex B: a range that ends with a class is its three parts.
                Escape::Class(other) => {
                    class.add(low, low);
                    class.add(u32::from('-'), u32::from('-'));
                    sets.add_class(&other);
                }
            }
        }
        let mut class = self.cased(class);
        class.add_class(&sets);
        Ok(if inverted { class.inverted() } else { class })
    }
}
