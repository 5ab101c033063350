//! Several people at one endpoint: founding a programme, inviting, pairing, showing, taking back.

use amanat_client::Client;
use amanat_mentoring::fact::PersonRole;
use amanat_mentoring::summary::ItemSummary;
use amanat_messages::{
    Command, Done, GrantState, InvitationState, NoticeKind, Problem, Query, View,
};

use crate::support::college::{
    College, comment, delegate, notices, page_of, pair, person, programme, shared_item, shown,
    take_back,
};
use crate::support::{Device, all, item, restore, save, sync, text, write};

/// Every item of the list with the names its chip gives.
fn chips(client: &Client<Device>) -> Vec<(String, String)> {
    let query = Query::List {
        part: None,
        tag: None,
        text: None,
        trash: false,
        limit: 50,
    };
    let View::List(list) = client.view(&query).unwrap() else {
        panic!("no list");
    };
    let names = |item: &ItemSummary| {
        let part = list.parts.iter().find(|p| Some(p.part) == item.part);
        let readers = &part.unwrap().audience_of(item).unwrap().readers;
        let names: Vec<&str> = readers.iter().map(|r| r.name.as_str()).collect();
        names.join(", ")
    };
    let items = list.items.iter();
    items
        .map(|item| (item.title.clone(), names(item)))
        .collect()
}

#[tokio::test(flavor = "current_thread")]
async fn a_mentee_shows_a_part_and_takes_it_back() {
    let college = College::begin().await;
    let [coordinator, mentor, mentee] = college.three().await;
    let (sana, khan) = (&mentee.client, &mentor.client);
    let mentor_id = person(sana, "Dr Khan");
    let View::Today(today) = coordinator.client.view(&Query::Today).unwrap() else {
        panic!("no today");
    };
    let joined = today.notices.iter();
    let mut joined = joined.filter(|n| matches!(n.kind, NoticeKind::Joined { .. }));
    let now = coordinator.device.now.get();
    assert!(joined.all(|n| now - n.at < 60_000), "each says when");

    write(sana, "Before", "written before anybody could read")
        .await
        .unwrap();
    delegate(sana, mentor_id, false).await.unwrap();
    write(sana, "Night duty", "a fall on the ward")
        .await
        .unwrap();
    sync(sana).await;
    sync(khan).await;
    let mentee_id = person(khan, "Sana");
    let page = page_of(khan, mentee_id);
    let titles: Vec<_> = page.items.iter().map(|i| i.title.as_str()).collect();
    assert_eq!(titles, ["Night duty"], "from now on, and nothing before");
    assert_eq!(page.parts.len(), 1);
    assert_eq!(page.parts[0].name, "Reflections");
    assert!(
        notices(khan)
            .iter()
            .any(|n| matches!(n, NoticeKind::Shown { .. }))
    );

    // A comment comes back to the mentee, and an answer goes to the mentor.
    let read = page.items[0].item;
    khan.run(comment(mentee_id, read, "What would you do next time?"))
        .await
        .unwrap();
    sync(khan).await;
    sync(sana).await;
    let view = item(sana, read).unwrap();
    assert_eq!(view.comments.len(), 1);
    assert_eq!(view.comments[0].author_name, "Dr Khan");
    assert_eq!(view.comments[0].text, "What would you do next time?");
    let names: Vec<_> = view
        .audience
        .readers
        .iter()
        .map(|r| r.name.as_str())
        .collect();
    assert_eq!(names, ["Sana", "Dr Khan"]);

    // In a list, each item shows the readers of its own chapter.
    let mut chips = chips(sana);
    chips.sort();
    let expected = [("Before", "Sana"), ("Night duty", "Sana, Dr Khan")];
    assert_eq!(chips, expected.map(|(t, who)| (t.into(), who.into())));

    // Editing an old reflection shows nothing of it: it stays in its chapter.
    let before = all(sana).iter().find(|(t, _)| t == "Before").cloned();
    assert!(before.is_some());

    let grant = shown(sana).grants[0].clone();
    assert_eq!(grant.state, GrantState::Given);
    take_back(sana).await.unwrap();
    assert_eq!(shown(sana).grants[0].state, GrantState::TakingBack);
    write(sana, "After", "nobody reads this").await.unwrap();
    sync(sana).await;
    assert_eq!(shown(sana).grants[0].state, GrantState::Ended);
    sync(khan).await;
    assert!(page_of(khan, mentee_id).items.is_empty(), "forgotten");
    assert!(
        notices(khan)
            .iter()
            .any(|n| matches!(n, NoticeKind::TakenBack { .. }))
    );
    assert_eq!(
        shared_item(khan, mentee_id, read).err(),
        Some(Problem::NotFound)
    );
    // And still after the next unlock.
    let khan = mentor.again().await;
    assert!(page_of(&khan, mentee_id).items.is_empty());
    assert_eq!(all(sana).len(), 3);
    drop(coordinator);
}

