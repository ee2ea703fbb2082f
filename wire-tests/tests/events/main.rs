//! Streams of events: what is sent, what is received, and how both end.

mod receiving;
mod sending;
mod service;
mod signing;
mod sockets;

use aws_smithy_eventstream::frame::{read_message_from, write_message_to};
use aws_smithy_runtime_api::client::http::SharedHttpClient;
use aws_smithy_types::event_stream::{Header, HeaderValue, Message};
use bytes::{Buf, Bytes};

/// A transport that the environment has no say in.
fn http_client() -> SharedHttpClient {
    tinsmith::http::Builder::new().proxies(tinsmith::http::Proxies::none()).build()
}

/// The messages in a body, by the official codec.
fn messages(body: Vec<u8>) -> Vec<Message> {
    let mut body = Bytes::from(body);
    let mut messages = Vec::new();
    while body.has_remaining() {
        messages.push(read_message_from(&mut body).unwrap());
    }
    messages
}

/// The bytes of messages, by the official codec.
fn frames(messages: &[Message]) -> Vec<u8> {
    let mut bytes = Vec::new();
    messages.iter().for_each(|message| write_message_to(message, &mut bytes).unwrap());
    bytes
}

/// A message whose headers are texts.
fn message(headers: &[(&'static str, &'static str)], payload: &'static str) -> Message {
    let header = |(name, value): &(&'static str, &'static str)| Header::new(*name, text(value));
    Message::new_from_parts(headers.iter().map(header).collect(), payload)
}

fn text(text: &'static str) -> HeaderValue {
    HeaderValue::String(text.into())
}

/// An event of this name with a JSON document.
fn event(name: &'static str, document: &'static str) -> Message {
    let headers = [(":message-type", "event"), (":event-type", name), (":content-type", "application/json")];
    message(&headers, document)
}

/// An error with all its causes.
fn chain(error: &dyn std::error::Error) -> String {
    let causes = std::iter::successors(Some(error), |error| error.source());
    causes.map(ToString::to_string).collect::<Vec<_>>().join(": ")
}
