//! Reads the files that lie beside `service-2.json`.

use std::borrow::Cow;

use super::tree::{C2jAcceptor, C2jPaginator, C2jWaiter, Comparison, Expected, Matcher};
use crate::fault::{At, WRONG_JSON_TYPE};
use crate::read::Json;
use crate::read::fields::{Fields, Reader};

impl Reader<'_> {
    /// Reads `pagination` of `paginators-1.json`.
    pub(super) fn c2j_paginators<'a>(
        &mut self,
        json: Option<Json<'a>>,
        at: &At<'_>,
    ) -> Vec<(Cow<'a, str>, C2jPaginator<'a>)> {
        let Some(entries) = json.and_then(|json| self.object(json, at)) else { return Vec::new() };
        let mut read = Vec::with_capacity(entries.len());
        for (name, json) in entries {
            let key = name.clone();
            let here = at.key(&key);
            let Some(mut fields) = self.fields(json, &here) else { continue };
            let mut paths = |name: &str| self.one_or_more(fields.take(name), &here.key(name));
            let paginator = C2jPaginator {
                input_token: paths("input_token"),
                output_token: paths("output_token"),
                result_key: paths("result_key"),
                limit_key: paths("limit_key"),
            };
            read.push((name, paginator));
        }
        read
    }

    /// Reads a string, or an array of strings.
    fn one_or_more<'a>(&mut self, json: Option<Json<'a>>, at: &At<'_>) -> Vec<Cow<'a, str>> {
        match json {
            Some(Json::String(text)) => vec![text],
            other => self.strings(other, at),
        }
    }

    /// Reads `waiters` of `waiters-2.json`.
    pub(super) fn c2j_waiters<'a>(
        &mut self,
        json: Option<Json<'a>>,
        at: &At<'_>,
    ) -> Vec<(Cow<'a, str>, C2jWaiter<'a>)> {
        let Some(entries) = json.and_then(|json| self.object(json, at)) else { return Vec::new() };
        let mut read = Vec::with_capacity(entries.len());
        for (name, json) in entries {
            let key = name.clone();
            let here = at.key(&key);
            if self.check_name(&name, "waiter", &here) {
                read.extend(self.c2j_waiter(json, &here).map(|waiter| (name, waiter)));
            }
        }
        read
    }

    fn c2j_waiter<'a>(&mut self, json: Json<'a>, at: &At<'_>) -> Option<C2jWaiter<'a>> {
        let mut fields = self.fields(json, at)?;
        let operation = self.needed(&mut fields, "operation", at)?;
        let here = at.key("acceptors");
        let acceptors = fields.take("acceptors").and_then(|acceptors| self.array(acceptors, &here)).unwrap_or_default();
        let read = |(index, acceptor)| self.c2j_acceptor(acceptor, &here.index(index));
        Some(C2jWaiter {
            operation,
            acceptors: acceptors.into_iter().enumerate().filter_map(read).collect(),
            description: self.optional_string(fields.take("description"), &at.key("description")),
            delay: fields.take("delay"),
        })
    }

    fn c2j_acceptor<'a>(&mut self, json: Json<'a>, at: &At<'_>) -> Option<C2jAcceptor<'a>> {
        let mut fields = self.fields(json, at)?;
        let state = self.needed(&mut fields, "state", at)?;
        let matcher = self.needed(&mut fields, "matcher", at)?;
        let matcher = match &*matcher {
            "path" => self.path_matcher(Comparison::Is, &mut fields, at)?,
            "pathAll" => self.path_matcher(Comparison::All, &mut fields, at)?,
            "pathAny" => self.path_matcher(Comparison::Any, &mut fields, at)?,
            "status" => self.status_matcher(fields.take("expected"), at)?,
            "error" => match self.expected(&mut fields, at)? {
                Expected::Text(code) => Matcher::Error(code),
                Expected::Boolean(any) => Matcher::AnyError(any),
            },
            _ => {
                let message = format!("{} is no matcher", at.key("matcher").describe());
                let expected = "`path`, `pathAll`, `pathAny`, `status` or `error`";
                self.report(WRONG_JSON_TYPE, &at.key("matcher"), message, expected);
                return None;
            }
        };
        Some(C2jAcceptor { matcher, state })
    }

    fn path_matcher<'a>(
        &mut self,
        comparison: Comparison,
        fields: &mut Fields<'a>,
        at: &At<'_>,
    ) -> Option<Matcher<'a>> {
        let path = self.needed(fields, "argument", at)?;
        Some(Matcher::Path(comparison, path, self.expected(fields, at)?))
    }

    fn status_matcher(&mut self, expected: Option<Json<'_>>, at: &At<'_>) -> Option<Matcher<'static>> {
        let status = match &expected {
            Some(Json::Number(number)) => number.as_u64().and_then(|status| u16::try_from(status).ok()),
            _ => None,
        };
        if status.is_none() {
            let message = format!("{} is no status code", at.key("expected").describe());
            self.report(WRONG_JSON_TYPE, &at.key("expected"), message, "a status code of HTTP");
        }
        status.map(Matcher::Status)
    }

    fn expected<'a>(&mut self, fields: &mut Fields<'a>, at: &At<'_>) -> Option<Expected<'a>> {
        match fields.take("expected") {
            None => {
                self.missing(at, "expected");
                None
            }
            Some(Json::Bool(value)) => Some(Expected::Boolean(value)),
            Some(Json::Number(number)) => Some(Expected::Text(number.to_string().into())),
            Some(other) => self.string(other, &at.key("expected")).map(Expected::Text),
        }
    }

    /// Reads the string `name`, which must be there.
    fn needed<'a>(&mut self, fields: &mut Fields<'a>, name: &str, at: &At<'_>) -> Option<Cow<'a, str>> {
        let value = fields.take(name);
        if value.is_none() {
            self.missing(at, name);
        }
        self.string(value?, &at.key(name))
    }
}
