//! Who gets in, for how long, and how often they may call.
#![allow(clippy::unwrap_used, reason = "tests")]

mod endpoint;
mod fixtures;

use amanat_protocol::api::{
    self, JoinRequest, SessionKey, SessionProof, SessionRequest, SyncAnswer,
};
use amanat_protocol::error::ErrorCode;
use amanat_protocol::limits::{CHALLENGE_SECONDS, SESSION_SECONDS};
use amanat_server::Rate;
use axum::body::Body;
use axum::http::{Request, header};
use endpoint::{Endpoint, ORIGIN, START};
use fixtures::{Person, device_key, key, sign};

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
