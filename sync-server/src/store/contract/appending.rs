//! Logs.

use amanat_protocol::api::Appended;
use amanat_protocol::hash::Hash;
use amanat_protocol::statement::Level;

use super::*;
use crate::fixtures::{Log, key, row};

use Appended::{Invalid, NoAccess, NotNext, Quota, Stored};

pub(crate) async fn entries_follow_each_other<S: Store>(store: &S) {
    let person = Person::new(1);
    let me = join(store, &person).await;
    let circle = circle(store, me, &person, 5, &[]).await;
    let device = person.device();
    let mut log = Log::new(&circle, device);
    let empty = NotNext { head: None };
    let ahead = log.with(1024, |h| h.seq = 1);
    let rooted = log.with(1024, |h| h.prev = Hash([1; 32]));
    let answer = append(store, me, device, &[ahead], None).await;
    assert_eq!(answer.results, [empty]);
    assert_eq!(
        append(store, me, device, &[rooted], None).await.results,
        [empty]
    );

    let first = log.push(1024);
    assert_eq!(
        append(store, me, device, &[first], None).await.results,
        [Stored]
    );
    let behind = NotNext {
        head: Some((0, log.prev)),
    };
    let fork = log.with(1024, |h| {
        (h.seq, h.prev) = (0, Hash::ZERO);
    });
    let gap = log.with(1024, |h| h.seq = 2);
    let wrong = log.with(1024, |h| h.prev.0[0] ^= 1);
    let huge = log.with(1024, |h| h.seq = u64::MAX);
    for bad in [fork, gap, wrong, huge] {
        assert_eq!(
            append(store, me, device, &[bad], None).await.results,
            [behind]
        );
    }
    let batch = [log.push(1024), log.push(2048), log.push(1024)];
    assert_eq!(
        append(store, me, device, &batch, None).await.results,
        [Stored; 3]
    );
    assert_eq!(store.stats().await.unwrap().entries, 4);
}

pub(crate) async fn what_follows_a_refused_entry_is_refused<S: Store>(store: &S) {
    let person = Person::new(1);
    let me = join(store, &person).await;
    let one = circle(store, me, &person, 5, &[]).await;
    let two = circle(store, me, &person, 6, &[]).await;
    let device = person.device();
    let (mut a, mut b) = (Log::new(&one, device), Log::new(&two, device));
    let mut broken = a.with(1024, |_| {});
    broken.payload.0[5] ^= 1;
    let batch = [b.push(1024), broken, a.with(1024, |_| {}), b.push(1024)];
    let answer = append(store, me, device, &batch, None).await;
    assert_eq!(
        answer.results,
        [Stored, Invalid, NotNext { head: None }, Stored]
    );
    assert_eq!(store.stats().await.unwrap().entries, 2);
    let mended = [a.push(1024), a.push(1024)];
    assert_eq!(
        append(store, me, device, &mended, None).await.results,
        [Stored; 2]
    );
}

pub(crate) async fn repeating_is_harmless_even_without_access<S: Store>(store: &S) {
    let (owner, writer) = (Person::new(1), Person::new(2));
    let (me, other) = (join(store, &owner).await, join(store, &writer).await);
    let circle = circle(store, me, &owner, 5, &[row(&writer, Level::Append)]).await;
    let mut log = Log::new(&circle, writer.device());
    let sent = [log.push(1024), log.push(1024)];
    for _ in 0..3 {
        let answer = append(store, other, writer.device(), &sent, None).await;
        assert_eq!(answer.results, [Stored; 2]);
    }
    let charged = store.stats().await.unwrap().charged_bytes;
    let removes = circle.next(&owner, &[row(&owner, Level::Manage)], |_| {});
    state(store, me, &removes).await.unwrap();
    let batch = [sent[1].clone(), log.push(1024)];
    let answer = append(store, other, writer.device(), &batch, None).await;
    assert_eq!(answer.results, [Stored, NoAccess]);
    let stats = store.stats().await.unwrap();
    assert_eq!(stats.entries, 2);
    assert!(
        stats.charged_bytes - charged < 2000,
        "only the statement was charged since"
    );
}

pub(crate) async fn nobody_writes_where_they_have_no_access<S: Store>(store: &S) {
    let (owner, stranger) = (Person::new(1), Person::new(2));
    let (me, other) = (join(store, &owner).await, join(store, &stranger).await);
    let circle = circle(store, me, &owner, 5, &[]).await;
    let theirs = Log::new(&circle, stranger.device()).push(1024);
    let answer = append(store, other, stranger.device(), &[theirs], None).await;
    assert_eq!(answer.results, [NoAccess]);
    // A circle that does not exist is answered like one of somebody else's.
    let mut nowhere = Log::new(&circle, owner.device());
    nowhere.circle.0.0[0] ^= 1;
    let answer = append(store, me, owner.device(), &[nowhere.push(1024)], None).await;
    assert_eq!(answer.results, [NoAccess]);
    // Another device's entry in this session; a device that is nobody's; a removed one.
    let mut log = Log::new(&circle, owner.device());
    let entry = log.push(1024);
    let answer = append(
        store,
        other,
        stranger.device(),
        std::slice::from_ref(&entry),
        None,
    )
    .await;
    assert_eq!(answer.results, [NoAccess]);
    let unknown = Log::new(&circle, &key(99)).push(1024);
    let answer = append(store, me, &key(99), &[unknown], None).await;
    assert_eq!(answer.results, [NoAccess]);
    identify(store, me, &owner.restoring(&key(9)))
        .await
        .unwrap();
    let answer = append(store, me, owner.device(), &[entry], None).await;
    assert_eq!(answer.results, [NoAccess]);
    assert_eq!(store.stats().await.unwrap().entries, 0);
}

pub(crate) async fn a_quota_is_never_passed<S: Store>(store: &S) {
    let (a, b) = (Person::new(1), Person::new(2));
    let (me, other) = (join(store, &a).await, join(store, &b).await);
    let mine = circle(store, me, &a, 5, &[]).await;
    let theirs = circle(store, other, &b, 6, &[]).await;
    let mut log = Log::new(&mine, a.device());
    let mut full = None;
    for _ in 0..20 {
        let entry = log.push(1 << 20);
        let answer = append(store, me, a.device(), &[entry], None).await;
        if answer.results == [Quota] {
            full = Some(log.seq - 1);
            break;
        }
    }
    assert_eq!(
        full,
        Some(7),
        "seven megabytes and headers fit eight, an eighth does not"
    );
    assert!(store.stats().await.unwrap().charged_bytes < QUOTA);
    let (_, another) = genesis(&a, 7, &[]);
    state(store, me, &another).await.unwrap();
    let over = store.keep_recovery(me, a.locator, vec![0; 2 << 20]).await;
    assert!(over.is_err());
    let entry = Log::new(&theirs, b.device()).push(1 << 20);
    assert_eq!(
        append(store, other, b.device(), &[entry], None)
            .await
            .results,
        [Stored]
    );
}
