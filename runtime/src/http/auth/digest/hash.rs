//! The hash functions of HTTP Digest (RFC 7616, section 6.1).

use md5::Md5;
use sha2::{Digest, Sha256, Sha512_256};

use crate::http::content::Content;
use crate::http::transport::TransportError;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Function {
    Md5,
    Sha256,
    Sha512_256,
}

/// A hash function, and whether its first part is made once a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Algorithm {
    function: Function,
    pub session: bool,
}

impl Algorithm {
    /// The algorithm of that name, `None` where it is not known.
    pub fn named(name: &str) -> Option<Self> {
        let name = name.to_ascii_lowercase();
        let (base, session) = match name.strip_suffix("-sess") {
            Some(base) => (base, true),
            None => (name.as_str(), false),
        };
        let function = match base {
            "md5" => Function::Md5,
            "sha-256" => Function::Sha256,
            "sha-512-256" => Function::Sha512_256,
            _ => return None,
        };
        Some(Algorithm { function, session })
    }

    /// The hash of a body that is read.
    ///
    /// # Errors
    /// It cannot be read.
    pub async fn hash_of(self, body: Content) -> Result<String, TransportError> {
        match self.function {
            Function::Md5 => of_all::<Md5>(body).await,
            Function::Sha256 => of_all::<Sha256>(body).await,
            Function::Sha512_256 => of_all::<Sha512_256>(body).await,
        }
    }

    /// The hash in hexadecimal.
    pub fn hash(self, bytes: &[u8]) -> String {
        match self.function {
            Function::Md5 => hex(&Md5::digest(bytes)),
            Function::Sha256 => hex(&Sha256::digest(bytes)),
            Function::Sha512_256 => hex(&Sha512_256::digest(bytes)),
        }
    }
}

/// The hash of all chunks of a body.
async fn of_all<D: Digest>(mut body: Content) -> Result<String, TransportError> {
    let mut hash = D::new();
    while let Some(chunk) = body.chunk().await {
        hash.update(chunk?);
    }
    Ok(hex(&hash.finalize()))
}

fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits
        .map(|digit| char::from(DIGITS[usize::from(digit)]))
        .collect()
}
