//! Turns an OpenAPI document into the Rust crate that its users would have written by hand.
//!
//! Data flows one way: [`source`] reads text into a located tree, [`document`] reads the tree as OpenAPI, [`lower`]
//! makes the [`model`] of it, [`emit`] prints that as files. Every stage reports into one [`diagnostic`] sink.
//! [`Generator`] runs them all; [`build_script`] is for a `build.rs`. The stages are no part of what this crate promises:
//! benchmarks and fuzz targets look into them.

#![forbid(unsafe_code)]

pub mod build_script;
mod bundle;
mod cache;
pub mod diagnostic;
#[doc(hidden)]
pub mod document;
#[doc(hidden)]
pub mod emit;
mod fast;
mod generator;
mod glob;
mod judge;
#[doc(hidden)]
pub mod lower;
#[doc(hidden)]
pub mod model;
#[doc(hidden)]
pub mod output;
#[cfg(feature = "overlay")]
mod overlay;
#[cfg(not(feature = "overlay"))]
#[path = "overlay/absent.rs"]
mod overlay;
mod paths;
mod pool;
mod room;
pub mod settings;
#[doc(hidden)]
pub mod source;
mod spelling;
mod stack;

pub use bundle::Format as BundleFormat;
pub use cache::Unchanged;
pub use emit::GeneratedFile;
pub use generator::{Generated, Generator};
pub use glob::Glob;
pub use output::Changes;
pub use source::{Sources, Span};
