//! Rust names from model names.
//!
//! The scheme is that of the official clients, since ours take their place:
//!
//! | what | rule | `CreateDBCluster`, `DBInstance`, `eTag` |
//! |---|---|---|
//! | client function, module, field | [`snake`] | `create_db_cluster`, `e_tag` |
//! | unit struct, error enum and fluent builder of an operation | [`operation`]: as in the model | `CreateDBCluster` |
//! | input, output, their builders, paginator | [`pascal`] | `CreateDbClusterInput` |
//! | types | [`pascal`] | `DbInstance` |
//! | enum variants | [`pascal`] twice | |
//!
//! Words that Rust reserves become raw identifiers, or get a suffix where they cannot ([`field`],
//! [`module`], [`variant`]). The two algorithms look alike and are not: `snake` knows plurals of acronyms
//! and whole words, `pascal` does not. heck's rules are others than either, so it has no use here.

mod name;

use std::borrow::Cow;
use std::ops::Range;

pub use name::Name;

/// Words that `snake` keeps together though digits or capitals would split them.
const WHOLE_WORDS: &[&str] = &["ipv4", "ipv6", "sigv4", "mib", "gib", "kib", "ttl"];

/// Words that cannot be identifiers as they are, in order.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn", "else", "enum",
    "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro", "match", "mod", "move",
    "mut", "override", "priv", "pub", "ref", "return", "static", "struct", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Words that cannot be raw identifiers either.
const UNESCAPABLE: &[&str] = &["crate", "self", "Self", "super", "_"];

/// Names of fields that would clash with functions of builders. No model of AWS has one of those that the
/// official clients do not rename: `as_input`, `into_paginator`, `send_with`.
const BUILDER_FUNCTIONS: &[&str] = &[
    "as_input",
    "build",
    "builder",
    "customize",
    "default",
    "into_paginator",
    "make_operation",
    "meta",
    "presigned",
    "send",
    "send_with",
];

/// What clients have beside a function for each operation.
const CLIENT_FUNCTIONS: &[&str] = &["clone", "config", "from_conf", "new"];

/// The snake case of the official clients.
pub fn snake(name: &str) -> String {
    let chars: Vec<char> = name.chars().collect();
    let all_lower = !chars.iter().any(|c| c.is_uppercase());
    let mut snake = String::with_capacity(name.len() + 8);
    let mut word = 0..0;
    let mut guarded = true;
    for (index, &c) in chars.iter().enumerate() {
        if !c.is_alphanumeric() {
            push_word(&mut snake, chars.get(word).unwrap_or_default());
            word = index + 1..index + 1;
            guarded = true;
            continue;
        }
        guarded = guarded && (word.is_empty() || in_whole_word(&word, &chars));
        if !guarded && splits(&word, c, &chars, all_lower) {
            push_word(&mut snake, chars.get(word).unwrap_or_default());
            word = index..index;
            guarded = true;
        }
        word.end = index + 1;
    }
    push_word(&mut snake, chars.get(word).unwrap_or_default());
    snake
}

/// Adds a word in lower case, if it is one.
fn push_word(snake: &mut String, word: &[char]) {
    if word.is_empty() {
        return;
    }
    if !snake.is_empty() {
        snake.push('_');
    }
    if word.iter().all(char::is_ascii) {
        snake.extend(word.iter().map(char::to_ascii_lowercase));
    } else {
        // What the last letter of a word becomes may depend on the others.
        snake.push_str(&word.iter().collect::<String>().to_lowercase());
    }
}

/// Whether the characters of `word` begin a whole word that is longer.
fn in_whole_word(word: &Range<usize>, chars: &[char]) -> bool {
    let found = chars.get(word.start..).unwrap_or_default();
    WHOLE_WORDS.iter().any(|whole| {
        word.len() < whole.len()
            && found.len() >= whole.len()
            && whole.chars().zip(found).all(|(expected, found)| found.to_ascii_lowercase() == expected)
    })
}

/// Whether `c`, which comes behind `word`, starts a new one.
fn splits(word: &Range<usize>, c: char, chars: &[char], all_lower: bool) -> bool {
    let Some(last) = chars.get(word.clone()).and_then(<[char]>::last) else { return false };
    let next = chars.get(word.end + 1).copied();
    if c.is_uppercase() && (last.is_lowercase() || last.is_ascii_digit()) {
        return true;
    }
    if all_lower && last.is_ascii_digit() && c.is_alphabetic() {
        return true;
    }
    let ends_acronym = last.is_uppercase() && c.is_uppercase() && next.is_some_and(char::is_lowercase);
    if !ends_acronym {
        return false;
    }
    let after = chars.get(word.end + 2).copied();
    let plural = next == Some('s') && !after.is_some_and(char::is_lowercase);
    let version = next == Some('v') && after.is_some_and(|after| after.is_ascii_digit());
    !(plural || version)
}

