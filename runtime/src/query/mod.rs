//! Forms as the query protocols send them: one writer for any shape.
//!
//! There is no reader: the protocols answer in XML.

mod encode;
#[cfg(test)]
mod tests;

pub use encode::write_form;

use crate::shape::TimestampFormat;

/// What distinguishes the forms of one protocol from those of the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// awsQuery.
    Aws,
    /// ec2Query: lists have no segment of their own, and names begin with a capital.
    Ec2,
}

/// The form of timestamps whose member names none.
const TIMESTAMPS: TimestampFormat = TimestampFormat::DateTime;
