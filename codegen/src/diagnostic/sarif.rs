//! Findings as SARIF 2.1.0, which code scanners and editors read.

use serde_json::{Value, json};

use super::place::Place;
use super::{Code, Diagnostic, Diagnostics, Severity};
use crate::source::{Sources, Span};

/// Where people find specsmith.
const HOME: &str = env!("CARGO_PKG_REPOSITORY");

impl Diagnostics {
    /// The findings of at least that severity as a SARIF log of one run.
    pub fn to_sarif(&self, sources: &Sources, least: Severity) -> String {
        let rules: Vec<_> = Code::ALL.iter().map(|code| rule(*code)).collect();
        let results: Vec<_> = self
            .at_least(least)
            .into_iter()
            .map(|found| result(found, sources))
            .collect();
        let driver = json!({
            "name": "specsmith",
            "version": env!("CARGO_PKG_VERSION"),
            "informationUri": HOME,
            "rules": rules,
        });
        let log = json!({
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
            "version": "2.1.0",
            "runs": [{"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}],
        });
        serde_json::to_string_pretty(&log).unwrap_or_default() + "\n"
    }
}

fn rule(code: Code) -> Value {
    json!({
        "id": code.id(),
        "shortDescription": {"text": code.title()},
        "help": {"text": code.page(), "markdown": code.page()},
        "defaultConfiguration": {"level": code.severity().word()},
    })
}

fn result(found: &Diagnostic, sources: &Sources) -> Value {
    let text = match &found.help {
        Some(help) => format!("{}\n{help}", found.text),
        None => found.text.clone(),
    };
    let place = found.span.and_then(|span| physical(sources, span));
    let mut location = place.map(|place| json!({"physicalLocation": place}));
    if let (Some(location), Some(pointer)) = (&mut location, &found.pointer) {
        location["logicalLocations"] = json!([{"fullyQualifiedName": format!("#{pointer}")}]);
    }
    let related: Vec<_> = found
        .related
        .iter()
        .map(|(span, text)| (*span, text.as_str()))
        .chain(found.again.iter().map(|span| (*span, "the same here")))
        .filter_map(|(span, text)| {
            Some(json!({"physicalLocation": physical(sources, span)?, "message": {"text": text}}))
        })
        .collect();
    let index = Code::ALL.iter().position(|code| *code == found.code);
    json!({
        "ruleId": found.code.id(),
        "ruleIndex": index,
        "level": found.severity.word(),
        "message": {"text": text},
        "locations": Vec::from_iter(location),
        "relatedLocations": related,
    })
}

fn physical(sources: &Sources, span: Span) -> Option<Value> {
    let place = Place::of(sources, span)?;
    Some(json!({
        "artifactLocation": {"uri": uri(place.file)},
        "region": {
            "startLine": place.line,
            "startColumn": place.column,
            "endLine": place.end_line,
            "endColumn": place.end_column,
        },
    }))
}

/// A file's name as a reference: relative, or a URI of the scheme `file` where it starts from a root (SARIF 2.1.0, section
/// 3.4.3; RFC 8089, section 2 and appendix E).
fn uri(name: &str) -> String {
    let name = name.replace('\\', "/");
    let drive = name.as_bytes().get(1) == Some(&b':');
    let mut out = match (drive, name.starts_with("//"), name.starts_with('/')) {
        (true, _, _) => "file:///".to_owned(),
        (false, true, _) => "file:".to_owned(),
        (false, false, true) => "file://".to_owned(),
        (false, false, false) => String::new(),
    };
    for (at, byte) in name.bytes().enumerate() {
        let is_drive = drive && at == 1;
        if byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte) || is_drive {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::uri;

    #[test]
    fn names_of_files_are_references() {
        for (name, reference) in [
            ("specs/api 1.yaml", "specs/api%201.yaml"),
            ("/work/api.yaml", "file:///work/api.yaml"),
            ("C:\\work\\api.yaml", "file:///C:/work/api.yaml"),
            ("\\\\host\\api.yaml", "file://host/api.yaml"),
            ("-", "-"),
        ] {
            assert_eq!(uri(name), reference);
        }
    }
}
