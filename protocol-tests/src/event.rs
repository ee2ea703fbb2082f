//! Events on the wire: what must be in one, and what one is made of.

use aws_smithy_eventstream::frame::{read_message_from, write_message_to};
use aws_smithy_types::event_stream::{Header, HeaderValue, Message};
use tinsmith::types::DateTime;

use crate::body;

/// An event: what must be in one that is sent, or what one is made of that is received.
#[derive(Clone, Debug, Default)]
pub struct Event {
    headers: Vec<(String, HeaderValue)>,
    forbidden_headers: Vec<String>,
    required_headers: Vec<String>,
    body: Option<(String, String)>,
    frame: Option<Vec<u8>>,
}

impl Event {
    /// An event of which nothing is said.
    pub fn new() -> Self {
        Self::default()
    }

    fn header(mut self, name: &str, value: HeaderValue) -> Self {
        self.headers.push((name.to_owned(), value));
        self
    }

    /// It has a header that is a text.
    pub fn string(self, name: &str, value: &str) -> Self {
        self.header(name, HeaderValue::String(value.to_owned().into()))
    }

    /// It has a header that is true or false.
    pub fn boolean(self, name: &str, value: bool) -> Self {
        self.header(name, HeaderValue::Bool(value))
    }

    /// It has a header that is an integer of 8 bits.
    pub fn byte(self, name: &str, value: i8) -> Self {
        self.header(name, HeaderValue::Byte(value))
    }

    /// It has a header that is an integer of 16 bits.
    pub fn short(self, name: &str, value: i16) -> Self {
        self.header(name, HeaderValue::Int16(value))
    }

    /// It has a header that is an integer of 32 bits.
    pub fn integer(self, name: &str, value: i32) -> Self {
        self.header(name, HeaderValue::Int32(value))
    }

    /// It has a header that is an integer of 64 bits.
    pub fn long(self, name: &str, value: i64) -> Self {
        self.header(name, HeaderValue::Int64(value))
    }

    /// It has a header that is bytes.
    pub fn blob(self, name: &str, value: &[u8]) -> Self {
        self.header(name, HeaderValue::ByteArray(value.to_vec().into()))
    }

    /// It has a header that is an instant.
    pub fn timestamp(self, name: &str, value: DateTime) -> Self {
        self.header(name, HeaderValue::Timestamp(value))
    }

    /// It has no header of this name.
    pub fn forbid_header(mut self, name: &str) -> Self {
        self.forbidden_headers.push(name.to_owned());
        self
    }

    /// It has a header of this name.
    pub fn require_header(mut self, name: &str) -> Self {
        self.required_headers.push(name.to_owned());
        self
    }

    /// It has a payload that means the same as `text` in its media type.
    pub fn body(self, media_type: &str, text: &str) -> Self {
        Self { body: Some((media_type.to_owned(), text.to_owned())), ..self }
    }

    /// It is, as a whole, this frame, in base64. In one that is sent the order of headers may be another.
    ///
    /// # Panics
    /// If it is no base64.
    #[track_caller]
    pub fn frame_of(self, base64: &str) -> Self {
        let frame = aws_smithy_types::base64::decode(base64).expect("base64");
        Self { frame: Some(frame), ..self }
    }

    /// The bytes of the event.
    pub(crate) fn frame(&self) -> Vec<u8> {
        if let Some(frame) = &self.frame {
            return frame.clone();
        }
        let payload = self.body.as_ref().map(|(media_type, text)| body::bytes(media_type, text)).unwrap_or_default();
        let headers = self.headers.iter().map(|(name, value)| Header::new(name.clone(), value.clone()));
        let message = Message::new_from_parts(headers.collect(), payload);
        let mut bytes = Vec::new();
        write_message_to(&message, &mut bytes).expect("an event that can be written");
        bytes
    }

    /// What differs in the event `found`.
    pub(crate) fn differences(&self, found: &Message) -> Vec<String> {
        let mut differences = Vec::new();
        for (name, expected) in &self.headers {
            match header(found, name) {
                Some(value) if value == expected => {}
                value => differences
                    .push(format!("the header `{name}` is another\n  expected: {expected:?}\n  found:    {value:?}")),
            }
        }
        let forbidden = self.forbidden_headers.iter().filter(|name| header(found, name).is_some());
        differences.extend(forbidden.map(|name| format!("there is a header `{name}`, which may not be there")));
        let missing = self.required_headers.iter().filter(|name| header(found, name).is_none());
        differences.extend(missing.map(|name| format!("there is no header `{name}`")));
        if let Some((media_type, text)) = &self.body
            && let Err(difference) = body::compare(media_type, text, found.payload())
        {
            differences.push(format!("the payload: {difference}"));
        }
        if let Some(frame) = &self.frame {
            differences.extend(self.frame_differences(frame, found));
        }
        differences
    }

