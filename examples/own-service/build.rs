//! Generates the client from the model.

use std::path::Path;

use tinsmith_codegen::{Options, Source, generate_module};

const MODEL: &str = "guestbook.json";

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let text = std::fs::read(MODEL)?;
    let client = generate_module(&[Source { name: MODEL, text: &text }], "client", &Options::default())?;
    std::fs::write(Path::new(&std::env::var("OUT_DIR")?).join("client.rs"), client)?;
    println!("cargo::rerun-if-changed={MODEL}");
    Ok(())
}
