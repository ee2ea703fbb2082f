//! Bodies of the responses of S3 and of STS.

/// The answer to a `ListObjectsV2` that found `count` objects.
pub fn list_objects(count: usize) -> Vec<u8> {
    let contents: String = (0..count).map(contents).collect();
    let result = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<ListBucketResult xmlns=\"{S3}\"><Name>photos</Name><Prefix></Prefix>\
        <KeyCount>{count}</KeyCount><MaxKeys>1000</MaxKeys><IsTruncated>false</IsTruncated>{contents}</ListBucketResult>"
    );
    result.into_bytes()
}

fn contents(index: usize) -> String {
    let key = key(index).replace('&', "&amp;");
    let size = 1_048_576 + index;
    format!(
        "<Contents><Key>{key}</Key><LastModified>2026-03-{:02}T10:20:30.000Z</LastModified>\
        <ETag>&quot;{index:032x}&quot;</ETag><ChecksumAlgorithm>CRC64NVME</ChecksumAlgorithm>\
        <ChecksumType>FULL_OBJECT</ChecksumType><Size>{size}</Size><StorageClass>STANDARD</StorageClass></Contents>",
        index % 28 + 1
    )
}

/// The key of an object.
pub fn key(index: usize) -> String {
    format!("2026/03/album & more/IMG_{index:08}.jpg")
}

/// The answer to a `GetBucketVersioning`.
pub fn bucket_versioning() -> Vec<u8> {
    format!("<VersioningConfiguration xmlns=\"{S3}\"><Status>Enabled</Status></VersioningConfiguration>").into_bytes()
}

const S3: &str = "http://s3.amazonaws.com/doc/2006-03-01/";

/// The answer to an `AssumeRole`.
pub fn assume_role() -> Vec<u8> {
    let token = "IQoJb3JpZ2luX2VjEXAMPLE0".repeat(40);
    let result = format!(
        "<Credentials><AccessKeyId>ASIAEXAMPLE</AccessKeyId><SecretAccessKey>secret</SecretAccessKey>\
        <SessionToken>{token}</SessionToken><Expiration>2030-01-01T00:00:00Z</Expiration></Credentials>\
        <AssumedRoleUser><AssumedRoleId>AROAEXAMPLE:benches</AssumedRoleId>\
        <Arn>arn:aws:sts::123456789012:assumed-role/deploy/benches</Arn></AssumedRoleUser>"
    );
    query_response("AssumeRole", &result)
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
