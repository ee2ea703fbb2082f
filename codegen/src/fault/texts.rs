//! The texts of the sources: they turn findings into faults, with lines and columns.

use super::finding::{Finding, Findings, Place, Step, places};
use super::locate::{Locator, position};
use super::{Fault, FaultPlace, Faults, MORE_FAULTS};

/// What is read as if it stood at `path` in one source, and stands under `merge` in another.
#[derive(Clone, Debug)]
pub(crate) struct Moved {
    pub(crate) source: usize,
    pub(crate) path: Vec<Step>,
    pub(crate) from: usize,
}

/// The texts of the sources, kept to locate faults in them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Texts {
    sources: Vec<(String, Vec<u8>)>,
    moved: Vec<Moved>,
}

impl Texts {
    pub(crate) fn new<'a>(sources: impl Iterator<Item = (&'a str, &'a [u8])>) -> Texts {
        let sources = sources.map(|(name, text)| (name.to_owned(), text.to_vec())).collect();
        Texts { sources, moved: Vec::new() }
    }

    /// Says what stands elsewhere than it is read.
    pub(crate) fn moved(&mut self, moved: Vec<Moved>) {
        self.moved = moved;
    }

    /// Locates the findings; `None` if there is none.
    pub(crate) fn faults(&self, findings: Findings) -> Option<Faults> {
        Faults::new(self.located(findings))
    }

    /// Locates findings of which one is known.
    pub(crate) fn report(&self, finding: Finding, others: Findings) -> Faults {
        Faults::of(self.fault(finding), self.located(others))
    }

    /// Locates one finding.
    pub(crate) fn fault(&self, mut finding: Finding) -> Fault {
        finding.relocate(|place| self.relocate(place));
        let locators = self.walk([&finding].into_iter());
        finding.located(&|place| self.resolve(&locators, place))
    }

    fn located(&self, mut findings: Findings) -> Vec<Fault> {
        if findings.dropped > 0 {
            let message = format!("there are {} more faults, which are not shown", findings.dropped);
            findings.list.push(Finding::new(MORE_FAULTS, Place::Nowhere, message));
        }
        for finding in &mut findings.list {
            finding.relocate(|place| self.relocate(place));
        }
        let locators = self.walk(findings.list.iter());
        let resolve = |place: &Place| self.resolve(&locators, place);
        findings.list.into_iter().map(|finding| finding.located(&resolve)).collect()
    }

    /// Leads to where a place really stands.
    fn relocate(&self, place: &mut Place) {
        let Place::Path(source, path) = place else { return };
        let is_it = |moved: &&Moved| moved.source == *source && path.starts_with(&moved.path);
        if let Some(moved) = self.moved.iter().find(is_it) {
            *source = moved.from;
            path.insert(0, Step::from("merge"));
        }
    }

    fn walk<'f>(&self, findings: impl Iterator<Item = &'f Finding>) -> Vec<Locator> {
        let mut locators: Vec<Locator> = self.sources.iter().map(|_| Locator::default()).collect();
        for place in findings.flat_map(places) {
            if let Place::Path(source, path) = place
                && let Some(locator) = locators.get_mut(*source)
            {
                locator.want(path);
            }
        }
        for (locator, (_, text)) in locators.iter_mut().zip(&self.sources) {
            locator.walk(text);
        }
        locators
    }

    fn resolve(&self, locators: &[Locator], place: &Place) -> Option<FaultPlace> {
        let (source, line, column) = match place {
            Place::Nowhere => return None,
            Place::Path(source, path) => {
                let (line, column) = locators.get(*source)?.found(path);
                (*source, line, column)
            }
            Place::Offset(source, offset) => {
                let (line, column) = position(&self.sources.get(*source)?.1, *offset);
                (*source, line, column)
            }
        };
        let file = self.sources.get(source)?.0.clone();
        Some(FaultPlace { file, line, column })
    }
}
