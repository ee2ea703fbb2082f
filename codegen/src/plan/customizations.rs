//! What the clients of single services need beyond their models ("Smithy specification, AWS
//! customizations"; for S3's types, the official client): the part that is decided at generation. The
//! other part is in the runtime's module of the same name.

use serde_json::Value;

use crate::ir::{Customization, Default, Deprecation, Docs, Facts, Field, Place, Role, Type};
use crate::model::Member;
use crate::names;

impl Customization {
    /// The customization of the service that SDKs know by `sdk_id`.
    pub(super) fn of(sdk_id: &str) -> Self {
        match sdk_id {
            "API Gateway" => Self::ApiGateway,
            "Glacier" => Self::Glacier,
            "Machine Learning" => Self::MachineLearning,
            "S3" => Self::S3,
            "S3 Control" => Self::S3Control,
            _ => Self::None,
        }
    }

    /// Whether clients need the runtime's checksums.
    pub(crate) fn needs_checksums(self) -> bool {
        match self {
            Self::Glacier => true,
            Self::None | Self::ApiGateway | Self::MachineLearning | Self::S3 | Self::S3Control => false,
        }
    }

    /// Whether responses have a second id of the request.
    pub(crate) fn has_extended_request_ids(self) -> bool {
        match self {
            Self::S3 => true,
            Self::None | Self::ApiGateway | Self::Glacier | Self::MachineLearning | Self::S3Control => false,
        }
    }

    /// The URI pattern of an operation. S3's bucket stands in the endpoint, in the host or in the path: its
    /// endpoint rules put it there.
    pub(super) fn uri(self, uri: &str) -> String {
        match (self, uri.strip_prefix("/{Bucket}")) {
            (Self::S3, Some(rest)) if rest.starts_with('/') => rest.to_owned(),
            (Self::S3, Some(rest)) => format!("/{rest}"),
            _ => uri.to_owned(),
        }
    }

    /// What goes before the host of an endpoint. The endpoint rules of S3 Control put the account there
    /// themselves.
    pub(super) fn host_prefix(self, prefix: &str) -> Option<String> {
        (self != Self::S3Control).then(|| prefix.to_owned())
    }

    /// The endpoint rules of a service whose model has none.
    pub(super) fn rules(self) -> Option<Value> {
        match self {
            Self::S3 => serde_json::from_str(include_str!("s3_rules.json")).ok(),
            Self::None | Self::ApiGateway | Self::Glacier | Self::MachineLearning | Self::S3Control => None,
        }
    }

    /// The parameter of the endpoint rules that a member is, where no trait says so.
    pub(super) fn context_param(self, member: &Member) -> Option<String> {
        (self == Self::S3 && member.name == "Bucket" && member.traits.http_label()).then(|| member.name.clone())
    }

    /// The member of an operation's output that says whether there is another page, where its token does not:
    /// the last page of S3's parts has the token `0`, which would ask for the first one.
    pub(super) fn more_pages(self, operation: &str) -> Option<&'static str> {
        (self == Self::S3 && operation == "ListParts").then_some("IsTruncated")
    }

    /// The default of a member of type `ty`. Those of S3's booleans and numbers came late into its model, and
    /// do not count.
    pub(super) fn default(self, member: &Member, ty: &Type) -> Option<Value> {
        let is_simple = matches!(ty, Type::Bool | Type::I8 | Type::I16 | Type::I32 | Type::I64 | Type::F32 | Type::F64);
        member.traits.default_value().filter(|_| self != Self::S3 || !is_simple).cloned()
    }

    /// Whether the requests of an operation can be signed for somebody else to send them: no trait says so, the official
    /// client has a list.
    pub(super) fn presigns(self, operation: &str) -> bool {
        const OF_S3: [&str; 6] =
            ["DeleteObject", "GetObject", "HeadObject", "ListObjectVersions", "PutObject", "UploadPart"];
        self == Self::S3 && OF_S3.contains(&operation)
    }

    /// The fields of a structure with those that are not in the model. S3's date of expiry may be no date, so
    /// that outputs give it as text, too.
    pub(super) fn complete_fields(self, fields: &mut Vec<Field>, role: Role) {
        let is_expiry = |field: &Field| matches!(&field.facts.place, Place::Header(name) if name == "Expires");
        let Some(index) = fields.iter().position(is_expiry).filter(|_| self == Self::S3) else { return };
        if let Some(field) = fields.get_mut(index) {
            field.ty = Type::DateTime;
            if role == Role::Output {
                let note = "use `expires_string`, which has what the service sent, be it a date or not";
                field.deprecated = Some(Deprecation { note: Some(note.to_owned()), since: None });
                // At the end: paths into the output go by the model's indices.
                fields.push(expires_string());
            }
        }
    }
}

fn expires_string() -> Field {
    let text = "The date and time at which the object is no longer cacheable, as the service sent it.";
    Field {
        ident: names::ident("expires_string"),
        set_ident: names::ident("set_expires_string"),
        get_ident: names::ident("get_expires_string"),
        ty: Type::String,
        optional: true,
        boxed: false,
        default: Default::Zero,
        required: false,
        docs: Docs::of(text),
        deprecated: None,
        facts: Facts {
            rust_name: "expires_string".to_owned(),
            wire_name: "ExpiresString".to_owned(),
            place: Place::Header("Expires".to_owned()),
            ..Facts::default()
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_uri(uri: &str, expected: &str) {
        assert_eq!(Customization::S3.uri(uri), expected);
        assert_eq!(Customization::None.uri(uri), uri);
    }

    #[test]
    fn buckets_are_not_in_the_path() {
        check_uri("/", "/");
        check_uri("/{Bucket}", "/");
        check_uri("/{Bucket}?list-type=2", "/?list-type=2");
        check_uri("/{Bucket}/{Key+}?tagging", "/{Key+}?tagging");
        check_uri("/WriteGetObjectResponse", "/WriteGetObjectResponse");
    }

    #[test]
    fn an_account_stands_before_the_host_once() {
        assert_eq!(Customization::of("S3 Control").host_prefix("{AccountId}."), None);
        assert_eq!(Customization::of("S3").host_prefix("{RequestRoute}.").as_deref(), Some("{RequestRoute}."));
    }

    #[test]
    fn s3_presigns_what_the_official_client_does() {
        let presigns = |operation| (Customization::S3.presigns(operation), Customization::None.presigns(operation));
        assert_eq!(presigns("GetObject"), (true, false));
        assert_eq!(presigns("CopyObject"), (false, false));
    }

    #[test]
    fn rules_are_json() {
        assert!(Customization::S3.rules().is_some_and(|rules| rules["rules"].is_array()));
    }
}
