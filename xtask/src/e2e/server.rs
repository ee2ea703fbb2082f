//! moto's server as a child of this process.

use std::fs::File;
use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, bail};

use super::venv::Venv;

/// How long the server may take to answer.
const PATIENCE: Duration = Duration::from_secs(120);

/// Runs the server until its standard input ends. So it ends with this process, however that ends.
///
/// Functions of Lambda give back what they are called with: to run them, the server would need Docker. The
/// role that they need is there, as no client of ours can make one.
const PROGRAM: &str = "
import os, sys, threading

def end_with_parent():
    sys.stdin.buffer.read()
    os._exit(0)

threading.Thread(target=end_with_parent, daemon=True).start()
from moto.awslambda.models import LambdaFunction
LambdaFunction.invoke = lambda function, body, *headers: body.encode() if isinstance(body, str) else body
from moto.iam.models import iam_backends
iam_backends['123456789012']['aws'].create_role('tinsmith-e2e', '{}', '/', None, '', [], None)
from moto.server import main
main(sys.argv[1:])
";

/// A server that runs until it is dropped.
pub(super) struct Server {
    child: Child,
    address: SocketAddr,
    endpoint: String,
    log: PathBuf,
}

impl Server {
    /// Starts the server on a port that the system picks, and waits until it answers.
    pub(super) fn start(venv: &Venv, log: &Path) -> anyhow::Result<Server> {
        let address = free_address().context("cannot find a free port")?;
        let output = File::create(log).with_context(|| format!("cannot write {}", log.display()))?;
        let child = Command::new(venv.python())
            .args(["-c", PROGRAM, "-H", "127.0.0.1", "-p", &address.port().to_string()])
            .stdin(Stdio::piped())
            .stdout(output.try_clone()?)
            .stderr(output)
            .spawn()
            .context("cannot start moto's server")?;
        let mut server = Server { child, address, endpoint: format!("http://{address}"), log: log.to_path_buf() };
        server.wait_until_ready().inspect_err(|_| server.show_log())?;
        Ok(server)
    }

    /// The URL that it listens on.
    pub(super) fn endpoint(&self) -> &str {
        &self.endpoint
    }

    /// Prints the end of what it has printed.
    pub(super) fn show_log(&self) {
        let text = std::fs::read_to_string(&self.log).unwrap_or_default();
        let lines: Vec<&str> = text.lines().collect();
        eprintln!("the end of {}:", self.log.display());
        for line in &lines[lines.len().saturating_sub(20)..] {
            eprintln!("  {line}");
        }
    }

    fn wait_until_ready(&mut self) -> anyhow::Result<()> {
        let begin = Instant::now();
        while begin.elapsed() < PATIENCE {
            if let Some(status) = self.child.try_wait()? {
                bail!("moto's server ended with {status}");
            }
            if answers(self.address) {
                return Ok(());
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        bail!("moto's server has not answered for {} s", PATIENCE.as_secs());
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself, which is as good.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn free_address() -> std::io::Result<SocketAddr> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()
}

/// Whether an HTTP server that is well answers at an address.
fn answers(address: SocketAddr) -> bool {
    let ask = || -> std::io::Result<bool> {
        let mut stream = TcpStream::connect(address)?;
        stream.set_read_timeout(Some(Duration::from_secs(10)))?;
        stream.write_all(b"GET /moto-api/ HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")?;
        let mut status = [0; 12];
        stream.read_exact(&mut status)?;
        Ok(status == *b"HTTP/1.1 200")
    };
    ask().unwrap_or(false)
}
