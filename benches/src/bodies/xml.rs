//! Bodies of the responses of STS.

/// The answer to an `AssumeRole`.
pub fn assume_role() -> Vec<u8> {
    let credentials = "<Credentials><AccessKeyId>ASIAEXAMPLE</AccessKeyId><SecretAccessKey>secret</SecretAccessKey>\
        <SessionToken>token</SessionToken><Expiration>2030-01-01T00:00:00Z</Expiration></Credentials>";
    query_response("AssumeRole", credentials)
}

/// The answer to a `GetCallerIdentity`.
pub fn get_caller_identity() -> Vec<u8> {
    let identity = "<Arn>arn:aws:iam::123456789012:user/benches</Arn><UserId>AIDAEXAMPLE</UserId>\
        <Account>123456789012</Account>";
    query_response("GetCallerIdentity", identity)
}

/// The body of a response in awsQuery.
fn query_response(operation: &str, result: &str) -> Vec<u8> {
    let response = format!(
        "<{operation}Response xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><{operation}Result>{result}\
        </{operation}Result><ResponseMetadata><RequestId>00000000-1111-2222-3333-444444444444</RequestId>\
        </ResponseMetadata></{operation}Response>"
    );
    response.into_bytes()
}
