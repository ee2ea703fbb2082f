//! Tests over whole rule sets: what is refused and in which words, and what evaluation gives.

use serde_json::{Value, json};

use super::*;

/// A rule set of this version with an optional string `A`, a required string `B`, an optional
/// boolean `F` and an array `L`.
pub(super) fn rule_set(version: &str, rules: Value) -> Value {
    json!({"version": version, "parameters": {
        "A": {"type": "string"},
        "B": {"type": "String", "required": true, "builtIn": "AWS::Region"},
        "F": {"type": "boolean"},
        "L": {"type": "stringArray", "required": true, "default": ["one", "two"]},
    }, "rules": rules})
}

pub(super) fn url_rule(conditions: Value, url: Value) -> Value {
    json!({"type": "endpoint", "conditions": conditions, "endpoint": {"url": url}})
}

pub(super) fn parse(document: &Value) -> Result<RuleSet, RulesError> {
    RuleSet::parse(&document.to_string())
}

#[track_caller]
fn check_error(document: Value, path: &str, message: &str) {
    let error = parse(&document).unwrap_err();
    assert_eq!((error.path(), error.message()), (path, message));
}

/// That a function with these arguments is refused.
#[track_caller]
fn check_call_error(version: &str, function: Value, path: &str, message: &str) {
    let rules = json!([url_rule(json!([function]), json!("https://a"))]);
    check_error(rule_set(version, rules), &format!("rules[0].conditions[0]{path}"), message);
}

#[test]
fn documents_without_what_they_need_are_refused() {
    check_error(json!(1), "", "expected an object, found a number");
    check_error(json!({}), "", "the member `version` is missing");
    check_error(json!({"version": "2.0"}), "version", "expected a version 1.x, found `2.0`");
    let bare = |members: Value| {
        let mut document = json!({"version": "1.1", "parameters": {}});
        document.as_object_mut().unwrap().extend(members.as_object().unwrap().clone());
        document
    };
    check_error(bare(json!({})), "", "expected either `rules` or `nodes`");
    check_error(bare(json!({"rules": [], "nodes": ""})), "", "expected either `rules` or `nodes`");
    check_error(bare(json!({"rules": {}})), "rules", "expected an array, found an object");
    check_error(
        bare(json!({"rules": [{"type": "other"}]})),
        "rules[0].type",
        "expected `endpoint`, `error` or `tree`, found `other`",
    );
    check_error(bare(json!({"rules": [null]})), "rules[0]", "expected an object, found null");
}

#[test]
fn faults_of_parameters_are_refused() {
    let check = |parameters: Value, path: &str, message: &str| {
        let document = json!({"version": "1.0", "parameters": parameters, "rules": []});
        check_error(document, path, message);
    };
    check(json!({"A": {}}), "parameters.A", "the member `type` is missing");
    check(
        json!({"A": {"type": "string", "x": 1}}),
        "parameters.A",
        "unknown member `x`; expected `type`, `builtIn`, `required`, `default`, `deprecated`, `documentation`",
    );
    check(
        json!({"Abc": {"type": "string"}, "aBc": {"type": "string"}}),
        "parameters.aBc",
        "differs from the parameter `Abc` in case only",
    );
    check(
        json!({"A": {"type": "stringArray", "required": true, "default": [1]}}),
        "parameters.A.default[0]",
        "expected a string, found a number",
    );
    check(
        json!({"A": {"type": "string", "required": "yes"}}),
        "parameters.A.required",
        "expected a boolean, found a string",
    );
}

#[test]
fn faults_of_functions_are_refused() {
    let check = |function, path: &str, message: &str| {
        check_call_error("1.1", function, path, message);
    };
    check(json!({"fn": "isset", "argv": []}), ".fn", "unknown function `isset`");
    check(json!({"fn": "isSet"}), "", "the member `argv` is missing");
    check(json!({"fn": "isSet", "argv": []}), ".argv", "`isSet` takes 1 argument, found 0");
    check(json!({"fn": "not", "argv": ["a"]}), ".argv[0]", "expected boolean, found string");
    check(json!({"fn": "stringEquals", "argv": ["a"]}), ".argv", "`stringEquals` takes 2 arguments, found 1");
    check(
        json!({"fn": "stringEquals", "argv": ["a", {"ref": "C"}]}),
        ".argv[1].ref",
        "no parameter or variable `C` in this scope",
    );
    check(json!({"fn": "isSet", "argv": [{"ref": "A", "fn": "not"}]}), ".argv[0]", "expected either `ref` or `fn`");
    check(json!({"fn": "isSet", "argv": [null]}), ".argv[0]", "expected an expression, found null");
    check(json!({"fn": "coalesce", "argv": ["a"]}), ".argv", "`coalesce` takes 2 or more arguments, found 1");
    check(json!({"fn": "coalesce", "argv": [{"ref": "A"}, true]}), ".argv[1]", "expected string, found boolean");
    check(
        json!({"fn": "ite", "argv": [{"ref": "F"}, "a", "b"]}),
        ".argv[0]",
        "expected boolean, found optional boolean; use `isSet` or `assign` in a condition to prove that it is set",
    );
    check(json!({"fn": "ite", "argv": [true, "a", 1]}), ".argv[2]", "expected string, found integer");
    check(json!({"fn": "ite", "argv": [true]}), ".argv", "`ite` takes 3 arguments, found 1");
    check(json!({"fn": "split", "argv": ["a", "-", -1]}), ".argv[2]", "the limit of `split` cannot be negative");
    check(json!({"fn": "substring", "argv": ["a", 0, 1.5, true]}), ".argv[2]", "expected an integer, found a number");
    check(json!({"fn": "substring", "argv": ["a", 0, u64::MAX, true]}), ".argv[2]", "the integer is too large");
    check(
        json!({"fn": "isSet", "argv": ["a"], "assign": ""}),
        ".assign",
        "expected the name of a variable, found an empty string",
    );
}

