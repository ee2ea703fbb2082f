//! `cargo xtask generate --watch`: makes crates again as soon as a model is saved, and says what has changed.
//!
//! Files are looked at by age and size, a few times a second, and count as changed by their content alone. What does
//! not change from one time to the next is kept: the model that was, and the formatted files.

mod known;

use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use crate::generate::{self, Request};
use crate::job::Job;
use crate::layout::Layout;
use crate::stamp::Stamps;
use known::Known;

/// How long it takes at most to see that a file was saved.
const PAUSE: Duration = Duration::from_millis(100);

/// What is printed, and where.
pub trait Print {
    /// What has come of a change.
    fn done(&mut self, text: &str);
    /// What has gone wrong. The next change may mend it.
    fn failed(&mut self, text: &str);
}

/// Watches the models of the services that are asked for, and never ends.
///
/// # Errors
/// `services.toml` cannot be read at first.
pub fn run(layout: &Layout, request: &Request, print: &mut dyn Print) -> anyhow::Result<()> {
    let mut watch = Watch::new(layout, request)?;
    print.done(&format!("watching {}\n", crate::text::plural(watch.services.len(), "service")));
    loop {
        if !watch.look(print) {
            watch.prepare();
        }
        std::thread::sleep(PAUSE);
    }
}

struct Watch<'r> {
    layout: &'r Layout,
    request: &'r Request,
    stamps: Stamps,
    list: Seen,
    services: Vec<Service>,
}

/// A service, and its files as they were when they were looked at.
struct Service {
    job: Job,
    files: Vec<Seen>,
    known: Known,
}

/// A file as it was: its age and size, if it was there.
#[derive(Clone, Debug, PartialEq)]
struct Seen {
    path: PathBuf,
    state: Option<(SystemTime, u64)>,
}

impl Seen {
    fn now(path: PathBuf) -> Seen {
        let metadata = std::fs::metadata(&path).ok();
        let state = metadata.and_then(|metadata| Some((metadata.modified().ok()?, metadata.len())));
        Seen { path, state }
    }

    fn again(&self) -> Seen {
        Seen::now(self.path.clone())
    }
}

/// The files as they are when nobody writes to them any more: editors may empty a file before they write it.
fn settled(mut files: Vec<Seen>) -> Vec<Seen> {
    for _ in 0..50 {
        std::thread::sleep(Duration::from_millis(10));
        let again: Vec<Seen> = files.iter().map(Seen::again).collect();
        if again == files {
            break;
        }
        files = again;
    }
    files
}

impl<'r> Watch<'r> {
    fn new(layout: &'r Layout, request: &'r Request) -> anyhow::Result<Watch<'r>> {
        let list = Seen::now(layout.services());
        let services = generate::plan(layout, request)?.jobs.into_iter().map(Service::new).collect();
        Ok(Watch { layout, request, stamps: Stamps::new(layout.stamps()), list, services })
    }

    /// Looks at all files, and does what is to be done; `false` where nothing is.
    fn look(&mut self, print: &mut dyn Print) -> bool {
        let mut has_changed = self.look_at_list(print);
        for service in &mut self.services {
            let files: Vec<Seen> = service.files.iter().map(Seen::again).collect();
            if files != service.files {
                has_changed = true;
                service.files = settled(files);
                report(service.known.update(self.layout, &service.job, &self.stamps), print);
            }
        }
        has_changed
    }

    /// Looks at `services.toml`: what it says of a service counts as much as its models.
    fn look_at_list(&mut self, print: &mut dyn Print) -> bool {
        let list = self.list.again();
        if list == self.list {
            return false;
        }
        self.list = list;
        let jobs = match generate::plan(self.layout, self.request) {
            Ok(plan) => plan.jobs,
            Err(error) => {
                print.failed(&format!("{error:#}\n"));
                return true;
            }
        };
        let mut old = std::mem::take(&mut self.services);
        for job in jobs {
            let found = old.iter().position(|service| service.job.name == job.name);
            let mut service = match found.map(|at| old.swap_remove(at)) {
                Some(service) => service.with(job),
                None => Service::new(job),
            };
            report(service.known.update(self.layout, &service.job, &self.stamps), print);
            self.services.push(service);
        }
        true
    }

    /// Makes one service ready, so that its next change is fast.
    fn prepare(&mut self) {
        if let Some(service) = self.services.iter_mut().find(|service| !service.known.is_ready()) {
            service.known.prepare();
        }
    }
}

impl Service {
    fn new(job: Job) -> Service {
        let files = job.models.iter().map(|model| Seen::now(model.path.clone())).collect();
        Service { known: Known::new(&job), job, files }
    }

    fn with(self, job: Job) -> Service {
        let files = job.models.iter().map(|model| Seen::now(model.path.clone())).collect();
        Service { job, files, known: self.known }
    }
}

fn report(result: anyhow::Result<Option<String>>, print: &mut dyn Print) {
    match result {
        Ok(Some(text)) => print.done(&text),
        Ok(None) => {}
        Err(error) => print.failed(&format!("{error:#}\n")),
    }
}
