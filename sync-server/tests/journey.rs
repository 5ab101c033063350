//! The ordinary way through every call.
#![allow(clippy::unwrap_used, reason = "tests")]

mod endpoint;
mod fixtures;

use amanat_protocol::api::{
    self, Appended, DepositRequest, InvitationsRequest, JoinRequest, LetterRequest, LettersDone,
    NewInvitation, Record, RecoveryAnswer, RecoveryRequest, SyncAnswer, token_hash,
};
use amanat_protocol::codec::{self, Bytes};
use amanat_protocol::error::ErrorCode;
use amanat_protocol::hash;
use amanat_protocol::limits::{DEPOSIT_BYTES, MAX_ANSWER};
use amanat_protocol::statement::Level;
use axum::body::{Body, to_bytes};
use axum::http::Request;
use endpoint::{Endpoint, START, entries};
use fixtures::{Log, Person, key, noise, row};

#[tokio::test]
async fn one_edit_is_one_round_trip_and_nothing_is_served_twice() {
    let endpoint = Endpoint::new().await;
    let person = Person::new(1);
    let bearer = endpoint.enter(&person).await;

    let (records, cursor) = endpoint.sync_all(&bearer, None).await;
    assert_eq!(records, [Record::Identity(person.chain[0].clone())]);
    assert_eq!(
        endpoint.sync(&bearer, cursor).await.unwrap(),
        SyncAnswer::Unchanged
    );

    let (circle, first) = fixtures::genesis(&person, 5, &[]);
    let cursor = endpoint.state(&bearer, &first, cursor).await.unwrap();
    assert!(cursor.is_some());
    assert_eq!(
        endpoint.sync(&bearer, cursor).await.unwrap(),
        SyncAnswer::Unchanged
    );

    let mut log = Log::new(&circle, person.device());
    let sent = [log.push(1024), log.push(2048)];
    let answer = endpoint.append(&bearer, &sent, cursor).await.unwrap();
    assert_eq!(answer.results, [Appended::Stored, Appended::Stored]);
    assert!(answer.cursor.is_some());
    assert_eq!(
        endpoint.sync(&bearer, answer.cursor).await.unwrap(),
        SyncAnswer::Unchanged
    );

    let (records, end) = endpoint.sync_all(&bearer, None).await;
    assert_eq!(
        records,
        [
            Record::Identity(person.chain[0].clone()),
            Record::Statement(first),
            Record::Entry(sent[0].clone()),
            Record::Entry(sent[1].clone()),
        ]
    );
    assert_eq!(end, answer.cursor);
}

#[tokio::test]
async fn a_lost_device_is_replaced_from_the_card() {
    let endpoint = Endpoint::new().await;
    let mut person = Person::new(1);
    let bearer = endpoint.enter(&person).await;
    let circle = endpoint.circle(&bearer, &person, 5).await;
    let mut log = Log::new(&circle, person.device());
    endpoint
        .append(&bearer, &[log.push(1024)], None)
        .await
        .unwrap();
    let path = format!("{}/{}", api::RECOVERY, person.locator.hex());
    for blob in [b"first".as_slice(), b"second", b"second"] {
        let request = RecoveryRequest {
            blob: Bytes(blob.to_vec()),
        };
        endpoint
            .call::<_, ()>(&path, Some(&bearer), &request)
            .await
            .unwrap();
    }

    let response = endpoint
        .raw(Request::get(&path).body(Body::empty()).unwrap())
        .await;
    let body = to_bytes(response.into_body(), MAX_ANSWER).await.unwrap();
    let kept: RecoveryAnswer = codec::decode(&body, MAX_ANSWER).unwrap();
    assert_eq!(
        kept.blobs,
        [Bytes(b"second".to_vec()), Bytes(b"first".to_vec())]
    );

    let card = endpoint.card_session(&person).await.unwrap();
    let (records, _) = endpoint.sync_all(&card, None).await;
    assert_eq!(entries(&records, circle.id).len(), 1);
    let new = key(777);
    let restored = person.restoring(&new);
    endpoint.identify(&card, &restored).await.unwrap();
    endpoint.identify(&card, &restored).await.unwrap();
    person.take(restored);

    // The old device's session ends with it, on every call.
    assert_eq!(
        endpoint.sync(&bearer, None).await,
        Err(ErrorCode::DeviceRefused)
    );
    let refused = endpoint.append(&bearer, &[log.push(1024)], None).await;
    assert_eq!(refused, Err(ErrorCode::DeviceRefused));
    let gone = endpoint.session(&person, person.device()).await;
    assert_eq!(gone, Err(ErrorCode::DeviceRefused));

    let bearer = endpoint.session(&person, &new).await.unwrap();
    let mut log = Log::new(&circle, &new);
    let answer = endpoint
        .append(&bearer, &[log.push(1024)], None)
        .await
        .unwrap();
    assert_eq!(answer.results, [Appended::Stored]);
}

