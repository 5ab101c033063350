//! The real endpoint, and the real command.

#![allow(dead_code, reason = "each test file uses what it needs")]
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests panic")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use amanat_server::{Clock, Settings, found};

const PASSPHRASE: &str = "a quiet afternoon";

/// An endpoint on a free port, for as long as the value.
pub struct Endpoint {
    pub origin: String,
    data: PathBuf,
    _stop: tokio::sync::oneshot::Sender<()>,
}

impl Endpoint {
    pub fn start(data: &Path) -> Self {
        found::make_folder(data).unwrap();
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let origin = format!("http://localhost:{}", listener.local_addr().unwrap().port());
        let mut settings = Settings::new(data);
        settings.origin = Some(origin.clone());
        settings.bounds.reserve = 0;
        let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_multi_thread()
                .worker_threads(1)
                .enable_all()
                .build()
                .unwrap();
            runtime.block_on(async {
                let listener = tokio::net::TcpListener::from_std(listener).unwrap();
                let stopped = async {
                    let _ = stopped.await;
                };
                amanat_server::serve(settings, listener, stopped)
                    .await
                    .unwrap();
            });
        });
        Self {
            origin,
            data: data.to_owned(),
            _stop: stop,
        }
    }

    pub fn link(&self) -> String {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        let clock = Clock::system();
        let made = found::found(&self.data, self.origin.as_str(), None, true, &clock);
        runtime.block_on(made).unwrap().link
    }
}

/// A person's folder on a machine of their own.
pub struct Machine {
    folder: tempfile::TempDir,
}

impl Machine {
    pub fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn write(&self, name: &str, text: &str) -> String {
        let path = self.path(name);
        fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    }

    pub fn try_amanat(&self, args: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_amanat"))
            .args(args)
            .env("AMANAT_VAULT", self.path("vault"))
            .env("AMANAT_PASSPHRASE", PASSPHRASE)
            .stdin(Stdio::null())
            .output()
            .unwrap()
    }

    /// Standard output of what must succeed.
    pub fn amanat(&self, args: &[&str]) -> String {
        let output = self.try_amanat(args);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{args:?}: {said}");
        String::from_utf8(output.stdout).unwrap()
    }

    /// What is said by what must fail.
    pub fn refusal(&self, args: &[&str]) -> String {
        let output = self.try_amanat(args);
        assert!(!output.status.success(), "{args:?}");
        String::from_utf8(output.stderr).unwrap()
    }
}
