//! What a media type looks like (RFC 9110, section 8.3.1).

use super::is_token;

/// Whether a text is a media type or a range of them, with or without parameters.
pub fn is_media_type(text: &str) -> bool {
    let essence = text.split(';').next().unwrap_or_default().trim();
    let whole = essence
        .split_once('/')
        .is_some_and(|(kind, subtype)| is_token(kind) && is_token(subtype));
    whole && text.bytes().all(|byte| byte >= b' ' && byte != 127)
}
