//! The sources of this crate as text: a generated crate can carry them in place of a dependency.

/// Path under `src` and text of every file, but this one and tests.
pub const SOURCES: &[(&str, &str)] = &[
    ("decode/defaults.rs", include_str!("decode/defaults.rs")),
    ("decode/error.rs", include_str!("decode/error.rs")),
    ("decode/fill.rs", include_str!("decode/fill.rs")),
    ("decode/fit.rs", include_str!("decode/fit.rs")),
    ("decode/guess.rs", include_str!("decode/guess.rs")),
    ("decode/leaf.rs", include_str!("decode/leaf.rs")),
    ("decode/mod.rs", include_str!("decode/mod.rs")),
    ("decode/number.rs", include_str!("decode/number.rs")),
    ("decode/object.rs", include_str!("decode/object.rs")),
    ("decode/report.rs", include_str!("decode/report.rs")),
    ("decode/seen.rs", include_str!("decode/seen.rs")),
    ("decode/source.rs", include_str!("decode/source.rs")),
    ("decode/text.rs", include_str!("decode/text.rs")),
    ("decode/union.rs", include_str!("decode/union.rs")),
    ("describe/keywords.rs", include_str!("describe/keywords.rs")),
    ("describe/mod.rs", include_str!("describe/mod.rs")),
    ("describe/names.rs", include_str!("describe/names.rs")),
    ("encode.rs", include_str!("encode.rs")),
    ("http/auth/cache.rs", include_str!("http/auth/cache.rs")),
    (
        "http/auth/credential.rs",
        include_str!("http/auth/credential.rs"),
    ),
    (
        "http/auth/digest/challenge.rs",
        include_str!("http/auth/digest/challenge.rs"),
    ),
    (
        "http/auth/digest/hash.rs",
        include_str!("http/auth/digest/hash.rs"),
    ),
    (
        "http/auth/digest/mod.rs",
        include_str!("http/auth/digest/mod.rs"),
    ),
    ("http/auth/error.rs", include_str!("http/auth/error.rs")),
    ("http/auth/home.rs", include_str!("http/auth/home.rs")),
    ("http/auth/mod.rs", include_str!("http/auth/mod.rs")),
    ("http/auth/oauth.rs", include_str!("http/auth/oauth.rs")),
    ("http/auth/placed.rs", include_str!("http/auth/placed.rs")),
    ("http/auth/scheme.rs", include_str!("http/auth/scheme.rs")),
    ("http/auth/session.rs", include_str!("http/auth/session.rs")),
    ("http/auth/store.rs", include_str!("http/auth/store.rs")),
    ("http/auth/token.rs", include_str!("http/auth/token.rs")),
    ("http/body.rs", include_str!("http/body.rs")),
    (
        "http/client/exchange.rs",
        include_str!("http/client/exchange.rs"),
    ),
    ("http/client/gate.rs", include_str!("http/client/gate.rs")),
    ("http/client/hooks.rs", include_str!("http/client/hooks.rs")),
    ("http/client/mod.rs", include_str!("http/client/mod.rs")),
    (
        "http/client/pipeline.rs",
        include_str!("http/client/pipeline.rs"),
    ),
    ("http/client/plain.rs", include_str!("http/client/plain.rs")),
    (
        "http/client/redirect.rs",
        include_str!("http/client/redirect.rs"),
    ),
    ("http/client/retry.rs", include_str!("http/client/retry.rs")),
    (
        "http/client/settable.rs",
        include_str!("http/client/settable.rs"),
    ),
    (
        "http/client/settings.rs",
        include_str!("http/client/settings.rs"),
    ),
    (
        "http/client/shared.rs",
        include_str!("http/client/shared.rs"),
    ),
    ("http/client/trace.rs", include_str!("http/client/trace.rs")),
    ("http/coding.rs", include_str!("http/coding.rs")),
    ("http/content.rs", include_str!("http/content.rs")),
    ("http/curl.rs", include_str!("http/curl.rs")),
    ("http/date.rs", include_str!("http/date.rs")),
    ("http/disposition.rs", include_str!("http/disposition.rs")),
    ("http/encode/form.rs", include_str!("http/encode/form.rs")),
    ("http/encode/mod.rs", include_str!("http/encode/mod.rs")),
    (
        "http/encode/multipart.rs",
        include_str!("http/encode/multipart.rs"),
    ),
    ("http/encode/parts.rs", include_str!("http/encode/parts.rs")),
    (
        "http/encode/percent.rs",
        include_str!("http/encode/percent.rs"),
    ),
    ("http/envelope.rs", include_str!("http/envelope.rs")),
    ("http/error.rs", include_str!("http/error.rs")),
    ("http/excerpt.rs", include_str!("http/excerpt.rs")),
    ("http/link.rs", include_str!("http/link.rs")),
    ("http/media.rs", include_str!("http/media.rs")),
    ("http/mod.rs", include_str!("http/mod.rs")),
    ("http/operation.rs", include_str!("http/operation.rs")),
    ("http/paging/mod.rs", include_str!("http/paging/mod.rs")),
    ("http/paging/next.rs", include_str!("http/paging/next.rs")),
    ("http/paging/pages.rs", include_str!("http/paging/pages.rs")),
    ("http/parameters.rs", include_str!("http/parameters.rs")),
    ("http/random.rs", include_str!("http/random.rs")),
    ("http/reading.rs", include_str!("http/reading.rs")),
    ("http/request.rs", include_str!("http/request.rs")),
    ("http/response.rs", include_str!("http/response.rs")),
    ("http/sent.rs", include_str!("http/sent.rs")),
    ("http/sequence.rs", include_str!("http/sequence.rs")),
    ("http/server.rs", include_str!("http/server.rs")),
    (
        "http/stream/download.rs",
        include_str!("http/stream/download.rs"),
    ),
    (
        "http/stream/events.rs",
        include_str!("http/stream/events.rs"),
    ),
    ("http/stream/item.rs", include_str!("http/stream/item.rs")),
    ("http/stream/mod.rs", include_str!("http/stream/mod.rs")),
    (
        "http/stream/records.rs",
        include_str!("http/stream/records.rs"),
    ),
    ("http/stream/save.rs", include_str!("http/stream/save.rs")),
    (
        "http/stream/streaming.rs",
        include_str!("http/stream/streaming.rs"),
    ),
    (
        "http/stream/writer.rs",
        include_str!("http/stream/writer.rs"),
    ),
    ("http/table.rs", include_str!("http/table.rs")),
    (
        "http/testing/canned.rs",
        include_str!("http/testing/canned.rs"),
    ),
    ("http/testing/mod.rs", include_str!("http/testing/mod.rs")),
    (
        "http/testing/recording.rs",
        include_str!("http/testing/recording.rs"),
    ),
    ("http/time.rs", include_str!("http/time.rs")),
    (
        "http/transport/blocking.rs",
        include_str!("http/transport/blocking.rs"),
    ),
    (
        "http/transport/mod.rs",
        include_str!("http/transport/mod.rs"),
    ),
    (
        "http/transport/reqwest.rs",
        include_str!("http/transport/reqwest.rs"),
    ),
    (
        "http/transport/ureq.rs",
        include_str!("http/transport/ureq.rs"),
    ),
    ("http/upload.rs", include_str!("http/upload.rs")),
    ("http/uri.rs", include_str!("http/uri.rs")),
    ("http/worker.rs", include_str!("http/worker.rs")),
    ("json/convert.rs", include_str!("json/convert.rs")),
    ("json/decimal.rs", include_str!("json/decimal.rs")),
    ("json/mod.rs", include_str!("json/mod.rs")),
    ("json/number.rs", include_str!("json/number.rs")),
    ("json/place.rs", include_str!("json/place.rs")),
    ("json/reader.rs", include_str!("json/reader.rs")),
    ("json/text.rs", include_str!("json/text.rs")),
    ("json/token.rs", include_str!("json/token.rs")),
    ("json/writer.rs", include_str!("json/writer.rs")),
    ("lib.rs", include_str!("lib.rs")),
    ("macros/calls.rs", include_str!("macros/calls.rs")),
    ("macros/enums.rs", include_str!("macros/enums.rs")),
    ("macros/mod.rs", include_str!("macros/mod.rs")),
    ("macros/outside.rs", include_str!("macros/outside.rs")),
    ("macros/shared.rs", include_str!("macros/shared.rs")),
    ("macros/structs.rs", include_str!("macros/structs.rs")),
    ("macros/unions.rs", include_str!("macros/unions.rs")),
    ("media.rs", include_str!("media.rs")),
    ("pointer.rs", include_str!("pointer.rs")),
    ("sample/arbitrary.rs", include_str!("sample/arbitrary.rs")),
    ("sample/format.rs", include_str!("sample/format.rs")),
    ("sample/mod.rs", include_str!("sample/mod.rs")),
    ("sample/number.rs", include_str!("sample/number.rs")),
    ("sample/object.rs", include_str!("sample/object.rs")),
    ("sample/proptest.rs", include_str!("sample/proptest.rs")),
    ("sample/text.rs", include_str!("sample/text.rs")),
    ("schema/bounds.rs", include_str!("schema/bounds.rs")),
    ("schema/direction.rs", include_str!("schema/direction.rs")),
    ("schema/format.rs", include_str!("schema/format.rs")),
    ("schema/mod.rs", include_str!("schema/mod.rs")),
    ("schema/rule.rs", include_str!("schema/rule.rs")),
    ("schema/types.rs", include_str!("schema/types.rs")),
    ("serde.rs", include_str!("serde.rs")),
    ("validate/array.rs", include_str!("validate/array.rs")),
    ("validate/check.rs", include_str!("validate/check.rs")),
    ("validate/combine.rs", include_str!("validate/combine.rs")),
    (
        "validate/evaluated.rs",
        include_str!("validate/evaluated.rs"),
    ),
    (
        "validate/format/http_date.rs",
        include_str!("validate/format/http_date.rs"),
    ),
    (
        "validate/format/idn.rs",
        include_str!("validate/format/idn.rs"),
    ),
    (
        "validate/format/language.rs",
        include_str!("validate/format/language.rs"),
    ),
    (
        "validate/format/mod.rs",
        include_str!("validate/format/mod.rs"),
    ),
    (
        "validate/format/net.rs",
        include_str!("validate/format/net.rs"),
    ),
    (
        "validate/format/registry.rs",
        include_str!("validate/format/registry.rs"),
    ),
    (
        "validate/format/time.rs",
        include_str!("validate/format/time.rs"),
    ),
    (
        "validate/format/uri.rs",
        include_str!("validate/format/uri.rs"),
    ),
    ("validate/instance.rs", include_str!("validate/instance.rs")),
    ("validate/mod.rs", include_str!("validate/mod.rs")),
    ("validate/object.rs", include_str!("validate/object.rs")),
    (
        "validate/pattern/class.rs",
        include_str!("validate/pattern/class.rs"),
    ),
    (
        "validate/pattern/engine.rs",
        include_str!("validate/pattern/engine.rs"),
    ),
    (
        "validate/pattern/escape.rs",
        include_str!("validate/pattern/escape.rs"),
    ),
    (
        "validate/pattern/mod.rs",
        include_str!("validate/pattern/mod.rs"),
    ),
    (
        "validate/pattern/parse.rs",
        include_str!("validate/pattern/parse.rs"),
    ),
    (
        "validate/pattern/program.rs",
        include_str!("validate/pattern/program.rs"),
    ),
    (
        "validate/pattern/property.rs",
        include_str!("validate/pattern/property.rs"),
    ),
    (
        "validate/pattern/sequence.rs",
        include_str!("validate/pattern/sequence.rs"),
    ),
    (
        "validate/pattern/write.rs",
        include_str!("validate/pattern/write.rs"),
    ),
    ("validate/plain.rs", include_str!("validate/plain.rs")),
    ("validate/scalar.rs", include_str!("validate/scalar.rs")),
    (
        "validate/violation.rs",
        include_str!("validate/violation.rs"),
    ),
    ("value/base64.rs", include_str!("value/base64.rs")),
    ("value/binary.rs", include_str!("value/binary.rs")),
    ("value/calendar.rs", include_str!("value/calendar.rs")),
    ("value/chrono.rs", include_str!("value/chrono.rs")),
    ("value/collections.rs", include_str!("value/collections.rs")),
    ("value/debug.rs", include_str!("value/debug.rs")),
    ("value/equal.rs", include_str!("value/equal.rs")),
    ("value/formatted.rs", include_str!("value/formatted.rs")),
    ("value/free_object.rs", include_str!("value/free_object.rs")),
    ("value/integer.rs", include_str!("value/integer.rs")),
    ("value/json_text.rs", include_str!("value/json_text.rs")),
    ("value/loose.rs", include_str!("value/loose.rs")),
    ("value/mod.rs", include_str!("value/mod.rs")),
    ("value/object.rs", include_str!("value/object.rs")),
    ("value/scalars.rs", include_str!("value/scalars.rs")),
    ("value/parsed.rs", include_str!("value/parsed.rs")),
    ("value/secret.rs", include_str!("value/secret.rs")),
    ("value/text.rs", include_str!("value/text.rs")),
    ("value/time.rs", include_str!("value/time.rs")),
    ("value/tuple.rs", include_str!("value/tuple.rs")),
    ("value/union.rs", include_str!("value/union.rs")),
    ("value/word.rs", include_str!("value/word.rs")),
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    use super::SOURCES;

    /// The files in a folder and below it, by their paths from the root.
    fn files(root: &Path, folder: &Path, found: &mut BTreeSet<String>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                files(root, &path, found);
            } else if !path.ends_with("tests.rs") && !path.ends_with("sources.rs") {
                let path = path.strip_prefix(root).unwrap();
                found.insert(path.to_str().unwrap().replace('\\', "/"));
            }
        }
    }

    #[test]
    fn every_file_is_carried() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let mut found = BTreeSet::new();
        files(&root, &root, &mut found);
        let carried: BTreeSet<_> = SOURCES.iter().map(|(path, _)| (*path).to_owned()).collect();
        assert_eq!(carried, found);
    }
}
