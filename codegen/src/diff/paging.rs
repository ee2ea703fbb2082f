//! Paginators.

use super::{At, Comparison, Kind, rust};
use crate::ir::{Operation, Paginator, Structure};

impl Comparison<'_> {
    /// Compares the paginators of an operation.
    pub(super) fn paginator(&mut self, at: &At, old: &Operation, new: &Operation) {
        let path = |paginator: &Paginator| format!("operation::{}::paginator::{}", new.module, paginator.ident);
        let at = |paginator: &Paginator| At::new(path(paginator), &at.shape);
        match (&old.paginator, &new.paginator) {
            (None, None) => {}
            (Some(paginator), None) => self.say(Kind::PaginatorRemoved, &at(paginator)),
            (None, Some(paginator)) => self.say(Kind::PaginatorAdded, &at(paginator)),
            (Some(from), Some(to)) => {
                let at = at(to);
                let (from_tokens, to_tokens) = (tokens(old, from), tokens(new, to));
                self.compare(Kind::PaginatorTokens, &at, &from_tokens, &to_tokens, String::clone);
                self.page_size(&at, from, to);
                self.items(&at, from, to);
            }
        }
    }

    fn page_size(&mut self, at: &At, old: &Paginator, new: &Paginator) {
        let at = At::new(format!("{}::page_size", at.path), &at.shape);
        match (&old.page_size, &new.page_size) {
            (None, None) => {}
            (Some(_), None) => self.say(Kind::PageSizeRemoved, &at),
            (None, Some(_)) => self.say(Kind::PageSizeAdded, &at),
            (Some(old), Some(new)) if old.ty != new.ty => {
                self.change(Kind::PageSizeChanged, &at, rust::ty(&old.ty), rust::ty(&new.ty));
            }
            (Some(old), Some(new)) if old.ident != new.ident => {
                let text = |name: String| format!("the page size `{name}`");
                self.change(Kind::PaginatorTokens, &at, text(old.ident.to_string()), text(new.ident.to_string()));
            }
            (Some(_), Some(_)) => {}
        }
    }

    fn items(&mut self, at: &At, old: &Paginator, new: &Paginator) {
        let at = At::new(format!("{}::items", at.path), &at.shape);
        match (&old.items, &new.items) {
            (None, None) => {}
            (Some(_), None) => self.say(Kind::ItemsRemoved, &at),
            (None, Some(_)) => self.say(Kind::ItemsAdded, &at),
            (Some(old), Some(new)) if old.collection != new.collection => {
                self.change(Kind::ItemsChanged, &at, rust::ty(&old.collection), rust::ty(&new.collection));
            }
            (Some(old), Some(new)) => {
                let path = |items: &crate::ir::Items| {
                    items.path.iter().map(|(ident, _)| ident.to_string()).collect::<Vec<_>>().join(".")
                };
                let text = |path: &String| format!("the items in `{path}`");
                self.compare(Kind::PaginatorTokens, &at, &path(old), &path(new), text);
            }
        }
    }
}

/// The tokens that a paginator goes by.
fn tokens(operation: &Operation, paginator: &Paginator) -> String {
    let name = |structure: &Structure, index: usize| {
        structure.fields.get(index).map_or_else(|| "?".to_owned(), |field| field.ident.to_string())
    };
    let input = name(&operation.input, paginator.input_token);
    // Further steps are within types that are compared by themselves.
    let output = paginator.output_token.split_first().map_or_else(String::new, |(first, rest)| {
        let rest: String = rest.iter().map(|index| format!(".{index}")).collect();
        name(&operation.output, *first) + &rest
    });
    format!("`{output}` to `{input}`")
}
