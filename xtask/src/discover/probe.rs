//! What a file is, without reading more of it than that takes: whether it is a model, and which services it
//! defines. What is wrong with a model is for the generator to say.

use std::fmt;
use std::io::Read as Bytes;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use tinsmith_codegen::model::ShapeId;

/// What a file is.
#[derive(Debug, PartialEq)]
pub(super) enum Probe {
    /// A Smithy model, with these services.
    Model(Vec<ServiceFound>),
    /// A C2J model.
    C2j(C2jFound),
    /// What means to be a Smithy model, and cannot be read.
    Broken,
    /// Something else, in words.
    Other(String),
}

/// A service that a file defines.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct ServiceFound {
    pub(super) id: ShapeId,
    pub(super) version: String,
    pub(super) sdk_id: Option<String>,
}

/// The service of a C2J model, as its metadata have it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct C2jFound {
    pub(super) service_id: Option<String>,
    pub(super) endpoint_prefix: Option<String>,
    pub(super) version: String,
}

impl C2jFound {
    /// The name that the service is known by.
    pub(super) fn name(&self) -> &str {
        self.service_id.as_deref().or(self.endpoint_prefix.as_deref()).unwrap_or_default()
    }
}

/// Reads a C2J model as far as its metadata, which come before all that is long; `None` if it is none.
pub(super) fn probe_c2j(text: impl Bytes) -> Option<C2jFound> {
    let mut deserializer = serde_json::Deserializer::from_reader(text);
    let mut metadata = None;
    // What is read is kept where the reading ends with an error: that of having found what is wanted.
    let _ = Read::UpToMetadata(&mut metadata).deserialize(&mut deserializer);
    metadata
}

/// Says what the file with this text is.
pub(super) fn probe(text: &[u8]) -> Probe {
    let mut deserializer = serde_json::Deserializer::from_slice(text);
    let mut file = File::default();
    let read = Read::File(&mut file).deserialize(&mut deserializer).and_then(|()| deserializer.end());
    match read {
        Ok(()) if file.is_smithy => Probe::Model(file.services),
        Ok(()) => match file.metadata.filter(|_| file.has_operations) {
            Some(metadata) => Probe::C2j(metadata),
            None => Probe::Other("it is no model: it has no key `smithy`".to_owned()),
        },
        Err(_) if mentions_smithy(text) => Probe::Broken,
        Err(error) => Probe::Other(format!("it is no JSON: {error}")),
    }
}

fn mentions_smithy(text: &[u8]) -> bool {
    let start = String::from_utf8_lossy(&text[..text.len().min(4096)]);
    start.contains("\"smithy\"")
}

#[derive(Default)]
struct File {
    is_smithy: bool,
    has_operations: bool,
    metadata: Option<C2jFound>,
    services: Vec<ServiceFound>,
}

#[derive(Default)]
struct Shape {
    is_service: bool,
    version: String,
    sdk_id: Option<String>,
}

