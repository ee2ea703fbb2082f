//! A caller that uses everything of the client `shop`, and is checked against each client that a changed
//! model gives.

#![allow(deprecated, dead_code)]

use std::collections::HashMap;
use std::time::Duration;

use aws_smithy_async::future::pagination_stream::PaginationStream;
use aws_smithy_runtime_api::client::waiters::error::WaiterError;
use aws_smithy_types::retry::ErrorKind;
use shop::client::Waiters;
use shop::config::endpoint::{DefaultResolver, EndpointFuture, Params, ResolveEndpoint};
use shop::config::protocol::{AWS_JSON_1_0, REST_JSON_1, REST_XML};
use shop::config::{Config, RequestChecksumCalculation};
use shop::error::{BuildError, ProvideErrorMetadata, SdkError};
use shop::operation::download::{DownloadError, DownloadOutput};
use shop::operation::get_thing::builders::{GetThingFluentBuilder, GetThingInputBuilder};
use shop::operation::get_thing::{GetThingError, GetThingInput, GetThingOutput};
use shop::operation::list_things::paginator::{ListThingsPaginator, ListThingsPaginatorItems};
use shop::operation::list_things::{ListThingsError, ListThingsOutput};
use shop::operation::put_thing::{PutThingError, PutThingInput, PutThingOutput};
use shop::operation::upload::UploadInput;
use shop::operation::watch::WatchError;
use shop::primitives::event_stream::EventReceiver;
use shop::primitives::{Blob, ByteStream, DateTime};
use shop::types::builders::ThingBuilder;
use shop::types::error::builders::NotFoundBuilder;
use shop::types::error::{Busy, EventsError, NotFound, Plain};
use shop::types::{Algorithm, Changed, Choice, Color, Events, Format, Part, Sized, Small, Thing};
use shop::{Client, Error};

pub fn config() -> Config {
    let config = Config::builder().flavor("sweet").loud(true).protocol(&AWS_JSON_1_0);
    let config = config.request_checksum_calculation(RequestChecksumCalculation::WhenRequired);
    let config = config.disable_request_compression(true).protocol(&REST_JSON_1).protocol(&REST_XML);
    config.endpoint_resolver(Resolver).build()
}

#[derive(Debug)]
struct Resolver;

impl ResolveEndpoint for Resolver {
    fn resolve_endpoint<'a>(&'a self, params: &'a Params) -> EndpointFuture<'a> {
        let _: (Option<&str>, Option<&str>, Option<bool>) = (params.kind(), params.flavor(), params.loud());
        let params = Params::builder().kind("a").region("here").loud(true).build();
        drop(params);
        DefaultResolver::new().resolve_endpoint(&Params::builder().build().unwrap());
        EndpointFuture::ready(Err("nowhere".into()))
    }
}

pub async fn get(client: &Client) -> Result<String, Error> {
    let call: GetThingFluentBuilder = client.get_thing().id("a").fields("name").set_fields(Some(vec!["b".to_owned()]));
    let call = call.color(Color::Red).level(1).limit(5).set_limit(None);
    let _: (&GetThingInputBuilder, &Option<String>, &Option<i32>) = (call.as_input(), call.get_id(), call.get_limit());
    let output: GetThingOutput = call.send().await?;
    let _: (&str, Option<&str>, i32, Option<f64>) = (output.id(), output.note(), output.total(), output.weight());
    let _: (Option<&Thing>, Option<&DateTime>, Option<&Format>) = (output.thing(), output.when(), output.format());
    let _: (&[String], Option<&HashMap<String, i32>>) = (output.names(), output.prices());
    let copy = output.clone();
    assert!(copy == output);
    let GetThingOutput { id, thing, note, total, weight, old, names, big, .. } = output;
    let _: Option<Small> = big.and_then(|big| big.small);
    let _: (Option<Vec<String>>, Option<String>) = (names, old);
    let _: (Option<String>, i32, Option<f64>) = (note, total, weight);
    Ok(thing.map(read).unwrap_or(id))
}

fn read(thing: Thing) -> String {
    let _: (Option<&str>, Option<i32>, &[String]) = (thing.name(), thing.count(), thing.kinds());
    let _: (Option<&HashMap<String, String>>, Option<&Part>) = (thing.tags(), thing.part());
    let _: (Option<&Choice>, Option<&Blob>, Option<&DateTime>) = (thing.choice(), thing.blob(), thing.made());
    let Thing { name, count, kinds, tags, part, choice, blob, made, color, .. } = thing;
    let _: (Option<i32>, Option<Vec<String>>, Option<HashMap<String, String>>) = (count, kinds, tags);
    let _: (Option<Blob>, Option<DateTime>) = (blob, made);
    let part = part.map(|part| {
        let next: Option<Box<Part>> = part.next;
        let _: Option<Vec<Part>> = part.alike;
        let _: (String, i32) = (part.id, part.size);
        next.is_some()
    });
    format!("{name:?} {part:?} {:?} {:?}", choice.map(chosen), color.map(colored))
}

fn chosen(choice: Choice) -> String {
    let _: (Result<&String, &Choice>, bool) = (choice.as_text(), choice.is_number());
    let _: Result<&Sized, &Choice> = choice.as_sized();
    match choice {
        Choice::Text(text) => text,
        Choice::Number(number) => i32::to_string(&number),
        Choice::Sized(sized) => Sized::size(&sized).to_string(),
        Choice::Nothing => String::new(),
        _ => "else".to_owned(),
    }
}

