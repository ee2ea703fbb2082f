//! From the text of the file to its entries, or to all that is wrong with it.

use std::ops::Range;

use tinsmith_codegen::model::Protocol;
use tinsmith_codegen::{Options, TypesCrate};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{Entry, Fault};
use crate::{names, protocols};

const TABLES: &str = "tables `[services.<name>]` and nothing else";
const KEYS: &str =
    "one of `models`, `sha256`, `package`, `version`, `license`, `protocols`, `operations`, `types-crate`";
const NAME: &str = "a lower-case letter, then lower-case letters, digits, `-` or `_`: it names a folder";
const MODELS: &str = "the paths of one or more model files, relative to this file: `models = [\"s3/s3.json\"]`";
const HASH: &str = "64 hexadecimal digits, or no such line: `cargo xtask generate` writes it";
const PROTOCOLS: &str = "names of rpcv2Cbor, rpcv2Json, awsJson1_0, awsJson1_1, restJson1, restXml, awsQuery, ec2Query";
const TYPES_CRATE: &str = "`auto`, `always` or `never`";
const OPERATIONS: &str = "names of operations: `operations = [\"GetObject\"]`";

/// The entries of the file, sorted by name.
pub(super) fn parse(text: &str) -> Result<Vec<Entry>, Vec<Fault>> {
    let mut reader = Reader { text, faults: Vec::new() };
    let entries = reader.file();
    if reader.faults.is_empty() {
        return Ok(entries);
    }
    reader.faults.sort_by_key(|fault| (fault.line, fault.column));
    Err(reader.faults)
}

struct Reader<'t> {
    text: &'t str,
    faults: Vec<Fault>,
}

type Value<'t> = Spanned<DeValue<'t>>;

impl<'t> Reader<'t> {
    fn file(&mut self) -> Vec<Entry> {
        let table = match DeTable::parse(self.text) {
            Ok(table) => table.into_inner(),
            Err(error) => {
                let message = format!("the file is not TOML: {}", error.message().lines().next().unwrap_or_default());
                self.report(error.span().unwrap_or_default(), message, TABLES);
                return Vec::new();
            }
        };
        let mut entries = Vec::new();
        for (key, value) in &table {
            match (key.get_ref().as_ref(), value.get_ref()) {
                ("services", DeValue::Table(services)) => {
                    entries.extend(services.iter().filter_map(|(name, value)| {
                        let entry = self.table(name, value)?;
                        self.entry(name, entry)
                    }));
                }
                (other, _) => self.report(key.span(), format!("unknown key `{other}`"), TABLES),
            }
        }
        entries
    }

    fn table<'v>(&mut self, name: &Spanned<impl AsRef<str>>, value: &'v Value<'t>) -> Option<&'v DeTable<'t>> {
        let DeValue::Table(table) = value.get_ref() else {
            self.report(value.span(), format!("`{}` is not a table", name.get_ref().as_ref()), TABLES);
            return None;
        };
        Some(table)
    }

    fn entry(&mut self, key: &Spanned<impl AsRef<str>>, table: &DeTable<'t>) -> Option<Entry> {
        let name = key.get_ref().as_ref();
        if !names::is_folder(name) {
            self.report(key.span(), format!("`{name}` cannot be the name of a service here"), NAME);
        }
        let mut entry = Entry {
            name: name.to_owned(),
            models: Vec::new(),
            sha256: None,
            package: format!("tinsmith-{name}"),
            version: "0.1.0".to_owned(),
            license: Options::default().license,
            protocols: Vec::new(),
            operations: Vec::new(),
            types_crate: TypesCrate::default(),
        };
        let mut has_models = false;
        for (key, value) in table {
            match key.get_ref().as_ref() {
                "models" => {
                    has_models = true;
                    entry.models = self.models(value);
                }
                "sha256" => {
                    entry.sha256 = self.checked("sha256", value, HASH, |text| text.is_empty() || is_hash(text));
                }
                "package" => {
                    entry.package =
                        self.checked("package", value, names::PACKAGE, names::is_package).unwrap_or_default();
                }
                "version" => {
                    entry.version =
                        self.checked("version", value, names::VERSION, names::is_version).unwrap_or_default();
                }
                "license" => {
                    entry.license =
                        self.checked("license", value, names::LICENSE, names::is_license).unwrap_or_default();
                }
                "protocols" => entry.protocols = self.protocols(value),
                "operations" => entry.operations = self.words("operations", value, OPERATIONS),
                "types-crate" => {
                    let is_known = |text: &str| names::types_crate(text).is_some();
                    let text = self.checked("types-crate", value, TYPES_CRATE, is_known);
                    entry.types_crate = text.and_then(|text| names::types_crate(&text)).unwrap_or_default();
                }
                other => {
                    self.report(key.span(), format!("unknown key `{other}` in the entry of `{name}`"), KEYS);
                }
            }
        }
        if !has_models {
            self.report(key.span(), format!("the entry of `{name}` says no models"), MODELS);
        }
        Some(entry)
    }

    fn models(&mut self, value: &Value<'t>) -> Vec<String> {
        let models = self.words("models", value, MODELS);
        if models.is_empty() && matches!(value.get_ref(), DeValue::Array(list) if list.is_empty()) {
            self.report(value.span(), "`models` is empty".to_owned(), MODELS);
        }
        models
    }

    fn protocols(&mut self, value: &Value<'t>) -> Vec<Protocol> {
        let DeValue::Array(items) = value.get_ref() else {
            self.report(value.span(), "`protocols` is not a list".to_owned(), PROTOCOLS);
            return Vec::new();
        };
        let mut found = Vec::new();
        for item in items {
            let Some(name) = self.word("protocols", item, PROTOCOLS) else { continue };
            match protocols::parse(&name) {
                Some(protocols) => found.extend(protocols),
                None => self.report(item.span(), format!("unknown protocol `{name}`"), PROTOCOLS),
            }
        }
        found
    }

    fn words(&mut self, key: &str, value: &Value<'t>, expected: &'static str) -> Vec<String> {
        match value.get_ref() {
            DeValue::Array(items) => items.iter().filter_map(|item| self.word(key, item, expected)).collect(),
            _ => {
                self.report(value.span(), format!("`{key}` is not a list"), expected);
                Vec::new()
            }
        }
    }

    fn word(&mut self, key: &str, value: &Value<'t>, expected: &'static str) -> Option<String> {
        match value.get_ref() {
            DeValue::String(text) if !text.is_empty() => Some(text.to_string()),
            _ => {
                self.report(value.span(), format!("an item of `{key}` is not a text, or is empty"), expected);
                None
            }
        }
    }

    /// A text that `fits`; the empty one is given as none.
    fn checked(
        &mut self,
        key: &str,
        value: &Value<'t>,
        expected: &'static str,
        fits: fn(&str) -> bool,
    ) -> Option<String> {
        match value.get_ref() {
            DeValue::String(text) if fits(text) => Some(text.to_string()).filter(|text| !text.is_empty()),
            _ => {
                self.report(value.span(), format!("the value of `{key}` does not do"), expected);
                None
            }
        }
    }

    fn report(&mut self, span: Range<usize>, message: String, expected: &'static str) {
        let before = &self.text[..self.text.floor_char_boundary(span.start)];
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        self.faults.push(Fault {
            line: before.matches('\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
            message,
            expected,
        });
    }
}

fn is_hash(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}
