//! Who calls: the schemes of a document, the credentials of a client, and how the two become a request.

mod cache;
mod credential;
#[cfg(feature = "digest")]
mod digest;
mod error;
mod home;
mod oauth;
mod placed;
mod scheme;
mod session;
mod store;
mod token;

pub use credential::{Credential, TokenSource};
#[cfg(feature = "digest")]
pub use digest::Digest;
pub use error::{AuthError, TokenError};
pub use oauth::ClientCredentials;
pub use scheme::{Mechanism, SecurityScheme};
pub(super) use session::Session;
pub(super) use store::Credentials;
