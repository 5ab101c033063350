//! Interrupted, repeated, answered by two: joining, inviting and pairing at every bad moment.

use amanat_mentoring::fact::PersonRole;
use amanat_messages::{Command, InvitationState, NoticeKind, Stage};
use amanat_protocol::api::{JOIN, JoinRequest};
use amanat_protocol::codec;
use amanat_protocol::limits::{MAX_BODY, MAX_LETTERS_FROM_ONE};
use amanat_protocol::link::InvitationLink;
use amanat_vault::invitation::join_token;

use crate::support::college::{College, join, notices, pair, people, person, programme};
use crate::support::{Device, Fault, confirm, sync, unlock};

type Client = amanat_client::Client<Device>;

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
            if client.run(join(&links[0], "Dr Khan")).await.is_err() {
                client.run(join(&links[0], "Dr Khan")).await.unwrap();
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

/// The newcomer's device loses its power; whatever was kept goes on, and what was not is begun again.
#[tokio::test(flavor = "current_thread")]
async fn joining_survives_a_power_cut_at_every_step() {
    for step in 0.. {
        let college = College::begin().await;
        let office = college.coordinator().await;
        let link = college
            .invite(&office.client, PersonRole::Mentor, &["K"])
            .await;
        let device = college.device();
        device.power.set(Some(step));
        let done = joined(&device, &link[0]).await;
        let left = device.power.take();
        // The power is back.
        assert!(joined(&device, &link[0]).await, "{step}");
        let khan = device.open().await;
        unlock(&khan).await.unwrap();
        for client in [&khan, &office.client, &khan] {
            sync(client).await;
        }
        person(&khan, "Office");
        assert_eq!(
            programme(&office.client).people.len(),
            1,
            "{step}: once, and by that one invitation"
        );
        if done && left.is_some_and(|left| left > 0) {
            assert!(step > 4, "it has steps at all");
            return;
        }
    }
}

/// Goes on with whatever is on the device, until the card is confirmed and a sync is done.
async fn joined(device: &Device, link: &str) -> bool {
    let Ok(client) = amanat_client::Client::open(device.clone(), crate::support::ORIGIN).await
    else {
        return false;
    };
    let here = match client.status().stage {
        Stage::Empty => client.run(join(link, "Dr Khan")).await.is_ok(),
        Stage::Locked => unlock(&client).await.is_ok(),
        _ => true,
    };
    let open = here && (client.status().stage == Stage::Open || confirm(&client).await.is_ok());
    open && client.run(Command::Sync).await.is_ok()
}

/// The coordinator's does, while somebody who was invited is admitted and welcomed.
#[tokio::test(flavor = "current_thread")]
async fn admitting_survives_a_power_cut_at_every_step() {
    for step in 0.. {
        let college = College::begin().await;
        let office = college.coordinator().await;
        let link = college
            .invite(&office.client, PersonRole::Mentor, &["K"])
            .await;
        let khan = college.join(&link[0], "Dr Khan").await.unwrap().client;
        office.device.power.set(Some(step));
        let done = office.client.run(Command::Sync).await.is_ok();
        let left = office.device.power.take();
        let again = office.again().await;
        for client in [&again, &khan] {
            sync(client).await;
        }
        person(&khan, "Office");
        assert_eq!(programme(&again).people.len(), 1, "{step}");
        if done && left.is_some_and(|left| left > 0) {
            assert!(step > 4, "it has steps at all");
            return;
        }
    }
}

#[tokio::test(flavor = "current_thread")]
async fn pairing_survives_a_power_cut_at_every_step() {
    for step in 0.. {
        let college = College::begin().await;
        let [coordinator, mentor, mentee] = college.unpaired().await;
        let pair = |c: &Client| pair(c, "Dr Khan", &["Sana"]);
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

/// Who was away for long is sent no more for now, and keeps nobody else waiting.
#[tokio::test(flavor = "current_thread")]
async fn a_full_inbox_holds_up_its_owner_alone() {
    let college = College::begin().await;
    let [office, mentor, sana] = college.unpaired().await;
    let omar = college.member(&office, PersonRole::Mentee, "Omar").await;
    let c = &office.client;
    let pair = |mentee| pair(c, "Dr Khan", &[mentee]);
    for _ in 0..MAX_LETTERS_FROM_ONE {
        c.run(pair("Sana")).await.unwrap();
    }
    sync(c).await;
    sync(&sana.client).await;
    c.run(pair("Omar")).await.unwrap();
    sync(c).await;
    sync(&omar.client).await;
    person(&omar.client, "Dr Khan");
    let khan = &mentor.client;
    let knows = |name: &str| people(khan).people.iter().any(|p| p.name == name);
    sync(khan).await;
    assert!(
        knows("Sana") && !knows("Omar"),
        "what waited was taken; the rest is not lost"
    );
    sync(c).await;
    sync(khan).await;
    assert!(knows("Omar"));
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
    client.run(join(&links[0], "Eve")).await.unwrap();
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
