//! Who may say what in a circle: each role, with each kind of word, whatever a server lets through.

use std::cell::RefCell;
use std::collections::BTreeSet;

use amanat_client::ForgedStatement;
use amanat_mentoring::fact::PersonRole;
use amanat_mentoring::id::{ItemId, PersonRef};
use amanat_mentoring::item::{Revision, Value};
use amanat_mentoring::operation::Operation;
use amanat_messages::Command;
use amanat_protocol::api::{Record, SYNC, SyncAnswer, SyncRequest};
use amanat_protocol::codec::{self, Bytes};
use amanat_protocol::entry::Class;
use amanat_protocol::limits::MAX_BODY;
use amanat_vault::checkpoint;
use amanat_vault::circle::{CircleKind, Role};

use crate::support::college::{
    College, Person, comment, delegate, pair, person, shared_item, shown, titles,
};
use crate::support::{Answers, sync, text, write};

const DAY: u64 = 24 * 3_600_000;

/// What somebody says in the circle of another's part, as a third person sees it who is in it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Believed {
    revision: bool,
    comment: bool,
    checkpoint: bool,
    alive: bool,
    statement: bool,
}

/// The table of vault.md, and what holds for everybody: nobody speaks in another's name.
const fn may(role: Role) -> Believed {
    let manages = matches!(role, Role::Owner | Role::Manager);
    Believed {
        revision: manages || matches!(role, Role::Contributor),
        comment: !matches!(role, Role::Reader),
        checkpoint: manages,
        alive: manages,
        statement: manages,
    }
}

/// Somebody who owns a part with one item, one whom it is shown to, and one who says things in it.
struct Circle {
    owner: PersonRef,
    kind: CircleKind,
    about: ItemId,
    reader: Person,
    speaker: Person,
}

/// The speaker has this role.
async fn circle(role: Role) -> (College, Circle) {
    let college = College::begin().await;
    let [office, khan, sana] = college.three().await;
    let noor = college.member(&office, PersonRole::Mentor, "Dr Noor").await;
    let c = &office.client;
    c.run(pair(c, "Dr Noor", &["Sana"])).await.unwrap();
    for one in [&office, &sana, &noor] {
        sync(&one.client).await;
    }
    let about = write(&sana.client, "Hers", "words").await.unwrap();
    delegate(&sana.client, person(&sana.client, "Dr Noor"), true)
        .await
        .unwrap();
    sync(&sana.client).await;
    let kind = CircleKind::Part {
        part: shown(&sana.client).parts[0].0.0,
        chapter: 0,
    };
    let [me, him, her] = [
        sana.client.myself().unwrap(),
        person(&sana.client, "Dr Khan"),
        person(&sana.client, "Dr Noor"),
    ];
    let owner = person(&noor.client, "Sana");
    let speaker = match role {
        Role::Owner => sana,
        role => {
            // No app of ours gives each role there; the rules are the same wherever it is held.
            let let_in = ForgedStatement {
                members: vec![(him, role), (her, Role::Commenter)],
                new_epoch: true,
                slots: vec![me, him, her],
            };
            let let_in = sana.client.forge_statement(kind, &let_in).unwrap();
            sana.client.send_statement(let_in).await.unwrap();
            sync(&khan.client).await;
            khan
        }
    };
    sync(&noor.client).await;
    let circle = Circle {
        owner,
        kind,
        about,
        reader: noor,
        speaker,
    };
    (college, circle)
}

fn revision(item: u8, title: &str) -> Vec<u8> {
    codec::encode(&Operation::Revise(Revision {
        item: ItemId([item; 16]),
        parents: Vec::new(),
        at: 5,
        value: Value::Reflection(text(title, "words")),
    }))
}

