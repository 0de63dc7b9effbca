//! Any bytes, read as YAML and as JSON: a tree, or findings. What was read can be printed, and read again as the same.

#![no_main]

use libfuzzer_sys::fuzz_target;
use specsmith_codegen::diagnostic::Diagnostics;
use specsmith_codegen::source::{Limits, Sources};

fuzz_target!(|data: &[u8]| {
    for name in ["a.yaml", "a.json"] {
        let mut sources = Sources::default();
        let mut diagnostics = Diagnostics::default();
        let limits = Limits {
            nodes: 100_000,
            ..Limits::default()
        };
        let read = sources.read(name, data.to_vec(), &limits, &mut diagnostics);
        let Ok(root) = read else {
            assert!(
                diagnostics.has_errors(),
                "nothing was read, and nothing said"
            );
            continue;
        };
        let json = sources.json(root);
        let again = sources.read(
            "again.json",
            json.clone().into_bytes(),
            &Limits::default(),
            &mut diagnostics,
        );
        let again = again.unwrap_or_else(|_| panic!("printed as what cannot be read: {json}"));
        assert_eq!(sources.json(again), json);
    }
});
