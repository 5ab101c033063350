use std::convert::Infallible;
use std::net::SocketAddr;
use std::path::PathBuf;

use amanat_server::store::sqlite::Bounds;
use amanat_server::{AppSource, Rate, Settings};
use clap::Args;
use tokio::net::TcpListener;
use tracing_subscriber::EnvFilter;

use super::{Outcome, say};

#[derive(Args)]
pub struct Serve {
    /// The data folder
    #[arg(long, env = "AMANAT_DATA", default_value = "data")]
    data: PathBuf,
    /// Address and port to listen on
    #[arg(long, env = "AMANAT_LISTEN", default_value = "127.0.0.1:8480")]
    listen: SocketAddr,
    /// Another port on that address; 0 for any free one
    #[arg(long, env = "AMANAT_PORT")]
    port: Option<u16>,
    /// Where people reach the endpoint [default: as founded, or http://localhost:<port>]
    #[arg(long, env = "AMANAT_ORIGIN")]
    origin: Option<String>,
    /// The app's files: `embedded`, a folder, or `none`
    #[arg(long, env = "AMANAT_APP", value_parser = app_source, default_value = DEFAULT_APP)]
    app: AppSource,
    /// The app's origin, where another host serves it
    #[arg(long, env = "AMANAT_APP_ORIGIN")]
    app_origin: Option<String>,
    /// Megabytes kept for each account
    #[arg(long, env = "AMANAT_QUOTA_MB", default_value_t = 64)]
    quota_mb: u32,
    /// Megabytes of the disk left free
    #[arg(long, env = "AMANAT_RESERVE_MB", default_value_t = 64)]
    reserve_mb: u32,
    /// Calls a second of one account, in the long run
    #[arg(long, env = "AMANAT_ACCOUNT_RATE", default_value_t = 20)]
    account_rate: u32,
    /// Calls a second of one address without a session, in the long run
    #[arg(long, env = "AMANAT_ADDRESS_RATE", default_value_t = 100)]
    address_rate: u32,
    /// Believe X-Forwarded-For: only behind a proxy of one's own
    #[arg(long, env = "AMANAT_BEHIND_PROXY")]
    behind_proxy: bool,
    /// Write the log as JSON
    #[arg(long, env = "AMANAT_LOG_JSON")]
    log_json: bool,
}

const DEFAULT_APP: &str = if cfg!(feature = "embed-app") {
    "embedded"
} else {
    "none"
};
/// A burst lasts this many seconds of the long run's rate.
const BURST_SECONDS: u32 = 30;

fn app_source(text: &str) -> Result<AppSource, Infallible> {
    Ok(match text {
        "embedded" => AppSource::Embedded,
        "none" => AppSource::None,
        folder => AppSource::Folder(folder.into()),
    })
}

const fn rate(per_second: u32) -> Rate {
    Rate {
        burst: per_second.saturating_mul(BURST_SECONDS),
        per_second,
    }
}

impl Serve {
    pub async fn run(self) -> Outcome {
        start_log(self.log_json);
        amanat_server::found::make_folder(&self.data)?;
        let mut address = self.listen;
        if let Some(port) = self.port {
            address.set_port(port);
        }
        let listener = TcpListener::bind(address)
            .await
            .map_err(|error| format!("cannot listen on {address}: {error}"))?;
        let bound = listener.local_addr()?;
        let mut settings = Settings::new(self.data);
        settings.origin = self.origin;
        settings.app = self.app;
        settings.app_origin = self.app_origin;
        settings.bounds = Bounds {
            quota: u64::from(self.quota_mb) << 20,
            reserve: u64::from(self.reserve_mb) << 20,
        };
        settings.account_rate = rate(self.account_rate);
        settings.address_rate = rate(self.address_rate);
        settings.behind_proxy = self.behind_proxy;
        let stop = stop_signal()?;
        // The kernel takes connections from here on; they are answered once the folder is open.
        say(&format!("listening on http://{bound}"))?;
        amanat_server::serve(settings, listener, stop).await?;
        Ok(())
    }
}

fn start_log(json: bool) {
    let filter = EnvFilter::try_from_env("AMANAT_LOG").unwrap_or_else(|_| EnvFilter::new("info"));
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr);
    if json {
        log.json().init();
    } else {
        log.with_ansi(false).init();
    }
}

/// Completes at SIGTERM or Ctrl-C.
fn stop_signal() -> std::io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = tokio::signal::ctrl_c() => {}
        }
    })
}
