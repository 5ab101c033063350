//! Control chains and who may what.

use amanat_protocol::statement::{AccessRow, Level};

use super::*;
use crate::fixtures::{key, row};

pub(crate) async fn statements_follow_each_other<S: Store>(store: &S) {
    let person = Person::new(1);
    let me = join(store, &person).await;
    let (mut circle, first) = genesis(&person, 5, &[]);
    let mine = [row(&person, Level::Manage)];
    let early = state(store, me, &circle.next(&person, &mine, |_| {})).await;
    assert!(
        matches!(early, Err(AppendStatementError::NoAccess)),
        "{early:?}"
    );
    state(store, me, &first).await.unwrap();
    state(store, me, &first).await.unwrap();
    let skips = state(store, me, &circle.next(&person, &mine, |h| h.n += 1)).await;
    assert!(
        matches!(skips, Err(AppendStatementError::NotNext)),
        "{skips:?}"
    );
    let wrong = circle.next(&person, &mine, |h| h.prev.0[0] ^= 1);
    let wrong = state(store, me, &wrong).await;
    assert!(
        matches!(wrong, Err(AppendStatementError::NotNext)),
        "{wrong:?}"
    );
    let second = circle.next(&person, &mine, |_| {});
    state(store, me, &second).await.unwrap();
    let late = circle.next(&person, &mine, |h| h.epoch.0[0] ^= 1);
    let late = state(store, me, &late).await;
    assert!(
        matches!(late, Err(AppendStatementError::NotNext)),
        "{late:?}"
    );
    circle.take(&second);
    state(store, me, &circle.next(&person, &mine, |_| {}))
        .await
        .unwrap();
    state(store, me, &second).await.unwrap();
    state(store, me, &first).await.unwrap();
    assert_eq!(store.stats().await.unwrap().statements, 3);
}

pub(crate) async fn only_managers_of_the_list_before_sign<S: Store>(store: &S) {
    let (owner, writer, stranger) = (Person::new(1), Person::new(2), Person::new(3));
    let me = join(store, &owner).await;
    let (two, three) = (join(store, &writer).await, join(store, &stranger).await);
    let list = |level| vec![row(&owner, Level::Manage), row(&writer, level)];
    let mut circle = circle(store, me, &owner, 5, &[row(&writer, Level::Append)]).await;
    // Neither who may only append nor who is not there; not even by a list that would make them managers.
    let crowns = |signer: &Person| {
        circle.next(
            signer,
            &[row(&owner, Level::Manage), row(signer, Level::Manage)],
            |_| {},
        )
    };
    for (caller, signer) in [(two, &writer), (three, &stranger)] {
        let refused = state(store, caller, &crowns(signer)).await;
        assert!(
            matches!(refused, Err(AppendStatementError::NoAccess)),
            "{refused:?}"
        );
    }
    let promotes = circle.next(&owner, &list(Level::Manage), |_| {});
    state(store, me, &promotes).await.unwrap();
    circle.take(&promotes);
    let demotes = circle.next(&writer, &list(Level::Append), |_| {});
    state(store, two, &demotes).await.unwrap();
    circle.take(&demotes);
    let again = state(
        store,
        two,
        &circle.next(&writer, &list(Level::Manage), |_| {}),
    )
    .await;
    assert!(
        matches!(again, Err(AppendStatementError::NoAccess)),
        "{again:?}"
    );
}

pub(crate) async fn a_statement_is_its_signers_own<S: Store>(store: &S) {
    let (a, b) = (Person::new(1), Person::new(2));
    let (me, other) = (join(store, &a).await, join(store, &b).await);
    let (_, first) = genesis(&a, 5, &[]);
    let passed_on = state(store, other, &first).await;
    assert!(
        matches!(passed_on, Err(AppendStatementError::Device)),
        "{passed_on:?}"
    );
    // A device that is not, or no longer, the person's.
    let mut borrowed = Person::new(1);
    borrowed.devices = vec![key(99)];
    let (_, forged) = genesis(&borrowed, 6, &[]);
    let forged = state(store, me, &forged).await;
    assert!(
        matches!(forged, Err(AppendStatementError::Device)),
        "{forged:?}"
    );
    identify(store, me, &a.restoring(&key(9))).await.unwrap();
    let removed = state(store, me, &first).await;
    assert!(
        matches!(removed, Err(AppendStatementError::Device)),
        "{removed:?}"
    );
}

pub(crate) async fn one_of_many_statements_wins<S: Store>(store: &S) {
    let people: Vec<_> = (1..=4).map(Person::new).collect();
    let mut callers = Vec::new();
    for person in &people {
        callers.push(join(store, person).await);
    }
    let all: Vec<AccessRow> = people
        .iter()
        .map(|person| row(person, Level::Manage))
        .collect();
    let mut circle = circle(store, callers[0], &people[0], 5, &all[1..]).await;
    for _ in 0..5 {
        let statements: Vec<_> = people
            .iter()
            .map(|p| circle.next(p, &all, |_| {}))
            .collect();
        let tries = statements
            .iter()
            .zip(&callers)
            .map(|(s, caller)| state(store, *caller, s));
        let outcomes = join_all(tries).await;
        let won: Vec<_> = (0..4).filter(|n| outcomes[*n].is_ok()).collect();
        assert_eq!(won.len(), 1, "{outcomes:?}");
        let lost = outcomes
            .iter()
            .filter(|o| matches!(o, Err(AppendStatementError::NotNext)));
        assert_eq!(lost.count(), 3, "{outcomes:?}");
        circle.take(&statements[won[0]]);
    }
}

pub(crate) async fn access_is_given_to_accounts_only<S: Store>(store: &S) {
    let (a, nobody) = (Person::new(1), Person::new(2));
    let me = join(store, &a).await;
    let (_, first) = genesis(&a, 5, &[row(&nobody, Level::Append)]);
    let refused = state(store, me, &first).await;
    assert!(
        matches!(refused, Err(AppendStatementError::AccountUnknown)),
        "{refused:?}"
    );
    let stats = store.stats().await.unwrap();
    assert_eq!((stats.circles, stats.statements), (0, 0));
}
