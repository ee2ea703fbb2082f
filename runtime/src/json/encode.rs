//! Any shape to JSON.

use aws_smithy_types::{DateTime, Document, Number, base64};

use crate::json::{JsonStyle, Writer};
use crate::protocol::EncodeError;
use crate::shape::{self, List, Map, Member, Structure, TimestampFormat, View};
use crate::timestamp;

type Result = std::result::Result<(), EncodeError>;

/// Writes `structure` as an object, leaving out members that are not set.
pub fn write_structure(style: JsonStyle, structure: &dyn Structure, writer: &mut Writer) -> Result {
    writer.raw("{");
    let mut first = true;
    for (member, value) in shape::members(structure).filter(|(member, _)| style.includes(member)) {
        let view = value.view();
        // Events follow the document, or come before it.
        if !matches!(view, View::Absent | View::EventStream) {
            writer.key(style.name(member), &mut first);
            write_view(style, member, view, writer)?;
        }
    }
    writer.raw("}");
    EncodeError::unless_written(!first, structure.shape())
}

/// Writes one value, by the facts of its member.
pub(crate) fn write_view(style: JsonStyle, member: &'static Member, view: View<'_>, writer: &mut Writer) -> Result {
    match view {
        View::Absent => writer.raw("null"),
        View::Boolean(value) => writer.raw(if value { "true" } else { "false" }),
        View::Integer(value) => writer.number(value),
        View::Float(value) => writer.float(value),
        View::Double(value) => writer.double(value),
        View::String(value) => writer.string(value),
        View::Blob(bytes) => writer.string(&base64::encode(bytes)),
        View::Timestamp(instant) => return write_timestamp(style, member, instant, writer),
        View::Document(document) => write_document(document, writer),
        View::BigInteger(digits) | View::BigDecimal(digits) => write_big_number(style, digits, writer),
        View::List(list) => return write_list(style, member.element(), list, writer),
        View::Map(map) => return write_map(style, member.element(), map, writer),
        View::Structure(structure) => return write_structure(style, structure, writer),
        View::Unit => writer.raw("{}"),
        View::Stream | View::EventStream => {
            return Err(EncodeError(format!("`{}` is a stream, which has no JSON form", member.name)));
        }
    }
    Ok(())
}

fn write_list(style: JsonStyle, item: &'static Member, list: &dyn List, writer: &mut Writer) -> Result {
    writer.raw("[");
    let mut first = true;
    for value in (0..list.len()).filter_map(|index| list.item(index)) {
        writer.separate(&mut first);
        write_view(style, item, value.view(), writer)?;
    }
    writer.raw("]");
    Ok(())
}

fn write_map(style: JsonStyle, item: &'static Member, map: &dyn Map, writer: &mut Writer) -> Result {
    writer.raw("{");
    let mut first = true;
    for (key, value) in map.entries() {
        writer.key(key, &mut first);
        write_view(style, item, value.view(), writer)?;
    }
    writer.raw("}");
    Ok(())
}

/// Writes a number with all its digits. Users may have a plus, zeros or a point in it that JSON does not.
fn write_big_number(style: JsonStyle, number: &str, writer: &mut Writer) {
    let (mantissa, exponent) = number.split_at(number.find(['e', 'E']).unwrap_or(number.len()));
    let (sign, mantissa) = match mantissa.strip_prefix('-') {
        Some(mantissa) => ("-", mantissa),
        None => ("", mantissa.strip_prefix('+').unwrap_or(mantissa)),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let whole = whole.trim_start_matches('0');
    let quote = if style.quoted_big_numbers { "\"" } else { "" };
    let point = if fraction.is_empty() { "" } else { "." };
    for part in [quote, sign, if whole.is_empty() { "0" } else { whole }, point, fraction, exponent, quote] {
        writer.raw(part);
    }
}

fn write_timestamp(style: JsonStyle, member: &Member, instant: &DateTime, writer: &mut Writer) -> Result {
    let format = style.timestamp_format(member);
    let text = timestamp::write(instant, format)
        .map_err(|error| EncodeError(format!("`{}` cannot be written as a timestamp: {error}", member.name)))?;
    match format {
        TimestampFormat::EpochSeconds => writer.raw(&text),
        TimestampFormat::DateTime | TimestampFormat::HttpDate => writer.string(&text),
    }
    Ok(())
}

/// Writes a document, whatever its depth: users make them, and `Drop` and `Debug` of theirs recurse too.
fn write_document(document: &Document, writer: &mut Writer) {
    match document {
        Document::Null => writer.raw("null"),
        Document::Bool(value) => writer.raw(if *value { "true" } else { "false" }),
        Document::String(value) => writer.string(value),
        Document::Number(Number::PosInt(value)) => writer.number(value),
        Document::Number(Number::NegInt(value)) => writer.number(value),
        Document::Number(Number::Float(value)) => writer.double(*value),
        Document::Array(items) => {
            writer.raw("[");
            let mut first = true;
            for item in items {
                writer.separate(&mut first);
                write_document(item, writer);
            }
            writer.raw("]");
        }
        Document::Object(entries) => {
            writer.raw("{");
            let mut first = true;
            for (key, value) in entries {
                writer.key(key, &mut first);
                write_document(value, writer);
            }
            writer.raw("}");
        }
    }
}
