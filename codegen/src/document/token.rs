//! What methods, names of headers and the parts of media types are made of (RFC 9110, section 5.6.2).

/// Whether a text is a token.
pub fn is_token(text: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    !text.is_empty() && text.bytes().all(allowed)
}