/// An invitation, an answer to it, an admission, words, a deposit.
#[tokio::test]
async fn somebody_invited_writes_back_and_is_admitted() {
    let endpoint = Endpoint::new().await;
    let (coordinator, mentee) = (Person::new(1), Person::new(2));
    let host = endpoint.enter(&coordinator).await;
    let (mut circle, first) = fixtures::genesis(&coordinator, 5, &[]);
    endpoint.state(&host, &first, None).await.unwrap();
    let mut log = Log::new(&circle, coordinator.device());
    let earlier = log.push(1024);
    endpoint
        .append(&host, std::slice::from_ref(&earlier), None)
        .await
        .unwrap();
    let invitations = InvitationsRequest {
        add: vec![NewInvitation {
            token: token_hash(&[7; 16]),
            expires: START + 1000,
            invites: false,
        }],
        withdraw: vec![],
    };
    endpoint
        .call::<_, ()>(api::INVITATIONS, Some(&host), &invitations)
        .await
        .unwrap();
    let (_, cursor) = endpoint.sync_all(&host, None).await;

    let join = JoinRequest {
        token: [7; 16],
        identity: mentee.chain[0].clone(),
    };
    endpoint
        .call::<_, ()>(api::JOIN, None, &join)
        .await
        .unwrap();
    let guest = endpoint.session(&mentee, mentee.device()).await.unwrap();
    let letter = LetterRequest {
        sealed: Bytes(noise(1, 2048)),
    };
    let inbox = format!("{}/{}", api::INBOX, coordinator.id().hex());
    endpoint
        .call::<_, ()>(&inbox, Some(&guest), &letter)
        .await
        .unwrap();
    let (news, cursor) = endpoint.sync_all(&host, cursor).await;
    assert_eq!(news, [Record::Letter(letter.sealed.clone())]);

    let list = [
        row(&coordinator, Level::Manage),
        row(&mentee, Level::Append),
    ];
    let admits = circle.next(&coordinator, &list, |_| {});
    endpoint.state(&host, &admits, cursor).await.unwrap();
    circle.take(&admits);
    let done = LettersDone {
        letters: vec![hash::plain(&letter.sealed.0)],
    };
    endpoint
        .call::<_, ()>(api::INBOX_DONE, Some(&host), &done)
        .await
        .unwrap();
    let words = log.push(1024);
    endpoint
        .append(&host, std::slice::from_ref(&words), None)
        .await
        .unwrap();
    let (seen, end) = endpoint.sync_all(&guest, None).await;
    assert_eq!(
        seen,
        [
            Record::Identity(mentee.chain[0].clone()),
            Record::Identity(coordinator.chain[0].clone()),
            Record::Statement(first),
            Record::Pruned(earlier.header),
            Record::Statement(admits),
            Record::Entry(words),
        ]
    );
    let deposit = DepositRequest {
        sealed: Bytes(noise(2, DEPOSIT_BYTES)),
    };
    let drop = format!("{}/{}", api::DROP, circle.id.hex());
    endpoint
        .call::<_, ()>(&drop, Some(&guest), &deposit)
        .await
        .unwrap();
    let left = Record::Deposit {
        circle: circle.id,
        sealed: deposit.sealed,
    };
    let (news, _) = endpoint.sync_all(&guest, end).await;
    assert_eq!(news, std::slice::from_ref(&left));
    let (all, end) = endpoint.sync_all(&host, None).await;
    assert_eq!(all.last(), Some(&left));
    assert!(!all.iter().any(|r| matches!(r, Record::Letter(_))));
    assert_eq!(
        endpoint.sync(&host, end).await.unwrap(),
        SyncAnswer::Unchanged
    );
}

#[tokio::test]
async fn a_card_session_may_only_sync_and_append_identity() {
    let endpoint = Endpoint::new().await;
    let person = Person::new(1);
    let bearer = endpoint.enter(&person).await;
    let circle = endpoint.circle(&bearer, &person, 5).await;
    let card = endpoint.card_session(&person).await.unwrap();
    let mut log = Log::new(&circle, person.device());
    let no = Err(ErrorCode::NoAccess);
    assert_eq!(
        endpoint
            .append(&card, &[log.push(1024)], None)
            .await
            .map(|_| ()),
        no
    );
    let (_, other) = fixtures::genesis(&person, 6, &[]);
    assert_eq!(endpoint.state(&card, &other, None).await.map(|_| ()), no);
    let path = format!("{}/{}", api::RECOVERY, person.locator.hex());
    let blob = RecoveryRequest {
        blob: Bytes(vec![1]),
    };
    assert_eq!(endpoint.call::<_, ()>(&path, Some(&card), &blob).await, no);
}
