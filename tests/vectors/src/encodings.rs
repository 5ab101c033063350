//! One value of every stored or sent type of `protocol` and `vault`, and of every position of every enum.
//!
//! The file is compared with what the code writes today: a changed encoding is a red test, and the remedy is
//! a new version of the type, never a new vector.

use amanat_protocol::api::{
    AppendAnswer, AppendRequest, Appended, Challenge, Cursor, DepositRequest, IdentityRequest,
    Info, InvitationsRequest, JoinRequest, LetterRequest, LettersDone, NewInvitation, Record,
    RecoveryAnswer, RecoveryRequest, SessionAnswer, SessionKey, SessionRequest, StatementAnswer,
    StatementRequest, SyncAnswer, SyncRequest,
};
use amanat_protocol::codec::{self, Bytes};
use amanat_protocol::entry::{Class, Entry, EntryHeader};
use amanat_protocol::error::{ErrorCode, ProblemBody};
use amanat_protocol::hash::Hash;
use amanat_protocol::id::{CircleId, EpochId, PersonId};
use amanat_protocol::identity::Identity;
use amanat_protocol::limits::MAX_BODY;
use amanat_protocol::statement::{
    AccessRow, Genesis, Level, SealedSlot, Statement, StatementHeader,
};
use amanat_vault::circle::{
    Change, CircleKind, Epoch, Member, MemberCut, Role, SlotPayload, StatementPayload,
};
use amanat_vault::control::Circle;
use amanat_vault::log::{EntryPayload, Seen};
use amanat_vault::recovery::{RecoveryBundle, StoredPek};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::encodings_people::between_people;
use crate::fixtures::{self, device, pek};
use crate::{Cases, Result, hex, identity, session};

/// An encoding.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// Type, and which of its forms.
    pub name: String,
    /// Its canonical bytes in hexadecimal; for what is sent as JSON, the JSON.
    pub bytes: String,
}

/// An encoding and how to read it back.
pub struct Encoding {
    /// The case.
    pub case: Case,
    /// Whether bytes decode, canonically, as this type.
    pub decodes: fn(&[u8]) -> bool,
}

pub(crate) fn of<T: Serialize + DeserializeOwned>(name: &str, value: &T) -> Encoding {
    Encoding {
        case: Case {
            name: name.into(),
            bytes: hex(&codec::encode(value)),
        },
        decodes: |bytes| codec::decode::<T>(bytes, MAX_BODY).is_ok(),
    }
}

const HASH: Hash = Hash([0xa1; 32]);
const PERSON: PersonId = PersonId(Hash([0xb2; 32]));
const CIRCLE: CircleId = CircleId(Hash([0xc3; 32]));
const EPOCH: EpochId = EpochId([0xd4; 16]);
const CURSOR: Cursor = Cursor {
    era: [0xe5; 8],
    visible: 300,
    stored: 70_000,
};

fn entry_header() -> EntryHeader {
    EntryHeader {
        suite: 1,
        circle: CIRCLE,
        device: device(1).device(),
        seq: 130,
        prev: HASH,
        epoch: EPOCH,
        class: Class::Content,
        payload_hash: Hash([0xf6; 32]),
        payload_len: 1024,
    }
}

fn entry() -> Entry {
    Entry {
        header: device(1).sign(&entry_header()),
        payload: Bytes(vec![0x55; 5]),
    }
}

fn statement_header(genesis: Option<Genesis>) -> StatementHeader {
    StatementHeader {
        suite: 1,
        circle: CIRCLE,
        genesis,
        n: 1,
        prev: HASH,
        person: PERSON,
        device: device(1).device(),
        epoch: EPOCH,
        payload_hash: Hash([0xf6; 32]),
        payload_len: 700,
        access_hash: Hash([0xf7; 32]),
        slots_hash: Hash([0xf8; 32]),
    }
}

fn statement() -> Statement {
    Statement {
        header: device(1).sign(&statement_header(None)),
        payload: Bytes(vec![0x66; 3]),
        access: vec![AccessRow {
            person: PERSON,
            level: Level::Manage,
        }],
        slots: vec![SealedSlot {
            person: PERSON,
            sealed: Bytes(vec![0x77; 2]),
        }],
    }
}

fn member(role: Role, until: Option<u64>) -> Member {
    let key = pek(1, 21);
    Member {
        person: PERSON,
        role,
        identity_n: 2,
        identity_head: HASH,
        pek_generation: key.generation,
        pek_salt: key.salt,
        pek: key.secret.seal_key(),
        since: 1_790_000_000_000,
        until,
    }
}

fn epoch() -> Epoch {
    Epoch {
        id: EPOCH,
        number: 3,
        recipient: pek(0, 30).secret.seal_key(),
    }
}

