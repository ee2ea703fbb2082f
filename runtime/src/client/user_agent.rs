//! The user agent of requests.

use std::fmt::Write;

use http::HeaderValue;

use crate::config::Settings;
use crate::operation::Service;

/// The user agent of a client's requests ("SDK user agent, version 2.1").
pub(crate) fn user_agent(service: &Service, settings: &Settings) -> String {
    let sdk = concat!("tinsmith/", env!("CARGO_PKG_VERSION"));
    let api = format!("api/{}/{}", service.id(), service.package_version);
    let os = match std::env::consts::OS {
        known @ ("linux" | "macos" | "windows" | "ios" | "android") => known,
        _ => "other",
    };
    let mut text = format!("{sdk} ua/2.1 {api} os/{os} lang/rust");
    for framework in &settings.framework_metadata {
        let _ = write!(text, " {framework}");
    }
    if let Some(app) = &settings.app_name {
        let _ = write!(text, " app/{app}");
    }
    if HeaderValue::from_str(&text).is_ok() { text } else { sdk.to_owned() }
}
