//! A concern reaches the safety officer, and nobody else.

use amanat_mentoring::fact::PersonRole;
use amanat_messages::{Command, ConcernsView, NoticeKind, Problem, Query, View};

use crate::support::college::{College, notices};
use crate::support::{Device, sync};

type Client = amanat_client::Client<Device>;

#[tokio::test(flavor = "current_thread")]
async fn a_concern_reaches_the_officer_alone() {
    let college = College::begin().await;
    let [coordinator, mentor, mentee] = college.three().await;
    let sana = &mentee.client;
    let text = "something is wrong on the ward";
    let raise = |anonymous| Command::Raise {
        text: text.into(),
        anonymous,
    };
    assert_eq!(sana.run(raise(false)).await, Err(Problem::NoOfficer));
    let officer = college
        .member(&coordinator, PersonRole::SafetyOfficer, "Dr Noor")
        .await;
    for _ in 0..2 {
        for one in [&coordinator, &officer, &mentor, &mentee] {
            sync(&one.client).await;
        }
    }
    sana.run(raise(false)).await.unwrap();
    sana.run(raise(true)).await.unwrap();
    sync(sana).await;
    for one in [&officer, &coordinator, &mentor] {
        sync(&one.client).await;
    }
    let received = concerns(&officer.client);
    assert!(received.receives);
    let mut from: Vec<_> = received
        .concerns
        .iter()
        .map(|c| (c.text.clone(), c.mine, c.from.is_some()))
        .collect();
    from.sort();
    assert_eq!(from.len(), 2, "and no dummy shows");
    assert!(from.iter().all(|(t, mine, _)| t == text && !mine));
    let named: Vec<_> = from.iter().map(|(.., named)| *named).collect();
    assert_eq!(named, [false, true], "one without a name, one with hers");
    let told = |client| {
        let told = notices(client).into_iter();
        told.filter(|n| matches!(n, NoticeKind::Concern)).count()
    };
    assert_eq!((told(&officer.client), told(sana)), (2, 0));
    assert!(concerns(&coordinator.client).concerns.is_empty());
    assert!(concerns(&mentor.client).concerns.is_empty());
    assert_eq!(concerns(sana).concerns.len(), 2);
}

fn concerns(client: &Client) -> ConcernsView {
    match client.view(&Query::Concerns).unwrap() {
        View::Concerns(view) => view,
        other => panic!("{other:?}"),
    }
}
