//! Joining, identity chains, recovery.

use amanat_protocol::api::token_hash;
use amanat_protocol::identity::{IdentityError, IdentitySigner};
use amanat_protocol::limits::{MAX_DEVICES, MAX_RECOVERY_BLOBS};

use super::*;
use crate::fixtures::{key, noise};
use crate::store::{KeepRecoveryError, TokenError};

pub(crate) async fn a_token_is_good_once<S: Store>(store: &S) {
    let (a, b) = (Person::new(1), Person::new(2));
    let (token, late) = (token_hash(&[1; 16]), token_hash(&[2; 16]));
    let unknown = join_with(store, token, &a).await;
    assert!(
        matches!(unknown, Err(JoinError::TokenUnknown)),
        "{unknown:?}"
    );
    store
        .add_token(NewToken {
            hash: token,
            expires: NOW,
            again: false,
        })
        .await
        .unwrap();
    store
        .add_token(NewToken {
            hash: late,
            expires: NOW - 1,
            again: false,
        })
        .await
        .unwrap();
    let expired = join_with(store, late, &a).await;
    assert!(
        matches!(expired, Err(JoinError::TokenExpired)),
        "{expired:?}"
    );
    join_with(store, token, &a).await.unwrap();
    join_with(store, token, &a).await.unwrap();
    let used = join_with(store, token, &b).await;
    assert!(matches!(used, Err(JoinError::TokenUsed)), "{used:?}");
    assert!(store.account(Who::Person(b.id())).await.unwrap().is_none());
    assert_eq!(store.stats().await.unwrap().accounts, 1);
}

pub(crate) async fn a_token_is_asked_for_again_only_on_purpose<S: Store>(store: &S) {
    let token = |n, again| NewToken {
        hash: token_hash(&[n; 16]),
        expires: NOW,
        again,
    };
    store.add_token(token(1, false)).await.unwrap();
    store.add_token(token(2, false)).await.unwrap();
    join_with(store, token_hash(&[1; 16]), &Person::new(1))
        .await
        .unwrap();
    let refused = store.add_token(token(3, false)).await;
    assert!(
        matches!(refused, Err(TokenError::AlreadyFounded)),
        "{refused:?}"
    );
    store.add_token(token(4, true)).await.unwrap();
    join_with(store, token_hash(&[4; 16]), &Person::new(2))
        .await
        .unwrap();
}

pub(crate) async fn an_identity_grows_by_one_statement_at_a_time<S: Store>(store: &S) {
    let mut person = Person::new(1);
    let me = join(store, &person).await;
    let second = person.adding(&key(7));
    identify(store, me, &second).await.unwrap();
    identify(store, me, &second).await.unwrap();
    identify(store, me, &person.chain[0].clone()).await.unwrap();
    let fork = identify(store, me, &person.adding(&key(8))).await;
    assert!(
        matches!(
            fork,
            Err(AppendIdentityError::Chain(IdentityError::NotNext))
        ),
        "{fork:?}"
    );
    person.take(second);
    let skips = person.next(|s| s.n += 1);
    let skips = identify(store, me, &skips).await;
    assert!(
        matches!(
            skips,
            Err(AppendIdentityError::Chain(IdentityError::NotNext))
        ),
        "{skips:?}"
    );
    let crowd = person.next(|s| {
        s.devices
            .extend((0..MAX_DEVICES as u64).map(|n| device_key(&key(n + 1000))));
        s.devices.sort_unstable();
    });
    let crowd = identify(store, me, &crowd).await;
    assert!(
        matches!(crowd, Err(AppendIdentityError::Devices)),
        "{crowd:?}"
    );
    let restored = person.restoring(&key(9));
    identify(store, me, &restored).await.unwrap();
    let now = store.account(Who::Index(me)).await.unwrap().unwrap();
    assert!(now.has_device(device_key(&key(9))) && !now.has_device(device_key(&key(7))));
    let mut stale = person.adding(&key(10)).claim().unwrap();
    stale.signer = IdentitySigner::Device(device_key(person.device()));
    stale.n += 1;
    let stale = identify(store, me, &crate::fixtures::sign(person.device(), &stale)).await;
    assert!(
        matches!(
            stale,
            Err(AppendIdentityError::Chain(IdentityError::Signer))
        ),
        "{stale:?}"
    );
}

pub(crate) async fn one_of_many_identity_statements_wins<S: Store>(store: &S) {
    let person = Person::new(1);
    let me = join(store, &person).await;
    let statements: Vec<_> = (0..8).map(|n| person.adding(&key(n + 20))).collect();
    let tries = statements
        .iter()
        .map(|statement| identify(store, me, statement));
    let won = join_all(tries)
        .await
        .into_iter()
        .filter(Result::is_ok)
        .count();
    assert_eq!(won, 1);
    assert_eq!(store.stats().await.unwrap().identity_statements, 2);
}

pub(crate) async fn recovery_blobs_are_kept_once_and_by_one_account<S: Store>(store: &S) {
    let (a, b) = (Person::new(1), Person::new(2));
    let (me, other) = (join(store, &a).await, join(store, &b).await);
    for blob in [b"one", b"two", b"one"] {
        store
            .keep_recovery(me, a.locator, blob.to_vec())
            .await
            .unwrap();
    }
    let kept = store.recovery(a.locator).await.unwrap();
    assert_eq!(kept, [b"two".to_vec(), b"one".to_vec()]);
    assert!(store.recovery(b.locator).await.unwrap().is_empty());
    let taken = store.keep_recovery(other, a.locator, b"x".to_vec()).await;
    assert!(
        matches!(taken, Err(KeepRecoveryError::NoAccess)),
        "{taken:?}"
    );

    for n in 2..MAX_RECOVERY_BLOBS as u64 {
        store
            .keep_recovery(me, a.locator, noise(n, 1000))
            .await
            .unwrap();
    }
    let over = store.keep_recovery(me, a.locator, b"over".to_vec()).await;
    assert!(matches!(over, Err(KeepRecoveryError::Quota)), "{over:?}");
    // As many of the newest as fit a page.
    let kept = store.recovery(a.locator).await.unwrap();
    assert_eq!(kept[0], noise(MAX_RECOVERY_BLOBS as u64 - 1, 1000));
    assert_eq!(kept.len(), MAX_RECOVERY_BLOBS);
    for n in 0..3 {
        store
            .keep_recovery(me, b.locator, noise(n, 200_000))
            .await
            .unwrap();
    }
    assert_eq!(store.recovery(b.locator).await.unwrap().len(), 2);
}
