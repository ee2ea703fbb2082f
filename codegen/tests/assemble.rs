//! What models mean: mixins, applied traits, Smithy 1.0, several files, resources and names.

use serde_json::{Value, json};
use tinsmith_codegen::model::{Model, Shape, ShapeId, ShapeKind, Trait};
use tinsmith_codegen::{CheckedModel, Source, load, load_model, select};

fn id(text: &str) -> ShapeId {
    ShapeId::parse(text).unwrap()
}

/// The model of files with these shapes.
#[track_caller]
fn model(version: &str, files: &[Value]) -> Model {
    let texts: Vec<String> =
        files.iter().map(|shapes| json!({ "smithy": version, "shapes": shapes }).to_string()).collect();
    let sources: Vec<Source<'_>> =
        texts.iter().map(|text| Source { name: "model.json", text: text.as_bytes() }).collect();
    load_model(&sources).unwrap_or_else(|faults| panic!("{faults}"))
}

#[track_caller]
fn checked(shapes: Value) -> CheckedModel {
    let text = json!({ "smithy": "2.0", "shapes": shapes }).to_string();
    load(&[Source { name: "model.json", text: text.as_bytes() }]).unwrap_or_else(|faults| panic!("{faults}"))
}

/// Asserts that both are the same shapes.
#[track_caller]
fn check_same(shapes: Value, expected: Value) {
    let (found, expected) = (model("2.0", &[shapes]), model("2.0", &[expected]));
    assert_eq!(format!("{found:#?}"), format!("{expected:#?}"));
    assert_eq!(found, expected);
}

#[track_caller]
fn shape<'m>(model: &'m Model, name: &str) -> &'m Shape {
    model.shape(&id(name)).unwrap()
}

/// The default of a member, and its target.
#[track_caller]
fn default_of<'m>(model: &'m Model, structure: &str, member: &str) -> (Option<&'m Value>, &'m str) {
    let members = shape(model, structure).kind.members();
    let member = members.iter().find(|one| one.name == member).unwrap();
    (member.traits.default_value(), member.target.as_str())
}

#[test]
fn mixins_give_members_in_order() {
    check_same(
        json!({
            "a#One": { "type": "structure", "members": { "x": { "target": "smithy.api#String" } }, "traits": { "smithy.api#mixin": {} } },
            "a#Two": {
                "type": "structure", "mixins": [{ "target": "a#One" }],
                "members": { "y": { "target": "smithy.api#String" } }, "traits": { "smithy.api#mixin": {} },
            },
            "a#Three": { "type": "structure", "members": { "w": { "target": "smithy.api#String" } }, "traits": { "smithy.api#mixin": {} } },
            "a#Thing": {
                "type": "structure", "mixins": [{ "target": "a#Three" }, { "target": "a#Two" }, { "target": "a#One" }],
                "members": { "z": { "target": "smithy.api#String" } },
            },
        }),
        json!({
            "a#Thing": { "type": "structure", "members": {
                "w": { "target": "smithy.api#String" },
                "x": { "target": "smithy.api#String" },
                "y": { "target": "smithy.api#String" },
                "z": { "target": "smithy.api#String" },
            } },
        }),
    );
}

#[test]
fn later_mixins_go_before_earlier_ones_and_the_shape_before_all() {
    check_same(
        json!({
            "a#One": { "type": "structure", "members": {}, "traits": {
                "smithy.api#mixin": {}, "smithy.api#documentation": "one", "smithy.api#title": "one", "smithy.api#sensitive": {},
            } },
            "a#Two": { "type": "structure", "members": {}, "traits": {
                "smithy.api#mixin": {}, "smithy.api#documentation": "two", "smithy.api#title": "two",
            } },
            "a#Thing": {
                "type": "structure", "mixins": [{ "target": "a#One" }, { "target": "a#Two" }], "members": {},
                "traits": { "smithy.api#documentation": "thing" },
            },
        }),
        json!({
            "a#Thing": { "type": "structure", "members": {}, "traits": {
                "smithy.api#documentation": "thing", "smithy.api#title": "two", "smithy.api#sensitive": {},
            } },
        }),
    );
}

