//! Operations over HTTP.

mod operation;

pub use operation::{
    Answer, Arguments, Body, In, Operation, OperationTable, Parameter, Requirement, Response,
    Server, Status, Style,
};
