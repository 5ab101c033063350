//! Whatever is sent, the endpoint answers with a refusal that fits, stays up, and keeps nothing of it.
#![allow(clippy::unwrap_used, reason = "tests")]

mod endpoint;
mod fixtures;

use amanat_protocol::api::{
    self, AppendRequest, Appended, DepositRequest, IdentityRequest, InvitationsRequest,
    JoinRequest, LetterRequest, LettersDone, NewInvitation, RecoveryRequest, SessionKey,
    SessionProof, SessionRequest, StatementRequest, SyncAnswer, SyncRequest, token_hash,
};
use amanat_protocol::codec::{self, Bytes};
use amanat_protocol::error::ErrorCode;
use amanat_protocol::hash::{self, Hash};
use amanat_protocol::id::{CircleId, Locator};
use amanat_protocol::limits::{
    CHALLENGE_SECONDS, DEPOSIT_BYTES, INVITATION_SECONDS, MAX_APPEND, MAX_BODY,
    MAX_DEPOSITS_A_WEEK, MAX_INVITATIONS, MAX_LETTER, MAX_LETTERS_DONE, MAX_RECOVERY_BLOB,
    SESSION_SECONDS,
};
use amanat_protocol::statement::Level;
use amanat_server::Rate;
use amanat_server::store::Store;
use axum::body::Body;
use axum::http::{Request, header};
use endpoint::{Endpoint, ORIGIN, START};
use fixtures::{Log, Person, device_key, key, row, sign};

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
        add: vec![invitation(1, START + 100)],
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

