//! Steps of JSON pointers (RFC 6901, section 4), and the keys that they name.

/// A key as a step of a pointer.
pub(crate) fn step(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

/// The key that a step names.
pub(crate) fn key(step: &str) -> String {
    step.replace("~1", "/").replace("~0", "~")
}

/// The keys that a pointer leads through.
pub(crate) fn keys(pointer: &str) -> impl Iterator<Item = String> {
    pointer.split('/').skip(1).map(key)
}
