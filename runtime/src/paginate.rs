//! Paginators as data: a call is made again and again, each time with the token that the last page ended
//! with ("Smithy specification, paginated trait").
//!
//! A generated paginator holds one [`Pages`]; the token travels from output to input through the shapes'
//! tables, so that a string and a map of any values are the same to it.

use aws_smithy_async::future::pagination_stream::fn_stream::FnStream;
use aws_smithy_async::future::pagination_stream::{PaginationStream, TryFlatMap};
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::client::result::SdkError;

use crate::client::Core;
use crate::operation::Call;
use crate::shape::{Structure, Value, View, copy_value, same_value};

/// Where the tokens of a paginated operation are.
#[derive(Clone, Copy, Debug)]
pub struct Pages {
    /// The index of the input member that asks for a page.
    pub input_token: usize,
    /// The indices of the output members that lead to the token of the next page.
    pub output_token: &'static [usize],
    /// The index of the output member that alone says whether there is another page, where the token does
    /// not: some services end with a token that leads back to the beginning.
    pub more: Option<usize>,
}

impl Pages {
    /// The token is read from the output's member at the end of `output_token`, and sent in the input's
    /// member `input_token`.
    pub const fn new(input_token: usize, output_token: &'static [usize]) -> Self {
        Self { input_token, output_token, more: None }
    }

    /// There is another page only where the output's member `index` is true.
    pub const fn more(self, index: usize) -> Self {
        Self { more: Some(index), ..self }
    }

    /// Makes `input` ask for the page after `output`; false where `output` is the last one.
    fn advance(&self, input: &mut dyn Structure, output: &dyn Structure, stop_on_duplicate_token: bool) -> bool {
        let Some(token) = member_at(output, self.output_token) else { return false };
        if is_empty(token) || self.more.is_some_and(|index| !is_true(output.get(index))) {
            return false;
        }
        if stop_on_duplicate_token && input.get(self.input_token).is_some_and(|sent| same_value(sent, token)) {
            return false;
        }
        match input.get_mut(self.input_token) {
            Some(slot) => copy_value(token, slot),
            None => return false,
        }
        true
    }
}

/// The member at the end of `path`, if all that leads there is set.
fn member_at<'a>(structure: &'a dyn Structure, path: &[usize]) -> Option<&'a dyn Value> {
    let (first, rest) = path.split_first()?;
    let value = structure.get(*first)?;
    if rest.is_empty() {
        return Some(value);
    }
    match value.view() {
        View::Structure(structure) => member_at(structure, rest),
        _ => None,
    }
}

/// Whether `token` says that there are no more pages.
fn is_empty(token: &dyn Value) -> bool {
    match token.view() {
        View::Absent => true,
        View::String(text) => text.is_empty(),
        View::Map(map) => map.is_empty(),
        View::List(list) => list.is_empty(),
        _ => false,
    }
}

/// Whether a value is true. One that is absent is not.
fn is_true(value: Option<&dyn Value>) -> bool {
    value.is_some_and(|value| matches!(value.view(), View::Boolean(true)))
}

/// A call whose output comes in pages.
pub trait Paginated: Call<Input = Self> + Structure + Clone {
    /// Where the tokens are.
    const PAGES: &'static Pages;
}

/// A call whose pages hold items.
pub trait PaginatedItems: Paginated {
    /// The items of one page.
    type Items: IntoIterator<Item: Send + 'static, IntoIter: Send> + Send + 'static;

    /// The items of the page `output`.
    fn items(output: Self::Output) -> Self::Items;
}

/// The result of one call of `C`.
type Page<C> = Result<<C as Call>::Output, SdkError<<C as Call>::Error, HttpResponse>>;

/// All pages that the call `C` gives, starting with `input`. A request is sent when its page is asked for.
///
/// The stream ends with the page that carries no token for another one, or with the first error. With
/// `stop_on_duplicate_token` it ends as well with a page whose token is the one that was just sent; without
/// it, that token is sent again, as for logs that are followed while they grow.
pub fn pages<C: Call<Input: Clone>>(
    core: &Core,
    mut input: C::Input,
    pages: &'static Pages,
    stop_on_duplicate_token: bool,
) -> PaginationStream<Page<C>> {
    let core = core.clone();
    PaginationStream::new(FnStream::new(move |sender| {
        Box::pin(async move {
            loop {
                let page = core.send::<C>(input.clone()).await;
                let more = page.as_ref().is_ok_and(|output| pages.advance(&mut input, output, stop_on_duplicate_token));
                // Nobody listens any more where sending fails.
                if sender.send(page).await.is_err() || !more {
                    return;
                }
            }
        })
    }))
}

/// The items of all `pages`, each page's as `items_of` takes them out of it.
pub fn items<O, E, I>(
    pages: PaginationStream<Result<O, E>>,
    items_of: fn(O) -> I,
) -> PaginationStream<Result<I::Item, E>>
where
    O: Send + 'static,
    E: Send + 'static,
    I: IntoIterator<Item: Send + 'static, IntoIter: Send> + Send + 'static,
{
    TryFlatMap::new(pages).flat_map(items_of)
}
