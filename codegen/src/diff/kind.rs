//! The kinds of changes: one table that says of each how bad it is, what it does to the version, how it
//! reads and what to do about it. A new kind is one entry here and the place that reports it.

use std::fmt;

use super::{Severity, Verdict};

/// What the table says of a kind.
struct Entry {
    code: &'static str,
    severity: Severity,
    verdict: Verdict,
    words: &'static str,
    advice: &'static str,
}

macro_rules! kinds {
    ($($kind:ident $code:literal $severity:ident $verdict:ident: $words:literal, $advice:literal;)*) => {
        /// A kind of change.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[allow(missing_docs, reason = "the words of the table say it")]
        pub enum Kind {
            $($kind,)*
        }

        impl Kind {
            /// All of them, the worst first.
            pub const ALL: &'static [Kind] = &[$(Kind::$kind),*];

            fn entry(self) -> Entry {
                match self {
                    $(Kind::$kind => Entry {
                        code: $code,
                        severity: Severity::$severity,
                        verdict: Verdict::$verdict,
                        words: $words,
                        advice: $advice,
                    },)*
                }
            }
        }
    };
}

// The words stand behind the path; `{before}` and `{after}` are what was and what is. The verdict `Unchanged` is
// for what is not in the crate at all. What does not compile any more is `Code` and `Major`, and nothing
// else is: a test has the compiler decide (`codegen/tests/semver`).
kinds! {
    ServiceRemoved "service-removed" Code Major: "is gone", "stay with the crate that you have";
    PackageRenamed "package-renamed" Code Major: "is the package now that was `{before}`", "change the name in Cargo.toml";
    OperationRemoved "operation-removed" Code Major: "is gone", "remove the calls, or call what replaces it";
    ErrorVariantRemoved "error-variant-removed" Code Major: "is gone", "remove the arm, and the call of its predicate";
    TypeRemoved "type-removed" Code Major: "is gone", "remove what names the type";
    TypeKindChanged "type-kind-changed" Code Major: "is {after} now, and was {before}", "rewrite what builds or reads it";
    FieldRemoved "field-removed" Code Major: "is gone", "remove what sets or reads it";
    FieldTypeChanged "field-type-changed" Code Major: "has the type `{after}` now, and had `{before}`", "convert where it is set and read";
    FieldBecameOptional "field-became-optional" Code Major: "is `{after}` now, and was `{before}`", "decide what happens where it is `None`";
    FieldBecamePlain "field-became-plain" Code Major: "is `{after}` now, and was `{before}`", "remove what unwraps it";
    FieldBoxed "field-boxed" Code Major: "is `{after}` now, and was `{before}`", "dereference it where it is moved out or matched";
    BuildFallible "build-became-fallible" Code Major: "gives a `Result` now", "add `?`, and set what is required";
    BuildInfallible "build-became-infallible" Code Major: "gives the value itself now, no `Result`", "remove `?` or what unwraps it";
    CloneLost "clone-lost" Code Major: "has a stream now, and can be neither cloned nor compared", "remove what clones or compares it";
    RetryableLost "retryable-lost" Code Major: "has no `retryable_error_kind` any more", "remove the call, or ask `ProvideErrorKind`";
    VariantRemoved "variant-removed" Code Major: "is gone", "remove what names it";
    VariantTypeChanged "variant-type-changed" Code Major: "holds `{after}` now, and held `{before}`", "convert where it is made and matched";
    EnumNamesChanged "enum-names-changed" Code Major: "is {after} now, and was {before}", "make and compare values the other way";
    PaginatorRemoved "paginator-removed" Code Major: "is gone", "follow the tokens by hand";
    PageSizeRemoved "page-size-removed" Code Major: "is gone", "remove the call";
    PageSizeChanged "page-size-changed" Code Major: "takes `{after}` now, and took `{before}`", "convert the number";
    ItemsRemoved "items-removed" Code Major: "is gone", "take the items out of each page";
    ItemsChanged "items-changed" Code Major: "gives the items of `{after}` now, and gave those of `{before}`", "convert what reads the items";
    WaiterRemoved "waiter-removed" Code Major: "is gone", "poll by hand";
    WaiterOperation "waiter-operation-changed" Code Major: "polls `{after}` now, and polled `{before}`", "fill in the input of the other operation";
    ConfigRemoved "config-removed" Code Major: "is gone", "remove the call";
    ConfigTypeChanged "config-type-changed" Code Major: "takes `{after}` now, and took `{before}`", "convert the value";
    PrimitiveRemoved "primitive-removed" Code Major: "is gone, since no operation has such a stream any more", "name the type in the crate `aws-smithy-types`";

    ProtocolPreferred "protocol-preferred" Wire Minor: "is spoken now by default, where it was {before}", "see that proxies and mocks understand it";
    ApiVersion "api-version" Wire Minor: "is {after} now, and was {before}", "";
    TargetName "target-name" Wire Minor: "goes by the name `{after}` on the wire now, and did by `{before}`", "";
    SigningName "signing-name" Wire Minor: "is signed for now, where it was {before}", "see that policies name the service so";
    ServiceNamespace "service-namespace" Wire Minor: "is the namespace of documents now, and was {before}", "";
    QueryCompatible "query-compatible" Wire Minor: "reads the codes of errors in another way: {after}", "";
    RequestAuth "request-auth" Wire Minor: "is sent {after} now, and was {before}", "see that the client has credentials";
    AuthChanged "auth-changed" Wire Minor: "proves who calls with {after} now, and did with {before}", "see that the client has such credentials";
    EndpointAuth "endpoint-auth" Wire Minor: "is signed with {after} now, and was with {before}", "see that the client has such credentials";
    OperationName "operation-name" Wire Minor: "is `{after}` on the wire now, and was `{before}`", "";
    OperationHttp "operation-http" Wire Minor: "is sent with `{after}` now, and was with `{before}`", "see that mocks and proxies know it";
    HostPrefix "host-prefix" Wire Minor: "goes to the host {after} now, and went to {before}", "see that firewalls let it pass";
    ChecksumRemoved "checksum-removed" Wire Minor: "has no longer {before}", "do not count on it";
    CompressionRemoved "compression-removed" Wire Minor: "is no longer sent compressed", "";
    EndpointParameter "endpoint-parameter" Wire Minor: "gives the endpoint {after} now, and gave {before}", "see that calls go where you mean";
    UnitInput "unit-input" Wire Minor: "is sent {after} now, and was {before}", "";
    UnwrappedOutput "unwrapped-output" Wire Minor: "has its output {after} now, and had it {before}", "";
    ErrorCodes "error-codes" Wire Minor: "is known by {after} now, and was by {before}", "see that mocks send it";
    PaginatorTokens "paginator-tokens" Wire Minor: "goes by {after} now, and went by {before}", "";
    InputRequired "input-required" Wire Unchanged: "is required now", "set it in every call: the service refuses calls without";
    RequiredInputAdded "required-input-added" Wire Minor: "is new, and required", "set it in every call: the service refuses calls without";
    RequiredFieldAdded "required-field-added" Wire Minor: "is new, and `build` fails without it", "set it wherever the type is built";
    BuildRequires "build-requires" Wire Minor: "must be set now, or `build` fails", "set it wherever the type is built";
    DefaultChanged "default-changed" Wire Minor: "is {after} where nobody sets it, and was {before}", "set it where you rely on the value";
    ServiceDefaultChanged "service-default-changed" Wire Unchanged: "is {after} where nobody sends it, and was {before}", "send it where you rely on the value";
    WireName "wire-name" Wire Minor: "is {after} on the wire now, and was {before}", "see that mocks send it so";
    WirePlace "wire-place" Wire Minor: "travels in {after} now, and did in {before}", "see that mocks send it so";
    WireXml "wire-xml" Wire Minor: "is {after} in XML now, and was {before}", "see that mocks send it so";
    WireTimestamp "wire-timestamp" Wire Minor: "is written as {after} now, and was as {before}", "see that mocks send it so";
    WireMediaType "wire-media-type" Wire Minor: "has the media type {after} now, and had {before}", "";
    WireElement "wire-element" Wire Minor: "has {after} now, and had {before}", "";
    HostLabel "host-label" Wire Minor: "is {after} now, and was {before}", "";
    RequiresLength "requires-length" Wire Minor: "{after} now", "give a stream whose length is known";
    IdempotencyLost "idempotency-lost" Wire Minor: "is no longer filled in by the client", "set it where calls are repeated";
    VariantValue "variant-value" Wire Minor: "is `{after}` on the wire now, and was `{before}`", "see that stored values are understood";
    ValueRemoved "value-removed" Wire Minor: "has no longer the value `{before}`", "see that nobody sends it";
    NumberRemoved "number-removed" Wire Unchanged: "has no longer the number {before}", "see that nobody sends it";
    WaiterChanged "waiter-changed" Wire Minor: "waits for something else: {after}", "read what it waits for now";
    ConstraintTightened "constraint-tightened" Wire Unchanged: "takes {after} now, and took {before}", "see that what you send is within it";

    ServiceAdded "service-added" Additive Minor: "is new", "";
    OperationAdded "operation-added" Additive Minor: "is new", "";
    TypeAdded "type-added" Additive Minor: "is new", "";
    FieldAdded "field-added" Additive Minor: "is new", "";
    VariantAdded "variant-added" Additive Minor: "is new", "";
    ErrorVariantAdded "error-variant-added" Additive Minor: "is new", "";
    PaginatorAdded "paginator-added" Additive Minor: "is new", "";
    PageSizeAdded "page-size-added" Additive Minor: "is new", "";
    ItemsAdded "items-added" Additive Minor: "is new", "";
    WaiterAdded "waiter-added" Additive Minor: "is new", "";
    ConfigAdded "config-added" Additive Minor: "is new", "";
    PrimitiveAdded "primitive-added" Additive Minor: "is new", "";
    CloneGained "clone-gained" Additive Minor: "can be cloned and compared now", "";
    RetryableGained "retryable-gained" Additive Minor: "may be retried now", "";
    RetryableChanged "retryable-changed" Additive Minor: "is retried as {after} now, and was as {before}", "";
    ErrorFault "error-fault" Additive Unchanged: "is the fault of the {after} now, and was of the {before}", "";
    ProtocolAdded "protocol-added" Additive Minor: "is spoken, too", "";
    ProtocolDropped "protocol-dropped" Additive Minor: "is not spoken any more", "";
    AuthAdded "auth-added" Additive Minor: "can prove who calls with {after}, too", "";
    ChecksumAdded "checksum-added" Additive Minor: "has {after} now", "";
    CompressionAdded "compression-added" Additive Minor: "is sent compressed now", "";
    InputOptional "input-optional" Additive Unchanged: "is no longer required", "";
    BuildAllows "build-allows" Additive Minor: "need not be set any more", "";
    DefaultAdded "default-added" Additive Minor: "is {after} where nobody sets it", "";
    EndpointParameterAdded "endpoint-parameter-added" Additive Minor: "gives the endpoint {after}, too", "";
    ServiceDefaultAdded "service-default-added" Additive Unchanged: "is {after} where nobody sends it", "";
    IdempotencyGained "idempotency-gained" Additive Minor: "is filled in by the client where nobody sets it", "";
    SensitiveGained "sensitive-gained" Additive Minor: "is not printed by `Debug` any more", "";
    SensitiveLost "sensitive-lost" Additive Minor: "is printed by `Debug` now", "see that it is no secret of yours";
    ResponseRequired "response-required" Additive Minor: "is filled in now where a response lacks it", "";
    ResponseOptional "response-optional" Additive Minor: "is left out now where a response lacks it", "";
    Deprecated "deprecated" Additive Minor: "is deprecated{after}", "use what replaces it, or allow the warning";
    ValueAdded "value-added" Additive Minor: "has the value `{after}`, too", "";
    NumberAdded "number-added" Additive Unchanged: "has the number {after}, too", "";
    EndpointRules "endpoint-rules" Additive Patch: "follows other rules", "";
    ConstraintLoosened "constraint-loosened" Additive Unchanged: "takes {after} now, and took {before}", "";

    Undeprecated "undeprecated" Docs Patch: "is no longer deprecated", "";
    DeprecationText "deprecation-text" Docs Patch: "is deprecated with other words", "";
    ConstraintChanged "constraint-changed" Docs Unchanged: "has {after} now, and had {before}", "";
    ResponseConstraint "response-constraint" Docs Unchanged: "is {after} in the model now, and was {before}", "";
    Documentation "documentation" Docs Patch: "is described in other words", "";
    Title "title" Docs Patch: "is called {after} now, and was {before}", "";
    OperationBinding "operation-binding" Docs Unchanged: "belongs to {after} now, and did to {before}", "";
    ResourceBinding "resource-binding" Docs Unchanged: "has {after} as resources now, and had {before}", "";
    OtherTrait "other-trait" Docs Unchanged: "has another `{after}`, which clients do not use", "";
}

