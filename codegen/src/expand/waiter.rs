//! Waiters.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::expand::names::Names;
use crate::expand::{RustFile, Unmade, builder, docs};
use crate::ir::{Acceptor, AcceptorState, Comparator, Crate, Matcher, Operation, Waiter};

/// The files of waiters, if there are any.
pub(crate) fn files(krate: &Crate) -> impl Iterator<Item = Unmade<'_>> {
    let root = (!krate.waiters.is_empty()).then(|| Unmade::new(|| root(krate)));
    let with_operation =
        krate.waiters.iter().filter_map(|waiter| Some((waiter, krate.operations.get(waiter.operation)?)));
    root.into_iter().chain(with_operation.map(|(waiter, operation)| Unmade::new(move || file(waiter, operation))))
}

fn root(krate: &Crate) -> RustFile {
    let modules = krate.waiters.iter().map(|waiter| {
        let module = &waiter.module;
        let doc = docs::doc_line(&format!("Waits for `{}`.", waiter.name));
        quote! { #doc pub mod #module; }
    });
    RustFile {
        path: "src/waiters.rs".to_owned(),
        docs: vec!["What the client can wait for.".to_owned()],
        attributes: Vec::new(),
        items: vec![modules.collect()],
    }
}

fn file(waiter: &Waiter, operation: &Operation) -> RustFile {
    let names = Names::new([&waiter.fluent, &waiter.final_poll, &waiter.error]);
    let items = vec![definition(&names, waiter, operation), facts(&names, waiter), aliases(&names, waiter, operation)];
    RustFile {
        path: format!("src/waiters/{}.rs", waiter.module),
        docs: Vec::new(),
        attributes: Vec::new(),
        items: names.with_uses(items),
    }
}

fn definition(names: &Names, waiter: &Waiter, operation: &Operation) -> TokenStream {
    let fluent = &waiter.fluent;
    let (generic, waiting) = (names.get("InputBuilder"), names.get("Waiting"));
    let (module, draft) = (&operation.module, builder::draft_ident(&operation.input));
    let path = if builder::is_plain(&operation.input) {
        quote! { crate::operation::#module::#draft }
    } else {
        quote! { crate::operation::#module::builders::#draft }
    };
    let docs = &waiter.docs;
    let doc = if docs.is_empty() {
        docs::doc(&format!("Calls `{}` until `{}` has come about.", operation.name, waiter.name))
    } else {
        quote! { #docs }
    };
    quote! { #doc pub type #fluent = #generic<#path, #waiting<#path, Facts>>; }
}

fn facts(names: &Names, waiter: &Waiter) -> TokenStream {
    let (awaited, descriptor) = (names.get("Awaited"), names.get("Waiter"));
    let name = &waiter.name;
    let (min_delay, max_delay) = (Literal::u64_unsuffixed(waiter.min_delay), Literal::u64_unsuffixed(waiter.max_delay));
    let acceptors = waiter.acceptors.iter().map(|one| acceptor(names, one));
    let doc = docs::doc_line(&format!("What `{name}` waits for."));
    quote! {
        #doc
        pub struct Facts;

        impl #awaited for Facts {
            const WAITER: &'static #descriptor = &#descriptor::new(#name, &[#(#acceptors),*])
                .min_delay(#min_delay)
                .max_delay(#max_delay);
        }
    }
}

fn acceptor(names: &Names, acceptor: &Acceptor) -> TokenStream {
    let path = names.get("Acceptor");
    let state = match acceptor.state {
        AcceptorState::Success => quote! { success },
        AcceptorState::Failure => quote! { failure },
        AcceptorState::Retry => quote! { retry },
    };
    let matcher = match &acceptor.matcher {
        Matcher::Success(success) => quote! { ::tinsmith::waiter::Matcher::Success(#success) },
        Matcher::ErrorType(code) => quote! { ::tinsmith::waiter::Matcher::ErrorType(#code) },
        Matcher::Output { path, comparator, expected } => {
            quote! { ::tinsmith::waiter::Matcher::output(#path, #comparator, #expected) }
        }
        Matcher::InputOutput { path, comparator, expected } => {
            quote! { ::tinsmith::waiter::Matcher::input_output(#path, #comparator, #expected) }
        }
    };
    quote! { #path::#state(#matcher) }
}

impl quote::ToTokens for Comparator {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.extend(match self {
            Comparator::StringEquals => quote! { ::tinsmith::waiter::Comparator::StringEquals },
            Comparator::BooleanEquals => quote! { ::tinsmith::waiter::Comparator::BooleanEquals },
            Comparator::AllStringEquals => quote! { ::tinsmith::waiter::Comparator::AllStringEquals },
            Comparator::AnyStringEquals => quote! { ::tinsmith::waiter::Comparator::AnyStringEquals },
        });
    }
}

fn aliases(names: &Names, waiter: &Waiter, operation: &Operation) -> TokenStream {
    let Waiter { final_poll, error, .. } = waiter;
    let (module, output, operation_error) = (&operation.module, &operation.output.ident, &operation.error);
    let sdk_error = names.get("SdkError");
    quote! {
        #[doc = " The last answer of this waiter."]
        pub type #final_poll = ::tinsmith::types::FinalPoll<
            crate::operation::#module::#output,
            #sdk_error<crate::operation::#module::#operation_error>,
        >;

        #[doc = " Why this waiter gave up."]
        pub type #error = ::tinsmith::types::WaiterError<
            crate::operation::#module::#output,
            crate::operation::#module::#operation_error,
        >;
    }
}
