//! A part shown "from now on" goes on in a new chapter; two devices may begin the same one at once.

use amanat_messages::GrantState;

use crate::support::college::{College, delegate, person, shown, take_back, titles};
use crate::support::{Device, restore, sync, write};

type Client = amanat_client::Client<Device>;

fn states(client: &Client) -> Vec<GrantState> {
    let grants = shown(client).grants.into_iter();
    grants.map(|grant| grant.state).collect()
}

#[tokio::test(flavor = "current_thread")]
async fn two_devices_that_begin_a_chapter_at_once_count_it_once() {
    let college = College::begin().await;
    let [_, mentor, mentee] = college.three().await;
    let (phone, khan) = (&mentee.client, &mentor.client);
    write(phone, "Before", "not for him").await.unwrap();
    sync(phone).await;
    let device = college.device();
    let desk = device.open().await;
    restore(&desk, &mentee.card, false).await.unwrap();
    sync(&desk).await;

    for client in [phone, &desk] {
        delegate(client, person(client, "Dr Khan"), false)
            .await
            .unwrap();
    }
    for client in [phone, &desk, phone] {
        sync(client).await;
    }
    assert_eq!(states(phone), [GrantState::Given, GrantState::Given]);
    take_back(phone).await.unwrap();
    take_back(phone).await.unwrap();
    for client in [phone, &desk] {
        sync(client).await;
        assert_eq!(states(client), [GrantState::Ended, GrantState::Ended]);
    }

    write(phone, "Between", "not for him either").await.unwrap();
    sync(phone).await;
    delegate(phone, person(phone, "Dr Khan"), false)
        .await
        .unwrap();
    write(phone, "After", "for him").await.unwrap();
    for client in [phone, &desk, khan] {
        sync(client).await;
    }
    for client in [phone, &desk] {
        let given = states(client);
        assert_eq!(given.iter().filter(|s| **s == GrantState::Given).count(), 1);
        assert!(!given.contains(&GrantState::Waiting), "{given:?}");
    }
    assert_eq!(titles(khan, "Sana"), ["After"]);
}