fn in_chains() -> Result<Vec<Encoding>> {
    let zero = device(1).sign(&identity::zero());
    let genesis = Genesis {
        owner: PERSON,
        nonce: [8; 16],
    };
    let mut all = vec![
        of("IdentityStatement 0", &identity::zero()),
        of("IdentityStatement with cuts", &identity::two()),
        of("Signed<IdentityStatement>", &zero),
        of("Identity (local)", &Identity::begin(&zero)?),
        of("StatementHeader", &statement_header(None)),
        of(
            "StatementHeader with genesis",
            &statement_header(Some(genesis)),
        ),
        of("Statement", &statement()),
        of("EntryHeader", &entry_header()),
        of("Entry", &entry()),
        of("Class::Content", &Class::Content),
        of("Class::Checkpoint", &Class::Checkpoint),
        of("Level::Manage", &Level::Manage),
        of("Level::Append", &Level::Append),
        of("Member", &member(Role::Owner, None)),
        of(
            "Member with an end",
            &member(Role::Reader, Some(1_800_000_000_000)),
        ),
        of("Epoch", &epoch()),
    ];
    let roles = [
        Role::Owner,
        Role::Manager,
        Role::Contributor,
        Role::Commenter,
        Role::Reader,
    ];
    all.extend(roles.map(|role| of(&format!("Role::{role:?}"), &role)));
    all.extend(kinds().map(|(name, kind)| of(&format!("CircleKind::{name}"), &kind)));
    all.extend(
        changes()
            .into_iter()
            .map(|(name, change)| of(&format!("Change::{name}"), &change)),
    );
    Ok(all)
}

