//! The audience that the app shows is the control chain's: whose hands the key is in, whatever its owner wanted.

use amanat_client::ForgedStatement;
use amanat_mentoring::id::{ItemId, PersonRef};
use amanat_messages::{Command, GrantState};
use amanat_vault::circle::{CircleKind, Role};

use crate::support::college::{
    College, Person, delegate, person, shared_item, shown, take_back, titles,
};
use crate::support::{Device, Fault, item, restore, sync, unsent, write};

type Client = amanat_client::Client<Device>;

/// The names that an item's audience gives, in order.
fn readers(client: &Client, of: ItemId) -> Vec<String> {
    let audience = item(client, of).unwrap().audience;
    let mut names: Vec<_> = audience.readers.into_iter().map(|r| r.name).collect();
    names.sort();
    names
}

/// The circle of the first part.
fn first_part(client: &Client) -> CircleKind {
    CircleKind::Part {
        part: shown(client).parts[0].0.0,
        chapter: 0,
    }
}

/// Everything is read, and every statement is lost from now on.
fn lose_statements(person: &Person) {
    let network = &person.device.network;
    let from = network.calls.get() + 1;
    let lost = (from..from + 20).map(|call| (call, Fault::RequestLost));
    network.faults.borrow_mut().extend(lost);
}

/// One of her devices, which is not in her hands, lets him in. She never said so.
#[tokio::test(flavor = "current_thread")]
async fn whoever_was_handed_the_key_is_named_though_nobody_showed_them_anything() {
    let college = College::begin().await;
    let [_, mentor, mentee] = college.three().await;
    let (phone, khan) = (&mentee.client, &mentor.client);
    let kept = write(phone, "Mine", "words").await.unwrap();
    sync(phone).await;
    let stolen = college.device().open().await;
    restore(&stolen, &mentee.card, false).await.unwrap();
    sync(&stolen).await;
    sync(phone).await;
    assert_eq!(readers(phone, kept), ["Sana"]);

    let (me, him) = (phone.myself().unwrap(), person(phone, "Dr Khan"));
    let let_in = ForgedStatement {
        members: vec![(him, Role::Commenter)],
        new_epoch: true,
        slots: vec![me, him],
    };
    let statement = stolen.forge_statement(first_part(phone), &let_in).unwrap();
    stolen.send_statement(statement).await.unwrap();
    lose_statements(&mentee);
    assert!(phone.run(Command::Sync).await.is_err());
    assert!(shown(phone).grants.is_empty(), "she showed him nothing");
    assert_eq!(readers(phone, kept), ["Dr Khan", "Sana"]);

    // Her words stay here while it is so, and once he is out they are not for him.
    let later = write(phone, "Later", "words").await.unwrap();
    assert!(phone.run(Command::Sync).await.is_err());
    assert_eq!(unsent(phone), 1);
    assert_eq!(readers(phone, later), ["Dr Khan", "Sana"]);
    sync(khan).await;
    assert!(titles(khan, "Sana").is_empty());
    mentee.device.network.faults.borrow_mut().clear();
    sync(phone).await;
    assert_eq!(unsent(phone), 0);
    assert_eq!(readers(phone, later), ["Sana"]);
    sync(khan).await;
    assert!(titles(khan, "Sana").is_empty());
}

/// A statement that hands the key to more or fewer than its table says is nobody's word: nothing changes by it.
#[tokio::test(flavor = "current_thread")]
async fn slots_that_are_not_the_table_change_nobodys_audience() {
    for case in 0..2 {
        let college = College::begin().await;
        let [_, mentor, mentee] = college.three().await;
        let (sana, khan) = (&mentee.client, &mentor.client);
        let him = person(sana, "Dr Khan");
        let (me, office) = (sana.myself().unwrap(), person(sana, "Office"));
        delegate(sana, him, true).await.unwrap();
        let first = write(sana, "Shown", "words").await.unwrap();
        assert_eq!(readers(sana, first), ["Sana"], "wanted, and not so yet");
        assert_eq!(shown(sana).grants[0].state, GrantState::Waiting);
        sync(sana).await;
        sync(khan).await;
        assert_eq!(readers(sana, first), ["Dr Khan", "Sana"]);

        let slots = [vec![me, him, office], vec![me]][case].clone();
        let others = ForgedStatement {
            members: vec![(him, Role::Commenter)],
            new_epoch: true,
            slots,
        };
        let forged = sana.forge_statement(first_part(sana), &others).unwrap();
        sana.send_statement(forged).await.unwrap();
        for client in [sana, khan, sana, khan] {
            sync(client).await;
            assert_eq!(readers(sana, first), ["Dr Khan", "Sana"], "{case}");
        }
        let theirs = shared_item(khan, person(khan, "Sana"), first).unwrap();
        assert_eq!(theirs.audience.readers.len(), 2, "{case}");
        write(sana, "Later", "words").await.unwrap();
        sync(sana).await;
        assert_eq!(unsent(sana), 0, "{case}");
        sync(khan).await;
        assert_eq!(titles(khan, "Sana"), ["Later", "Shown"], "{case}");
        take_back(sana).await.unwrap();
        sync(sana).await;
        assert_eq!(readers(sana, first), ["Sana"], "{case}");
        sync(khan).await;
        assert!(titles(khan, "Sana").is_empty(), "{case}");
    }
}

