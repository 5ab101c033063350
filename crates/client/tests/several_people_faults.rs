//! Interrupted, repeated, reordered: joining, pairing, showing and taking back at every bad moment.

#![allow(clippy::unwrap_used, reason = "a test panics")]

mod support;

use amanat_mentoring::fact::PersonRole;
use amanat_mentoring::id::PersonRef;
use amanat_messages::{Command, GrantState, InvitationState, NoticeKind, Problem};
use amanat_protocol::api::{JOIN, JoinRequest};
use amanat_protocol::codec;
use amanat_protocol::limits::MAX_BODY;
use amanat_protocol::link::InvitationLink;
use amanat_vault::invitation::join_token;
use support::college::{
    College, Person, comment, notices, page_of, people, person, programme, shared_item, shown,
};
use support::{Device, Fault, confirm, item, sync, unlock, unsent, write};

type Client = amanat_client::Client<Device>;

/// Shows the first part with all that is in it.
async fn show(client: &Client, to: PersonRef) -> Result<(), Problem> {
    let part = shown(client).parts[0].0;
    let command = Command::Delegate {
        part,
        person: to,
        comment: true,
        already_here: true,
        until: None,
    };
    client.run(command).await.map(|_| ())
}

async fn take_back(client: &Client) -> Result<(), Problem> {
    let grants = shown(client).grants;
    let held = grants.iter().find(|g| g.ended.is_none()).unwrap().grant;
    client
        .run(Command::TakeBack { grant: held })
        .await
        .map(|_| ())
}

/// Titles a mentor reads of the only mentee.
fn read(mentor: &Client) -> Vec<String> {
    let mentee = person(mentor, "Sana");
    let mut titles: Vec<_> = page_of(mentor, mentee)
        .items
        .into_iter()
        .map(|i| i.title)
        .collect();
    titles.sort();
    titles
}

/// Runs `act` with the power going at every store step, then again without, and `check`s.
async fn at_every_step(
    mut prepare: impl AsyncFnMut() -> (College, [Person; 3]),
    mut act: impl AsyncFnMut(&Client) -> Result<(), Problem>,
    mut check: impl AsyncFnMut(&College, &[Person; 3], &Client),
) {
    for step in 0.. {
        let (college, people) = prepare().await;
        let device = &people[2].device;
        device.power.set(Some(step));
        let done = act(&people[2].client).await.is_ok();
        let left = device.power.take();
        // The power is back.
        let client = people[2].again().await;
        act(&client).await.unwrap();
        check(&college, &people, &client).await;
        if done && left.is_some_and(|left| left > 0) {
            assert!(step > 2, "it has steps at all");
            return;
        }
    }
}

#[tokio::test(flavor = "current_thread")]
async fn showing_is_whole_or_absent_at_every_step() {
    let prepare = async || {
        let college = College::begin().await;
        let people = college.three().await;
        write(&people[2].client, "Here", "already").await.unwrap();
        sync(&people[2].client).await;
        (college, people)
    };
    let act = async |client: &Client| {
        match show(client, person(client, "Dr Khan")).await {
            // The wish survived; it only has to be fulfilled.
            Ok(()) | Err(Problem::AlreadyShown) => {}
            Err(problem) => return Err(problem),
        }
        write(client, "New", "words").await?;
        client.run(Command::Sync).await.map(|_| ())
    };
    let check = async |_: &College, people: &[Person; 3], client: &Client| {
        assert_eq!(unsent(client), 0);
        let grants = shown(client).grants;
        assert_eq!(grants.len(), 1);
        assert_eq!(grants[0].state, GrantState::Given);
        let mentor = &people[1].client;
        sync(mentor).await;
        let titles = read(mentor);
        assert!(titles.contains(&"Here".to_owned()) && titles.contains(&"New".to_owned()));
    };
    at_every_step(prepare, act, check).await;
}

#[tokio::test(flavor = "current_thread")]
async fn taking_back_is_whole_or_absent_at_every_step() {
    let prepare = async || {
        let college = College::begin().await;
        let people = college.three().await;
        let sana = &people[2].client;
        show(sana, person(sana, "Dr Khan")).await.unwrap();
        write(sana, "Shown", "words").await.unwrap();
        sync(sana).await;
        sync(&people[1].client).await;
        (college, people)
    };
    let act = async |client: &Client| {
        if shown(client).grants[0].ended.is_none() {
            take_back(client).await?;
        }
        write(client, "Later", "nobody else").await?;
        client.run(Command::Sync).await.map(|_| ())
    };
    let check = async |_: &College, people: &[Person; 3], client: &Client| {
        assert_eq!(shown(client).grants[0].state, GrantState::Ended);
        assert_eq!(unsent(client), 0);
        let mentor = &people[1].client;
        sync(mentor).await;
        assert!(read(mentor).is_empty());
    };
    at_every_step(prepare, act, check).await;
}

