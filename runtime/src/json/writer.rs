//! Writes JSON text.

use crate::json::reader::plain_run;

/// JSON text in the making: one value after another, the commas being the caller's.
#[derive(Debug, Default)]
pub struct Writer {
    text: String,
}

impl Writer {
    /// An empty text.
    pub fn new() -> Self {
        Self { text: String::with_capacity(128) }
    }

    /// The text so far.
    pub fn into_bytes(self) -> Vec<u8> {
        self.text.into_bytes()
    }

    /// Writes `text` as it is: a bracket, a comma, a number, a literal.
    pub fn raw(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Writes a number.
    pub fn number(&mut self, number: impl std::fmt::Display) {
        use std::fmt::Write;
        let _ = write!(self.text, "{number}");
    }

    /// Writes a floating-point number, as a string where it is none of JSON's.
    pub fn double(&mut self, number: f64) {
        use std::fmt::Write;
        let _ = match number {
            _ if number.is_nan() => self.text.write_str("\"NaN\""),
            f64::INFINITY => self.text.write_str("\"Infinity\""),
            f64::NEG_INFINITY => self.text.write_str("\"-Infinity\""),
            _ => write!(self.text, "{number:?}"),
        };
    }

    /// Writes a single-precision number, as a string where it is none of JSON's.
    pub fn float(&mut self, number: f32) {
        use std::fmt::Write;
        if number.is_finite() {
            // The shortest digits that give the same single-precision number.
            let _ = write!(self.text, "{number:?}");
        } else {
            self.double(f64::from(number));
        }
    }

    /// Writes a string with its quotes and escapes.
    pub fn string(&mut self, content: &str) {
        self.text.push('"');
        let mut rest = content;
        loop {
            let (plain, special) = rest.split_at_checked(plain_run(rest.as_bytes())).unwrap_or((rest, ""));
            self.raw(plain);
            let mut characters = special.chars();
            let Some(character) = characters.next() else { break };
            self.escape(character);
            rest = characters.as_str();
        }
        self.text.push('"');
    }

    /// Writes a character that does not stand in a string as it is.
    fn escape(&mut self, character: char) {
        self.raw(match character {
            '"' => "\\\"",
            '\\' => "\\\\",
            '\n' => "\\n",
            '\r' => "\\r",
            '\t' => "\\t",
            '\u{8}' => "\\b",
            '\u{c}' => "\\f",
            other => return self.number(format_args!("\\u{:04x}", u32::from(other))),
        });
    }

    /// Writes `key` with its colon, after a comma unless it is the first.
    pub fn key(&mut self, key: &str, first: &mut bool) {
        self.separate(first);
        self.string(key);
        self.text.push(':');
    }

    /// Writes a comma unless this is the first element.
    pub fn separate(&mut self, first: &mut bool) {
        if !std::mem::replace(first, false) {
            self.text.push(',');
        }
    }
}
