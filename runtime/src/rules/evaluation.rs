//! The evaluation of expressions and conditions over the values of one call.

use std::cell::Cell;
use std::rc::Rc;

use super::arn::Arn;
use super::error::ResolveError;
use super::expression::{Call, Condition, Expression, GetAttr};
use super::functions::Function;
use super::host_label::{is_valid_host_label, is_virtual_hostable_s3_bucket};
use super::params::{Parameter, Params};
use super::partitions::Partitions;
use super::path::Step;
use super::strings::{split, substring, uri_encode};
use super::template::Part;
use super::text::Text;
use super::url::Url;
use super::value::{Strings, Value};

/// How long a string that is made during evaluation can get. Variables can be put into templates
/// over and over, so without a limit a small rule set could ask for any amount of memory.
const MAX_LENGTH: usize = 64 * 1024;

/// The state of one evaluation of a rule set.
pub(super) struct Evaluation<'a> {
    /// The values of parameters, then those of variables.
    slots: Vec<Value<'a>>,
    partitions: &'a Partitions,
    /// Whether some string would have been longer than [`MAX_LENGTH`].
    too_long: Cell<bool>,
}

impl<'a> Evaluation<'a> {
    /// Gives every parameter its value or its default.
    pub(super) fn new(
        parameters: &'a [Parameter],
        params: &'a Params,
        slots: usize,
        partitions: &'a Partitions,
    ) -> Result<Self, ResolveError> {
        let mut values = Vec::with_capacity(slots);
        for (parameter, value) in parameters.iter().zip(params.values()) {
            match value.as_ref().or(parameter.default.as_ref()) {
                Some(value) => values.push(Value::of_parameter(value)),
                None if parameter.required => {
                    return Err(ResolveError::MissingParameter {
                        name: parameter.name.clone(),
                        built_in: parameter.built_in.clone(),
                    });
                }
                None => values.push(Value::Absent),
            }
        }
        values.resize(slots, Value::Absent);
        Ok(Self { slots: values, partitions, too_long: Cell::new(false) })
    }

    /// Fails where a string got too long.
    pub(super) fn check_lengths(&self) -> Result<(), ResolveError> {
        if self.too_long.get() { Err(ResolveError::ValueTooLong) } else { Ok(()) }
    }

    /// Whether all of these conditions match; those before the first that does not are evaluated.
    pub(super) fn all_match(&mut self, conditions: &'a [Condition]) -> bool {
        conditions.iter().all(|condition| self.matches(condition))
    }

    /// Whether this condition matches. Assigns its variable.
    pub(super) fn matches(&mut self, condition: &'a Condition) -> bool {
        let value = self.evaluate(&condition.function);
        let matches = value.is_truthy();
        if let Some(slot) = condition.assign.and_then(|slot| self.slots.get_mut(slot)) {
            *slot = value;
        }
        matches
    }

    /// The value of an expression that is to be a string, as one of its own.
    pub(super) fn string(&self, expression: &'a Expression) -> Option<String> {
        match expression {
            Expression::Template(parts) => self.render(parts),
            _ => self.evaluate(expression).as_str().map(str::to_owned),
        }
    }

