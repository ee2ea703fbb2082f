//! An HTTP/1.1 server on the loopback interface that plays a script and records requests byte for byte.

use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// A server at work. It stops when it is dropped.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    shared: Arc<Shared>,
    accepting: JoinHandle<()>,
}

#[derive(Debug)]
struct Shared {
    script: Mutex<Script>,
    requests: Mutex<Vec<Request>>,
    connections: Mutex<usize>,
}

#[derive(Debug)]
struct Script {
    replies: std::vec::IntoIter<Reply>,
    /// What comes when the replies are used up.
    rest: Reply,
}

impl Server {
    /// A server that gives `replies`, one a request. What is asked beyond them gets an error that clients do not retry.
    pub async fn playing(replies: impl IntoIterator<Item = Reply>) -> Self {
        let replies: Vec<_> = replies.into_iter().collect();
        Self::start(replies, Reply::error(400, "TheScriptIsOver", "more requests came than the test expects")).await
    }

    /// A server that gives `reply` to every request.
    pub async fn always(reply: Reply) -> Self {
        Self::start(Vec::new(), reply).await
    }

    async fn start(replies: Vec<Reply>, rest: Reply) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        let shared = Arc::new(Shared {
            script: Mutex::new(Script { replies: replies.into_iter(), rest }),
            requests: Mutex::default(),
            connections: Mutex::default(),
        });
        let accepting = tokio::spawn(accept(listener, Arc::clone(&shared)));
        Self { address, shared, accepting }
    }

    /// `127.0.0.1:` and the port.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The URL of the root.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The requests so far, in the order of their arrival.
    pub fn requests(&self) -> Vec<Request> {
        lock(&self.shared.requests).clone()
    }

    /// The only request so far.
    #[track_caller]
    pub fn request(&self) -> Request {
        let mut requests = self.requests();
        assert_eq!(requests.len(), 1, "not exactly one request: {requests:#?}");
        requests.remove(0)
    }

    /// How many connections were opened so far.
    pub fn connections(&self) -> usize {
        *lock(&self.shared.connections)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

async fn accept(listener: TcpListener, shared: Arc<Shared>) {
    while let Ok((stream, _)) = listener.accept().await {
        let connection = {
            let mut connections = lock(&shared.connections);
            *connections += 1;
            *connections
        };
        // An error of a connection is the client's doing: it has gone away.
        tokio::spawn(serve(stream, connection, Arc::clone(&shared)));
    }
}

async fn serve(mut stream: TcpStream, connection: usize, shared: Arc<Shared>) -> io::Result<()> {
    let mut received = Vec::new();
    while let Some(request) = read_request(&mut stream, &mut received, connection).await? {
        let reply = {
            lock(&shared.requests).push(request);
            let mut script = lock(&shared.script);
            script.replies.next().unwrap_or_else(|| script.rest.clone())
        };
        for step in reply.steps {
            match step {
                Step::Send(bytes) => stream.write_all(&bytes).await?,
                Step::Wait(time) => tokio::time::sleep(time).await,
                Step::Close => return stream.shutdown().await,
                Step::Reset => return stream.set_zero_linger(),
                Step::Hang => return std::future::pending().await,
            }
        }
    }
    Ok(())
}

/// Reads the next request; none where the connection ends before it.
async fn read_request(
    stream: &mut TcpStream,
    received: &mut Vec<u8>,
    connection: usize,
) -> io::Result<Option<Request>> {
    let end_of_head = loop {
        if let Some(at) = received.windows(4).position(|bytes| bytes == b"\r\n\r\n") {
            break at + 4;
        }
        if stream.read_buf(received).await? == 0 {
            return Ok(None);
        }
    };
    let head = String::from_utf8_lossy(&received[..end_of_head]).into_owned();
    let mut request = Request { head, body: Vec::new(), connection, arrived: Instant::now() };
    let length = request.header("content-length").and_then(|length| length.parse::<usize>().ok()).unwrap_or(0);
    while received.len() < end_of_head + length {
        if stream.read_buf(received).await? == 0 {
            return Ok(None);
        }
    }
    request.body = received[end_of_head..end_of_head + length].to_vec();
    received.drain(..end_of_head + length);
    Ok(Some(request))
}

/// A request as it arrived.
#[derive(Clone, Debug)]
pub struct Request {
    /// The request line and the headers, with their line ends and the empty line.
    pub head: String,
    /// The body.
    pub body: Vec<u8>,
    /// Over which connection it came, counted from 1.
    pub connection: usize,
    /// When its head was complete.
    pub arrived: Instant,
}

impl Request {
    /// The request line.
    pub fn line(&self) -> &str {
        self.head.lines().next().unwrap_or_default()
    }

    /// The headers in their order, with names and values as they came.
    pub fn headers(&self) -> impl Iterator<Item = (&str, &str)> {
        self.head.split("\r\n").skip(1).filter_map(|line| line.split_once(": "))
    }

    /// The value of the header `name`, if it came once.
    #[track_caller]
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut values = self.headers().filter(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value);
        let value = values.next();
        assert_eq!(values.next(), None, "{name} came twice: {}", self.head);
        value
    }

    /// The body as text.
    #[track_caller]
    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.body).expect("a body of text")
    }
}

