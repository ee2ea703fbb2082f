//! Requests as they were sent.

use aws_smithy_runtime_api::client::orchestrator::HttpRequest;

use crate::event::{self, Event};

/// A request as it was sent.
#[derive(Clone, Debug)]
pub struct Request {
    pub(crate) method: String,
    pub(crate) host: String,
    pub(crate) path: String,
    pub(crate) query: Option<String>,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Request {
    pub(crate) fn new(request: &HttpRequest, body: Vec<u8>) -> Self {
        let uri = request.uri();
        let rest = uri.split_once("://").map_or(uri, |(_, rest)| rest);
        let (target, query) = match rest.split_once('?') {
            Some((target, query)) => (target, Some(query.to_owned())),
            None => (rest, None),
        };
        let (host, path) = target.split_at(target.find('/').unwrap_or(target.len()));
        Self {
            method: request.method().to_owned(),
            host: host.to_owned(),
            path: path.to_owned(),
            query,
            headers: request.headers().iter().map(|(name, value)| (name.to_lowercase(), value.to_owned())).collect(),
            body,
        }
    }

    /// The value of a header; values that are sent apart are joined as HTTP allows it.
    pub(crate) fn header(&self, name: &str) -> Option<String> {
        let name = name.to_lowercase();
        let values: Vec<&str> =
            self.headers.iter().filter(|(known, _)| *known == name).map(|(_, value)| value.as_str()).collect();
        (!values.is_empty()).then(|| values.join(", "))
    }

    /// Compares the events that the body is made of. Signed events are taken out of their signatures; the
    /// initial request of an RPC protocol, which is no event of the stream, is left out.
    ///
    /// # Panics
    /// If anything differs, with all that does.
    #[track_caller]
    pub fn check_events(&self, expected: &[Event]) {
        let found = match event::read_all(&self.body) {
            Ok(found) => found,
            Err(error) => panic!("the body is no stream of events: {error}"),
        };
        let (found_count, expected_count) = (found.len(), expected.len());
        assert_eq!(found_count, expected_count, "the number of events is another: {found:?}");
        let compared = expected.iter().zip(&found).enumerate();
        let differences: Vec<String> = compared
            .flat_map(|(index, (event, found))| {
                event.differences(found).into_iter().map(move |difference| format!("event {index}: {difference}"))
            })
            .collect();
        assert!(differences.is_empty(), "the events are not as expected:\n{}", differences.join("\n"));
    }

    /// The query parameters as they were sent, each with its name.
    pub(crate) fn query_params(&self) -> impl Iterator<Item = (&str, &str)> {
        let params = self.query.iter().flat_map(|query| query.split('&')).filter(|param| !param.is_empty());
        params.map(|param| (name_of(param), param))
    }
}

/// The name of a query parameter.
pub(crate) fn name_of(param: &str) -> &str {
    param.split_once('=').map_or(param, |(name, _)| name)
}

#[cfg(test)]
mod tests {
    use aws_smithy_types::body::SdkBody;

    use super::*;

    fn request(events: &[Event]) -> Request {
        let body = events.iter().flat_map(Event::frame).collect();
        Request::new(&HttpRequest::new(SdkBody::empty()), body)
    }

    #[test]
    fn events_are_compared_in_order() {
        let [one, two] = [1, 2].map(|number| Event::new().byte("number", number));
        request(&[one.clone(), two.clone()]).check_events(&[one, two]);
    }

    #[test]
    #[should_panic(expected = "event 1: the header `number` is another")]
    fn other_events_are_refused() {
        let [one, two] = [1, 2].map(|number| Event::new().byte("number", number));
        request(&[one.clone(), two]).check_events(&[one.clone(), one]);
    }

    #[test]
    #[should_panic(expected = "the number of events is another")]
    fn the_number_of_events_is_compared() {
        request(&[Event::new()]).check_events(&[]);
    }

    #[test]
    #[should_panic(expected = "the body is no stream of events")]
    fn only_events_are() {
        Request::new(&HttpRequest::new(SdkBody::empty()), b"{}".to_vec()).check_events(&[]);
    }
}
