//! The registry of fault codes. A code is stable: people look it up and filter by it.

use std::fmt;

/// The kind of a fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code {
    /// The stable id, in kebab-case.
    pub id: &'static str,
    /// What such a fault is, in a sentence.
    pub summary: &'static str,
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id)
    }
}

/// Declares the codes as constants, and the registry over all of them.
macro_rules! codes {
    ($($name:ident $id:literal $summary:literal)*) => {
        $(pub(crate) const $name: Code = Code { id: $id, summary: $summary };)*

        /// Every code that `read`, `assemble`, `check` and `select` report, in order of the stages.
        pub static CODES: &[Code] = &[$($name),*];
    };
}

codes! {
    // read
    INVALID_UTF8 "invalid-utf8" "A model file is not UTF-8 text."
    JSON_SYNTAX "json-syntax" "A model file is not JSON."
    TOO_DEEP "too-deep" "The JSON of a model file is nested too deeply."
    DUPLICATE_KEY "duplicate-key" "An object of a model file has one key twice."
    UNSUPPORTED_VERSION "unsupported-version" "A model file is of a Smithy version that is not known, or of none."
    MISPLACED_FILE "misplaced-file" "A file of a C2J model is there twice, or without the one that it belongs to."
    WRONG_JSON_TYPE "wrong-json-type" "A field of a model file has a value of the wrong JSON type."
    MISSING_FIELD "missing-field" "A shape or member lacks a field that it must have."
    MALFORMED_SHAPE_ID "malformed-shape-id" "A shape id is not of the form `namespace#Name`."
    MALFORMED_NAME "malformed-name" "The name of a member or shape is not an identifier."
    UNKNOWN_SHAPE_TYPE "unknown-shape-type" "A shape is of a type that Smithy does not have."
    MORE_FAULTS "more-faults" "A model has more faults than are shown."
    // assemble
    CONFLICTING_SHAPES "conflicting-shapes" "One shape is defined twice, and differently."
    CONFLICTING_TRAITS "conflicting-traits" "One trait is applied twice to one shape, with different values."
    UNKNOWN_APPLY_TARGET "unknown-apply-target" "Traits are applied to a shape or member that does not exist."
    UNKNOWN_MIXIN "unknown-mixin" "A shape mixes in a shape that does not exist or is no mixin."
    MIXIN_CYCLE "mixin-cycle" "A mixin mixes in itself."
    MIXIN_KIND "mixin-kind" "A shape mixes in a shape of another type."
    MIXIN_MEMBER "mixin-member" "A member that is mixed in has another target where it is defined again."
    TOO_MUCH_MIXED_IN "too-much-mixed-in" "Mixins multiply the size of the model beyond reason."
    WRONG_TRAIT_VALUE "wrong-trait-value" "The value of a trait is not what the trait's definition asks for."
    MISSING_ENUM_VALUE "missing-enum-value" "A member of an intEnum has no number."
    // check
    DANGLING_TARGET "dangling-target" "A shape refers to one that no model file defines."
    WRONG_TARGET "wrong-target" "A shape refers to one of a kind that cannot stand there."
    MISSING_ERROR_TRAIT "missing-error-trait" "A structure is listed as an error without being one."
    ENDLESS_RECURSION "endless-recursion" "A list or map contains itself with no structure or union between."
    DEEP_LISTS "deep-lists" "Lists and maps are within each other too deeply."
    RESOURCE_CYCLE "resource-cycle" "A resource is a child of itself."
    NO_MEMBERS "no-members" "A shape that must have members has none."
    DUPLICATE_ENUM_VALUE "duplicate-enum-value" "Two members of an enumeration have the same value."
    DUPLICATE_MEMBER "duplicate-member" "Two members of a shape have the same name."
    MISPLACED_TRAIT "misplaced-trait" "A trait is applied where it means nothing."
    MISPLACED_STREAM "misplaced-stream" "A stream is used where none can be."
    WRONG_DEFAULT "wrong-default" "A default value is not a value of its member."
    MALFORMED_URI "malformed-uri" "The URI pattern of an operation cannot be read."
    LABEL_WITHOUT_MEMBER "label-without-member" "A label of a URI or host has no member to fill it."
    MEMBER_WITHOUT_LABEL "member-without-label" "A member is bound to a label that the URI or host does not have."
    OPTIONAL_LABEL "optional-label" "A member that fills a label is not required."
    SEVERAL_PAYLOADS "several-payloads" "Two members claim the payload of one message."
    UNBOUND_MEMBER "unbound-member" "A member has no place in a message whose payload is another member."
    UNKNOWN_MEMBER "unknown-member" "A trait names a member that does not exist."
    MISSING_HTTP "missing-http" "An operation of a REST service does not say its HTTP method and URI."
    TOO_LARGE "too-large" "Shapes that share others make a model larger than can be checked."
    NO_SERVICE "no-service" "The model has no service, or not the one that was asked for."
    SEVERAL_SERVICES "several-services" "The model has several services and none was chosen."
    NO_PROTOCOL "no-protocol" "The service says no protocol."
    UNSUPPORTED_PROTOCOL "unsupported-protocol" "The service speaks no protocol that is supported."
    UNKNOWN_RENAME "unknown-rename" "A service renames a shape that it does not reach."
    NAME_CONFLICT "name-conflict" "Two shapes of a service have the same name."
    // plan
    NAME_CLASH "name-clash" "Two things of one scope would have the same name in Rust."
    DEEP_SHAPES "deep-shapes" "Structures hold each other too deeply."
    WRONG_TEST "wrong-test" "A case of a model's protocol tests does not fit the shapes that it is about."
    // select
    UNKNOWN_OPERATION "unknown-operation" "An operation that was asked for does not exist."
}
