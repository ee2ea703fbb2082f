//! A part of all services, the same in every run: which one a service is in goes by its name.

use std::str::FromStr;

use crate::hash;

/// One of `of` parts of about the same size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// Which one, from 1 on.
    index: u32,
    /// How many there are.
    of: u32,
}

impl Part {
    /// Whether the service `name` is in it.
    pub fn has(self, name: &str) -> bool {
        part_of(name, self.of) + 1 == self.index
    }
}

/// Which of `parts` parts, from 0 on, the service `name` is in.
pub(super) fn part_of(name: &str, parts: u32) -> u32 {
    let number =
        hash::of(name.as_bytes()).chars().take(7).fold(0, |sum, digit| sum * 16 + digit.to_digit(16).unwrap_or(0));
    number % parts.max(1)
}

impl FromStr for Part {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Part, Self::Err> {
        let numbers = text.split_once('/').and_then(|(index, of)| Some((index.parse().ok()?, of.parse().ok()?)));
        match numbers {
            Some((index, of)) if 1 <= index && index <= of => Ok(Part { index, of }),
            _ => Err("expected a part like `1/10`"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_service_is_in_one_part() {
        let parts: Vec<Part> = (1..=10).map(|index| format!("{index}/10").parse().unwrap()).collect();
        for name in ["s3", "ec2", "dynamodb", "iot"] {
            assert_eq!(parts.iter().filter(|part| part.has(name)).count(), 1, "{name}");
        }
        assert!("1/1".parse::<Part>().unwrap().has("s3"));
    }

    #[test]
    fn what_is_no_part() {
        for text in ["", "1", "0/3", "4/3", "1/0", "a/b", "1/2/3"] {
            assert!(text.parse::<Part>().is_err(), "{text}");
        }
    }
}
