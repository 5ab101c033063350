//! Answering on a listener.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Extension;
use axum::Router;
use axum::extract::ConnectInfo;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;

use crate::app::{App, StartError};
use crate::router;
use crate::settings::Settings;
use crate::store::sqlite::{OpenError, SqliteStore};

/// Connections at once. More wait in the kernel's queue.
const CONNECTIONS: usize = 8192;
/// How long a request's head may take to arrive, and a connection may lie idle.
const HEAD_PATIENCE: Duration = Duration::from_secs(75);
/// Bytes of one connection's head kept at most. Bodies are read into their own bounded place.
const HEAD_BYTES: usize = 16 * 1024;
/// How long requests under way may take to finish after a stop.
const STOP_PATIENCE: Duration = Duration::from_secs(10);
/// Pause after the system gave no connection, for want of file descriptors mostly.
const BREATH: Duration = Duration::from_millis(50);

/// Why an endpoint does not start or run.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The data folder.
    #[error("cannot open the data folder: {0}")]
    Open(#[from] OpenError),
    /// The state.
    #[error(transparent)]
    Start(#[from] StartError),
    /// The network.
    #[error("network: {0}")]
    Network(#[from] io::Error),
}

/// Serves an endpoint on a bound listener until `stop` completes; then lets requests under way finish.
/// Whatever was acknowledged is durable however it ends.
///
/// # Errors
/// [`ServeError`]
pub async fn serve(
    settings: Settings,
    listener: TcpListener,
    stop: impl Future<Output = ()> + Send,
) -> Result<(), ServeError> {
    let port = listener.local_addr()?.port();
    let (data, bounds) = (settings.data.clone(), settings.bounds);
    let store = tokio::task::spawn_blocking(move || SqliteStore::open(&data, bounds))
        .await
        .map_err(io::Error::other)??;
    let app = App::start(&settings, store, port).await?;
    tracing::info!(origin = app.origin(), "serving");
    accept(&router(Arc::clone(&app)), &listener, stop).await;
    Ok(())
}

async fn accept(router: &Router, listener: &TcpListener, stop: impl Future<Output = ()>) {
    let graceful = GracefulShutdown::new();
    let places = Arc::new(Semaphore::new(CONNECTIONS));
    let mut stop = std::pin::pin!(stop);
    loop {
        let next = async {
            let place = Arc::clone(&places).acquire_owned().await;
            (listener.accept().await, place)
        };
        let (accepted, place) = tokio::select! {
            () = &mut stop => break,
            next = next => next,
        };
        let Ok((stream, peer)) = accepted else {
            tokio::time::sleep(BREATH).await;
            continue;
        };
        let connection = graceful.watch(connection(router, stream, peer));
        tokio::spawn(async move {
            // A peer that breaks off is no event.
            let _ = connection.await;
            drop(place);
        });
    }
    if tokio::time::timeout(STOP_PATIENCE, graceful.shutdown())
        .await
        .is_err()
    {
        tracing::warn!("stopped with requests under way");
    }
}

type Connection = hyper_util::server::conn::auto::Connection<
    'static,
    TokioIo<TcpStream>,
    TowerToHyperService<Router>,
    TokioExecutor,
>;

fn connection(router: &Router, stream: TcpStream, peer: SocketAddr) -> Connection {
    // Answers are small and complete when written: waiting for more to send only delays them.
    let _ = stream.set_nodelay(true);
    let service = router.clone().layer(Extension(ConnectInfo(peer)));
    let mut builder = Builder::new(TokioExecutor::new());
    builder
        .http1()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_PATIENCE)
        .max_buf_size(HEAD_BYTES);
    builder
        .http2()
        .timer(TokioTimer::new())
        .max_concurrent_streams(32)
        .keep_alive_interval(HEAD_PATIENCE);
    builder
        .serve_connection(TokioIo::new(stream), TowerToHyperService::new(service))
        .into_owned()
}
