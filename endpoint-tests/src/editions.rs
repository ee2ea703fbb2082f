//! Editions of the partitions: which regions AWS has, and what they offer, changes over time, and models expect what
//! was so on their day.

use std::path::Path;

use serde_json::Value;
use tinsmith::rules::{Partition, Partitions};

/// The partitions of some day.
#[derive(Clone, Debug)]
pub struct Edition {
    /// Which day that is.
    pub name: String,
    /// They.
    pub partitions: Partitions,
}

/// Some partitions had no dual-stack endpoints yet.
const OF_2025_04: &str = include_str!("../data/partitions-2025-04.json");

/// All editions that models are tried with, in that order: the runtime's own; those of `files`, which lie beside models;
/// and an older one.
///
/// # Errors
/// If a file cannot be read, or is no partitions document.
pub fn editions(files: &[String]) -> Result<Vec<Edition>, String> {
    let mut all = vec![Edition { name: "current".to_owned(), partitions: Partitions::current().clone() }];
    for file in files {
        let text = std::fs::read_to_string(Path::new(file)).map_err(|error| format!("cannot read {file}: {error}"))?;
        all.push(edition(file.clone(), &text)?);
    }
    all.push(edition("April 2025".to_owned(), OF_2025_04)?);
    Ok(all)
}

fn edition(name: String, text: &str) -> Result<Edition, String> {
    match Partitions::parse(text) {
        Ok(partitions) => Ok(Edition { name, partitions }),
        Err(error) => Err(format!("{name}: {error}")),
    }
}

/// What two editions say differently of the partition of a case: of the region that is among its parameters.
pub(crate) fn difference(case: &Value, then: &Edition, now: &Edition) -> Option<String> {
    let params = case["params"].as_object()?;
    let region = params.get("Region").and_then(Value::as_str).unwrap_or("aws-global");
    let (old, new) = (then.partitions.partition(region)?, now.partitions.partition(region)?);
    let facts = facts(old).into_iter().zip(facts(new)).filter(|((_, old), (_, new))| old != new);
    let facts: Vec<String> = facts.map(|((what, old), (_, new))| format!("{what} was {old}, is {new}")).collect();
    (!facts.is_empty()).then(|| format!("{}: {}", old.name(), facts.join("; ")))
}

fn facts(partition: &Partition) -> [(&'static str, String); 6] {
    [
        ("name", partition.name().to_owned()),
        ("dnsSuffix", partition.dns_suffix().to_owned()),
        ("dualStackDnsSuffix", partition.dual_stack_dns_suffix().to_owned()),
        ("supportsFIPS", partition.supports_fips().to_string()),
        ("supportsDualStack", partition.supports_dual_stack().to_string()),
        ("implicitGlobalRegion", partition.implicit_global_region().to_owned()),
    ]
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn editions_differ_in_what_partitions_offer() {
        let all = editions(&[]).unwrap();
        let names: Vec<&str> = all.iter().map(|edition| edition.name.as_str()).collect();
        assert_eq!(names, ["current", "April 2025"]);
        let differ = |region: &str| difference(&json!({"params": {"Region": region}}), &all[1], &all[0]);
        assert_eq!(differ("eu-central-1"), None);
        let iso = differ("us-iso-east-1").unwrap();
        assert!(iso.contains("aws-iso: ") && iso.contains("supportsDualStack was false, is true"), "{iso}");
    }

    #[test]
    fn a_file_that_is_none_is_an_error() {
        assert!(editions(&["no/such/file".to_owned()]).unwrap_err().starts_with("cannot read no/such/file"));
        let manifest = concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml");
        assert!(editions(&[manifest.to_owned()]).unwrap_err().starts_with(manifest));
    }
}
