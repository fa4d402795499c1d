//! Sockets: TCP or Unix, by address.

use super::super::{Error, Peer};
use super::connect::connect;
use std::io;
use std::path::PathBuf;
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream, unix};
use tokio::net::{UnixListener, UnixStream};

/// Where a server is: `host:port`, `http://host:port`, `ipv4:` or `ipv6:` with `host:port,host:port`, or `unix:path` (gRPC
/// document "naming").
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in super::super) enum Address {
    /// `host:port`, and others that the same server has.
    Tcp(Vec<String>),
    Unix(PathBuf),
}

impl Address {
    /// Reads an address.
    pub(in super::super) fn parse(text: &str) -> Result<Self, Error> {
        if let Some(path) = text.strip_prefix("unix:") {
            let path = path.strip_prefix("//").unwrap_or(path);
            if path.is_empty() {
                return Err(Error::new(
                    format!("the address {text:?} has no path; write unix:/path/of/socket"),
                    None,
                ));
            }
            return Ok(Self::Unix(path.into()));
        }
        let schemes = ["http://", "dns:///", "dns:", "ipv4:", "ipv6:"];
        let rest = schemes
            .iter()
            .find_map(|scheme| text.strip_prefix(scheme))
            .unwrap_or(text);
        let rest = rest.trim_end_matches('/');
        if rest.contains("://") {
            let text = format!(
                "the address {text:?} has a scheme that is not known; use http://, dns: or unix:"
            );
            return Err(Error::new(text, None));
        }
        let hosts: Vec<_> = rest.split(',').map(str::to_owned).collect();
        let has_port = |host: &String| {
            let port = host
                .rsplit_once(':')
                .filter(|(host, _)| !host.is_empty() && !host.ends_with(':'));
            port.is_some_and(|(_, port)| port.parse::<u16>().is_ok())
        };
        if !hosts.iter().all(has_port) {
            return Err(Error::new(
                format!("the address {text:?} has no port; write host:port"),
                None,
            ));
        }
        Ok(Self::Tcp(hosts))
    }

    /// What a client names as `:authority`. A socket's path cannot stand there.
    pub(in super::super) fn authority(&self) -> &str {
        match self {
            Self::Tcp(hosts) => hosts.first().map_or("localhost", String::as_str),
            Self::Unix(_) => "localhost",
        }
    }
}

pub(in super::super) enum Stream {
    Tcp(TcpStream),
    Unix(UnixStream),
}

pub(super) enum Halves {
    Tcp(OwnedReadHalf, OwnedWriteHalf),
    Unix(unix::OwnedReadHalf, unix::OwnedWriteHalf),
}

impl Stream {
    /// Connects to the first of an address's hosts that answers.
    pub(in super::super) async fn connect(address: &Address) -> io::Result<Self> {
        match address {
            Address::Unix(path) => UnixStream::connect(path).await.map(Self::Unix),
            Address::Tcp(hosts) => connect(hosts).await.map(Self::Tcp),
        }
    }

    pub(super) fn split(self) -> Halves {
        match self {
            Self::Tcp(stream) => {
                let (reader, writer) = stream.into_split();
                Halves::Tcp(reader, writer)
            }
            Self::Unix(stream) => {
                let (reader, writer) = stream.into_split();
                Halves::Unix(reader, writer)
            }
        }
    }
}

pub(in super::super) enum Listener {
    Tcp(TcpListener),
    Unix(UnixListener, PathBuf),
}

impl Listener {
    pub(in super::super) async fn bind(address: &Address) -> io::Result<Self> {
        match address {
            Address::Tcp(hosts) => bind(hosts).await.map(Self::Tcp),
            Address::Unix(path) => {
                // A socket that a dead server left behind is in the way; one that answers is somebody's.
                if path.exists() && UnixStream::connect(path).await.is_err() {
                    std::fs::remove_file(path)?;
                }
                UnixListener::bind(path).map(|listener| Self::Unix(listener, path.clone()))
            }
        }
    }

    pub(in super::super) async fn accept(&self) -> io::Result<(Stream, Peer)> {
        match self {
            Self::Tcp(listener) => {
                let (stream, address) = listener.accept().await?;
                stream.set_nodelay(true)?;
                Ok((Stream::Tcp(stream), Peer::Tcp(address)))
            }
            Self::Unix(listener, _) => {
                let (stream, _) = listener.accept().await?;
                Ok((Stream::Unix(stream), Peer::Unix))
            }
        }
    }

    pub(in super::super) fn local_addr(&self) -> String {
        match self {
            Self::Tcp(listener) => listener
                .local_addr()
                .map(|address| address.to_string())
                .unwrap_or_default(),
            Self::Unix(_, path) => format!("unix:{}", path.display()),
        }
    }
}

/// Listens on the first of the addresses that is free.
async fn bind(hosts: &[String]) -> io::Result<TcpListener> {
    let mut addresses = Vec::new();
    for host in hosts {
        addresses.extend(tokio::net::lookup_host(host).await?);
    }
    TcpListener::bind(&addresses[..]).await
}

impl Drop for Listener {
    fn drop(&mut self) {
        if let Self::Unix(_, path) = self {
            // It may be gone already; nobody can act on that.
            let _ = std::fs::remove_file(path);
        }
    }
}
