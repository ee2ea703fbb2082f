//! What the tests here and the fuzz targets call: models of any bytes, all the way to a crate.
//!
//! Whatever the model, there is a crate or there are faults. A crate is looked at as far as that can be done
//! without a compiler: it parses, no scope defines a name twice, and its paths stay within it.

use std::collections::BTreeSet;

use syn::{ImplItem, Item, Visibility};
use tinsmith_codegen::fault::Faults;
use tinsmith_codegen::{Dependency, GenerateError, Generated, Options, Source, generate, load};
use toml::de::DeTable;

/// Reads the sources: a model, or faults that can be printed and are in order.
pub fn reads(sources: &[Source<'_>]) {
    if let Err(faults) = load(sources) {
        check_faults(&faults);
    }
}

/// Generates from the sources: a crate that is sound as far as one can see, or faults.
pub fn generates(sources: &[Source<'_>]) {
    let options = Options { tests: Some(Dependency::default()), ..Options::default() };
    match generate(sources, &options) {
        Ok(generated) => check_crate(&generated),
        Err(GenerateError::Faults(faults)) => check_faults(&faults),
        Err(GenerateError::Internal(message)) => panic!("{message}"),
    }
}

/// One source of these bytes.
pub fn source(text: &[u8]) -> [Source<'_>; 1] {
    [Source { name: "model.json", text }]
}

fn check_faults(faults: &Faults) {
    assert!(!faults.to_string().is_empty());
    let places: Vec<_> = faults.iter().map(|fault| &fault.place).collect();
    assert!(places.is_sorted());
}

fn check_crate(generated: &Generated) {
    let paths: Vec<String> = generated.files.iter().map(|file| file.path.to_lowercase()).collect();
    assert_eq!(paths.iter().collect::<BTreeSet<_>>().len(), paths.len(), "two files of one name");
    for path in &paths {
        assert!(path.split('/').all(is_clean), "the path {path:?}");
    }
    for file in &generated.files {
        if file.path.ends_with(".rs") {
            check_rust(&file.path, &file.text);
        } else if file.path.ends_with(".toml") {
            let manifest = DeTable::parse(&file.text).unwrap_or_else(|error| panic!("{error}\n{}", file.text));
            let package = manifest.get_ref().get("package").and_then(|package| package.get_ref().get("name"));
            assert_eq!(package.and_then(|name| name.get_ref().as_str()), Some(&*generated.package));
        }
    }
}

/// Whether a part of a path is one on every system, and no way out.
fn is_clean(part: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.');
    !part.is_empty() && part.len() < 255 && !part.starts_with('.') && part.bytes().all(is_plain)
}

fn check_rust(path: &str, text: &str) {
    let file = syn::parse_file(text).unwrap_or_else(|error| panic!("{path}: {error}\n{text}"));
    let mut scope = Scope { path, names: BTreeSet::new() };
    scope.items(&file.items, "");
}

/// The names that a file defines, each with the scope and the namespace that it is in.
struct Scope<'p> {
    path: &'p str,
    names: BTreeSet<String>,
}

impl Scope<'_> {
    fn define(&mut self, scope: &str, name: impl ToString) {
        let name = format!("{scope}::{}", name.to_string());
        assert!(!self.names.contains(&name), "{}: {name} twice", self.path);
        self.names.insert(name);
    }

    fn items(&mut self, items: &[Item], scope: &str) {
        for item in items {
            match item {
                Item::Struct(item) => {
                    self.define(scope, &item.ident);
                    let fields = item.fields.iter().filter_map(|field| field.ident.as_ref());
                    fields.for_each(|field| self.define(&format!("{scope} {}", item.ident), field));
                }
                Item::Enum(item) => {
                    self.define(scope, &item.ident);
                    item.variants.iter().for_each(|one| self.define(&format!("{scope} {}", item.ident), &one.ident));
                }
                Item::Type(item) => self.define(scope, &item.ident),
                Item::Trait(item) => self.define(scope, &item.ident),
                Item::Fn(item) => self.define(&format!("{scope} fn"), &item.sig.ident),
                Item::Mod(item) => {
                    self.define(scope, &item.ident);
                    let inner = format!("{scope}::{}", item.ident);
                    self.items(item.content.as_ref().map_or(&[], |(_, items)| items), &inner);
                }
                Item::Use(item) => self.used(&item.tree, scope),
                Item::Impl(block) => self.functions(block, scope),
                _ => {}
            }
        }
    }

    fn used(&mut self, tree: &syn::UseTree, scope: &str) {
        match tree {
            syn::UseTree::Path(path) => self.used(&path.tree, scope),
            syn::UseTree::Name(name) => self.define(scope, &name.ident),
            syn::UseTree::Rename(rename) => self.define(scope, &rename.rename),
            syn::UseTree::Glob(_) => {}
            syn::UseTree::Group(group) => group.items.iter().for_each(|tree| self.used(tree, scope)),
        }
    }

    fn functions(&mut self, block: &syn::ItemImpl, scope: &str) {
        let name = |path: &syn::Path| path.segments.last().map(|one| one.ident.to_string()).unwrap_or_default();
        let (syn::Type::Path(ty), None) = (&*block.self_ty, &block.trait_) else { return };
        let scope = format!("{scope} impl {}", name(&ty.path));
        for item in &block.items {
            match item {
                ImplItem::Fn(function) => {
                    assert!(!matches!(function.vis, Visibility::Inherited), "{}: a private function", self.path);
                    self.define(&scope, &function.sig.ident);
                }
                ImplItem::Const(item) => self.define(&scope, &item.ident),
                _ => {}
            }
        }
    }
}