/// A server that lets everything through shows these to somebody with their next page.
fn show(person: &Person, records: Vec<Record>) {
    let left = RefCell::new(records);
    let answers: Answers = Box::new(move |path, body| {
        if path != SYNC || left.borrow().is_empty() {
            return None;
        }
        let request: SyncRequest = codec::decode(body, MAX_BODY).unwrap();
        let page = SyncAnswer::Page {
            records: left.take(),
            cursor: request.cursor?,
            more: false,
        };
        Some(codec::encode(&page))
    });
    *person.device.network.answers.borrow_mut() = Some(answers);
}

/// Says everything there is to say, and looks what the reader believes of it.
async fn believed(circle: &Circle) -> Believed {
    let (by, reader) = (&circle.speaker.client, &circle.reader.client);
    let seen = || shared_item(reader, circle.owner, circle.about).unwrap();
    let said = |words: &str| seen().comments.into_iter().find(|c| c.text == words);
    // So late that only a new word tells that somebody who manages the circle is alive.
    circle.reader.device.tick(10 * DAY);
    let waiting = comment(circle.owner, circle.about, "Are you well?");
    reader.run(waiting).await.unwrap();
    sync(reader).await;
    assert!(said("Are you well?").unwrap().held);

    let in_name_of = |author: PersonRef, words: &str| {
        let comment = by.forge_comment(circle.kind, author, circle.about, words);
        (Class::Content, vec![comment.unwrap()])
    };
    let packed = checkpoint::pack(&[Bytes(revision(2, "Summed up"))]);
    let now = circle.reader.device.now.get();
    let words = [
        (Class::Content, vec![revision(1, "Written")]),
        in_name_of(by.myself().unwrap(), "Said"),
        in_name_of(reader.myself().unwrap(), "Put in another's mouth"),
        (Class::Checkpoint, packed.into_iter().map(|p| p.0).collect()),
        (
            Class::Content,
            vec![by.forge_alive(circle.kind, now).unwrap()],
        ),
    ];
    let entries = by.forge_entries(circle.kind, &words).unwrap();
    show(
        &circle.reader,
        entries.into_iter().map(Record::Entry).collect(),
    );
    sync(reader).await;
    assert!(said("Put in another's mouth").is_none());
    let titles = titles(reader, "Sana");
    let alive = said("Are you well?").unwrap().sent;

    let [own, office, theirs] = [by.myself(), Ok(person(by, "Office")), reader.myself()];
    let [own, office, theirs] = [own.unwrap(), office.unwrap(), theirs.unwrap()];
    let let_in = ForgedStatement {
        members: vec![(office, Role::Reader), (theirs, Role::Commenter)],
        new_epoch: true,
        slots: BTreeSet::from([own, circle.owner, office, theirs])
            .into_iter()
            .collect(),
    };
    let statement = by.forge_statement(circle.kind, &let_in).unwrap();
    show(&circle.reader, vec![Record::Statement(statement)]);
    // Where it is believed, the real server knows nothing of it.
    let _ = reader.run(Command::Sync).await;
    let readers = seen().audience.readers;
    Believed {
        revision: titles.contains(&"Written".to_owned()),
        comment: said("Said").is_some(),
        checkpoint: titles.contains(&"Summed up".to_owned()),
        alive,
        statement: readers.iter().any(|r| r.name == "Office"),
    }
}

#[tokio::test(flavor = "current_thread")]
async fn whoever_may_say_something_is_believed_and_nobody_else() {
    for role in [
        Role::Reader,
        Role::Commenter,
        Role::Contributor,
        Role::Manager,
        Role::Owner,
    ] {
        let (_college, circle) = circle(role).await;
        assert_eq!(believed(&circle).await, may(role), "{role:?}");
        // Read again from the store it is the same.
        let again = circle.reader.again().await;
        let titles = titles(&again, "Sana");
        let written = titles.contains(&"Written".to_owned());
        assert_eq!(written, may(role).revision, "{role:?}");
        assert!(titles.contains(&"Hers".to_owned()), "{role:?}");
    }
}
