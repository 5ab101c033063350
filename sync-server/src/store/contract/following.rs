//! What sync serves.

use amanat_protocol::api::{Appended, InvitationsRequest, NewInvitation};
use amanat_protocol::limits::{DEPOSIT_BYTES, PAGE_BYTES};
use amanat_protocol::statement::Level;

use super::*;
use crate::fixtures::{Log, key, row};
use crate::store::Synced;

fn is_entry(record: &Record) -> bool {
    matches!(record, Record::Entry(_))
}

pub(crate) async fn a_newcomer_sees_all_of_a_circle<S: Store>(store: &S) {
    let (owner, newcomer) = (Person::new(1), Person::new(2));
    let (me, other) = (join(store, &owner).await, join(store, &newcomer).await);
    let (circle, first) = genesis(&owner, 5, &[]);
    state(store, me, &first).await.unwrap();
    let mut log = Log::new(&circle, owner.device());
    let entries = [log.push(1024), log.push(1024)];
    append(store, me, owner.device(), &entries, None).await;
    let (before, cursor) = sync(store, other, None).await;
    assert_eq!(before, [Record::Identity(newcomer.chain[0].clone())]);

    let list = [row(&owner, Level::Manage), row(&newcomer, Level::Append)];
    let admits = circle.next(&owner, &list, |_| {});
    state(store, me, &admits).await.unwrap();
    let later = log.push(1024);
    append(
        store,
        me,
        owner.device(),
        std::slice::from_ref(&later),
        None,
    )
    .await;
    let (seen, end) = sync(store, other, cursor).await;
    assert_eq!(
        seen,
        [
            Record::Identity(owner.chain[0].clone()),
            Record::Statement(first),
            // Sealed to an epoch a newcomer never has: enough to check what follows.
            Record::Pruned(entries[0].header.clone()),
            Record::Pruned(entries[1].header.clone()),
            Record::Statement(admits),
            Record::Entry(later),
        ]
    );
    assert!(page(store, other, end).await.is_none());
}

pub(crate) async fn a_newcomer_pages_through_headers<S: Store>(store: &S) {
    let (owner, newcomer) = (Person::new(1), Person::new(2));
    let (me, other) = (join(store, &owner).await, join(store, &newcomer).await);
    let circle = circle(store, me, &owner, 5, &[]).await;
    let mut log = Log::new(&circle, owner.device());
    let sent: Vec<_> = (0..2600).map(|_| log.push(1024)).collect();
    for batch in sent.chunks(64) {
        append(store, me, owner.device(), batch, None).await;
    }
    let list = [row(&owner, Level::Manage), row(&newcomer, Level::Append)];
    state(store, me, &circle.next(&owner, &list, |_| {}))
        .await
        .unwrap();
    let (mut seen, mut cursor, mut pages) = (Vec::new(), None, 0);
    while let Some((records, end, _)) = page(store, other, cursor).await {
        let bytes: usize = records.iter().map(|r| codec::encode(r).len()).sum();
        assert!(bytes <= PAGE_BYTES, "{bytes}");
        pages += 1;
        cursor = Some(end);
        seen.extend(records.into_iter().filter_map(|record| match record {
            Record::Pruned(header) => Some(header),
            _ => None,
        }));
    }
    let headers: Vec<_> = sent.into_iter().map(|entry| entry.header).collect();
    assert!(seen == headers && pages == 2, "{} in {pages}", seen.len());
    // Who was there is served them whole.
    let mine = sync(store, me, None).await.0;
    assert!(mine.iter().all(|r| !matches!(r, Record::Pruned(_))));
}

