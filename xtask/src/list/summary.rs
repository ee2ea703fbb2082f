//! How much there is of what, by protocol: as a table in Markdown, for a README.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::List;
use super::facts::{Facts, Support};

/// How much there is of what.
#[derive(Clone, Copy, Default)]
struct Sum {
    services: usize,
    operations: usize,
    shapes: usize,
    paginators: usize,
    waiters: usize,
    endpoint_cases: usize,
}

impl Sum {
    fn add(&mut self, facts: &Facts) {
        self.services += 1;
        self.operations += facts.operations;
        self.shapes += facts.shapes;
        self.paginators += facts.paginators;
        self.waiters += facts.waiters;
        self.endpoint_cases += facts.endpoint_cases;
    }

    fn row(&self, protocol: &str) -> String {
        let Sum { services, operations, shapes, paginators, waiters, endpoint_cases } = self;
        format!("| {protocol} | {services} | {operations} | {shapes} | {paginators} | {waiters} | {endpoint_cases} |\n")
    }
}

/// How much the services of a list have, by the protocol that their clients speak at first.
pub fn summary(list: &List) -> String {
    let mut sums: BTreeMap<&str, Sum> = BTreeMap::new();
    let mut all = Sum::default();
    let mut text = String::from(
        "| protocol | services | operations | shapes | paginators | waiters | cases of endpoints |\n|---|---|---|---|---|---|---|\n",
    );
    for facts in list.services.iter().filter_map(|service| service.facts.as_ref().ok()) {
        let protocol = match facts.support {
            Support::Full(protocol) => protocol,
            Support::NoProtocol => "none that is spoken",
        };
        sums.entry(protocol).or_default().add(facts);
        all.add(facts);
    }
    sums.iter().for_each(|(protocol, sum)| text += &sum.row(protocol));
    text += &all.row("all");
    let broken = list.services.len() - all.services;
    if broken > 0 {
        let _ = writeln!(text, "\n{broken} services have models that cannot be read.");
    }
    text
}
