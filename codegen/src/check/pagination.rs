//! Checks the members that traits of operations name.

use super::Checker;
use crate::fault::{Finding, Step, UNKNOWN_MEMBER, quote};
use crate::model::{Member, Shape, ShapeId};

const PAGINATED: &str = "smithy.api#paginated";
const CHECKSUM: &str = "aws.protocols#httpChecksum";

impl<'m> Checker<'m> {
    pub(super) fn check_pagination(
        &mut self,
        id: &'m ShapeId,
        shape: &'m Shape,
        input: &'m [Member],
        output: &'m [Member],
    ) {
        let Some(paginated) = shape.traits.paginated() else { return };
        let named = [
            ("inputToken", &paginated.input_token, input, "input"),
            ("outputToken", &paginated.output_token, output, "output"),
            ("items", &paginated.items, output, "output"),
            ("pageSize", &paginated.page_size, input, "input"),
        ];
        for (field, path, members, role) in named {
            let Some(path) = path else { continue };
            self.check_path(id, PAGINATED, field, path, members, role);
        }
    }

    pub(super) fn check_checksum(&mut self, id: &'m ShapeId, shape: &'m Shape, input: &'m [Member]) {
        let Some(checksum) = shape.traits.http_checksum() else { return };
        let named = [
            ("requestAlgorithmMember", &checksum.request_algorithm_member),
            ("requestValidationModeMember", &checksum.request_validation_mode_member),
        ];
        for (field, name) in named {
            let Some(name) = name else { continue };
            self.check_path(id, CHECKSUM, field, name, input, "input");
        }
    }

    /// Checks that a path of member names leads somewhere.
    fn check_path(&mut self, id: &'m ShapeId, name: &str, field: &str, path: &str, members: &'m [Member], role: &str) {
        let mut members = members;
        for step in path.split('.') {
            if !self.charge(id, members.len()) {
                return;
            }
            if let Some(member) = members.iter().find(|member| member.name == step) {
                members = self.model.shape(&member.target).map_or(&[], |target| target.kind.members());
                continue;
            }
            let message = format!("`{field}` of `{name}` is {}, which the {role} of `{id}` does not have", quote(path));
            let finding =
                Finding::new(UNKNOWN_MEMBER, self.origins.in_trait(id, None, name, &[Step::from(field)]), message);
            let help = self.suggestions.help(step, members.iter().map(|member| member.name.as_str()));
            self.findings.push(finding.shape(id.to_string()).expected(format!("a member of the {role}")).help(help));
            return;
        }
    }
}
