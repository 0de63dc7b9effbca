//! The clocks, which WebAssembly has from the browser.

#[cfg(not(target_arch = "wasm32"))]
pub(super) use std::time::Instant;
#[cfg(target_arch = "wasm32")]
pub(super) use web_time::Instant;

use std::time::Duration;

use super::transport::TransportError;

/// When a call must have ended.
#[derive(Debug, Clone, Copy)]
pub(super) struct Deadline(Instant);

impl Deadline {
    /// That long from now.
    pub fn after(timeout: Duration) -> Self {
        // Longer than anyone waits stands in for what the clock cannot express.
        let now = Instant::now();
        Deadline(now.checked_add(timeout).unwrap_or(now + LONGEST))
    }

    /// The time that is left; an error where there is none.
    pub fn left(self) -> Result<Duration, TransportError> {
        let left = self.0.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Err(TransportError::Timeout);
        }
        Ok(left)
    }
}

/// Thirty years: longer than anyone waits, and not too long for a clock.
pub(super) const LONGEST: Duration = Duration::from_secs(30 * 365 * 24 * 60 * 60);

/// The time since 1970.
pub(super) fn since_1970() -> Duration {
    #[cfg(not(target_arch = "wasm32"))]
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    #[cfg(target_arch = "wasm32")]
    let since = web_time::SystemTime::now().duration_since(web_time::UNIX_EPOCH);
    since.unwrap_or_default()
}
