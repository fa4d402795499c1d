//! A peer that sends and reads single HTTP/2 frames: what engines never do, and what they do not tell.

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream, UnixStream};

pub const DATA: u8 = 0;
pub const HEADERS: u8 = 1;
pub const RST_STREAM: u8 = 3;
pub const SETTINGS: u8 = 4;
pub const PING: u8 = 6;
pub const GOAWAY: u8 = 7;
const WINDOW_UPDATE: u8 = 8;
pub const ACK: u8 = 1;
pub const END_STREAM: u8 = 1;
pub const END_HEADERS: u8 = 4;

const PREFACE: &[u8; 24] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frame {
    pub kind: u8,
    pub flags: u8,
    pub stream: u32,
    pub payload: Vec<u8>,
}

pub fn frame(kind: u8, flags: u8, stream: u32, payload: &[u8]) -> Frame {
    Frame {
        kind,
        flags,
        stream,
        payload: payload.to_vec(),
    }
}

enum Socket {
    Tcp(TcpStream),
    Unix(UnixStream),
}

/// One end of a connection.
pub struct Bare(Socket);

impl Bare {
    /// A client that has said hello.
    pub async fn client(address: &str) -> Self {
        let socket = match address.strip_prefix("unix:") {
            Some(path) => Socket::Unix(UnixStream::connect(path).await.unwrap()),
            None => Socket::Tcp(TcpStream::connect(address).await.unwrap()),
        };
        let mut this = Self(socket);
        this.write(PREFACE).await;
        this.send(&frame(SETTINGS, 0, 0, &[])).await;
        this
    }

    /// A server whose client has said hello.
    pub async fn server(listener: &TcpListener) -> Self {
        let mut this = Self(Socket::Tcp(listener.accept().await.unwrap().0));
        let mut preface = [0; PREFACE.len()];
        assert!(this.read(&mut preface).await);
        this.send(&frame(SETTINGS, 0, 0, &[])).await;
        this
    }

    pub async fn send(&mut self, frame: &Frame) {
        let length = u32::try_from(frame.payload.len()).unwrap().to_be_bytes();
        let mut bytes = length[1..].to_vec();
        bytes.extend([frame.kind, frame.flags]);
        bytes.extend(frame.stream.to_be_bytes());
        bytes.extend(&frame.payload);
        self.write(&bytes).await;
    }

    /// The next frame that is no acknowledgement and no `WINDOW_UPDATE`; `None` once the peer is gone.
    pub async fn next(&mut self) -> Option<Frame> {
        loop {
            let next = self.next_at_all().await?;
            match (next.kind, next.flags) {
                (SETTINGS | PING, ACK) | (WINDOW_UPDATE, _) => {}
                (SETTINGS, _) => self.send(&frame(SETTINGS, ACK, 0, &[])).await,
                _ => return Some(next),
            }
        }
    }

    /// The next frame; `None` once the peer is gone.
    async fn next_at_all(&mut self) -> Option<Frame> {
        let mut head = [0; 9];
        if !self.read(&mut head).await {
            return None;
        }
        let [a, b, c, kind, flags, stream @ ..] = head;
        let length = u32::from_be_bytes([0, a, b, c]) as usize;
        let mut payload = vec![0; length];
        if !self.read(&mut payload).await {
            return None;
        }
        Some(frame(kind, flags, u32::from_be_bytes(stream), &payload))
    }

    /// Asks the peer whether it is there: `Ok` where it answers, else what it says instead.
    pub async fn ping(&mut self) -> Result<(), Frame> {
        self.send(&frame(PING, 0, 0, &[7; 8])).await;
        loop {
            match self.next_at_all().await.expect("the peer is there") {
                answer if (answer.kind, answer.flags) == (PING, ACK) => return Ok(()),
                told if told.kind == GOAWAY => return Err(told),
                _ => {}
            }
        }
    }

    /// The next frame of this kind; pings on the way are answered, one that is asked for is not.
    pub async fn next_of(&mut self, kind: u8) -> Frame {
        while let Some(found) = self.next().await {
            if found.kind == kind {
                return found;
            }
            if found.kind == PING {
                self.send(&frame(PING, ACK, 0, &found.payload)).await;
            }
        }
        panic!("the peer is gone, and sent no frame of type {kind}");
    }

    /// Begins a call: a bare request, its headers in plain HPACK literals.
    pub async fn call(&mut self, stream: u32, path: &str, message: &[u8]) {
        self.call_at("localhost", stream, path, message).await;
    }

    /// The same, with an `:authority`.
    pub async fn call_at(&mut self, authority: &str, stream: u32, path: &str, message: &[u8]) {
        let headers = [
            (":method", "POST"),
            (":scheme", "http"),
            (":path", path),
            (":authority", authority),
            ("te", "trailers"),
            ("content-type", "application/grpc"),
        ];
        let block = headers
            .iter()
            .flat_map(|(name, value)| literal(name, value));
        let block: Vec<u8> = block.collect();
        self.send(&frame(HEADERS, END_HEADERS, stream, &block))
            .await;
        self.send(&frame(DATA, END_STREAM, stream, message)).await;
    }

    async fn write(&mut self, bytes: &[u8]) {
        // A peer that is gone is found by reading.
        let _ = match &mut self.0 {
            Socket::Tcp(socket) => socket.write_all(bytes).await,
            Socket::Unix(socket) => socket.write_all(bytes).await,
        };
    }

    async fn read(&mut self, buffer: &mut [u8]) -> bool {
        let read = match &mut self.0 {
            Socket::Tcp(socket) => socket.read_exact(buffer).await,
            Socket::Unix(socket) => socket.read_exact(buffer).await,
        };
        read.is_ok()
    }
}

/// A header without indexing and Huffman code (RFC 7541, section 6.2.2).
pub fn literal(name: &str, value: &str) -> Vec<u8> {
    let mut bytes = vec![0];
    for text in [name, value] {
        bytes.push(u8::try_from(text.len()).unwrap());
        bytes.extend(text.as_bytes());
    }
    bytes
}

/// The error code and debug data of a GOAWAY.
pub fn goaway(frame: &Frame) -> (u32, String) {
    assert_eq!(frame.kind, GOAWAY, "{frame:?}");
    let code = u32::from_be_bytes(frame.payload[4..8].try_into().unwrap());
    (
        code,
        String::from_utf8_lossy(&frame.payload[8..]).into_owned(),
    )
}
