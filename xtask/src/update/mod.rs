//! `cargo xtask update`: takes a new model of a service. Its facts go into `models/`, the crate is made again with
//! the version that the changes ask for, and its changelog says what they are: all of that, or nothing.

mod changelog;
mod commit;
mod docs;
mod facts;
mod order;
mod plan;
mod pretty;
mod report;
mod version;

pub(crate) use commit::{recover, recover_locked};
pub use docs::undocumented;
pub use report::{Update, json, text};

use std::path::PathBuf;

use crate::layout::Layout;
use crate::lock::lock;
use crate::stamp::Stamps;
use crate::{files, krate};
use commit::Step;
use plan::{Plan, plan};

/// What is asked for.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// The service, by its name in `services.toml`.
    pub service: String,
    /// The new model: a file, or a folder.
    pub from: PathBuf,
    /// Whether nothing is to be written.
    pub dry_run: bool,
}

/// Takes the new model; calls `wait` if another run writes to the crates.
///
/// # Errors
/// Whatever stops it. All files are then as they were.
pub fn run(layout: &Layout, request: &Request, wait: impl FnOnce()) -> anyhow::Result<Update> {
    let out = layout.generated();
    let _lock = lock(&out, wait)?;
    recover_locked(layout)?;
    krate::clear(&out)?;
    files::discard(&layout.services())?;
    let plan = plan(layout, request)?;
    if !request.dry_run && plan.update.is_change {
        write(layout, &plan)?;
    }
    Ok(plan.update)
}

fn write(layout: &Layout, plan: &Plan) -> anyhow::Result<()> {
    let out = layout.generated();
    let mut steps = Vec::new();
    if plan.has_new_crate() {
        let changelog = plan.changelog.as_ref().map(|text| ("CHANGELOG.md", text.as_str()));
        let name = &plan.job.name;
        let staged = krate::prepare(&out, name, &plan.files, &plan.tree, &plan.changes, changelog.as_slice())?;
        steps.push(Step::exchange(staged, out.join(name))?);
    }
    commit::commit(layout, steps, &plan.writes, &plan.removals)?;
    // The next run finds what it would make. Without a stamp it makes it again.
    if let Some(stamp) = Stamps::new(layout.stamps()).stamp(&plan.job, &plan.hash, &out.join(&plan.job.name)) {
        stamp.write(&plan.files);
    }
    Ok(())
}
