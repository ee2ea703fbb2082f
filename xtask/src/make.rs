//! The files of a crate, made by all threads.

use rayon::prelude::*;
use tinsmith_codegen::{GenerateError, Generated, OutputFile, Piece, Planned};

/// Makes the files of a crate, each with `make`.
///
/// # Errors
/// A fault of the generator itself.
pub(crate) fn make(
    planned: &Planned,
    make: impl Fn(Piece<'_>) -> Result<OutputFile, GenerateError> + Send + Sync,
) -> Result<Generated, GenerateError> {
    // One at a time: by itself, a thread would take hundreds at the end, and the others would wait for it.
    let files = planned.pieces().into_par_iter().with_max_len(1).map(make);
    Ok(planned.generated(files.collect::<Result<_, _>>()?))
}
