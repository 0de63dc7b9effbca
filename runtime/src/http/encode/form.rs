//! Bodies of `application/x-www-form-urlencoded`.

use super::parts::{Parts, each_member, json, parts};
use super::percent::percent;
use crate::View;

/// The value as a form (WHATWG URL, section 5.2): lists repeat their name, objects are JSON.
pub(in crate::http) fn form(view: View<'_>) -> String {
    fn plus(text: &str) -> String {
        let mut out = String::new();
        percent(text, &mut out);
        out.replace("%20", "+")
    }
    let mut pairs = Vec::new();
    each_member(view, &mut |name, value| match parts(value) {
        Parts::Nothing => {}
        Parts::One(text) => pairs.push(format!("{}={}", plus(name), plus(&text))),
        Parts::Items(items) => pairs.extend(
            items
                .iter()
                .map(|text| format!("{}={}", plus(name), plus(text))),
        ),
        Parts::Members(_) => pairs.push(format!("{}={}", plus(name), plus(&json(value)))),
    });
    pairs.join("&")
}
