//! Whatever is sent, the endpoint answers with a refusal that fits, stays up, and keeps nothing of it.
#![allow(clippy::unwrap_used, reason = "tests")]

mod endpoint;
mod fixtures;

use amanat_protocol::api::{
    self, AppendRequest, Appended, DepositRequest, IdentityRequest, InvitationsRequest,
    JoinRequest, LetterRequest, LettersDone, RecoveryRequest, SessionKey, SessionProof,
    SessionRequest, StatementRequest, SyncRequest, token_hash,
};
use amanat_protocol::codec::{self, Bytes};
use amanat_protocol::error::ErrorCode;
use amanat_protocol::hash::{self, Hash};
use amanat_protocol::id::{CircleId, Locator};
use amanat_protocol::limits::{DEPOSIT_BYTES, MAX_BODY};
use amanat_server::store::Store;
use endpoint::{Endpoint, ORIGIN, START};
use fixtures::{Log, Person, device_key, key, sign};

/// One genuine request of every call that takes a body. Sent once as they are, all succeed.
async fn genuine(endpoint: &Endpoint) -> Vec<(String, Option<String>, Vec<u8>)> {
    let (person, other) = (Person::new(1), Person::new(2));
    let bearer = endpoint.enter(&person).await;
    let circle = endpoint.circle(&bearer, &person, 5).await;
    let (_, first) = fixtures::genesis(&person, 6, &[]);
    endpoint.add_token([9; 16], START + 100).await;
    let proof = SessionProof {
        origin: ORIGIN.into(),
        challenge: endpoint.challenge().await,
        person: person.id(),
        key: SessionKey::Device(device_key(person.device())),
    };
    let join = JoinRequest {
        token: [9; 16],
        identity: other.chain[0].clone(),
    };
    let session = SessionRequest {
        proof: sign(person.device(), &proof),
    };
    let identity = IdentityRequest {
        statement: person.adding(&key(9)),
    };
    let statement = StatementRequest {
        statement: first,
        cursor: None,
    };
    let entries = vec![Log::new(&circle, person.device()).push(1024)];
    let entries = AppendRequest {
        entries,
        cursor: None,
    };
    let recovery = RecoveryRequest {
        blob: Bytes(vec![7; 40]),
    };
    let invitations = InvitationsRequest {
        add: vec![fixtures::invitation(1, START + 100)],
        withdraw: vec![token_hash(&[2; 16])],
    };
    let letter = fixtures::noise(1, 1024);
    let done = LettersDone {
        letters: vec![hash::plain(&letter)],
    };
    let letter = LetterRequest {
        sealed: Bytes(letter),
    };
    let deposit = DepositRequest {
        sealed: Bytes(fixtures::noise(2, DEPOSIT_BYTES)),
    };
    let path = format!("{}/{}", api::RECOVERY, person.locator.hex());
    let inbox = format!("{}/{}", api::INBOX, person.id().hex());
    let drop = format!("{}/{}", api::DROP, circle.id.hex());
    let mine = Some(bearer);
    vec![
        (api::JOIN.into(), None, codec::encode(&join)),
        (api::SESSION.into(), None, codec::encode(&session)),
        (api::IDENTITY.into(), mine.clone(), codec::encode(&identity)),
        (
            api::STATEMENTS.into(),
            mine.clone(),
            codec::encode(&statement),
        ),
        (api::ENTRIES.into(), mine.clone(), codec::encode(&entries)),
        (
            api::SYNC.into(),
            mine.clone(),
            codec::encode(&SyncRequest { cursor: None }),
        ),
        (path, mine.clone(), codec::encode(&recovery)),
        (
            api::INVITATIONS.into(),
            mine.clone(),
            codec::encode(&invitations),
        ),
        (inbox, mine.clone(), codec::encode(&letter)),
        (api::INBOX_DONE.into(), mine.clone(), codec::encode(&done)),
        (drop, mine, codec::encode(&deposit)),
    ]
}

