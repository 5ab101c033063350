//! Deposits.

use amanat_protocol::api::Appended;
use amanat_protocol::id::CircleId;
use amanat_protocol::limits::{DEPOSIT_BYTES, MAX_DEPOSITS_A_WEEK};
use amanat_protocol::statement::Level;

use super::*;
use crate::fixtures::{Log, noise, row};
use crate::store::DepositError;

const WEEK: u64 = 7 * 24 * 60 * 60;

fn letter(seed: u64) -> Vec<u8> {
    noise(seed, DEPOSIT_BYTES)
}

async fn leave<S: Store>(
    store: &S,
    from: AccountIndex,
    circle: CircleId,
    seed: u64,
    now: u64,
) -> Result<(), DepositError> {
    store.deposit(from, circle, letter(seed), now).await
}

pub(crate) async fn a_deposit_is_for_the_people_of_its_circle<S: Store>(store: &S) {
    let (owner, officer, anybody) = (Person::new(1), Person::new(2), Person::new(3));
    let (me, two) = (join(store, &owner).await, join(store, &officer).await);
    let three = join(store, &anybody).await;
    let mut circle = circle(store, me, &owner, 5, &[]).await;
    let nowhere = leave(store, three, CircleId::default(), 1, NOW).await;
    assert!(
        matches!(nowhere, Err(DepositError::NotFound)),
        "{nowhere:?}"
    );
    let person = CircleId(anybody.id().0);
    let nowhere = leave(store, three, person, 1, NOW).await;
    assert!(
        matches!(nowhere, Err(DepositError::NotFound)),
        "{nowhere:?}"
    );
    for _ in 0..3 {
        leave(store, three, circle.id, 1, NOW).await.unwrap();
    }
    let deposited = |seed| Record::Deposit {
        circle: circle.id,
        sealed: codec::Bytes(letter(seed)),
    };
    let (expected, later) = (deposited(1), deposited(2));
    let (seen, mine) = sync(store, me, None).await;
    assert_eq!(seen.last(), Some(&expected));
    assert!(sealed(&sync(store, three, None).await.0).is_empty());
    // Who is admitted later gets it too: it is for whoever is in charge.
    let list = [row(&owner, Level::Manage), row(&officer, Level::Append)];
    let admits = circle.next(&owner, &list, |_| {});
    state(store, me, &admits).await.unwrap();
    circle.take(&admits);
    let (seen, theirs) = sync(store, two, None).await;
    assert!(seen.contains(&expected));
    // It stands beside the logs, not in them.
    let entry = Log::new(&circle, officer.device()).push(1024);
    let answer = append(store, two, officer.device(), &[entry], None).await;
    assert_eq!(answer.results, [Appended::Stored]);
    // Who is removed gets no further ones, and all of them when they return.
    let removes = circle.next(&owner, &[row(&owner, Level::Manage)], |_| {});
    state(store, me, &removes).await.unwrap();
    circle.take(&removes);
    leave(store, three, circle.id, 2, NOW).await.unwrap();
    assert!(sealed(&sync(store, two, theirs).await.0).is_empty());
    assert_eq!(sealed(&sync(store, me, mine).await.0), [letter(2)]);
    let admits = circle.next(&owner, &list, |_| {});
    state(store, me, &admits).await.unwrap();
    let (again, _) = sync(store, two, theirs).await;
    assert!(again.contains(&expected) && again.contains(&later));
}

pub(crate) async fn deposits_of_a_week_are_bounded<S: Store>(store: &S) {
    let (owner, other) = (Person::new(1), Person::new(2));
    let (me, two) = (join(store, &owner).await, join(store, &other).await);
    let one = circle(store, me, &owner, 5, &[]).await;
    let another = circle(store, me, &owner, 6, &[]).await;
    let start = NOW - NOW % WEEK;
    let most = u64::from(MAX_DEPOSITS_A_WEEK);
    // All at once, in two circles: the bound is the account's.
    let tries = (0..most + 5).map(|seed| {
        let circle = if seed.is_multiple_of(2) {
            one.id
        } else {
            another.id
        };
        leave(store, two, circle, seed, start)
    });
    let outcomes = join_all(tries).await;
    let kept = outcomes.iter().filter(|o| o.is_ok()).count();
    assert_eq!(kept as u64, most);
    let last = leave(store, two, one.id, 90, start + WEEK - 1).await;
    assert!(
        matches!(last, Err(DepositError::TooMany { wait: 1 })),
        "{last:?}"
    );
    // Repeating one that is there costs nothing; others have a week of their own.
    let there = outcomes.iter().position(Result::is_ok).unwrap() as u64;
    let circle = if there.is_multiple_of(2) {
        one.id
    } else {
        another.id
    };
    leave(store, two, circle, there, start).await.unwrap();
    leave(store, me, one.id, 91, start).await.unwrap();
    for seed in 0..most {
        leave(store, two, one.id, 100 + seed, start + WEEK)
            .await
            .unwrap();
    }
    let over = leave(store, two, one.id, 200, start + WEEK).await;
    assert!(
        matches!(over, Err(DepositError::TooMany { .. })),
        "{over:?}"
    );
    assert_eq!(store.stats().await.unwrap().deposits, 2 * most + 1);
}

pub(crate) async fn a_deposit_counts_against_the_share<S: Store>(store: &S) {
    let person = Person::new(1);
    let me = join(store, &person).await;
    let circle = circle(store, me, &person, 5, &[]).await;
    let before = store.stats().await.unwrap().charged_bytes;
    leave(store, me, circle.id, 1, NOW).await.unwrap();
    let after = store.stats().await.unwrap().charged_bytes;
    assert_eq!(after - before, DEPOSIT_BYTES as u64);
    let mut log = Log::new(&circle, person.device());
    while append(store, me, person.device(), &[log.push(1 << 20)], None)
        .await
        .results
        == [Appended::Stored]
    {}
    let mut blob = 0;
    while store
        .keep_recovery(me, person.locator, noise(blob, DEPOSIT_BYTES - 1))
        .await
        .is_ok()
    {
        blob += 1;
    }
    let over = leave(store, me, circle.id, 2, NOW).await;
    assert!(matches!(over, Err(DepositError::Quota)), "{over:?}");
    // A refused one is not counted: the rest of the week is still there.
    assert_eq!(store.stats().await.unwrap().deposits, 1);
}
