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
    let files = planned.pieces().into_par_iter().map(make);
    Ok(planned.generated(files.collect::<Result<_, _>>()?))
}
