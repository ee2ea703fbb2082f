//! A verifier of AWS Signature Version 4, in the `authorization` header and in the query, written from its specification ("Create a signed AWS
//! API request", AWS Identity and Access Management User Guide). It shares no code with any signer.

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

use crate::server::Request;

/// What the signature of a request says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signed {
    /// The id of the key.
    pub access_key_id: String,
    /// The day, as in `20150830`.
    pub day: String,
    /// The region.
    pub region: String,
    /// The service.
    pub service: String,
    /// The names of the headers that the signature covers, in order.
    pub headers: Vec<String>,
    /// When it was made, as in `20150830T123600Z`.
    pub time: String,
    /// The signature.
    pub signature: String,
    /// The text whose hash was signed.
    pub canonical_request: String,
}

/// What stands for the hash of a body that is not signed.
const UNSIGNED: &str = "UNSIGNED-PAYLOAD";

/// What stands for the hash of a body whose events are signed one by one.
const EVENTS: &str = "STREAMING-AWS4-HMAC-SHA256-EVENTS";

/// Checks the signature of `request` against the secret key.
///
/// # Errors
/// If it has none, lacks a header that it must cover, or its signature is another one. The text says which.
pub fn verify(request: &Request, secret_access_key: &str) -> Result<Signed, String> {
    let authorization = request.header("authorization").ok_or("no authorization header")?;
    let parameters =
        authorization.strip_prefix("AWS4-HMAC-SHA256 ").ok_or_else(|| format!("another algorithm: {authorization}"))?;
    let parameter = |name: &str| {
        let mut all = parameters.split(',').filter_map(|parameter| parameter.trim().split_once('='));
        all.find(|(known, _)| *known == name).map(|(_, value)| value).ok_or_else(|| format!("no {name}"))
    };
    let stated = request.header("x-amz-content-sha256");
    let hash = hex(&Sha256::digest(&request.body));
    let payload = match stated {
        Some(stated @ (UNSIGNED | EVENTS)) => stated,
        Some(stated) if stated != hash => return Err("x-amz-content-sha256 is that of another body".into()),
        _ => &hash,
    };
    Claim {
        credential: parameter("Credential")?,
        signed_headers: parameter("SignedHeaders")?,
        time: request.header("x-amz-date").ok_or("no x-amz-date")?,
        signature: parameter("Signature")?,
        query: query(request).split('&').collect(),
        payload,
    }
    .verify(request, secret_access_key)
}

/// Checks the signature in the query of `request`, which covers no body, against the secret key ("Amazon S3 API Reference",
/// on query parameters).
///
/// # Errors
/// As [`verify`], and if it has another signature beside that.
pub fn verify_presigned(request: &Request, secret_access_key: &str) -> Result<Signed, String> {
    if request.header("authorization").is_some() {
        return Err("an authorization header as well".into());
    }
    let mut parameters: Vec<&str> = query(request).split('&').collect();
    let value = |name: &str| {
        let mut found = parameters.iter().filter_map(|parameter| parameter.strip_prefix(name)?.strip_prefix('='));
        let value = found.next().ok_or_else(|| format!("no {name}"))?;
        found.next().map_or(Ok(decode(value)), |_| Err(format!("{name} twice")))
    };
    let [algorithm, credential, signed_headers, time, signature] =
        ["Algorithm", "Credential", "SignedHeaders", "Date", "Signature"].map(|name| value(&format!("X-Amz-{name}")));
    if algorithm? != "AWS4-HMAC-SHA256" {
        return Err("another algorithm".into());
    }
    value("X-Amz-Expires")?.parse::<u32>().map_err(|error| error.to_string())?;
    parameters.retain(|parameter| !parameter.starts_with("X-Amz-Signature="));
    Claim {
        credential: &credential?,
        signed_headers: &signed_headers?,
        time: &time?,
        signature: &signature?,
        query: parameters,
        payload: UNSIGNED,
    }
    .verify(request, secret_access_key)
}

/// The query of a request, without its question mark.
fn query(request: &Request) -> &str {
    let target = request.line().split(' ').nth(1).unwrap_or_default();
    target.split_once('?').map_or("", |(_, query)| query)
}

/// The text that is encoded in a query.
fn decode(text: &str) -> String {
    let mut parts = text.split('%');
    let mut decoded = parts.next().unwrap_or_default().as_bytes().to_vec();
    for part in parts {
        let (digits, rest) = part.split_at_checked(2).unwrap_or((part, ""));
        decoded.extend(u8::from_str_radix(digits, 16));
        decoded.extend(rest.as_bytes());
    }
    String::from_utf8_lossy(&decoded).into_owned()
}

/// What a signature says of itself.
struct Claim<'a> {
    credential: &'a str,
    signed_headers: &'a str,
    time: &'a str,
    signature: &'a str,
    /// The parameters that it covers.
    query: Vec<&'a str>,
    /// What it has for the hash of the body.
    payload: &'a str,
}

