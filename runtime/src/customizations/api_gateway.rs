//! Amazon API Gateway ("Smithy specification, Amazon API Gateway customizations").

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;

use crate::customizations::Customization;
use crate::operation::Operation;

/// Amazon API Gateway.
pub static API_GATEWAY: AmazonApiGateway = AmazonApiGateway;

/// The customization of Amazon API Gateway.
#[derive(Debug)]
pub struct AmazonApiGateway;

impl Customization for AmazonApiGateway {
    /// Without the header the service answers in HAL, which is JSON of another form.
    fn complete_request(&self, _operation: &Operation, request: &mut HttpRequest) -> Result<(), BoxError> {
        let headers = request.headers_mut();
        if !headers.contains_key("accept") {
            headers.try_insert("accept", "application/json")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::testing::SERVICE;

    #[test]
    fn answers_are_wanted_in_json() {
        let operation = Operation::new(&SERVICE, "GetExport");
        let mut request = HttpRequest::empty();
        API_GATEWAY.complete_request(&operation, &mut request).unwrap();
        assert_eq!(request.headers().get("accept"), Some("application/json"));
        request.headers_mut().insert("accept", "application/yaml");
        API_GATEWAY.complete_request(&operation, &mut request).unwrap();
        assert_eq!(request.headers().get("accept"), Some("application/yaml"));
    }
}
