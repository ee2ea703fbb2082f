//! Whether data types are a crate of their own.

use crate::ir::{Crate, Structure};
use crate::options::TypesCrate;

/// From how many members of structures on the compiler needs more than 1.5 GB for a crate: about 0.2 MB for each.
const LARGE: usize = 4_500;

/// The name of the package of the data types of `krate`, if they are to have one.
pub(super) fn package(krate: &Crate, wanted: TypesCrate) -> Option<String> {
    let is_wanted = match wanted {
        TypesCrate::Auto => members(krate) >= LARGE,
        TypesCrate::Always => true,
        TypesCrate::Never => false,
    };
    (is_wanted && krate.event_errors.is_empty()).then(|| format!("{}-types", krate.package))
}

/// How many members all structures have.
fn members(krate: &Crate) -> usize {
    let calls = krate.operations.iter().flat_map(|operation| [&operation.input, &operation.output]);
    let all = calls.chain(&krate.structures).chain(&krate.errors);
    all.map(|structure: &Structure| structure.fields.len()).sum()
}
