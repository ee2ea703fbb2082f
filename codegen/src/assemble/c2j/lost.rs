//! What AWS's Smithy models say and their C2J forms have lost, where it changes types. Each entry is a fact
//! about a service that the official clients show; a test finds those that C2J says again.

use crate::read::{C2jKind, C2jShape, Simple};

/// What is lost of a shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fact {
    /// It is a union.
    Union,
    /// Its values may be null.
    Sparse,
    /// The values of the enumeration have no names.
    Unnamed,
}

/// The facts: service, shape, and what is lost of it.
static FACTS: &[(&str, &str, Fact)] = &[
    ("BackupSearch", "TagMap", Fact::Sparse),
    ("CloudDirectory", "TypedAttributeValue", Fact::Union),
    ("DynamoDB", "AttributeValue", Fact::Union),
    ("DynamoDB Streams", "AttributeValue", Fact::Union),
    ("IoT", "AssetPropertyVariant", Fact::Union),
    ("Location", "BatchItemErrorCode", Fact::Unnamed),
    ("Location", "DimensionUnit", Fact::Unnamed),
    ("Location", "DistanceUnit", Fact::Unnamed),
    ("Location", "ForecastedGeofenceEventType", Fact::Unnamed),
    ("Location", "IntendedUse", Fact::Unnamed),
    ("Location", "OptimizationMode", Fact::Unnamed),
    ("Location", "PositionFiltering", Fact::Unnamed),
    ("Location", "PricingPlan", Fact::Unnamed),
    ("Location", "RouteMatrixErrorCode", Fact::Unnamed),
    ("Location", "SpeedUnit", Fact::Unnamed),
    ("Location", "Status", Fact::Unnamed),
    ("Location", "TravelMode", Fact::Unnamed),
    ("Location", "ValidationExceptionReason", Fact::Unnamed),
    ("Location", "VehicleWeightUnit", Fact::Unnamed),
    ("QBusiness", "SourceAttributions", Fact::Sparse),
    ("QuickSight", "DataSourceParameters", Fact::Union),
    ("QuickSight", "PhysicalTable", Fact::Union),
    ("QuickSight", "TransformOperation", Fact::Union),
    ("S3", "AnalyticsFilter", Fact::Union),
    ("S3", "MetricsFilter", Fact::Union),
    ("SageMaker", "TrialComponentParameterValue", Fact::Union),
    ("Ssm Sap", "OperationProperties", Fact::Sparse),
    ("Support", "StringList", Fact::Sparse),
    ("XRay", "AnnotationValue", Fact::Union),
];

/// The services whose clients take every required member as optional: what was required by their models has
/// been left out of responses.
static REQUIRED_IS_OPTIONAL: &[&str] = &[
    "AmplifyBackend",
    "ApiGatewayManagementApi",
    "AppStream",
    "Auto Scaling",
    "Batch",
    "CloudFormation",
    "CloudWatch",
    "DLM",
    "DocDB",
    "EC2",
    "EMR",
    "ElastiCache",
    "Elastic Load Balancing v2",
    "FSx",
    "GameLift",
    "Greengrass",
    "GuardDuty",
    "IotDeviceAdvisor",
    "Kafka",
    "LookoutVision",
    "Macie2",
    "MediaConnect",
    "MediaConvert",
    "MediaLive",
    "MediaPackage",
    "MediaPackage Vod",
    "Neptune",
    "Pinpoint",
    "RDS",
    "Route53 Recovery Control Config",
    "Route53 Recovery Readiness",
    "SageMaker",
    "SageMaker A2I Runtime",
    "SageMaker FeatureStore Runtime",
    "SageMaker Metrics",
    "SageMaker Runtime",
    "SecurityHub",
    "ServerlessApplicationRepository",
    "WellArchitected",
    "mq",
    "schemas",
];

/// Whether `fact` is lost of the shape `name` of a service.
pub(super) fn is_lost(service: &str, name: &str, fact: Fact) -> bool {
    FACTS.contains(&(service, name, fact))
}

/// Whether the output of an operation is the root element of its document.
pub(super) fn is_unwrapped(service: &str, operation: &str) -> bool {
    (service, operation) == ("S3", "GetBucketLocation")
}

/// Whether clients of the service take required members as optional.
pub(super) fn is_required_optional(service: &str) -> bool {
    REQUIRED_IS_OPTIONAL.contains(&service)
}

/// Whether a model says which numbers and booleans are boxed. Older models have lost the word for all of
/// theirs, and it has come back with what was added later; without it there is no telling a zero from
/// nothing.
pub(super) fn says_box(shapes: &[C2jShape<'_>]) -> bool {
    let primitives = || shapes.iter().filter(|shape| is_primitive(&shape.kind));
    let boxed = primitives().filter(|shape| shape.facts.boxed).count();
    boxed * 10 > primitives().count()
}

/// Whether a shape is a number or a boolean.
fn is_primitive(kind: &C2jKind<'_>) -> bool {
    match kind {
        C2jKind::Simple(simple) => match simple {
            Simple::Boolean
            | Simple::Byte
            | Simple::Short
            | Simple::Integer
            | Simple::Long
            | Simple::Float
            | Simple::Double => true,
            Simple::Blob
            | Simple::String
            | Simple::BigInteger
            | Simple::BigDecimal
            | Simple::Timestamp
            | Simple::Document => false,
        },
        C2jKind::Structure(_) | C2jKind::List(_) | C2jKind::Map(..) | C2jKind::Enum(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde_json::Value;

    use super::*;
    use crate::forms;

    #[test]
    fn facts_are_sorted() {
        assert!(FACTS.is_sorted_by(|(a, b, _), (c, d, _)| (a, b) < (c, d)));
        assert!(REQUIRED_IS_OPTIONAL.is_sorted());
    }

    /// A fact that C2J says again, or about a shape that is gone, is one too many.
    #[test]
    fn facts_are_still_lost() {
        let Some(botocore) = forms::botocore() else { return };
        let models = forms::c2j_models(&botocore);
        let main = models
            .iter()
            .filter_map(|files| files.iter().find(|file| file.to_string_lossy().contains("service-2.json")));
        let models: BTreeMap<String, Value> = main
            .map(|file| serde_json::from_slice::<Value>(&forms::read(file)).unwrap())
            .map(|model| (model["metadata"]["serviceId"].as_str().unwrap_or_default().to_owned(), model))
            .collect();
        for (service, name, fact) in FACTS {
            let shape = &models[*service]["shapes"][*name];
            let key = match fact {
                Fact::Union => "union",
                Fact::Sparse => "sparse",
                Fact::Unnamed => "type",
            };
            let says_it = *fact != Fact::Unnamed && shape.get(key).is_some();
            assert!(shape.is_object() && !says_it, "{service}: {name}: {fact:?}");
        }
        for service in REQUIRED_IS_OPTIONAL {
            assert!(models.contains_key(*service) || *service == "LookoutVision", "{service}");
        }
    }
}
