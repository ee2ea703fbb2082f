//! Faults while they are collected: they carry the path in the JSON of their source, and are located
//! in the text only when they are reported.

use super::{Code, Fault, FaultPlace, quote};

/// One step down a JSON document.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Step {
    /// The value of a key.
    Key(String),
    /// The value of the second occurrence of a key.
    SecondKey(String),
    /// An item of an array.
    Index(usize),
}

impl From<&str> for Step {
    fn from(key: &str) -> Self {
        Step::Key(key.to_owned())
    }
}

/// Where a finding is within the sources.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Place {
    /// At the end of a path in the JSON of a source.
    Path(usize, Vec<Step>),
    /// At a byte of a source, which is no JSON.
    Offset(usize, usize),
    /// Nowhere in particular.
    Nowhere,
}

/// A path that grows on the stack while a document is read; it costs nothing until there is a fault.
#[derive(Clone, Copy)]
pub(crate) struct At<'p> {
    parent: Option<&'p At<'p>>,
    step: AtStep<'p>,
}

#[derive(Clone, Copy)]
enum AtStep<'p> {
    Source(usize),
    Key(&'p str),
    SecondKey(&'p str),
    Index(usize),
}

impl<'p> At<'p> {
    pub(crate) fn source(source: usize) -> At<'static> {
        At { parent: None, step: AtStep::Source(source) }
    }

    pub(crate) fn key(&'p self, key: &'p str) -> At<'p> {
        At { parent: Some(self), step: AtStep::Key(key) }
    }

    pub(crate) fn second_key(&'p self, key: &'p str) -> At<'p> {
        At { parent: Some(self), step: AtStep::SecondKey(key) }
    }

    pub(crate) fn index(&'p self, index: usize) -> At<'p> {
        At { parent: Some(self), step: AtStep::Index(index) }
    }

    /// The place in words: the shape or member that it is, or its last key.
    pub(crate) fn describe(&self) -> String {
        let shape = self.place().shape();
        match (self.step, self.parent) {
            (AtStep::Source(_), _) => "the file".to_owned(),
            (AtStep::Key(key) | AtStep::SecondKey(key), _) => match shape {
                Some(shape) if shape.ends_with(key) => quote(&shape),
                _ => quote(key),
            },
            (AtStep::Index(index), Some(parent)) => format!("item {index} of {}", parent.describe()),
            (AtStep::Index(index), None) => format!("item {index}"),
        }
    }

    /// The place in full.
    pub(crate) fn place(&self) -> Place {
        let mut path = Vec::new();
        let mut here = Some(self);
        let mut source = 0;
        while let Some(at) = here {
            match at.step {
                AtStep::Source(index) => source = index,
                AtStep::Key(key) => path.push(Step::from(key)),
                AtStep::SecondKey(key) => path.push(Step::SecondKey(key.to_owned())),
                AtStep::Index(index) => path.push(Step::Index(index)),
            }
            here = at.parent;
        }
        path.reverse();
        Place::Path(source, path)
    }
}

/// A fault whose place is not yet known as line and column.
#[derive(Clone, Debug)]
pub(crate) struct Finding {
    code: Code,
    place: Place,
    shape: Option<String>,
    message: String,
    expected: Option<String>,
    help: Option<String>,
    related: Option<(String, Place)>,
}

impl Finding {
    pub(crate) fn new(code: Code, place: Place, message: String) -> Finding {
        let shape = place.shape();
        Finding { code, place, shape, message, expected: None, help: None, related: None }
    }

    pub(crate) fn shape(mut self, shape: String) -> Finding {
        self.shape = Some(shape);
        self
    }

    pub(crate) fn expected(mut self, expected: impl Into<String>) -> Finding {
        self.expected = Some(expected.into());
        self
    }

    pub(crate) fn help(mut self, help: Option<String>) -> Finding {
        self.help = help;
        self
    }

    pub(crate) fn related(mut self, note: &str, place: Place) -> Finding {
        self.related = Some((note.to_owned(), place));
        self
    }
}

impl Place {
    /// The shape or member whose definition the place is in.
    pub(crate) fn shape(&self) -> Option<String> {
        match self {
            Place::Path(_, path) => shape_of(path),
            Place::Offset(..) | Place::Nowhere => None,
        }
    }
}

/// The shape or member that a path leads into. In C2J, operations stand apart from shapes.
fn shape_of(path: &[Step]) -> Option<String> {
    let mut keys = path.iter().map(|step| match step {
        Step::Key(key) | Step::SecondKey(key) => Some(key.as_str()),
        Step::Index(_) => None,
    });
    let section = keys.next()??;
    let shape = keys.next()??;
    match section {
        "shapes" => {}
        "operations" => return Some(shape.to_owned()),
        _ => return None,
    }
    let member = match keys.next().flatten() {
        Some("members") => keys.next().flatten(),
        Some(name @ ("member" | "key" | "value")) => Some(name),
        _ => None,
    };
    Some(match member {
        Some(member) => format!("{shape}${member}"),
        None => shape.to_owned(),
    })
}

/// How many findings are kept. More help nobody, and a hostile model could make any number of them.
const MOST_FINDINGS: usize = 10_000;

/// The findings of a stage.
#[derive(Debug, Default)]
pub(crate) struct Findings {
    pub(super) list: Vec<Finding>,
    pub(super) dropped: usize,
}

impl Findings {
    pub(crate) fn push(&mut self, finding: Finding) {
        if self.list.len() < MOST_FINDINGS {
            self.list.push(finding);
        } else {
            self.dropped += 1;
        }
    }
}

pub(super) fn places(finding: &Finding) -> impl Iterator<Item = &Place> {
    std::iter::once(&finding.place).chain(finding.related.as_ref().map(|(_, place)| place))
}

impl Finding {
    /// Changes each place of the finding.
    pub(super) fn relocate(&mut self, change: impl Fn(&mut Place)) {
        change(&mut self.place);
        if let Some((_, place)) = &mut self.related {
            change(place);
        }
    }

    pub(super) fn located(self, resolve: &dyn Fn(&Place) -> Option<FaultPlace>) -> Fault {
        Fault {
            code: self.code,
            place: resolve(&self.place),
            shape: self.shape,
            message: self.message,
            expected: self.expected,
            help: self.help,
            related: self.related.and_then(|(note, place)| Some((note, resolve(&place)?))),
        }
    }
}