/// In the table and without the key, or the other way round: whatever let that happen, it shows, and nothing is sealed.
#[tokio::test(flavor = "current_thread")]
async fn the_audience_names_whose_hands_the_key_is_in_and_words_wait_where_it_is_not_the_table() {
    let college = College::begin().await;
    let [_, mentor, mentee] = college.three().await;
    let (sana, khan) = (&mentee.client, &mentor.client);
    let him = person(sana, "Dr Khan");
    delegate(sana, him, true).await.unwrap();
    let first = write(sana, "Shown", "words").await.unwrap();
    sync(sana).await;
    let (me, office) = (sana.myself().unwrap(), person(sana, "Office"));
    let kind = first_part(sana);
    let both: &[PersonRef] = &[me, him];
    let cases: [(&[PersonRef], &[&str], u32); 4] = [
        (both, &["Dr Khan", "Sana"], 0),
        // One who should not have it is named.
        (&[me, him, office], &["Dr Khan", "Office", "Sana"], 1),
        // One who was left out has what was written before.
        (&[me], &["Dr Khan", "Sana"], 1),
        (both, &["Dr Khan", "Sana"], 0),
    ];
    for (granted, names, held) in cases {
        sana.believe_granted(kind, granted).unwrap();
        assert_eq!(readers(sana, first), names);
        let title = format!("With {}", granted.len());
        write(sana, &title, "words").await.unwrap();
        lose_statements(&mentee);
        let _ = sana.run(Command::Sync).await;
        mentee.device.network.faults.borrow_mut().clear();
        if held > 0 {
            assert_eq!(unsent(sana), held, "{granted:?}");
        }
        sana.believe_granted(kind, both).unwrap();
        sync(sana).await;
        assert_eq!(unsent(sana), 0, "{granted:?}");
    }
    sync(khan).await;
    assert_eq!(titles(khan, "Sana").len(), 5);
}

/// Whoever manages a circle can let somebody in without the key: nobody seals then, until its owner hands out a new one.
#[tokio::test(flavor = "current_thread")]
async fn a_member_without_the_key_gets_it_from_the_owner() {
    let college = College::begin().await;
    let [_, mentor, mentee] = college.three().await;
    let (phone, khan) = (&mentee.client, &mentor.client);
    let stolen = college.device().open().await;
    restore(&stolen, &mentee.card, false).await.unwrap();
    let first = write(phone, "Shown", "words").await.unwrap();
    let him = person(phone, "Dr Khan");
    delegate(phone, him, true).await.unwrap();
    sync(phone).await;
    sync(&stolen).await;
    take_back(phone).await.unwrap();
    sync(phone).await;
    sync(&stolen).await;
    // She shows it again; before her app does so the other lets him in, without a new key and without the old one.
    delegate(phone, him, true).await.unwrap();
    let without = ForgedStatement {
        members: vec![(him, Role::Commenter)],
        new_epoch: false,
        slots: Vec::new(),
    };
    let forged = stolen.forge_statement(first_part(phone), &without).unwrap();
    stolen.send_statement(forged).await.unwrap();
    write(phone, "Later", "words").await.unwrap();
    sync(phone).await;
    assert_eq!(unsent(phone), 0);
    assert_eq!(readers(phone, first), ["Dr Khan", "Sana"]);
    sync(khan).await;
    assert_eq!(titles(khan, "Sana"), ["Later"]);
}
