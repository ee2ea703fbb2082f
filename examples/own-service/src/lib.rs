//! A client of a service of one's own: `guestbook.json` is its model, and `build.rs` makes the module [`client`] of it.

include!(concat!(env!("OUT_DIR"), "/client.rs"));

use client::types::Entry;
use client::{Client, Config, Error};

/// A client of the guestbook at `url`, which asks nobody who they are.
pub fn guestbook(url: &str) -> Client {
    Client::from_conf(Config::builder().endpoint_url(url).build())
}

/// Writes an entry unless the book is full, and returns its number.
///
/// # Errors
/// The service does not answer, or answers otherwise.
pub async fn sign(client: &Client, name: &str, words: &str) -> Result<Option<i32>, Error> {
    match client.sign().name(name).words(words).send().await {
        Ok(output) => Ok(Some(output.number())),
        Err(error) if error.as_service_error().is_some_and(|error| error.is_book_is_full()) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// All entries.
///
/// # Errors
/// The service does not answer, or with an error.
pub async fn entries(client: &Client) -> Result<Vec<Entry>, Error> {
    let pages = client.list_entries().into_paginator().items().send();
    Ok(pages.collect::<Result<Vec<Entry>, _>>().await?)
}
