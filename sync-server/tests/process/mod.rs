//! The binary itself, and a client of plain sockets that counts bytes.
#![allow(dead_code, reason = "each test binary uses its own part")]

use std::fs::File;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::time::Duration;

use amanat_protocol::api::{
    self, Challenge, SessionAnswer, SessionKey, SessionProof, SessionRequest,
};
use amanat_protocol::codec;
use amanat_protocol::limits::MAX_ANSWER;
use ed25519_dalek::SigningKey;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::fixtures::{Person, device_key, sign};

pub const ORIGIN: &str = "http://localhost:8480";

/// A run of the command to its end.
pub fn run(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_amanat-server"))
        .args(args)
        .output()
        .unwrap()
}

/// A served folder; killed when dropped.
pub struct Served {
    pub child: Child,
    pub address: String,
}

impl Served {
    /// Starts on any free port; the log goes to `log`.
    pub fn start(data: &Path, log: &Path) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_amanat-server"))
            .args(["serve", "--port", "0", "--app", "none", "--reserve-mb", "0"])
            .args(["--account-rate", "1000000", "--origin", ORIGIN, "--data"])
            .arg(data)
            .env("AMANAT_LOG", "trace")
            .stdout(Stdio::piped())
            .stderr(File::options().create(true).append(true).open(log).unwrap())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        let address = line
            .trim()
            .strip_prefix("listening on http://")
            .unwrap()
            .to_owned();
        Self { child, address }
    }

    pub fn connect(&self) -> Wire {
        Wire::to(&self.address)
    }

    /// SIGKILL: nothing is tidied up.
    pub fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        // Dead already, when a test killed it.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// One kept-alive HTTP/1.1 connection.
pub struct Wire {
    stream: BufReader<TcpStream>,
    host: String,
    /// Bytes of the last request and answer, heads included.
    pub up: usize,
    pub down: usize,
}

impl Wire {
    pub fn to(address: &str) -> Self {
        let stream = TcpStream::connect(address).unwrap();
        stream.set_nodelay(true).unwrap();
        stream
            .set_read_timeout(Some(Duration::from_secs(20)))
            .unwrap();
        Self {
            stream: BufReader::new(stream),
            host: address.to_owned(),
            up: 0,
            down: 0,
        }
    }

    /// Status and body.
    pub fn send(
        &mut self,
        method: &str,
        path: &str,
        bearer: Option<&str>,
        body: &[u8],
    ) -> std::io::Result<(u16, Vec<u8>)> {
        let auth = bearer
            .map(|b| format!("authorization: Bearer {b}\r\n"))
            .unwrap_or_default();
        let head = format!(
            "{method} {path} HTTP/1.1\r\nhost: {}\r\n{auth}content-length: {}\r\n\r\n",
            self.host,
            body.len()
        );
        let request = [head.as_bytes(), body].concat();
        self.stream.get_mut().write_all(&request)?;
        self.up = request.len();
        self.down = 0;
        let status = self.line()?.split(' ').nth(1).and_then(|s| s.parse().ok());
        let mut length = 0;
        loop {
            let line = self.line()?.to_ascii_lowercase();
            if line.is_empty() {
                break;
            }
            if let Some(value) = line.strip_prefix("content-length: ") {
                length = value.parse().unwrap();
            }
        }
        let mut body = vec![0; length];
        self.stream.read_exact(&mut body)?;
        self.down += length;
        Ok((status.unwrap(), body))
    }

    fn line(&mut self) -> std::io::Result<String> {
        let mut line = String::new();
        let read = self.stream.read_line(&mut line)?;
        if read == 0 {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        self.down += read;
        Ok(line.trim_end().to_owned())
    }

    pub fn call<Q: Serialize, A: Serialize + DeserializeOwned>(
        &mut self,
        path: &str,
        bearer: Option<&str>,
        request: &Q,
    ) -> std::io::Result<A> {
        let (status, body) = self.send("POST", path, bearer, &codec::encode(request))?;
        assert_eq!(status, 200, "{path}: {}", String::from_utf8_lossy(&body));
        Ok(codec::decode(&body, MAX_ANSWER).unwrap())
    }

    pub fn session(&mut self, person: &Person, device: &SigningKey) -> String {
        let challenge: Challenge = self.call(api::CHALLENGE, None, &()).unwrap();
        let proof = SessionProof {
            origin: ORIGIN.into(),
            challenge,
            person: person.id(),
            key: SessionKey::Device(device_key(device)),
        };
        let request = SessionRequest {
            proof: sign(device, &proof),
        };
        let answer: SessionAnswer = self.call(api::SESSION, None, &request).unwrap();
        answer.bearer
    }
}