/// The Pascal case of the official clients.
pub fn pascal(name: &str) -> String {
    let mut pascal = String::with_capacity(name.len());
    let mut chars = name.chars().peekable();
    let mut before: Option<char> = None;
    let mut word_begins = true;
    while let Some(c) = chars.next() {
        let acronym_ends = c.is_ascii_uppercase()
            && before.is_some_and(|before| before.is_ascii_uppercase())
            && chars.peek().is_some_and(|next| next.is_ascii_lowercase());
        let word_ends = c.is_ascii_uppercase()
            && before.is_some_and(|before| before.is_ascii_lowercase() || before.is_ascii_digit());
        word_begins |= acronym_ends || word_ends;
        if c == '_' || c == '-' || c.is_whitespace() {
            word_begins = true;
        } else if std::mem::take(&mut word_begins) {
            pascal.extend(c.to_uppercase());
        } else {
            pascal.extend(c.to_lowercase());
        }
        before = Some(c);
    }
    pascal
}

/// The name of an operation: the model's, with its first letter in upper case.
pub fn operation(name: &str) -> String {
    let mut chars = name.chars();
    chars.next().into_iter().flat_map(char::to_uppercase).chain(chars).collect()
}

/// The snake case of a name, as far as an identifier can hold it.
fn snake_identifier(name: &str) -> String {
    identifier_text(&snake(name)).into_owned()
}

/// The client's function for an operation: with an underscore where clients have one of that name already.
pub fn function(name: &str) -> String {
    let snake = snake_identifier(name);
    if CLIENT_FUNCTIONS.contains(&snake.as_str()) { format!("{snake}_") } else { snake }
}

/// A field with its functions: the setters `set_` and `get_` ignore what the field is renamed to.
pub fn field(name: &str) -> (String, String) {
    let snake = snake_identifier(name);
    let renamed = if BUILDER_FUNCTIONS.contains(&snake.as_str()) { format!("{snake}_value") } else { snake.clone() };
    (renamed, snake)
}

/// The name of an enum's or a union's variant.
pub fn variant(name: &str, pascal_name: &str) -> String {
    let pascal_name = identifier_text(pascal_name);
    match &*pascal_name {
        "Unknown" => "UnknownValue".to_owned(),
        "UnknownValue" => "UnknownValue_".to_owned(),
        "Self" => "SelfValue".to_owned(),
        "SelfValue" => "SelfValue_".to_owned(),
        "" => format!("Value{}", name.len()),
        _ => pascal_name.into_owned(),
    }
}

/// The variant of an enum's member: Pascal case, applied twice as the official clients do.
pub fn enum_variant(name: &str) -> String {
    variant(name, &pascal(&pascal(name)))
}

/// The name of a type: as [`variant`] where Rust reserves it.
pub fn type_name(name: &str) -> String {
    match &*identifier_text(&pascal(name)) {
        "Self" => "SelfValue".to_owned(),
        other => other.to_owned(),
    }
}

/// The name of a module: keywords get a trailing underscore.
pub fn module(name: &str) -> String {
    let snake = snake_identifier(name);
    if is_reserved(&snake) { format!("{snake}_") } else { snake }
}

fn is_reserved(text: &str) -> bool {
    is_keyword(text) || UNESCAPABLE.contains(&text)
}

fn is_keyword(text: &str) -> bool {
    KEYWORDS.binary_search(&text).is_ok()
}

/// `text` with what no identifier can hold left out, and an underscore before a digit at the start.
fn identifier_text(text: &str) -> Cow<'_, str> {
    let is_held = |c: &char| c.is_ascii_alphanumeric() || *c == '_';
    // Nearly always that is the text itself.
    let mut kept = if text.chars().all(|c| is_held(&c)) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.chars().filter(is_held).collect())
    };
    if kept.starts_with(|c: char| c.is_ascii_digit()) || kept.is_empty() {
        kept.to_mut().insert(0, '_');
    }
    kept
}

/// The identifier `name`, raw where it is a keyword, with an underscore where it cannot be raw. What no identifier
/// can hold is left out, whatever name it is.
pub fn ident(name: &str) -> Name {
    let name = &*identifier_text(name);
    if UNESCAPABLE.contains(&name) {
        Name::plain(&format!("{name}_"))
    } else if is_keyword(name) {
        Name::raw(name)
    } else {
        Name::plain(name)
    }
}