#[tokio::test(flavor = "current_thread")]
async fn what_was_taken_back_is_forgotten_on_every_device() {
    let college = College::begin().await;
    let [_, mentor, mentee] = college.three().await;
    let (sana, phone) = (&mentee.client, &mentor.client);
    delegate(sana, person(sana, "Dr Khan"), true).await.unwrap();
    let read = write(sana, "Night duty", "a fall").await.unwrap();
    sync(sana).await;
    let device = college.device();
    let desk = device.open().await;
    restore(&desk, &mentor.card, false).await.unwrap();
    let owner = person(phone, "Sana");
    for client in [phone, &desk] {
        sync(client).await;
        assert_eq!(page_of(client, owner).items.len(), 1);
    }
    let keys = desk.expose_all_keys().unwrap().len();

    take_back(sana).await.unwrap();
    sync(sana).await;
    // Whichever device reads the letter first, the server then forgets it.
    sync(phone).await;
    sync(&desk).await;
    for client in [phone, &desk] {
        assert!(page_of(client, owner).items.is_empty());
        assert!(shared_item(client, owner, read).is_err());
        let told = notices(client).into_iter();
        let told = told.filter(|n| matches!(n, NoticeKind::TakenBack { .. }));
        assert_eq!(told.count(), 1);
    }
    assert_eq!(desk.expose_all_keys().unwrap().len(), keys - 1);

    // What was taken back can be shown again, to whoever forgot it.
    write(sana, "Between", "not for them").await.unwrap();
    sync(sana).await;
    delegate(sana, person(sana, "Dr Khan"), true).await.unwrap();
    sync(sana).await;
    for (name, client) in [("phone", phone), ("desk", &desk)] {
        let done = client.run(Command::Sync).await;
        assert_eq!(done, Ok(Done::Ok), "{name}");
        assert_eq!(page_of(client, owner).items.len(), 2, "{name}");
    }
}

#[tokio::test(flavor = "current_thread")]
async fn what_is_already_here_comes_as_it_is_now() {
    let college = College::begin().await;
    let [_, mentor, mentee] = college.three().await;
    let (sana, khan) = (&mentee.client, &mentor.client);
    let kept = write(sana, "Kept", "first words").await.unwrap();
    let gone = write(sana, "Gone", "thrown away").await.unwrap();
    sync(sana).await;
    save(sana, kept, 1, text("Kept", "better words"))
        .await
        .unwrap();
    sana.run(Command::CloseItem { item: kept }).await.unwrap();
    sana.run(Command::Trash { item: gone }).await.unwrap();
    sync(sana).await;

    delegate(sana, person(sana, "Dr Khan"), true).await.unwrap();
    sync(sana).await;
    sync(khan).await;
    let mentee_id = person(khan, "Sana");
    let page = page_of(khan, mentee_id);
    assert_eq!(page.items.len(), 1);
    assert_eq!(page.items[0].title, "Kept");
    let view = shared_item(khan, mentee_id, kept).unwrap();
    assert_eq!(view.content.fields[0].text, "better words");
    assert_eq!(view.part_name, "Reflections");
    // The mentee writes on; both go on seeing the same.
    save(sana, kept, 1, text("Kept", "the best words"))
        .await
        .unwrap();
    sana.run(Command::CloseItem { item: kept }).await.unwrap();
    sync(sana).await;
    sync(khan).await;
    let view = shared_item(khan, mentee_id, kept).unwrap();
    assert_eq!(view.content.fields[0].text, "the best words");
}

