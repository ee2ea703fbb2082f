//! Why the two forms of a model differ, where they do.

use std::fmt;

use super::surface::Surface;

/// What both forms say of something in one respect.
#[derive(Clone, Copy)]
pub(super) struct Pair<'s> {
    pub(super) what: &'s str,
    pub(super) respect: &'static str,
    pub(super) smithy: Option<&'s str>,
    pub(super) c2j: Option<&'s str>,
}

impl fmt::Display for Pair<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Pair { what, respect, smithy, c2j } = self;
        write!(f, "{what}: {respect}: {} in Smithy, {} in C2J", smithy.unwrap_or("-"), c2j.unwrap_or("-"))
    }
}

/// The reason of what differs in a service whose model has changed.
pub(super) const DRIFT: &str = "the model has changed between the two";

const ENUM_NAMES: &str = "C2J has no names for the values of enumerations";
const ZEROS: &str = "C2J does not say which numbers and booleans have a zero as default";
const DEFAULTS: &str = "C2J has no defaults";
const CLIENT_OPTIONAL: &str = "C2J does not say which required members clients take as optional";
const ERRORS: &str = "C2J has lost members, codes and statuses of errors";
const PAGINATORS: &str =
    "paginators-1.json is kept by hand, with others, and with items and page sizes that Smithy lacks";
const WAITERS: &str = "waiters-2.json is kept by hand, with others";
const DELAYS: &str = "C2J does not say the longest pause of a waiter";
const MEDIA_TYPES: &str = "C2J knows no media type but JSON";
const PATHS: &str = "Smithy's URI patterns have no slash at the end, and say the operation in a query parameter";
const TYPES: &str = "botocore keeps the types that members once had";
const EXTRAS: &str = "botocore adds members of its own";
const RENAMED: &str = "Smithy has given a type another name, since a resource or another namespace has it too";
const S3: &str = "S3's C2J has operations that are replaced, and not the error of responses without a body";
const SPARSE: &str = "C2J does not say which lists and maps have nulls";

/// What AWS has changed of what was there, since the day of the Smithy models and up to botocore 1.44.5.
const CHANGED: &[(&str, &str)] = &[("RDS Data", "ArrayValue"), ("signer", "GetRevocationStatus")];

/// Types that are called otherwise in Smithy: service, name in Smithy, name in C2J.
const NAMES: &[(&str, &str, &str)] = &[
    ("deadline", "DeadlinePrincipalType", "PrincipalType"),
    ("Notifications", "NotificationEventSchema", "NotificationEvent"),
    ("QApps", "Action", "PermissionInputActionEnum"),
    ("QApps", "Action", "PermissionOutputActionEnum"),
    ("QApps", "UserType", "PrincipalOutputUserTypeEnum"),
    ("PartnerCentral Selling", "CurrencyCode", "ExpectedCustomerSpendCurrencyCodeEnum"),
];

/// What S3's C2J has alone, or lacks, by the start of a name.
const S3_ALONE: &[&str] = &[
    "CloudFunctionConfiguration",
    "GetBucketLifecycle",
    "GetBucketNotification",
    "LifecycleConfiguration",
    "NotFound",
    "NotificationConfigurationDeprecated",
    "PutBucketLifecycle",
    "PutBucketNotification",
    "QueueConfigurationDeprecated",
    "Rule",
    "TopicConfigurationDeprecated",
];

/// The reason of a difference, if it has one.
pub(super) fn reason(service: &str, pair: &Pair<'_>, smithy: &Surface, c2j: &Surface) -> Option<&'static str> {
    let (kind, name) = pair.what.split_once(' ').unwrap_or((pair.what, ""));
    let both = pair.smithy.is_some() && pair.c2j.is_some();
    let owner = name.split(['.', ':', '[', '=']).next().unwrap_or_default();
    let is_error = [smithy, c2j].iter().any(|surface| is_error(surface, owner));
    match (kind, pair.respect) {
        ("value", "variant") if both => Some(ENUM_NAMES),
        ("paginator", _) => Some(PAGINATORS),
        ("waiter", "delays") if both => Some(DELAYS),
        ("waiter", _) if !both => Some(WAITERS),
        ("waiter", "acceptors") if service == "S3" => Some(S3),
        (_, "media type") => Some(MEDIA_TYPES),
        ("operation", "http") if both && same_path(pair) => Some(PATHS),
        ("operation", "codes") if both || name.ends_with("error InvalidEndpointException") => Some(ERRORS),
        ("operation", "codes") if service == "S3" && name.starts_with("Head") => Some(S3),
        ("member" | "structure", _) if is_error => Some(ERRORS),
        ("member", "optional" | "default") if both => optionality(pair, smithy),
        ("member", "type") if both && types(service, pair).is_some() => types(service, pair),
        ("member", _) if pair.smithy.is_none() && name.ends_with(".source_region") => Some(EXTRAS),
        (_, _) if CHANGED.contains(&(service, owner)) => Some(DRIFT),
        (_, _) if is_renamed(service, owner) => Some(RENAMED),
        (_, _) if service == "S3" && is_s3_alone(kind, name) => Some(S3),
        _ => None,
    }
}

fn is_error(surface: &Surface, name: &str) -> bool {
    let role = surface.get(&(format!("structure {name}"), "role"));
    role.is_some_and(|role| role.starts_with("error"))
}

fn optionality(pair: &Pair<'_>, smithy: &Surface) -> Option<&'static str> {
    let say = |respect| smithy.get(&(pair.what.to_owned(), respect)).map_or("", String::as_str);
    match say("type") {
        "Bool" | "I8" | "I16" | "I32" | "I64" | "F32" | "F64" => Some(ZEROS),
        _ if say("required") == "true" && say("optional") == "true" => Some(CLIENT_OPTIONAL),
        _ => Some(DEFAULTS),
    }
}

fn types(service: &str, pair: &Pair<'_>) -> Option<&'static str> {
    let (smithy, c2j) = (pair.smithy?, pair.c2j?);
    let is_renamed = NAMES.iter().any(|(of, there, here)| *of == service && smithy.replace(there, here) == c2j);
    match (smithy, c2j) {
        ("I32", "String") | ("String", "I32") => Some(TYPES),
        _ if is_renamed => Some(RENAMED),
        _ if smithy.replace("Yes>", "No>") == c2j => Some(SPARSE),
        _ => None,
    }
}

fn is_renamed(service: &str, owner: &str) -> bool {
    NAMES.iter().any(|(of, there, here)| *of == service && (*there == owner || *here == owner))
}

fn is_s3_alone(kind: &str, name: &str) -> bool {
    S3_ALONE.iter().any(|start| name.starts_with(start)) || (kind == "operation" && name.ends_with("error NotFound"))
}

/// Whether two operations differ in what does not matter to services.
fn same_path(pair: &Pair<'_>) -> bool {
    let plain = |text: Option<&str>| {
        let text = text.unwrap_or_default();
        let (path, query) = text.split_once('?').unwrap_or((text.trim_end_matches("\"))"), ""));
        let query: Vec<&str> = query
            .trim_end_matches("\"))")
            .split('&')
            .filter(|one| !one.is_empty() && !one.starts_with("x-id="))
            .collect();
        format!("{}?{}", path.trim_end_matches('/'), query.join("&"))
    };
    plain(pair.smithy) == plain(pair.c2j)
}
