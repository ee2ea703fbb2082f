//! `aws.partition`: the partitions of AWS and their regions.

use std::sync::LazyLock;

use aws_smithy_types::Document;

use super::error::RulesError;
use super::node::Node;
use super::partition_rows::ROWS;
use super::region_pattern::RegionPattern;

/// The partitions that `aws.partition` looks regions up in.
#[derive(Clone, Debug, Default)]
pub struct Partitions {
    partitions: Vec<Partition>,
    patterns: Vec<(RegionPattern, usize)>,
    /// Regions that are listed by name, in the order of their names.
    regions: Vec<(String, usize)>,
    /// The partition of regions that are neither listed nor match a pattern.
    fallback: Option<usize>,
}

/// What is known of a partition (specification: "`Partition` structure").
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Partition {
    name: String,
    dns_suffix: String,
    dual_stack_dns_suffix: String,
    supports_fips: bool,
    supports_dual_stack: bool,
    implicit_global_region: String,
}

impl Partition {
    /// The name, such as `aws` or `aws-us-gov`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The DNS suffix of its endpoints.
    pub fn dns_suffix(&self) -> &str {
        &self.dns_suffix
    }

    /// The DNS suffix of its dual-stack endpoints.
    pub fn dual_stack_dns_suffix(&self) -> &str {
        &self.dual_stack_dns_suffix
    }

    /// Whether it has FIPS endpoints.
    pub fn supports_fips(&self) -> bool {
        self.supports_fips
    }

    /// Whether it has dual-stack endpoints.
    pub fn supports_dual_stack(&self) -> bool {
        self.supports_dual_stack
    }

    /// The region that services which are not regional sign for.
    pub fn implicit_global_region(&self) -> &str {
        &self.implicit_global_region
    }
}

static CURRENT: LazyLock<Partitions> = LazyLock::new(Partitions::from_rows);

impl Partitions {
    /// The partitions known when this crate was released.
    pub fn current() -> &'static Self {
        &CURRENT
    }

    /// Reads a partitions document in the form that AWS publishes, `partitions.json`.
    ///
    /// # Errors
    /// When the text is not JSON, a member is missing or of another type, or a `regionRegex` uses
    /// more of regular expressions than partitions do.
    pub fn parse(json: &str) -> Result<Self, RulesError> {
        Self::from_document(&super::read_document(json)?)
    }

    /// Reads a partitions document that is already parsed.
    ///
    /// # Errors
    /// Those of [`Partitions::parse`], but for JSON.
    pub fn from_document(document: &Document) -> Result<Self, RulesError> {
        let mut partitions = Self::default();
        for node in Node::root(document).required("partitions")?.elements()? {
            partitions.add(&node)?;
        }
        Ok(partitions)
    }

    fn from_rows() -> Self {
        let mut partitions = Self::default();
        for (index, row) in ROWS.iter().enumerate() {
            partitions.patterns.push((RegionPattern::of_prefixes(row.prefixes), index));
            for region in row.regions.split_whitespace() {
                partitions.list(region, index);
            }
            partitions.partitions.push(Partition {
                name: row.id.to_owned(),
                dns_suffix: row.dns_suffix.to_owned(),
                dual_stack_dns_suffix: row.dual_stack_dns_suffix.to_owned(),
                supports_fips: row.supports_fips,
                supports_dual_stack: row.supports_dual_stack,
                implicit_global_region: row.implicit_global_region.to_owned(),
            });
        }
        partitions.fallback = ROWS.iter().position(|row| row.id == "aws");
        partitions
    }

    /// Lists a region under the partition at `index`. Regions are few enough to be put where they belong, which is less
    /// code in every program than a sort.
    fn list(&mut self, region: &str, index: usize) {
        let place = self.regions.partition_point(|(other, _)| other.as_str() < region);
        self.regions.insert(place, (region.to_owned(), index));
    }

    fn add(&mut self, node: &Node<'_, '_>) -> Result<(), RulesError> {
        let index = self.partitions.len();
        let id = node.required("id")?.string()?;
        let partition = parse_outputs(&node.required("outputs")?, id)?;
        let regex = node.required("regionRegex")?;
        let pattern = RegionPattern::parse(regex.string()?).map_err(|fault| regex.error(fault))?;
        self.patterns.push((pattern, index));
        if id == "aws" {
            self.fallback = Some(index);
        }
        self.partitions.push(partition.clone());
        for (region, node) in node.required("regions")?.members()? {
            let overridden = parse_overrides(&node, &partition)?;
            let index = match overridden {
                Some(overridden) => {
                    self.partitions.push(overridden);
                    self.partitions.len() - 1
                }
                None => index,
            };
            self.list(region, index);
        }
        Ok(())
    }

    /// The partition of a region: the one that lists it, else the first whose pattern it matches,
    /// else `aws`. Nothing where there is no partition `aws`.
    pub fn partition(&self, region: &str) -> Option<&Partition> {
        let listed = self.regions.binary_search_by(|(listed, _)| listed.as_str().cmp(region));
        let listed = listed.ok().and_then(|found| self.regions.get(found));
        let index = listed.map(|(_, index)| *index);
        let index = index.or_else(|| {
            let mut patterns = self.patterns.iter();
            patterns.find(|(pattern, _)| pattern.matches(region)).map(|(_, index)| *index)
        });
        self.partitions.get(index.or(self.fallback)?)
    }
}

