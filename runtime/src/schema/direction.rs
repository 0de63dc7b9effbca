//! Requests and responses, as far as `readOnly` and `writeOnly` tell them apart.

use super::{Access, Field};

/// Which way a value travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Direction {
    /// To the server: members that are readOnly are neither sent nor required nor checked.
    Request,
    /// From the server: members that are writeOnly are not required.
    Response,
    /// Neither: a value at rest, of which neither readOnly nor writeOnly members are required.
    #[default]
    Either,
}

impl Field {
    /// Whether an object that travels this way must have the member.
    #[inline]
    pub fn is_required(&self, direction: Direction) -> bool {
        self.required
            && match (self.access, direction) {
                (Access::Both, _)
                | (Access::ReadOnly, Direction::Response)
                | (Access::WriteOnly, Direction::Request) => true,
                (Access::ReadOnly | Access::WriteOnly, _) => false,
            }
    }
    /// Whether the member is sent this way.
    #[inline]
    pub fn is_sent(&self, direction: Direction) -> bool {
        !(self.access == Access::ReadOnly && direction == Direction::Request)
    }
}