/// What is read at a place of the file, and where it is put.
enum Read<'a> {
    File(&'a mut File),
    UpToMetadata(&'a mut Option<C2jFound>),
    Metadata(&'a mut Option<C2jFound>),
    Shapes(&'a mut Vec<ServiceFound>),
    Shape(&'a mut Shape),
    Traits(&'a mut Option<String>),
    ServiceTrait(&'a mut Option<String>),
    IsService(&'a mut bool),
    Text(&'a mut String),
    Present(&'a mut bool),
}

impl<'de> DeserializeSeed<'de> for Read<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Read<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        match self {
            Read::File(file) => {
                while let Some(key) = map.next_key::<String>()? {
                    match key.as_str() {
                        "smithy" => map.next_value_seed(Read::Present(&mut file.is_smithy))?,
                        "metadata" => map.next_value_seed(Read::Metadata(&mut file.metadata))?,
                        "operations" => {
                            file.has_operations = true;
                            let _: IgnoredAny = map.next_value()?;
                        }
                        "shapes" => map.next_value_seed(Read::Shapes(&mut file.services))?,
                        _ => drop(map.next_value::<IgnoredAny>()?),
                    }
                }
            }
            Read::UpToMetadata(metadata) => {
                while let Some(key) = map.next_key::<String>()? {
                    if key == "metadata" {
                        map.next_value_seed(Read::Metadata(metadata))?;
                        return Err(A::Error::custom("found"));
                    }
                    let _: IgnoredAny = map.next_value()?;
                }
            }
            Read::Metadata(metadata) => {
                let mut found = C2jFound::default();
                while let Some(key) = map.next_key::<String>()? {
                    match key.as_str() {
                        "apiVersion" => map.next_value_seed(Read::Text(&mut found.version))?,
                        "endpointPrefix" => {
                            map.next_value_seed(Read::Text(found.endpoint_prefix.get_or_insert_default()))?;
                        }
                        "serviceId" => map.next_value_seed(Read::Text(found.service_id.get_or_insert_default()))?,
                        _ => drop(map.next_value::<IgnoredAny>()?),
                    }
                }
                *metadata = Some(found);
            }
            Read::Shapes(services) => {
                while let Some(key) = map.next_key::<String>()? {
                    let mut shape = Shape::default();
                    map.next_value_seed(Read::Shape(&mut shape))?;
                    let id = ShapeId::parse(&key).filter(|_| shape.is_service);
                    services.extend(id.map(|id| ServiceFound { id, version: shape.version, sdk_id: shape.sdk_id }));
                }
            }
            Read::Shape(shape) => {
                while let Some(key) = map.next_key::<String>()? {
                    match key.as_str() {
                        "type" => map.next_value_seed(Read::IsService(&mut shape.is_service))?,
                        "version" => map.next_value_seed(Read::Text(&mut shape.version))?,
                        "traits" => map.next_value_seed(Read::Traits(&mut shape.sdk_id))?,
                        _ => drop(map.next_value::<IgnoredAny>()?),
                    }
                }
            }
            Read::Traits(sdk_id) => {
                while let Some(key) = map.next_key::<String>()? {
                    match key.as_str() {
                        "aws.api#service" => map.next_value_seed(Read::ServiceTrait(sdk_id))?,
                        _ => drop(map.next_value::<IgnoredAny>()?),
                    }
                }
            }
            Read::ServiceTrait(sdk_id) => {
                while let Some(key) = map.next_key::<String>()? {
                    match key.as_str() {
                        "sdkId" => map.next_value_seed(Read::Text(sdk_id.get_or_insert_default()))?,
                        _ => drop(map.next_value::<IgnoredAny>()?),
                    }
                }
            }
            Read::IsService(_) | Read::Text(_) | Read::Present(_) => {
                while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
            }
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(())
    }

    fn visit_str<E>(self, text: &str) -> Result<(), E> {
        match self {
            Read::IsService(is_service) => *is_service = text == "service",
            Read::Text(found) => text.clone_into(found),
            Read::Present(present) => *present = true,
            _ => {}
        }
        Ok(())
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Probe) {
        assert_eq!(probe(text.as_bytes()), expected);
    }

    fn found(id: &str, version: &str, sdk_id: Option<&str>) -> ServiceFound {
        let id = ShapeId::parse(id).unwrap();
        ServiceFound { id, version: version.to_owned(), sdk_id: sdk_id.map(str::to_owned) }
    }

    #[test]
    fn services_of_a_model() {
        check(
            r#"{"smithy": "2.0", "shapes": {
                "a#S": {"type": "structure", "members": {"version": {"target": "a#T"}}},
                "a#One": {"type": "service", "version": "1", "traits": {"aws.api#service": {"sdkId": "One Service"}, "x#y": 1}},
                "a#Two": {"type": "service"}
            }, "metadata": {"a": [1, -2.5, null, true]}}"#,
            Probe::Model(vec![found("a#One", "1", Some("One Service")), found("a#Two", "", None)]),
        );
    }

    #[test]
    fn oddities_are_no_reason_to_stop() {
        check(r#"{"smithy": 2.0, "shapes": {}}"#, Probe::Other("it is no model: it has no key `smithy`".into()));
        check(r#"{"smithy": "2.0", "shapes": [1, {"a": 2}]}"#, Probe::Model(vec![]));
        check(
            r#"{"smithy": "2.0", "shapes": {"x": 1, "y": {"type": {"a": 1}, "traits": false}}}"#,
            Probe::Model(vec![]),
        );
    }

    #[test]
    fn service_of_a_c2j_model() {
        let text = r#"{"version": "2.0", "metadata": {"apiVersion": "2020-01-01", "serviceId": "One Service", "uid": 1},
            "operations": {}, "shapes": {}}"#;
        let found = C2jFound {
            service_id: Some("One Service".to_owned()),
            endpoint_prefix: None,
            version: "2020-01-01".to_owned(),
        };
        check(text, Probe::C2j(found.clone()));
        assert_eq!(probe_c2j(text.as_bytes()), Some(found.clone()));
        // No more is read than the metadata.
        assert_eq!(probe_c2j(text.split("operations").next().unwrap().as_bytes()), Some(found));
        assert_eq!(probe_c2j(&b"{\"shapes\": {}}"[..]), None);
        assert_eq!(probe_c2j(&b"[]"[..]), None);
        assert_eq!(probe_c2j(&b""[..]), None);
    }

    #[test]
    fn other_files() {
        check("[1, 2]", Probe::Other("it is no model: it has no key `smithy`".into()));
        check("{", Probe::Other("it is no JSON: EOF while parsing an object at line 1 column 1".into()));
        check(r#"{"smithy": "2.0", "shapes": {"#, Probe::Broken);
    }
}
