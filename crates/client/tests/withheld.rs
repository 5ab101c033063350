//! A server that keeps something back from one device is given away by what others wrote.

use std::cell::Cell;
use std::rc::Rc;

use amanat_messages::NoticeKind;
use amanat_protocol::api::{Record, SyncAnswer};

use crate::support::college::{College, comment, delegate, notices, person, titles};
use crate::support::{Device, all, restore, sync, write};

type Client = amanat_client::Client<Device>;

/// The names of those who saw more.
fn told(client: &Client) -> Vec<String> {
    let kinds = notices(client).into_iter();
    kinds
        .filter_map(|kind| match kind {
            NoticeKind::Withheld { person } => Some(person.name),
            _ => None,
        })
        .collect()
}

#[tokio::test(flavor = "current_thread")]
async fn what_one_device_is_not_shown_is_told_by_who_was_shown_it() {
    let college = College::begin().await;
    let [_, mentor, mentee] = college.three().await;
    let (phone, khan) = (&mentee.client, &mentor.client);
    delegate(phone, person(phone, "Dr Khan"), true)
        .await
        .unwrap();
    let first = write(phone, "First", "words").await.unwrap();
    let other = college.device();
    let desk = other.open().await;
    restore(&desk, &mentee.card, false).await.unwrap();
    for client in [phone, &desk, khan, &desk] {
        sync(client).await;
    }
    assert!(told(&desk).is_empty() && told(khan).is_empty());

    let hides = Rc::new(Cell::new(true));
    let hidden = Rc::clone(&hides);
    other.tamper(move |answer| match answer {
        SyncAnswer::Page {
            mut records,
            cursor,
            more,
        } => {
            records.retain(|record| !hidden.get() || !matches!(record, Record::Entry(_)));
            SyncAnswer::Page {
                records,
                cursor,
                more,
            }
        }
        answer => answer,
    });
    write(phone, "Second", "words").await.unwrap();
    for client in [phone, &desk, khan] {
        sync(client).await;
    }
    assert!(told(&desk).is_empty(), "nobody has said so yet");
    khan.run(comment(person(khan, "Sana"), first, "Well seen"))
        .await
        .unwrap();
    hides.set(false);
    sync(khan).await;
    sync(&desk).await;
    assert_eq!(all(&desk).len(), 1);
    assert_eq!(told(&desk), ["Dr Khan"]);
    assert!(told(phone).is_empty() && told(khan).is_empty());
}

/// A device of hers that wrote before he came, and has been silent since.
#[tokio::test(flavor = "current_thread")]
async fn what_was_written_before_somebodys_time_is_not_kept_back_from_them() {
    let college = College::begin().await;
    let [_, mentor, mentee] = college.three().await;
    let (phone, khan) = (&mentee.client, &mentor.client);
    let other = college.device();
    let desk = other.open().await;
    restore(&desk, &mentee.card, false).await.unwrap();
    write(&desk, "Before", "words").await.unwrap();
    for client in [&desk, phone] {
        sync(client).await;
    }
    delegate(phone, person(phone, "Dr Khan"), true)
        .await
        .unwrap();
    write(phone, "After", "words").await.unwrap();
    for client in [phone, khan] {
        sync(client).await;
    }
    assert_eq!(titles(khan, "Sana"), ["After", "Before"]);
    assert!(told(khan).is_empty());
}
