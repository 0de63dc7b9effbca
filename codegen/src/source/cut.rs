//! Where a YAML file can be cut in two: before a key of a block map, where nothing else is open than block maps.

/// Keys that are further from the left are not looked at: those of paths and of named schemas are nearer.
const DEEPEST: usize = 8;

/// A place to cut a file at.
pub(super) struct Cut<'t> {
    /// The first byte of the line that the second half starts with.
    pub at: usize,
    /// How many spaces that line starts with.
    pub indent: usize,
    /// The lines of the keys whose maps it stands in, from the outside in.
    parents: Vec<&'t str>,
}

/// A line that what follows may stand under.
struct Line<'t> {
    indent: usize,
    text: &'t str,
    /// Whether it is a key alone, whose value is what stands under it.
    opens: bool,
    /// Whether a key stands as far from the left, under the same lines.
    has_key: bool,
}

impl Cut<'_> {
    /// The keys whose maps the second half starts in.
    pub fn keys(&self) -> Vec<&str> {
        let lines = self.parents.iter();
        lines
            .map(|line| line.trim().trim_end_matches(':'))
            .collect()
    }

    /// The lines of those keys.
    pub fn around(&self) -> String {
        self.parents
            .iter()
            .map(|line| format!("{line}\n"))
            .collect()
    }
}

/// The cut that is nearest to the middle; `None` where a half would be small.
pub(super) fn middle(text: &str) -> Option<Cut<'_>> {
    let half = text.len() / 2;
    let mut best: Option<Cut<'_>> = None;
    each(text, &mut |at, indent, open| {
        let far = at.abs_diff(half);
        let is_nearer = best
            .as_ref()
            .is_none_or(|best| far < best.at.abs_diff(half));
        if far < text.len() / 3 && is_nearer {
            best = cut(at, indent, open).or(best.take());
        }
        at < half || is_nearer
    });
    best
}

/// Tells of every line that a half could start with: where it starts, its indent, and the lines above that it stands under,
/// until that is enough.
fn each<'t>(text: &'t str, tell: &mut dyn FnMut(usize, usize, &[Line<'t>]) -> bool) {
    let mut open: Vec<Line<'t>> = Vec::new();
    let mut next = 0;
    for line in text.split_inclusive('\n') {
        let at = next;
        next += line.len();
        let content = line.trim_start_matches(' ');
        let indent = line.len() - content.len();
        if indent > DEEPEST || content.trim().is_empty() || content.starts_with('#') {
            continue;
        }
        while open.last().is_some_and(|last| last.indent > indent) {
            open.pop();
        }
        let beside = open.pop_if(|last| last.indent == indent);
        let follows_key = beside.is_some_and(|line| line.has_key);
        let is_key = is_key(content);
        if follows_key && is_key && !tell(at, indent, &open) {
            return;
        }
        let text = line.trim_end();
        open.push(Line {
            indent,
            text,
            opens: is_key && is_alone(text),
            has_key: follows_key || is_key,
        });
    }
}

/// A cut, where what follows it stands in the map of each of these lines.
fn cut<'t>(at: usize, indent: usize, open: &[Line<'t>]) -> Option<Cut<'t>> {
    let opens = |line: &Line<'t>| line.opens.then_some(line.text);
    let parents = open.iter().map(opens).collect::<Option<_>>()?;
    Some(Cut {
        at,
        indent,
        parents,
    })
}

/// Whether nothing stands behind the key of a line.
fn is_alone(text: &str) -> bool {
    text.ends_with(':') && !text.contains(": ") && !text.contains(" #")
}

/// Whether a line starts with a plain key.
fn is_key(content: &str) -> bool {
    let content = content.trim_end();
    content.starts_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '_' | '$'))
        && (content.ends_with(':') || content.contains(": "))
}

/// Every place where a file may be cut.
#[cfg(test)]
pub(super) fn all(text: &str) -> Vec<Cut<'_>> {
    let mut found = Vec::new();
    each(text, &mut |at, indent, open| {
        found.extend(cut(at, indent, open));
        true
    });
    found
}