#[test]
fn local_traits_of_mixins_stay_there() {
    check_same(
        json!({
            "a#One": { "type": "string", "traits": {
                "smithy.api#mixin": { "localTraits": ["smithy.api#title"] }, "smithy.api#title": "one", "smithy.api#pattern": "x",
            } },
            "a#Thing": { "type": "string", "mixins": [{ "target": "a#One" }] },
        }),
        json!({ "a#Thing": { "type": "string", "traits": { "smithy.api#pattern": "x" } } }),
    );
}

#[test]
fn members_that_are_mixed_in_take_more_traits() {
    let mixin = json!({ "type": "structure", "traits": { "smithy.api#mixin": {} }, "members": {
        "x": { "target": "smithy.api#String", "traits": { "smithy.api#documentation": "x of all", "smithy.api#jsonName": "X" } },
        "y": { "target": "smithy.api#String" },
    } });
    let expected = json!({ "a#Thing": { "type": "structure", "members": {
        "x": { "target": "smithy.api#String", "traits": {
            "smithy.api#documentation": "x of this", "smithy.api#jsonName": "X", "smithy.api#required": {},
        } },
        "y": { "target": "smithy.api#String" },
    } } });
    let more = json!({ "smithy.api#documentation": "x of this", "smithy.api#required": {} });
    check_same(
        json!({
            "a#One": mixin,
            "a#Thing": { "type": "structure", "mixins": [{ "target": "a#One" }] },
            "a#Thing$x": { "type": "apply", "traits": more },
        }),
        expected.clone(),
    );
    check_same(
        json!({
            "a#One": mixin,
            "a#Thing": { "type": "structure", "mixins": [{ "target": "a#One" }], "members": {
                "x": { "target": "smithy.api#String", "traits": more },
            } },
        }),
        expected,
    );
}

#[test]
fn what_is_applied_to_a_mixin_is_mixed_in() {
    check_same(
        json!({
            "a#Thing": { "type": "list", "mixins": [{ "target": "a#One" }] },
            "a#One": { "type": "list", "member": { "target": "smithy.api#String" }, "traits": { "smithy.api#mixin": {} } },
            "a#One$member": { "type": "apply", "traits": { "smithy.api#xmlName": "item" } },
        }),
        json!({ "a#Thing": { "type": "list", "member": { "target": "smithy.api#String", "traits": { "smithy.api#xmlName": "item" } } } }),
    );
}

#[test]
fn operations_and_services_mix_in_what_they_bind() {
    let model = checked(json!({
        "a#Errors": { "type": "operation", "errors": [{ "target": "a#Lost" }], "traits": { "smithy.api#mixin": {} } },
        "a#Get": { "type": "operation", "mixins": [{ "target": "a#Errors" }], "errors": [{ "target": "a#Late" }] },
        "a#Put": { "type": "operation" },
        "a#Lost": { "type": "structure", "members": {}, "traits": { "smithy.api#error": "client" } },
        "a#Late": { "type": "structure", "members": {}, "traits": { "smithy.api#error": "server" } },
        "a#Base": {
            "type": "service", "version": "1", "operations": [{ "target": "a#Get" }], "rename": { "a#Lost": "Gone", "a#Late": "Slow" },
            "traits": { "smithy.api#mixin": {}, "aws.protocols#awsJson1_0": {} },
        },
        "a#Shop": { "type": "service", "mixins": [{ "target": "a#Base" }], "operations": [{ "target": "a#Put" }], "rename": { "a#Late": "Later" } },
    }));
    let (service, facts) = model.service();
    assert_eq!((service.name(), facts.version.as_str()), ("Shop", "1"));
    assert_eq!(facts.operations, [id("a#Get"), id("a#Put")]);
    assert_eq!(model.name_of(&id("a#Lost")), "Gone");
    assert_eq!(model.name_of(&id("a#Late")), "Later");
    let ShapeKind::Operation(operation) = &shape(&model, "a#Get").kind else { panic!() };
    assert_eq!(operation.errors, [id("a#Lost"), id("a#Late")]);
    assert_eq!(model.errors(&id("a#Get")), [id("a#Late"), id("a#Lost")]);
}