fn invitation(token: u8, expires: u64) -> NewInvitation {
    NewInvitation {
        token: token_hash(&[token; 16]),
        expires,
        invites: false,
    }
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

#[tokio::test]
async fn proofs_are_fresh_ours_and_the_keys_own() {
    let endpoint = Endpoint::new().await;
    let person = Person::new(1);
    endpoint.join(&person).await;
    let device = person.device();
    let mine = SessionKey::Device(device_key(device));
    let open = async |change: &dyn Fn(&mut SessionProof), signer: &ed25519_dalek::SigningKey| {
        let mut proof = SessionProof {
            origin: ORIGIN.into(),
            challenge: endpoint.challenge().await,
            person: person.id(),
            key: mine,
        };
        change(&mut proof);
        let request = SessionRequest {
            proof: sign(signer, &proof),
        };
        endpoint
            .call::<_, api::SessionAnswer>(api::SESSION, None, &request)
            .await
            .map(drop)
    };
    assert_eq!(open(&|_| {}, device).await, Ok(()));
    let challenge = Err(ErrorCode::ChallengeRefused);
    assert_eq!(
        open(&|p| p.origin = "https://elsewhere.example".into(), device).await,
        challenge
    );
    assert_eq!(open(&|p| p.challenge.mac[0] ^= 1, device).await, challenge);
    assert_eq!(open(&|p| p.challenge.time += 1, device).await, challenge);
    assert_eq!(
        open(&|p| p.challenge.nonce[0] ^= 1, device).await,
        challenge
    );
    let refused = Err(ErrorCode::DeviceRefused);
    assert_eq!(open(&|_| {}, &key(99)).await, refused);
    let strange = SessionKey::Device(device_key(&key(99)));
    assert_eq!(open(&|p| p.key = strange, &key(99)).await, refused);
    assert_eq!(
        open(&|p| p.person.0.0[0] ^= 1, device).await,
        Err(ErrorCode::AccountUnknown)
    );

    let old = endpoint.challenge().await;
    endpoint.pass(CHALLENGE_SECONDS + 1);
    assert_eq!(open(&|p| p.challenge = old, device).await, challenge);
}

#[tokio::test]
async fn sessions_end_and_cannot_be_made_up() {
    let endpoint = Endpoint::new().await;
    let bearer = endpoint.enter(&Person::new(1)).await;
    let needed = Err(ErrorCode::SessionNeeded);
    assert_eq!(endpoint.post(api::SYNC, None, vec![0]).await, needed);
    for bad in [
        "",
        "x",
        bearer.get(1..).unwrap(),
        &format!("{bearer}A"),
        &"A".repeat(44),
        &"A".repeat(5000),
    ] {
        assert_eq!(
            endpoint.post(api::SYNC, Some(bad), vec![0]).await,
            needed,
            "{bad}"
        );
    }
    assert!(
        endpoint
            .post(api::SYNC, Some(&bearer), vec![0])
            .await
            .is_ok()
    );
    endpoint.pass(SESSION_SECONDS);
    assert_eq!(
        endpoint.post(api::SYNC, Some(&bearer), vec![0]).await,
        needed
    );
    // Another endpoint's key makes another endpoint's bearers.
    let other = Endpoint::new().await;
    let theirs = other.enter(&Person::new(1)).await;
    assert_eq!(
        endpoint.post(api::SYNC, Some(&theirs), vec![0]).await,
        needed
    );
}

#[tokio::test]
async fn tokens_answer_by_their_state() {
    let endpoint = Endpoint::new().await;
    let (a, b) = (Person::new(1), Person::new(2));
    let join = async |token, person: &Person| {
        let request = JoinRequest {
            token,
            identity: person.chain[0].clone(),
        };
        endpoint.call::<_, ()>(api::JOIN, None, &request).await
    };
    assert_eq!(join([1; 16], &a).await, Err(ErrorCode::TokenUnknown));
    endpoint.add_token([1; 16], START + 10).await;
    endpoint.add_token([2; 16], START + 10).await;
    assert_eq!(join([1; 16], &a).await, Ok(()));
    assert_eq!(join([1; 16], &a).await, Ok(()));
    assert_eq!(join([1; 16], &b).await, Err(ErrorCode::TokenUsed));
    endpoint.pass(11);
    assert_eq!(join([2; 16], &b).await, Err(ErrorCode::TokenExpired));
    assert_eq!(join([1; 16], &a).await, Ok(()));
    // Statement 1 founds nobody.
    let mut second = Person::new(3);
    second.chain[0] = second.adding(&key(9));
    assert!(join([2; 16], &second).await.is_err());
}

#[tokio::test]
async fn entries_are_judged_one_by_one() {
    let endpoint = Endpoint::new().await;
    let (person, other) = (Person::new(1), Person::new(2));
    let bearer = endpoint.enter(&person).await;
    let theirs = endpoint.enter(&other).await;
    let circle = endpoint.circle(&bearer, &person, 5).await;
    let log = Log::new(&circle, person.device());
    let one = async |bearer: &str, entry| {
        endpoint
            .append(bearer, &[entry], None)
            .await
            .unwrap()
            .results[0]
    };
    let cut_short = {
        let mut entry = log.with(1024, |_| {});
        entry.payload.0.truncate(1023);
        entry
    };
    let invalid = [
        log.with(1025, |_| {}),
        log.with(1000, |_| {}),
        log.with((1 << 20) + (1 << 15), |_| {}),
        log.with(1024, |h| h.suite = 2),
        log.with(1024, |h| h.payload_len = 2048),
        log.with(1024, |h| h.payload_hash.0[0] ^= 1),
        cut_short,
    ];
    for entry in invalid {
        assert_eq!(one(&bearer, entry).await, Appended::Invalid);
    }
    let signed_by_another = {
        let mut entry = log.with(1024, |_| {});
        entry.header = sign(&key(99), &entry.header.claim().unwrap());
        entry
    };
    assert_eq!(one(&bearer, signed_by_another).await, Appended::Invalid);
    assert_eq!(
        one(&theirs, log.with(1024, |_| {})).await,
        Appended::NoAccess
    );
    let intruder = Log::new(&circle, other.device());
    assert_eq!(
        one(&theirs, intruder.with(1024, |_| {})).await,
        Appended::NoAccess
    );
    let nowhere = log.with(1024, |h| h.circle.0.0[0] ^= 1);
    assert_eq!(one(&bearer, nowhere).await, Appended::NoAccess);
    let many = vec![log.with(1024, |_| {}); MAX_APPEND + 1];
    assert_eq!(
        endpoint.append(&bearer, &many, None).await,
        Err(ErrorCode::TooLarge)
    );
    assert_eq!(endpoint.store.stats().await.unwrap().entries, 0);
    assert_eq!(
        one(&bearer, log.with(1 << 20, |_| {})).await,
        Appended::Stored
    );
}

#[tokio::test]
async fn statements_keep_their_rules() {
    let endpoint = Endpoint::new().await;
    let (person, other) = (Person::new(1), Person::new(2));
    let bearer = endpoint.enter(&person).await;
    endpoint.join(&other).await;
    let invalid = Err(ErrorCode::Invalid);
    let made = |change: &dyn Fn(&mut amanat_protocol::statement::StatementHeader)| {
        fixtures::genesis_with(&person, 5, &[], |h| change(h)).1
    };
    let broken = [
        made(&|h| h.suite = 2),
        made(&|h| h.genesis = None),
        made(&|h| h.genesis.as_mut().unwrap().owner = other.id()),
        made(&|h| h.prev.0[0] = 1),
        made(&|h| h.circle.0.0[0] = 1),
        made(&|h| h.n = 1),
        made(&|h| h.payload_len += 1),
        made(&|h| h.payload_hash.0[0] ^= 1),
        made(&|h| h.access_hash.0[0] ^= 1),
        made(&|h| h.slots_hash.0[0] ^= 1),
    ];
    for statement in broken {
        assert_eq!(endpoint.state(&bearer, &statement, None).await, invalid);
    }
    let (circle, first) = fixtures::genesis(&person, 5, &[]);
    let mut foreign = first.clone();
    foreign.header = sign(&key(99), &first.header.claim().unwrap());
    let refused = endpoint.state(&bearer, &foreign, None).await;
    assert_eq!(refused, Err(ErrorCode::DeviceRefused));
    endpoint.state(&bearer, &first, None).await.unwrap();

    // A list that nobody manages, or that is out of order, or a second root.
    let nobody = circle.next(&person, &[row(&person, Level::Append)], |_| {});
    assert_eq!(endpoint.state(&bearer, &nobody, None).await, invalid);
    let twice = [row(&person, Level::Manage), row(&person, Level::Manage)];
    let twice = circle.next(&person, &twice, |_| {});
    assert_eq!(endpoint.state(&bearer, &twice, None).await, invalid);
    let rooted = circle.next(&person, &circle.access, |h| {
        h.genesis = first.header.claim().unwrap().genesis;
    });
    assert_eq!(endpoint.state(&bearer, &rooted, None).await, invalid);
    let next = circle.next(&person, &circle.access, |_| {});
    endpoint.state(&bearer, &next, None).await.unwrap();
}

#[tokio::test]
async fn recovery_is_bounded_and_found_by_locator_alone() {
    let endpoint = Endpoint::new().await;
    let person = Person::new(1);
    let bearer = endpoint.enter(&person).await;
    let path = format!("{}/{}", api::RECOVERY, person.locator.hex());
    let large = RecoveryRequest {
        blob: Bytes(vec![1; MAX_RECOVERY_BLOB + 1]),
    };
    let refused = endpoint.call::<_, ()>(&path, Some(&bearer), &large).await;
    assert_eq!(refused, Err(ErrorCode::TooLarge));
    let fits = RecoveryRequest {
        blob: Bytes(vec![1; MAX_RECOVERY_BLOB]),
    };
    endpoint
        .call::<_, ()>(&path, Some(&bearer), &fits)
        .await
        .unwrap();
    assert_eq!(
        endpoint.call::<_, ()>(&path, None, &fits).await,
        Err(ErrorCode::SessionNeeded)
    );
    for (name, status) in [
        ("zz", 400),
        (&"0".repeat(63), 400),
        (&"A".repeat(64), 400),
        (&"0".repeat(64), 404),
    ] {
        let request = Request::get(format!("{}/{name}", api::RECOVERY)).body(Body::empty());
        assert_eq!(
            endpoint.raw(request.unwrap()).await.status(),
            status,
            "{name}"
        );
    }
}

#[tokio::test]
async fn invitations_keep_their_rules() {
    let endpoint = Endpoint::new().await;
    let (founder, guest, other) = (Person::new(1), Person::new(2), Person::new(3));
    let bearer = endpoint.enter(&founder).await;
    let invite = async |bearer: Option<&str>, add: &[NewInvitation], withdraw: &[Hash]| {
        let request = InvitationsRequest {
            add: add.to_vec(),
            withdraw: withdraw.to_vec(),
        };
        endpoint
            .call::<_, ()>(api::INVITATIONS, bearer, &request)
            .await
    };
    let me = Some(bearer.as_str());
    let (good, last) = (
        invitation(1, START + 100),
        invitation(2, START + INVITATION_SECONDS),
    );
    let too_late = invitation(3, START + INVITATION_SECONDS + 1);
    let never = invitation(3, u64::MAX);
    assert_eq!(
        invite(None, &[good], &[]).await,
        Err(ErrorCode::SessionNeeded)
    );
    assert_eq!(
        invite(me, &[good, too_late], &[]).await,
        Err(ErrorCode::Invalid)
    );
    assert_eq!(invite(me, &[never], &[]).await, Err(ErrorCode::Invalid));
    assert_eq!(invite(me, &[good, last], &[]).await, Ok(()));
    let crowd = vec![good; MAX_INVITATIONS];
    assert_eq!(invite(me, &crowd, &[]).await, Ok(()));
    assert_eq!(
        invite(me, &crowd, &[good.token]).await,
        Err(ErrorCode::TooLarge)
    );
    let card = endpoint.card_session(&founder).await.unwrap();
    assert_eq!(
        invite(Some(&card), &[good], &[]).await,
        Err(ErrorCode::NoAccess)
    );

    let join = async |token, person: &Person| {
        let request = JoinRequest {
            token,
            identity: person.chain[0].clone(),
        };
        endpoint.call::<_, ()>(api::JOIN, None, &request).await
    };
    assert_eq!(join([1; 16], &guest).await, Ok(()));
    assert_eq!(join([1; 16], &other).await, Err(ErrorCode::TokenUsed));
    assert_eq!(join([3; 16], &other).await, Err(ErrorCode::TokenUnknown));
    assert_eq!(invite(me, &[], &[last.token]).await, Ok(()));
    assert_eq!(join([2; 16], &other).await, Err(ErrorCode::TokenUnknown));
    let theirs = endpoint.session(&guest, guest.device()).await.unwrap();
    assert_eq!(
        invite(Some(&theirs), &[last], &[]).await,
        Err(ErrorCode::NoAccess)
    );
    let second = endpoint.enter(&other).await;
    assert_eq!(
        invite(Some(&second), &[good], &[]).await,
        Err(ErrorCode::Invalid)
    );
    assert_eq!(endpoint.store.stats().await.unwrap().open_invitations, 0);
}

#[tokio::test]
async fn letters_keep_their_rules() {
    let endpoint = Endpoint::new().await;
    let (person, other) = (Person::new(1), Person::new(2));
    let bearer = endpoint.enter(&person).await;
    let to = |name: &str| format!("{}/{name}", api::INBOX);
    let send = async |path: &str, bearer: &str, len: usize| {
        let request = LetterRequest {
            sealed: Bytes(fixtures::noise(1, len)),
        };
        endpoint.call::<_, ()>(path, Some(bearer), &request).await
    };
    let mine = to(&person.id().hex());
    for len in [0, 1, 1023, 1025, MAX_LETTER - 1] {
        assert_eq!(
            send(&mine, &bearer, len).await,
            Err(ErrorCode::Invalid),
            "{len}"
        );
    }
    let over = MAX_LETTER + MAX_LETTER / 32;
    assert_eq!(send(&mine, &bearer, over).await, Err(ErrorCode::TooLarge));
    for name in ["zz", &"0".repeat(63), &person.id().hex().to_uppercase()] {
        let refused = send(&to(name), &bearer, 1024).await;
        assert_eq!(refused, Err(ErrorCode::Malformed), "{name}");
    }
    let theirs = to(&other.id().hex());
    assert_eq!(send(&theirs, &bearer, 1024).await, Err(ErrorCode::NotFound));
    let card = endpoint.card_session(&person).await.unwrap();
    assert_eq!(send(&mine, &card, 1024).await, Err(ErrorCode::NoAccess));
    assert_eq!(send(&mine, &bearer, MAX_LETTER).await, Ok(()));
    assert_eq!(send(&mine, &bearer, 1024).await, Ok(()));
    // The calls next to it are others.
    assert_eq!(
        endpoint.post(api::INBOX, Some(&bearer), vec![]).await,
        Err(ErrorCode::NoSuchCall)
    );

    let done = async |bearer: &str, letters: Vec<Hash>| {
        let request = LettersDone { letters };
        endpoint
            .call::<_, ()>(api::INBOX_DONE, Some(bearer), &request)
            .await
    };
    let named = hash::plain(&fixtures::noise(1, 1024));
    assert_eq!(
        done(&bearer, vec![named; MAX_LETTERS_DONE + 1]).await,
        Err(ErrorCode::TooLarge)
    );
    assert_eq!(done(&card, vec![named]).await, Err(ErrorCode::NoAccess));
    let stranger = endpoint.enter(&other).await;
    assert_eq!(done(&stranger, vec![named]).await, Ok(()));
    assert_eq!(endpoint.store.stats().await.unwrap().letters, 2);
    assert_eq!(done(&bearer, vec![named; MAX_LETTERS_DONE]).await, Ok(()));
    assert_eq!(endpoint.store.stats().await.unwrap().letters, 1);
}

#[tokio::test]
async fn deposits_keep_their_rules() {
    let endpoint = Endpoint::new().await;
    let (owner, anybody) = (Person::new(1), Person::new(2));
    let bearer = endpoint.enter(&owner).await;
    let circle = endpoint.circle(&bearer, &owner, 5).await;
    let theirs = endpoint.enter(&anybody).await;
    let path = format!("{}/{}", api::DROP, circle.id.hex());
    let leave = async |path: &str, bearer: &str, seed: u64, len: usize| {
        let request = DepositRequest {
            sealed: Bytes(fixtures::noise(seed, len)),
        };
        endpoint.call::<_, ()>(path, Some(bearer), &request).await
    };
    for len in [0, 1024, DEPOSIT_BYTES - 1, DEPOSIT_BYTES + 1] {
        assert_eq!(
            leave(&path, &theirs, 1, len).await,
            Err(ErrorCode::Invalid),
            "{len}"
        );
    }
    assert_eq!(
        leave(&path, &theirs, 1, 2 * DEPOSIT_BYTES).await,
        Err(ErrorCode::TooLarge)
    );
    let nowhere = format!("{}/{}", api::DROP, owner.id().hex());
    assert_eq!(
        leave(&nowhere, &theirs, 1, DEPOSIT_BYTES).await,
        Err(ErrorCode::NotFound)
    );
    let nothing = format!("{}/x", api::DROP);
    assert_eq!(
        leave(&nothing, &theirs, 1, DEPOSIT_BYTES).await,
        Err(ErrorCode::Malformed)
    );
    let card = endpoint.card_session(&anybody).await.unwrap();
    assert_eq!(
        leave(&path, &card, 1, DEPOSIT_BYTES).await,
        Err(ErrorCode::NoAccess)
    );
    for seed in 0..u64::from(MAX_DEPOSITS_A_WEEK) {
        assert_eq!(leave(&path, &theirs, seed, DEPOSIT_BYTES).await, Ok(()));
    }
    let request = DepositRequest {
        sealed: Bytes(fixtures::noise(900, DEPOSIT_BYTES)),
    };
    let call = Request::post(&path).header(header::AUTHORIZATION, format!("Bearer {theirs}"));
    let response = endpoint
        .raw(call.body(Body::from(codec::encode(&request))).unwrap())
        .await;
    assert_eq!(response.status(), 429);
    let wait: u64 = response.headers()[header::RETRY_AFTER]
        .to_str()
        .unwrap()
        .parse()
        .unwrap();
    assert!(wait > 0 && wait <= 7 * 24 * 60 * 60, "{wait}");
    endpoint.pass(wait);
    let theirs = endpoint.session(&anybody, anybody.device()).await.unwrap();
    assert_eq!(leave(&path, &theirs, 900, DEPOSIT_BYTES).await, Ok(()));
}

#[tokio::test]
async fn calls_beyond_the_rate_are_told_when_to_come_back() {
    let slow = Rate {
        burst: 4,
        per_second: 1,
    };
    let endpoint = Endpoint::with(|settings| settings.account_rate = slow).await;
    let bearer = endpoint.enter(&Person::new(1)).await;
    let other = endpoint.enter(&Person::new(2)).await;
    for _ in 0..4 {
        endpoint.sync(&bearer, None).await.unwrap();
    }
    let request =
        Request::post(api::SYNC).header(header::AUTHORIZATION, format!("Bearer {bearer}"));
    let response = endpoint
        .raw(request.body(Body::from(vec![0])).unwrap())
        .await;
    assert_eq!(response.status(), 429);
    assert_eq!(response.headers()[header::RETRY_AFTER], "1");
    assert!(matches!(
        endpoint.sync(&other, None).await,
        Ok(SyncAnswer::Page { .. })
    ));
}

#[tokio::test]
async fn strangers_share_their_addresss_rate() {
    let slow = Rate {
        burst: 4,
        per_second: 1,
    };
    let endpoint = Endpoint::with(|settings| settings.address_rate = slow).await;
    for _ in 0..4 {
        endpoint.post(api::CHALLENGE, None, vec![]).await.unwrap();
    }
    assert_eq!(
        endpoint.post(api::CHALLENGE, None, vec![]).await,
        Err(ErrorCode::TooMany)
    );
    assert_eq!(
        endpoint.post(api::SYNC, None, vec![0]).await,
        Err(ErrorCode::TooMany)
    );
}

#[tokio::test]
async fn forwarded_addresses_are_believed_behind_a_proxy_only() {
    let slow = Rate {
        burst: 2,
        per_second: 1,
    };
    for behind_proxy in [false, true] {
        let endpoint = Endpoint::with(|settings| {
            settings.address_rate = slow;
            settings.behind_proxy = behind_proxy;
        })
        .await;
        let from = async |address: &str| {
            // What a client claims comes first; what the proxy saw comes last.
            let request = Request::post(api::CHALLENGE)
                .header("x-forwarded-for", format!("192.0.2.200, {address}"));
            endpoint
                .raw(request.body(Body::empty()).unwrap())
                .await
                .status()
                .as_u16()
        };
        assert_eq!(
            (from("192.0.2.1").await, from("192.0.2.1").await),
            (200, 200)
        );
        assert_eq!(from("192.0.2.1").await, 429);
        assert_eq!(
            from("192.0.2.2").await,
            if behind_proxy { 200 } else { 429 }
        );
    }
}
