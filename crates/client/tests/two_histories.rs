//! Somebody's card was copied: there are two next statements of their key. Whom they are shown to seals nothing
//! before the two have met.

use std::cell::RefCell;
use std::rc::Rc;

use amanat_messages::{Command, Done, NoticeKind, PersonView, Problem};
use amanat_protocol::api::{IDENTITY, IdentityRequest, Record, SyncAnswer};
use amanat_protocol::codec;
use amanat_protocol::identity::IdentityStatement;
use amanat_protocol::limits::MAX_BODY;
use amanat_protocol::signed::Signed;

use crate::support::college::{College, Person, delegate, notices, people, person};
use crate::support::{Device, restore, sync, write};

type Client = amanat_client::Client<Device>;
type Statement = Signed<IdentityStatement>;

/// The statement by which somebody who has the card would take the person's place. The server keeps it to itself.
async fn made_with_a_copied_card(college: &College, of: &Person) -> Statement {
    let thief = college.device();
    let made: Rc<RefCell<Option<Statement>>> = Rc::default();
    let kept = Rc::clone(&made);
    *thief.network.rewrite.borrow_mut() = Some(Box::new(move |path, body| {
        if path != IDENTITY {
            return body;
        }
        let request: IdentityRequest = codec::decode(&body, MAX_BODY).unwrap();
        *kept.borrow_mut() = Some(request.statement);
        Vec::new()
    }));
    let client = thief.open().await;
    assert!(restore(&client, &of.card, true).await.is_err());
    made.take().unwrap()
}

/// The person's own new device, which says their next statement too.
async fn replaced(college: &College, of: &Person) -> Client {
    let client = college.device().open().await;
    restore(&client, &of.card, true).await.unwrap();
    sync(&client).await;
    client
}

/// What a server that is in league with the thief makes of the person's chain.
fn shows(device: &Device, change: impl Fn(Record) -> Vec<Record> + 'static) {
    device.tamper(move |answer| match answer {
        SyncAnswer::Page {
            records,
            cursor,
            more,
        } => SyncAnswer::Page {
            records: records.into_iter().flat_map(&change).collect(),
            cursor,
            more,
        },
        other => other,
    });
}

fn khan(sana: &Client) -> PersonView {
    let mut known = people(sana).people.into_iter();
    known.find(|p| p.name == "Dr Khan").unwrap()
}

fn is_told(sana: &Client) -> bool {
    let told = notices(sana);
    told.iter().any(|n| matches!(n, NoticeKind::Stopped { .. }))
}

#[tokio::test(flavor = "current_thread")]
async fn two_next_statements_stop_everything_until_the_code_was_scanned() {
    let college = College::begin().await;
    let [_, mentor, mentee] = college.three().await;
    let sana = &mentee.client;
    write(sana, "Mine", "words").await.unwrap();
    let stolen = made_with_a_copied_card(&college, &mentor).await;
    let his = replaced(&college, &mentor).await;
    let n = stolen.claim().unwrap().n;
    shows(&mentee.device, move |record| match &record {
        Record::Identity(s) if s.claim().unwrap().n == n => {
            vec![record, Record::Identity(stolen.clone())]
        }
        _ => vec![record],
    });
    sync(sana).await;
    assert!(khan(sana).stopped && is_told(sana));
    let to = person(sana, "Dr Khan");
    assert_eq!(delegate(sana, to, true).await, Err(Problem::PersonStopped));
    // Both histories begin alike, and so do their words.
    let words = sana.run(Command::Verify { person: to }).await;
    assert_eq!(words, Err(Problem::PersonStopped));
    assert!(khan(sana).stopped);
    let code = people(&his).code;
    let scanned = sana.run(Command::Scan { code }).await;
    assert_eq!(scanned, Ok(Done::Verified(to)));
    assert!(!khan(sana).stopped && !is_told(sana));
    delegate(sana, to, true).await.unwrap();
}

#[tokio::test(flavor = "current_thread")]
async fn a_thiefs_branch_is_never_the_one_that_was_compared() {
    let college = College::begin().await;
    let [_, mentor, mentee] = college.three().await;
    let sana = &mentee.client;
    let stolen = made_with_a_copied_card(&college, &mentor).await;
    let his = replaced(&college, &mentor).await;
    let n = stolen.claim().unwrap().n;
    shows(&mentee.device, move |record| match &record {
        Record::Identity(s) if s.claim().unwrap().n == n => {
            vec![Record::Identity(stolen.clone()), record]
        }
        _ => vec![record],
    });
    sync(sana).await;
    assert!(khan(sana).stopped);
    let scan = || Command::Scan {
        code: people(&his).code,
    };
    assert_eq!(sana.run(scan()).await, Err(Problem::CodeDiffers));
    assert!(khan(sana).stopped);
    let to = person(sana, "Dr Khan");
    assert_eq!(delegate(sana, to, true).await, Err(Problem::PersonStopped));
}

#[tokio::test(flavor = "current_thread")]
async fn a_code_that_is_newer_or_older_says_nothing_yet() {
    let college = College::begin().await;
    let [_, mentor, mentee] = college.three().await;
    let sana = &mentee.client;
    let scan = |code: &str| Command::Scan { code: code.into() };
    let before = people(&mentor.client).code;
    let his = replaced(&college, &mentor).await;
    let after = people(&his).code;
    assert_eq!(sana.run(scan(&after)).await, Err(Problem::CodeNotNow));
    sync(sana).await;
    assert_eq!(sana.run(scan(&before)).await, Err(Problem::CodeNotNow));
    let known = person(sana, "Dr Khan");
    assert_eq!(sana.run(scan(&after)).await, Ok(Done::Verified(known)));
}
