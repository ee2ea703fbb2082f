//! The first half of the pipeline: model bytes to a checked model.

use crate::assemble::{Assembled, assemble};
use crate::check::{CheckedModel, check_model, check_service};
use crate::fault::{Faults, Findings, Texts};
use crate::generate::Stage;
use crate::model::{Model, ShapeId};
use crate::read::{Source, read_sources};

/// Reads, assembles and checks the sources, which have one service between them.
pub fn load(sources: &[Source<'_>]) -> Result<CheckedModel, Faults> {
    load_service(sources, None)
}

/// Like [`load`], for sources that may have several services, of which one is meant.
pub fn load_service(sources: &[Source<'_>], service: Option<&ShapeId>) -> Result<CheckedModel, Faults> {
    load_staged(sources, service, &mut |_| {})
}

/// As [`load_service`], telling of each stage that begins.
pub(crate) fn load_staged(
    sources: &[Source<'_>],
    service: Option<&ShapeId>,
    begin: &mut dyn FnMut(Stage),
) -> Result<CheckedModel, Faults> {
    let (assembled, texts) = assemble_sources(sources, begin)?;
    begin(Stage::Check);
    let mut findings = check_model(&assembled);
    match check_service(&assembled, service, &mut findings) {
        Ok((id, service)) => {
            stop(&texts, findings)?;
            Ok(CheckedModel::new(assembled, id, service, texts))
        }
        Err(finding) => Err(texts.report(*finding, findings)),
    }
}

/// Reads, assembles and checks the sources for their shapes alone, whatever services they have.
pub fn load_model(sources: &[Source<'_>]) -> Result<Model, Faults> {
    let (assembled, texts) = assemble_sources(sources, &mut |_| {})?;
    check_shapes(&assembled, &texts)?;
    Ok(assembled.model)
}

/// Checks the shapes alone, whatever services there are.
pub(crate) fn check_shapes(assembled: &Assembled, texts: &Texts) -> Result<(), Faults> {
    stop(texts, check_model(assembled))
}

pub(crate) fn assemble_sources(
    sources: &[Source<'_>],
    begin: &mut dyn FnMut(Stage),
) -> Result<(Assembled, Texts), Faults> {
    begin(Stage::Read);
    let mut texts = Texts::new(sources.iter().map(|source| (source.name, source.text)));
    let mut findings = Findings::default();
    let mut parsed = read_sources(sources, &mut findings);
    texts.moved(std::mem::take(&mut parsed.moved));
    stop(&texts, std::mem::take(&mut findings))?;
    begin(Stage::Assemble);
    let assembled = assemble(parsed, &mut findings);
    stop(&texts, findings)?;
    Ok((assembled, texts))
}

fn stop(texts: &Texts, findings: Findings) -> Result<(), Faults> {
    texts.faults(findings).map_or(Ok(()), Err)
}
