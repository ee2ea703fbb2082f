//! A server of a few lines: it counts connections, and hands each to a function that reads and writes raw bytes.

use std::future::Future;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::io::{AsyncBufRead, AsyncBufReadExt, AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

pub(crate) struct Server {
    address: SocketAddr,
    accepted: Arc<AtomicUsize>,
}

impl Server {
    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// How many connections it has seen.
    pub(crate) fn accepted(&self) -> usize {
        self.accepted.load(Ordering::SeqCst)
    }
}

/// Serves each connection by `handle`, which also gets how many came before. A connection closes when `handle` returns.
pub(crate) async fn serve<F, Served>(handle: F) -> Server
where
    F: Fn(Peer<TcpStream>, usize) -> Served + Send + 'static,
    Served: Future<Output = ()> + Send + 'static,
{
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let accepted = Arc::new(AtomicUsize::new(0));
    let counter = accepted.clone();
    tokio::spawn(async move {
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            let earlier = counter.fetch_add(1, Ordering::SeqCst);
            tokio::spawn(handle(Peer::new(stream), earlier));
        }
    });
    Server { address, accepted }
}

/// Answers each request on each connection with `answer`, and keeps connections open.
pub(crate) async fn serve_always(answer: &'static str) -> Server {
    serve(move |mut peer, _| async move {
        while peer.request().await.is_some() {
            peer.write(answer).await;
        }
    })
    .await
}

pub(crate) const OK: &str = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok";

/// The other end of a connection.
pub(crate) struct Peer<S> {
    stream: BufReader<S>,
}

pub(crate) struct Received {
    /// The request line and the headers, as they came.
    pub(crate) head: String,
    pub(crate) body: Vec<u8>,
}

impl Received {
    pub(crate) fn line(&self) -> &str {
        self.head.lines().next().unwrap_or_default()
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let headers = self.head.lines().skip(1);
        headers
            .filter_map(|line| line.split_once(": "))
            .find_map(|(key, value)| key.eq_ignore_ascii_case(name).then_some(value))
    }
}

impl<S: AsyncRead + AsyncWrite + Unpin> Peer<S> {
    pub(crate) fn new(stream: S) -> Self {
        Self { stream: BufReader::new(stream) }
    }

    #[cfg(feature = "rustls")]
    pub(crate) fn into_inner(self) -> S {
        self.stream.into_inner()
    }

    pub(crate) fn get_ref(&self) -> &S {
        self.stream.get_ref()
    }

    pub(crate) async fn write(&mut self, bytes: impl AsRef<[u8]>) {
        self.stream.write_all(bytes.as_ref()).await.unwrap();
        self.stream.flush().await.unwrap();
    }

    /// The next request, or `None` if the client has closed the connection.
    pub(crate) async fn request(&mut self) -> Option<Received> {
        let mut head = String::new();
        loop {
            let before = head.len();
            match self.stream.read_line(&mut head).await {
                Ok(0) | Err(_) => return None,
                Ok(_) if &head[before..] == "\r\n" => break,
                Ok(_) => {}
            }
        }
        let mut received = Received { head, body: Vec::new() };
        if let Some(length) = received.header("content-length") {
            received.body = vec![0; length.parse().unwrap()];
            self.stream.read_exact(&mut received.body).await.unwrap();
        } else if received.header("transfer-encoding") == Some("chunked") {
            received.body = read_chunks(&mut self.stream).await?;
        }
        Some(received)
    }
}

async fn read_chunks(stream: &mut (impl AsyncBufRead + Unpin)) -> Option<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let mut size = String::new();
        if stream.read_line(&mut size).await.ok()? == 0 {
            return None;
        }
        let size = usize::from_str_radix(size.trim_end(), 16).unwrap();
        let mut chunk = vec![0; size + 2];
        stream.read_exact(&mut chunk).await.ok()?;
        if size == 0 {
            return Some(body);
        }
        body.extend_from_slice(&chunk[..size]);
    }
}
