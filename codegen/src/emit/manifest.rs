//! `Cargo.toml` of the crate.

use super::gates::Gates;
use super::needs::needed;
use super::{CrateOptions, Runtime};
use crate::model::Api;

/// A string of TOML: JSON's escapes are among TOML's.
pub(super) fn toml(text: &str) -> String {
    serde_json::to_string(text)
        .unwrap_or_default()
        .replace('\u{7f}', "")
}

pub(super) fn manifest(api: &Api, options: &CrateOptions) -> String {
    let mut out = format!(
        "{}\n[package]\nname = {}\n",
        super::marker("#"),
        toml(&options.name)
    );
    out += &format!(
        "version = {}\nedition = \"2024\"\nrust-version = \"1.89\"\n",
        toml(&options.version)
    );
    let description = options
        .description
        .clone()
        .unwrap_or_else(|| format!("Typed client for {}", api.title));
    out += &format!("description = {}\n", toml(&description));
    for (key, value) in [
        ("license", &options.license),
        ("repository", &options.repository),
    ] {
        if let Some(value) = value {
            out += &format!("{key} = {}\n", toml(value));
        }
    }
    if options.license.is_none() {
        out += "publish = false\n";
    }
    out += "readme = \"README.md\"\n\n";
    out += &parts(api, options);
    // A crate of its own, wherever its folder is.
    out += "\n[workspace]\n";
    out
}

/// What the code asks of the manifest of the crate that it is in: features and dependencies.
pub(super) fn parts(api: &Api, options: &CrateOptions) -> String {
    let mut out = format!("[features]\n{}\n[dependencies]\n", features(api, options));
    for (name, value) in &options.dependencies {
        out += &format!("{name} = {value}\n");
    }
    out + &dependencies(options)
}

/// The features of a crate: the packages that each takes where the runtime is embedded, and what it is for.
const FEATURES: [(&str, &[&str], &str); 19] = [
    (
        "reqwest",
        &[
            "reqwest",
            "tokio",
            "http-body",
            "web-time",
            "gloo-timers",
            "js-sys",
        ],
        "The asynchronous client.",
    ),
    ("ureq", &["ureq"], "The blocking client."),
    (
        "stream",
        &["futures-core"],
        "Pages, items and answers that come bit by bit as `Stream`s.",
    ),
    ("digest", &["md-5", "sha2"], "HTTP Digest authentication."),
    ("gzip", &["flate2"], "Answers compressed by gzip."),
    (
        "brotli",
        &["brotli-decompressor"],
        "Answers compressed by brotli.",
    ),
    ("zstd", &["zstd"], "Answers compressed by zstd."),
    (
        "tracing",
        &["tracing"],
        "A span for each attempt of a call.",
    ),
    ("testing", &[], "Transports for tests that need no server."),
    (
        "serde",
        &["serde_core"],
        "`Serialize` and `Deserialize` for every type.",
    ),
    ("jiff", &["jiff"], "Dates and times as `jiff` types."),
    ("chrono", &["chrono"], "Dates and times as `chrono` types."),
    ("time", &["time"], "Dates and times as `time` types."),
    (
        "idna",
        &["idna"],
        "Whether internationalised host names may be registered.",
    ),
    ("uuid", &["uuid"], "UUIDs as `uuid::Uuid`."),
    (
        "regress",
        &["regress"],
        "Patterns with Unicode properties or back references.",
    ),
    (
        "arbitrary",
        &["arbitrary"],
        "`arbitrary::Arbitrary` for every type: values that are valid.",
    ),
    (
        "proptest",
        &["proptest"],
        "`proptest::arbitrary::Arbitrary` for every type: values that are valid.",
    ),
    (
        "schemars",
        &["schemars", "serde_json"],
        "`schemars::JsonSchema` for every type.",
    ),
];

