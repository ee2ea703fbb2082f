//! The short way to format writes what prettyplease writes.

use std::path::{Path, PathBuf};

use proc_macro2::TokenStream;
use quote::format_ident;
use rayon::prelude::*;

use super::tokens::Code;
use super::{format_items, quick};
use crate::expand::{Unmade, rust_files};
use crate::ir::Docs;
use crate::{Options, Source, load, plan};

const FIXTURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures");
const MODELS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/models/aws");

/// The text of items, the long way.
fn long(tokens: &TokenStream) -> String {
    let mut text = String::new();
    format_items(syn::parse2(tokens.clone()).unwrap(), &mut text);
    text
}

/// The text of items, the short way.
fn short(tokens: &TokenStream) -> Option<String> {
    let mut text = String::new();
    let mut code = Code::default();
    code.replace(tokens.clone());
    quick::items(&code, &mut text).map(|()| text)
}

/// How many items of a model's client take the short way, of how many.
fn compare(path: &Path) -> (usize, usize) {
    let text = std::fs::read(path).unwrap();
    let Ok(model) = load(&[Source { name: &path.to_string_lossy(), text: &text }]) else { return (0, 0) };
    let Ok(krate) = plan::plan(&model, &Options::default()) else { return (0, 0) };
    let (mut quick, mut all) = (0, 0);
    for file in rust_files(&krate).map(Unmade::make) {
        for tokens in &file.items {
            all += 1;
            if let Some(short) = short(tokens) {
                quick += 1;
                assert_eq!(short, long(tokens), "{}: {}", path.display(), file.path);
            }
        }
    }
    (quick, all)
}

fn files(folder: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
    files.sort();
    files
}

#[test]
fn the_short_way_leads_where_the_long_one_does() {
    let mut models = files(FIXTURES);
    // All of AWS's would take minutes, where nothing is optimised.
    let names = ["acm-2", "cloudfront-2", "dynamodb-2", "kinesis-2", "lex-runtime-v2", "s3-2", "sts", "transcribe-st"];
    let is_wanted = |path: &PathBuf| {
        path.file_name().is_some_and(|name| names.iter().any(|start| name.to_string_lossy().starts_with(start)))
    };
    let of_aws: Vec<PathBuf> = files(MODELS).into_iter().filter(is_wanted).collect();
    assert!(!of_aws.is_empty() || std::env::var_os("TINSMITH_REQUIRE_SHARED").is_none(), "{MODELS} is absent");
    models.extend(of_aws);
    let counts = models.par_iter().map(|path| compare(path));
    let (quick, all) = counts.reduce(|| (0, 0), |a, b| (a.0 + b.0, a.1 + b.1));
    println!("{quick} of {all} items take the short way");
    assert!(quick * 10 > all * 9, "{quick} of {all} items take the short way");
}

#[track_caller]
fn check(tokens: TokenStream, is_short: bool) {
    let short = short(&tokens);
    assert_eq!(short.is_some(), is_short, "{tokens}");
    if let Some(short) = short {
        assert_eq!(short, long(&tokens));
    }
}

#[test]
fn what_is_not_known_is_left_alone() {
    check(quote::quote! { fn one(a: u8, b: u8) -> bool { a < b } }, false);
    check(quote::quote! {}, false);
    check(quote::quote! { impl<T> ::core::convert::From<T> for One {} }, false);
    check(quote::quote! { fn one() { two(|x| x) } }, false);
    check(quote::quote! { fn one() { if two() { three() } } }, false);
    check(quote::quote! { fn one() -> bool { two!(self, Self::Three(_)) } }, true);
    check(quote::quote! { fn one() -> bool { !two } }, false);
    check(quote::quote! { fn one() -> bool { two != 3 } }, false);
    check(quote::quote! { fn one(a: u8) { *two(a) | 3 } }, false);
    check(quote::quote! { impl One { fn two() { 3 } fn four() { if 5 { 6 } } } }, true);
    check(quote::quote! { const ONE: &[u8] = &[1, 2, 3]; }, true);
    check(quote::quote! { fn one(self) -> &'static ::core::primitive::str { self.two.three()?.four } }, true);
    check(quote::quote! { fn one() -> u8 where u8: Copy { 1 } }, false);
    check(quote::quote! { impl<T: Into<String>> One for Two<T> { const THREE: &'static str = "}"; } }, true);
}

#[test]
fn what_is_too_long_is_broken() {
    let [one, two] = ["one", "two"].map(|start| format_ident!("{start}_{}", "long".repeat(12)));
    check(quote::quote! { use super::{#one, #two}; }, true);
    check(quote::quote! { pub use ::three::{#one, a, b, c, d, e, f, #two, #one, #two}; use g::h; }, true);
    check(quote::quote! { use super::{#one, #two as three}; }, false);
    check(quote::quote! { use super::{#one::#two, #two}; }, false);
    check(quote::quote! { fn one(&self) -> #one::#two { #one::#two::new(self) } }, true);
    check(quote::quote! { fn one(&self) -> crate::#one<#two> { 1 } }, false);
    check(
        quote::quote! { fn one() { Ok(Two { #one: self.#one.or(|| Three::four("a", "b"))?, two: self.two }) } },
        true,
    );
    check(quote::quote! { fn one() { Ok(Two { #one: self.#one.or(|| Three::#two("a", #two), b)?, c: d }) } }, false);
    check(quote::quote! { fn one() { Two { three: self.#one.#two.or(|| Three::#two("a", #two)), c: d } } }, true);
    check(quote::quote! { fn one() { Two { #one: self.four(), #two: self.five().#two()? } } }, true);
    check(quote::quote! { fn one() { Ok(Two { three: 4 }) } }, false);
    check(quote::quote! { fn one() { two(a || b) } }, false);
    check(quote::quote! { ::one::two! {} }, true);
    check(quote::quote! { ::one::two! { Three into crate::Four; } }, true);
    check(quote::quote! { ::one::two! { Three; "four" | "five" => Six, "seven" => Eight } }, true);
    check(quote::quote! { ::one::two! { #[doc = "three"] four } }, false);
}

#[test]
fn documentation_is_lines() {
    let docs = Docs::of("One \"and\" \\\\ two.\n\nThree.");
    let tokens = quote::quote! { #docs pub struct One { #docs pub two: u8, } };
    check(tokens.clone(), true);
    assert!(long(&tokens).contains("    /// One \"and\" \\\\ two.\n    ///\n    /// Three.\n"), "{}", long(&tokens));
}
