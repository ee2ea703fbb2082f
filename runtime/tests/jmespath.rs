//! JMESPath against its compliance suite and Smithy's expressions, on shapes, and for what must never happen.

mod canned;

use std::collections::HashMap;
use std::path::PathBuf;

use aws_smithy_types::{BigDecimal, BigInteger, Blob, DateTime, Document};
use canned::{structure, union};
use proptest::prelude::*;
use tinsmith::jmespath::{Expression, JValue, Number, SearchErrorKind};
use tinsmith::json::document_from_str;
use tinsmith::shape::Structure;

/// Where the suites are, unless this machine has none and need not.
fn conformance() -> Option<PathBuf> {
    let path = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/conformance/jmespath"));
    if path.is_dir() {
        return Some(path);
    }
    assert!(std::env::var_os("TINSMITH_REQUIRE_SHARED").is_none(), "{} is missing", path.display());
    println!("skipped: {} is missing", path.display());
    None
}

fn read_document(path: PathBuf) -> Document {
    let text = std::fs::read_to_string(&path).unwrap();
    document_from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn array(document: &Document) -> &[Document] {
    document.as_array().expect("an array")
}

/// What a case of the suite came to: nothing to complain of, or a complaint.
fn run_case(given: &Document, case: &Document) -> Result<&'static str, String> {
    let member = |name| case.as_object().and_then(|case| case.get(name));
    let text = member("expression").and_then(Document::as_string).ok_or("a case without an expression")?;
    let parsed = Expression::parse(text);
    if let Some(expected) = member("error").and_then(Document::as_string) {
        let found = match &parsed {
            Err(_) => "syntax",
            Ok(expression) => match expression.search(given) {
                Err(error) => error.kind.name(),
                Ok(value) => return Err(format!("{text}: expected the error {expected}, found {value}")),
            },
        };
        return if found == expected {
            Ok("error")
        } else {
            Err(format!("{text}: expected {expected}, found {found}"))
        };
    }
    let expression = parsed.map_err(|error| format!("{text}: {error}"))?;
    let found = expression.search(given).map_err(|error| format!("{text}: {error}"))?;
    match member("result").map(JValue::from) {
        Some(expected) if expected == found => Ok("result"),
        Some(expected) => Err(format!("{text}: expected {expected}, found {found}")),
        None => member("bench").map(|_| "benchmark").ok_or(format!("{text}: a case of an unknown kind")),
    }
}

#[test]
fn compliance_suite() {
    let Some(root) = conformance() else { return };
    let mut counts = std::collections::BTreeMap::new();
    let mut complaints = Vec::new();
    let manifest = std::fs::read_to_string(root.join("compliance/MANIFEST")).unwrap();
    for file in manifest.lines() {
        let groups = read_document(root.join("compliance").join(file));
        for group in array(&groups) {
            let group = group.as_object().unwrap();
            for case in array(&group["cases"]) {
                match run_case(&group["given"], case) {
                    Ok(kind) => *counts.entry(kind).or_insert(0) += 1,
                    Err(complaint) => complaints.push(format!("{file}: {complaint}")),
                }
            }
        }
    }
    assert!(complaints.is_empty(), "{}\n{} complaints", complaints.join("\n"), complaints.len());
    assert_eq!(counts.into_iter().collect::<Vec<_>>(), [("benchmark", 16), ("error", 150), ("result", 742)]);
}

#[test]
fn smithy_expressions() {
    let Some(root) = conformance() else { return };
    let expressions = |name: &str| read_document(root.join("smithy-jmespath-expressions").join(name));
    let parse = |it: &Document| Expression::parse(it.as_string().unwrap()).map_err(|error| (it.clone(), error));

    let valid = expressions("valid.json");
    let refused: Vec<_> = array(&valid).iter().filter_map(|it| parse(it).err()).collect();
    assert!(refused.is_empty(), "refused: {refused:#?}");

    let invalid = expressions("invalid.json");
    let taken: Vec<_> = array(&invalid).iter().filter(|it| parse(it).is_ok()).collect();
    assert!(taken.is_empty(), "not refused: {taken:#?}");
    assert_eq!((array(&valid).len(), array(&invalid).len()), (690, 101));
}

