//! Turns an OpenAPI document into the Rust crate that its users would have written by hand.
//!
//! Data flows one way: [`source`] reads text into a located tree, [`document`] reads the tree as OpenAPI, `lower`
//! makes the [`model`] of it, `emit` prints that as files. Every stage reports into one [`diagnostic`] sink.

#![forbid(unsafe_code)]

pub mod diagnostic;
pub mod document;
pub mod emit;
pub mod lower;
pub mod model;
pub mod source;
