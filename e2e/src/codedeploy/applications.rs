//! Applications: created, read one by one, in lists and in batches; and those that do not exist.

use anyhow::{Context, Result};
use tinsmith_codedeploy::operation::create_application::CreateApplicationError;
use tinsmith_codedeploy::operation::get_application::GetApplicationError;
use tinsmith_codedeploy::types::{ApplicationInfo, ComputePlatform, Tag};

use super::world::World;
use crate::check::{fails, id, passes, recent, same};
use crate::report::Report;

pub(super) async fn run(world: &mut World, report: &mut Report) {
    let id = report.step("CreateApplication", create(world).await);
    world.application_id = id.unwrap_or_default();
    report.step("CreateApplication, of a name that is taken", create_again(world).await);
    report.step("GetApplication", get(world).await);
    report.step("GetApplication, of one that does not exist", get_absent(world).await);
    report.step("ListApplications", list(world).await);
    report.step("ListApplications, by pages", list_by_pages(world).await);
    report.step("BatchGetApplications", batch_get(world).await);
}

async fn create(world: &World) -> Result<String> {
    let call = world
        .client
        .create_application()
        .application_name(&world.application)
        .compute_platform(ComputePlatform::Server)
        .tags(Tag::builder().key("team").value("checkout").build());
    id("application_id", passes(call.send().await)?.application_id())
}

async fn create_again(world: &World) -> Result<()> {
    let result = world.client.create_application().application_name(&world.application).send().await;
    let message = format!("The application {} already exists with the user or AWS account.", world.application);
    let is_expected = CreateApplicationError::is_application_already_exists_exception;
    fails(result, is_expected, "ApplicationAlreadyExistsException", &message)
}

async fn get(world: &World) -> Result<()> {
    let output = passes(world.client.get_application().application_name(&world.application).send().await)?;
    check(world, output.application().context("application is absent")?)
}

async fn get_absent(world: &World) -> Result<()> {
    let result = world.client.get_application().application_name("no-such-application").send().await;
    let message = "The application no-such-application does not exist with the user or AWS account.";
    let is_expected =
        |error: &GetApplicationError| matches!(error, GetApplicationError::ApplicationDoesNotExistException(_));
    fails(result, is_expected, "ApplicationDoesNotExistException", message)
}

async fn list(world: &World) -> Result<()> {
    let output = passes(world.client.list_applications().send().await)?;
    same("the application is listed", output.applications().contains(&world.application), true)
}

async fn list_by_pages(world: &World) -> Result<()> {
    let mut items = world.client.list_applications().into_paginator().items().send();
    let mut found = 0;
    while let Some(name) = items.next().await {
        found += usize::from(passes(name)? == world.application);
    }
    same("the number of times that the application is listed", found, 1)
}

async fn batch_get(world: &World) -> Result<()> {
    let output = passes(world.client.batch_get_applications().application_names(&world.application).send().await)?;
    let infos = output.applications_info();
    same("the number of applications", infos.len(), 1)?;
    check(world, &infos[0])
}

fn check(world: &World, info: &ApplicationInfo) -> Result<()> {
    same("application_id", info.application_id(), Some(world.application_id.as_str()))?;
    same("application_name", info.application_name(), Some(world.application.as_str()))?;
    same("compute_platform", info.compute_platform(), Some(&ComputePlatform::Server))?;
    recent("create_time", info.create_time())
}
