//! Values as the engines see them.
//!
//! [`Value`] is implemented here, once, for everything that a member can be. Generated structures and
//! unions join through [`Structure`], enums through [`StringEnum`].

use std::collections::HashMap;

use aws_smithy_types::byte_stream::ByteStream;
use aws_smithy_types::{BigDecimal, BigInteger, Blob, DateTime, Document};

use super::Structure;
use crate::event_stream::{EventSink, EventSource};

/// A value that can be written to and read from any format.
pub trait Value: Send + Sync {
    /// What the value is, to write it.
    fn view(&self) -> View<'_>;

    /// Where to put the value that is being read. An absent optional value comes into being, empty.
    fn slot(&mut self) -> Slot<'_>;

    /// The value before anything is known of it; see [`Structure::empty`].
    fn empty() -> Self
    where
        Self: Sized;
}

/// A value to write.
#[allow(missing_docs, reason = "the variants are the specification's simple and aggregate types")]
pub enum View<'a> {
    /// An optional member that is not set, or a null in a sparse collection.
    Absent,
    Boolean(bool),
    /// A byte, short, integer, long or intEnum.
    Integer(i64),
    Float(f32),
    Double(f64),
    /// A string or an enum.
    String(&'a str),
    Blob(&'a [u8]),
    Timestamp(&'a DateTime),
    Document(&'a Document),
    /// Its digits.
    BigInteger(&'a str),
    /// Its digits.
    BigDecimal(&'a str),
    List(&'a dyn List),
    Map(&'a dyn Map),
    /// A structure or a union.
    Structure(&'a dyn Structure),
    /// A union's variant that carries nothing.
    Unit,
    /// A streaming blob, whose bytes are not here.
    Stream,
    /// A stream of events, which are not here.
    EventStream,
}

/// A place to read a value into.
#[allow(missing_docs, reason = "the variants are the specification's simple and aggregate types")]
pub enum Slot<'a> {
    Boolean(&'a mut bool),
    Byte(&'a mut i8),
    Short(&'a mut i16),
    Integer(&'a mut i32),
    Long(&'a mut i64),
    Float(&'a mut f32),
    Double(&'a mut f64),
    String(&'a mut String),
    Enum(&'a mut dyn StringEnum),
    Blob(&'a mut Blob),
    Timestamp(&'a mut DateTime),
    Document(&'a mut Document),
    BigInteger(&'a mut BigInteger),
    BigDecimal(&'a mut BigDecimal),
    List(&'a mut dyn List),
    Map(&'a mut dyn Map),
    Structure(&'a mut dyn Structure),
    Unit,
    Stream(&'a mut ByteStream),
    /// A stream of events to send.
    EventSender(&'a mut dyn EventSource),
    /// A stream of events to receive.
    EventReceiver(&'a mut dyn EventSink),
}

/// An enumeration of strings, to be read into.
pub trait StringEnum: Send + Sync {
    /// Sets it to the variant of the wire value `text`, or to the unknown variant that keeps `text`.
    fn set(&mut self, text: &str);
}

/// A list of any element.
pub trait List: Send + Sync {
    /// The number of elements.
    fn len(&self) -> usize;

    /// Whether there are no elements.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The element at `index`.
    fn item(&self, index: usize) -> Option<&dyn Value>;

    /// Adds an element, empty, and gives it to be read into.
    fn push(&mut self) -> &mut dyn Value;

    /// Whether elements may be null (`sparse`).
    fn sparse(&self) -> bool;

    /// Takes all elements out.
    fn clear(&mut self);
}

/// A map from strings to any value.
pub trait Map: Send + Sync {
    /// The number of entries.
    fn len(&self) -> usize;

    /// Whether there are no entries.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The entries, in no particular order.
    fn entries(&self) -> Box<dyn Iterator<Item = (&str, &dyn Value)> + '_>;

    /// The value of `key`.
    fn get(&self, key: &str) -> Option<&dyn Value>;

    /// Adds the entry of `key`, empty, replacing any that was there, and gives its value to be read into.
    fn insert(&mut self, key: &str) -> &mut dyn Value;

    /// Whether values may be null (`sparse`).
    fn sparse(&self) -> bool;

    /// Takes all entries out.
    fn clear(&mut self);
}

impl<T: Structure> Value for T {
    fn view(&self) -> View<'_> {
        View::Structure(self)
    }

    fn slot(&mut self) -> Slot<'_> {
        Slot::Structure(self)
    }

    fn empty() -> Self {
        Structure::empty()
    }
}

macro_rules! scalars {
    ($($ty:ty: |$view:ident| $to_view:expr, $slot:ident, $empty:expr;)*) => {$(
        impl Value for $ty {
            fn view(&self) -> View<'_> {
                let $view = self;
                $to_view
            }

            fn slot(&mut self) -> Slot<'_> {
                Slot::$slot(self)
            }

            fn empty() -> Self {
                $empty
            }
        }
    )*};
}

scalars! {
    bool: |it| View::Boolean(*it), Boolean, false;
    i8: |it| View::Integer(i64::from(*it)), Byte, 0;
    i16: |it| View::Integer(i64::from(*it)), Short, 0;
    i32: |it| View::Integer(i64::from(*it)), Integer, 0;
    i64: |it| View::Integer(*it), Long, 0;
    f32: |it| View::Float(*it), Float, 0.0;
    f64: |it| View::Double(*it), Double, 0.0;
    String: |it| View::String(it), String, String::new();
    Blob: |it| View::Blob(it.as_ref()), Blob, Blob::new(Vec::new());
    DateTime: |it| View::Timestamp(it), Timestamp, DateTime::from_secs(0);
    Document: |it| View::Document(it), Document, Document::Null;
    BigInteger: |it| View::BigInteger(it.as_ref()), BigInteger, BigInteger::default();
    BigDecimal: |it| View::BigDecimal(it.as_ref()), BigDecimal, BigDecimal::default();
}

/// The payload of a union's variant that carries nothing.
impl Value for () {
    fn view(&self) -> View<'_> {
        View::Unit
    }

    fn slot(&mut self) -> Slot<'_> {
        Slot::Unit
    }

    fn empty() -> Self {}
}

impl Value for ByteStream {
    fn view(&self) -> View<'_> {
        View::Stream
    }

    fn slot(&mut self) -> Slot<'_> {
        Slot::Stream(self)
    }

    fn empty() -> Self {
        ByteStream::default()
    }
}

impl<T: Value> Value for Option<T> {
    fn view(&self) -> View<'_> {
        self.as_ref().map_or(View::Absent, T::view)
    }

    fn slot(&mut self) -> Slot<'_> {
        self.get_or_insert_with(T::empty).slot()
    }

    fn empty() -> Self {
        None
    }
}

impl<T: Value> Value for Vec<T> {
    fn view(&self) -> View<'_> {
        View::List(self)
    }

    fn slot(&mut self) -> Slot<'_> {
        Slot::List(self)
    }

    fn empty() -> Self {
        Vec::new()
    }
}

impl<T: Value> List for Vec<T> {
    fn len(&self) -> usize {
        Vec::len(self)
    }

    fn item(&self, index: usize) -> Option<&dyn Value> {
        self.get(index).map(|item| item as &dyn Value)
    }

    fn push(&mut self) -> &mut dyn Value {
        Vec::push(self, T::empty());
        let last = Vec::len(self) - 1;
        &mut self[last]
    }

    fn sparse(&self) -> bool {
        is_absent(&T::empty())
    }

    fn clear(&mut self) {
        Vec::clear(self);
    }
}

impl<K: MapKey, V: Value> Value for HashMap<K, V> {
    fn view(&self) -> View<'_> {
        View::Map(self)
    }

    fn slot(&mut self) -> Slot<'_> {
        Slot::Map(self)
    }

    fn empty() -> Self {
        HashMap::new()
    }
}

/// What a map's key can be: a string or an enum.
pub trait MapKey: std::hash::Hash + Eq + Value + for<'a> From<&'a str> {
    /// Its text.
    fn text(&self) -> &str {
        match self.view() {
            View::String(text) => text,
            _ => "",
        }
    }
}

impl<K: std::hash::Hash + Eq + Value + for<'a> From<&'a str>> MapKey for K {}

impl<K: MapKey, V: Value> Map for HashMap<K, V> {
    fn len(&self) -> usize {
        HashMap::len(self)
    }

    fn entries(&self) -> Box<dyn Iterator<Item = (&str, &dyn Value)> + '_> {
        Box::new(self.iter().map(|(key, value)| (key.text(), value as &dyn Value)))
    }

    fn get(&self, key: &str) -> Option<&dyn Value> {
        HashMap::get(self, &K::from(key)).map(|value| value as &dyn Value)
    }

    fn insert(&mut self, key: &str) -> &mut dyn Value {
        self.entry(K::from(key)).insert_entry(V::empty()).into_mut()
    }

    fn sparse(&self) -> bool {
        is_absent(&V::empty())
    }

    fn clear(&mut self) {
        HashMap::clear(self);
    }
}

/// Whether `value` is an absent optional: a fresh element is one exactly in a sparse collection.
fn is_absent(value: &dyn Value) -> bool {
    matches!(value.view(), View::Absent)
}
