//! Makes values of any shape by chance, through their tables.

use fastrand::Rng;
use tinsmith::shape::{Kind, List, Map, Member, Slot, Structure, TimestampFormat, Value};
use tinsmith::types::{Blob, DateTime, Document, Number};

/// What is made, and of what.
pub struct Fill {
    random: Rng,
    /// Whether documents are among what is made: not every format has them.
    documents: bool,
    /// Whether texts have all characters, or only those that can stand in a header.
    all_characters: bool,
}

impl Fill {
    /// Values that are the same for the same seed.
    pub fn new(seed: u64) -> Self {
        Self { random: Rng::with_seed(seed), documents: true, all_characters: true }
    }

    /// The same without documents.
    pub fn without_documents(self) -> Self {
        Self { documents: false, ..self }
    }

    /// The same with texts that can stand in headers.
    pub fn for_headers(self) -> Self {
        Self { all_characters: false, ..self }
    }

    /// Fills some of the members of `structure`, with values that nest `depth` deep at most.
    pub fn structure(&mut self, structure: &mut dyn Structure, depth: usize) {
        let shape = structure.shape();
        let indices: Vec<usize> = match shape.kind {
            // What is required is there: a reader would bring it into being otherwise.
            Kind::Structure => (0..shape.members.len())
                .filter(|index| self.random.u8(..) < 100 || shape.members[*index].required)
                .collect(),
            Kind::Union => vec![self.random.usize(..shape.members.len())],
        };
        for index in indices {
            let member = &shape.members[index];
            let skipped = !self.documents && member.name == "document";
            if let Some(value) = structure.get_mut(index).filter(|_| !skipped) {
                self.value(member, value, depth);
            }
        }
    }

    fn value(&mut self, member: &Member, value: &mut dyn Value, depth: usize) {
        match value.slot() {
            Slot::Boolean(slot) => *slot = self.random.bool(),
            Slot::Byte(slot) => *slot = self.random.i8(..),
            Slot::Short(slot) => *slot = self.random.i16(..),
            Slot::Integer(slot) => *slot = self.random.i32(..) >> self.random.u8(..32),
            Slot::Long(slot) => *slot = self.long(),
            Slot::Float(slot) => *slot = self.double() as f32,
            Slot::Double(slot) => *slot = self.double(),
            Slot::String(slot) => *slot = self.text(),
            Slot::Enum(slot) => slot.set(&self.text()),
            Slot::Blob(slot) => *slot = Blob::new(self.text()),
            Slot::Timestamp(slot) => *slot = self.instant(member),
            Slot::Document(slot) => {
                // A member that is null is one that is not set.
                *slot = Some(self.document(depth)).filter(|it| !it.is_null()).unwrap_or(Document::Bool(true));
            }
            Slot::BigInteger(slot) => *slot = self.digits().parse().unwrap(),
            Slot::BigDecimal(slot) => {
                let zeros = "0".repeat(self.random.usize(..9));
                let text =
                    format!("+{zeros}{}.{zeros}{}e{}", self.random.u64(..), self.random.u8(..), self.random.i8(..));
                *slot = text.parse().unwrap();
            }
            Slot::List(slot) => self.list(member.element(), slot, depth),
            Slot::Map(slot) => self.map(member.element(), slot, depth),
            Slot::Structure(slot) if depth > 0 || slot.shape().kind == Kind::Union => {
                self.structure(slot, depth.saturating_sub(1));
            }
            Slot::Structure(slot) => self.required(slot),
            Slot::Unit | Slot::Stream(_) | Slot::EventSender(_) | Slot::EventReceiver(_) => {}
        }
    }

    fn list(&mut self, item: &Member, list: &mut dyn List, depth: usize) {
        for _ in 0..self.size(depth) {
            let absent = list.sparse() && self.random.bool();
            let value = list.push();
            if !absent {
                self.value(item, value, depth.saturating_sub(1));
            }
        }
    }

    fn map(&mut self, item: &Member, map: &mut dyn Map, depth: usize) {
        for _ in 0..self.size(depth) {
            let absent = map.sparse() && self.random.bool();
            let value = map.insert(&self.text());
            if !absent {
                self.value(item, value, depth.saturating_sub(1));
            }
        }
    }

    fn document(&mut self, depth: usize) -> Document {
        match self.random.u8(..if depth == 0 { 6 } else { 8 }) {
            0 => Document::Null,
            1 => Document::Bool(self.random.bool()),
            2 => Document::String(self.text()),
            3 => Document::Number(Number::PosInt(self.random.u64(..))),
            4 => Document::Number(Number::NegInt(-1 - (self.random.u64(..) >> 1) as i64)),
            5 => Document::Number(Number::Float(self.random.i32(..) as f64 / 256.0 + 0.001)),
            6 => Document::Array((0..self.size(depth)).map(|_| self.document(depth - 1)).collect()),
            _ => Document::Object((0..self.size(depth)).map(|_| (self.text(), self.document(depth - 1))).collect()),
        }
    }

    /// How many elements a collection gets.
    fn size(&mut self, depth: usize) -> usize {
        self.random.usize(..if depth == 0 { 1 } else { 4 })
    }

    fn long(&mut self) -> i64 {
        self.random.i64(..) >> self.random.u8(..64)
    }

    /// A number that is one: what is none is equal to nothing, itself included.
    fn double(&mut self) -> f64 {
        match self.random.u8(..4) {
            0 => f64::from(self.random.i8(..)),
            1 => f64::INFINITY,
            2 => self.random.i32(..) as f64 / 1e5,
            _ => Some(f64::from_bits(self.random.u64(..))).filter(|number| number.is_finite()).unwrap_or(-0.0),
        }
    }

    fn text(&mut self) -> String {
        let length = self.random.usize(..12);
        let all = self.all_characters;
        let any = |random: &mut Rng| match random.u8(..8) {
            _ if !all => random.alphanumeric(),
            0 => random.char(..),
            1 => ['"', '\\', '\n', '\u{0}', '\u{7f}', '<', '&', ' '][random.usize(..8)],
            _ => random.alphanumeric(),
        };
        (0..length).map(|_| any(&mut self.random)).collect()
    }

    fn digits(&mut self) -> String {
        let sign = if self.random.bool() { "-" } else { "" };
        let more: String = (0..self.random.usize(..60)).map(|_| self.random.digit(10)).collect();
        format!("{sign}{}{more}", self.random.u8(1..))
    }

    /// An instant that every format has: to the millisecond, or to the second in HTTP's.
    fn instant(&mut self, member: &Member) -> DateTime {
        let seconds = self.random.i64(0..4_000_000_000);
        let whole = self.random.bool() || member.timestamp_format == Some(TimestampFormat::HttpDate);
        let millis = if whole { 0 } else { self.random.u32(..1000) };
        DateTime::from_secs_and_nanos(seconds, millis * 1_000_000)
    }

    /// Brings the required members of an empty structure into being.
    fn required(&mut self, structure: &mut dyn Structure) {
        for (index, _) in structure.shape().members.iter().enumerate().filter(|(_, member)| member.required) {
            if let Some(Slot::Structure(inner)) = structure.get_mut(index).map(Value::slot) {
                self.required(inner);
            }
        }
    }
}