structure!(Fleet {
    0 name "fleetName": String,
    1 vessels "Vessels": Vec<Vessel>,
    2 by_port "byPort": HashMap<String, Vessel>,
    3 flagship "flagship": Box<Vessel>,
    4 cargo "cargo": Cargo,
    5 notes "notes": Document,
    6 crew "crew": Vec<Option<String>>,
});
structure!(Vessel { 0 kind "Type": String, 1 length "length": f32, 2 built "built": DateTime, 3 afloat "afloat": bool, });
union!(Cargo { 0 Goods: Vec<String>, 1 Ballast: (), 2 Weight: BigInteger, 3 Volume: BigDecimal, 4 Seal: Blob, });

fn fleet() -> Fleet {
    let sloop = Vessel { kind: Some("sloop".into()), length: Some(12.1), ..Vessel::default() };
    let built = Some(DateTime::from_secs(-86_400));
    let brig = Vessel { kind: Some("brig".into()), length: Some(30.0), built, afloat: Some(false) };
    Fleet {
        name: Some("home".into()),
        vessels: Some(vec![sloop.clone(), brig.clone()]),
        by_port: Some([("Ulm".to_owned(), brig), ("Bonn".to_owned(), sloop)].into()),
        flagship: None,
        cargo: Some(Cargo::Goods(vec!["tea".into()])),
        notes: Some(document_from_str(r#"{"a": [1, {"b": null}]}"#).unwrap()),
        crew: Some(vec![None, Some("Ada".into())]),
    }
}

/// What `text` gives for `structure`, as JSON.
#[track_caller]
fn search(structure: &dyn Structure, text: &str) -> String {
    let expression = Expression::parse(text).unwrap();
    expression.search(structure).unwrap_or_else(|error| panic!("{text}: {error}")).to_string()
}

#[test]
fn structures_are_objects_of_their_members() {
    let cases = [
        ("fleetName", r#""home""#),
        ("name", "null"),
        ("Vessels[].Type", r#"["sloop","brig"]"#),
        ("Vessels[?length > `12`].length", "[12.1,30.0]"),
        ("Vessels[0].length == `12.1`", "true"),
        ("Vessels[1]", r#"{"Type":"brig","length":30.0,"built":-86400,"afloat":false}"#),
        ("Vessels[0]", r#"{"Type":"sloop","length":12.1}"#),
        ("Vessels[-1].*", r#"["brig",30.0,-86400,false]"#),
        ("keys(Vessels[0])", r#"["Type","length"]"#),
        ("length(@)", "6"),
        ("length(Vessels[0])", "2"),
        ("Vessels[::-1].Type", r#"["brig","sloop"]"#),
        ("sort_by(Vessels, &Type)[0].length", "30.0"),
        ("Vessels[0] == byPort.Bonn", "true"),
        ("Vessels[0] == byPort.Ulm", "false"),
        ("Vessels[0] == `{\"Type\": \"sloop\", \"length\": 12.1}`", "true"),
        ("byPort.*.Type", r#"["sloop","brig"]"#),
        ("keys(byPort)", r#"["Bonn","Ulm"]"#),
        ("byPort.Ulm.afloat", "false"),
        ("byPort.Rom.afloat", "null"),
        ("type(flagship)", r#""null""#),
        ("crew", r#"[null,"Ada"]"#),
        ("crew[*]", r#"["Ada"]"#),
        ("notes.a[1]", r#"{"b":null}"#),
        ("to_string(notes)", r#""{\"a\":[1,{\"b\":null}]}""#),
        ("merge(Vessels[0], {afloat: `true`})", r#"{"Type":"sloop","afloat":true,"length":12.1}"#),
    ];
    for (text, expected) in cases {
        assert_eq!(search(&fleet(), text), expected, "{text}");
    }
}

#[test]
fn unions_are_objects_of_the_member_that_is_set() {
    let cases = [
        (Cargo::Goods(vec!["tea".into()]), "cargo", r#"{"Goods":["tea"]}"#),
        (Cargo::Goods(vec![]), "cargo.Weight", "null"),
        (Cargo::Ballast(()), "cargo.Ballast", "{}"),
        (Cargo::Weight("18446744073709551616".parse().unwrap()), "cargo.Weight", "18446744073709551616"),
        (Cargo::Volume("0.5".parse().unwrap()), "cargo.Volume", "0.5"),
        (Cargo::Seal(Blob::new([0, 1, 2])), "cargo.Seal", r#""AAEC""#),
        (Cargo::Unknown, "cargo", "{}"),
    ];
    for (cargo, text, expected) in cases {
        let fleet = Fleet { cargo: Some(cargo), ..Fleet::default() };
        assert_eq!(search(&fleet, text), expected, "{text}");
    }
}

#[test]
fn empty_values_count_as_false() {
    assert_eq!(search(&Fleet::default(), "!@"), "true");
    assert_eq!(search(&Fleet { flagship: Some(Box::default()), ..Fleet::default() }, "!flagship"), "true");
    assert_eq!(search(&Fleet { cargo: Some(Cargo::Ballast(())), ..Fleet::default() }, "!cargo"), "false");
    assert_eq!(search(&Fleet { vessels: Some(Vec::new()), ..Fleet::default() }, "!Vessels"), "true");
    assert_eq!(search(&Fleet { by_port: Some(HashMap::new()), ..Fleet::default() }, "!byPort"), "true");
}

#[test]
fn parse_errors_say_where_and_what() {
    let cases = [
        ("", 0, "expected an expression, found the end"),
        ("foo bar", 4, "expected an operator or the end, found `bar`"),
        ("foo.", 4, "expected a name, `*`, `[` or `{`, found the end"),
        ("foo..bar", 4, "expected a name, `*`, `[` or `{`, found `.`"),
        ("foo[bar]", 4, "expected a number, `:` or `*]`, found `bar`"),
        ("foo[0", 5, "expected `]`, found the end"),
        ("foo[*]bar", 6, "expected an operator or the end, found `bar`"),
        ("foo[*](a)", 6, "expected an operator or the end, found `(`"),
        ("[a, b", 5, "expected `,` or `]`, found the end"),
        ("{a}", 2, "expected `:`, found `}`"),
        ("{a: b", 5, "expected `,` or `}`, found the end"),
        ("{`1`: b}", 1, "expected the name of a member, found a literal"),
        ("f(a", 3, "expected `,` or `)`, found the end"),
        ("\"f\"(a)", 0, "expected the name of a function, without quotes, found `\"f\"`"),
        ("(a", 2, "expected `)`, found the end"),
        ("&a", 0, "expected an expression, found `&`"),
        ("a = b", 2, "expected `==`, found `=`"),
        ("a # b", 2, "unexpected character '#'"),
        ("é", 0, "unexpected character 'é'"),
        ("a[-]", 2, "expected a digit after `-`"),
        ("a[99999999999999999999]", 2, "the number 99999999999999999999 is too great"),
        ("a.\"b", 2, "expected a closing `\"`"),
        ("a == 'b", 5, "expected a closing `'`"),
        ("a == `b", 5, "expected a closing ``"),
        ("a.\"\\x\"", 3, "unknown escape"),
        ("a == `b`", 5, "the literal is not JSON: "),
    ];
    for (text, offset, message) in cases {
        let error = Expression::parse(text).expect_err(text);
        assert_eq!(error.offset, offset, "{text}: {error}");
        assert!(error.message.starts_with(message), "{text}: {error}");
        assert!(error.to_string().starts_with("invalid JMESPath expression, at offset "));
    }
}

#[test]
fn search_errors_say_where_and_what() {
    let cases = [
        ("a || nope(@)", SearchErrorKind::UnknownFunction, 5, "there is no function `nope`"),
        ("abs(`1`, `2`)", SearchErrorKind::InvalidArity, 0, "`abs` takes 1 argument, found 2"),
        ("contains('a')", SearchErrorKind::InvalidArity, 0, "`contains` takes 2 arguments, found 1"),
        ("not_null()", SearchErrorKind::InvalidArity, 0, "`not_null` takes 1 argument or more, found 0"),
        (
            "length(`1`)",
            SearchErrorKind::InvalidType,
            0,
            "argument 1 of `length` must be a string, an array or an object",
        ),
        ("join(',', `[1]`)", SearchErrorKind::InvalidType, 0, "argument 2 of `join` must be an array of strings"),
        ("type(&a)", SearchErrorKind::InvalidType, 0, "argument 1 of `type` must be a value"),
        ("map(a, `[]`)", SearchErrorKind::InvalidType, 0, "argument 1 of `map` must be an expression after `&`"),
        (
            "sort_by(`[1, \"a\"]`, &@)",
            SearchErrorKind::InvalidType,
            0,
            "argument 2 of `sort_by` must be an expression that gives only numbers or only strings",
        ),
        ("a[::0]", SearchErrorKind::InvalidValue, 1, "the step of a slice is zero"),
    ];
    for (text, kind, offset, message) in cases {
        let expression = Expression::parse(text).unwrap();
        let error = expression.search(&Document::Null).expect_err(text);
        assert_eq!((error.kind, error.offset, &*error.message), (kind, offset, message));
        assert_eq!(error.to_string(), format!("{}, at offset {offset}: {message}", kind.name()));
    }
}

#[test]
fn numbers_are_exact_as_far_as_they_are_whole() {
    let number = |text: &str| Number::parse(text).unwrap();
    let ascending =
        ["-1e400", "-9007199254740993", "-9007199254740992.0", "-0.5", "0", "0.5", "9007199254740993", "1e18", "1e400"];
    for pair in ascending.windows(2) {
        assert!(number(pair[0]) < number(pair[1]), "{pair:?}");
    }
    assert_eq!(number("1"), number("1.0"));
    assert_eq!(number("-0.0"), number("0"));
    for text in ["", " 1", "1 ", "+1", "01", "1.", ".5", "0x1", "NaN", "inf", "1_0"] {
        assert!(Number::parse(text).is_none(), "{text}");
    }
    let document = document_from_str(r#"[18446744073709551615, 18446744073709551615, -1]"#).unwrap();
    let sum = Expression::parse("sum(@)").unwrap();
    assert_eq!(sum.search(&document).unwrap().to_string(), "36893488147419103229");
}

/// Expressions that grow in each of the ways that expressions can.
fn growing() -> impl Iterator<Item = fn(usize) -> String> {
    let ways: [fn(usize) -> String; 14] = [
        |n| "(".repeat(n) + "a" + &")".repeat(n),
        |n| "a".to_owned() + &".a".repeat(n),
        |n| "a".to_owned() + &"[0]".repeat(n),
        |n| "a".to_owned() + &"[*]".repeat(n),
        |n| "a".to_owned() + &"[]".repeat(n),
        |n| "a".to_owned() + &"[?a]".repeat(n),
        |n| "a[?".repeat(n) + "a" + &"]".repeat(n),
        |n| "[".repeat(n) + "a" + &"]".repeat(n),
        |n| "{a:".repeat(n) + "a" + &"}".repeat(n),
        |n| "to_array(".repeat(n) + "a" + &")".repeat(n),
        |n| "map(&".repeat(n) + "a" + &", a)".repeat(n),
        |n| "!".repeat(n) + "a",
        |n| "a".to_owned() + &" || a".repeat(n),
        |n| format!("`{}{}`", "[".repeat(n), "]".repeat(n)),
    ];
    ways.into_iter()
}

#[test]
fn depth_is_bounded() {
    let value = document_from_str(r#"{"a": {"a": [[{"a": []}]]}}"#).unwrap();
    for grown in growing() {
        let (deep, bottomless) = (grown(190), grown(100_000));
        let expression = Expression::parse(&deep).unwrap_or_else(|error| panic!("{error} in {deep}"));
        let _ = expression.search(&value).map(|value| value.to_string());
        let error = Expression::parse(&bottomless).unwrap_err();
        assert!(error.message.contains("levels of nesting"), "{error} in {}", &bottomless[..20]);
    }
    // Each level is as long a chain as there may be: the whole must not be.
    let chains = (0..150).fold("a".to_owned(), |inner, _| format!("({inner}){}", ".a".repeat(150)));
    assert!(Expression::parse(&chains).unwrap_err().message.contains("levels of nesting"));
}

/// Text that is an expression more often than not.
fn expression_like() -> impl Strategy<Value = String> {
    let atoms = prop_oneof![
        "[abc]".boxed(),
        "\"[abc \\\\]\"".boxed(),
        Just("@".to_owned()).boxed(),
        Just("*".to_owned()).boxed(),
        "`(-?[0-9]{1,3}(\\.5)?|true|null|\\[1, 2\\]|\"b\"|\\{\"a\": 1\\})`".boxed(),
        "'[abc\\\\]?'".boxed(),
        any::<i64>().prop_map(|index| format!("[{index}]")).boxed(),
    ];
    atoms.prop_recursive(4, 24, 3, |inner| {
        let operator = prop_oneof![
            Just("."),
            Just("|"),
            Just("||"),
            Just("&&"),
            Just("=="),
            Just("<"),
            Just(">="),
            Just("!="),
            Just("[]."),
        ];
        let function = prop_oneof![
            Just("abs"),
            Just("avg"),
            Just("ceil"),
            Just("floor"),
            Just("keys"),
            Just("length"),
            Just("max"),
            Just("merge"),
            Just("min"),
            Just("not_null"),
            Just("reverse"),
            Just("sort"),
            Just("sum"),
            Just("to_array"),
            Just("to_number"),
            Just("to_string"),
            Just("type"),
            Just("values"),
        ];
        let by = prop_oneof![Just("sort_by"), Just("max_by"), Just("min_by")];
        let binary = prop_oneof![Just("contains"), Just("starts_with"), Just("ends_with"), Just("join")];
        let bound = || proptest::option::of(prop_oneof![any::<i64>(), -4_i64..4]);
        let text = |bound: Option<i64>| bound.map(|bound| bound.to_string()).unwrap_or_default();
        prop_oneof![
            (inner.clone(), operator, inner.clone()).prop_map(|(left, operator, right)| left + operator + &right),
            (function, inner.clone()).prop_map(|(function, argument)| format!("{function}({argument})")),
            (by, inner.clone(), inner.clone()).prop_map(|(function, list, key)| format!("{function}({list}, &{key})")),
            (binary, inner.clone(), inner.clone()).prop_map(|(function, a, b)| format!("{function}({a}, {b})")),
            (inner.clone(), inner.clone()).prop_map(|(key, list)| format!("map(&{key}, {list})")),
            (inner.clone(), inner.clone()).prop_map(|(left, condition)| format!("{left}[?{condition}]")),
            (inner.clone(), bound(), bound(), bound()).prop_map(move |(left, a, b, c)| format!(
                "{left}[{}:{}:{}]",
                text(a),
                text(b),
                text(c)
            )),
            inner.clone().prop_map(|inner| format!("({inner})")),
            inner.clone().prop_map(|inner| format!("!{inner}")),
            inner.clone().prop_map(|inner| format!("{inner}[*]")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("[{a}, {b}]")),
            (inner.clone(), inner).prop_map(|(a, b)| format!("{{a: {a}, b: {b}}}")),
        ]
    })
}

fn any_document() -> impl Strategy<Value = Document> {
    let leaves = prop_oneof![
        Just(Document::Null),
        any::<bool>().prop_map(Document::Bool),
        any::<i64>().prop_map(|number| document_from_str(&number.to_string()).unwrap()),
        any::<f64>().prop_map(|number| Document::Number(aws_smithy_types::Number::Float(number))),
        ".{0,3}".prop_map(Document::String),
    ];
    leaves.prop_recursive(4, 32, 4, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Document::Array),
            proptest::collection::hash_map("[abc]", inner, 0..3).prop_map(Document::Object),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_makes_it_panic(text in ".{0,40}", symbols in "[a-c0-9.*@!&|=<>\\[\\](){}?:,`'\"\\\\ -]{0,40}") {
        for text in [text, symbols] {
            if let Ok(expression) = Expression::parse(&text) {
                let _ = expression.search(&Document::Null);
            }
        }
    }

    #[test]
    fn no_value_makes_it_panic(text in expression_like(), document in any_document()) {
        if let Ok(expression) = Expression::parse(&text) {
            let _ = expression.search(&document).map(|value| value.to_string());
            let _ = expression.search(&fleet() as &dyn Structure).map(|value| value.to_string());
        }
    }

    #[test]
    fn sorting_sorts(document in proptest::collection::vec(prop_oneof![any::<f64>().boxed(), Just(0.0).boxed()], 0..20)) {
        let numbers = document.into_iter().map(|number| Document::Number(aws_smithy_types::Number::Float(number)));
        let numbers = Document::Array(numbers.collect());
        let sort = Expression::parse("sort(@)").unwrap();
        let sorted = sort.search(&numbers).unwrap();
        let sorted: Vec<_> = sorted.items().unwrap().map(|item| item.as_number().unwrap()).collect();
        prop_assert!(sorted.is_sorted());
    }
}
