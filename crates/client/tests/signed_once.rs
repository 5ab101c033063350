//! A device never signs two byte strings at one place of a log, whatever was taken back in between.

use std::rc::Rc;

use amanat_mentoring::id::ItemId;
use amanat_messages::Command;

use crate::support::college::{College, comment, delegate, person, shared_item, take_back};
use crate::support::signed::Signed;
use crate::support::{Device, Fault, item, sync, unlock, unsent, write};

type Client = amanat_client::Client<Device>;
/// Notes all that a device sends from now on, and that nothing of it is ever replaced.
fn watch(device: &Device) -> Rc<Signed> {
    let signed = Rc::<Signed>::default();
    let noted = Rc::clone(&signed);
    *device.network.rewrite.borrow_mut() = Some(Box::new(move |path, body| {
        noted.note(path, &body);
        body
    }));
    signed
}

/// Shows her first part, with all that is in it.
async fn show(sana: &Client) {
    delegate(sana, person(sana, "Dr Khan"), true).await.unwrap();
    sync(sana).await;
}

async fn say(khan: &Client, of: ItemId, words: &str) {
    let said = comment(person(khan, "Sana"), of, words);
    khan.run(said).await.unwrap();
}

/// A comment that the server has; has, though its answer was lost; never heard of.
#[tokio::test(flavor = "current_thread")]
async fn a_comment_on_what_is_shown_again_follows_on_those_before() {
    for lost in [None, Some(Fault::AnswerLost), Some(Fault::RequestLost)] {
        for locks in [false, true] {
            let college = College::begin().await;
            let [_, mentor, mentee] = college.three().await;
            let (sana, khan) = (&mentee.client, &mentor.client);
            let night = write(sana, "Night duty", "a fall").await.unwrap();
            show(sana).await;
            sync(khan).await;
            let signed = watch(&mentor.device);
            say(khan, night, "Who was there?").await;
            if let Some(fault) = lost {
                lose_the_append(&mentor.device, khan, fault).await;
            } else {
                sync(khan).await;
            }
            let sent = !signed.is_empty();
            assert_eq!(sent, lost != Some(Fault::RequestLost), "{lost:?}");
            take_back(sana).await.unwrap();
            sync(sana).await;
            sync(khan).await;
            assert!(shared_item(khan, person(khan, "Sana"), night).is_err());
            assert_eq!(unsent(khan), 0, "{lost:?}: what is gone is not waited for");
            if locks {
                khan.run(Command::Lock).await.unwrap();
                unlock(khan).await.unwrap();
                sync(khan).await;
            }
            show(sana).await;
            sync(khan).await;
            say(khan, night, "And who came?").await;
            sync(khan).await;
            sync(sana).await;
            let comments = item(sana, night).unwrap().comments;
            assert!(
                comments.iter().any(|c| c.text == "And who came?"),
                "{lost:?}, {locks}"
            );
            // And once more: nothing of it is left over.
            khan.run(Command::Lock).await.unwrap();
            unlock(khan).await.unwrap();
            sync(khan).await;
        }
    }
}

/// Syncs with this fault on the call that carries the comment.
async fn lose_the_append(device: &Device, khan: &Client, fault: Fault) {
    // The first call of a sync fetches; the append is the next.
    let next = device.network.calls.get() + 1;
    device.network.faults.borrow_mut().push((next, fault));
    assert!(khan.run(Command::Sync).await.is_err());
}
