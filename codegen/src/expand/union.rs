//! Unions.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::expand::names::Names;
use crate::expand::{RustFile, docs, table, types};
use crate::ir::{Type, Union, UnionVariant};

/// The file of a union.
pub(crate) fn file(union: &Union) -> RustFile {
    let names = Names::new([&union.ident]);
    let items = vec![definition(&names, union), inherent(&names, union), engine(&names, union), debug(union)];
    RustFile {
        path: format!("src/types/{}.rs", union.module),
        docs: Vec::new(),
        attributes: Vec::new(),
        items: names.with_uses(items),
    }
}

fn payload(names: &Names, variant: &UnionVariant) -> TokenStream {
    let ty = types::ty(names, &variant.ty);
    if variant.boxed {
        let boxed = names.get("Box");
        quote! { #boxed<#ty> }
    } else {
        ty
    }
}

fn definition(names: &Names, union: &Union) -> TokenStream {
    let Union { ident, docs, deprecated, .. } = union;
    let variants = union.variants.iter().map(|variant| {
        let UnionVariant { ident, docs, deprecated, .. } = variant;
        match variant.ty {
            Type::Unit => quote! { #docs #deprecated #ident, },
            _ => {
                let payload = payload(names, variant);
                quote! { #docs #deprecated #ident(#payload), }
            }
        }
    });
    quote! {
        #docs
        #deprecated
        #[derive(Clone)]
        #[non_exhaustive]
        pub enum #ident {
            #(#variants)*
            #[doc = " A variant that this version of the model does not know: match it with `_`."]
            #[non_exhaustive]
            Unknown,
        }
    }
}

fn inherent(names: &Names, union: &Union) -> TokenStream {
    let ident = &union.ident;
    let result = names.get("Result");
    let functions = union.variants.iter().map(|variant| {
        let UnionVariant { ident, as_ident, is_ident, .. } = variant;
        let as_doc = docs::doc_line(&format!(
            "What [`{ident}`](Self::{ident}) holds, or this value where it is another variant."
        ));
        let is_doc = docs::doc_line(&format!("Whether it is [`{ident}`](Self::{ident})."));
        let (ty, pattern, value) = match variant.ty {
            Type::Unit => (quote! { () }, quote! { Self::#ident }, quote! { () }),
            _ => {
                let payload = payload(names, variant);
                (quote! { &#payload }, quote! { Self::#ident(value) }, quote! { value })
            }
        };
        quote! {
            #as_doc
            #[inline]
            pub fn #as_ident(&self) -> #result<#ty, &Self> {
                if let #pattern = self { Ok(#value) } else { Err(self) }
            }

            #is_doc
            #[inline]
            pub fn #is_ident(&self) -> bool {
                self.#as_ident().is_ok()
            }
        }
    });
    quote! {
        impl #ident {
            #(#functions)*

            #[doc = " Whether it is a variant that this version of the model does not know."]
            #[inline]
            pub fn is_unknown(&self) -> bool {
                matches!(self, Self::Unknown)
            }
        }
    }
}

fn engine(names: &Names, union: &Union) -> TokenStream {
    let ident = &union.ident;
    let (structure, shape, value, option) =
        (names.get("Structure"), names.get("Shape"), names.get("Value"), names.get("Option"));
    let (rust_name, model_name) = (ident.to_string(), &union.model_name);
    let members = union.variants.iter().map(|variant| table::member(names, &variant.facts));
    let sensitive = union.sensitive.then(|| quote! { .sensitive() });
    let xml_root = table::xml_root(names, &union.xml_root);
    let indexed =
        || union.variants.iter().enumerate().map(|(index, variant)| (Literal::usize_unsuffixed(index), variant));
    let get = indexed().map(|(index, UnionVariant { ident, ty, .. })| match ty {
        Type::Unit => quote! { (#index, Self::#ident) => &(), },
        _ => quote! { (#index, Self::#ident(value)) => value, },
    });
    let set = indexed().map(|(index, UnionVariant { ident, ty, .. })| match ty {
        Type::Unit => quote! { #index => Self::#ident, },
        _ => quote! { #index => Self::#ident(#value::empty()), },
    });
    let get_mut = union.variants.iter().map(|UnionVariant { ident, ty, .. }| match ty {
        Type::Unit => quote! { Self::#ident => ::tinsmith::shape::unit(), },
        _ => quote! { Self::#ident(value) => value, },
    });
    quote! {
        impl #structure for #ident {
            #[inline]
            fn empty() -> Self {
                Self::Unknown
            }

            #[inline]
            fn shape(&self) -> &'static #shape {
                const SHAPE: &#shape = &#shape::union(#rust_name, #model_name, &[#(#members),*])#sensitive #xml_root;
                SHAPE
            }

            #[inline]
            fn get(&self, index: usize) -> #option<&dyn #value> {
                let value: &dyn #value = match (index, self) { #(#get)* _ => return None };
                Some(value)
            }

            #[inline]
            fn get_mut(&mut self, index: usize) -> #option<&mut dyn #value> {
                *self = match index { #(#set)* _ => return None };
                let value: &mut dyn #value = match self { #(#get_mut)* Self::Unknown => return None };
                Some(value)
            }
        }
    }
}

fn debug(union: &Union) -> TokenStream {
    let ident = &union.ident;
    quote! { ::tinsmith::by_table!(#ident, eq); }
}
