//! What people leave for each other: invitations, letters, and what is put into a drop.
#![allow(clippy::unwrap_used, reason = "tests")]

mod endpoint;
mod fixtures;

use amanat_protocol::api::{
    self, DepositRequest, InvitationsRequest, JoinRequest, LetterRequest, LettersDone,
    NewInvitation,
};
use amanat_protocol::codec::{self, Bytes};
use amanat_protocol::error::ErrorCode;
use amanat_protocol::hash::{self, Hash};
use amanat_protocol::limits::{
    DEPOSIT_BYTES, INVITATION_SECONDS, MAX_DEPOSITS_A_WEEK, MAX_INVITATIONS, MAX_LETTER,
    MAX_LETTERS_DONE,
};
use amanat_server::store::Store;
use axum::body::Body;
use axum::http::{Request, header};
use endpoint::{Endpoint, START};
use fixtures::Person;

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
        fixtures::invitation(1, START + 100),
        fixtures::invitation(2, START + INVITATION_SECONDS),
    );
    let too_late = fixtures::invitation(3, START + INVITATION_SECONDS + 1);
    let never = fixtures::invitation(3, u64::MAX);
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
