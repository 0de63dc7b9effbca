//! Any bytes as a schema of a document: every schema that it holds is read and checked.

#![no_main]

use libfuzzer_sys::fuzz_target;
use specsmith_codegen::diagnostic::Diagnostics;
use specsmith_codegen::document::{self, Document};
use specsmith_codegen::source::{Limits, Sources};

fuzz_target!(|data: &[u8]| {
    let Ok(schema) = std::str::from_utf8(data) else {
        return;
    };
    for edition in ["3.0.3", "3.1.0"] {
        let text = format!(
            r#"{{"openapi":"{edition}","info":{{"title":"T","version":"1"}},"paths":{{}},"components":{{"schemas":{{"A":{schema}}}}}}}"#
        );
        let mut sources = Sources::default();
        let mut diagnostics = Diagnostics::default();
        let limits = Limits {
            nodes: 100_000,
            ..Limits::default()
        };
        let Ok(root) = sources.read("a.json", text.into_bytes(), &limits, &mut diagnostics) else {
            continue;
        };
        let root = document::lifted(&mut sources, root, &mut diagnostics);
        let Ok(document) = Document::new(&sources, root, &mut diagnostics) else {
            continue;
        };
        document.check(&mut diagnostics);
        for node in sources.all() {
            let _ = document.schema(node, &mut diagnostics);
        }
    }
});