fn colored(color: Color) -> &'static str {
    assert!(Color::values().contains(&color.as_str()) && color <= Color::from("red"));
    match color {
        Color::Red => "red",
        Color::Blue => "blue",
        _ => "else",
    }
}

pub fn build() -> Result<Thing, BuildError> {
    let part: Part = Part::builder().id("a").size(3).alike(Part::builder().id("b").build()?).build()?;
    let sized: Sized = Sized::builder().size(1).build();
    let builder: ThingBuilder = Thing::builder().name("n").count(1).kinds("k").tags("a", "b").part(part);
    let builder = builder.choice(Choice::Sized(sized.clone())).blob(Blob::new("b")).made(DateTime::from_secs(0));
    let builder = builder.set_name(None).set_kinds(Some(Vec::new())).color("red".into());
    let _: (&Option<String>, &Option<i32>) = (builder.get_name(), builder.get_count());
    let thing: Thing = builder.clone().build();
    assert!(thing == Thing::builder().build() && Format::from("json".to_owned()).as_str() == "json" && sized == sized);
    Ok(thing)
}

pub async fn put(client: &Client, thing: Thing) -> Result<Option<i64>, SdkError<PutThingError>> {
    let input: Result<PutThingInput, BuildError> = PutThingInput::builder().thing(thing.clone()).build();
    let thing: Option<Thing> = input.unwrap().thing;
    let call = client.put_thing().set_thing(thing).token("t").secret("s").algorithm(Algorithm::Sha256);
    let output: Result<PutThingOutput, SdkError<PutThingError>> = call.send().await;
    assert!(output.as_ref().err().and_then(SdkError::as_service_error).is_some_and(PutThingError::is_not_found));
    let output = output?;
    assert!(output.clone() == output);
    let output: PutThingOutput = PutThingOutput::builder().set_version(output.version()).build();
    Ok(output.version)
}

pub async fn list(client: &Client) -> Result<(), Error> {
    let paginator: ListThingsPaginator = client.list_things().into_paginator().page_size(10_i32);
    let mut pages: PaginationStream<Result<ListThingsOutput, SdkError<ListThingsError>>> = paginator.send();
    while let Some(page) = pages.next().await {
        let page = page?;
        let _: (Option<&str>, Option<&str>, &[Thing]) = (page.next(), page.later(), page.things());
    }
    let items: ListThingsPaginatorItems = client.list_things().into_paginator().items();
    let things: Vec<Thing> = items.send().collect::<Result<Vec<Thing>, _>>().await?;
    drop(things);
    Ok(())
}

pub async fn streams(client: &Client) -> Result<(), Error> {
    let input: Result<UploadInput, BuildError> = UploadInput::builder().data(ByteStream::from_static(b"a")).build();
    let data: ByteStream = input?.data;
    client.upload().name("n").data(data).send().await?;
    let output: Result<DownloadOutput, SdkError<DownloadError>> = client.download().send().await;
    let DownloadOutput { data, length, .. } = output?;
    let _: (ByteStream, Option<i64>) = (data, length);
    let mut output = client.watch().send().await?;
    let events: &mut EventReceiver<Events, EventsError> = &mut output.events;
    while let Some(event) = events.recv().await? {
        match event {
            Events::Changed(Changed { id, .. }) => drop::<Option<String>>(id),
            _ => break,
        }
    }
    Ok(())
}

pub fn errors(error: GetThingError, watch: WatchError) -> String {
    assert!(error.is_not_found() || watch.is_not_found());
    match error {
        GetThingError::NotFound(error) => {
            let _: (Option<&str>, Option<&str>) = (NotFound::message(&error), error.resource());
            error.resource.unwrap_or_default()
        }
        GetThingError::Plain(Plain { message, .. }) => message.unwrap_or_default(),
        GetThingError::Busy(error) => {
            let _: ErrorKind = Busy::retryable_error_kind(&error);
            error.message.unwrap_or_default()
        }
        other => other.code().unwrap_or_default().to_owned(),
    }
}

pub fn made_errors() -> (NotFound, Plain, Error) {
    let builder: NotFoundBuilder = NotFound::builder().message("m").resource("r");
    let not_found: NotFound = builder.build();
    let plain: Plain = Plain::builder().message("m").build();
    (not_found.clone(), plain.clone(), Error::NotFound(not_found))
}

pub async fn wait(client: &Client) -> Result<(), Error> {
    client.wait_until_thing_ready().id("a").color(Color::Red).wait(Duration::from_secs(1)).await?;
    let result = client.wait_until_thing_gone().id("a").wait(Duration::from_secs(1)).await;
    let result: Result<_, WaiterError<GetThingOutput, GetThingError>> = result;
    drop(result);
    Ok(())
}

pub fn inputs() -> Result<GetThingInput, BuildError> {
    let input: GetThingInput = GetThingInput::builder().id("a").build()?;
    let _: (Option<&str>, &[String], Option<&Color>) = (input.id(), input.fields(), input.color());
    let GetThingInput { id, fields, color, level, limit, .. } = input.clone();
    let _: (Option<String>, Option<Vec<String>>, Option<Color>) = (id, fields, color);
    let _: (Option<i32>, Option<i32>) = (level, limit);
    Ok(input)
}
