//! Paginators, as far as Smithy has them: one token, at the end of a path of members.
//!
//! botocore also pages by several tokens at a time and by the last item of a page. The official clients
//! do not, and ours take their place.

use std::borrow::Cow;
use std::collections::HashSet;

use super::Lowering;
use super::applied::{List, object};
use super::operation::Added;
use crate::assemble::draft::MemberStyle;
use crate::fault::{UNKNOWN_OPERATION, quote};
use crate::model::is_identifier;
use crate::read::{C2jOperation, C2jPaginator, Json};

impl<'a> Lowering<'a, '_> {
    /// Adds the paginators of the source with the number `source` to what is said of operations.
    pub(super) fn paginators(
        &mut self,
        source: usize,
        paginators: Vec<(Cow<'a, str>, C2jPaginator<'a>)>,
        operations: &[C2jOperation<'a>],
        added: &mut Added<'a>,
    ) {
        let known: HashSet<&str> = operations.iter().map(|operation| &*operation.name).collect();
        for (operation, paginator) in paginators {
            let home = self.homes.add_c2j(source, "pagination", operation.to_string(), MemberStyle::Named);
            if !known.contains(&*operation) {
                let message = format!("there is no operation {} to paginate", quote(&operation));
                self.report(UNKNOWN_OPERATION, (home, &[]), message, "the name of an operation");
                continue;
            }
            if let Some(paginated) = paginated(paginator) {
                let mut traits = List::new(home);
                traits.apply("smithy.api#paginated", paginated);
                added.entry(operation.into_owned()).or_default().append(&mut traits.all);
            }
        }
    }
}

/// The value of `smithy.api#paginated`, if there can be one.
fn paginated<'a>(paginator: C2jPaginator<'a>) -> Option<Json<'a>> {
    let C2jPaginator { input_token, output_token, result_key, limit_key } = paginator;
    let text = |path: Option<Cow<'a, str>>| path.map(Json::String);
    let (input_token, output_token) = (only_path(input_token)?, only_path(output_token)?);
    Some(object([
        ("inputToken", text(Some(input_token))),
        ("outputToken", text(Some(output_token))),
        ("items", text(only_path(result_key))),
        ("pageSize", text(only_path(limit_key))),
    ]))
}

/// The one path of a list that has no more, if it is a path of members.
fn only_path(paths: Vec<Cow<'_, str>>) -> Option<Cow<'_, str>> {
    let mut paths = paths.into_iter();
    match (paths.next(), paths.next()) {
        (Some(path), None) if path.split('.').all(is_identifier) => Some(path),
        _ => None,
    }
}
