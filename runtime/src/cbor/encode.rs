//! Any shape to CBOR.

use aws_smithy_types::DateTime;

use crate::cbor::{Writer, big, tag};
use crate::protocol::EncodeError;
use crate::shape::{self, List, Map, Member, Structure, TimestampFormat, View};
use crate::timestamp;

type Result = std::result::Result<(), EncodeError>;

/// Writes `structure` as a map, leaving out members that are not set.
pub fn write_structure(structure: &dyn Structure, writer: &mut Writer) -> Result {
    writer.begin_map();
    let mut written = false;
    for (member, value) in shape::members(structure).filter(|(member, _)| !member.is_event_bound()) {
        let view = value.view();
        // Events follow the document, or come before it.
        if !matches!(view, View::Absent | View::EventStream) {
            written = true;
            writer.text(member.wire_name);
            write_view(member, view, writer)?;
        }
    }
    writer.end();
    EncodeError::unless_written(written, structure.shape())
}

/// Writes one value; `member` names it in errors.
fn write_view(member: &Member, view: View<'_>, writer: &mut Writer) -> Result {
    match view {
        View::Absent => writer.null(),
        View::Boolean(value) => writer.boolean(value),
        View::Integer(value) => writer.integer(value),
        View::Float(value) => writer.float(value),
        View::Double(value) => writer.double(value),
        View::String(value) => writer.text(value),
        View::Blob(bytes) => writer.bytes(bytes),
        View::Timestamp(instant) => return write_timestamp(member, instant, writer),
        View::Document(_) => return refuse(member, "is a document, for which rpcv2Cbor has no form"),
        View::BigInteger(digits) => return write_big_integer(member, digits, writer),
        View::BigDecimal(text) => return write_big_decimal(member, text, writer),
        View::List(list) => return write_list(member, list, writer),
        View::Map(map) => return write_map(member, map, writer),
        View::Structure(structure) => return write_structure(structure, writer),
        View::Unit => writer.map(0),
        View::Stream | View::EventStream => return refuse(member, "is a stream, which has no CBOR form"),
    }
    Ok(())
}

fn refuse(member: &Member, why: &str) -> Result {
    Err(EncodeError(format!("`{}` {why}", member.name)))
}

fn write_list(member: &Member, list: &dyn List, writer: &mut Writer) -> Result {
    writer.array(list.len());
    for value in (0..list.len()).filter_map(|index| list.item(index)) {
        write_view(member, value.view(), writer)?;
    }
    Ok(())
}

fn write_map(member: &Member, map: &dyn Map, writer: &mut Writer) -> Result {
    writer.map(map.len());
    for (key, value) in map.entries() {
        writer.text(key);
        write_view(member, value.view(), writer)?;
    }
    Ok(())
}

/// Writes seconds since 1970, as an integer where there is no fraction.
fn write_timestamp(member: &Member, instant: &DateTime, writer: &mut Writer) -> Result {
    writer.tag(tag::EPOCH);
    if instant.subsec_nanos() == 0 {
        writer.integer(instant.secs());
        return Ok(());
    }
    // By way of the digits: a sum of seconds and fraction as doubles would be off in the last bit.
    let text = timestamp::write(instant, TimestampFormat::EpochSeconds).ok();
    match text.and_then(|text| text.parse().ok()) {
        Some(seconds) => writer.double(seconds),
        None => return refuse(member, "cannot be written as a timestamp"),
    }
    Ok(())
}

fn write_big_integer(member: &Member, digits: &str, writer: &mut Writer) -> Result {
    let (negative, digits) = digits.strip_prefix('-').map_or((false, digits), |digits| (true, digits));
    let Some(mut bytes) = big::to_bytes(digits) else { return refuse(member, "has more digits than are sent") };
    if negative && !bytes.is_empty() {
        big::decrement(&mut bytes);
        writer.tag(tag::BIG_NEGATIVE);
    } else {
        writer.tag(tag::BIG_POSITIVE);
    }
    writer.bytes(&bytes);
    Ok(())
}

/// Writes exponent and mantissa.
fn write_big_decimal(member: &Member, text: &str, writer: &mut Writer) -> Result {
    let Some((mantissa, exponent)) = big::parts(text) else { return refuse(member, "has an exponent out of range") };
    writer.tag(tag::DECIMAL);
    writer.array(2);
    writer.integer(exponent);
    match mantissa.parse() {
        Ok(small) => writer.integer(small),
        Err(_) => return write_big_integer(member, &mantissa, writer),
    }
    Ok(())
}
