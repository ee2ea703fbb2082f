//! An HTTP/1.1 server on the loopback interface of which each test writes the conversation: what is read when, what is
//! answered, and when the connection ends. It keeps no bodies.

use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::time::Instant;

use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

use crate::server::Request;

/// A server at work. It stops when it is dropped.
#[derive(Debug)]
pub struct RawServer {
    address: SocketAddr,
    accepting: JoinHandle<()>,
}

impl RawServer {
    /// A server that has `talk` with each connection.
    pub async fn talking<F, Talk>(talk: F) -> Self
    where
        F: Fn(Peer) -> Talk + Send + 'static,
        Talk: Future<Output = io::Result<()>> + Send + 'static,
    {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        let accepting = tokio::spawn(async move {
            let mut connection = 0;
            while let Ok((stream, _)) = listener.accept().await {
                connection += 1;
                // An error of a connection is the client's doing: it has gone away.
                tokio::spawn(talk(Peer { stream: BufReader::with_capacity(64 * 1024, stream), connection }));
            }
        });
        Self { address, accepting }
    }

    /// The URL of the root.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }
}

impl Drop for RawServer {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

/// The client's end of a connection.
#[derive(Debug)]
pub struct Peer {
    stream: BufReader<TcpStream>,
    connection: usize,
}

impl Peer {
    /// The head of the next request, as a request without its body.
    ///
    /// # Errors
    /// If the connection ends before it.
    pub async fn head(&mut self) -> io::Result<Request> {
        let mut head = String::new();
        loop {
            let before = head.len();
            if self.stream.read_line(&mut head).await? == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            if &head[before..] == "\r\n" {
                return Ok(Request { head, body: Vec::new(), connection: self.connection, arrived: Instant::now() });
            }
        }
    }

    /// Reads the body of the request with this head, piece by piece.
    ///
    /// # Errors
    /// If the connection ends within it.
    pub async fn body(&mut self, head: &Request, mut take: impl FnMut(&[u8])) -> io::Result<()> {
        if head.header("transfer-encoding") == Some("chunked") {
            while let Some(chunk) = self.chunk().await? {
                take(&chunk);
            }
            return Ok(());
        }
        let mut left = head.header("content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
        while left > 0 {
            let piece = self.stream.fill_buf().await?;
            let piece = &piece[..piece.len().min(left)];
            if piece.is_empty() {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            take(piece);
            let read = piece.len();
            self.stream.consume(read);
            left -= read;
        }
        Ok(())
    }

    /// The next chunk of a body that comes in chunks; none after the last.
    ///
    /// # Errors
    /// If the connection ends within it.
    pub async fn chunk(&mut self) -> io::Result<Option<Vec<u8>>> {
        let mut size = String::new();
        self.stream.read_line(&mut size).await?;
        let size = usize::from_str_radix(size.trim_end(), 16).map_err(|_| io::ErrorKind::InvalidData)?;
        let mut chunk = vec![0; size + 2];
        self.stream.read_exact(&mut chunk).await?;
        chunk.truncate(size);
        Ok((size > 0).then_some(chunk))
    }

    /// Sends `bytes`.
    ///
    /// # Errors
    /// If the connection has ended.
    pub async fn write(&mut self, bytes: impl AsRef<[u8]>) -> io::Result<()> {
        self.stream.write_all(bytes.as_ref()).await
    }

    /// Waits until the client has closed the connection.
    pub async fn closed(&mut self) {
        let mut rest = [0; 1024];
        while matches!(self.stream.read(&mut rest).await, Ok(1..)) {}
    }
}
