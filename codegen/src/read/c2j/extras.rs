//! Merges what botocore adds to AWS's own files: `service-2.sdk-extras.json`, `paginators-1.sdk-extras.json`.

use super::Form;
use crate::fault::{At, Moved, Step};
use crate::read::Json;
use crate::read::fields::Reader;

/// A file of extras.
#[derive(Debug)]
pub(super) struct Extras<'a> {
    /// The number of the source.
    pub(super) source: usize,
    /// The form of the file that this goes into.
    pub(super) into: Form,
    merge: Json<'a>,
}

impl<'a> Extras<'a> {
    pub(super) fn read(reader: &mut Reader<'_>, source: usize, json: Json<'a>) -> Option<Extras<'a>> {
        let at = At::source(source);
        let merge = reader.fields(json, &at)?.take("merge")?;
        let into = if merge.get("pagination").is_some() {
            Form::Paginators
        } else if merge.get("waiters").is_some() {
            Form::Waiters
        } else {
            Form::Service
        };
        Some(Extras { source, into, merge: Json::Object(reader.object(merge, &at.key("merge"))?) })
    }

    /// Merges the extras into the file with the number `into`, as botocore does: objects are merged, and
    /// anything else takes the place of what is there. Notes what has come from here in `moved`.
    pub(super) fn merge(self, into: usize, base: &mut Json<'a>, moved: &mut Vec<Moved>) {
        let mut merging = Merging { from: self.source, into, moved, path: Vec::new() };
        merging.merge(base, self.merge);
    }
}

struct Merging<'m> {
    from: usize,
    into: usize,
    moved: &'m mut Vec<Moved>,
    path: Vec<Step>,
}

impl Merging<'_> {
    /// JSON that has been read is no deeper than its parser allows, and so is this recursion.
    fn merge<'a>(&mut self, base: &mut Json<'a>, extra: Json<'a>) {
        let (Json::Object(base), Json::Object(extra)) = (base, extra) else { return };
        for (key, value) in extra {
            self.path.push(Step::from(&*key));
            match (base.iter_mut().find(|(name, _)| *name == key).map(|(_, there)| there), value) {
                (Some(there @ Json::Object(_)), value @ Json::Object(_)) => self.merge(there, value),
                (there, value) => {
                    self.moved.push(Moved { source: self.into, path: self.path.clone(), from: self.from });
                    match there {
                        Some(there) => *there = value,
                        None => base.push((key, value)),
                    }
                }
            }
            self.path.pop();
        }
    }
}
