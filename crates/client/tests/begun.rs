//! Words typed into a comment, a note or a concern and not given yet: kept sealed on the device, through locks and
//! power cuts, until they are given.

use amanat_client::{Client, Store};
use amanat_mentoring::begun::Begun;
use amanat_mentoring::fact::PersonRole;
use amanat_mentoring::id::{ItemId, PersonRef};
use amanat_mentoring::item::MAX_FIELD;
use amanat_messages::{Command, Done, Problem, Query, View};

use crate::support::college::{College, Person, page_of, person, shown};
use crate::support::{Device, Endpoint, confirm, found, item, sync, unlock, write};

async fn keep(client: &Client<Device>, field: Begun, text: &str) -> Result<Done, Problem> {
    let text = text.to_owned();
    client.run(Command::KeepBegun { field, text }).await
}

fn kept(client: &Client<Device>) -> Vec<(Begun, String)> {
    match client.view(&Query::Begun).unwrap() {
        View::Begun(words) => words,
        other => panic!("{other:?}"),
    }
}

/// How many records of half-written words the disk holds.
async fn records(device: &Device) -> usize {
    let all = device.store.scan("w/", None, usize::MAX).await.unwrap();
    all.len()
}

/// A mentor who may comment on something a mentee shows.
struct Shown {
    college: College,
    mentor: Person,
    mentee: Person,
    owner: PersonRef,
    item: ItemId,
}

impl Shown {
    async fn begin() -> Self {
        let college = College::begin().await;
        let [_, mentor, mentee] = college.three().await;
        let part = shown(&mentee.client).parts[0].0;
        let delegate = Command::Delegate {
            part,
            person: person(&mentee.client, "Dr Khan"),
            comment: true,
            already_here: false,
            until: None,
        };
        mentee.client.run(delegate).await.unwrap();
        let item = write(&mentee.client, "Night duty", "a fall on the ward")
            .await
            .unwrap();
        sync(&mentee.client).await;
        sync(&mentor.client).await;
        let owner = person(&mentor.client, "Sana");
        Self {
            college,
            mentor,
            mentee,
            owner,
            item,
        }
    }

    fn comment(&self) -> Begun {
        Begun::Comment {
            owner: Some(self.owner),
            item: self.item,
            reply_to: None,
        }
    }

    fn say(&self, text: &str) -> Command {
        Command::Comment {
            owner: Some(self.owner),
            item: self.item,
            reply_to: None,
            text: text.into(),
        }
    }
}

#[tokio::test(flavor = "current_thread")]
async fn half_written_words_survive_locks_and_crashes_until_they_are_given() {
    let shown = Shown::begin().await;
    let khan = &shown.mentor.client;
    let note = Begun::Note {
        about: shown.owner,
        note: None,
    };
    let both = [
        (shown.comment(), "What would you do n".to_owned()),
        (note, "Asks for hel".to_owned()),
    ];
    keep(khan, shown.comment(), "What").await.unwrap();
    for (field, text) in &both {
        keep(khan, *field, text).await.unwrap();
    }
    assert_eq!(kept(khan), both);
    assert_eq!(records(&shown.mentor.device).await, 2, "one for each field");

    khan.run(Command::Lock).await.unwrap();
    assert_eq!(khan.view(&Query::Begun), Err(Problem::Locked));
    assert_eq!(keep(khan, note, "x").await, Err(Problem::Locked));
    unlock(khan).await.unwrap();
    assert_eq!(kept(khan), both, "after a lock");
    let khan = &shown.mentor.again().await;
    assert_eq!(kept(khan), both, "after a crash");

    // Nobody but the writer: not on the disk in clear, and not at the endpoint.
    for (key, value) in shown
        .mentor
        .device
        .store
        .scan("", None, usize::MAX)
        .await
        .unwrap()
    {
        for words in [&both[0].1, &both[1].1] {
            let found = value.windows(words.len()).any(|w| w == words.as_bytes());
            assert!(!found, "{key}");
        }
    }
    sync(khan).await;
    sync(&shown.mentee.client).await;
    let seen = item(&shown.mentee.client, shown.item).unwrap();
    assert!(seen.comments.is_empty());

    khan.run(shown.say("What would you do next time?"))
        .await
        .unwrap();
    let save = Command::SaveNote {
        about: shown.owner,
        note: None,
        text: "Asks for help early.".into(),
    };
    khan.run(save).await.unwrap();
    assert_eq!(kept(khan), [], "given");
    assert_eq!(records(&shown.mentor.device).await, 0);
    let khan = &shown.mentor.again().await;
    assert_eq!(kept(khan), []);
    assert_eq!(page_of(khan, shown.owner).notes.len(), 1);

    // An answer waits apart from a comment, and what is emptied waits no more.
    let answer = Begun::Comment {
        owner: Some(shown.owner),
        item: shown.item,
        reply_to: Some(ItemId([7; 16])),
    };
    keep(khan, answer, "And").await.unwrap();
    keep(khan, shown.comment(), "But").await.unwrap();
    keep(khan, answer, "").await.unwrap();
    let khan = &shown.mentor.again().await;
    assert_eq!(kept(khan), [(shown.comment(), "But".to_owned())]);
}

