//! The user agent of requests.

use std::fmt::Write;

use http::HeaderValue;

use crate::config::Settings;
use crate::operation::Service;

/// The user agent in both of its forms, made once a client ("SDK user agent, version 2.1").
#[derive(Clone, Debug)]
pub(crate) struct UserAgent {
    /// For `user-agent`.
    pub(crate) short: HeaderValue,
    /// For `x-amz-user-agent`.
    pub(crate) full: HeaderValue,
}

impl UserAgent {
    pub(crate) fn new(service: &Service, settings: &Settings) -> Self {
        let sdk = concat!("tinsmith/", env!("CARGO_PKG_VERSION"));
        let api = format!("api/{}/{}", service.id(), service.package_version);
        let os = match std::env::consts::OS {
            known @ ("linux" | "macos" | "windows" | "ios" | "android") => known,
            _ => "other",
        };
        let mut full = format!("{sdk} ua/2.1 {api} os/{os} lang/rust");
        for framework in &settings.framework_metadata {
            let _ = write!(full, " {framework}");
        }
        if let Some(app) = &settings.app_name {
            let _ = write!(full, " app/{app}");
        }
        let value = |text: &str| HeaderValue::from_str(text).unwrap_or(HeaderValue::from_static(sdk));
        Self { short: value(&format!("{sdk} os/{os} lang/rust")), full: value(&full) }
    }
}
