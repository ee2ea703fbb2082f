//! What the fuzz targets call: the functions that the tests of the runtime and of the generator call as well.

use tinsmith_codegen::Source;

// Its macro, for events.
#[macro_use]
#[path = "../../runtime/tests/formats/shapes.rs"]
pub mod shapes;

#[path = "../../runtime/tests/formats/entry.rs"]
pub mod entry;
#[path = "../../runtime/tests/formats/events.rs"]
pub mod events;
#[path = "../../runtime/tests/formats/fill.rs"]
pub mod fill;
#[path = "../../codegen/tests/robustness/entry.rs"]
pub mod models;

/// The files of a model, which a zero byte separates.
pub fn sources(bytes: &[u8]) -> Vec<Source<'_>> {
    bytes.split(|byte| *byte == 0).map(|text| Source { name: "model.json", text }).collect()
}