fn kinds() -> [(&'static str, CircleKind); 7] {
    let part = CircleKind::Part {
        part: [9; 16],
        chapter: 1,
    };
    [
        ("Own", CircleKind::Own),
        ("Part", part),
        ("Pair", CircleKind::Pair),
        ("Group", CircleKind::Group),
        ("Committee", CircleKind::Committee),
        ("Mentors", CircleKind::Mentors),
        ("Programme", CircleKind::Programme),
    ]
}

fn changes() -> Vec<(&'static str, Change)> {
    let cut = MemberCut {
        device: device(1).device(),
        seq: 4,
        hash: HASH,
    };
    let owner = member(Role::Owner, None);
    vec![
        (
            "Found",
            Change::Found {
                kind: CircleKind::Own,
                owner: owner.clone(),
            },
        ),
        (
            "Admit",
            Change::Admit {
                member: member(Role::Reader, None),
            },
        ),
        (
            "Remove",
            Change::Remove {
                person: PERSON,
                cuts: vec![cut],
            },
        ),
        (
            "Renew",
            Change::Renew {
                members: vec![owner],
            },
        ),
        ("HandOver", Change::HandOver { person: PERSON }),
        ("Settle", Change::Settle { voided: HASH }),
    ]
}

fn under_seal() -> Vec<Encoding> {
    let table = vec![member(Role::Owner, None)];
    let payload = StatementPayload {
        place: HASH,
        at: 1_790_000_000_000,
        change: Change::Renew {
            members: Vec::new(),
        },
        epoch: epoch(),
        table: Hash([0xab; 32]),
    };
    let slot = SlotPayload {
        circle: CIRCLE,
        n: 1,
        granter: PERSON,
        grantee: PERSON,
        kind: CircleKind::Own,
        epoch: epoch(),
        secret: [30; 32],
        table: table.clone(),
    };
    let seen = Seen {
        device: device(2).device(),
        seq: 7,
        hash: HASH,
    };
    let words = EntryPayload {
        place: HASH,
        author: PERSON,
        identity_n: 2,
        control: (1, Hash([0xcd; 32])),
        seen: vec![seen],
        operations: vec![Bytes(vec![1, 2, 3])],
    };
    let bundle = RecoveryBundle {
        person: PERSON,
        device: device(1).device(),
        at: 1_790_000_000_000,
        identity: vec![device(1).sign(&identity::zero())],
        peks: vec![StoredPek::from(&pek(0, 20))],
        circles: vec![(CIRCLE, 1, HASH)],
        logs: vec![(CIRCLE, device(1).device(), 130, HASH)],
    };
    let circle = Circle {
        id: CIRCLE,
        kind: CircleKind::Own,
        n: 1,
        head: HASH,
        table,
        epoch: epoch(),
        removed: vec![(PERSON, Vec::new())],
    };
    vec![
        of("StatementPayload", &payload),
        of("SlotPayload", &slot),
        of("EntryPayload", &words),
        of("RecoveryBundle", &bundle),
        of("Signed<RecoveryBundle>", &device(1).sign(&bundle)),
        of("Circle (local)", &circle),
    ]
}

fn calls() -> Vec<Encoding> {
    let zero = device(1).sign(&identity::zero());
    let results = vec![
        Appended::Stored,
        Appended::NotNext { head: None },
        Appended::NotNext {
            head: Some((129, HASH)),
        },
        Appended::NoAccess,
        Appended::Invalid,
        Appended::Quota,
    ];
    let records = vec![
        Record::Identity(zero.clone()),
        Record::Statement(statement()),
        Record::Entry(entry()),
        Record::Pruned(device(1).sign(&entry_header())),
    ];
    let challenge = Challenge {
        time: 1_790_000_000,
        nonce: [3; 16],
        mac: [4; 32],
    };
    let bearer = SessionAnswer {
        bearer: "AAECAwQ".into(),
        seconds: 43_200,
    };
    vec![
        of(
            "JoinRequest",
            &JoinRequest {
                token: [7; 16],
                identity: zero.clone(),
            },
        ),
        of("Challenge", &challenge),
        of(
            "SessionKey::Device",
            &SessionKey::Device(device(1).device()),
        ),
        of(
            "SessionKey::Card",
            &SessionKey::Card(fixtures::card(9).derive_signing().card()),
        ),
        of("SessionProof", &session::proof()),
        of(
            "SessionRequest",
            &SessionRequest {
                proof: device(1).sign(&session::proof()),
            },
        ),
        of("SessionAnswer", &bearer),
        of("IdentityRequest", &IdentityRequest { statement: zero }),
        of(
            "StatementRequest",
            &StatementRequest {
                statement: statement(),
                cursor: Some(CURSOR),
            },
        ),
        of(
            "StatementAnswer without a cursor",
            &StatementAnswer { cursor: None },
        ),
        of(
            "StatementAnswer",
            &StatementAnswer {
                cursor: Some(CURSOR),
            },
        ),
        of(
            "AppendRequest",
            &AppendRequest {
                entries: vec![entry()],
                cursor: None,
            },
        ),
        of(
            "AppendAnswer, every result",
            &AppendAnswer {
                results,
                cursor: Some(CURSOR),
            },
        ),
        of("SyncRequest for all", &SyncRequest { cursor: None }),
        of(
            "SyncRequest",
            &SyncRequest {
                cursor: Some(CURSOR),
            },
        ),
        of("SyncAnswer::Unchanged", &SyncAnswer::Unchanged),
        of(
            "SyncAnswer::Page, every record",
            &SyncAnswer::Page {
                records,
                cursor: CURSOR,
                more: true,
            },
        ),
        of("SyncAnswer::Restart", &SyncAnswer::Restart),
        of("Record::Letter", &Record::Letter(Bytes(vec![0x88; 4]))),
        of(
            "Record::Deposit",
            &Record::Deposit {
                circle: CIRCLE,
                sealed: Bytes(vec![0x99; 5]),
            },
        ),
        of(
            "InvitationsRequest",
            &InvitationsRequest {
                add: vec![NewInvitation {
                    token: HASH,
                    expires: 1_790_000_000,
                    invites: true,
                }],
                withdraw: vec![HASH],
            },
        ),
        of(
            "LetterRequest",
            &LetterRequest {
                sealed: Bytes(vec![0x88; 4]),
            },
        ),
        of(
            "LettersDone",
            &LettersDone {
                letters: vec![HASH],
            },
        ),
        of(
            "DepositRequest",
            &DepositRequest {
                sealed: Bytes(vec![0x99; 5]),
            },
        ),
        of(
            "RecoveryRequest",
            &RecoveryRequest {
                blob: Bytes(vec![1, 2]),
            },
        ),
        of(
            "RecoveryAnswer",
            &RecoveryAnswer {
                blobs: vec![Bytes(vec![1, 2]), Bytes(vec![3])],
            },
        ),
    ]
}

/// Every encoding in postcard.
///
/// # Errors
/// Never, unless this file is wrong.
pub fn all() -> Result<Vec<Encoding>> {
    let mut all = in_chains()?;
    all.extend(under_seal());
    all.extend(calls());
    all.extend(between_people());
    Ok(all)
}

const CODES: [ErrorCode; 18] = [
    ErrorCode::Malformed,
    ErrorCode::TooLarge,
    ErrorCode::NoSuchCall,
    ErrorCode::SessionNeeded,
    ErrorCode::ChallengeRefused,
    ErrorCode::DeviceRefused,
    ErrorCode::AccountUnknown,
    ErrorCode::TokenUnknown,
    ErrorCode::TokenUsed,
    ErrorCode::TokenExpired,
    ErrorCode::NotNext,
    ErrorCode::NoAccess,
    ErrorCode::Invalid,
    ErrorCode::Quota,
    ErrorCode::Full,
    ErrorCode::TooMany,
    ErrorCode::NotFound,
    ErrorCode::Fault,
];

/// What is sent as JSON.
fn json() -> Result<Vec<Case>> {
    let mut all = Vec::new();
    for code in CODES {
        let body = ProblemBody {
            kind: "about:blank".into(),
            title: "for logs".into(),
            status: code.status(),
            code,
        };
        all.push(Case {
            name: format!("ProblemBody, {code:?} (JSON)"),
            bytes: serde_json::to_string(&body)?,
        });
    }
    let info = Info {
        name: "A college".into(),
        protocol: vec![1],
        version: "0.1.0".into(),
    };
    all.push(Case {
        name: "Info (JSON)".into(),
        bytes: serde_json::to_string(&info)?,
    });
    Ok(all)
}

/// The cases.
///
/// # Errors
/// Never, unless this file is wrong.
pub fn make() -> Result<Cases<Case>> {
    let mut cases: Vec<Case> = all()?.into_iter().map(|e| e.case).collect();
    cases.extend(json()?);
    Ok(Cases {
        about: "Canonical bytes of one value of every stored or sent type.".into(),
        cases,
    })
}