    /// What differs from a frame: it has the same headers, in whatever order, and a payload of the same meaning.
    fn frame_differences(&self, frame: &[u8], found: &Message) -> Vec<String> {
        let expected = match read_message_from(&mut &*frame) {
            Ok(expected) => expected,
            Err(error) => return vec![format!("the frame that is expected cannot be read: {error}")],
        };
        let (expected_headers, found_headers) = (sorted_headers(&expected), sorted_headers(found));
        let mut differences = Vec::new();
        if expected_headers != found_headers {
            differences.push(format!(
                "the headers are others\n  expected: {expected_headers:?}\n  found:    {found_headers:?}"
            ));
        }
        // Where the body has a media type, it has been compared by what it means.
        if self.body.is_none() && expected.payload() != found.payload() {
            let [expected, found] = [&expected, found].map(|message| String::from_utf8_lossy(message.payload()));
            differences.push(format!("the payload is another\n  expected: {expected:?}\n  found:    {found:?}"));
        }
        differences
    }
}

fn header<'m>(message: &'m Message, name: &str) -> Option<&'m HeaderValue> {
    message.headers().iter().find(|header| header.name().as_str() == name).map(Header::value)
}

fn sorted_headers(message: &Message) -> Vec<(String, String)> {
    let headers = message.headers().iter();
    let mut sorted: Vec<_> =
        headers.map(|header| (header.name().as_str().to_owned(), format!("{:?}", header.value()))).collect();
    sorted.sort();
    sorted
}

/// The events of a body, out of their signatures.
pub(crate) fn read_all(mut body: &[u8]) -> Result<Vec<Message>, String> {
    let mut events = Vec::new();
    while !body.is_empty() {
        let message = read_message_from(&mut body).map_err(|error| error.to_string())?;
        if header(&message, ":chunk-signature").is_none() {
            events.push(message);
        } else if !message.payload().is_empty() {
            let mut payload = message.payload().as_ref();
            events.push(read_message_from(&mut payload).map_err(|error| format!("in a signature: {error}"))?);
            if !payload.is_empty() {
                return Err(format!("in a signature: {} bytes are too many", payload.len()));
            }
        }
    }
    let is_initial = |event: &Message| {
        header(event, ":event-type").and_then(|value| value.as_string().ok()).map(|value| value.as_str())
            == Some("initial-request")
    };
    events.retain(|event| !is_initial(event));
    Ok(events)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent() -> Event {
        Event::new().string(":event-type", "tick").boolean("on", true).body("application/json", r#"{"a":1}"#)
    }

    #[track_caller]
    fn check(expected: Event, differences: &[&str]) {
        let events = read_all(&sent().frame()).unwrap();
        let found = expected.differences(&events[0]);
        let firsts: Vec<&str> = found.iter().map(|text| text.lines().next().unwrap()).collect();
        assert_eq!(firsts, differences);
    }

    #[test]
    fn events_are_compared() {
        check(Event::new(), &[]);
        check(sent(), &[]);
        check(Event::new().string(":event-type", "tock"), &["the header `:event-type` is another"]);
        check(Event::new().string("on", "true"), &["the header `on` is another"]);
        check(Event::new().byte("off", 1), &["the header `off` is another"]);
        check(Event::new().require_header("on").forbid_header("off"), &[]);
        check(Event::new().require_header("off"), &["there is no header `off`"]);
        check(Event::new().forbid_header("on"), &["there is a header `on`, which may not be there"]);
        check(Event::new().body("application/json", r#"{ "a": 1 }"#), &[]);
        check(Event::new().body("application/json", "{}"), &["the payload: $.a is too much"]);
    }

    #[test]
    fn frames_are_compared() {
        let frame_of = |event: Event| {
            let frame = aws_smithy_types::base64::encode(event.frame());
            Event::new().frame_of(&frame)
        };
        let reordered = Event::new().boolean("on", true).string(":event-type", "tick");
        check(frame_of(sent()), &[]);
        check(frame_of(reordered.clone().body("", r#"{"a":1}"#)), &[]);
        check(frame_of(reordered.clone()), &["the payload is another"]);
        check(frame_of(sent().boolean("off", true)), &["the headers are others"]);
        check(frame_of(reordered.body("", r#"{"a": 1}"#)).body("application/json", r#"{"a": 1}"#), &[]);
    }

    #[test]
    fn events_are_taken_out_of_their_signatures() {
        let sign = |payload: Vec<u8>| {
            let headers = vec![
                Header::new(":date", HeaderValue::Timestamp(DateTime::from_secs(1))),
                Header::new(":chunk-signature", HeaderValue::ByteArray(vec![1].into())),
            ];
            let mut bytes = Vec::new();
            write_message_to(&Message::new_from_parts(headers, payload), &mut bytes).unwrap();
            bytes
        };
        let initial = Event::new().string(":event-type", "initial-request").frame();
        let body = [sign(initial), sign(sent().frame()), sign(Vec::new())].concat();
        let events = read_all(&body).unwrap();
        assert_eq!(events.len(), 1);
        assert!(sent().differences(&events[0]).is_empty());
        assert!(read_all(&body[..body.len() - 1]).is_err());
        assert!(read_all(&sign([sent().frame(), vec![0]].concat())).is_err());
    }
}