/// What the server does after it has read a request.
#[derive(Clone, Debug)]
pub struct Reply {
    steps: Vec<Step>,
}

#[derive(Clone, Debug)]
enum Step {
    Send(Vec<u8>),
    Wait(Duration),
    Close,
    Reset,
    Hang,
}

impl Reply {
    /// A response with these headers, next to `content-length`.
    pub fn new(status: u16, headers: &[(&str, &str)], body: impl AsRef<[u8]>) -> Self {
        let body = body.as_ref();
        let mut response = format!("HTTP/1.1 {status} Whatever\r\n");
        for (name, value) in headers {
            response += &format!("{name}: {value}\r\n");
        }
        response += &format!("content-length: {}\r\n\r\n", body.len());
        let mut response = response.into_bytes();
        response.extend_from_slice(body);
        Self::raw(response)
    }

    /// These bytes, of which HTTP may make what it will.
    pub fn raw(bytes: impl Into<Vec<u8>>) -> Self {
        Self { steps: vec![Step::Send(bytes.into())] }
    }

    /// The output of an operation.
    pub fn output(body: impl AsRef<[u8]>) -> Self {
        Self::new(200, &[JSON, ("x-amzn-requestid", "request-1")], body)
    }

    /// An error with a code and a message.
    pub fn error(status: u16, code: &str, message: &str) -> Self {
        let body = format!(r#"{{"__type":"{code}","message":"{message}"}}"#);
        Self::new(status, &[JSON, ("x-amzn-requestid", "request-1")], body)
    }

    /// No response: the connection is reset.
    pub fn reset() -> Self {
        Self { steps: vec![Step::Reset] }
    }

    /// No response: the connection is closed in good order.
    pub fn close() -> Self {
        Self { steps: vec![Step::Close] }
    }

    /// No response, for ever.
    pub fn silence() -> Self {
        Self { steps: vec![Step::Hang] }
    }

    /// The same after some time.
    pub fn after(mut self, time: Duration) -> Self {
        self.steps.insert(0, Step::Wait(time));
        self
    }

    /// The same up to `left_out` bytes before the end, and then what `then` does.
    pub fn cut(mut self, left_out: usize, then: Self) -> Self {
        if let Some(Step::Send(bytes)) = self.steps.last_mut() {
            bytes.truncate(bytes.len().saturating_sub(left_out));
        }
        self.steps.extend(then.steps);
        self
    }

    /// The same, and then the connection is closed.
    pub fn then_close(mut self) -> Self {
        self.steps.push(Step::Close);
        self
    }
}

const JSON: (&str, &str) = ("content-type", "application/x-amz-json-1.1");
