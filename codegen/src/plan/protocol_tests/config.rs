//! The configuration of the client of a test, and what else vendors say of theirs.
//!
//! The parameters that are known are those of AWS's own tests: `AwsConfig` for requests, `ErrorCodeParams` for
//! errors. Any other is a fault, as a test that passes it over would show something else than the model says.

use serde_json::{Map, Value};

use super::{Subject, Wrong};
use crate::fault::Step;
use crate::ir::{Endpoint, TestConfig};
use crate::model::{HttpRequestTest, Protocol, TestCase};
use crate::names::{self, Name};
use crate::plan::Planner;

/// What an error is to say of itself.
#[derive(Default)]
pub(super) struct ErrorCode {
    pub(super) code: Option<String>,
    pub(super) kind: Option<String>,
}

impl Planner<'_> {
    pub(super) fn request_config(&self, subject: &Subject<'_>, test: &HttpRequestTest) -> Result<TestConfig, Wrong> {
        let mut config = TestConfig {
            protocol: self.chosen_protocol(subject, &test.case),
            endpoint: test.request.host.clone().map_or(Endpoint::Any, Endpoint::Host),
            auth_scheme: test.case.auth_scheme.as_ref().map(|scheme| scheme.name().to_owned()),
            ..TestConfig::default()
        };
        if let Some(params) = &test.case.vendor_params {
            aws_config(params, &mut config)?;
        }
        Ok(config)
    }

    /// The protocol of a case, if the client has a choice.
    pub(super) fn chosen_protocol(&self, subject: &Subject<'_>, case: &TestCase) -> Option<Protocol> {
        subject.protocol(case).filter(|_| subject.planned.service.protocols.len() > 1)
    }

    pub(super) fn error_code(&self, case: &TestCase) -> Result<ErrorCode, Wrong> {
        let mut found = ErrorCode::default();
        let Some(params) = &case.vendor_params else { return Ok(found) };
        each(params, |key, value| {
            let place = match key {
                "code" => &mut found.code,
                "type" => &mut found.kind,
                _ => return Err(unknown()),
            };
            *place = Some(text(value)?);
            Ok(())
        })?;
        Ok(found)
    }
}

/// Reads the parameters of a whole client, which has its region and finds its endpoint itself.
fn aws_config(params: &Value, config: &mut TestConfig) -> Result<(), Wrong> {
    each(params, |key, value| match key {
        "scopedConfig" => each(value, |key, value| match key {
            "client" => each(value, |key, value| match key {
                "region" => {
                    config.region = Some(text(value)?);
                    config.endpoint = Endpoint::Resolved;
                    Ok(())
                }
                "s3" => s3_switches(value, &mut config.switches),
                _ => Err(unknown()),
            }),
            "operation" => each(value, |key, value| match key {
                "s3" => s3_switches(value, &mut config.call_switches),
                _ => Err(unknown()),
            }),
            _ => Err(unknown()),
        }),
        _ => Err(unknown()),
    })
}

fn s3_switches(params: &Value, switches: &mut Vec<(Name, bool)>) -> Result<(), Wrong> {
    each(params, |key, value| {
        let (setter, value) = match (key, value) {
            ("addressing_style", Value::String(style)) if style == "path" => ("force_path_style", true),
            ("addressing_style", Value::String(style)) if style == "virtual" => ("force_path_style", false),
            ("use_accelerate_endpoint", Value::Bool(value)) => ("accelerate", *value),
            ("use_dualstack_endpoint", Value::Bool(value)) => ("use_dual_stack", *value),
            _ => return Err(unknown()),
        };
        switches.push((names::ident(setter), value));
        Ok(())
    })
}

fn each(params: &Value, mut read: impl FnMut(&str, &Value) -> Result<(), Wrong>) -> Result<(), Wrong> {
    let entries: &Map<String, Value> =
        params.as_object().ok_or_else(|| Wrong::new("vendor parameters are an object".to_owned()))?;
    entries.iter().try_for_each(|(key, value)| read(key, value).map_err(|wrong| wrong.within(Step::from(key.as_str()))))
}

fn text(value: &Value) -> Result<String, Wrong> {
    value.as_str().map(String::from).ok_or_else(|| Wrong::new("this vendor parameter is a string".to_owned()))
}

fn unknown() -> Wrong {
    Wrong::new("this vendor parameter, or its value, is not known".to_owned())
}
