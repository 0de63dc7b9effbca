//! Overlays in a build without them: a document that asks for one is not read as if it did not.

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use crate::source::{NodeId, Sources};

/// Says that there are no overlays here.
pub(crate) fn apply(
    sources: &mut Sources,
    root: NodeId,
    overlay: NodeId,
    diagnostics: &mut Diagnostics,
) -> NodeId {
    let text = "this build of specsmith applies no overlays";
    let mut found = Diagnostic::new(Code::Overlay, text).at_node(sources, overlay);
    found.severity = Severity::Error;
    diagnostics.add(found.help(
        "let `specsmith-codegen` have its feature `overlay` in Cargo.toml, or bundle the document beforehand: `specsmith bundle`",
    ));
    root
}

#[cfg(test)]
mod tests {
    use std::fs;

    use crate::Generator;
    use crate::diagnostic::Severity;

    #[test]
    fn an_overlay_is_not_passed_over_in_silence() {
        let folder = tempfile::TempDir::new().unwrap();
        let path = |name: &str| folder.path().join(name);
        fs::write(
            path("api.yaml"),
            "openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths: {}\n",
        )
        .unwrap();
        fs::write(path("o.yaml"), "overlay: 1.0.0\nactions: []\n").unwrap();
        let mut generator = Generator::new(path("api.yaml"), path("out"));
        assert!(generator.generate().files.is_some());
        generator.overlays.push(path("o.yaml"));
        let run = generator.generate();
        let said = run.render(Severity::Error);
        assert!(
            run.files.is_none() && said.contains("feature `overlay`"),
            "{said}"
        );
    }
}
