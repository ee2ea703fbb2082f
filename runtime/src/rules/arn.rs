//! `aws.parseArn`: the parts of an Amazon Resource Name.

use super::text::Text;

/// An ARN that was parsed. Its text is kept whole; parts are taken out of it when asked for.
#[derive(Debug)]
pub(super) struct Arn<'a> {
    text: Text<'a>,
    /// Where the second to the fifth colon are.
    colons: [usize; 4],
}

const PREFIX: &str = "arn:";

impl<'a> Arn<'a> {
    /// Parses `arn:partition:service:region:accountId:resourceId`, in which region and account may
    /// be empty; nothing where `text` is not that.
    pub(super) fn parse(text: Text<'a>) -> Option<Self> {
        let rest = text.as_str().strip_prefix(PREFIX)?;
        let mut found = rest.match_indices(':').map(|(index, _)| index + PREFIX.len());
        let colons = [found.next()?, found.next()?, found.next()?, found.next()?];
        let arn = Self { colons, text };
        let required = [arn.partition(), arn.service(), arn.resource()];
        required.iter().all(|part| !part.as_str().is_empty()).then_some(arn)
    }

    pub(super) fn partition(&self) -> Text<'a> {
        let [end, ..] = self.colons;
        self.text.slice(PREFIX.len()..end)
    }

    pub(super) fn service(&self) -> Text<'a> {
        let [start, end, ..] = self.colons;
        self.text.slice(start + 1..end)
    }

    pub(super) fn region(&self) -> Text<'a> {
        let [_, start, end, _] = self.colons;
        self.text.slice(start + 1..end)
    }

    pub(super) fn account_id(&self) -> Text<'a> {
        let [.., start, end] = self.colons;
        self.text.slice(start + 1..end)
    }

    fn resource(&self) -> Text<'a> {
        let [.., start] = self.colons;
        self.text.slice(start + 1..self.text.as_str().len())
    }

    /// The component of the resource at this index, from the end where it is negative. Components
    /// are separated by colons and slashes.
    pub(super) fn resource_id(&self, index: i64) -> Option<Text<'a>> {
        let steps = usize::try_from(index.unsigned_abs()).ok()?;
        self.resource().map(|resource| {
            let mut components = resource.split([':', '/']);
            match index < 0 {
                true => components.rev().nth(steps - 1),
                false => components.nth(steps),
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn check(arn: &str, expected: (&str, &str, &str, &str), resource_id: &[&str]) {
        let arn = Arn::parse(Text::Borrowed(arn)).unwrap();
        let parts = [arn.partition(), arn.service(), arn.region(), arn.account_id()];
        let [partition, service, region, account_id] = &parts;
        let found = (partition.as_str(), service.as_str(), region.as_str(), account_id.as_str());
        assert_eq!(found, expected);
        for (index, component) in (0..).zip(resource_id) {
            assert_eq!(arn.resource_id(index).unwrap().as_str(), *component);
            let from_end = index - resource_id.len() as i64;
            assert_eq!(arn.resource_id(from_end).unwrap().as_str(), *component);
        }
        assert!(arn.resource_id(resource_id.len() as i64).is_none());
        assert!(arn.resource_id(-1 - resource_id.len() as i64).is_none());
        assert!(arn.resource_id(i64::MIN).is_none());
    }

    #[test]
    fn arns_have_parts() {
        check("arn:aws:sns:us-west-2:012345678910:topic", ("aws", "sns", "us-west-2", "012345678910"), &["topic"]);
        check("arn:aws:iam::012345678910:user/johndoe", ("aws", "iam", "", "012345678910"), &["user", "johndoe"]);
        check("arn:aws:s3:::bucket", ("aws", "s3", "", ""), &["bucket"]);
        check("arn:a:b:c:d:e/f:g/", ("a", "b", "c", "d"), &["e", "f", "g", ""]);
    }

    #[test]
    fn other_text_is_refused() {
        for text in [
            "",
            "arn",
            "arn:",
            "11111111-2222-3333-4444-555555555555",
            "arn:aws:s3:us-west-2:123456789012:",
            "arn:aws::us-west-2:123456789012:resource-id",
            "arn::s3:us-west-2:123456789012:resource-id",
            "arn:aws:s3:resource",
            "ARN:aws:s3:::bucket",
        ] {
            assert!(Arn::parse(Text::Borrowed(text)).is_none(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_judged(text in "(arn:)?[a:/é]{0,20}|.*", index in any::<i64>()) {
            if let Some(arn) = Arn::parse(Text::Borrowed(&text)) {
                prop_assert!(!arn.partition().as_str().is_empty());
                prop_assert!(arn.resource_id(0).is_some());
                arn.resource_id(index);
            }
        }
    }
}