/// Calls whose bodies somebody signed. The others read, or carry what is opaque to the endpoint.
const SIGNED: [&str; 5] = [
    api::JOIN,
    api::SESSION,
    api::IDENTITY,
    api::STATEMENTS,
    api::ENTRIES,
];

#[tokio::test]
async fn every_truncation_is_malformed() {
    let endpoint = Endpoint::new().await;
    for (path, bearer, body) in genuine(&endpoint).await {
        let mut longer = body.clone();
        longer.push(0);
        let cuts = (0..body.len())
            .step_by(1 + body.len() / 150)
            .map(|cut| body[..cut].to_vec());
        for bad in cuts.chain([longer]) {
            let refused = endpoint.post(&path, bearer.as_deref(), bad).await;
            let expected = [ErrorCode::Malformed, ErrorCode::TooLarge];
            assert!(
                refused.as_ref().is_err_and(|code| expected.contains(code)),
                "{path} {refused:?}"
            );
        }
        endpoint.post(&path, bearer.as_deref(), body).await.unwrap();
    }
}

#[tokio::test]
async fn no_flipped_bit_is_stored() {
    let endpoint = Endpoint::new().await;
    let requests = genuine(&endpoint).await;
    let before = endpoint.store.stats().await.unwrap();
    for (path, bearer, body) in &requests {
        // What has nothing signed to break must only not bring the endpoint down.
        let signed = SIGNED.contains(&path.as_str());
        if !signed {
            endpoint
                .post(path, bearer.as_deref(), body.clone())
                .await
                .unwrap();
        }
        for bit in (0..body.len() * 8).step_by(1 + body.len() * 8 / 700) {
            let mut bad = body.clone();
            bad[bit / 8] ^= 1 << (bit % 8);
            let answer = endpoint.post(path, bearer.as_deref(), bad).await;
            assert_ne!(answer, Err(ErrorCode::Fault), "{path} bit {bit}");
            if path == api::ENTRIES {
                if let Ok(answer) = answer {
                    let answer: api::AppendAnswer = codec::decode(&answer, 4096).unwrap();
                    assert!(!answer.results.contains(&Appended::Stored), "bit {bit}");
                }
            } else if signed {
                assert!(answer.is_err(), "{path} bit {bit}");
            }
        }
    }
    let after = endpoint.store.stats().await.unwrap();
    assert_eq!(after.accounts, before.accounts);
    assert_eq!(after.identity_statements, before.identity_statements);
    assert_eq!(
        (after.statements, after.entries),
        (before.statements, before.entries)
    );
    for (path, bearer, body) in requests {
        endpoint.post(&path, bearer.as_deref(), body).await.unwrap();
    }
}

#[tokio::test]
async fn noise_is_refused_by_every_call() {
    let endpoint = Endpoint::new().await;
    let bearer = endpoint.enter(&Person::new(1)).await;
    let recovery = format!("{}/{}", api::RECOVERY, Locator([1; 32]).hex());
    let inbox = format!("{}/{}", api::INBOX, Person::new(1).id().hex());
    let drop = format!("{}/{}", api::DROP, CircleId(Hash([1; 32])).hex());
    let calls = [
        api::JOIN,
        api::CHALLENGE,
        api::SESSION,
        api::IDENTITY,
        api::STATEMENTS,
        api::ENTRIES,
        api::SYNC,
        api::INVITATIONS,
        api::INBOX_DONE,
        &recovery,
        &inbox,
        &drop,
    ];
    for path in calls {
        for seed in 0..60 {
            let len = usize::try_from(seed * seed).unwrap() + 1;
            let answer = endpoint
                .post(path, Some(&bearer), fixtures::noise(seed, len))
                .await;
            // A short run of noise can be a small request; then it is answered as one.
            let fits = answer
                .as_ref()
                .map_or_else(|code| *code != ErrorCode::Fault, |_| len < 64);
            assert!(fits, "{path} {seed} {answer:?}");
        }
        let refused = endpoint
            .post(path, Some(&bearer), vec![0xff; MAX_BODY + 1])
            .await;
        assert_eq!(refused, Err(ErrorCode::TooLarge), "{path}");
    }
}