pub(crate) async fn who_returns_pages_through_what_was_there<S: Store>(store: &S) {
    let (owner, reader) = (Person::new(1), Person::new(2));
    let (me, other) = (join(store, &owner).await, join(store, &reader).await);
    let mut circle = circle(store, me, &owner, 5, &[row(&reader, Level::Append)]).await;
    let mut log = Log::new(&circle, owner.device());
    let mut sent = Vec::new();
    for _ in 0..20 {
        sent.push(log.push(65536));
    }
    append(store, me, owner.device(), &sent, None).await;
    let removes = circle.next(&owner, &[row(&owner, Level::Manage)], |_| {});
    state(store, me, &removes).await.unwrap();
    circle.take(&removes);
    let list = [row(&owner, Level::Manage), row(&reader, Level::Append)];
    state(store, me, &circle.next(&owner, &list, |_| {}))
        .await
        .unwrap();
    // All of it became visible at one moment, so that only the second half of a cursor tells pages apart.
    let (mut seen, mut cursor) = (Vec::new(), None);
    while let Some((records, end, more)) = page(store, other, cursor).await {
        assert!(cursor.is_none_or(|before| before < end));
        seen.extend(records.into_iter().filter(is_entry));
        cursor = Some(end);
        if !more {
            break;
        }
    }
    assert!(page(store, other, cursor).await.is_none());
    let sent: Vec<_> = sent.into_iter().map(Record::Entry).collect();
    assert!(seen == sent, "{} of {}", seen.len(), sent.len());
}

pub(crate) async fn who_left_is_served_nothing_more<S: Store>(store: &S) {
    let (owner, reader) = (Person::new(1), Person::new(2));
    let (me, other) = (join(store, &owner).await, join(store, &reader).await);
    let (circle, first) = genesis(&owner, 5, &[row(&reader, Level::Append)]);
    state(store, me, &first).await.unwrap();
    let mut log = Log::new(&circle, owner.device());
    append(store, me, owner.device(), &[log.push(1024)], None).await;
    let (seen, cursor) = sync(store, other, None).await;
    assert_eq!(seen.iter().filter(|r| is_entry(r)).count(), 1);
    let removes = circle.next(&owner, &[row(&owner, Level::Manage)], |_| {});
    state(store, me, &removes).await.unwrap();
    append(store, me, owner.device(), &[log.push(1024)], None).await;
    identify(store, me, &owner.adding(&key(9))).await.unwrap();
    assert!(page(store, other, cursor).await.is_none());
    let (all, _) = sync(store, other, None).await;
    assert_eq!(all, [Record::Identity(reader.chain[0].clone())]);
}

pub(crate) async fn who_returns_is_served_all_again<S: Store>(store: &S) {
    let (owner, reader) = (Person::new(1), Person::new(2));
    let (me, other) = (join(store, &owner).await, join(store, &reader).await);
    let mut circle = circle(store, me, &owner, 5, &[row(&reader, Level::Append)]).await;
    let mut log = Log::new(&circle, owner.device());
    append(store, me, owner.device(), &[log.push(1024)], None).await;
    let (_, cursor) = sync(store, other, None).await;
    let removes = circle.next(&owner, &[row(&owner, Level::Manage)], |_| {});
    state(store, me, &removes).await.unwrap();
    circle.take(&removes);
    append(store, me, owner.device(), &[log.push(1024)], None).await;
    let list = [row(&owner, Level::Manage), row(&reader, Level::Append)];
    let admits = circle.next(&owner, &list, |_| {});
    state(store, me, &admits).await.unwrap();
    let (again, _) = sync(store, other, cursor).await;
    let statements = again
        .iter()
        .filter(|r| matches!(r, Record::Statement(_)))
        .count();
    assert_eq!(
        (again.iter().filter(|r| is_entry(r)).count(), statements),
        (2, 3)
    );
}

