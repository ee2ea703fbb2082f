//! Structures, and what C2J has as structures: unions, documents, event streams and errors.

use std::collections::HashSet;

use super::Lowering;
use crate::assemble::draft::{DraftKind, MemberStyle};
use crate::fault::{Step, UNKNOWN_MEMBER, quote};
use crate::model::ShapeId;
use crate::read::{Aggregate, C2jStructure, Facts, Simple};

impl<'a> Lowering<'a, '_> {
    pub(super) fn structure(&mut self, id: ShapeId, name: &str, structure: C2jStructure<'a>, mut facts: Facts<'a>) {
        let home = self.home("shapes", name, MemberStyle::Named);
        let (location_name, xml_namespace) = (facts.location_name.take(), facts.xml_namespace.take());
        let mut traits = self.shape_traits(home, facts);
        if structure.document {
            self.add(id, home, DraftKind::Simple(Simple::Document), traits);
            return;
        }
        let is_union = structure.union || structure.event_stream;
        traits.mark("smithy.api#streaming", structure.event_stream);
        if self.dialect.xml_names {
            let root = self.roots.remove(name).unwrap_or_default();
            traits.text("smithy.api#xmlName", root.name.or(location_name).filter(|own| own != name));
            traits.xml_namespace(root.namespace.or(xml_namespace));
        }
        if let Some(error) = self.errors.take(name, structure.error).filter(|_| !is_union) {
            traits.error(error, self.dialect.error_codes);
        }
        let required: HashSet<&str> = structure.required.iter().map(|name| &**name).collect();
        let known: HashSet<&str> = structure.members.iter().map(|(name, _)| &**name).collect();
        for (index, unknown) in structure.required.iter().enumerate().filter(|(_, name)| !known.contains(&***name)) {
            let steps = [Step::from("required"), Step::Index(index)];
            let message = format!("the structure `{name}` requires {}, which it does not have", quote(unknown));
            self.report(UNKNOWN_MEMBER, (home, &steps), message, "the name of a member");
        }
        if let Some(payload) = structure.payload.as_deref().filter(|payload| !known.contains(payload)) {
            let message = format!("the structure `{name}` has {} as payload, which is no member of it", quote(payload));
            self.report(UNKNOWN_MEMBER, (home, &[Step::from("payload")]), message, "the name of a member");
        }
        drop(known);
        let mut members = Vec::with_capacity(structure.members.len());
        for (member, reference) in structure.members {
            let is_payload = structure.payload.as_deref() == Some(&*member);
            let is_required = required.contains(&*member) && !is_union;
            members.extend(self.member(home, member, reference, is_required, is_payload));
        }
        let aggregate = if is_union { Aggregate::Union } else { Aggregate::Structure };
        self.add(id, home, DraftKind::Aggregate(aggregate, members), traits);
    }
}