/// A segment of a path, of which `crate` is one.
pub(crate) fn segment(name: &str) -> Name {
    if name == "crate" { Name::plain(name) } else { ident(name) }
}

/// The module of a service: its SDK id as the official crates' names have it.
pub fn service_module(sdk_id: &str) -> String {
    let joined: String = sdk_id.chars().filter(|c| c.is_ascii_alphanumeric()).collect();
    let mut name = joined.to_lowercase();
    for suffix in ["service", "api"] {
        if let Some(short) = name.strip_suffix(suffix).filter(|short| !short.is_empty()) {
            name = short.to_owned();
        }
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(algorithm: fn(&str) -> String, cases: &[(&str, &str)]) {
        for (name, expected) in cases {
            assert_eq!(algorithm(name), *expected, "{name}");
        }
    }

    #[test]
    fn snake_is_the_official_one() {
        check(
            snake,
            &[
                ("ACLs", "acls"),
                ("S3Key", "s3_key"),
                ("s3key", "s3_key"),
                ("eTag", "e_tag"),
                ("ETag", "e_tag"),
                ("IPv4", "ipv4"),
                ("IpV6Cidr", "ipv6_cidr"),
                ("KMSKeyId", "kms_key_id"),
                ("SSEKMSKeyId", "ssekms_key_id"),
                ("dbInstances", "db_instances"),
                ("DBInstances", "db_instances"),
                ("MultiAZ", "multi_az"),
                ("TargetGroupARNs", "target_group_arns"),
                ("VpcIDs", "vpc_ids"),
                ("ChecksumCRC32C", "checksum_crc32_c"),
                ("ChecksumCRC64NVME", "checksum_crc64_nvme"),
                ("MD5OfMessageBody", "md5_of_message_body"),
                ("sha256sum", "sha256_sum"),
                ("M3u8Settings", "m3u8_settings"),
                ("TotalGpuMemoryInMiB", "total_gpu_memory_in_mib"),
                ("AuthTtL", "auth_ttl"),
                ("OAuthToken", "o_auth_token"),
                ("EC2SecurityGroupId", "ec2_security_group_id"),
                ("DynamoDBv2", "dynamo_dbv2"),
                ("CreateDBCluster", "create_db_cluster"),
                ("PutLifecycleEventHookExecutionStatus", "put_lifecycle_event_hook_execution_status"),
            ],
        );
    }

    #[test]
    fn pascal_is_the_official_one() {
        check(
            pascal,
            &[
                ("DBInstance", "DbInstance"),
                ("CORSRule", "CorsRule"),
                ("VPC", "Vpc"),
                ("ACLs", "AcLs"),
                ("IDPCommunicationErrorException", "IdpCommunicationErrorException"),
                ("SSEKMSEncryptedObjects", "SsekmsEncryptedObjects"),
                ("AES256", "Aes256"),
                ("SHA_256", "Sha256"),
                ("G_1X", "G1X"),
                ("c5_2xlarge", "C52xlarge"),
                ("X86_64", "X8664"),
                ("P1_0", "P10"),
                ("us_east_1", "UsEast1"),
                ("EU", "Eu"),
                ("s3_ObjectCreated_", "S3ObjectCreated"),
            ],
        );
        check(|name| pascal(&pascal(name)), &[("A_A_COMPROMISE", "AaCompromise"), ("RACK_5U_C", "Rack5Uc")]);
    }

    #[test]
    fn keywords_are_in_order() {
        assert!(KEYWORDS.is_sorted());
    }

    #[test]
    fn reserved_words_are_renamed() {
        assert_eq!(field("build"), ("build_value".to_owned(), "build".to_owned()));
        assert_eq!(field("asInput"), ("as_input_value".to_owned(), "as_input".to_owned()));
        assert_eq!(function("Config"), "config_");
        assert_eq!(ident(&function("Match")).to_string(), "r#match");
        assert_eq!(ident(&field("Type").0).to_string(), "r#type");
        assert_eq!(ident(&field("self").0).to_string(), "self_");
        assert_eq!(variant("UNKNOWN", "Unknown"), "UnknownValue");
        assert_eq!(variant("SELF", "Self"), "SelfValue");
        assert_eq!(module("Match"), "match_");
        assert_eq!(service_module("Directory Service"), "directory");
        assert_eq!(service_module("Elastic Load Balancing v2"), "elasticloadbalancingv2");
        assert_eq!(service_module("ApiGatewayManagementApi"), "apigatewaymanagement");
    }
}
