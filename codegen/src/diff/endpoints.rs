//! Endpoint rules: whether they are others, and how what goes to each endpoint is signed.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::{At, Comparison, Kind, Side, auth};

impl Comparison<'_> {
    pub(super) fn endpoints(&mut self) {
        let shape = self.new.model.service().0.as_str();
        // Where the rules are the same, schemes that they do not name are compared of the service.
        if self.old.krate.service.endpoint_rules == self.new.krate.service.endpoint_rules {
            return;
        }
        self.say(Kind::EndpointRules, &At::new("config::endpoint::DefaultResolver", shape));
        let (old, new) = (schemes(&self.old), schemes(&self.new));
        let mut gone = BTreeSet::new();
        for (url, old) in &old {
            let Some(new) = new.get(url) else { continue };
            // What is appended is tried last; rules may know other schemes under other conditions.
            gone.extend(old.iter().filter(|old| !new.iter().any(|new| new.starts_with(old))).map(|old| (old, new)));
        }
        for (old, new) in gone {
            let at = At::new("config::endpoint::DefaultResolver", shape);
            let after: Vec<String> = new.iter().map(|schemes| words(schemes)).collect();
            self.change(Kind::EndpointAuth, &at, words(old), after.join(" or "));
        }
    }
}

fn words(schemes: &[String]) -> String {
    if schemes.is_empty() { "nothing".to_owned() } else { schemes.join(", then ") }
}

/// Lists of schemes that an endpoint has, under one condition or another, by its URL.
type Schemes = BTreeMap<String, BTreeSet<Vec<String>>>;

/// The schemes of each endpoint of the rules: its own, or those of the service.
fn schemes(side: &Side<'_>) -> Schemes {
    let service = side.model.service().0;
    let plain = |scheme: &String| scheme.split_once('#').map_or(scheme.clone(), |(_, name)| name.to_owned());
    let default: Vec<String> = auth::of_service(side, service).iter().map(plain).collect();
    let traits = side.traits(service);
    let mut found = BTreeMap::new();
    if let Some(rules) = traits.and_then(|traits| traits.endpoint_bdd().or(traits.endpoint_rule_set())) {
        collect(rules, &default, &mut found);
    }
    found
}

/// Collects the endpoints of the rules. The JSON reader has a limit of depth, so that this ends.
fn collect(rules: &Value, default: &[String], found: &mut Schemes) {
    match rules {
        Value::Object(entries) => {
            if let Some(url) = entries.get("endpoint").and_then(|endpoint| endpoint.get("url")) {
                let schemes = own_schemes(rules).unwrap_or_else(|| default.to_vec());
                found.entry(url.to_string()).or_default().insert(schemes);
            }
            entries.values().for_each(|value| collect(value, default, found));
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, default, found)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn own_schemes(rule: &Value) -> Option<Vec<String>> {
    let schemes = rule.pointer("/endpoint/properties/authSchemes")?.as_array()?;
    Some(schemes.iter().filter_map(|scheme| scheme.get("name")?.as_str().map(str::to_owned)).collect())
}
