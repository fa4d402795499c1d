//! Lets requests pass whose `:authority` is the percent-encoded path of a Unix socket, as clients of the C core send it
//! (gRPC document "naming"). The engine takes an authority with a percent sign for a fault and resets the stream, and gRPC
//! does nothing with it here; so each percent sign in it becomes a hyphen on its way in.
//!
//! Both have six bits in HPACK's Huffman code, so no length changes, neither of a string nor in the dynamic table. Only the
//! first of a request's header frames is looked at: clients put `:authority` before anything long.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use tokio::io::{AsyncRead, ReadBuf};

const PREFACE: usize = 24;
const FRAME_HEAD: usize = 9;
const HEADERS: u8 = 1;
const PADDED: u8 = 0x8;
const PRIORITY: u8 = 0x20;
/// The engine refuses longer frames than it offered to read.
const LONGEST: usize = super::MAX_FRAME as usize;
const CHUNK: usize = 16 * 1024;

/// What a client sends, with the authorities of its requests made acceptable.
pub(super) struct Acceptable<R> {
    reader: R,
    /// What was read: up to `passable` it may go on, behind that a frame is not complete.
    bytes: Vec<u8>,
    taken: usize,
    passable: usize,
    /// What is left of the frame before.
    skip: usize,
}

impl<R> Acceptable<R> {
    pub(super) const fn new(reader: R) -> Self {
        Self {
            reader,
            bytes: Vec::new(),
            taken: 0,
            passable: 0,
            skip: PREFACE,
        }
    }

    /// Moves `passable` on over what needs no more bytes to be judged.
    fn judge(&mut self) {
        loop {
            let skipped = self.skip.min(self.bytes.len() - self.passable);
            self.passable += skipped;
            self.skip -= skipped;
            let rest = &mut self.bytes[self.passable..];
            if self.skip > 0 || rest.len() < FRAME_HEAD {
                return;
            }
            let length =
                usize::from(rest[0]) << 16 | usize::from(rest[1]) << 8 | usize::from(rest[2]);
            if rest[3] == HEADERS && length <= LONGEST {
                let Some(frame) = rest.get_mut(..FRAME_HEAD + length) else {
                    return;
                };
                let (head, payload) = frame.split_at_mut(FRAME_HEAD);
                // A block that is cut or damaged is the engine's to judge.
                let _ = block(head[4], payload).and_then(accept);
            }
            self.skip = FRAME_HEAD + length;
        }
    }
}

impl<R: AsyncRead + Unpin> AsyncRead for Acceptable<R> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let this = &mut *self;
        while this.taken == this.passable {
            this.bytes.drain(..this.taken);
            (this.taken, this.passable) = (0, 0);
            let mut chunk = [0; CHUNK];
            let mut chunk = ReadBuf::new(&mut chunk);
            ready!(Pin::new(&mut this.reader).poll_read(cx, &mut chunk))?;
            if chunk.filled().is_empty() {
                return Poll::Ready(Ok(()));
            }
            this.bytes.extend_from_slice(chunk.filled());
            this.judge();
        }
        let length = (this.passable - this.taken).min(buffer.remaining());
        buffer.put_slice(&this.bytes[this.taken..this.taken + length]);
        this.taken += length;
        Poll::Ready(Ok(()))
    }
}

/// The header block in a HEADERS frame's payload.
fn block(flags: u8, payload: &mut [u8]) -> Option<&mut [u8]> {
    let mut start = 0;
    let mut end = payload.len();
    if flags & PADDED != 0 {
        end = end.checked_sub(usize::from(*payload.first()?))?;
        start += 1;
    }
    if flags & PRIORITY != 0 {
        start += 5;
    }
    payload.get_mut(start..end)
}

/// Walks a header block (RFC 7541, section 6) and makes the value of `:authority` acceptable.
fn accept(block: &mut [u8]) -> Option<()> {
    /// The static table's index of `:authority`.
    const AUTHORITY: usize = 1;
    let mut block = Block(block);
    while let Some(&first) = block.0.first() {
        let prefix = match first {
            0x80.. => 7,
            0x40.. => 6,
            0x20.. => 5,
            _ => 4,
        };
        let index = block.integer(prefix)?;
        if first & 0x80 != 0 || prefix == 5 {
            continue;
        }
        let mut is_authority = index == AUTHORITY;
        if index == 0 {
            is_authority = block.string()?.1 == b":authority";
        }
        let (is_huffman, value) = block.string()?;
        match (is_authority, is_huffman) {
            (false, _) => {}
            (true, true) => huffman(value),
            (true, false) => value
                .iter_mut()
                .filter(|byte| **byte == b'%')
                .for_each(|byte| *byte = b'-'),
        }
    }
    Some(())
}

/// What is left of a header block.
struct Block<'a>(&'a mut [u8]);

impl<'a> Block<'a> {
    /// Reads an integer with a prefix of some bits (RFC 7541, section 5.1).
    fn integer(&mut self, prefix: u32) -> Option<usize> {
        let mask = (1 << prefix) - 1;
        let mut value = usize::from(self.take(1)?[0]) & mask;
        if value < mask {
            return Some(value);
        }
        for shift in (0..28).step_by(7) {
            let byte = usize::from(self.take(1)?[0]);
            value += (byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Some(value);
            }
        }
        None
    }

    /// Reads a string (RFC 7541, section 5.2): whether it is in Huffman code, and its bytes.
    fn string(&mut self) -> Option<(bool, &'a mut [u8])> {
        let is_huffman = self.0.first()? & 0x80 != 0;
        let length = self.integer(7)?;
        Some((is_huffman, self.take(length)?))
    }

    fn take(&mut self, length: usize) -> Option<&'a mut [u8]> {
        let (taken, rest) = std::mem::take(&mut self.0).split_at_mut_checked(length)?;
        self.0 = rest;
        Some(taken)
    }
}

/// How many of HPACK's Huffman codes have each length from five bits on (RFC 7541, appendix B). They are numbered in order,
/// so that this finds where each code ends.
const CODES: [u32; 26] = [
    10, 26, 32, 6, 0, 5, 3, 2, 6, 2, 3, 0, 0, 0, 3, 8, 13, 26, 29, 12, 4, 15, 19, 29, 0, 4,
];

/// Turns percent signs into hyphens in a string in Huffman code: 010101 into 010110.
fn huffman(string: &mut [u8]) {
    const PERCENT: u32 = 0b01_0101;
    let bits = string.len() * 8;
    let mut at = 0;
    while at < bits {
        let start = at;
        let (mut code, mut first) = (0, 0);
        for (length, count) in (1..).zip([0; 4].into_iter().chain(CODES)) {
            if at == bits {
                return;
            }
            code = code << 1 | u32::from(string[at / 8] >> (7 - at % 8) & 1);
            at += 1;
            first <<= 1;
            if code < first + count {
                if (length, code) == (6, PERCENT) {
                    for bit in [start + 4, start + 5] {
                        string[bit / 8] ^= 1 << (7 - bit % 8);
                    }
                }
                break;
            }
            first += count;
        }
    }
}
