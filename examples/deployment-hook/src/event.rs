//! What the hook was invoked with: which deployment waits, and for which run of the hook.

use std::io::{IsTerminal, Read};

use serde_json::Value;

use crate::arguments::Arguments;

/// The event of a hook.
#[derive(Debug, PartialEq)]
pub(crate) struct Event {
    pub(crate) deployment_id: String,
    pub(crate) execution_id: String,
    /// Whether it took up standard input.
    pub(crate) from_stdin: bool,
}

/// More than this is no event.
const LIMIT: u64 = 1024 * 1024;

/// The event of the command line, or else of standard input.
pub(crate) fn find(arguments: &Arguments) -> Result<Event, String> {
    if let (Some(deployment_id), Some(execution_id)) = (&arguments.deployment_id, &arguments.execution_id) {
        let (deployment_id, execution_id) = (deployment_id.clone(), execution_id.clone());
        return Ok(Event { deployment_id, execution_id, from_stdin: false });
    }
    if std::io::stdin().is_terminal() {
        return Err("give --deployment-id and --execution-id, or the hook's event on standard input".into());
    }
    let mut text = String::new();
    let read = std::io::stdin().take(LIMIT).read_to_string(&mut text);
    read.map_err(|error| format!("the event on standard input cannot be read: {error}"))?;
    parse(&text)
}

fn parse(text: &str) -> Result<Event, String> {
    if text.trim().is_empty() {
        return Err(
            "standard input is empty: pass the hook's event on, or give --deployment-id and --execution-id".into()
        );
    }
    let event: Value =
        serde_json::from_str(text).map_err(|error| format!("the event on standard input is not JSON: {error}"))?;
    let member = |name: &str| match event.get(name).and_then(Value::as_str) {
        Some(text) if !text.is_empty() => Ok(text.to_owned()),
        _ => Err(format!("the event on standard input has no text `{name}`: pass on what the hook was invoked with")),
    };
    Ok(Event {
        deployment_id: member("DeploymentId")?,
        execution_id: member("LifecycleEventHookExecutionId")?,
        from_stdin: true,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_have_both_ids() {
        let event = parse(r#"{"DeploymentId": "d-1", "LifecycleEventHookExecutionId": "e-1", "More": {}}"#);
        let expected = Event { deployment_id: "d-1".into(), execution_id: "e-1".into(), from_stdin: true };
        assert_eq!(event, Ok(expected));
    }

    #[test]
    fn other_texts_are_no_events() {
        let cases = [
            (" \n", "standard input is empty"),
            ("{", "is not JSON: EOF while parsing an object at line 1 column 1"),
            ("[]", "has no text `DeploymentId`"),
            (r#"{"DeploymentId": 5, "LifecycleEventHookExecutionId": "e-1"}"#, "has no text `DeploymentId`"),
            (r#"{"DeploymentId": "d-1"}"#, "has no text `LifecycleEventHookExecutionId`"),
            (r#"{"DeploymentId": "d-1", "LifecycleEventHookExecutionId": ""}"#, "has no text `Life"),
        ];
        for (text, expected) in cases {
            let error = parse(text).unwrap_err();
            assert!(error.contains(expected), "{error}");
        }
    }
}
