//! Words that are nearly right.

/// What to write in place of a word: the one that it was meant to be, or all that there are.
pub(crate) fn suggestion(given: &str, known: &[String]) -> String {
    let near = known
        .iter()
        .map(|one| {
            (
                strsim::jaro_winkler(&given.to_lowercase(), &one.to_lowercase()),
                one,
            )
        })
        .filter(|(likeness, _)| *likeness > 0.8)
        .max_by(|a, b| a.0.total_cmp(&b.0));
    match near {
        Some((_, near)) => format!("did you mean `{near}`?"),
        None if known.is_empty() => "remove it".to_owned(),
        None => format!("there are `{}`", known.join("`, `")),
    }
}
