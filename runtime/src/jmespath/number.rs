//! Numbers: whole ones exact, all others as doubles.

use std::cmp::Ordering;
use std::fmt;

use crate::json::{Reader, Writer};

/// A number.
#[derive(Clone, Copy, Debug)]
pub enum Number {
    /// A whole number.
    Integer(i128),
    /// Any other number, or one too great to be kept whole.
    Float(f64),
}

/// From here on a double is greater than every [`Number::Integer`]; its negative is the least of them.
const BEYOND: f64 = i128::MAX as f64;

impl Number {
    /// The number that `text` is in JSON.
    pub fn parse(text: &str) -> Option<Self> {
        let mut reader = Reader::new(text.as_bytes()).ok()?;
        // What the reader skips before a number, and leaves behind it, is not part of one.
        if reader.number().ok()? != text {
            return None;
        }
        text.parse().map(Self::Integer).or_else(|_| text.parse().map(Self::Float)).ok()
    }

    /// The nearest double.
    pub fn to_f64(self) -> f64 {
        match self {
            Self::Integer(value) => value as f64,
            Self::Float(value) => value,
        }
    }

    pub(super) fn abs(self) -> Self {
        match self {
            Self::Integer(value) => value.checked_abs().map_or(Self::Float(self.to_f64().abs()), Self::Integer),
            Self::Float(value) => Self::Float(value.abs()),
        }
    }

    pub(super) fn ceil(self) -> Self {
        self.rounded(f64::ceil)
    }

    pub(super) fn floor(self) -> Self {
        self.rounded(f64::floor)
    }

    /// The whole number that `round` gives.
    fn rounded(self, round: fn(f64) -> f64) -> Self {
        match self {
            Self::Float(value) if value.abs() < BEYOND => Self::Integer(round(value) as i128),
            _ => self,
        }
    }

    pub(super) fn plus(self, other: Self) -> Self {
        let exact = match (self, other) {
            (Self::Integer(left), Self::Integer(right)) => left.checked_add(right),
            _ => None,
        };
        exact.map_or_else(|| Self::Float(self.to_f64() + other.to_f64()), Self::Integer)
    }

    /// Writes the number as JSON.
    pub(super) fn write(self, writer: &mut Writer) {
        match self {
            Self::Integer(value) => writer.number(value),
            Self::Float(value) => writer.double(value),
        }
    }
}

/// A total order: exact, also between whole numbers and doubles, with what is not a number at the end.
impl Ord for Number {
    fn cmp(&self, other: &Self) -> Ordering {
        match (*self, *other) {
            (Self::Integer(left), Self::Integer(right)) => left.cmp(&right),
            (Self::Float(left), Self::Float(right)) => {
                left.partial_cmp(&right).unwrap_or_else(|| left.is_nan().cmp(&right.is_nan()))
            }
            (Self::Integer(left), Self::Float(right)) => compare(left, right),
            (Self::Float(left), Self::Integer(right)) => compare(right, left).reverse(),
        }
    }
}

/// Compares a whole number with a double, rounding neither.
fn compare(left: i128, right: f64) -> Ordering {
    if right.is_nan() || right >= BEYOND {
        Ordering::Less
    } else if right <= -BEYOND {
        Ordering::Greater
    } else {
        let whole = right.trunc();
        left.cmp(&(whole as i128)).then_with(|| whole.partial_cmp(&right).unwrap_or(Ordering::Equal))
    }
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Number {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Number {}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Integer(value) => value.fmt(f),
            Self::Float(value) => write!(f, "{value:?}"),
        }
    }
}

impl From<aws_smithy_types::Number> for Number {
    fn from(number: aws_smithy_types::Number) -> Self {
        match number {
            aws_smithy_types::Number::PosInt(value) => Self::Integer(value.into()),
            aws_smithy_types::Number::NegInt(value) => Self::Integer(value.into()),
            aws_smithy_types::Number::Float(value) => Self::Float(value),
        }
    }
}