#[tokio::test(flavor = "current_thread")]
async fn nothing_is_sealed_to_a_reader_once_taken_back() {
    let college = College::begin().await;
    let [_, mentor, mentee] = college.three().await;
    let sana = &mentee.client;
    show(sana, person(sana, "Dr Khan")).await.unwrap();
    sync(sana).await;
    take_back(sana).await.unwrap();
    write(sana, "Secret", "for nobody").await.unwrap();
    // The answer to the statement is lost, again and again: the words stay here meanwhile.
    let calls = mentee.device.network.calls.get();
    for call in calls..calls + 40 {
        mentee
            .device
            .network
            .faults
            .borrow_mut()
            .push((call, Fault::AnswerLost));
    }
    for _ in 0..3 {
        assert!(sana.run(Command::Sync).await.is_err());
        sync(&mentor.client).await;
        assert!(!read(&mentor.client).contains(&"Secret".to_owned()));
    }
    mentee.device.network.faults.borrow_mut().clear();
    sync(sana).await;
    assert_eq!(unsent(sana), 0);
    sync(&mentor.client).await;
    assert!(read(&mentor.client).is_empty());
}

#[tokio::test(flavor = "current_thread")]
async fn joining_survives_every_lost_call() {
    for call in 0..24 {
        for fault in [Fault::RequestLost, Fault::AnswerLost, Fault::Garbage] {
            let college = College::begin().await;
            let coordinator = college.coordinator().await;
            let links = college
                .invite(&coordinator.client, PersonRole::Mentor, &["K"])
                .await;
            let device = college.device();
            device.network.faults.borrow_mut().push((call, fault));
            let client = device.open().await;
            let join = || Command::Join {
                link: links[0].clone(),
                name: "Dr Khan".into(),
                passphrase: support::PASS.into(),
                first_part: "Mine".into(),
                small_device: true,
            };
            if client.run(join()).await.is_err() {
                client.run(join()).await.unwrap();
            }
            confirm(&client).await.unwrap();
            for _ in 0..2 {
                let _ = client.run(Command::Sync).await;
            }
            let reached = device.network.calls.get() > call;
            device.network.faults.borrow_mut().clear();
            sync(&client).await;
            sync(&coordinator.client).await;
            sync(&client).await;
            let programme_here = people(&client).programme.unwrap();
            assert_eq!(programme_here.role, PersonRole::Mentor);
            assert!(
                people(&client).people.iter().any(|p| p.name == "Office"),
                "call {call} {fault:?}"
            );
            assert_eq!(programme(&coordinator.client).people.len(), 1);
            if !reached {
                assert!(call > 5, "it has calls at all");
                return;
            }
        }
    }
}

#[tokio::test(flavor = "current_thread")]
async fn pairing_survives_a_power_cut_at_every_step() {
    for step in 0.. {
        let college = College::begin().await;
        let coordinator = college.coordinator().await;
        let mentor = college
            .member(&coordinator, PersonRole::Mentor, "Dr Khan")
            .await;
        let mentee = college
            .member(&coordinator, PersonRole::Mentee, "Sana")
            .await;
        let pair = |c: &Client| Command::Pair {
            mentor: person(c, "Dr Khan"),
            mentees: vec![person(c, "Sana")],
            group: false,
        };
        let c = &coordinator.client;
        coordinator.device.power.set(Some(step));
        let done = c.run(pair(c)).await.is_ok() && c.run(Command::Sync).await.is_ok();
        let left = coordinator.device.power.take();
        let again = coordinator.again().await;
        if programme(&again).pairings.is_empty() {
            again.run(pair(&again)).await.unwrap();
        }
        sync(&again).await;
        assert_eq!(programme(&again).pairings.len(), 1);
        assert!(programme(&again).pairings[0].sent);
        sync(&mentee.client).await;
        sync(&mentor.client).await;
        person(&mentor.client, "Sana");
        person(&mentee.client, "Dr Khan");
        if done && left.is_some_and(|left| left > 0) {
            assert!(step > 1);
            return;
        }
    }
}

