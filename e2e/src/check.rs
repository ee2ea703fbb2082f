//! What is expected of answers.

use std::fmt::Debug;
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Context, Result, bail, ensure};
use tinsmith_codedeploy::error::{DisplayErrorContext, ProvideErrorMetadata, SdkError};
use tinsmith_codedeploy::primitives::DateTime;

/// Fails unless two values are equal.
pub(crate) fn same<A: PartialEq<B> + Debug, B: Debug>(what: &str, actual: A, expected: B) -> Result<()> {
    ensure!(actual == expected, "{what} is {actual:?}, and should be {expected:?}");
    Ok(())
}

/// Fails unless an instant is not long ago.
pub(crate) fn recent(what: &str, instant: Option<&DateTime>) -> Result<()> {
    let instant = instant.with_context(|| format!("{what} is absent"))?;
    let now = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs_f64();
    ensure!((now - instant.as_secs_f64()).abs() < 600.0, "{what} is {instant}, and should be about now");
    Ok(())
}

/// Fails unless a text is a UUID, as the server's ids are.
pub(crate) fn id(what: &str, id: Option<&str>) -> Result<String> {
    let id = id.with_context(|| format!("{what} is absent"))?;
    let groups: Vec<usize> = id.split('-').map(str::len).collect();
    ensure!(groups == [8, 4, 4, 4, 12], "{what} is {id:?}, and should be a UUID");
    Ok(id.to_owned())
}

/// The value of a call that must pass, or its error with all of its causes.
pub(crate) fn passes<T, E>(result: Result<T, SdkError<E>>) -> Result<T>
where
    E: std::error::Error + Send + Sync + 'static,
{
    result.map_err(|error| anyhow::anyhow!("{}", DisplayErrorContext(error)))
}

/// Fails unless a call fails with the error that `is_expected` knows, with its code and message.
pub(crate) fn fails<T, E>(
    result: Result<T, SdkError<E>>,
    is_expected: fn(&E) -> bool,
    code: &str,
    message: &str,
) -> Result<()>
where
    T: Debug,
    E: std::error::Error + ProvideErrorMetadata + Send + Sync + 'static,
{
    fails_with(result, is_expected, code, message, 400)
}

/// Fails unless a call fails with a code, message and status, with whatever error.
pub(crate) fn refused<T, E>(result: Result<T, SdkError<E>>, code: &str, message: &str, status: u16) -> Result<()>
where
    T: Debug,
    E: std::error::Error + ProvideErrorMetadata + Send + Sync + 'static,
{
    fails_with(result, |_| true, code, message, status)
}

/// Fails unless a call fails with the error that `is_expected` knows, with its code, message and status.
pub(crate) fn fails_with<T, E>(
    result: Result<T, SdkError<E>>,
    is_expected: fn(&E) -> bool,
    code: &str,
    message: &str,
    expected_status: u16,
) -> Result<()>
where
    T: Debug,
    E: std::error::Error + ProvideErrorMetadata + Send + Sync + 'static,
{
    let (error, status) = failure(result)?;
    ensure!(is_expected(&error), "the error is not of the variant for {code}: {error:?}");
    same("the error's code", error.code(), Some(code))?;
    same("the error's message", error.message(), Some(message))?;
    same("the status", status, expected_status)
}

/// The error of a call that must fail, and the status that it came with.
pub(crate) fn failure<T, E>(result: Result<T, SdkError<E>>) -> Result<(E, u16)>
where
    T: Debug,
    E: std::error::Error + Send + Sync + 'static,
{
    match result {
        Ok(output) => bail!("the call passed, and should fail: {output:?}"),
        Err(SdkError::ServiceError(context)) => {
            let status = context.raw().status().as_u16();
            Ok((context.into_err(), status))
        }
        Err(error) => bail!("the server did not answer: {}", DisplayErrorContext(error)),
    }
}
