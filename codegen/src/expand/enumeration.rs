//! Enumerations of strings.

use proc_macro2::TokenStream;
use quote::quote;

use crate::expand::RustFile;
use crate::expand::moved::Moved;
use crate::expand::names::Names;
use crate::ir::{Enum, EnumVariant};

/// The file of an enumeration.
pub(crate) fn file(enumeration: &Enum) -> RustFile {
    let names = Names::new([&enumeration.ident]);
    let items = match &enumeration.variants {
        Some(variants) => named(&names, enumeration, variants),
        None => unnamed(&names, enumeration),
    };
    RustFile {
        path: format!("src/types/{}.rs", enumeration.module),
        docs: Vec::new(),
        attributes: Vec::new(),
        items: names.with_uses(items),
    }
}

/// An enumeration whose values have names.
fn named(names: &Names, enumeration: &Enum, variants: &[EnumVariant]) -> Vec<TokenStream> {
    let Enum { ident, docs, deprecated, values, .. } = enumeration;
    let (unknown, from) = (names.get("UnknownVariantValue"), names.get("From"));
    let definitions = variants.iter().map(|variant| {
        let EnumVariant { ident, docs, deprecated, .. } = variant;
        Moved::from(quote! { #docs #deprecated #ident, })
    });
    let to_text =
        variants.iter().map(|EnumVariant { ident, value, .. }| Moved::from(quote! { Self::#ident => #value, }));
    let from_text =
        variants.iter().map(|EnumVariant { ident, value, .. }| Moved::from(quote! { #value => Self::#ident, }));
    let derive = if enumeration.sensitive {
        quote! { #[derive(Clone)] }
    } else {
        quote! { #[derive(Clone, Debug)] }
    };
    let mut items = vec![
        quote! {
            #docs
            #deprecated
            #derive
            #[non_exhaustive]
            pub enum #ident {
                #(#definitions)*
                #[doc = " A value that this version of the model does not know; it is sent as it came."]
                #[deprecated(note = "match it with `_`: values that later versions of the model know leave it")]
                Unknown(#unknown),
            }
        },
        quote! {
            impl #ident {
                #[doc = " The value on the wire."]
                #[inline]
                pub fn as_str(&self) -> &str {
                    match self {
                        #(#to_text)*
                        Self::Unknown(value) => value.as_str(),
                    }
                }

                #[doc = " The values that the model knows, sorted."]
                #[inline]
                pub const fn values() -> &'static [&'static str] {
                    &[#(#values),*]
                }
            }
        },
        quote! {
            impl #from<&str> for #ident {
                #[inline]
                fn from(value: &str) -> Self {
                    match value {
                        #(#from_text)*
                        other => Self::Unknown(#unknown::new(other)),
                    }
                }
            }
        },
        quote! { ::tinsmith::string_enum!(#ident); },
    ];
    if enumeration.sensitive {
        items.push(redacted(enumeration));
    }
    items
}

/// An enumeration whose values have no names: a text.
fn unnamed(names: &Names, enumeration: &Enum) -> Vec<TokenStream> {
    let Enum { ident, docs, deprecated, values, .. } = enumeration;
    let (string, from, as_ref) = (names.get("String"), names.get("From"), names.get("AsRef"));
    let debug = if enumeration.sensitive { None } else { Some(quote! { Debug, }) };
    let mut items = vec![
        quote! {
            #docs
            #deprecated
            #[derive(Clone, #debug PartialEq, Eq, PartialOrd, Ord, Hash)]
            #[non_exhaustive]
            pub struct #ident(#string);
        },
        quote! {
            impl #ident {
                #[doc = " The value on the wire."]
                #[inline]
                pub fn as_str(&self) -> &str {
                    &self.0
                }

                #[doc = " The values that the model knows, sorted."]
                #[inline]
                pub const fn values() -> &'static [&'static str] {
                    &[#(#values),*]
                }
            }
        },
        quote! {
            impl<T: #as_ref<str>> #from<T> for #ident {
                #[inline]
                fn from(value: T) -> Self {
                    Self(value.as_ref().to_owned())
                }
            }
        },
        quote! { ::tinsmith::unnamed_enum!(#ident); },
    ];
    if enumeration.sensitive {
        items.push(redacted(enumeration));
    }
    items
}

fn redacted(enumeration: &Enum) -> TokenStream {
    let ident = &enumeration.ident;
    quote! {
        impl ::core::fmt::Debug for #ident {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::tinsmith::shape::redacted(f)
            }
        }
    }
}