#[test]
fn traits_are_applied_across_files() {
    let thing = json!({ "a#Thing": { "type": "structure", "members": { "x": { "target": "smithy.api#String" } }, "traits": { "smithy.api#tags": ["one"] } } });
    let more = json!({
        "a#Thing": { "type": "apply", "traits": { "smithy.api#documentation": "A thing.", "smithy.api#tags": ["two"] } },
        "a#Thing$x": { "type": "apply", "traits": { "smithy.api#required": {} } },
    });
    let same = json!({ "a#Thing": { "type": "apply", "traits": { "smithy.api#documentation": "A thing." } } });
    let model = model("2.0", &[more, thing, same]);
    let thing = shape(&model, "a#Thing");
    assert_eq!(thing.traits.documentation(), Some("A thing."));
    assert!(thing.kind.members()[0].traits.required());
    assert!(thing.traits.iter().any(|one| *one == Trait::Other(id("smithy.api#tags"), json!(["one", "two"]))));
}

#[test]
fn the_same_definition_in_two_files_is_one() {
    let one = json!({ "a#Name": { "type": "string", "traits": { "smithy.api#pattern": "x", "smithy.api#length": { "min": 1, "max": 2 } } } });
    let two = json!({ "a#Name": { "type": "string", "traits": { "smithy.api#length": { "max": 2, "min": 1 }, "smithy.api#pattern": "x" } } });
    assert_eq!(model("2.0", &[one.clone(), two]), model("2.0", &[one]));
}

#[test]
fn sets_are_lists() {
    let model = model("1.0", &[json!({ "a#Names": { "type": "set", "member": { "target": "smithy.api#String" } } })]);
    let names = shape(&model, "a#Names");
    assert!(matches!(names.kind, ShapeKind::List(_)) && names.traits.unique_items());
}

#[test]
fn enum_traits_are_enums_where_all_values_have_names() {
    let shapes = json!({
        "a#Color": { "type": "string", "traits": { "smithy.api#enum": [
            { "name": "RED", "value": "red", "documentation": "As blood.", "deprecated": true },
            { "name": "BLUE", "value": "blue" },
        ] } },
        "a#Size": { "type": "string", "traits": { "smithy.api#enum": [{ "name": "S", "value": "s" }, { "value": "x-large" }] } },
    });
    for version in ["1.0", "2.0"] {
        let model = model(version, std::slice::from_ref(&shapes));
        let color = shape(&model, "a#Color");
        let ShapeKind::Enum(members) = &color.kind else { panic!("{color:?}") };
        assert_eq!((members[0].name.as_str(), members[0].value.as_str()), ("RED", "red"));
        assert_eq!(members[0].traits.documentation(), Some("As blood."));
        assert!(members[0].traits.deprecated().is_some() && members[1].traits.deprecated().is_none());
        assert!(color.traits.iter().next().is_none());
        let size = shape(&model, "a#Size");
        assert!(matches!(size.kind, ShapeKind::String));
        assert_eq!(size.traits.unnamed_enum().unwrap(), &["s", "x-large"]);
    }
}