pub(crate) async fn identities_come_before_what_they_verify<S: Store>(store: &S) {
    let (owner, mut writer, late) = (Person::new(1), Person::new(2), Person::new(3));
    let me = join(store, &owner).await;
    let (two, three) = (join(store, &writer).await, join(store, &late).await);
    let circle = circle(store, me, &owner, 5, &[row(&writer, Level::Append)]).await;
    let adds = writer.adding(&key(9));
    identify(store, two, &adds).await.unwrap();
    writer.take(adds);
    let mut log = Log::new(&circle, &key(9));
    let entry = log.push(1024);
    append(store, two, &key(9), std::slice::from_ref(&entry), None).await;
    // The writer leaves and a newcomer comes: what the writer wrote must still verify.
    let list = [row(&owner, Level::Manage), row(&late, Level::Append)];
    state(store, me, &circle.next(&owner, &list, |_| {}))
        .await
        .unwrap();
    let (seen, _) = sync(store, three, None).await;
    let at = |record: &Record| seen.iter().position(|r| r == record);
    let written = at(&Record::Pruned(entry.header)).unwrap();
    for statement in &writer.chain {
        assert!(at(&Record::Identity(statement.clone())).unwrap() < written);
    }
}

pub(crate) async fn strangers_identities_stay_unseen<S: Store>(store: &S) {
    let (a, b, c) = (Person::new(1), Person::new(2), Person::new(3));
    let (one, two) = (join(store, &a).await, join(store, &b).await);
    let three = join(store, &c).await;
    circle(store, one, &a, 5, &[row(&b, Level::Append)]).await;
    circle(store, two, &b, 6, &[row(&c, Level::Append)]).await;
    let met = |records: Vec<Record>| {
        let claim = |record: &Record| match record {
            Record::Identity(signed) => Some(amanat_protocol::id::PersonId(signed.hash())),
            _ => None,
        };
        records
            .iter()
            .filter_map(claim)
            .collect::<std::collections::BTreeSet<_>>()
    };
    assert_eq!(met(sync(store, one, None).await.0), [a.id(), b.id()].into());
    assert_eq!(
        met(sync(store, two, None).await.0),
        [a.id(), b.id(), c.id()].into()
    );
    assert_eq!(
        met(sync(store, three, None).await.0),
        [b.id(), c.id()].into()
    );
}

pub(crate) async fn pages_are_bounded_and_complete<S: Store>(store: &S) {
    let person = Person::new(1);
    let me = join(store, &person).await;
    let one = circle(store, me, &person, 5, &[]).await;
    let two = circle(store, me, &person, 6, &[]).await;
    let device = person.device();
    let (mut a, mut b) = (Log::new(&one, device), Log::new(&two, device));
    let mut sent = Vec::new();
    for n in 0..70 {
        let log = if n % 3 == 0 { &mut a } else { &mut b };
        sent.push(log.push(if n % 7 == 0 { 65536 } else { 16384 }));
    }
    for batch in sent.chunks(20) {
        let answer = append(store, me, device, batch, None).await;
        assert!(answer.results.iter().all(|r| *r == Appended::Stored));
    }
    let (mut seen, mut cursor, mut pages) = (Vec::new(), None, 0);
    while let Some((records, end, more)) = page(store, me, cursor).await {
        let bytes: usize = records.iter().map(|r| codec::encode(r).len()).sum();
        assert!(bytes <= PAGE_BYTES, "{bytes}");
        pages += 1;
        seen.extend(records.into_iter().filter(is_entry));
        cursor = Some(end);
        assert_eq!(more, seen.len() < sent.len());
    }
    let sent: Vec<_> = sent.into_iter().map(Record::Entry).collect();
    assert!(
        seen == sent && pages > 3,
        "{} of {} in {pages}",
        seen.len(),
        sent.len()
    );
    // A record larger than a page is a page.
    append(store, me, device, &[a.push(1 << 20)], None).await;
    let (records, _, more) = page(store, me, cursor).await.unwrap();
    assert!(records.len() == 1 && !more);
}

