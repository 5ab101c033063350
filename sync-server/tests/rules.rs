//! What is appended, changed or kept is judged by its rules, and nothing of what breaks them stays.
#![allow(clippy::unwrap_used, reason = "tests")]

mod endpoint;
mod fixtures;

use amanat_protocol::api::{self, Appended, RecoveryRequest};
use amanat_protocol::codec::Bytes;
use amanat_protocol::error::ErrorCode;
use amanat_protocol::limits::{MAX_APPEND, MAX_RECOVERY_BLOB};
use amanat_protocol::statement::Level;
use amanat_server::store::Store;
use axum::body::Body;
use axum::http::Request;
use endpoint::Endpoint;
use fixtures::{Log, Person, key, row, sign};

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