fn features(api: &Api, options: &CrateOptions) -> String {
    let needed = needed(api);
    let gates = if options.tag_features {
        Gates::new(api)
    } else {
        Gates::default()
    };
    let tags: Vec<_> = gates.features().collect();
    let mut default: Vec<_> = needed.iter().map(|name| toml(name)).collect();
    default.extend(tags.iter().map(|(name, _)| toml(name)));
    let runtime = &options.runtime;
    let mut out = format!("default = [{}]\n", default.join(", "));
    let kept = FEATURES
        .into_iter()
        .filter(|(name, ..)| options.client || OF_TYPES.contains(name));
    for (name, packages, what) in kept {
        let targets: Vec<_> = match runtime {
            Runtime::Embedded => packages
                .iter()
                .map(|one| toml(&format!("dep:{one}")))
                .collect(),
            _ => vec![toml(&format!("specsmith-runtime/{name}"))],
        };
        out += &format!("# {what}\n{name} = [{}]\n", targets.join(", "));
    }
    if !tags.is_empty() {
        out += "# A tag of the document each: its operations, and the types that they use.\n";
    }
    for (name, needs) in tags {
        let needs: Vec<_> = needs.iter().map(|need| toml(need)).collect();
        out += &format!("{name} = [{}]\n", needs.join(", "));
    }
    out
}

/// Features of types that nobody calls with.
const OF_TYPES: [&str; 10] = [
    "serde",
    "jiff",
    "chrono",
    "time",
    "idna",
    "uuid",
    "regress",
    "arbitrary",
    "proptest",
    "schemars",
];

fn dependencies(options: &CrateOptions) -> String {
    let http = if options.client {
        ", features = [\"http\"]"
    } else {
        ""
    };
    match &options.runtime {
        Runtime::Published => format!(
            "specsmith-runtime = {{ version = {}{http} }}\n",
            toml(env!("CARGO_PKG_VERSION"))
        ),
        Runtime::Path(path) => {
            let version = env!("CARGO_PKG_VERSION");
            format!(
                "specsmith-runtime = {{ path = {}, version = {}{http} }}\n",
                toml(path),
                toml(version)
            )
        }
        Runtime::Embedded if options.client => EMBEDDED.to_owned(),
        Runtime::Embedded => {
            let optional = FEATURES
                .iter()
                .filter(|(name, ..)| OF_TYPES.contains(name))
                .flat_map(|(_, packages, _)| packages.iter().copied());
            let packages: Vec<_> = ["itoa", "zmij"].into_iter().chain(optional).collect();
            let is_needed = |line: &&str| {
                packages
                    .iter()
                    .any(|name| line.starts_with(&format!("{name} = ")))
            };
            EMBEDDED
                .lines()
                .filter(is_needed)
                .map(|line| format!("{line}\n"))
                .collect()
        }
    }
}

const EMBEDDED: &str = r#"bytes = "1"
futures-core = { version = "0.3", optional = true, default-features = false }
http = "1"
itoa = "1"
zmij = "1"
brotli-decompressor = { version = "6", optional = true }
flate2 = { version = "1", optional = true }
tracing = { version = "0.1", optional = true, default-features = false, features = ["std"] }
zstd = { version = "0.13", optional = true, default-features = false }
md-5 = { version = "0.11", optional = true, default-features = false }
sha2 = { version = "0.11", optional = true, default-features = false }
arbitrary = { version = "1", optional = true }
chrono = { version = "0.4", optional = true, default-features = false, features = ["std"] }
proptest = { version = "1", optional = true, default-features = false, features = ["std"] }
schemars = { version = "1", optional = true, default-features = false, features = ["std"] }
serde_json = { version = "1", optional = true }
jiff = { version = "1", optional = true, default-features = false, features = ["std"] }
idna = { version = "1", optional = true }
regress = { version = "0.12", optional = true, default-features = false, features = ["std"] }
reqwest = { version = "0.13", optional = true, default-features = false, features = ["rustls"] }
serde_core = { version = "1", optional = true }
time = { version = "0.3", optional = true, default-features = false, features = ["std"] }
ureq = { version = "3", optional = true, default-features = false, features = ["rustls"] }
uuid = { version = "1", optional = true, default-features = false, features = ["std"] }

[target.'cfg(not(target_arch = "wasm32"))'.dependencies]
http-body = { version = "1", optional = true }
tokio = { version = "1", optional = true, default-features = false, features = ["time"] }

[target.'cfg(target_arch = "wasm32")'.dependencies]
js-sys = { version = "0.3", optional = true }
gloo-timers = { version = "0.3", optional = true, default-features = false, features = ["futures"] }
web-time = { version = "1", optional = true }
"#;
