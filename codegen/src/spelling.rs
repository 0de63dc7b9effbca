//! Words that are nearly right.

/// How much alike a word and what was meant are, at least (1 is the same).
const ALIKE: f64 = 0.6;
/// More words than this are not listed.
const MANY: usize = 40;

/// How much alike a slip of the pen and what was meant are, at least.
const SLIP: f64 = 0.75;

/// The word that a slip of the pen was meant to be; `None` for a word that is no slip of any.
pub(crate) fn slip<'k>(given: &str, known: impl Iterator<Item = &'k str>) -> Option<&'k str> {
    let bare = |word: &str| -> String {
        let letters = word.chars().filter(char::is_ascii_alphanumeric);
        letters.collect::<String>().to_lowercase()
    };
    let given = bare(given);
    let likeness = |one: &&str| {
        let one = bare(one);
        match one == given {
            true => 1.0,
            false => strsim::normalized_damerau_levenshtein(&given, &one),
        }
    };
    known
        .filter(|one| likeness(one) > SLIP)
        .max_by(|a, b| likeness(a).total_cmp(&likeness(b)))
}

/// Whether one of some words is a slip of the pen of another word.
pub(crate) fn has_slip<'k>(mut given: impl Iterator<Item = &'k str>, meant: &str) -> bool {
    given.any(|one| one != meant && slip(one, std::iter::once(meant)).is_some())
}

/// The nearest to a word of those that are at least so much like it; `word` gives the spelling of each.
pub(crate) fn nearest<'k, T: Copy>(
    given: &str,
    least: f64,
    known: impl Iterator<Item = T>,
    word: impl Fn(T) -> &'k str,
) -> Option<T> {
    let given = given.to_lowercase();
    let length = given.len();
    // What has far more letters, or far fewer, is not near, and need not be compared.
    let may_be = |one: &str| {
        let longest = length.max(one.len());
        length.abs_diff(one.len()) <= longest / 2
    };
    known
        .filter(|one| may_be(word(*one)))
        .map(|one| {
            let other = word(one).to_lowercase();
            (strsim::normalized_damerau_levenshtein(&given, &other), one)
        })
        .filter(|(likeness, _)| *likeness >= least)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, one)| one)
}

/// What to write in place of a word: the one that it was meant to be, or all that there are.
pub(crate) fn suggestion(given: &str, known: &[String]) -> String {
    match nearest(given, ALIKE, known.iter(), |one| one) {
        Some(near) => format!("did you mean `{near}`?"),
        None if known.len() > MANY => "correct it, or remove it".to_owned(),
        None if known.is_empty() => "remove it".to_owned(),
        None => format!("there are `{}`", known.join("`, `")),
    }
}
