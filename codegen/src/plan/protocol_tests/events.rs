//! From a case about event streams to a test.

use serde_json::Value;

use super::{Subject, Wrong};
use crate::fault::Step;
use crate::ir::{
    Check, EventExpr, EventsCheck, FieldExpr, Received, ReceivedEvents, Role, Test, TestConfig, UnionExpr,
};
use crate::model::{Direction, EventStreamTest, Expectation, Member, ShapeId, ShapeKind, TestEvent};
use crate::names::{self, Name};
use crate::plan::Planner;
use crate::tests::TestKind;

/// The stream of an input or output.
pub(super) struct EventStream<'m> {
    /// The member's field.
    pub(super) ident: Name,
    /// The union of the events.
    union: &'m ShapeId,
    /// Its members.
    members: &'m [Member],
}

impl Planner<'_> {
    /// The test that the events of `test` are sent, and received, as it says.
    pub(super) fn events(&self, subject: &Subject<'_>, test: &EventStreamTest) -> Result<Test, Wrong> {
        let within = |key: &'static str| move |wrong: Wrong| wrong.within(Step::from(key));
        let mut input = self
            .assignments(subject.input, Role::Input, test.initial_request_params.as_ref())
            .map_err(within("initialRequestParams"))?;
        if let Some(params) = &test.case.vendor_params {
            self.no_params(params).map_err(within("vendorParams"))?;
        }
        let labels = self.least_input(subject.input).into_iter();
        let missing: Vec<_> = labels.filter(|label| input.iter().all(|one| one.ident != label.ident)).collect();
        input.extend(missing);
        let mut check = EventsCheck {
            request: test.initial_request.clone(),
            sent: self.sent(subject, &test.events).map_err(within("events"))?,
            response: test.initial_response.clone(),
            frames: directed(&test.events, Direction::Response).map(|(_, event)| event.clone()).collect(),
            received: Received::Anything,
        };
        // A case about what is sent alone says nothing of a response.
        let is_about_output = check.response.is_some()
            || !check.frames.is_empty()
            || test.initial_response_params.is_some()
            || test.expectation != Expectation::Success;
        if is_about_output {
            check.received = self.received(subject, test)?;
        }
        let config = TestConfig { protocol: self.chosen_protocol(subject, &test.case), ..TestConfig::default() };
        Ok(self.planned(subject, TestKind::EventStream, &test.case, config, input, Check::Events(Box::new(check))))
    }

    fn sent(&self, subject: &Subject<'_>, events: &[TestEvent]) -> Result<Vec<(EventExpr, TestEvent)>, Wrong> {
        let stream = self.event_stream(subject.input, Role::Input);
        let sent = directed(events, Direction::Request).map(|(index, event)| {
            let within = |wrong: Wrong| wrong.within(Step::Index(index));
            let item = match (&stream, &event.params) {
                (Some(stream), Some(params)) => {
                    self.event(stream, params).map_err(|wrong| wrong.within("params".into()))
                }
                (None, _) => Err(Wrong::new("the input has no stream of events".to_owned())),
                (_, None) => Err(Wrong::new("what is sent must be an event of the model".to_owned())),
            };
            Ok((item.map_err(within)?, event.clone()))
        });
        sent.collect()
    }

    fn received(&self, subject: &Subject<'_>, test: &EventStreamTest) -> Result<Received, Wrong> {
        let stream = self.event_stream(subject.output, Role::Output);
        let ident = stream.as_ref().map(|stream| stream.ident.clone());
        match &test.expectation {
            Expectation::Failure(None) => Ok(Received::Failure(ident)),
            Expectation::Failure(Some(error)) => {
                let end =
                    directed(&test.events, Direction::Response).last().and_then(|(_, event)| event.params.as_ref());
                match (stream, end) {
                    (Some(stream), Some(end)) => self.stream_error(&stream, end, error, test),
                    _ => self.operation_error(subject, error),
                }
            }
            Expectation::Success => {
                let params = test.initial_response_params.as_ref();
                let fields = self
                    .fields_of(subject.output, params)
                    .map_err(|wrong| wrong.within("initialResponseParams".into()))?;
                let events = self.received_events(stream.as_ref(), &test.events)?;
                Ok(Received::Output(fields, ReceivedEvents { ident, events }))
            }
        }
    }

    /// Events of which the last one is the error that the case expects.
    fn stream_error(
        &self,
        stream: &EventStream<'_>,
        end: &Value,
        error: &ShapeId,
        test: &EventStreamTest,
    ) -> Result<Received, Wrong> {
        let before = directed(&test.events, Direction::Response).count().saturating_sub(1);
        let events: Vec<TestEvent> =
            directed(&test.events, Direction::Response).map(|(_, event)| event.clone()).collect();
        let events = self.received_events(Some(stream), events.get(..before).unwrap_or_default())?;
        let end = self.event(stream, end).map_err(|wrong| wrong.within("events".into()))?;
        match end {
            EventExpr::Error(enumeration, value) if value.ident == self.type_ident(error) => {
                let received = ReceivedEvents { ident: Some(stream.ident.clone()), events };
                Ok(Received::StreamError(received, enumeration, self.error_expr(error, value)))
            }
            EventExpr::Error(..) | EventExpr::Event(_) => Err(no_such_error(error)),
        }
    }

    fn operation_error(&self, subject: &Subject<'_>, error: &ShapeId) -> Result<Received, Wrong> {
        let ident = self.type_ident(error);
        let has_it = subject.operation.errors.iter().any(|variant| variant.ident == ident);
        if has_it { Ok(Received::OperationError(ident)) } else { Err(no_such_error(error)) }
    }

    fn received_events(&self, stream: Option<&EventStream<'_>>, events: &[TestEvent]) -> Result<Vec<UnionExpr>, Wrong> {
        let received = directed(events, Direction::Response).map(|(index, event)| {
            let within = |wrong: Wrong| wrong.within(Step::Index(index)).within("events".into());
            match (stream, &event.params) {
                (Some(stream), Some(params)) => match self.event(stream, params).map_err(within)? {
                    EventExpr::Event(event) => Ok(event),
                    EventExpr::Error(..) => Err(within(Wrong::new("no success has an error".to_owned()))),
                },
                (None, _) => Err(within(Wrong::new("the output has no stream of events".to_owned()))),
                (_, None) => Err(within(Wrong::new("no success has an event that the model does not".to_owned()))),
            }
        });
        received.collect()
    }

    /// The members of an output as its fields.
    pub(super) fn fields_of(&self, output: Option<&ShapeId>, params: Option<&Value>) -> Result<Vec<FieldExpr>, Wrong> {
        let values = self.assignments(output, Role::Output, params)?;
        let members = output.and_then(|id| self.model.shape(id)).map_or(&[][..], |shape| shape.kind.members());
        let fields: Vec<_> =
            members.iter().filter_map(|member| Some(self.field(output?, member, Role::Output))).collect();
        let of = |ident: &Name| fields.iter().find(|field| field.ident == *ident);
        Ok(values
            .into_iter()
            .map(|one| {
                let (optional, boxed) = of(&one.ident).map_or((true, false), |field| (field.optional, field.boxed));
                FieldExpr { ident: one.ident, value: one.value, optional, boxed }
            })
            .collect())
    }

    /// The stream of events of an input or output, if it has one.
    pub(super) fn event_stream(&self, end: Option<&ShapeId>, role: Role) -> Option<EventStream<'_>> {
        let end = end?;
        self.model.shape(end)?.kind.members().iter().find_map(|member| {
            let target = self.model.shape(&member.target)?;
            let ShapeKind::Union(members) = &target.kind else { return None };
            let (union, _) = self.model.shapes.get_key_value(&member.target)?;
            let ident = || self.field(end, member, role).ident;
            self.is_event_stream(&member.target).then(|| EventStream { ident: ident(), union, members })
        })
    }

    /// An event of a stream, or an error: those are members of the union in the model, and not in Rust.
    fn event(&self, stream: &EventStream<'_>, params: &Value) -> Result<EventExpr, Wrong> {
        let named = params.as_object().and_then(|params| params.iter().find(|(_, value)| !value.is_null()));
        let error = named.and_then(|(name, value)| {
            let member = stream.members.iter().find(|member| member.name == *name)?;
            self.is_error(&member.target).then_some((member, value))
        });
        match error {
            None => self.union_expr(stream.union, stream.members, params).map(EventExpr::Event),
            Some((member, value)) => {
                let within = |wrong: Wrong| wrong.within(Step::from(member.name.as_str()));
                let value = self.structure_expr(&member.target, value).map_err(within)?;
                Ok(EventExpr::Error(names::ident(&self.event_error_name(stream.union)), value))
            }
        }
    }
}

/// The events that go one way, with their places in the case.
fn directed(events: &[TestEvent], direction: Direction) -> impl Iterator<Item = (usize, &TestEvent)> {
    events.iter().enumerate().filter(move |(_, event)| event.direction == direction)
}

fn no_such_error(error: &ShapeId) -> Wrong {
    Wrong::new(format!("neither the operation nor its stream ends with `{error}`"))
        .within("errorId".into())
        .within("failure".into())
        .within("expectation".into())
}
