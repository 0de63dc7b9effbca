//! Any bytes as a document: a crate whose every file is Rust, or findings.

#![no_main]

use libfuzzer_sys::fuzz_target;
use specsmith_codegen::Generator;

fuzz_target!(|data: &[u8]| {
    for name in ["none/a.yaml", "none/a.json"] {
        let mut generator = Generator::new(name, "none/out");
        generator.text = Some(data.to_vec());
        let run = generator.generate();
        assert_eq!(run.fault, None);
        assert!(
            run.files.is_some() || run.diagnostics.has_errors(),
            "nothing was generated, and nothing said"
        );
        for file in run.files.iter().flatten() {
            if file.path.ends_with(".rs") {
                if let Err(error) = syn::parse_file(&file.text) {
                    panic!("{}: {error}\n{}", file.path, file.text);
                }
            }
        }
    }
});