fn parse_outputs(node: &Node<'_, '_>, id: &str) -> Result<Partition, RulesError> {
    let string = |name| -> Result<String, RulesError> { Ok(node.required(name)?.string()?.into()) };
    let boolean = |name| node.required(name)?.boolean();
    Ok(Partition {
        name: id.to_owned(),
        dns_suffix: string("dnsSuffix")?,
        dual_stack_dns_suffix: string("dualStackDnsSuffix")?,
        supports_fips: boolean("supportsFIPS")?,
        supports_dual_stack: boolean("supportsDualStack")?,
        // Documents from before partitional services had rules of their own lack it.
        implicit_global_region: node.optional_string("implicitGlobalRegion")?.unwrap_or_default(),
    })
}

/// The partition as this region sees it, where the region differs from the rest.
fn parse_overrides(node: &Node<'_, '_>, partition: &Partition) -> Result<Option<Partition>, RulesError> {
    let mut overridden = partition.clone();
    for (name, node) in node.members()? {
        match name {
            "dnsSuffix" => overridden.dns_suffix = node.string()?.to_owned(),
            "dualStackDnsSuffix" => overridden.dual_stack_dns_suffix = node.string()?.to_owned(),
            "supportsFIPS" => overridden.supports_fips = node.boolean()?,
            "supportsDualStack" => overridden.supports_dual_stack = node.boolean()?,
            _ => {}
        }
    }
    Ok((overridden != *partition).then_some(overridden))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(region: &str, name: &str, dns_suffix: &str) {
        let partition = Partitions::current().partition(region).unwrap();
        assert_eq!((partition.name(), partition.dns_suffix()), (name, dns_suffix));
    }

    #[test]
    fn regions_have_their_partition() {
        assert_eq!(Partitions::current().patterns.len(), 8);
        check("us-east-1", "aws", "amazonaws.com");
        check("aws-global", "aws", "amazonaws.com");
        check("us-west-9", "aws", "amazonaws.com");
        check("cn-north-5", "aws-cn", "amazonaws.com.cn");
        check("us-gov-east-1", "aws-us-gov", "amazonaws.com");
        check("us-iso-east-1", "aws-iso", "c2s.ic.gov");
        check("us-isob-east-1", "aws-iso-b", "sc2s.sgov.gov");
        check("eu-isoe-west-1", "aws-iso-e", "cloud.adc-e.uk");
        check("us-isof-south-1", "aws-iso-f", "csp.hci.ic.gov");
        check("eusc-de-east-1", "aws-eusc", "amazonaws.eu");
        check("mars-global", "aws", "amazonaws.com");
        check("", "aws", "amazonaws.com");
    }

    #[test]
    fn a_region_can_differ_from_its_partition() {
        let json = r#"{"partitions": [{"id": "aws", "regionRegex": "^x$", "outputs": {
            "dnsSuffix": "a", "dualStackDnsSuffix": "b", "supportsFIPS": true,
            "supportsDualStack": true}, "regions": {"one": {"supportsFIPS": false}, "two": {}}}]}"#;
        let partitions = Partitions::parse(json).unwrap();
        assert!(!partitions.partition("one").unwrap().supports_fips());
        assert!(partitions.partition("two").unwrap().supports_fips());
        assert!(partitions.partition("x").unwrap().supports_fips());
    }

    #[test]
    fn faults_say_where_they_are() {
        let error = Partitions::parse(r#"{"partitions": [{"id": 1}]}"#).unwrap_err();
        assert_eq!(error.path(), "partitions[0].id");
    }
}