#[test]
fn unboxed_members_of_1_0_default_to_zero() {
    let shapes = json!({
        "a#Count": { "type": "integer" },
        "a#MaybeCount": { "type": "integer", "traits": { "smithy.api#box": {} } },
        "a#Is": { "type": "boolean" },
        "a#Bytes": { "type": "blob", "traits": { "smithy.api#streaming": {} } },
        "a#Counts": { "type": "list", "member": { "target": "smithy.api#PrimitiveLong" } },
        "a#Thing": { "type": "structure", "members": {
            "count": { "target": "a#Count" },
            "maybe": { "target": "a#MaybeCount" },
            "boxed": { "target": "a#Count", "traits": { "smithy.api#box": {} } },
            "is": { "target": "a#Is", "traits": { "smithy.api#required": {} } },
            "integer": { "target": "smithy.api#Integer" },
            "primitive": { "target": "smithy.api#PrimitiveInteger" },
            "primitiveBox": { "target": "smithy.api#PrimitiveBoolean", "traits": { "smithy.api#box": {} } },
            "name": { "target": "smithy.api#String" },
        } },
        "a#Body": { "type": "structure", "members": { "bytes": { "target": "a#Bytes" } } },
        "a#Choice": { "type": "union", "members": { "count": { "target": "a#Count" } } },
    });
    let one = model("1.0", std::slice::from_ref(&shapes));
    let (zero, no) = (json!(0), json!(false));
    assert_eq!(default_of(&one, "a#Thing", "count"), (Some(&zero), "a#Count"));
    assert_eq!(default_of(&one, "a#Thing", "maybe"), (None, "a#MaybeCount"));
    assert_eq!(default_of(&one, "a#Thing", "boxed"), (None, "a#Count"));
    assert_eq!(default_of(&one, "a#Thing", "is"), (Some(&no), "a#Is"));
    assert_eq!(default_of(&one, "a#Thing", "integer"), (None, "smithy.api#Integer"));
    assert_eq!(default_of(&one, "a#Thing", "primitive"), (Some(&zero), "smithy.api#Integer"));
    assert_eq!(default_of(&one, "a#Thing", "primitiveBox"), (None, "smithy.api#Boolean"));
    assert_eq!(default_of(&one, "a#Thing", "name"), (None, "smithy.api#String"));
    assert_eq!(default_of(&one, "a#Body", "bytes"), (Some(&json!("")), "a#Bytes"));
    assert_eq!(default_of(&one, "a#Choice", "count"), (None, "a#Count"));
    let ShapeKind::List(member) = &shape(&one, "a#Counts").kind else { panic!() };
    assert_eq!(member.target.as_str(), "smithy.api#Long");

    let two = model("2.0", &[shapes]);
    assert_eq!(default_of(&two, "a#Thing", "count"), (None, "a#Count"));
    assert_eq!(default_of(&two, "a#Thing", "primitive"), (None, "smithy.api#Integer"));
}

#[test]
fn each_version_has_its_own_rules_in_a_model_of_both() {
    let file = |version: &str, shapes: Value| json!({ "smithy": version, "shapes": shapes }).to_string();
    let old = file(
        "1.0",
        json!({ "a#Old": { "type": "structure", "members": { "count": { "target": "a#Count" } } }, "a#Count": { "type": "integer" } }),
    );
    let new = file("2.0", json!({ "a#New": { "type": "structure", "members": { "count": { "target": "a#Count" } } } }));
    let sources =
        [Source { name: "old.json", text: old.as_bytes() }, Source { name: "new.json", text: new.as_bytes() }];
    let model = load_model(&sources).unwrap();
    assert!(default_of(&model, "a#Old", "count").0.is_some());
    assert!(default_of(&model, "a#New", "count").0.is_none());
}

#[test]
fn the_pagination_of_the_service_fills_that_of_operations() {
    let model = checked(json!({
        "a#Shop": {
            "type": "service", "version": "1", "resources": [{ "target": "a#Room" }],
            "traits": { "aws.protocols#awsJson1_0": {}, "smithy.api#paginated": { "inputToken": "token", "outputToken": "next" } },
        },
        "a#Room": { "type": "resource", "list": { "target": "a#List" } },
        "a#List": {
            "type": "operation", "input": { "target": "a#Input" }, "output": { "target": "a#Output" },
            "traits": { "smithy.api#paginated": { "inputToken": "start" } },
        },
        "a#Input": { "type": "structure", "members": { "start": { "target": "smithy.api#String" } } },
        "a#Output": { "type": "structure", "members": { "next": { "target": "smithy.api#String" } } },
    }));
    let paginated = shape(&model, "a#List").traits.paginated().unwrap();
    assert_eq!((paginated.input_token.as_deref(), paginated.output_token.as_deref()), (Some("start"), Some("next")));
}