#[tokio::test(flavor = "current_thread")]
async fn two_answers_void_an_invitation() {
    let college = College::begin().await;
    let coordinator = college.coordinator().await;
    let c = &coordinator.client;
    let links = college.invite(c, PersonRole::Mentee, &["one", "two"]).await;
    college.join(&links[0], "Sana").await.unwrap();
    sync(c).await;
    // A dishonest server lets a second person in with a link that was copied: their token is swapped on
    // the way for one that is still good.
    let spare = InvitationLink::parse(&links[1]).unwrap().secret;
    let thief = college.device();
    *thief.network.rewrite.borrow_mut() = Some(Box::new(move |path, body| {
        if path != JOIN {
            return body;
        }
        let mut request: JoinRequest = codec::decode(&body, MAX_BODY).unwrap();
        request.token = join_token(&spare);
        codec::encode(&request)
    }));
    let client = thief.open().await;
    let join = Command::Join {
        link: links[0].clone(),
        name: "Eve".into(),
        passphrase: support::PASS.into(),
        first_part: "Mine".into(),
        small_device: true,
    };
    client.run(join).await.unwrap();
    confirm(&client).await.unwrap();
    sync(&client).await;
    sync(c).await;
    let page = programme(c);
    let void = |s: &InvitationState| *s == InvitationState::Void;
    assert_eq!(
        page.invitations.iter().filter(|i| void(&i.state)).count(),
        1
    );
    assert!(page.people.is_empty(), "neither was admitted by it");
    assert!(
        notices(c)
            .iter()
            .any(|n| matches!(n, NoticeKind::InvitationVoid { .. }))
    );
}

#[tokio::test(flavor = "current_thread")]
async fn a_mentor_away_for_a_month_catches_up_and_comments_wait_for_the_owner() {
    let college = College::begin().await;
    let [_, mentor, mentee] = college.three().await;
    let (sana, khan) = (&mentee.client, &mentor.client);
    show(sana, person(sana, "Dr Khan")).await.unwrap();
    let first = write(sana, "First", "words").await.unwrap();
    sync(sana).await;
    sync(khan).await;
    let owner = person(khan, "Sana");
    // Ten days without a word of the mentee's app: a removal may be hidden, so comments wait.
    mentor.device.tick(10 * 24 * 3_600_000);
    let said = |text: &str| comment(owner, first, text);
    khan.run(said("Are you well?")).await.unwrap();
    sync(khan).await;
    let view = shared_item(khan, owner, first).unwrap();
    assert!(view.comments[0].held && !view.comments[0].sent);
    assert!(
        notices(khan)
            .iter()
            .any(|n| matches!(n, NoticeKind::Held { .. }))
    );
    sync(sana).await;
    assert!(item(sana, first).unwrap().comments.is_empty());
    // The mentee's app is heard of again: it goes by itself.
    mentee.device.tick(10 * 24 * 3_600_000);
    sync(sana).await;
    sync(khan).await;
    assert!(shared_item(khan, owner, first).unwrap().comments[0].sent);
    sync(sana).await;
    assert_eq!(item(sana, first).unwrap().comments.len(), 1);
    // A month later, and sent anyway.
    mentor.device.tick(30 * 24 * 3_600_000);
    khan.run(said("Still here")).await.unwrap();
    sync(khan).await;
    assert!(shared_item(khan, owner, first).unwrap().comments[1].held);
    khan.run(Command::SendAnyway { owner }).await.unwrap();
    sync(khan).await;
    assert!(shared_item(khan, owner, first).unwrap().comments[1].sent);
}

#[tokio::test(flavor = "current_thread")]
async fn everybody_comes_back_from_their_cards() {
    let college = College::begin().await;
    let [coordinator, mentor, mentee] = college.three().await;
    let (sana, khan) = (&mentee.client, &mentor.client);
    show(sana, person(sana, "Dr Khan")).await.unwrap();
    let shown_item = write(sana, "Shown", "words").await.unwrap();
    sync(sana).await;
    sync(khan).await;
    let owner = person(khan, "Sana");
    khan.run(comment(owner, shown_item, "Well seen"))
        .await
        .unwrap();
    sync(khan).await;
    sync(sana).await;
    for lost in [&mentor, &mentee, &coordinator] {
        let device = college.device();
        let client = device.open().await;
        support::restore(&client, &lost.card, false).await.unwrap();
        sync(&client).await;
        drop(client);
        let client = device.open().await;
        client
            .run(Command::Unlock {
                passphrase: "another passphrase".into(),
            })
            .await
            .unwrap();
        let known = people(&client);
        assert!(known.programme.is_some());
        assert_eq!(known.people.len(), people(&lost.client).people.len());
        match lost.device.network.calls.get() {
            _ if core::ptr::eq(lost, &mentor) => {
                assert_eq!(read(&client), ["Shown"]);
                let view = shared_item(&client, owner, shown_item).unwrap();
                assert_eq!(view.comments.len(), 1);
            }
            _ if core::ptr::eq(lost, &mentee) => {
                assert_eq!(shown(&client).grants[0].state, GrantState::Given);
                assert_eq!(item(&client, shown_item).unwrap().comments.len(), 1);
            }
            _ => assert_eq!(programme(&client).pairings.len(), 1),
        }
    }
}

