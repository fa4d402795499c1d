//! Serves until ctrl-c, then lets open calls end.

use {{crate_name}}::interceptors::{CheckToken, Log, RateLimit};
use {{crate_name}}::{address, api::runtime::Server, service, token};
use std::time::Duration;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let server = Server::builder()
        .add(service::server())
        .intercept(Log)
        .intercept(CheckToken(token()))
        .intercept(RateLimit::new(100, 50))
        .drain_limit(Duration::from_secs(5))
        .bind(&address())
        .await?;
    println!("listening on {}", server.local_addr());
    let stop = async {
        // Without a signal to wait for, the server serves for ever.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
        println!("shutting down");
    };
    server.serve_with_shutdown(stop).await?;
    Ok(())
}
