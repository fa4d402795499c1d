//! Serves until it is told to stop, then lets open calls end.

use {{crate_name}}::api::runtime::Server;
use {{crate_name}}::interceptors::{CheckToken, Log, RateLimit};
use {{crate_name}}::{address, service, token};

use std::io;
use std::time::Duration;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let stop = stop()?;
    // The one added first runs first.
    let server = Server::builder()
        .intercept(Log)
        .intercept(CheckToken(token()))
        .intercept(RateLimit::new(100, 50))
        .drain_limit(Duration::from_secs(5));
    let server = service::add_to(server).bind(&address()).await?;
    println!("listening on {}", server.local_addr());
    server.serve_with_shutdown(stop).await?;
    println!("stopped");
    Ok(())
}

/// Completes at ctrl-c, and at the signal that service managers send.
#[cfg(unix)]
fn stop() -> io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

/// Completes at ctrl-c.
#[cfg(windows)]
fn stop() -> io::Result<impl Future<Output = ()>> {
    let mut interrupt = tokio::signal::windows::ctrl_c()?;
    Ok(async move { drop(interrupt.recv().await) })
}
