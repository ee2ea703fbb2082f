//! A test: the call, and what is checked.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::scope::Scope;
use super::{events, value};
use crate::ir::{Check, ErrorExpr, Expr, StructureExpr, Test, TestCall};
use crate::model::{TestBody, TestMessage, TestRequest, TestResponse};

/// The function of a test.
pub(super) fn function(scope: &Scope<'_>, test: &Test) -> TokenStream {
    let (name, docs) = (&test.name, super::documentation(&test.docs));
    let body = match &test.check {
        Check::Request(expected) => request(scope, test, expected),
        Check::Output(response, expected) => output(scope, test, response, expected),
        Check::Error(response, expected) => error(scope, test, response, expected),
        Check::Events(expected) => events::body(scope, test, expected),
    };
    quote! {
        #docs
        #[test]
        fn #name() {
            #body
        }
    }
}

fn request(scope: &Scope<'_>, test: &Test, expected: &TestRequest) -> TokenStream {
    let (wire, call) = (scope.support("Wire"), call(scope, test));
    let expected = expected_request(scope, expected);
    let auth_scheme = test.config.auth_scheme.as_ref().map(|scheme| quote! { .auth_scheme(#scheme) });
    quote! {
        let wire = #wire::new();
        let call = #call;
        let request = wire.request_of(call);
        #expected #auth_scheme .check(&request);
    }
}

pub(super) fn expected_request(scope: &Scope<'_>, expected: &TestRequest) -> TokenStream {
    let ty = scope.support("ExpectedRequest");
    let (method, uri) = (&expected.method, &expected.uri);
    let checks = request_checks(expected);
    quote! { #ty::new(#method, #uri) #checks }
}

fn request_checks(expected: &TestRequest) -> TokenStream {
    let host = expected.resolved_host.iter();
    let TestRequest { query_params, forbid_query_params, require_query_params, .. } = expected;
    let TestMessage { headers, forbid_headers, require_headers, body } = &expected.message;
    let (names, values): (Vec<_>, Vec<_>) = headers.iter().map(|(name, value)| (name, literal(value))).unzip();
    let body = body_check(body);
    quote! {
        #(.host(#host))*
        #(.query_param(#query_params))*
        #(.forbid_query_param(#forbid_query_params))*
        #(.require_query_param(#require_query_params))*
        #(.header(#names, #values))*
        #(.forbid_header(#forbid_headers))*
        #(.require_header(#require_headers))*
        #body
    }
}

/// Nothing is checked where nothing is said; an empty body is one that must be empty.
fn body_check(body: &TestBody) -> TokenStream {
    let TestBody { text, media_type } = body;
    match (text.as_deref(), media_type) {
        (None, _) => TokenStream::new(),
        (Some(""), _) => quote! { .empty_body() },
        (Some(text), None) => {
            let text = literal(text);
            quote! { .text_body(#text) }
        }
        (Some(text), Some(media_type)) => {
            let text = literal(text);
            quote! { .body(#media_type, #text) }
        }
    }
}

fn output(scope: &Scope<'_>, test: &Test, response: &TestResponse, expected: &StructureExpr) -> TokenStream {
    let (wire, call, response) = (scope.support("Wire"), call(scope, test), response_expr(scope, response));
    let (output, assert_same) = (scope.support("output_of"), scope.support("assert_same"));
    let expected_ty = scope.operation(&test.call.module, &test.call.output);
    let (streams, plain): (Vec<_>, Vec<_>) =
        expected.members.iter().partition(|member| matches!(member.value, Expr::ByteStream(_)));
    let members = value::setters(scope, plain);
    let unwrap = expected.is_fallible.then(|| quote! { .unwrap() });
    let streams = streams.into_iter().filter_map(|member| {
        let (ident, Expr::ByteStream(bytes)) = (&member.ident, &member.value) else { return None };
        let (assert_bytes, bytes) = (scope.support("assert_bytes"), value::byte_string(bytes));
        Some(quote! { #assert_bytes(output.#ident, #bytes); })
    });
    quote! {
        let response = #response;
        let wire = #wire::answering(response);
        let call = #call;
        let output = #output(call);
        let expected = #expected_ty::builder() #members .build() #unwrap;
        #assert_same(&output, &expected);
        #(#streams)*
    }
}

fn error(scope: &Scope<'_>, test: &Test, response: &TestResponse, expected: &ErrorExpr) -> TokenStream {
    let (wire, call, response) = (scope.support("Wire"), call(scope, test), response_expr(scope, response));
    let (error_of, assert_same) = (scope.support("error_of"), scope.support("assert_same"));
    let ErrorExpr { value, code, kind, .. } = expected;
    let enumeration = scope.operation(&test.call.module, &test.call.error);
    let variant = &value.ident;
    if code.is_some() || kind.is_some() {
        scope.error_metadata();
    }
    let expected = error_value(scope, expected);
    let code = code.as_ref().map(|code| quote! { assert_eq!(error.meta().code(), Some(#code)); });
    let kind = kind.as_ref().map(|kind| quote! { assert_eq!(error.meta().extra("type"), Some(#kind)); });
    quote! {
        let response = #response;
        let wire = #wire::answering(response);
        let call = #call;
        let error = #error_of(call);
        let #enumeration::#variant(error) = error else { panic!("it is another error: {error:?}") };
        let expected = #expected;
        #assert_same(&error, &expected);
        #code
        #kind
    }
}

/// The error that is expected. A message of which the model does not know is taken as it came.
pub(super) fn error_value(scope: &Scope<'_>, error: &ErrorExpr) -> TokenStream {
    let message = error.is_without_message.then(|| quote! { .set_message(error.message.clone()) });
    value::structure_with(scope, &error.value, message)
}

pub(super) fn response_expr(scope: &Scope<'_>, response: &TestResponse) -> TokenStream {
    let ty = scope.support("Response");
    let code = Literal::u16_unsuffixed(response.code);
    let TestMessage { headers, body, .. } = &response.message;
    let (names, values): (Vec<_>, Vec<_>) = headers.iter().map(|(name, value)| (name, literal(value))).unzip();
    let body = match (body.text.as_deref().filter(|text| !text.is_empty()), &body.media_type) {
        (None, _) => None,
        (Some(text), None) => Some((String::new(), text)),
        (Some(text), Some(media_type)) => Some((media_type.clone(), text)),
    };
    let body = body.map(|(media_type, text)| {
        let text = literal(text);
        quote! { .body(#media_type, #text) }
    });
    quote! { #ty::new(#code) #(.header(#names, #values))* #body }
}

/// The call, until it is sent. A stream of events is one without any.
fn call(scope: &Scope<'_>, test: &Test) -> TokenStream {
    let events = test.call.events.as_ref().map(|ident| {
        let events = scope.support("events");
        quote! { .#ident(#events([]).into()) }
    });
    call_with(scope, test, events)
}

/// The call, with another setter besides those of its members.
pub(super) fn call_with(scope: &Scope<'_>, test: &Test, setter: Option<TokenStream>) -> TokenStream {
    let client = super::client(scope, &test.config);
    let TestCall { function, input, .. } = &test.call;
    let members = value::setters(scope, input);
    let switches = test.config.call_switches.iter().map(|(setter, value)| quote! { .#setter(#value) });
    let customized = (!test.config.call_switches.is_empty()).then(|| {
        let builder = scope.config("Builder");
        quote! { .customize().config_override(#builder::new() #(#switches)*) }
    });
    quote! { #client.#function() #members #setter #customized .send() }
}

/// A text as a person would write it: raw where there is something to escape that can be seen.
pub(super) fn literal(text: &str) -> Literal {
    // What cannot be seen is escaped, as rustc wants it for what turns the direction of writing.
    let is_seen = |c: char| matches!(c, '"' | '\\' | '\n' | '\'') || c.escape_debug().count() == 1;
    if text.contains(['"', '\\', '\n']) && text.chars().all(is_seen) {
        let hashes = "#".repeat(hashes(text));
        // It is one literal whatever the text is: nothing in it ends it.
        if let Ok(raw) = format!("r{hashes}\"{text}\"{hashes}").parse() {
            return raw;
        }
    }
    Literal::string(text)
}

/// How many hashes a raw literal needs so that no quote in its text ends it.
fn hashes(text: &str) -> usize {
    let after_quotes = text.split('"').skip(1);
    after_quotes.map(|rest| rest.bytes().take_while(|byte| *byte == b'#').count() + 1).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let literal = literal(text);
        assert_eq!(literal.to_string(), expected);
        let parsed: syn::LitStr = syn::parse_str(expected).unwrap();
        assert_eq!(parsed.value(), text);
    }

    #[test]
    fn texts_are_literals() {
        check("a", r#""a""#);
        check("a\"b", "r#\"a\"b\"#");
        check("a\nb", "r\"a\nb\"");
        check("a\"#b", "r##\"a\"#b\"##");
        check("\"##\"#", "r###\"\"##\"#\"###");
        check("a\\", "r\"a\\\"");
        check("a\r\nb", r#""a\r\nb""#);
        check("\"\u{202e}", r#""\"\u{202e}""#);
    }
}
