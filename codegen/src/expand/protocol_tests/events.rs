//! Tests of event streams.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::case::{self, literal};
use super::scope::Scope;
use super::value;
use crate::ir::{EventExpr, EventsCheck, FieldExpr, Received, ReceivedEvents, Test};
use crate::model::{TestEvent, TestHeader, TestResponse};
use crate::names::Name;

/// The body of a test of event streams.
pub(super) fn body(scope: &Scope<'_>, test: &Test, check: &EventsCheck) -> TokenStream {
    let stream = test.call.events.as_ref().map(|_| stream(scope, &check.sent));
    let setter = test.call.events.as_ref().map(|ident| quote! { .#ident(sent.into()) });
    let call = case::call_with(scope, test, setter);
    let wire = wire(scope, check);
    let received = received(scope, test, &check.received);
    let checks = sent_checks(scope, test, check);
    let (run, request) = match (&check.received, checks.is_empty()) {
        (Received::Anything, _) => (None, quote! { let request = wire.request_of(call); }),
        (_, true) => (Some(received), TokenStream::new()),
        (_, false) => (Some(received), quote! { let request = wire.request(); }),
    };
    quote! {
        #wire
        #stream
        let call = #call;
        #run
        #request
        #checks
    }
}

/// The wire with the response, if the case has one.
fn wire(scope: &Scope<'_>, check: &EventsCheck) -> TokenStream {
    let wire = scope.support("Wire");
    if let Received::Anything = check.received {
        return quote! { let wire = #wire::new(); };
    }
    let empty = TestResponse { code: 200, message: Default::default() };
    let response = case::response_expr(scope, check.response.as_ref().unwrap_or(&empty));
    let events = check.frames.iter().map(|event| {
        let event = frame(scope, event);
        quote! { .event(#event) }
    });
    quote! {
        let response = #response #(#events)*;
        let wire = #wire::answering(response);
    }
}

/// The events that are sent.
fn stream(scope: &Scope<'_>, sent: &[(EventExpr, TestEvent)]) -> TokenStream {
    let events = scope.support("events");
    let items = sent.iter().map(|(item, _)| match item {
        EventExpr::Event(event) => {
            let event = value::union(scope, event);
            quote! { Ok(#event) }
        }
        EventExpr::Error(enumeration, error) => {
            let error = stream_error(scope, enumeration, &error.ident, value::structure(scope, error));
            quote! { Err(#error) }
        }
    });
    quote! { let sent = #events([#(#items),*]); }
}

fn stream_error(scope: &Scope<'_>, enumeration: &Name, variant: &Name, content: TokenStream) -> TokenStream {
    let enumeration = scope.error(enumeration);
    quote! { #enumeration::#variant(#content) }
}

/// What is checked of what is sent.
fn sent_checks(scope: &Scope<'_>, test: &Test, check: &EventsCheck) -> TokenStream {
    let request = check.request.as_ref().map(|expected| {
        let expected = case::expected_request(scope, expected);
        quote! { #expected.check(&request); }
    });
    // That no events are sent is worth a check where the case is about nothing else.
    let is_about_nothing_else = matches!(check.received, Received::Anything) && check.request.is_none();
    let is_about_input = is_about_nothing_else && test.call.events.is_some();
    let events = (!check.sent.is_empty() || is_about_input).then(|| {
        let events = check.sent.iter().map(|(_, event)| expected_event(scope, event));
        quote! {
            let expected = [#(#events),*];
            request.check_events(&expected);
        }
    });
    quote! { #request #events }
}

/// What is checked of what is received.
fn received(scope: &Scope<'_>, test: &Test, received: &Received) -> TokenStream {
    match received {
        Received::Anything => TokenStream::new(),
        Received::Output(fields, events) => {
            let output_of = scope.support("output_of");
            let fields = fields.iter().map(|field| field_check(scope, field));
            let mutable = events.ident.is_some().then(|| quote! { mut });
            let end = events.ident.as_ref().map(|ident| {
                let assert_end = scope.support("assert_end");
                quote! { #assert_end(output.#ident.recv()); }
            });
            let events = event_checks(scope, events);
            quote! {
                let #mutable output = #output_of(call);
                #(#fields)*
                #events
                #end
            }
        }
        Received::OperationError(variant) => {
            let (error_of, enumeration) =
                (scope.support("error_of"), scope.operation(&test.call.module, &test.call.error));
            quote! {
                let error = #error_of(call);
                let #enumeration::#variant(_) = error else { panic!("it is another error: {error:?}") };
            }
        }
        Received::StreamError(events, enumeration, expected) => {
            let [output_of, error_of, assert_same] =
                ["output_of", "error_of", "assert_same"].map(|name| scope.support(name));
            let ident = &events.ident;
            let pattern = stream_error(scope, enumeration, &expected.value.ident, quote! { error });
            let checks = event_checks(scope, events);
            let expected = case::error_value(scope, expected);
            quote! {
                let mut output = #output_of(call);
                #checks
                let error = #error_of(output.#ident.recv());
                let #pattern = error else { panic!("it is another error: {error:?}") };
                let expected = #expected;
                #assert_same(&error, &expected);
            }
        }
        Received::Failure(ident) => failure(scope, ident.as_ref()),
    }
}

/// The call fails, or the stream does before its end.
fn failure(scope: &Scope<'_>, ident: Option<&Name>) -> TokenStream {
    let assert_fails = scope.support("assert_fails");
    match ident {
        Some(ident) => quote! {
            #assert_fails(async {
                let mut output = call.await?;
                while output.#ident.recv().await?.is_some() {}
                Ok(())
            });
        },
        None => quote! {
            #assert_fails(async {
                call.await?;
                Ok(())
            });
        },
    }
}

fn event_checks(scope: &Scope<'_>, received: &ReceivedEvents) -> TokenStream {
    let ident = &received.ident;
    received
        .events
        .iter()
        .map(|event| {
            let (event_of, assert_same) = (scope.support("event_of"), scope.support("assert_same"));
            let expected = value::union(scope, event);
            quote! {
                let event = #event_of(output.#ident.recv());
                let expected = #expected;
                #assert_same(&event, &expected);
            }
        })
        .collect()
}

fn field_check(scope: &Scope<'_>, field: &FieldExpr) -> TokenStream {
    let FieldExpr { ident, value, optional, boxed } = field;
    let assert_value = scope.support("assert_value");
    let mut expected = value::expr(scope, value);
    if *boxed {
        expected = quote! { Box::new(#expected) };
    }
    if *optional {
        expected = quote! { Some(#expected) };
    }
    quote! { #assert_value(&output.#ident, &#expected); }
}

/// An event that a response has: its frame, if the case has that.
fn frame(scope: &Scope<'_>, event: &TestEvent) -> TokenStream {
    match &event.bytes {
        Some(_) => expected_event(scope, &TestEvent { bytes: event.bytes.clone(), ..bare(event) }),
        None => expected_event(scope, event),
    }
}

/// An event of which nothing is said.
fn bare(event: &TestEvent) -> TestEvent {
    TestEvent {
        direction: event.direction,
        params: None,
        headers: Vec::new(),
        forbid_headers: Vec::new(),
        require_headers: Vec::new(),
        body: Default::default(),
        bytes: None,
    }
}

fn expected_event(scope: &Scope<'_>, event: &TestEvent) -> TokenStream {
    let ty = scope.support("Event");
    let TestEvent { headers, forbid_headers, require_headers, body, bytes, .. } = event;
    let headers = headers.iter().map(|(name, value)| header(scope, name, value));
    let body = body.text.as_ref().map(|text| {
        let (text, media_type) = (literal(text), body.media_type.as_deref().unwrap_or_default());
        quote! { .body(#media_type, #text) }
    });
    let frame = bytes.as_ref().map(|bytes| {
        let text = crate::base64::encode(bytes);
        quote! { .frame_of(#text) }
    });
    quote! {
        #ty::new()
            #(#headers)*
            #(.forbid_header(#forbid_headers))*
            #(.require_header(#require_headers))*
            #body
            #frame
    }
}

fn header(scope: &Scope<'_>, name: &str, header: &TestHeader) -> TokenStream {
    match header {
        TestHeader::Boolean(value) => quote! { .boolean(#name, #value) },
        TestHeader::Byte(value) => integer(quote! { byte }, name, i64::from(*value)),
        TestHeader::Short(value) => integer(quote! { short }, name, i64::from(*value)),
        TestHeader::Integer(value) => integer(quote! { integer }, name, i64::from(*value)),
        TestHeader::Long(value) => integer(quote! { long }, name, *value),
        TestHeader::Blob(bytes) => {
            let bytes = Literal::byte_string(bytes);
            quote! { .blob(#name, #bytes) }
        }
        TestHeader::String(text) => {
            let text = literal(text);
            quote! { .string(#name, #text) }
        }
        TestHeader::Timestamp(seconds, nanos) => {
            let value = value::date_time(scope, *seconds, *nanos);
            quote! { .timestamp(#name, #value) }
        }
    }
}

fn integer(function: TokenStream, name: &str, value: i64) -> TokenStream {
    let value = value::signed(value < 0, &Literal::u64_unsuffixed(value.unsigned_abs()));
    quote! { .#function(#name, #value) }
}