    fn evaluate(&self, expression: &'a Expression) -> Value<'a> {
        match expression {
            Expression::String(text) => Value::String(Text::Borrowed(text)),
            Expression::Boolean(value) => Value::Boolean(*value),
            Expression::Integer(value) => Value::Integer(*value),
            Expression::Strings(strings) => {
                let texts = strings.iter().map(|string| self.evaluate(string).into_text());
                let texts = texts.collect::<Option<Rc<[_]>>>();
                texts.map_or(Value::Absent, |texts| Value::Strings(Strings::Shared(texts)))
            }
            Expression::Variable(slot) => self.slots.get(*slot).cloned().unwrap_or(Value::Absent),
            Expression::Template(parts) => self.render(parts).map(Text::from).into(),
            Expression::GetAttr(get_attr) => self.get_attr(get_attr),
            Expression::Call(call) => self.call(call),
        }
    }

    fn get_attr(&self, get_attr: &'a GetAttr) -> Value<'a> {
        let step_into = |value: &Value<'a>, step: &Step| match step {
            Step::Attribute(attribute) => value.attribute(*attribute),
            Step::Index(index) => value.element(*index),
        };
        match (&get_attr.target, &*get_attr.steps) {
            // The usual case, without taking a share of the variable's value.
            (Expression::Variable(slot), [first, rest @ ..]) => {
                let first = self.slots.get(*slot).map(|value| step_into(value, first));
                rest.iter().fold(first.unwrap_or(Value::Absent), |v, step| step_into(&v, step))
            }
            (target, steps) => steps.iter().fold(self.evaluate(target), |v, step| step_into(&v, step)),
        }
    }

    fn render(&self, parts: &'a [Part]) -> Option<String> {
        let mut text = String::with_capacity(64);
        for part in parts {
            match part {
                Part::Literal(literal) => text.push_str(literal),
                Part::Dynamic(Expression::Variable(slot)) => {
                    text.push_str(self.slots.get(*slot)?.as_str()?);
                }
                Part::Dynamic(expression) => text.push_str(self.evaluate(expression).as_str()?),
            }
            if text.len() > MAX_LENGTH {
                self.too_long.set(true);
                return None;
            }
        }
        Some(text)
    }

    fn call(&self, call: &'a Call) -> Value<'a> {
        match call.function {
            Function::IsSet => Value::Boolean(!self.with(call, 0, Value::is_absent)),
            Function::Not => self.boolean(call, 0).map(|value| !value).into(),
            Function::BooleanEquals => {
                let pair = self.boolean(call, 0).zip(self.boolean(call, 1));
                pair.map(|(left, right)| left == right).into()
            }
            Function::StringEquals => self.string_equals(call).into(),
            Function::IsValidHostLabel => self.judge(call, is_valid_host_label),
            Function::AwsIsVirtualHostableS3Bucket => self.judge(call, is_virtual_hostable_s3_bucket),
            Function::Coalesce => {
                let mut values = call.arguments.iter().map(|argument| self.evaluate(argument));
                values.find(|value| !value.is_absent()).unwrap_or(Value::Absent)
            }
            Function::Ite => match self.boolean(call, 0) {
                Some(true) => self.argument(call, 1),
                Some(false) => self.argument(call, 2),
                None => Value::Absent,
            },
            Function::ParseUrl => {
                let url = self.text(call, 0).and_then(Url::parse);
                url.map_or(Value::Absent, |url| Value::Url(Rc::new(url)))
            }
            Function::AwsParseArn => {
                let arn = self.text(call, 0).and_then(Arn::parse);
                arn.map_or(Value::Absent, |arn| Value::Arn(Rc::new(arn)))
            }
            Function::AwsPartition => {
                let partition = |region: &Value<'_>| self.partitions.partition(region.as_str()?);
                self.with(call, 0, partition).map_or(Value::Absent, Value::Partition)
            }
            Function::UriEncode => self.uri_encode(call).into(),
            Function::Substring => self.substring(call).into(),
            Function::Split => {
                let parts = self.split(call);
                parts.map_or(Value::Absent, |parts| Value::Strings(Strings::Shared(parts.into())))
            }
        }
    }

    /// The value of the argument at this index; absent where there is none.
    fn argument(&self, call: &'a Call, index: usize) -> Value<'a> {
        call.arguments.get(index).map_or(Value::Absent, |argument| self.evaluate(argument))
    }

    /// What `read` takes from the argument at this index, without a copy of a variable's value.
    fn with<T>(&self, call: &'a Call, index: usize, read: impl FnOnce(&Value<'a>) -> T) -> T {
        match call.arguments.get(index) {
            Some(Expression::Variable(slot)) => read(self.slots.get(*slot).unwrap_or(&Value::Absent)),
            Some(argument) => read(&self.evaluate(argument)),
            None => read(&Value::Absent),
        }
    }

    fn boolean(&self, call: &'a Call, index: usize) -> Option<bool> {
        self.with(call, index, Value::as_boolean)
    }

    fn integer(&self, call: &'a Call, index: usize) -> Option<i64> {
        self.with(call, index, Value::as_integer)
    }

    fn text(&self, call: &'a Call, index: usize) -> Option<Text<'a>> {
        self.argument(call, index).into_text()
    }

    fn string_equals(&self, call: &'a Call) -> Option<bool> {
        self.with(call, 0, |left| {
            let left = left.as_str()?;
            self.with(call, 1, |right| Some(left == right.as_str()?))
        })
    }

    /// A function that judges a string, with a boolean that says how.
    fn judge(&self, call: &'a Call, judge: fn(&str, bool) -> bool) -> Value<'a> {
        let how = self.boolean(call, 1);
        self.with(call, 0, |value| Some(judge(value.as_str()?, how?))).into()
    }

    fn uri_encode(&self, call: &'a Call) -> Option<Text<'a>> {
        let text = self.text(call, 0)?;
        if text.as_str().len() > MAX_LENGTH / 3 {
            self.too_long.set(true);
            return None;
        }
        Some(Text::from(uri_encode(text.as_str())))
    }

    fn substring(&self, call: &'a Call) -> Option<Text<'a>> {
        let (start, stop) = (self.integer(call, 1)?, self.integer(call, 2)?);
        substring(&self.text(call, 0)?, start, stop, self.boolean(call, 3)?)
    }

    fn split(&self, call: &'a Call) -> Option<Vec<Text<'a>>> {
        let delimiter = self.text(call, 1)?;
        split(&self.text(call, 0)?, delimiter.as_str(), self.integer(call, 2)?)
    }
}
