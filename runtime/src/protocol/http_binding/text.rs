//! Simple values as text, as they stand in labels, queries and headers; errors name the member of the
//! message.

use std::borrow::Cow;

use aws_smithy_types::error::operation::BuildError;

use crate::shape::{Member, TimestampFormat, View};
use crate::text;

/// The text of `view`, which is the member `owner` or an element of it with the facts `facts`; none where
/// there is no value.
pub(super) fn write<'v>(
    owner: &Member,
    facts: &Member,
    view: View<'v>,
    format: TimestampFormat,
) -> Result<Option<Cow<'v, str>>, BuildError> {
    match view {
        View::Absent => Ok(None),
        View::String(text) => Ok(Some(text.into())),
        view => {
            let mut text = String::new();
            let written = text::write(facts, view, format, &mut text);
            written.map_err(|error| BuildError::invalid_field(owner.name, error.to_string()))?;
            Ok(Some(text.into()))
        }
    }
}

#[cfg(test)]
mod tests {
    use aws_smithy_types::DateTime;

    use super::*;
    use crate::shape::Value;

    #[test]
    fn errors_name_the_member_of_the_message() {
        let owner = Member::new("when", "When");
        let instant = DateTime::from_secs(i64::MAX);
        let error = write(&owner, Member::PLAIN, instant.view(), TimestampFormat::HttpDate).unwrap_err();
        assert!(error.to_string().contains("when"), "{error}");
        let error = write(&owner, &owner, vec![1].view(), TimestampFormat::HttpDate).unwrap_err();
        assert!(error.to_string().contains("when"), "{error}");
    }
}