#[test]
fn faults_of_paths_are_refused() {
    let check = |target: Value, path: &str, place: &str, message: &str| {
        let function = json!({"fn": "getAttr", "argv": [target, path]});
        check_call_error("1.1", function, place, message);
    };
    let list = json!({"ref": "L"});
    check(list.clone(), "[x]", ".argv[1]", "expected an index such as `[0]`, found `[x]`");
    check(list.clone(), "[0", ".argv[1]", "expected an index such as `[0]`, found `[0`");
    check(list.clone(), "", ".argv[1]", "`` is no property of array of strings");
    check(list.clone(), "[0].a", ".argv[1]", "cannot take `[0].a` from optional string, which may not be set");
    check(json!("a"), "[0]", ".argv[1]", "expected an array before `[0]`, found string");
    check(
        json!({"fn": "parseURL", "argv": ["a"]}),
        "scheme",
        ".argv[1]",
        "cannot take `scheme` from optional URL, which may not be set",
    );
    check_call_error(
        "1.0",
        json!({"fn": "getAttr", "argv": [list, "[-1]"]}),
        ".argv[1]",
        "a negative index needs version 1.1, the rule set has 1.0",
    );
    check_call_error("1.0", json!({"fn": "getAttr", "argv": ["a"]}), ".argv", "`getAttr` takes 2 arguments, found 1");
}

#[test]
fn faults_of_templates_are_refused() {
    let check = |url: &str, message: &str| {
        let rules = json!([url_rule(json!([]), json!(url))]);
        check_error(rule_set("1.0", rules), "rules[0].endpoint.url", message);
    };
    check("a{B", "`{` without `}` in a template");
    check("a{B{B}}", "`{` without `}` in a template");
    check("a}b", "`}` without `{` in a template");
    check("{}", "no parameter or variable `` in this scope");
    check(
        "{L#[0]}",
        "expected string, found optional string; use `isSet` or `assign` in a condition to prove that it is set",
    );
    check("{L}", "expected string, found array of strings");
}

#[test]
fn faults_of_endpoints_are_refused() {
    let check = |endpoint: Value, path: &str, message: &str| {
        let rule = json!({"type": "endpoint", "conditions": [], "endpoint": endpoint});
        check_error(rule_set("1.0", json!([rule])), &format!("rules[0].endpoint{path}"), message);
    };
    check(json!({}), "", "the member `url` is missing");
    check(json!({"url": true}), ".url", "expected string, found boolean");
    check(json!({"url": "a", "headers": {"h": "x"}}), ".headers.h", "expected an array, found a string");
    check(json!({"url": "a", "headers": {"h": [1]}}), ".headers.h[0]", "expected string, found integer");
    check(
        json!({"url": "a", "properties": {"p": [{"q": "{C}"}]}}),
        ".properties.p[0].q",
        "no parameter or variable `C` in this scope",
    );
    check(
        json!({"url": "a", "properties": {"p": null}}),
        ".properties.p",
        "expected the value of a property, found null",
    );
}

/// A diagram of one condition, `isSet(A)`, and one result, with these nodes after the terminal.
pub(super) fn diagram(nodes: &[[i32; 3]], root: i64) -> Value {
    let nodes: Vec<_> = [[-1, 1, -1]].iter().chain(nodes).copied().collect();
    let bytes: Vec<u8> = nodes.iter().flatten().flat_map(|number| number.to_be_bytes()).collect();
    json!({
        "version": "1.1",
        "parameters": {"A": {"type": "string"}},
        "conditions": [{"fn": "isSet", "argv": [{"ref": "A"}]}],
        "results": [{"type": "endpoint", "conditions": [], "endpoint": {"url": "https://{A}"}}],
        "root": root,
        "nodeCount": nodes.len(),
        "nodes": aws_smithy_types::base64::encode(bytes),
    })
}

