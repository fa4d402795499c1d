//! TCP connections by Happy Eyeballs (RFC 8305, gRFC A61): the addresses of a host in turns of their families, a new attempt
//! each quarter of a second or when one fails, and the first that stands wins.

use std::collections::VecDeque;
use std::io;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::net::{TcpStream, lookup_host};
use tokio::task::JoinSet;

const NEXT_ATTEMPT: Duration = Duration::from_millis(250);

/// Connects to one of `hosts`, each `host:port`.
pub(super) async fn connect(hosts: &[String]) -> io::Result<TcpStream> {
    let (mut addresses, mut failure) = (Vec::new(), None);
    for host in hosts {
        match lookup_host(host).await {
            Ok(found) => addresses.extend(found),
            Err(error) => failure = Some(error),
        }
    }
    let mut waiting = interleaved(addresses);
    let mut attempts = JoinSet::new();
    loop {
        if let Some(address) = waiting.pop_front() {
            attempts.spawn(TcpStream::connect(address));
        }
        let result = tokio::select! {
            Some(result) = attempts.join_next() => result,
            () = tokio::time::sleep(NEXT_ATTEMPT), if !waiting.is_empty() => continue,
            else => break,
        };
        match result.unwrap_or_else(|error| Err(io::Error::other(error))) {
            Ok(stream) => {
                stream.set_nodelay(true)?;
                return Ok(stream);
            }
            Err(error) => failure = Some(error),
        }
    }
    Err(failure.unwrap_or_else(|| io::Error::other("the host has no address")))
}

/// One address of each family in turns; the resolver's first comes first.
fn interleaved(addresses: Vec<SocketAddr>) -> VecDeque<SocketAddr> {
    let first = addresses.first().map(SocketAddr::is_ipv6);
    let (one, other): (Vec<_>, Vec<_>) = addresses
        .into_iter()
        .partition(|address| Some(address.is_ipv6()) == first);
    let (mut one, mut other) = (one.into_iter(), other.into_iter());
    let mut turns = VecDeque::new();
    loop {
        let (a, b) = (one.next(), other.next());
        if a.is_none() && b.is_none() {
            return turns;
        }
        turns.extend(a.into_iter().chain(b));
    }
}
