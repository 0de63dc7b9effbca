//! What each setting does, a test each. What is said of settings that cannot be used is in tests/negative.

mod crates;
mod overrides;
mod package;
mod paging;
mod picks;
mod run;
mod values;
mod versions;
