//! Invitations.

use amanat_protocol::api::{InvitationsRequest, NewInvitation};
use amanat_protocol::hash::Hash;
use amanat_protocol::limits::{MAX_INVITATIONS, MAX_OPEN_INVITATIONS};

use super::*;
use crate::store::InviteError;

fn token(n: u64) -> Hash {
    token_hash(&bytes(n + 10_000))
}

fn good(n: u64, invites: bool) -> NewInvitation {
    NewInvitation {
        token: token(n),
        expires: NOW,
        invites,
    }
}

async fn invite<S: Store>(
    store: &S,
    caller: AccountIndex,
    add: &[NewInvitation],
    withdraw: &[Hash],
) -> Result<(), InviteError> {
    let request = InvitationsRequest {
        add: add.to_vec(),
        withdraw: withdraw.to_vec(),
    };
    store.invite(caller, request, NOW).await
}

async fn index<S: Store>(store: &S, person: &Person) -> AccountIndex {
    let found = store.account(Who::Person(person.id())).await.unwrap();
    found.unwrap().index
}

pub(crate) async fn who_may_invite_invites<S: Store>(store: &S) {
    let (founder, mentee) = (Person::new(1), Person::new(2));
    let coordinator = Person::new(3);
    let me = join(store, &founder).await;
    invite(store, me, &[good(1, false), good(2, true)], &[])
        .await
        .unwrap();
    join_with(store, token(1), &mentee).await.unwrap();
    join_with(store, token(2), &coordinator).await.unwrap();
    let mentee_index = index(store, &mentee).await;
    let refused = invite(store, mentee_index, &[good(3, false)], &[]).await;
    assert!(matches!(refused, Err(InviteError::NoAccess)), "{refused:?}");
    let refused = invite(store, mentee_index, &[], &[token(1)]).await;
    assert!(matches!(refused, Err(InviteError::NoAccess)), "{refused:?}");
    let other = index(store, &coordinator).await;
    invite(store, other, &[good(3, false)], &[]).await.unwrap();
    join_with(store, token(3), &Person::new(4)).await.unwrap();
    // Somebody who has an account comes by a further invitation: it gives what it says.
    invite(store, other, &[good(4, true)], &[]).await.unwrap();
    join_with(store, token(4), &mentee).await.unwrap();
    invite(store, mentee_index, &[good(5, false)], &[])
        .await
        .unwrap();
    // And one that gives nothing takes nothing.
    invite(store, me, &[good(6, false)], &[]).await.unwrap();
    join_with(store, token(6), &mentee).await.unwrap();
    invite(store, mentee_index, &[good(7, false)], &[])
        .await
        .unwrap();
}

pub(crate) async fn an_invitation_is_good_until_it_is_withdrawn<S: Store>(store: &S) {
    let (me, guest) = (join(store, &Person::new(1)).await, Person::new(2));
    let mut late = good(1, false);
    late.expires = NOW - 1;
    invite(store, me, &[late, good(2, false), good(3, false)], &[])
        .await
        .unwrap();
    let expired = join_with(store, token(1), &guest).await;
    assert!(
        matches!(expired, Err(JoinError::TokenExpired)),
        "{expired:?}"
    );
    for _ in 0..2 {
        invite(store, me, &[], &[token(2), token(99)])
            .await
            .unwrap();
    }
    let gone = join_with(store, token(2), &guest).await;
    assert!(matches!(gone, Err(JoinError::TokenUnknown)), "{gone:?}");
    join_with(store, token(3), &guest).await.unwrap();
    // Used: withdrawing changes nothing, nor does asking for it again.
    invite(store, me, &[good(3, true)], &[token(3)])
        .await
        .unwrap();
    join_with(store, token(3), &guest).await.unwrap();
    let used = join_with(store, token(3), &Person::new(3)).await;
    assert!(matches!(used, Err(JoinError::TokenUsed)), "{used:?}");
    // Withdrawals come first: one request gives a token another date.
    invite(store, me, &[good(1, false)], &[token(1)])
        .await
        .unwrap();
    join_with(store, token(1), &Person::new(4)).await.unwrap();
}

pub(crate) async fn a_refused_request_for_invitations_changes_nothing<S: Store>(store: &S) {
    let (me, other) = (
        join(store, &Person::new(1)).await,
        join(store, &Person::new(2)).await,
    );
    invite(store, me, &[good(1, false)], &[]).await.unwrap();
    invite(store, other, &[good(2, false)], &[]).await.unwrap();
    let founding = token(3);
    store
        .add_token(NewToken {
            hash: founding,
            expires: NOW,
            again: true,
        })
        .await
        .unwrap();
    for taken in [good(2, false), good(3, false)] {
        let refused = invite(store, me, &[good(4, false), taken], &[token(1)]).await;
        assert!(matches!(refused, Err(InviteError::Taken)), "{refused:?}");
    }
    let unknown = join_with(store, token(4), &Person::new(3)).await;
    assert!(
        matches!(unknown, Err(JoinError::TokenUnknown)),
        "{unknown:?}"
    );
    // Nobody withdraws another's.
    invite(store, me, &[], &[token(2), founding]).await.unwrap();
    for (n, seed) in [(1, 3), (2, 4), (3, 5)] {
        join_with(store, token(n), &Person::new(seed))
            .await
            .unwrap();
    }
    assert_eq!(store.stats().await.unwrap().open_invitations, 0);
}

pub(crate) async fn one_of_many_comes_by_an_invitation<S: Store>(store: &S) {
    let me = join(store, &Person::new(1)).await;
    invite(store, me, &[good(1, false)], &[]).await.unwrap();
    let people: Vec<_> = (2..10).map(Person::new).collect();
    let tries = people
        .iter()
        .map(|person| join_with(store, token(1), person));
    let outcomes = join_all(tries).await;
    let won = outcomes.iter().filter(|outcome| outcome.is_ok()).count();
    assert_eq!(won, 1, "{outcomes:?}");
    assert_eq!(store.stats().await.unwrap().accounts, 2);
}

pub(crate) async fn open_invitations_are_bounded<S: Store>(store: &S) {
    let me = join(store, &Person::new(1)).await;
    let most = MAX_OPEN_INVITATIONS as u64;
    let mut all: Vec<_> = (0..most).map(|n| good(n, false)).collect();
    all[0].expires = NOW - 1;
    for some in all.chunks(MAX_INVITATIONS) {
        invite(store, me, some, &[]).await.unwrap();
        invite(store, me, some, &[]).await.unwrap();
    }
    assert_eq!(store.stats().await.unwrap().open_invitations, most);
    // An expired one makes room; then there is none, until one is withdrawn or used.
    invite(store, me, &[good(most, false)], &[]).await.unwrap();
    let over = [good(most + 1, false)];
    let refused = invite(store, me, &over, &[]).await;
    assert!(matches!(refused, Err(InviteError::Quota)), "{refused:?}");
    assert_eq!(store.stats().await.unwrap().open_invitations, most);
    invite(store, me, &over, &[token(1)]).await.unwrap();
    join_with(store, token(2), &Person::new(2)).await.unwrap();
    invite(store, me, &[good(most + 2, false)], &[])
        .await
        .unwrap();
}
