//! The commands, and what the running endpoint costs and tells.
#![allow(clippy::unwrap_used, reason = "tests")]

mod fixtures;
mod process;

use std::path::PathBuf;

use amanat_protocol::api::{
    self, AppendRequest, DepositRequest, JoinRequest, LetterRequest, RecoveryRequest,
    StatementRequest, SyncAnswer, SyncRequest,
};
use amanat_protocol::codec::Bytes;
use amanat_protocol::limits::DEPOSIT_BYTES;
use amanat_protocol::link::FoundingLink;
use fixtures::{Log, Person};
use process::{ORIGIN, Served, run};

struct Setting {
    _folder: tempfile::TempDir,
    data: PathBuf,
    log: PathBuf,
}

impl Setting {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (data, log) = (folder.path().join("data"), folder.path().join("log"));
        Self {
            _folder: folder,
            data,
            log,
        }
    }

    fn data(&self) -> &str {
        self.data.to_str().unwrap()
    }

    fn found(&self, more: &[&str]) -> Result<FoundingLink, String> {
        let args = [&["found", "--data", self.data(), "--json"], more].concat();
        let output = run(&args);
        if !output.status.success() {
            return Err(String::from_utf8(output.stderr).unwrap());
        }
        let said: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        Ok(FoundingLink::parse(said["link"].as_str().unwrap()).unwrap())
    }
}

#[test]
fn a_folder_is_founded_served_and_counted() {
    use std::os::unix::fs::PermissionsExt;
    let setting = Setting::new();
    let first = setting.found(&[
        "--origin",
        "https://college.example/",
        "--name",
        "A college",
    ]);
    let first = first.unwrap();
    assert_eq!(first.origin, "https://college.example");
    let mode = std::fs::metadata(&setting.data)
        .unwrap()
        .permissions()
        .mode();
    assert_eq!(mode & 0o777, 0o700);
    let link = setting.found(&[]).unwrap();
    assert!(link.token != first.token);
    assert_eq!(
        link.origin, first.origin,
        "a further link leads to the same place"
    );
    assert!(
        setting
            .found(&["--origin", "college"])
            .err()
            .unwrap()
            .contains("origin")
    );

    let served = Served::start(&setting.data, &setting.log);
    let mut wire = served.connect();
    let (_, info) = wire.send("GET", api::INFO, None, b"").unwrap();
    assert!(String::from_utf8(info).unwrap().contains("A college"));
    let join = JoinRequest {
        token: link.token,
        identity: Person::new(1).chain[0].clone(),
    };
    wire.call::<_, ()>(api::JOIN, None, &join).unwrap();
    // While it is served.
    let refused = setting.found(&[]).err().unwrap();
    assert!(refused.contains("--again"), "{refused}");
    assert!(setting.found(&["--again"]).is_ok());
    let stats = run(&["stats", "--data", setting.data(), "--json"]);
    let stats: serde_json::Value = serde_json::from_slice(&stats.stdout).unwrap();
    assert_eq!(
        (&stats["accounts"], &stats["identity_statements"]),
        (&1.into(), &1.into())
    );
    assert!(!run(&["stats", "--data", "/nonexistent"]).status.success());

    let human = run(&["found", "--data", setting.data(), "--again"]);
    let human = String::from_utf8(human.stdout).unwrap();
    assert!(human.contains("works once") && human.contains("#found=1-") && human.contains('█'));
}

