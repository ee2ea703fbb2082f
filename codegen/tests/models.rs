//! The public AWS models load without a fault.

use std::path::Path;

use tinsmith_codegen::{Source, load};

#[test]
fn codedeploy_loads() {
    let path = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/models/aws/codedeploy-2014-10-06.json"));
    let Ok(text) = std::fs::read(path) else { return println!("no shared models: skipped") };
    let model = load(&[Source { name: "codedeploy.json", text: &text }]).unwrap_or_else(|faults| panic!("{faults}"));
    assert_eq!(model.operations().len(), 47);
    assert_eq!(model.service().0.name(), "CodeDeploy_20141006");
}
