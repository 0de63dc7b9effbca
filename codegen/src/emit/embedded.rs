//! The runtime within a crate.

use super::GeneratedFile;

/// The runtime's sources, as a module `rt` of the crate.
pub(super) fn embedded(root: &str, client: bool) -> Vec<GeneratedFile> {
    specsmith_runtime::sources::SOURCES
        .iter()
        .filter(|(path, _)| client || !path.starts_with("http/"))
        .map(|(path, text)| GeneratedFile {
            path: match *path {
                "lib.rs" => "src/rt/mod.rs".to_owned(),
                path => format!("src/rt/{path}"),
            },
            text: rewritten(root, path, text, client),
        })
        .collect()
}

/// The text of a source of the runtime where the runtime is a module instead of a crate.
fn rewritten(root: &str, path: &str, text: &str, client: bool) -> String {
    // Its tests need what the runtime's own manifest names. Those within a file are the last thing in it.
    let code = text.split("\n#[cfg(test)]\nmod tests {\n").next();
    let runtime = format!("{root}::rt::");
    let mut out = code
        .unwrap_or(text)
        .replace("#[cfg(test)]\nmod tests;\n", "")
        .replace("crate::", &runtime)
        .replace("#[macro_export]\n", "");
    let calls = if client { "" } else { "#[cfg(any())]\n" };
    // What a feature of the runtime guards is always there, or never.
    out = out
        .replace("#![forbid(unsafe_code)]\n", "")
        .replace("#[cfg(feature = \"http\")]\n", calls);
    out = out.replace("#[cfg(feature = \"sources\")]\npub mod sources;\n", "");
    if path == "macros/mod.rs" {
        let modules = text.lines().filter_map(|line| line.strip_prefix("mod "));
        for module in modules {
            out += &format!("pub(crate) use {}::*;\n", module.trim_end_matches(';'));
        }
    } else if path.starts_with("macros/") {
        let names = text
            .lines()
            .filter_map(|line| line.strip_prefix("macro_rules! "))
            .map(|line| line.trim_end_matches([' ', '{']));
        let mut names: Vec<_> = names.collect();
        names.sort_unstable();
        names.dedup();
        out += &format!("\npub(crate) use {{{}}};\n", names.join(", "));
    }
    if path == "lib.rs" {
        out = out.replace(
            "mod macros;\n",
            "#[macro_use]\n#[allow(unused_imports, unused_macros)]\nmod macros;\n#[allow(unused_imports)]\npub(crate) use macros::*;\n",
        );
    }
    format!("{}\n{out}", super::marker("//"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_runtimes_tests_stay_behind() {
        for file in embedded("crate", true) {
            assert!(!file.text.contains("cfg(test)"), "{}", file.path);
            assert!(syn::parse_file(&file.text).is_ok(), "{}", file.path);
        }
    }
}
