//! What a server allows a client to do to a connection: how often it may ping (gRFC A8), and how many frames without a call
//! it may send (RFC 9113, section 10.5). The engine tells neither, so frames are followed through the bytes as they pass.
//! Floods of headers, of small or empty data and of calls that are reset before they begin are the engine's to stop.

use std::time::Duration;
use tokio::time::Instant;

const DATA: u8 = 0;
const HEADERS: u8 = 1;
const PING: u8 = 6;
const WINDOW_UPDATE: u8 = 8;
const CONTINUATION: u8 = 9;
const ACK: u8 = 1;

/// What a client sends before its first frame.
const PREFACE: usize = 24;
const FRAME_HEAD: usize = 9;

/// This many pings too early are forgiven (gRFC A8).
const STRIKES: u32 = 2;

/// How a client must behave.
#[derive(Clone, Copy, Debug)]
pub(in super::super) struct Manners {
    /// The shortest time between two pings while calls are open.
    pub(in super::super) pings: Duration,
    /// The same while none is.
    pub(in super::super) idle_pings: Duration,
    /// Frames in a second, beyond one for each call, that carry no call: `SETTINGS`, `RST_STREAM`, `PRIORITY` and unknown ones.
    pub(in super::super) control_frames: u32,
}

/// Why a connection must end, as the debug data of its GOAWAY says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Offence {
    Pings,
    Flood,
}

impl Offence {
    pub(super) const fn debug_data(self) -> &'static [u8] {
        match self {
            Self::Pings => b"too_many_pings",
            Self::Flood => b"too_many_control_frames",
        }
    }
}

/// Watches both directions of one connection.
pub(super) struct Police {
    manners: Manners,
    read: Frames,
    written: Frames,
    /// Whether calls are open, as of the connection's last turn.
    pub(super) is_busy: bool,
    last_ping: Option<Instant>,
    strikes: u32,
    second: Instant,
    control_frames: u32,
    pub(super) offence: Option<Offence>,
}

impl Police {
    pub(super) fn new(manners: Manners) -> Self {
        Self {
            manners,
            read: Frames::after(PREFACE),
            written: Frames::after(0),
            is_busy: false,
            last_ping: None,
            strikes: 0,
            second: Instant::now(),
            control_frames: 0,
            offence: None,
        }
    }

    /// Bytes came from the client at `now`.
    pub(super) fn read(&mut self, bytes: &[u8], now: Instant) {
        let mut rest = bytes;
        while let Some((kind, flags)) = self.read.next(&mut rest) {
            match kind {
                DATA | WINDOW_UPDATE | CONTINUATION => {}
                // A call may bring a frame more: some clients reset every stream that they are done with.
                HEADERS => self.control_frames = self.control_frames.saturating_sub(1),
                PING if flags & ACK == 0 => self.ping(now),
                _ => self.count(now),
            }
        }
    }

    /// Bytes go to the client. Who is sent headers or data may ping again.
    pub(super) fn written(&mut self, bytes: &[u8]) {
        let mut rest = bytes;
        while let Some((kind, _)) = self.written.next(&mut rest) {
            if matches!(kind, DATA | HEADERS) {
                self.last_ping = None;
                self.strikes = 0;
            }
        }
    }

    fn count(&mut self, now: Instant) {
        if now.duration_since(self.second) >= Duration::from_secs(1) {
            self.second = now;
            self.control_frames = 0;
        }
        self.control_frames += 1;
        if self.control_frames > self.manners.control_frames {
            self.offence = Some(Offence::Flood);
        }
    }

    fn ping(&mut self, now: Instant) {
        let least = if self.is_busy {
            self.manners.pings
        } else {
            self.manners.idle_pings
        };
        let early = self
            .last_ping
            .is_some_and(|last| now.duration_since(last) < least);
        self.last_ping = Some(now);
        if early {
            self.strikes += 1;
        }
        if self.strikes > STRIKES {
            self.offence = Some(Offence::Pings);
        }
    }
}

/// Finds the heads of frames in bytes that come in any pieces.
struct Frames {
    head: [u8; FRAME_HEAD],
    filled: usize,
    /// What is left of the frame before.
    skip: usize,
}

impl Frames {
    const fn after(skip: usize) -> Self {
        Self {
            head: [0; FRAME_HEAD],
            filled: 0,
            skip,
        }
    }

    /// The type and flags of the next frame whose head ends in `bytes`, which move on.
    fn next(&mut self, bytes: &mut &[u8]) -> Option<(u8, u8)> {
        let skipped = self.skip.min(bytes.len());
        *bytes = &bytes[skipped..];
        self.skip -= skipped;
        let taken = (FRAME_HEAD - self.filled).min(bytes.len());
        let (part, rest) = bytes.split_at(taken);
        self.head[self.filled..self.filled + taken].copy_from_slice(part);
        self.filled += taken;
        *bytes = rest;
        if self.filled < FRAME_HEAD {
            return None;
        }
        self.filled = 0;
        let [a, b, c, kind, flags, ..] = self.head;
        self.skip = usize::from(a) << 16 | usize::from(b) << 8 | usize::from(c);
        Some((kind, flags))
    }
}
