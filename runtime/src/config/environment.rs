//! Credentials from the environment.

use aws_credential_types::Credentials;
use aws_credential_types::provider::error::CredentialsError;
use aws_credential_types::provider::{ProvideCredentials, future};

/// Reads `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY` and, if they are there, `AWS_SESSION_TOKEN` and
/// `AWS_ACCOUNT_ID`, each time that it is asked.
#[derive(Clone, Copy, Debug, Default)]
#[non_exhaustive]
pub struct EnvironmentCredentials;

impl EnvironmentCredentials {
    /// The provider.
    pub fn new() -> Self {
        Self
    }
}

impl ProvideCredentials for EnvironmentCredentials {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        future::ProvideCredentials::ready(from_variables(|name| std::env::var(name).ok()))
    }
}

fn from_variables(variable: impl Fn(&str) -> Option<String>) -> Result<Credentials, CredentialsError> {
    let set = |name: &str| variable(name).map(|value| value.trim().to_owned()).filter(|value| !value.is_empty());
    let required = |name: &str| {
        set(name).ok_or_else(|| {
            CredentialsError::not_loaded(format!(
                "no credentials provider is configured, and the environment variable {name} is not set"
            ))
        })
    };
    let (key, secret) = (required("AWS_ACCESS_KEY_ID")?, required("AWS_SECRET_ACCESS_KEY")?);
    let mut credentials = Credentials::builder().access_key_id(key).secret_access_key(secret);
    credentials.set_session_token(set("AWS_SESSION_TOKEN"));
    credentials.set_account_id(set("AWS_ACCOUNT_ID").map(Into::into));
    Ok(credentials.provider_name("Environment").build())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn read(variables: &[(&str, &str)]) -> Result<Credentials, String> {
        let variable =
            |name: &str| variables.iter().find(|(known, _)| *known == name).map(|(_, value)| value.to_string());
        from_variables(variable).map_err(|error| std::error::Error::source(&error).unwrap().to_string())
    }

    #[test]
    fn reads_key_secret_and_token() {
        let read =
            read(&[("AWS_ACCESS_KEY_ID", "key"), ("AWS_SECRET_ACCESS_KEY", "secret"), ("AWS_SESSION_TOKEN", "token")])
                .unwrap();
        assert_eq!(
            (read.access_key_id(), read.secret_access_key(), read.session_token()),
            ("key", "secret", Some("token"))
        );
    }

    #[test]
    fn reads_the_account() {
        let keys = [("AWS_ACCESS_KEY_ID", "key"), ("AWS_SECRET_ACCESS_KEY", "secret")];
        assert_eq!(read(&keys).unwrap().account_id(), None);
        let read = read(&[keys[0], keys[1], ("AWS_ACCOUNT_ID", "123456789012")]).unwrap();
        assert_eq!(read.account_id().map(|account| account.as_str()), Some("123456789012"));
    }

    #[test]
    fn names_what_is_missing() {
        let error = read(&[("AWS_ACCESS_KEY_ID", "key"), ("AWS_SECRET_ACCESS_KEY", " ")]).unwrap_err();
        assert!(error.contains("AWS_SECRET_ACCESS_KEY"), "{error}");
    }
}
