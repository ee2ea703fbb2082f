//! Streams of any length hold little memory: client, server and test together stay under 64 MiB.
//!
//! It is the only test of its program, as memory is measured for the whole of it. `TINSMITH_STREAM_BYTES` sets how much
//! goes each way; without it, it is 256 MiB.

#[path = "streams/generated.rs"]
mod generated;
#[path = "streams/service.rs"]
mod service;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use aws_smithy_types::byte_stream::ByteStream;
use tinsmith_wire_tests::raw::{Peer, RawServer};

use crate::generated::Generated;
use crate::service::{AnyError, Download, DownloadInput, Store, StoreInput, Upload, UploadInput, client, settings};

const LIMIT: u64 = 64 << 20;

#[tokio::test]
async fn streams_of_any_length_hold_little_memory() {
    let size = std::env::var("TINSMITH_STREAM_BYTES").map_or(256 << 20, |text| text.parse().unwrap());
    let taken = Arc::new(AtomicU64::new(0));
    let server = {
        let taken = Arc::clone(&taken);
        RawServer::talking(move |peer| serve(peer, size, Arc::clone(&taken))).await
    };
    let client = client(settings(server.url()));
    let name = || Some("a".to_owned());
    report("an upload of known length", size, async {
        let input = StoreInput { body: Generated::of_known_length(size), name: name() };
        client.send::<Store>(input).await.map_err(AnyError::from).unwrap();
        assert_eq!(taken.swap(0, Ordering::SeqCst), size);
    })
    .await;
    report("an upload of unknown length", size, async {
        let input = UploadInput { body: Generated::of_unknown_length(size), name: name() };
        client.send::<Upload>(input).await.map_err(AnyError::from).unwrap();
        assert_eq!(taken.swap(0, Ordering::SeqCst), size);
    })
    .await;
    report("a download", size, async {
        let output = client.send::<Download>(DownloadInput).await.map_err(AnyError::from).unwrap();
        assert_eq!(output.kind.as_deref(), Some("zeros"));
        assert_eq!(read(output.body).await, size);
    })
    .await;
}

/// Takes uploads, and gives `size` bytes for every other request.
async fn serve(mut peer: Peer, size: u64, taken: Arc<AtomicU64>) -> std::io::Result<()> {
    let piece = vec![0; 64 * 1024];
    loop {
        let head = peer.head().await?;
        let count = |piece: &[u8]| {
            taken.fetch_add(piece.len() as u64, Ordering::SeqCst);
        };
        peer.body(&head, count).await?;
        if !head.line().starts_with("GET") {
            peer.write("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n").await?;
            continue;
        }
        peer.write(format!("HTTP/1.1 200 OK\r\ncontent-type: zeros\r\ncontent-length: {size}\r\n\r\n")).await?;
        let mut left = size;
        while left > 0 {
            let piece = &piece[..piece.len().min(usize::try_from(left).unwrap())];
            peer.write(piece).await?;
            left -= piece.len() as u64;
        }
    }
}

async fn read(mut body: ByteStream) -> u64 {
    let mut size = 0;
    while let Some(piece) = body.next().await {
        size += piece.unwrap().len() as u64;
    }
    size
}

/// Does `work`, says how long it took and what it held, and fails if that was too much.
async fn report(what: &str, size: u64, work: impl Future<Output = ()>) {
    let started = Instant::now();
    work.await;
    let (seconds, mebibytes) = (started.elapsed().as_secs_f64(), |bytes| bytes / (1 << 20));
    let Some(peak) = peak_memory() else {
        return println!("{what} of {} MiB: {seconds:.1} s; memory cannot be measured here", mebibytes(size));
    };
    println!("{what} of {} MiB: {seconds:.1} s, {} MiB of memory at most", mebibytes(size), mebibytes(peak));
    assert!(peak < LIMIT, "{what} held {} MiB of memory", mebibytes(peak));
}

/// The greatest resident memory of this process so far, where the system says.
fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kibibytes: u64 = line.trim().strip_suffix(" kB")?.parse().ok()?;
    Some(kibibytes * 1024)
}
