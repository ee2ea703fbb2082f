//! Endpoint rules and their parameters.

use serde_json::{Value, json};

use crate::ir::{ClientParam, Customization, Docs, EndpointParam, ParamType, StaticParam};
use crate::model::Traits;
use crate::names;

/// The rules of a service. One without any has those of its customization, or rules that know only the
/// endpoint that the user sets.
pub(super) fn rule_set(traits: &Traits, customization: Customization) -> Value {
    let own = traits.endpoint_bdd().or(traits.endpoint_rule_set()).cloned();
    own.or_else(|| customization.rules()).unwrap_or_else(fallback)
}

/// The text of rules, without documentation.
pub(super) fn minified(mut rules: Value) -> String {
    strip_documentation(&mut rules);
    rules.to_string()
}

fn fallback() -> Value {
    json!({
        "version": "1.0",
        "parameters": { "Endpoint": { "type": "string", "builtIn": "SDK::Endpoint", "required": false } },
        "rules": [
            {
                "type": "endpoint",
                "conditions": [{ "fn": "isSet", "argv": [{ "ref": "Endpoint" }] }],
                "endpoint": { "url": { "ref": "Endpoint" } }
            },
            {
                "type": "error",
                "conditions": [],
                "error": "this service has no endpoint of its own: set an endpoint URL"
            }
        ]
    })
}

/// Takes `documentation` out of the rules and of the parameters, where it is text. A parameter of that
/// name is an object and stays.
fn strip_documentation(value: &mut Value) {
    match value {
        Value::Object(entries) => {
            entries.retain(|key, value| key != "documentation" || !value.is_string());
            entries.values_mut().for_each(strip_documentation);
        }
        Value::Array(items) => items.iter_mut().for_each(strip_documentation),
        _ => {}
    }
}

/// The parameters of the rules by name, which is the order of the runtime's indices.
pub(super) fn params(rules: &Value) -> Vec<EndpointParam> {
    let entries = rules.get("parameters").and_then(Value::as_object).into_iter().flatten();
    let mut params: Vec<EndpointParam> = entries
        .map(|(name, parameter)| {
            let (ident, plain_name) = names::field(name);
            EndpointParam {
                name: name.clone(),
                ident: names::ident(&ident),
                set_ident: names::ident(&format!("set_{plain_name}")),
                ty: param_type(parameter),
                docs: param_docs(parameter),
            }
        })
        .collect();
    params.sort_by(|a, b| a.name.cmp(&b.name));
    params
}

/// The parameters that clients may set: those that the model says, or, where a customization has given the
/// rules, those that are built in for the service alone.
pub(super) fn client_params(traits: &Traits, customization: Customization) -> Vec<ClientParam> {
    let has_rules = traits.endpoint_bdd().or(traits.endpoint_rule_set()).is_some();
    let rules = customization.rules().filter(|_| !has_rules).unwrap_or_default();
    let built_in = |parameter: &Value| {
        let name = parameter.get("builtIn").and_then(Value::as_str);
        name.is_some_and(|name| name.starts_with("AWS::S3::"))
    };
    let params = rules.get("parameters").and_then(Value::as_object).into_iter().flatten();
    let params = params.filter(|(_, parameter)| built_in(parameter));
    let modeled = traits.client_context_params().and_then(Value::as_object).into_iter().flatten();
    modeled.chain(params).map(|(name, parameter)| client_param(name, parameter)).collect()
}

fn client_param(name: &str, parameter: &Value) -> ClientParam {
    let (ident, plain_name) = names::field(name);
    ClientParam {
        name: name.to_owned(),
        ident: names::ident(&ident),
        set_ident: names::ident(&format!("set_{plain_name}")),
        ty: param_type(parameter),
        docs: param_docs(parameter),
    }
}

fn param_type(parameter: &Value) -> ParamType {
    let ty = parameter.get("type").and_then(Value::as_str).unwrap_or_default();
    match ty.to_ascii_lowercase().as_str() {
        "boolean" => ParamType::Boolean,
        "stringarray" => ParamType::StringArray,
        _ => ParamType::String,
    }
}

fn param_docs(parameter: &Value) -> Docs {
    Docs::of(parameter.get("documentation").and_then(Value::as_str).unwrap_or_default())
}

/// Whether the rules have endpoints for each account, which clients may refuse or insist on.
pub(super) fn has_account_endpoints(rules: &Value) -> bool {
    let mut params = rules.get("parameters").and_then(Value::as_object).into_iter().flatten();
    params.any(|(_, parameter)| {
        let name = parameter.get("builtIn").and_then(Value::as_str);
        matches!(name, Some("AWS::Auth::AccountId" | "AWS::Auth::AccountIdEndpointMode"))
    })
}

/// The parameters that an operation takes from deeper within its input, with their paths.
pub(super) fn operation_context_params(traits: &Traits) -> Vec<(String, String)> {
    let entries = traits.operation_context_params().and_then(Value::as_object).into_iter().flatten();
    entries.filter_map(|(name, parameter)| Some((name.clone(), parameter.get("path")?.as_str()?.to_owned()))).collect()
}

/// The parameters that an operation fixes.
pub(super) fn static_params(traits: &Traits) -> Vec<(String, StaticParam)> {
    let entries = traits.static_context_params().and_then(Value::as_object).into_iter().flatten();
    entries.filter_map(|(name, parameter)| Some((name.clone(), static_value(parameter.get("value")?)?))).collect()
}

fn static_value(value: &Value) -> Option<StaticParam> {
    Some(match value {
        Value::String(text) => StaticParam::String(text.clone()),
        Value::Bool(value) => StaticParam::Boolean(*value),
        Value::Array(items) => {
            StaticParam::StringArray(items.iter().filter_map(|item| item.as_str().map(String::from)).collect())
        }
        _ => return None,
    })
}
