//! What the HTTP transport logs, and must not log. A process of its own, as it listens to all logs of the process.

use std::fmt::{Debug, Write};
use std::sync::Mutex;

use aws_smithy_async::rt::sleep::TokioSleep;
use aws_smithy_runtime_api::client::http::{HttpClient, HttpConnector, HttpConnectorSettings};
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponentsBuilder;
use aws_smithy_types::body::SdkBody;
use tinsmith::http::{Builder, Proxies};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tracing::field::{Field, Visit};
use tracing::span;

static LOG: Mutex<String> = Mutex::new(String::new());

/// Writes the events of this crate to [`LOG`].
struct Listener;

impl tracing::Subscriber for Listener {
    fn enabled(&self, metadata: &tracing::Metadata<'_>) -> bool {
        metadata.target().starts_with("tinsmith")
    }

    fn new_span(&self, _: &span::Attributes<'_>) -> span::Id {
        span::Id::from_u64(1)
    }

    fn record(&self, _: &span::Id, _: &span::Record<'_>) {}

    fn record_follows_from(&self, _: &span::Id, _: &span::Id) {}

    fn event(&self, event: &tracing::Event<'_>) {
        event.record(&mut Line);
    }

    fn enter(&self, _: &span::Id) {}

    fn exit(&self, _: &span::Id) {}
}

struct Line;

impl Visit for Line {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        writeln!(LOG.lock().unwrap(), "{field}={value:?}").unwrap();
    }
}

/// A server that answers one request and closes the connection.
async fn serve() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let read = stream.read(&mut [0; 4096]).await.unwrap();
        assert_ne!(read, 0);
        let answer = "HTTP/1.1 200 OK\r\nx-token: secret-5\r\ncontent-length: 8\r\n\r\nsecret-6";
        stream.write_all(answer.as_bytes()).await.unwrap();
    });
    port
}

async fn call(url: String) {
    let components = RuntimeComponentsBuilder::for_tests().with_sleep_impl(Some(TokioSleep::new())).build().unwrap();
    let client = Builder::new().proxies(Proxies::none()).build();
    let connector = client.http_connector(&HttpConnectorSettings::builder().build(), &components);
    let mut request = HttpRequest::new(SdkBody::from("secret-4"));
    request.set_method("PUT").unwrap();
    request.set_uri(url).unwrap();
    request.headers_mut().insert("authorization", "secret-1");
    let _ = connector.call(request).await;
}

#[tokio::test]
async fn logs_name_the_host_but_hold_no_secrets_and_http_reads_no_certificates() {
    tracing::subscriber::set_global_default(Listener).unwrap();
    call(format!("http://127.0.0.1:{}/secret-2?token=secret-3", serve().await)).await;
    let log = std::mem::take(&mut *LOG.lock().unwrap());
    assert!(log.contains("message=connected"), "{log}");
    assert!(log.contains("127.0.0.1"), "{log}");
    assert!(log.contains("status=200"), "{log}");
    assert!(!log.contains("secret"), "{log}");
    assert!(!log.contains("certificates"), "{log}");

    #[cfg(feature = "rustls")]
    {
        call(format!("https://127.0.0.1:{}/secret-2?token=secret-3", serve().await)).await;
        let log = std::mem::take(&mut *LOG.lock().unwrap());
        assert!(log.contains("root certificates"), "{log}");
        assert!(!log.contains("secret"), "{log}");
    }
}
