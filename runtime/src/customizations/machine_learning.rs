//! Amazon Machine Learning ("Smithy specification, Amazon Machine Learning customizations").

use aws_smithy_types::error::operation::BuildError;
use http::Uri;

use crate::customizations::Customization;
use crate::operation::Operation;
use crate::shape::{Structure, View, members};

/// Amazon Machine Learning.
pub static MACHINE_LEARNING: AmazonMachineLearning = AmazonMachineLearning;

/// The customization of Amazon Machine Learning.
#[derive(Debug)]
pub struct AmazonMachineLearning;

impl Customization for AmazonMachineLearning {
    /// Predictions are made by hosts that other operations name.
    fn host(&self, operation: &Operation, input: &dyn Structure) -> Result<Option<String>, BuildError> {
        if operation.name != "Predict" {
            return Ok(None);
        }
        let Some((member, value)) = members(input).find(|(member, _)| member.wire_name == "PredictEndpoint") else {
            return Ok(None);
        };
        match value.view() {
            View::String(url) => match host_of(url) {
                Some(host) => Ok(Some(host)),
                None => Err(BuildError::invalid_field(member.name, "must be the URL of a host")),
            },
            _ => Err(BuildError::missing_field(member.name, "says which host makes predictions")),
        }
    }
}

/// The host of `url`, with its port if it has one. Credentials before it have no place there.
fn host_of(url: &str) -> Option<String> {
    let uri: Uri = url.parse().ok()?;
    let authority = uri.authority()?.as_str();
    (!authority.contains('@')).then(|| authority.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::testing::{Record, SERVICE};
    use crate::shape::{Member, Shape};

    #[track_caller]
    fn check(name: &'static str, endpoint: Option<&str>, expected: Result<Option<&str>, &str>) {
        const SHAPE: &Shape =
            &Shape::structure("Input", "Input", &[Member::new("predict_endpoint", "PredictEndpoint")]);
        let input = Record::new(SHAPE, vec![Box::new(endpoint.map(String::from))]);
        let host = MACHINE_LEARNING.host(&Operation::new(&SERVICE, name), &input).map_err(|error| error.to_string());
        assert_eq!(host.as_ref().map(Option::as_deref), expected.map_err(String::from).as_ref().map(|host| *host));
    }

    #[test]
    fn predictions_go_to_the_host_that_the_input_names() {
        check("Predict", Some("https://custom.example.com/"), Ok(Some("custom.example.com")));
        check("Predict", Some("https://custom.example.com:8443/path"), Ok(Some("custom.example.com:8443")));
        check("Predict", Some("custom.example.com"), Ok(Some("custom.example.com")));
        check("GetMLModel", Some("https://custom.example.com/"), Ok(None));
    }

    #[test]
    fn what_is_no_host_is_an_error() {
        let missing = "predict_endpoint was missing: says which host makes predictions";
        check("Predict", None, Err(missing));
        let invalid = "invalid field in input: predict_endpoint (details: must be the URL of a host)";
        for endpoint in ["", "/path", "https://a@b/", "https://a b/", "https:///"] {
            check("Predict", Some(endpoint), Err(invalid));
        }
    }
}
