//! Transports for tests that need no server: [`Canned`] answers by itself, [`Recording`] keeps what another transport
//! carried, and a recording can be answered from.

mod canned;
mod recording;

pub use canned::Canned;
pub(super) use recording::{Confidential, Shown};
pub use recording::{Exchange, Recording};