const RESULT: i32 = 100_000_001;

#[test]
fn faults_of_diagrams_are_refused() {
    let check_nodes = |nodes: &[[i32; 3]], message: &str| {
        check_error(diagram(nodes, 2), "nodes", message);
    };
    check_nodes(&[[1, 1, 1]], "node 1: there is no condition 1");
    check_nodes(&[[-1, 1, 1]], "node 1: there is no condition -1");
    check_nodes(&[[0, 0, 1]], "node 1: no node or result has the reference 0");
    check_nodes(&[[0, 3, 1]], "node 1: no node or result has the reference 3");
    check_nodes(&[[0, -3, 1]], "node 1: no node or result has the reference -3");
    check_nodes(&[[0, 1, RESULT + 1]], "node 1: no node or result has the reference 100000002");
    check_nodes(&[[0, i32::MIN, 1]], "node 1: no node or result has the reference -2147483648");
    check_nodes(&[[0, 1, 3], [0, -2, 1]], "the diagram has a cycle");
    check_nodes(&[[0, 2, 1]], "the diagram has a cycle");
    check_error(diagram(&[[0, 1, 1]], -2), "root", "the root cannot be complemented");
    check_error(diagram(&[], i64::MIN), "root", "no node or result has the reference -9223372036854775808");

    let with = |member: &str, value: Value| {
        let mut document = diagram(&[], 1);
        document[member] = value;
        document
    };
    check_error(with("nodeCount", json!(2)), "nodes", "expected 2 nodes of 12 bytes, found 12 bytes");
    check_error(with("nodeCount", json!(-1)), "nodeCount", "expected a count of nodes");
    assert_eq!(parse(&with("nodes", json!("*"))).unwrap_err().path(), "nodes");
    check_error(with("version", json!("1.0")), "", "a decision diagram needs version 1.1, the rule set has 1.0");
    let tree = json!([{"type": "tree", "rules": []}]);
    check_error(with("results", tree), "results[0]", "a result cannot be a tree rule");
    let conditions = json!([{"type": "error", "error": "", "conditions": [{}]}]);
    check_error(
        with("results", conditions),
        "results[0].conditions",
        "a result of a decision diagram cannot have conditions",
    );
}

#[test]
fn diagrams_lead_to_results() {
    let resolve = |nodes: &[[i32; 3]], root, a: Option<&str>| {
        let rules = parse(&diagram(nodes, root)).unwrap();
        let mut params = rules.params();
        params.set_at(0, a.map(ParamValue::from)).unwrap();
        rules.resolve(&params).map(|endpoint| endpoint.url().to_owned())
    };
    let found = Ok("https://a".to_owned());
    assert_eq!(resolve(&[[0, RESULT, 1]], 2, Some("a")), found);
    assert_eq!(resolve(&[[0, RESULT, -1]], 2, None), Err(ResolveError::NoRuleMatched));
    assert_eq!(resolve(&[[0, RESULT, RESULT - 1]], 2, None), Err(ResolveError::NoRuleMatched));
    assert_eq!(resolve(&[[0, -3, 1], [0, 1, RESULT]], 2, Some("a")), found);
    assert_eq!(resolve(&[], i64::from(RESULT), Some("a")), found);
    assert_eq!(resolve(&[], -1, Some("a")), Err(ResolveError::NoRuleMatched));
    let unset = "its `url` refers to a value that is not set".to_owned();
    assert_eq!(resolve(&[], i64::from(RESULT), None), Err(ResolveError::InvalidResult { reason: unset }));
}

/// The URL that rules give for `B` and perhaps `A`.
#[track_caller]
fn check_url(rules: Value, a: Option<&str>, b: &str, expected: Result<&str, ResolveError>) {
    let rules = parse(&rule_set("1.1", rules)).unwrap();
    let mut params = rules.params();
    params.set("B", b).unwrap();
    params.set_at(0, a.map(ParamValue::from)).unwrap();
    let found = rules.resolve(&params);
    assert_eq!(found.as_ref().map(Endpoint::url).map_err(Clone::clone), expected);
}

#[test]
fn braces_are_escaped_by_doubling() {
    let template = |text: &str| json!([url_rule(json!([]), json!(text))]);
    check_url(template("{{B}}"), None, "b", Ok("{B}"));
    check_url(template("{{{B}}}"), None, "b", Ok("{b}"));
    check_url(template("{B}-{B}."), None, "b", Ok("b-b."));
}