impl Kind {
    /// The name of the kind, for machines.
    pub fn code(self) -> &'static str {
        self.entry().code
    }

    /// How bad it is.
    pub fn severity(self) -> Severity {
        self.entry().severity
    }

    /// What it does to the version.
    pub fn verdict(self) -> Verdict {
        self.entry().verdict
    }

    /// What to do about it; nothing where nothing is to be done.
    pub fn advice(self) -> Option<&'static str> {
        Some(self.entry().advice).filter(|advice| !advice.is_empty())
    }

    /// What is said behind the path.
    pub(super) fn words(self) -> &'static str {
        self.entry().words
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn codes_tell_kinds_apart() {
        let codes: BTreeSet<&str> = Kind::ALL.iter().map(|kind| kind.code()).collect();
        assert_eq!(codes.len(), Kind::ALL.len());
        let is_code = |code: &&str| code.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
        assert!(codes.iter().all(is_code));
    }

    #[test]
    fn what_breaks_code_is_major_and_has_advice() {
        for kind in Kind::ALL {
            let breaks = kind.severity() == Severity::Code;
            assert_eq!(breaks, kind.verdict() == Verdict::Major, "{kind}");
            assert!(!breaks || kind.advice().is_some(), "{kind}");
        }
    }

    #[test]
    fn the_worst_come_first() {
        assert!(Kind::ALL.is_sorted_by_key(|kind| kind.severity()));
    }
}
