//! A document that comes from stdin.

use std::io::Read as _;
use std::path::Path;
use std::sync::OnceLock;

/// What stdin says, read once, where the document is called `-`.
pub fn text(spec: &Path) -> Option<Vec<u8>> {
    static TEXT: OnceLock<Vec<u8>> = OnceLock::new();
    let read = || {
        let mut text = Vec::new();
        // What ends too early is found when it is read as a document.
        let _ = std::io::stdin().lock().read_to_end(&mut text);
        text
    };
    (spec == Path::new("-")).then(|| TEXT.get_or_init(read).clone())
}
