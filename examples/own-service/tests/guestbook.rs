//! The generated client against a server.

use own_service::{entries, guestbook, sign};
use tinsmith_wire_tests::server::{Reply, Server};

#[tokio::test]
async fn an_entry_is_written() {
    let server = Server::always(Reply::new(201, &[], r#"{"number": 7}"#)).await;
    let number = sign(&guestbook(&server.url()), "Ada L.", "Lovely!").await;
    assert_eq!(number.unwrap(), Some(7));
    let request = server.request();
    assert_eq!(request.line(), "PUT /guests/Ada%20L. HTTP/1.1");
    assert_eq!(request.text(), r#"{"words":"Lovely!"}"#);
    assert_eq!(request.header("authorization"), None);
}

#[tokio::test]
async fn a_full_book_is_no_failure() {
    let server = Server::always(Reply::error(409, "BookIsFull", "No page is left.")).await;
    assert_eq!(sign(&guestbook(&server.url()), "Ada", "Lovely!").await.unwrap(), None);
}

#[tokio::test]
async fn entries_come_page_by_page() {
    let pages = [
        Reply::new(200, &[], r#"{"entries": [{"name": "Ada", "words": "Lovely!"}], "next": "2"}"#),
        Reply::new(200, &[], r#"{"entries": [{"name": "Bob"}]}"#),
    ];
    let server = Server::playing(pages).await;
    let entries = entries(&guestbook(&server.url())).await.unwrap();
    let names: Vec<(&str, Option<&str>)> = entries.iter().map(|entry| (entry.name(), entry.words())).collect();
    assert_eq!(names, [("Ada", Some("Lovely!")), ("Bob", None)]);
    let lines: Vec<String> = server.requests().iter().map(|request| request.line().to_owned()).collect();
    assert_eq!(lines, ["GET /guests HTTP/1.1", "GET /guests?page=2 HTTP/1.1"]);
}
