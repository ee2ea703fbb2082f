//! The tables of members.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

use crate::expand::names::Names;
use crate::ir::{EventHeader, Facts, Place, XmlRoot};
use crate::model::TimestampFormat;
use crate::names::segment;

/// The entry of a member in its shape's table.
pub(crate) fn member(names: &Names, facts: &Facts) -> TokenStream {
    let member = names.get("Member");
    let (rust_name, wire_name) = (&facts.rust_name, &facts.wire_name);
    let mut entry = quote! { #member::new(#rust_name, #wire_name) };
    if let Some(own) = own_names(names, facts) {
        entry.extend(quote! { .names(&#own) });
    }
    if facts.place != Place::Body {
        let place = place(names, &facts.place);
        entry.extend(quote! { .place(&#place) });
    }
    if let Some(format) = facts.timestamp_format {
        let format = timestamp_format(names, format);
        entry.extend(quote! { .timestamp_format(#format) });
    }
    for (function, facts) in [("key", &facts.key), ("item", &facts.item)] {
        if let Some(facts) = facts {
            let (function, nested) = (segment(function), self::member(names, facts));
            entry.extend(quote! { .#function(&#nested) });
        }
    }
    for (function, present) in [
        ("required", facts.required),
        ("sensitive", facts.sensitive),
        ("idempotency_token", facts.idempotency_token),
        ("host_label", facts.host_label),
        ("xml_flattened", facts.xml_flattened),
        ("xml_attribute", facts.xml_attribute),
        ("requires_length", facts.requires_length),
    ] {
        if present {
            let function = segment(function);
            entry.extend(quote! { .#function() });
        }
    }
    entry
}

/// The names for single formats, if there are any.
fn own_names(names: &Names, facts: &Facts) -> Option<TokenStream> {
    let mut own = TokenStream::new();
    for (function, text) in [
        ("json", &facts.json_name),
        ("xml", &facts.xml_name),
        ("ec2", &facts.ec2_name),
        ("media_type", &facts.media_type),
    ] {
        if let Some(text) = text {
            let function = segment(function);
            own.extend(quote! { .#function(#text) });
        }
    }
    if let Some(namespace) = &facts.xml_namespace {
        let namespace = xml_namespace(&names.get("XmlNamespace"), namespace);
        own.extend(quote! { .xml_namespace(#namespace) });
    }
    (!own.is_empty()).then(|| {
        let path = names.get("Names");
        quote! { #path::NONE #own }
    })
}

/// What the table of a structure or union says of it as the root of an XML document.
pub(crate) fn xml_root(names: &Names, root: &XmlRoot) -> TokenStream {
    let namespace = root.namespace.as_ref().map(|namespace| {
        let namespace = xml_namespace(&names.get("XmlNamespace"), namespace);
        quote! { .xml_namespace(#namespace) }
    });
    let name = root.name.as_ref().map(|name| quote! { .xml_name(#name) });
    quote! { #namespace #name }
}

/// A namespace and its prefix as a value of the type at `path`.
pub(crate) fn xml_namespace(path: &impl ToTokens, (uri, prefix): &(String, Option<String>)) -> TokenStream {
    let prefix = match prefix {
        Some(prefix) => quote! { Some(#prefix) },
        None => quote! { None },
    };
    quote! { #path { uri: #uri, prefix: #prefix } }
}

fn place(names: &Names, place: &Place) -> TokenStream {
    let path = names.get("Place");
    match place {
        Place::Body => quote! { #path::Body },
        Place::Header(name) => quote! { #path::Header(#name) },
        Place::PrefixHeaders(prefix) => quote! { #path::PrefixHeaders(#prefix) },
        Place::Label => quote! { #path::Label },
        Place::Query(name) => quote! { #path::Query(#name) },
        Place::QueryParams => quote! { #path::QueryParams },
        Place::Payload => quote! { #path::Payload },
        Place::StructurePayload => quote! { #path::StructurePayload },
        Place::StatusCode => quote! { #path::StatusCode },
        Place::EventHeader(ty) => {
            let ty = event_header(names, *ty);
            quote! { #path::EventHeader(#ty) }
        }
        Place::EventPayload => quote! { #path::EventPayload },
    }
}

fn event_header(names: &Names, ty: EventHeader) -> TokenStream {
    let path = names.get("EventHeader");
    match ty {
        EventHeader::Boolean => quote! { #path::Boolean },
        EventHeader::Byte => quote! { #path::Byte },
        EventHeader::Short => quote! { #path::Short },
        EventHeader::Integer => quote! { #path::Integer },
        EventHeader::Long => quote! { #path::Long },
        EventHeader::ByteArray => quote! { #path::ByteArray },
        EventHeader::String => quote! { #path::String },
        EventHeader::Timestamp => quote! { #path::Timestamp },
    }
}

fn timestamp_format(names: &Names, format: TimestampFormat) -> TokenStream {
    let path = names.get("TimestampFormat");
    match format {
        TimestampFormat::DateTime => quote! { #path::DateTime },
        TimestampFormat::HttpDate => quote! { #path::HttpDate },
        TimestampFormat::EpochSeconds => quote! { #path::EpochSeconds },
    }
}