#[tokio::test(flavor = "current_thread")]
async fn whoever_was_away_gets_welcome_and_introduction_at_once() {
    let college = College::begin().await;
    let coordinator = college.coordinator().await;
    let c = &coordinator.client;
    let mentor = college
        .member(&coordinator, PersonRole::Mentor, "Dr Khan")
        .await;
    // Letters come in the order of their hashes: several newcomers, so that no order is lucky for all.
    let names = [
        "Sana", "Ali", "Hina", "Bilal", "Zoya", "Omar", "Noor", "Asad",
    ];
    let mut newcomers = Vec::new();
    for link in college.invite(c, PersonRole::Mentee, &names).await {
        let name = names[newcomers.len()];
        newcomers.push(college.join(&link, name).await.unwrap());
    }
    sync(c).await;
    for name in names {
        c.run(pair(c, "Dr Khan", &[name])).await.unwrap();
    }
    let officer = college
        .invite(c, PersonRole::SafetyOfficer, &["Dr Afridi"])
        .await;
    college.join(&officer[0], "Dr Afridi").await.unwrap();
    sync(c).await;
    for newcomer in &newcomers {
        sync(&newcomer.client).await;
        let view = newcomer.people();
        let known: Vec<_> = view.people.iter().map(|p| p.name.as_str()).collect();
        assert!(known.contains(&"Dr Khan"), "{known:?}");
        let officer = view.programme.unwrap().officer.unwrap();
        assert_eq!(officer.name, "Dr Afridi");
    }
    // Their mentor gets all the introductions at once.
    sync(&mentor.client).await;
    let known = mentor.people().people;
    for name in names {
        assert!(known.iter().any(|p| p.name == name), "{name}: {known:?}");
    }
}

#[tokio::test(flavor = "current_thread")]
async fn an_invitation_is_good_once() {
    let college = College::begin().await;
    let coordinator = college.coordinator().await;
    let c = &coordinator.client;
    let links = college
        .invite(c, PersonRole::Mentee, &["Sana", "Ali"])
        .await;
    let first = college.join(&links[0], "Sana").await.unwrap();
    assert_eq!(
        college.join(&links[0], "Eve").await.err(),
        Some(Problem::LinkUsed)
    );
    sync(c).await;
    sync(&first.client).await;
    let page = programme(c);
    assert_eq!(page.people.len(), 1);
    assert_eq!(page.unpaired.len(), 1);
    let answered = InvitationState::Answered {
        name: "Sana".into(),
    };
    assert!(page.invitations.iter().any(|i| i.state == answered));
    assert_eq!(first.people().programme.unwrap().role, PersonRole::Mentee);

    let open = page
        .invitations
        .iter()
        .find(|i| i.state == InvitationState::Open)
        .unwrap();
    c.run(Command::WithdrawInvitation {
        invitation: open.invitation,
    })
    .await
    .unwrap();
    assert_eq!(
        college.join(&links[1], "Ali").await.err(),
        Some(Problem::LinkUnknown)
    );
    let mut altered = links[1].clone();
    altered.pop();
    assert_eq!(
        college.join(&altered, "Ali").await.err(),
        Some(Problem::InvitationUnreadable)
    );
    let elsewhere = links[1].replace("localhost:8480", "elsewhere.example");
    assert!(matches!(
        college.join(&elsewhere, "Ali").await.err(),
        Some(Problem::LinkElsewhere { .. })
    ));
}
