//! Regenerates `generated/` when `spec/` changes.

fn main() {
    specsmith_codegen::build_script::run("spec/atlas-backup.yaml", "generated");
}