pub(crate) async fn a_cursor_of_another_life_begins_again<S: Store>(store: &S) {
    let person = Person::new(1);
    let me = join(store, &person).await;
    let (_, cursor) = sync(store, me, None).await;
    let cursor = cursor.unwrap();
    let other = Cursor {
        era: [0; 8],
        ..cursor
    };
    let ahead = Cursor {
        visible: cursor.visible + 100,
        stored: cursor.stored + 100,
        ..cursor
    };
    let absurd = Cursor {
        stored: u64::MAX,
        ..cursor
    };
    for cursor in [other, ahead, absurd] {
        assert_eq!(store.sync(me, Some(cursor)).await.unwrap(), Synced::Restart);
        let (_, first) = genesis(&person, 5, &[]);
        let new = NewStatement::judge(first).unwrap();
        assert_eq!(
            store.append_statement(me, new, Some(cursor)).await.unwrap(),
            None
        );
    }
}

pub(crate) async fn an_append_says_where_it_ends<S: Store>(store: &S) {
    let (a, b) = (Person::new(1), Person::new(2));
    let (me, other) = (join(store, &a).await, join(store, &b).await);
    let circle = circle(store, me, &a, 5, &[row(&b, Level::Append)]).await;
    let (_, cursor) = sync(store, me, None).await;
    let (mut mine, mut theirs) = (Log::new(&circle, a.device()), Log::new(&circle, b.device()));
    let entry = mine.push(1024);
    let alone = append(store, me, a.device(), std::slice::from_ref(&entry), cursor).await;
    assert!(alone.cursor > cursor);
    assert!(page(store, me, alone.cursor).await.is_none());
    // Repeated with the cursor of before, because the answer was lost.
    let repeated = append(store, me, a.device(), &[entry], cursor).await;
    assert_eq!(repeated, alone);
    // Somebody else wrote meanwhile.
    append(store, other, b.device(), &[theirs.push(1024)], None).await;
    let late = append(store, me, a.device(), &[mine.push(1024)], alone.cursor).await;
    assert_eq!(
        (late.results.as_slice(), late.cursor),
        ([Appended::Stored].as_slice(), None)
    );
    // An admission brings the newcomer's identity into sight, which only a sync delivers.
    let c = Person::new(3);
    join(store, &c).await;
    let (_, cursor) = sync(store, me, None).await;
    let (_, first) = genesis(&a, 7, &[row(&c, Level::Append)]);
    let new = NewStatement::judge(first).unwrap();
    assert_eq!(store.append_statement(me, new, cursor).await.unwrap(), None);
    let (seen, _) = sync(store, me, cursor).await;
    assert_eq!(seen[0], Record::Identity(c.chain[0].clone()));
}

pub(crate) async fn counts_are_kept<S: Store>(store: &S) {
    let person = Person::new(1);
    let me = join(store, &person).await;
    let circle = circle(store, me, &person, 5, &[]).await;
    append(
        store,
        me,
        person.device(),
        &[Log::new(&circle, person.device()).push(1024)],
        None,
    )
    .await;
    store
        .keep_recovery(me, person.locator, vec![1; 10])
        .await
        .unwrap();
    let open = NewInvitation {
        token: token_hash(&[1; 16]),
        expires: NOW,
        invites: false,
    };
    let invitations = InvitationsRequest {
        add: vec![open],
        withdraw: vec![],
    };
    store.invite(me, invitations, NOW).await.unwrap();
    store
        .send_letter(me, person.id(), vec![1; 1024])
        .await
        .unwrap();
    store
        .deposit(me, circle.id, vec![1; DEPOSIT_BYTES], NOW)
        .await
        .unwrap();
    store.probe().await.unwrap();
    let stats = store.stats().await.unwrap();
    let counts = (
        stats.accounts,
        stats.circles,
        stats.identity_statements,
        stats.statements,
    );
    assert_eq!(
        (counts, stats.entries, stats.recovery_blobs),
        ((1, 1, 1, 1), 1, 1)
    );
    assert_eq!(
        (stats.open_invitations, stats.letters, stats.deposits),
        (1, 1, 1)
    );
    assert!(stats.charged_bytes > 1024 && stats.database_bytes > stats.charged_bytes);
}
