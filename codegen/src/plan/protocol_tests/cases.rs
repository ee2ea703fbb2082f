//! From a case to a test.

use serde_json::{Map, Value};

use super::{Subject, Wrong};
use crate::fault::Step;
use crate::ir::{
    Assignment, Check, Docs, ErrorExpr, EventsCheck, Expr, Received, ReceivedEvents, Role, StructureExpr, Test,
    TestCall, TestConfig,
};
use crate::model::{HttpRequestTest, HttpResponseTest, Member, ShapeId, ShapeKind, TestCase};
use crate::names;
use crate::plan::Planner;
use crate::tests::{TestKey, TestKind};

impl Planner<'_> {
    /// The test that a call with the input of `test` sends its request.
    pub(super) fn request(&self, subject: &Subject<'_>, test: &HttpRequestTest) -> Result<Test, Wrong> {
        let params = test.params.as_ref();
        let input =
            self.assignments(subject.input, Role::Input, params).map_err(|wrong| wrong.within("params".into()))?;
        let config = self.request_config(subject, test).map_err(|wrong| wrong.within("vendorParams".into()))?;
        let check = Check::Request(test.request.clone());
        Ok(self.planned(subject, TestKind::Request, &test.case, config, input, check))
    }

    /// The test that the response of `test` becomes its output. One with a stream of events cannot be built to
    /// be compared as a whole.
    pub(super) fn output(&self, subject: &Subject<'_>, test: &HttpResponseTest) -> Result<Test, Wrong> {
        let within = |wrong: Wrong| wrong.within("params".into());
        let params = test.params.as_ref();
        if let Some(value) = &test.case.vendor_params {
            self.no_params(value).map_err(|wrong| wrong.within("vendorParams".into()))?;
        }
        let response = test.response.clone();
        let check = if self.event_stream(subject.output, Role::Output).is_some() {
            let fields = self.fields_of(subject.output, params).map_err(within)?;
            let events = ReceivedEvents { ident: None, events: Vec::new() };
            let received = Received::Output(fields, events);
            let check =
                EventsCheck { request: None, sent: Vec::new(), response: Some(response), frames: Vec::new(), received };
            Check::Events(Box::new(check))
        } else {
            let output = &subject.operation.output;
            let members = self.assignments(subject.output, Role::Output, params).map_err(within)?;
            let is_fallible = output.fields.iter().any(|field| field.must_be_set());
            Check::Output(
                response,
                StructureExpr { ident: output.ident.clone(), is_error: false, is_fallible, members },
            )
        };
        Ok(self.response(subject, TestKind::Response, &test.case, check))
    }

    /// The test that the response of `test` becomes its error.
    pub(super) fn failure(&self, subject: &Subject<'_>, test: &HttpResponseTest) -> Result<Test, Wrong> {
        let none = Value::Object(Map::new());
        let params = test.params.as_ref().unwrap_or(&none);
        let value = self.structure_expr(subject.shape, params).map_err(|wrong| wrong.within("params".into()))?;
        let code = self.error_code(&test.case).map_err(|wrong| wrong.within("vendorParams".into()))?;
        let error = ErrorExpr { code: code.code, kind: code.kind, ..self.error_expr(subject.shape, value) };
        let check = Check::Error(test.response.clone(), error);
        Ok(self.response(subject, TestKind::Error, &test.case, check))
    }

    /// An error of the shape `id` with its content.
    pub(super) fn error_expr(&self, id: &ShapeId, value: StructureExpr) -> ErrorExpr {
        let members = self.model.shape(id).map_or(&[][..], |shape| shape.kind.members());
        let has_message = members.iter().any(|member| names::field(&member.name).0 == "message");
        ErrorExpr { value, is_without_message: !has_message, code: None, kind: None }
    }

    pub(super) fn response(&self, subject: &Subject<'_>, kind: TestKind, case: &TestCase, check: Check) -> Test {
        let config = TestConfig { protocol: self.chosen_protocol(subject, case), ..TestConfig::default() };
        self.planned(subject, kind, case, config, self.least_input(subject.input), check)
    }

    /// The least input that a request can be made of: what fills labels, of the path and of the host.
    pub(super) fn least_input(&self, input: Option<&ShapeId>) -> Vec<Assignment> {
        let members = input.and_then(|id| self.model.shape(id)).map_or(&[][..], |shape| shape.kind.members());
        let labels = members.iter().filter(|member| member.traits.http_label() || member.traits.host_label());
        let filled =
            labels.filter_map(|member| Some(self.assignment(input?, member, Role::Input, self.filler(member)?)));
        filled.collect()
    }

    /// A value for a label.
    fn filler(&self, member: &Member) -> Option<Expr> {
        let shape = self.model.shape(&member.target)?;
        Some(match &shape.kind {
            ShapeKind::String if shape.traits.unnamed_enum().is_some() => {
                Expr::Enum(self.type_ident(&member.target), Err("label".to_owned()))
            }
            ShapeKind::String => Expr::String("label".to_owned()),
            ShapeKind::Enum(_) => Expr::Enum(self.type_ident(&member.target), Err("label".to_owned())),
            ShapeKind::Boolean => Expr::Bool(true),
            ShapeKind::Byte | ShapeKind::Short | ShapeKind::Integer | ShapeKind::Long | ShapeKind::IntEnum(_) => {
                Expr::Integer(1)
            }
            ShapeKind::Float => Expr::F32(1.0),
            ShapeKind::Double => Expr::F64(1.0),
            ShapeKind::BigInteger => Expr::BigInteger("1".to_owned()),
            ShapeKind::BigDecimal => Expr::BigDecimal("1".to_owned()),
            ShapeKind::Timestamp => Expr::DateTime(0, 0),
            // None of these fills a label.
            ShapeKind::Blob
            | ShapeKind::Document
            | ShapeKind::List(_)
            | ShapeKind::Map(..)
            | ShapeKind::Structure(_)
            | ShapeKind::Union(_)
            | ShapeKind::Operation(_)
            | ShapeKind::Service(_)
            | ShapeKind::Resource(_) => return None,
        })
    }

    /// The members of the structure `id` that `params` sets.
    pub(super) fn assignments(
        &self,
        id: Option<&ShapeId>,
        role: Role,
        params: Option<&Value>,
    ) -> Result<Vec<Assignment>, Wrong> {
        match (id, params) {
            (Some(id), Some(params)) => self.members_expr(id, role, params),
            (_, None) => Ok(Vec::new()),
            (None, Some(params)) => self.no_params(params).map(|()| Vec::new()),
        }
    }

    /// Refuses parameters where there can be none.
    pub(super) fn no_params(&self, params: &Value) -> Result<(), Wrong> {
        match params.as_object().map(|params| params.keys().next()) {
            Some(None) => Ok(()),
            Some(Some(key)) => {
                Err(Wrong::new("there is nothing that takes this".to_owned()).within(Step::from(key.as_str())))
            }
            None => Err(Wrong::new("parameters are an object".to_owned())),
        }
    }

    pub(super) fn planned(
        &self,
        subject: &Subject<'_>,
        kind: TestKind,
        case: &TestCase,
        config: TestConfig,
        input: Vec<Assignment>,
        check: Check,
    ) -> Test {
        let operation = subject.operation;
        let prefix = match kind {
            TestKind::Request => "request",
            TestKind::Response | TestKind::Error => "response",
            TestKind::EventStream => "events",
        };
        Test {
            key: TestKey { protocol: case.protocol.clone(), kind, shape: subject.shape.clone(), id: case.id.clone() },
            name: names::ident(&format!("{prefix}_{}", names::snake(&case.id))),
            docs: Docs::of(case.documentation.as_deref().unwrap_or_default()),
            config,
            call: TestCall {
                module: operation.module.clone(),
                function: operation.function.clone(),
                output: operation.output.ident.clone(),
                error: operation.error.clone(),
                input,
                events: self.event_stream(subject.input, Role::Input).map(|stream| stream.ident),
            },
            check,
        }
    }
}