#[tokio::test(flavor = "current_thread")]
async fn a_concern_keeps_its_words_and_that_it_bears_no_name() {
    let college = College::begin().await;
    let coordinator = college.coordinator().await;
    college
        .member(&coordinator, PersonRole::SafetyOfficer, "Dr Afridi")
        .await;
    let mentee = college
        .member(&coordinator, PersonRole::Mentee, "Sana")
        .await;
    keep(&mentee.client, Begun::Unnamed, "yes").await.unwrap();
    keep(&mentee.client, Begun::Concern, "On the ward rou")
        .await
        .unwrap();
    let sana = &mentee.again().await;
    let both = [
        (Begun::Unnamed, "yes".to_owned()),
        (Begun::Concern, "On the ward rou".to_owned()),
    ];
    assert_eq!(kept(sana), both);
    let raise = Command::Raise {
        text: "On the ward round.".into(),
        anonymous: true,
    };
    sana.run(raise).await.unwrap();
    assert_eq!(kept(sana), []);
    assert_eq!(records(&mentee.device).await, 0);
}

/// Cuts the power at one store step. What was acknowledged is there once: half-written or given, never both.
async fn power_cut(at: u32) -> bool {
    let shown = Shown::begin().await;
    let (device, field) = (&shown.mentor.device, shown.comment());
    device.power.set(Some(at));
    let mut acknowledged = "";
    let mut survived = true;
    for text in ["What", "What then?"] {
        match keep(&shown.mentor.client, field, text).await {
            Ok(_) => acknowledged = text,
            Err(_) => survived = false,
        }
    }
    let given = shown.mentor.client.run(shown.say("What then?")).await;
    survived &= given.is_ok();
    device.power.set(None);
    let khan = &shown.mentor.again().await;
    sync(khan).await;
    sync(&shown.mentee.client).await;
    let said = item(&shown.mentee.client, shown.item).unwrap().comments;
    let waits: Vec<String> = kept(khan).into_iter().map(|(_, text)| text).collect();
    if given.is_ok() {
        assert_eq!((said.len(), waits.len()), (1, 0), "cut at {at}");
    } else {
        assert!(said.is_empty(), "cut at {at}");
        let expected: &[&str] = if acknowledged.is_empty() {
            &[]
        } else {
            &[acknowledged]
        };
        assert_eq!(waits, expected, "cut at {at}");
    }
    drop(shown.college);
    survived
}

#[tokio::test(flavor = "current_thread")]
async fn no_store_step_is_a_bad_moment_for_a_power_cut() {
    let mut at = 0;
    while !power_cut(at).await {
        at += 1;
    }
    assert_eq!(at, 3, "two saves and one batch with the comment");
}

#[tokio::test(flavor = "current_thread")]
async fn nothing_is_kept_before_the_card_or_beyond_a_limit() {
    let endpoint = Endpoint::new().await;
    let client = Device::new(&endpoint).open().await;
    found(&client, &endpoint.link().await).await.unwrap();
    let refused = keep(&client, Begun::Concern, "x").await;
    assert_eq!(refused, Err(Problem::CardNotConfirmed));
    confirm(&client).await.unwrap();
    let long = "ا".repeat(MAX_FIELD / 2);
    keep(&client, Begun::Concern, &long).await.unwrap();
    let refused = keep(&client, Begun::Concern, &format!("{long}.")).await;
    assert_eq!(refused, Err(Problem::TooLong { limit_kb: 96 }));
    assert_eq!(
        kept(&client),
        [(Begun::Concern, long)],
        "what fitted is still there"
    );
}