#[test]
fn a_tree_rule_that_matches_is_final() {
    let is_set = json!([{"fn": "isSet", "argv": [{"ref": "A"}]}]);
    let never = json!([{"fn": "booleanEquals", "argv": [true, false]}]);
    let rules = json!([
        {"type": "tree", "conditions": is_set, "rules": [url_rule(never, json!("https://never"))]},
        url_rule(json!([]), json!("https://otherwise")),
    ]);
    check_url(rules.clone(), None, "b", Ok("https://otherwise"));
    check_url(rules, Some("a"), "b", Err(ResolveError::NoRuleMatched));
}

#[test]
fn what_is_not_set_is_not_silently_empty() {
    let not_set = json!([{"fn": "not", "argv": [{"fn": "isSet", "argv": [{"ref": "A"}]}]}]);
    let reason = "its `url` refers to a value that is not set".to_owned();
    check_url(json!([url_rule(not_set, json!("https://{A}"))]), None, "b", Err(ResolveError::InvalidResult { reason }));
}

#[test]
fn an_empty_url_is_an_error() {
    let rules = json!([url_rule(json!([]), json!("{B}"))]);
    check_url(rules.clone(), None, "b", Ok("b"));
    let reason = "its `url` is empty".to_owned();
    check_url(rules, None, "", Err(ResolveError::InvalidResult { reason }));
}

#[test]
fn strings_cannot_grow_without_limit() {
    let mut conditions = vec![json!({"fn": "coalesce", "argv": ["{B}{B}", ""], "assign": "v0"})];
    for index in 1..90 {
        let twice = format!("{{v{0}}}{{v{0}}}", index - 1);
        let assign = format!("v{index}");
        conditions.push(json!({"fn": "coalesce", "argv": [twice, ""], "assign": assign}));
    }
    let rules = json!([url_rule(json!(conditions), json!("{v89}"))]);
    check_url(rules, None, "long", Err(ResolveError::ValueTooLong));

    let encode = json!([{"fn": "uriEncode", "argv": [{"ref": "B"}], "assign": "e"}]);
    let rules = json!([url_rule(encode, json!("{e}"))]);
    check_url(rules.clone(), None, "/", Ok("%2F"));
    check_url(rules, None, &"/".repeat(40_000), Err(ResolveError::ValueTooLong));
}

#[test]
fn parameters_are_checked() {
    let rules = parse(&rule_set("1.0", json!([url_rule(json!([]), json!("{B}"))]))).unwrap();
    let names: Vec<_> = rules.parameters().iter().map(|parameter| &*parameter.name).collect();
    assert_eq!(names, ["A", "B", "F", "L"]);
    let mut params = rules.params();
    let error = params.set("C", true).unwrap_err();
    assert_eq!(error.to_string(), "the rule set has no parameter `C`");
    let error = params.set("B", true).unwrap_err();
    assert_eq!(error.to_string(), "the endpoint parameter `B` takes a value of type string");
    assert_eq!(params.set_at(4, None).unwrap_err().to_string(), "the rule set has no parameter `4`");
    assert_eq!(
        rules.resolve(&params).unwrap_err().to_string(),
        "the endpoint parameter `B` is required and is not set (it is taken from `AWS::Region`)"
    );
    let before = params.clone();
    params.set("B", "b").unwrap();
    assert_ne!(params, before);
    assert_eq!(params, params.clone());
    assert_eq!(params.get("B"), Some(&ParamValue::from("b")));

    let other = RuleSet::parse(r#"{"version":"1.0","parameters":{},"rules":[]}"#).unwrap();
    assert_eq!(other.resolve(&params), Err(ResolveError::ForeignParams));
    assert_eq!(other.resolve(&other.params()), Err(ResolveError::NoRuleMatched));
}

#[test]
fn nesting_is_bounded_on_a_small_stack() {
    let nested = |depth: usize, before: &str, inner: &str, after: &str| {
        let rule = before.repeat(depth) + inner + &after.repeat(depth);
        format!(r#"{{"version":"1.1","parameters":{{}},"rules":[{rule}]}}"#)
    };
    let error = r#"{"type":"error","conditions":[],"error":"found"}"#;
    let tree = move |depth| nested(depth, r#"{"type":"tree","conditions":[],"rules":["#, error, "]}");
    let expression = move |depth: usize| {
        let not = r#"{"fn":"not","argv":["#;
        let condition = not.repeat(depth) + "true" + &"]}".repeat(depth);
        let rule = error.replace("[]", &format!("[{condition}]"));
        nested(1, "", &rule, "")
    };
    let check = move || {
        for document in [tree(100), expression(100)] {
            let rules = RuleSet::parse(&document).unwrap();
            let message = "found".to_owned();
            assert_eq!(rules.resolve(&rules.params()), Err(ResolveError::Rule { message }));
        }
        for document in [tree(120), tree(100_000), expression(120), expression(100_000)] {
            assert!(RuleSet::parse(&document).is_err());
        }
    };
    std::thread::Builder::new().stack_size(1024 * 1024).spawn(check).unwrap().join().unwrap();
}