fn shop() -> Value {
    json!({
        "a#Shop": {
            "type": "service", "version": "1", "operations": [{ "target": "a#Zip" }], "resources": [{ "target": "a#Room" }],
            "errors": [{ "target": "a#Closed" }], "rename": { "b#Thing": "Item" }, "traits": { "aws.protocols#awsJson1_0": {} },
        },
        "a#Room": {
            "type": "resource", "create": { "target": "a#AddRoom" }, "operations": [{ "target": "a#Sweep" }],
            "collectionOperations": [{ "target": "a#Count" }], "resources": [{ "target": "a#Shelf" }],
        },
        "a#Shelf": { "type": "resource", "put": { "target": "a#PutShelf" } },
        "a#Zip": { "type": "operation", "output": { "target": "a#ZipOutput" } },
        "a#AddRoom": { "type": "operation", "input": { "target": "smithy.api#Unit" }, "output": { "target": "smithy.api#Unit" } },
        "a#Sweep": { "type": "operation", "input": { "target": "a#SweepInput" }, "errors": [{ "target": "a#Broken" }, { "target": "a#Closed" }] },
        "a#Count": { "type": "operation" },
        "a#PutShelf": { "type": "operation" },
        "a#Unbound": { "type": "operation" },
        "a#ZipOutput": { "type": "structure", "members": { "thing": { "target": "b#Thing" }, "other": { "target": "a#Thing" } } },
        "a#SweepInput": { "type": "structure", "members": { "again": { "target": "a#Nodes" } } },
        "a#Nodes": { "type": "list", "member": { "target": "a#SweepInput" } },
        "a#Thing": { "type": "structure", "members": {} },
        "b#Thing": { "type": "structure", "members": {} },
        "a#Broken": { "type": "structure", "members": {}, "traits": { "smithy.api#error": "server" } },
        "a#Closed": { "type": "structure", "members": {}, "traits": { "smithy.api#error": "client" } },
    })
}

fn names(ids: &[ShapeId]) -> Vec<&str> {
    ids.iter().map(ShapeId::as_str).collect()
}

#[test]
fn a_service_has_the_operations_of_its_resources() {
    let model = checked(shop());
    assert_eq!(names(model.operations()), ["a#AddRoom", "a#Count", "a#PutShelf", "a#Sweep", "a#Zip"]);
    assert_eq!(names(model.errors(&id("a#Sweep"))), ["a#Broken", "a#Closed"]);
    assert_eq!(names(model.errors(&id("a#Zip"))), ["a#Closed"]);
    assert_eq!(
        names(model.closure()),
        ["a#Broken", "a#Closed", "a#Nodes", "a#SweepInput", "a#Thing", "a#ZipOutput", "b#Thing"]
    );
    assert_eq!((model.name_of(&id("a#Thing")), model.name_of(&id("b#Thing"))), ("Thing", "Item"));
    let ShapeKind::Operation(operation) = &shape(&model, "a#AddRoom").kind else { panic!() };
    assert_eq!((&operation.input, &operation.output), (&None, &None));
}

#[test]
fn selected_operations_keep_what_they_reach() {
    let model = select(checked(shop()), &["Sweep".to_owned(), "a#Count".to_owned()]).unwrap();
    assert_eq!(names(model.operations()), ["a#Count", "a#Sweep"]);
    assert_eq!(names(model.closure()), ["a#Broken", "a#Closed", "a#Nodes", "a#SweepInput"]);
    let left: Vec<&str> = model.shapes.keys().map(ShapeId::as_str).collect();
    assert_eq!(left, ["a#Broken", "a#Closed", "a#Count", "a#Nodes", "a#Shop", "a#Sweep", "a#SweepInput"]);
    assert!(model.service().1.rename.is_empty());
    assert!(model.service().1.resources.is_empty());
    let ShapeKind::Service(service) = &shape(&model, "a#Shop").kind else { panic!() };
    assert_eq!(names(&service.operations), ["a#Count", "a#Sweep"]);
}

#[test]
fn numbers_keep_their_digits() {
    let text = r#"{ "smithy": "2.0", "shapes": { "a#Big": { "type": "bigDecimal", "traits": {
        "smithy.api#range": { "min": 0.10, "max": 123456789012345678901234567890.5 }, "smithy.api#default": 1e400 } } } }"#;
    let model = load_model(&[Source { name: "model.json", text: text.as_bytes() }]).unwrap();
    let big = &shape(&model, "a#Big").traits;
    assert_eq!(big.range().unwrap().min.as_deref(), Some("0.10"));
    assert_eq!(big.range().unwrap().max.as_deref(), Some("123456789012345678901234567890.5"));
    assert_eq!(big.default_value().unwrap().to_string(), "1e+400");
}