impl Claim<'_> {
    fn verify(self, request: &Request, secret_access_key: &str) -> Result<Signed, String> {
        let Self { time, signature: claimed, .. } = self;
        let credential: Vec<&str> = self.credential.split('/').collect();
        let &[access_key_id, day, region, service, "aws4_request"] = credential.as_slice() else {
            return Err(format!("malformed credential: {credential:?}"));
        };
        let names: Vec<&str> = self.signed_headers.split(';').collect();
        check_coverage(request, &names)?;
        let canonical_request = canonical_request(request, &names, self.query, self.payload)?;
        if !time.starts_with(day) {
            return Err(format!("the scope is for {day}, the request of {time}"));
        }
        let scope = format!("{day}/{region}/{service}/aws4_request");
        let string_to_sign =
            format!("AWS4-HMAC-SHA256\n{time}\n{scope}\n{}", hex(&Sha256::digest(canonical_request.as_bytes())));
        let signature = hex(&hmac(&signing_key(secret_access_key, day, region, service), &string_to_sign));
        if signature != claimed {
            return Err(format!("another signature, for\n{canonical_request}\n\n{string_to_sign}"));
        }
        Ok(Signed {
            access_key_id: access_key_id.to_owned(),
            day: day.to_owned(),
            region: region.to_owned(),
            service: service.to_owned(),
            headers: names.into_iter().map(String::from).collect(),
            time: time.to_owned(),
            signature,
            canonical_request,
        })
    }
}

/// The signature of an event ("Amazon Transcribe Developer Guide", on streaming over HTTP/2): `previous` is that of the
/// event before, or of the request; `date` is when it was signed, in milliseconds since 1970, and `payload` what.
pub fn event_signature(signed: &Signed, secret_access_key: &str, previous: &str, date: i64, payload: &[u8]) -> String {
    let Signed { day, region, service, .. } = signed;
    let date_header = [&b"\x05:date\x08"[..], &date.to_be_bytes()].concat();
    let string_to_sign = format!(
        "AWS4-HMAC-SHA256-PAYLOAD\n{}\n{day}/{region}/{service}/aws4_request\n{previous}\n{}\n{}",
        signed.time,
        hex(&Sha256::digest(&date_header)),
        hex(&Sha256::digest(payload))
    );
    hex(&hmac(&signing_key(secret_access_key, day, region, service), &string_to_sign))
}

/// The host and all headers of AWS's own must be signed, and the names be sorted and in lower case.
fn check_coverage(request: &Request, names: &[&str]) -> Result<(), String> {
    if !names.is_sorted() || names.iter().any(|name| *name != name.to_ascii_lowercase()) {
        return Err(format!("the names of signed headers are not sorted in lower case: {names:?}"));
    }
    let must = |name: &str| name == "host" || name.starts_with("x-amz-");
    let missing = request
        .headers()
        .map(|(name, _)| name.to_ascii_lowercase())
        .find(|name| must(name) && !names.contains(&&**name));
    missing.map_or(Ok(()), |name| Err(format!("{name} is not signed")))
}

fn canonical_request(request: &Request, names: &[&str], query: Vec<&str>, payload: &str) -> Result<String, String> {
    let mut line = request.line().split(' ');
    let (method, target) = line.next().zip(line.next()).ok_or("a malformed request line")?;
    let path = target.split('?').next().unwrap_or_default();
    let mut headers = String::new();
    for name in names {
        let values: Vec<String> = request
            .headers()
            .filter(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, value)| trim_all(value))
            .collect();
        if values.is_empty() {
            return Err(format!("{name} is signed and missing"));
        }
        headers += &format!("{name}:{}\n", values.join(","));
    }
    let (path, query, names) = (canonical_path(path), canonical_query(query), names.join(";"));
    Ok(format!("{method}\n{path}\n{query}\n{headers}\n{names}\n{payload}"))
}

/// The value without white space around it, and with single spaces within.
fn trim_all(value: &str) -> String {
    value.split_ascii_whitespace().collect::<Vec<_>>().join(" ")
}

/// The path normalized (RFC 3986, section 6), and encoded once more than it is in the request.
fn canonical_path(path: &str) -> String {
    let mut segments: Vec<&str> = Vec::new();
    for segment in path.split('/') {
        match segment {
            "" | "." => {}
            ".." => drop(segments.pop()),
            segment => segments.push(segment),
        }
    }
    let ends_in_slash = ["/", "/.", "/.."].iter().any(|end| path.ends_with(end)) && !segments.is_empty();
    let trailing = if ends_in_slash { "/" } else { "" };
    let encoded: Vec<String> = segments.into_iter().map(encode).collect();
    format!("/{}{trailing}", encoded.join("/"))
}

/// The parameters sorted by name and value; they are encoded already.
fn canonical_query(query: Vec<&str>) -> String {
    let mut parameters: Vec<(&str, &str)> = query
        .into_iter()
        .filter(|parameter| !parameter.is_empty())
        .map(|parameter| parameter.split_once('=').unwrap_or((parameter, "")))
        .collect();
    parameters.sort_unstable();
    parameters.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("&")
}

/// `UriEncode`: all bytes but the unreserved characters in their hexadecimal form.
fn encode(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => char::from(byte).to_string(),
            _ => format!("%{byte:02X}"),
        })
        .collect()
}

fn signing_key(secret_access_key: &str, day: &str, region: &str, service: &str) -> Vec<u8> {
    let mut key = hmac(format!("AWS4{secret_access_key}").as_bytes(), day);
    for part in [region, service, "aws4_request"] {
        key = hmac(&key, part);
    }
    key
}

fn hmac(key: &[u8], text: &str) -> Vec<u8> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes keys of any length");
    mac.update(text.as_bytes());
    mac.finalize().into_bytes().to_vec()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
