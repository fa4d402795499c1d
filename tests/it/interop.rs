//! Interoperability with grpcio and grpc-js: one table of calls, three clients, three servers.

mod cases;
mod client;
#[path = "../../testdata/interop/gen/mod.rs"]
pub(crate) mod generated;
mod peer;
mod relay;
mod server;
mod stale;

pub use peer::present;

use cases::{Case, Outcome};
use peer::Peer;
use relay::Relay;
use std::time::Duration;

const ANY_PORT: &str = "127.0.0.1:0";

fn assert_clean(what: &str, cases: &[Case], outcomes: &[Outcome]) {
    let faults = cases::judge(cases, outcomes);
    assert!(
        faults.is_empty(),
        "{what}: {} faults\n{}",
        faults.len(),
        faults.join("\n")
    );
}

fn lenient_table() -> Vec<Case> {
    cases::table().into_iter().map(Case::may_finish).collect()
}

fn node_client_table() -> Vec<Case> {
    let cases = lenient_table().into_iter();
    cases.map(Case::may_lose_answers).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn our_client_with_our_server() {
    let server = server::serve(ANY_PORT).await;
    let cases = cases::table();
    let outcomes = client::call(&server.address, &cases).await;
    assert_clean("ours -> ours", &cases, &outcomes);
    server.stop().await;
}

/// What the table asks is what real implementations do.
#[tokio::test(flavor = "multi_thread")]
async fn peers_with_each_other() {
    if !peer::present() {
        return;
    }
    let pairs = [
        (Peer::Python, Peer::Node, lenient_table()),
        (Peer::Node, Peer::Python, node_client_table()),
    ];
    for (client, server, cases) in pairs {
        let running = server.serve(ANY_PORT).await;
        let outcomes = client.call(&running.address, &cases).await;
        assert_clean(&format!("{client:?} -> {server:?}"), &cases, &outcomes);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn our_client_with_a_python_server() {
    our_client(Peer::Python, &lenient_table()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn our_client_with_a_node_server() {
    our_client(Peer::Node, &cases::table()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn our_server_with_a_python_client() {
    our_server(Peer::Python, &cases::table()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn our_server_with_a_node_client() {
    our_server(Peer::Node, &node_client_table()).await;
}

async fn our_client(peer: Peer, cases: &[Case]) {
    if !peer::present() {
        return;
    }
    let server = peer.serve(ANY_PORT).await;
    let outcomes = client::call(&server.address, cases).await;
    assert_clean(&format!("ours -> {peer:?}"), cases, &outcomes);
}

async fn our_server(peer: Peer, cases: &[Case]) {
    if !peer::present() {
        return;
    }
    let server = server::serve(ANY_PORT).await;
    let outcomes = peer.call(&server.address, cases).await;
    assert_clean(&format!("{peer:?} -> ours"), cases, &outcomes);
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn gzip() {
    if !peer::present() {
        return;
    }
    let cases = cases::compressed();
    let ours = server::serve(ANY_PORT).await;
    for peer in [Peer::Python, Peer::Node] {
        let relay = Relay::start(ours.address.clone()).await;
        let outcomes = peer.call(&relay.address, &cases).await;
        assert_clean(&format!("{peer:?} -> ours, gzip"), &cases, &outcomes);
        let (sent, received) = relay.counts();
        assert!(sent < 1 << 20, "{peer:?} sent {sent} bytes");
        assert!(received < 1 << 20, "our server sent {received} bytes");

        let server = peer.serve(ANY_PORT).await;
        let relay = Relay::start(server.address.clone()).await;
        let outcomes = client::call(&relay.address, &cases).await;
        assert_clean(&format!("ours -> {peer:?}, gzip"), &cases, &outcomes);
        let (sent, received) = relay.counts();
        assert!(sent < 1 << 20, "our client sent {sent} bytes");
        // Of the 5 MiB, grpcio compresses the most; grpc-js reads what is compressed, but its servers do not compress.
        let limit = match peer {
            Peer::Python => 4 << 20,
            Peer::Node => usize::MAX,
        };
        assert!(received < limit, "{peer:?} sent {received} bytes");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn unix_sockets() {
    if !peer::present() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let cases = [cases::quick(), cases::long()];
    let address = |name: &str| format!("unix:{}", folder.path().join(name).display());
    let ours = server::serve(&address("ours")).await;
    for peer in [Peer::Python, Peer::Node] {
        let outcomes = peer.call(&address("ours"), &cases).await;
        assert_clean(&format!("{peer:?} -> ours, unix"), &cases, &outcomes);

        let theirs = address(&format!("{peer:?}"));
        let _server = peer.serve(&theirs).await;
        let outcomes = client::call(&theirs, &cases).await;
        assert_clean(&format!("ours -> {peer:?}, unix"), &cases, &outcomes);
    }
    ours.stop().await;
}

/// A server that stops gracefully lets the open stream end; a client finds the next server at the same address.
#[tokio::test(flavor = "multi_thread")]
async fn a_peer_drains_and_comes_back() {
    if !peer::present() {
        return;
    }
    for peer in [Peer::Python, Peer::Node] {
        let mut server = peer.serve(ANY_PORT).await;
        let address = server.address.clone();
        let client = client::connect(&address);
        let (long, quick) = ([cases::long()], [cases::quick().waits_for_ready()]);
        let (open, ()) = tokio::join!(client::run(&client, &long[0]), async {
            tokio::time::sleep(Duration::from_millis(300)).await;
            server.drain().await;
        });
        assert_clean(
            &format!("ours -> {peer:?}, open while it drains"),
            &long,
            &[open],
        );
        server.gone().await;

        let _server = peer.serve(&address).await;
        let outcome = client::run(&client, &quick[0]).await;
        assert_clean(&format!("ours -> {peer:?}, back"), &quick, &[outcome]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn our_server_drains() {
    if !peer::present() {
        return;
    }
    for peer in [Peer::Python, Peer::Node] {
        let server = server::serve(ANY_PORT).await;
        let relay = Relay::start(server.address.clone()).await;
        let (open, address) = ([cases::long()], relay.address.clone());
        let (outcomes, ()) = tokio::join!(peer.call(&address, &open), async {
            // The client's process is up once it has sent something.
            while relay.counts().0 == 0 {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
            tokio::time::sleep(Duration::from_millis(300)).await;
            server.stop().await;
        });
        assert_clean(
            &format!("{peer:?} -> ours, open while it drains"),
            &open,
            &outcomes,
        );
    }
}

/// Calls that wait for a server are answered by one that comes later; others fail at once.
#[tokio::test(flavor = "multi_thread")]
async fn wait_for_ready() {
    if !peer::present() {
        return;
    }
    for peer in [Peer::Python, Peer::Node] {
        let address = free_address();
        let client = client::connect(&address);
        let impatient = client::run(&client, &cases::quick()).await;
        assert_eq!(impatient.code, 14, "{}", impatient.message);
        let waiting = [cases::quick().waits_for_ready()];
        let (outcome, _server) =
            tokio::join!(client::run(&client, &waiting[0]), peer.serve(&address));
        assert_clean(&format!("ours -> {peer:?}, later"), &waiting, &[outcome]);

        let address = free_address();
        let (outcomes, server) = tokio::join!(peer.call(&address, &waiting), async {
            tokio::time::sleep(Duration::from_millis(800)).await;
            server::serve(&address).await
        });
        assert_clean(&format!("{peer:?} -> ours, later"), &waiting, &outcomes);
        server.stop().await;
    }
}

/// An address that nobody listens on now.
fn free_address() -> String {
    let listener = std::net::TcpListener::bind(ANY_PORT).unwrap();
    listener.local_addr().unwrap().to_string()
}