/// Whatever call of a restore is the last before the device is lost: the card opens the next one.
#[tokio::test(flavor = "current_thread")]
async fn a_restore_that_breaks_off_is_followed_by_one_that_does_not() {
    let college = College::begin().await;
    let [_, mentor, mentee] = college.three().await;
    let sana = &mentee.client;
    show(sana, person(sana, "Dr Khan")).await.unwrap();
    write(sana, "Before", "words").await.unwrap();
    sync(sana).await;
    sync(&mentor.client).await;
    for fault in [Fault::RequestLost, Fault::AnswerLost] {
        for lost in 0.. {
            let device = college.device();
            let khan = device.open().await;
            device.network.faults.borrow_mut().push((lost, fault));
            let done = support::restore(&khan, &mentor.card, true).await;
            let whole = device.network.calls.get() <= lost;
            assert!(done.is_ok() || !whole, "{lost}: {done:?}");
            if whole {
                device.network.faults.borrow_mut().clear();
                assert!(lost > 4, "nothing was tried");
                sync(&khan).await;
                // Their new key reaches her, and what is hers reaches them.
                sync(sana).await;
                write(sana, "After", "words").await.unwrap();
                sync(sana).await;
                sync(&khan).await;
                let titles = read(&khan);
                assert!(titles.iter().any(|t| t == "Before"), "{titles:?}");
                assert!(titles.iter().any(|t| t == "After"), "{titles:?}");
                break;
            }
        }
    }
}

/// They no longer see the circle, so they cannot say how far their lost device's work there counts.
#[tokio::test(flavor = "current_thread")]
async fn what_a_mentor_said_stays_when_their_device_is_lost_after_the_taking_back() {
    let college = College::begin().await;
    let [_, mentor, mentee] = college.three().await;
    let (sana, khan) = (&mentee.client, &mentor.client);
    show(sana, person(sana, "Dr Khan")).await.unwrap();
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
    let again = college.device().open().await;
    support::restore(&again, &mentor.card, true).await.unwrap();
    sync(&again).await;
    // Something new is between them, by which she hears of the lost device.
    show(sana, person(sana, "Dr Khan")).await.unwrap();
    sync(sana).await;
    sync(&again).await;
    sync(sana).await;
    sana.run(Command::Lock).await.unwrap();
    let passphrase = support::PASS.into();
    sana.run(Command::Unlock { passphrase }).await.unwrap();
    assert_eq!(item(sana, shown_item).unwrap().comments.len(), 1);
}

/// The phone is lost between letting somebody out and telling them so.
#[tokio::test(flavor = "current_thread")]
async fn a_mentor_hears_of_a_taking_back_whose_device_was_lost() {
    let college = College::begin().await;
    let [_, mentor, mentee] = college.three().await;
    let (sana, khan) = (&mentee.client, &mentor.client);
    show(sana, person(sana, "Dr Khan")).await.unwrap();
    write(sana, "Shown", "words").await.unwrap();
    sync(sana).await;
    sync(khan).await;
    assert_eq!(read(khan), ["Shown"]);
    take_back(sana).await.unwrap();
    // What she wants is fetched and sent; then comes the statement, which the server has.
    let network = &mentee.device.network;
    let next = network.calls.get() + 2;
    network.faults.borrow_mut().push((next, Fault::AnswerLost));
    assert!(sana.run(Command::Sync).await.is_err());
    sync(khan).await;
    assert_eq!(read(khan), ["Shown"], "nobody told him yet");

    let again = college.device().open().await;
    support::restore(&again, &mentee.card, true).await.unwrap();
    sync(&again).await;
    sync(khan).await;
    assert!(read(khan).is_empty());
    let told = |notice: &NoticeKind| matches!(notice, NoticeKind::TakenBack { .. });
    assert_eq!(notices(khan).iter().filter(|n| told(n)).count(), 1);
}

#[tokio::test(flavor = "current_thread")]
async fn a_device_that_unlocks_again_sees_the_same() {
    let college = College::begin().await;
    let [_, mentor, mentee] = college.three().await;
    let sana = &mentee.client;
    show(sana, person(sana, "Dr Khan")).await.unwrap();
    for i in 0..70 {
        write(sana, &format!("Item {i:02}"), "words").await.unwrap();
        if i % 10 == 0 {
            sync(sana).await;
        }
    }
    sync(sana).await;
    sync(&mentor.client).await;
    let before = read(&mentor.client);
    assert_eq!(before.len(), 50);
    mentor.client.run(Command::Lock).await.unwrap();
    unlock(&mentor.client).await.unwrap();
    assert_eq!(read(&mentor.client), before);
    sync(&mentor.client).await;
    assert_eq!(read(&mentor.client), before);
}
