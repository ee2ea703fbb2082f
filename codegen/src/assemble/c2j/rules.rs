//! Endpoint rules, mended: botocore leaves out rules whose argument is not set, where the specification wants a
//! rule set whose types say that it is.

use crate::read::Json;

/// The rule set with each parameter required that all its rules begin with: without it no rule would hold.
pub(super) fn with_required_parameters(mut rule_set: Json<'_>) -> Json<'_> {
    let needed = needed(&rule_set);
    if let Json::Object(entries) = &mut rule_set
        && let Some((_, Json::Object(parameters))) = entries.iter_mut().find(|(key, _)| key == "parameters")
    {
        let needed = parameters.iter_mut().filter(|(name, _)| needed.iter().any(|needed| needed == name));
        needed.for_each(|(_, parameter)| require(parameter));
    }
    rule_set
}

/// The parameters that the first condition of every rule takes as they are.
fn needed(rule_set: &Json<'_>) -> Vec<String> {
    let Some(Json::Array(rules)) = rule_set.get("rules") else { return Vec::new() };
    let mut rules = rules.iter().map(taken_first);
    let first = rules.next().unwrap_or_default();
    rules.fold(first, |all, of_rule| all.into_iter().filter(|name| of_rule.contains(name)).collect())
}

/// The parameters that the first condition of a rule takes, unless it asks whether they are set.
fn taken_first(rule: &Json<'_>) -> Vec<String> {
    let Some(Json::Array(conditions)) = rule.get("conditions") else { return Vec::new() };
    let Some(first) = conditions.first() else { return Vec::new() };
    match (first.get("fn"), first.get("argv")) {
        (Some(Json::String(function)), Some(Json::Array(arguments))) if function != "isSet" => {
            arguments.iter().filter_map(reference).collect()
        }
        _ => Vec::new(),
    }
}

fn reference(argument: &Json<'_>) -> Option<String> {
    match argument.get("ref")? {
        Json::String(name) => Some(name.to_string()),
        _ => None,
    }
}

fn require(parameter: &mut Json<'_>) {
    if let Json::Object(facts) = parameter
        && let Some((_, required)) = facts.iter_mut().find(|(key, _)| key == "required")
    {
        *required = Json::Bool(true);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(rules: &str, required: bool) {
        let text = |required: bool| {
            format!(r#"{{"parameters": {{"Region": {{"type": "String", "required": {required}}}}}, "rules": {rules}}}"#)
        };
        let (before, after) = (text(false), text(required));
        let mended = with_required_parameters(serde_json::from_str(&before).unwrap());
        assert_eq!(mended, serde_json::from_str(&after).unwrap());
    }

    #[test]
    fn parameters_that_all_rules_begin_with() {
        let partition = r#"{"conditions": [{"fn": "aws.partition", "argv": [{"ref": "Region"}]}]}"#;
        let is_set = r#"{"conditions": [{"fn": "isSet", "argv": [{"ref": "Region"}]}]}"#;
        let other = r#"{"conditions": [{"fn": "aws.partition", "argv": [{"ref": "Other"}]}]}"#;
        check(&format!("[{partition}]"), true);
        check(&format!("[{partition}, {partition}]"), true);
        check(&format!("[{is_set}]"), false);
        check(&format!("[{partition}, {other}]"), false);
        check(&format!("[{partition}, {is_set}]"), false);
        check(r#"[{"conditions": []}]"#, false);
        check(r#"[{}, 1, {"conditions": [1, {"fn": 2, "argv": 3}]}]"#, false);
        check("[]", false);
        check("{}", false);
    }
}
