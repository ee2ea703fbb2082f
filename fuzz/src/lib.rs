//! What the fuzz targets call: the functions that the tests of the runtime call as well.

#[path = "../../runtime/tests/formats/entry.rs"]
pub mod entry;
#[path = "../../runtime/tests/formats/events.rs"]
pub mod events;
#[path = "../../runtime/tests/formats/fill.rs"]
pub mod fill;
#[path = "../../runtime/tests/formats/shapes.rs"]
pub mod shapes;
