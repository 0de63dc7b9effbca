//! What may be one thing in place of another, known without a walk: few documents have any.

use super::family::Family;
use super::is_media_type;
use super::shapes::looks_like_schema;
use crate::source::{Entry, NodeId, Sources};

/// Whether a map may hold what belongs elsewhere.
pub(super) fn holds_another(sources: &Sources, node: NodeId, family: Family) -> bool {
    let swagger = family == Family::Swagger;
    let members = |key: &str| sources.entries_of(node, key).iter();
    let odd_media = |entry: &Entry| {
        *entry.key == *"schema"
            || refers_to_schema(sources, entry.value)
            || sources.get(entry.value, "schema").is_none()
                && looks_like_schema(sources, entry.value)
    };
    let lacks_content = |node: NodeId| {
        let has = |key| sources.get(node, key).is_some();
        let mut entries = sources.entries(node).iter();
        !has("content")
            && (has("schema") && !swagger
                || looks_like_schema(sources, node)
                || entries.any(|entry| is_media_type(&entry.key)))
    };
    let odd_holder = |node: NodeId| refers_to_schema(sources, node) || lacks_content(node);
    let items = sources.items_of(node, "parameters");
    let odd_parameter = |item: &NodeId| {
        let place = || sources.get_str(*item, "in");
        refers_to_schema(sources, *item) || !swagger && place().is_some_and(is_of_body)
    };
    let is_text = |entry: &Entry| {
        *entry.key != *"$ref" && !entry.key.starts_with("x-") && sources.str(entry.value).is_some()
    };
    members("content").any(odd_media)
        || members("responses").any(is_text)
        || members("responses")
            .chain(members("requestBodies"))
            .any(|entry| odd_holder(entry.value))
        || members("headers").any(|entry| refers_to_schema(sources, entry.value))
        || sources.get(node, "requestBody").is_some_and(odd_holder)
        || items.iter().any(odd_parameter)
}

pub(super) fn is_of_body(place: &str) -> bool {
    matches!(place, "body" | "formData")
}

/// Whether a reference names a schema, as its text has it.
pub(super) fn refers_to_schema(sources: &Sources, node: NodeId) -> bool {
    let reference = sources.get_str(node, "$ref");
    reference.is_some_and(|text| {
        let within = text.split_once('#').map_or("", |(_, within)| within);
        let mut parts = within.split('/').skip(1);
        matches!(
            (parts.next(), parts.next(), parts.next(), parts.next()),
            (Some("components"), Some("schemas"), Some(_), None)
                | (Some("definitions"), Some(_), None, _)
        )
    })
}

/// Whether a reference that stands where schemas do may name something else: what it stands in says so at once for most.
pub(super) fn names_no_schema(sources: &Sources, node: NodeId) -> bool {
    const ELSEWHERE: [&str; 9] = [
        "parameters",
        "responses",
        "headers",
        "examples",
        "links",
        "callbacks",
        "paths",
        "pathItems",
        "requestBodies",
    ];
    let Some(text) = sources.get_str(node, "$ref") else {
        return false;
    };
    if matches!(text, "" | "#") {
        return true;
    }
    let Some((_, within)) = text.split_once('#') else {
        return false;
    };
    let is_of_schema = |part: &str| {
        matches!(
            part,
            "schemas" | "schema" | "definitions" | "$defs" | "properties"
        )
    };
    if !within.starts_with('/') || within.split('/').any(is_of_schema) {
        return false;
    }
    let mut around = sources.ancestors(node).skip(1);
    let (Some(parent), above) = (around.next(), around.next()) else {
        return false;
    };
    sources.get(parent, "requestBody") != Some(node)
        && !above.is_some_and(|above| {
            let is = |key: &&str| sources.get(above, key) == Some(parent);
            ELSEWHERE.iter().any(is)
        })
}
