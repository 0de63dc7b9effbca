//! What a generated type says about itself in one line.

mod calls;
mod enums;
mod outside;
mod shared;
mod structs;
mod unions;