#[test]
fn an_unchanged_sync_is_small_and_the_endpoint_lean_and_discreet() {
    let setting = Setting::new();
    let link = setting.found(&["--origin", ORIGIN]).unwrap();
    let mut served = Served::start(&setting.data, &setting.log);
    let mut wire = served.connect();
    let person = Person::new(1);
    let join = JoinRequest {
        token: link.token,
        identity: person.chain[0].clone(),
    };
    wire.call::<_, ()>(api::JOIN, None, &join).unwrap();
    let bearer = wire.session(&person, person.device());
    let auth = Some(bearer.as_str());
    let (circle, statement) = fixtures::genesis(&person, 5, &[]);
    let statement = StatementRequest {
        statement,
        cursor: None,
    };
    wire.call::<_, api::StatementAnswer>(api::STATEMENTS, auth, &statement)
        .unwrap();
    let path = format!("{}/{}", api::RECOVERY, person.locator.hex());
    let blob = RecoveryRequest {
        blob: Bytes(vec![1; 100]),
    };
    wire.call::<_, ()>(&path, auth, &blob).unwrap();
    let inbox = format!("{}/{}", api::INBOX, person.id().hex());
    let letter = LetterRequest {
        sealed: Bytes(vec![2; 1024]),
    };
    wire.call::<_, ()>(&inbox, auth, &letter).unwrap();
    let drop = format!("{}/{}", api::DROP, circle.id.hex());
    let deposit = DepositRequest {
        sealed: Bytes(vec![3; DEPOSIT_BYTES]),
    };
    wire.call::<_, ()>(&drop, auth, &deposit).unwrap();

    let answer = wire
        .call(api::SYNC, auth, &SyncRequest { cursor: None })
        .unwrap();
    let SyncAnswer::Page { cursor, .. } = answer else {
        panic!("{answer:?}")
    };
    let request = SyncRequest {
        cursor: Some(cursor),
    };
    let answer: SyncAnswer = wire.call(api::SYNC, auth, &request).unwrap();
    assert_eq!(answer, SyncAnswer::Unchanged);
    println!("unchanged sync: {} B up, {} B down", wire.up, wire.down);
    assert!(
        wire.up <= 400 && wire.down <= 200,
        "{} up, {} down",
        wire.up,
        wire.down
    );

    let entries = vec![Log::new(&circle, person.device()).push(2048)];
    let append = AppendRequest {
        entries,
        cursor: Some(cursor),
    };
    let answer: api::AppendAnswer = wire.call(api::ENTRIES, auth, &append).unwrap();
    assert!(answer.cursor.is_some());
    println!("entry of 2 KiB: {} B up, {} B down", wire.up, wire.down);
    assert!(
        wire.up <= 2048 + 600 && wire.down <= 300,
        "{} up, {} down",
        wire.up,
        wire.down
    );

    #[cfg(target_os = "linux")]
    {
        let status =
            std::fs::read_to_string(format!("/proc/{}/status", served.child.id())).unwrap();
        let rss = status
            .lines()
            .find_map(|line| line.strip_prefix("VmRSS:"))
            .unwrap();
        let rss: u64 = rss.trim().trim_end_matches(" kB").parse().unwrap();
        println!("resident: {rss} kB");
        assert!(rss <= 20 * 1024, "{rss} kB");
    }

    served.kill();
    let log = std::fs::read_to_string(&setting.log).unwrap();
    for call in [
        "/v1/recovery/{locator}",
        "/v1/inbox/{person}",
        "/v1/drop/{circle}",
    ] {
        assert!(log.contains(call), "the log is the right one: {call}");
    }
    for secret in [
        bearer,
        person.locator.hex(),
        person.id().hex(),
        circle.id.hex(),
    ] {
        assert!(!log.contains(&secret), "{secret} is in the log");
    }
    assert!(!log.contains("127.0.0.1"), "an address is in the log");
}

#[test]
fn a_stop_signal_lets_it_finish() {
    let setting = Setting::new();
    setting.found(&[]).unwrap();
    let mut served = Served::start(&setting.data, &setting.log);
    let mut wire = served.connect();
    assert_eq!(wire.send("GET", "/readyz", None, b"").unwrap().0, 200);
    let pid = served.child.id().to_string();
    assert!(
        std::process::Command::new("kill")
            .args(["-TERM", &pid])
            .status()
            .unwrap()
            .success()
    );
    assert!(served.child.wait().unwrap().success());
    // The write-ahead log is folded in: one file to copy.
    let files = std::fs::read_dir(&setting.data).unwrap().count();
    assert_eq!(files, 1);
}
