//! A device is lost at the worst moment; the recovery card finishes what it began.

use amanat_mentoring::fact::PersonRole;
use amanat_messages::{Command, NoticeKind};

use crate::support::college::{
    College, Person, comment, delegate, notices, pair, people, person, programme, take_back, titles,
};
use crate::support::{Device, Fault, item, restore, sync, unlock, write};

type Client = amanat_client::Client<Device>;

/// What the device sends with this call of its next sync is lost, and then the device. Another takes its place.
async fn lost_at(college: &College, person: &Person, call: u32, fault: Fault) -> Client {
    let network = &person.device.network;
    let lost = network.calls.get() + call;
    network.faults.borrow_mut().push((lost, fault));
    assert!(person.client.run(Command::Sync).await.is_err());
    replaced(college, person).await
}

async fn pair_them(office: &Client) {
    office
        .run(pair(office, "Dr Khan", &["Sana"]))
        .await
        .unwrap();
}

/// A new device with the card; the others of this person are removed.
async fn replaced(college: &College, person: &Person) -> Client {
    let client = college.device().open().await;
    restore(&client, &person.card, true).await.unwrap();
    client
}

/// They no longer see the circle, so they cannot say how far their lost device's work there counts.
#[tokio::test(flavor = "current_thread")]
async fn what_a_mentor_said_stays_when_their_device_is_lost_after_the_taking_back() {
    let college = College::begin().await;
    let [_, mentor, mentee] = college.three().await;
    let (sana, khan) = (&mentee.client, &mentor.client);
    delegate(sana, person(sana, "Dr Khan"), true).await.unwrap();
    let shown_item = write(sana, "Shown", "words").await.unwrap();
    sync(sana).await;
    sync(khan).await;
    khan.run(comment(person(khan, "Sana"), shown_item, "Well seen"))
        .await
        .unwrap();
    sync(khan).await;
    sync(sana).await;
    take_back(sana).await.unwrap();
    sync(sana).await;
    let again = replaced(&college, &mentor).await;
    sync(&again).await;
    // Something new is between them, by which she hears of the lost device.
    delegate(sana, person(sana, "Dr Khan"), true).await.unwrap();
    sync(sana).await;
    sync(&again).await;
    sync(sana).await;
    sana.run(Command::Lock).await.unwrap();
    unlock(sana).await.unwrap();
    assert_eq!(item(sana, shown_item).unwrap().comments.len(), 1);
}

/// The phone is lost between letting somebody out and telling them so.
#[tokio::test(flavor = "current_thread")]
async fn a_mentor_hears_of_a_taking_back_whose_device_was_lost() {
    let college = College::begin().await;
    let [_, mentor, mentee] = college.three().await;
    let (sana, khan) = (&mentee.client, &mentor.client);
    delegate(sana, person(sana, "Dr Khan"), true).await.unwrap();
    write(sana, "Shown", "words").await.unwrap();
    sync(sana).await;
    sync(khan).await;
    assert_eq!(titles(khan, "Sana"), ["Shown"]);
    take_back(sana).await.unwrap();
    // What she wants is fetched and sent; then comes the statement, which the server has.
    let again = lost_at(&college, &mentee, 2, Fault::AnswerLost).await;
    sync(khan).await;
    assert_eq!(titles(khan, "Sana"), ["Shown"], "nobody told him yet");
    sync(&again).await;
    sync(khan).await;
    assert!(titles(khan, "Sana").is_empty());
    let told = |notice: &NoticeKind| matches!(notice, NoticeKind::TakenBack { .. });
    assert_eq!(notices(khan).iter().filter(|n| told(n)).count(), 1);
}

/// The phone is lost between letting somebody in and showing them what was there.
#[tokio::test(flavor = "current_thread")]
async fn what_a_lost_device_let_somebody_into_is_shown() {
    let college = College::begin().await;
    let [_, mentor, mentee] = college.three().await;
    let (sana, khan) = (&mentee.client, &mentor.client);
    write(sana, "Before", "words").await.unwrap();
    sync(sana).await;
    delegate(sana, person(sana, "Dr Khan"), true).await.unwrap();
    // Fetched, what she wants, the statement: then the checkpoint.
    let again = lost_at(&college, &mentee, 3, Fault::RequestLost).await;
    sync(khan).await;
    assert!(titles(khan, "Sana").is_empty(), "not shown yet");
    sync(&again).await;
    sync(khan).await;
    assert_eq!(titles(khan, "Sana"), ["Before"]);
}

