//! STS: awsQuery.

use anyhow::ensure;

use super::sts as sdk;
use crate::bodies::xml as bodies;
use crate::case::{Case, Format, Title};
use crate::stopwatch::Phase;
use crate::wire::{Wire, client};

use sdk::types::Tag;

pub(super) fn cases() -> anyhow::Result<Vec<Case>> {
    Ok(vec![credentials()?, assume_role()?, get_caller_identity()?])
}

fn title(phase: Phase, message: &'static str) -> Title {
    Title { format: Format::Form, phase, message }
}

/// Responses are XML, and small: the largest is that of an `AssumeRole`.
fn credentials() -> anyhow::Result<Case> {
    let wire = Wire::new(title(Phase::Decode, "STS AssumeRole"), bodies::assume_role());
    let client = client!(sdk, wire);
    Case::new(wire, async move || {
        let output = client.assume_role().role_arn("arn").role_session_name("benches").send().await?;
        ensure!(output.credentials().is_some_and(|credentials| credentials.access_key_id() == "ASIAEXAMPLE"));
        Ok(())
    })
}

/// More tags than the service takes: no operation of awsQuery has large inputs.
fn assume_role() -> anyhow::Result<Case> {
    let wire = Wire::new(title(Phase::Encode, "STS AssumeRole"), bodies::assume_role());
    let client = client!(sdk, wire);
    let tag = |index: usize| Tag::builder().key(format!("team-{index:05}")).value(format!("cost centre {index}, Köln"));
    let tags: Vec<Tag> = (0..4000).map(|index| tag(index).build()).collect::<Result<_, _>>()?;
    Case::new(wire, async move || {
        let call = client.assume_role().role_arn("arn:aws:iam::123456789012:role/deploy").role_session_name("benches");
        call.set_tags(Some(tags.clone())).send().await?;
        Ok(())
    })
}

/// As small as calls are.
fn get_caller_identity() -> anyhow::Result<Case> {
    let wire = Wire::new(title(Phase::Call, "STS GetCallerIdentity"), bodies::get_caller_identity());
    let client = client!(sdk, wire);
    Case::new(wire, async move || {
        ensure!(client.get_caller_identity().send().await?.account() == Some("123456789012"));
        Ok(())
    })
}
