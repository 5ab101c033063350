//! A group of ten and a mentor with forty circles: what it costs. `cargo test -p amanat-client
//! many_people:: -- --nocapture` prints the figures of docs/PERFORMANCE.md.

#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "figures are timed and printed"
)]

use std::time::Instant;

use amanat_mentoring::fact::PersonRole;
use amanat_mentoring::id::PersonRef;
use amanat_messages::{Command, Query, View};

use crate::support::college::{College, Person, page_of, pair, person, shown};
use crate::support::{Device, restore, sync, write};

type Client = amanat_client::Client<Device>;

/// Calls, bytes up and bytes down since a moment.
struct Traffic {
    from: usize,
}

impl Traffic {
    fn begin(device: &Device) -> Self {
        Self {
            from: device.network.log.borrow().len(),
        }
    }

    fn of(&self, device: &Device) -> (usize, usize, usize) {
        let log = device.network.log.borrow();
        let new = &log[self.from..];
        let up = new.iter().map(|(_, up, _)| up).sum();
        let down = new.iter().map(|(_, _, down)| down).sum();
        (new.len(), up, down)
    }
}

async fn show_all(client: &Client, to: PersonRef) {
    for (part, _, _) in shown(client).parts {
        let command = Command::Delegate {
            part,
            person: to,
            comment: true,
            already_here: true,
            until: None,
        };
        client.run(command).await.unwrap();
    }
}

fn mentees(client: &Client) -> usize {
    match client.view(&Query::Mentees).unwrap() {
        View::Mentees(view) => view.mentees.len(),
        other => panic!("{other:?}"),
    }
}

/// Each part is a circle: how many of these people's this person is in.
fn parts_shown(client: &Client, names: &[&str]) -> usize {
    let parts = |name: &&str| page_of(client, person(client, name)).parts.len();
    let shown = names.iter().map(parts).sum();
    assert!(client.positions().unwrap().len() >= shown);
    shown
}

#[tokio::test(flavor = "current_thread")]
async fn a_mentor_of_ten_with_forty_circles_asks_once() {
    let college = College::begin().await;
    let office = college.coordinator().await;
    let links = college
        .invite(&office.client, PersonRole::Mentor, &["M"])
        .await;
    let joining = Instant::now();
    let mentor = college.join(&links[0], "Dr Khan").await.unwrap();
    let spent = joining.elapsed();
    let (calls, up, down) = Traffic { from: 0 }.of(&mentor.device);
    println!("joining: {calls} calls, {up} B up, {down} B down, {spent:?}");
    sync(&office.client).await;
    sync(&mentor.client).await;

    let names: Vec<_> = (0..10).map(|i| format!("Mentee {i}")).collect();
    let mut group: Vec<Person> = Vec::new();
    for name in &names {
        group.push(college.member(&office, PersonRole::Mentee, name).await);
    }
    let names: Vec<_> = names.iter().map(String::as_str).collect();
    let pair = pair(&office.client, "Dr Khan", &names);
    office.client.run(pair).await.unwrap();
    sync(&office.client).await;
    sync(&mentor.client).await;
    for mentee in &group {
        let c = &mentee.client;
        sync(c).await;
        for name in ["Clinical", "Research", "Wellbeing"] {
            let name = name.to_owned();
            c.run(Command::CreatePart { name }).await.unwrap();
        }
        write(c, "Shown", "words for the mentor").await.unwrap();
        show_all(c, person(c, "Dr Khan")).await;
        sync(c).await;
    }
    sync(&mentor.client).await;
    assert_eq!(mentees(&mentor.client), 10);
    for mentee in &group {
        let name = mentee.people();
        assert!(name.people.iter().any(|p| p.name == "Dr Khan"));
    }
    let someone = person(&mentor.client, "Mentee 3");
    assert_eq!(page_of(&mentor.client, someone).items.len(), 1);
    assert_eq!(parts_shown(&mentor.client, &names), 40);

    // Nothing changed: one small request.
    sync(&mentor.client).await;
    let unchanged = Traffic::begin(&mentor.device);
    sync(&mentor.client).await;
    let (calls, up, down) = unchanged.of(&mentor.device);
    println!("unchanged, forty circles: {calls} call, {up} B up, {down} B down");
    assert_eq!(calls, 1);
    assert!(up <= 64 && down <= 64);

    // The same mentor on a new phone.
    let device = college.device();
    let again = device.open().await;
    let first = Instant::now();
    restore(&again, &mentor.card, false).await.unwrap();
    sync(&again).await;
    let spent = first.elapsed();
    let (calls, up, down) = Traffic { from: 0 }.of(&device);
    println!(
        "first sync of a mentor of ten with forty circles: {calls} calls, {up} B up, {down} B down, {spent:?}"
    );
    assert_eq!(mentees(&again), 10);
    assert_eq!(page_of(&again, someone).items.len(), 1);
    assert_eq!(parts_shown(&again, &names), 40);
}

/// About 900 bytes that are as hard to compress as prose.
fn words(day: u32) -> String {
    const WORDS: [&str; 16] = [
        "ward",
        "patient",
        "I",
        "was",
        "afraid",
        "the",
        "registrar",
        "asked",
        "and",
        "later",
        "we",
        "spoke",
        "about",
        "night",
        "learned",
        "again",
    ];
    let mut state = u64::from(day) + 1;
    let mut draw = || {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        state >> 33
    };
    let mut text = String::new();
    while text.len() < 900 {
        let at = usize::try_from(draw() % 16).unwrap();
        text.push_str(WORDS[at]);
        // Names, numbers and misspellings are what compression has nothing to say about.
        if at % 3 == 0 {
            text.push_str(&format!("{:x}", draw() % 4096));
        }
        text.push(' ');
    }
    text
}

#[tokio::test(flavor = "current_thread")]
async fn three_hundred_items_are_shown_in_a_few_calls() {
    let college = College::begin().await;
    let [_, mentor, mentee] = college.three().await;
    let c = &mentee.client;
    for i in 0..300 {
        write(c, &format!("Day {i}"), &words(i)).await.unwrap();
    }
    sync(c).await;
    show_all(c, person(c, "Dr Khan")).await;
    let traffic = Traffic::begin(&mentee.device);
    let begun = Instant::now();
    sync(c).await;
    let spent = begun.elapsed();
    let (calls, up, down) = traffic.of(&mentee.device);
    println!("showing 300 items: {calls} calls, {up} B up, {down} B down, {spent:?}");
    assert!(calls <= 8, "{calls}");
    let traffic = Traffic::begin(&mentor.device);
    let begun = Instant::now();
    sync(&mentor.client).await;
    let spent = begun.elapsed();
    let (calls, up, down) = traffic.of(&mentor.device);
    println!("reading 300 items first: {calls} calls, {up} B up, {down} B down, {spent:?}");
    let owner = person(&mentor.client, "Sana");
    assert_eq!(page_of(&mentor.client, owner).total, 300);
}