/// A letter counts while the device that signed it does: whoever reads one late would never meet the others.
#[tokio::test(flavor = "current_thread")]
async fn whoever_reads_an_introduction_after_its_device_was_lost_is_introduced() {
    let college = College::begin().await;
    let [office, mentor, mentee] = college.unpaired().await;
    let officer = college
        .invite(&office.client, PersonRole::SafetyOfficer, &["Noor"])
        .await;
    college.join(&officer[0], "Dr Noor").await.unwrap();
    pair_them(&office.client).await;
    sync(&office.client).await;
    sync(&mentee.client).await;
    person(&mentee.client, "Dr Khan");

    let again = replaced(&college, &office).await;
    sync(&again).await;
    let khan = &mentor.client;
    sync(khan).await;
    person(khan, "Sana");
    person(khan, "Dr Noor");
}

/// Their chain says that there is a newer key; the letter that has it is still on its way.
#[tokio::test(flavor = "current_thread")]
async fn whoever_is_paired_while_their_new_key_is_on_its_way_is_introduced_when_it_comes() {
    let college = College::begin().await;
    let [office, mentor, mentee] = college.unpaired().await;
    let khan = replaced(&college, &mentor).await;
    sync(&office.client).await;
    pair_them(&office.client).await;
    sync(&office.client).await;
    sync(&khan).await;
    sync(&office.client).await;
    for (one, other) in [(&khan, "Sana"), (&mentee.client, "Dr Khan")] {
        sync(one).await;
        person(one, other);
    }
    write(&mentee.client, "Shown", "words").await.unwrap();
    delegate(&mentee.client, person(&mentee.client, "Dr Khan"), true)
        .await
        .unwrap();
    sync(&mentee.client).await;
    sync(&khan).await;
    assert_eq!(titles(&khan, "Sana"), ["Shown"]);
}

/// Nobody is told of a pairing that the committee does not know of.
#[tokio::test(flavor = "current_thread")]
async fn a_pairing_is_whole_or_absent_whatever_call_is_the_last() {
    for call in 0..4 {
        let college = College::begin().await;
        let [office, mentor, mentee] = college.unpaired().await;
        pair_them(&office.client).await;
        let again = lost_at(&college, &office, call, Fault::RequestLost).await;
        sync(&again).await;
        let known = !programme(&again).pairings.is_empty();
        assert_eq!(known, call > 1, "fetched, written down, two letters");
        for (one, other) in [(&mentor, "Sana"), (&mentee, "Dr Khan")] {
            sync(&one.client).await;
            let met = people(&one.client).people.iter().any(|p| p.name == other);
            assert_eq!(met, known, "{other}, {call}");
        }
    }
}

/// The coordinator's phone is lost between admitting somebody and welcoming them.
#[tokio::test(flavor = "current_thread")]
async fn a_newcomer_is_welcomed_whatever_call_is_the_last() {
    for call in 0.. {
        let college = College::begin().await;
        let office = college.coordinator().await;
        let link = college
            .invite(&office.client, PersonRole::Mentor, &["K"])
            .await;
        sync(&office.client).await;
        let khan = college.join(&link[0], "Dr Khan").await.unwrap().client;
        let network = &office.device.network;
        let calls = network.calls.get();
        let lost = (calls + call, Fault::RequestLost);
        network.faults.borrow_mut().push(lost);
        let _ = office.client.run(Command::Sync).await;
        let whole = network.calls.get() <= calls + call;
        let again = replaced(&college, &office).await;
        sync(&again).await;
        sync(&khan).await;
        assert!(people(&khan).programme.is_some(), "{call}");
        person(&khan, "Office");
        if whole {
            assert!(call > 3, "it has calls at all");
            return;
        }
    }
}
