//! Endpoint parameters that are on or off by the environment or a profile, where code does not set them.

use aws_types::SdkConfig;
use aws_types::service_config::ServiceConfigKey;

use crate::config::Settings;
use crate::operation::Service;
use crate::rules::ParamValue;

/// A parameter of endpoints that is a boolean, and what it is called elsewhere.
#[derive(Clone, Copy, Debug)]
pub struct Switch {
    /// The parameter.
    pub param: &'static str,
    /// The variable of the environment.
    pub variable: &'static str,
    /// The property of profiles.
    pub property: &'static str,
}

impl Settings {
    /// Takes the switches of `service` from what `config` has loaded of the environment and the profile.
    pub(super) fn set_switches(&mut self, config: &SdkConfig, service: &Service) {
        let Some(loader) = config.service_config() else { return };
        for Switch { param, variable, property } in service.customization.switches() {
            let key = ServiceConfigKey::builder().service_id(service.sdk_id).env(variable).profile(property).build();
            let text = key.ok().and_then(|key| loader.load_config(key));
            let value = text.and_then(|text| boolean(variable, &text));
            self.set_client_param(param, value.map(ParamValue::from));
        }
    }
}

/// The switches of `service` that are not among `params`, by the environment as `variable` gives it.
pub(crate) fn of_environment(
    service: &Service,
    params: &[(&'static str, ParamValue)],
    variable: impl Fn(&str) -> Option<String>,
) -> Vec<(&'static str, ParamValue)> {
    let switches = service.customization.switches().iter();
    let unset = switches.filter(|switch| params.iter().all(|(known, _)| *known != switch.param));
    let found = unset.filter_map(|switch| {
        let value = boolean(switch.variable, &variable(switch.variable)?)?;
        Some((switch.param, value.into()))
    });
    found.collect()
}

fn boolean(name: &str, text: &str) -> Option<bool> {
    let value = [("true", true), ("false", false)].iter().find(|(known, _)| text.trim().eq_ignore_ascii_case(known));
    if value.is_none() {
        tracing::warn!(name, "it is neither `true` nor `false`, and does not count");
    }
    value.map(|(_, value)| *value)
}

#[cfg(test)]
mod tests {
    use aws_types::service_config::LoadServiceConfig;

    use super::*;
    use crate::protocol::testing::SERVICE;

    const PARAM: &str = "DisableS3ExpressSessionAuth";
    const VARIABLE: &str = "AWS_S3_DISABLE_EXPRESS_SESSION_AUTH";

    const S3: Service = Service { sdk_id: "S3", customization: &crate::customizations::S3, ..SERVICE };

    #[track_caller]
    fn check(service: &Service, set: Option<bool>, variable: Option<&str>, expected: Option<bool>) {
        let params: Vec<_> = set.map(|value| (PARAM, value.into())).into_iter().collect();
        let environment = |name: &str| variable.filter(|_| name == VARIABLE).map(String::from);
        let found = of_environment(service, &params, environment);
        assert_eq!(found, Vec::from_iter(expected.map(|value| (PARAM, value.into()))), "{variable:?}");
    }

    #[test]
    fn the_environment_counts_where_code_is_silent() {
        check(&S3, None, Some("true"), Some(true));
        check(&S3, None, Some("False"), Some(false));
        check(&S3, Some(false), Some("true"), None);
        check(&S3, None, Some("1"), None);
        check(&S3, None, None, None);
        check(&SERVICE, None, Some("true"), None);
    }

    /// A profile, as `aws-config` shows it.
    #[derive(Debug)]
    struct Profile(&'static str);

    impl LoadServiceConfig for Profile {
        fn load_config(&self, key: ServiceConfigKey<'_>) -> Option<String> {
            assert_eq!((key.service_id(), key.env()), ("S3", VARIABLE));
            (key.profile() == "s3_disable_express_session_auth").then(|| self.0.to_owned())
        }
    }

    #[test]
    fn profiles_count() {
        for (text, expected) in [("true", Some(true)), ("false", Some(false)), ("yes", None)] {
            let config = SdkConfig::builder().service_config(Profile(text)).build();
            let mut settings = Settings::default();
            settings.set_switches(&config, &S3);
            assert_eq!(settings.client_params, Vec::from_iter(expected.map(|value| (PARAM, value.into()))), "{text}");
        }
    }
}
