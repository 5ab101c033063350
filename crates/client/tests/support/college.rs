//! A coordinator, a mentor and a mentee at one endpoint.

use amanat_client::Client;
use amanat_mentoring::fact::PersonRole;
use amanat_mentoring::id::{ItemId, PersonRef};
use amanat_messages::{
    Command, NoticeKind, PeopleView, PersonPage, Problem, ProgrammePage, Query, SharedItemView,
    ShownView, View,
};

use super::{Device, Endpoint, PASS, confirm, sync};

pub struct College {
    pub endpoint: Endpoint,
}

/// A person on their device.
pub struct Person {
    pub device: Device,
    pub client: Client<Device>,
    /// The words of their recovery card.
    pub card: String,
}

impl Person {
    /// The same device after it was switched off and on.
    pub async fn again(&self) -> Client<Device> {
        let client = self.device.open().await;
        super::unlock(&client).await.unwrap();
        client
    }

    pub fn people(&self) -> PeopleView {
        people(&self.client)
    }
}

impl College {
    pub async fn begin() -> Self {
        Self {
            endpoint: Endpoint::new().await,
        }
    }

    /// A device whose clock is right: invitations end by the endpoint's.
    pub fn device(&self) -> Device {
        let device = Device::new(&self.endpoint);
        device.now.set(amanat_server::Clock::system().now() * 1000);
        device
    }

    /// The founder, with a programme.
    pub async fn coordinator(&self) -> Person {
        self.coordinator_on(self.device()).await
    }

    pub async fn coordinator_on(&self, device: Device) -> Person {
        let (device, client, card) = super::begun_on(device, &self.endpoint).await;
        client
            .run(Command::Rename {
                name: "Office".into(),
            })
            .await
            .unwrap();
        let name = "Mentoring".to_owned();
        client.run(Command::FoundProgramme { name }).await.unwrap();
        sync(&client).await;
        Person {
            device,
            client,
            card,
        }
    }

    pub async fn invite(
        &self,
        coordinator: &Client<Device>,
        role: PersonRole,
        labels: &[&str],
    ) -> Vec<String> {
        let known: Vec<_> = programme(coordinator).invitations;
        let command = Command::Invite {
            role,
            labels: labels.iter().map(|l| (*l).to_owned()).collect(),
            days: 14,
        };
        coordinator.run(command).await.unwrap();
        let new = programme(coordinator).invitations;
        let fresh = |label: &&str| {
            let found = new.iter().find(|i| {
                i.label == **label && !known.iter().any(|k| k.invitation == i.invitation)
            });
            found.unwrap().link.clone().unwrap()
        };
        labels.iter().map(fresh).collect()
    }

    /// A newcomer on a new device, ready to write.
    pub async fn join(&self, link: &str, name: &str) -> Result<Person, Problem> {
        self.join_on(self.device(), link, name).await
    }

    pub async fn join_on(&self, device: Device, link: &str, name: &str) -> Result<Person, Problem> {
        let client = device.open().await;
        client.run(join(link, name)).await?;
        let card = super::card(&client).words.join(" ");
        confirm(&client).await?;
        sync(&client).await;
        Ok(Person {
            device,
            client,
            card,
        })
    }

    /// Somebody who was invited, joined and was welcomed.
    pub async fn member(&self, coordinator: &Person, role: PersonRole, name: &str) -> Person {
        let link = self.invite(&coordinator.client, role, &[name]).await;
        let person = self.join(&link[0], name).await.unwrap();
        sync(&coordinator.client).await;
        sync(&person.client).await;
        person
    }

    /// Coordinator, mentor and mentee.
    pub async fn unpaired(&self) -> [Person; 3] {
        let office = self.coordinator().await;
        let mentor = self.member(&office, PersonRole::Mentor, "Dr Khan").await;
        let mentee = self.member(&office, PersonRole::Mentee, "Sana").await;
        [office, mentor, mentee]
    }

    /// The same; the last two are paired.
    pub async fn three(&self) -> [Person; 3] {
        let [office, mentor, mentee] = self.unpaired().await;
        let c = &office.client;
        c.run(pair(c, "Dr Khan", &["Sana"])).await.unwrap();
        for client in [c, &mentee.client, &mentor.client] {
            sync(client).await;
        }
        [office, mentor, mentee]
    }
}

/// Answers an invitation.
pub fn join(link: &str, name: &str) -> Command {
    Command::Join {
        link: link.into(),
        name: name.into(),
        passphrase: PASS.into(),
        first_part: "Reflections".into(),
        small_device: true,
    }
}

/// Pairs people who are known by these names; several mentees are a group.
pub fn pair(client: &Client<Device>, mentor: &str, mentees: &[&str]) -> Command {
    Command::Pair {
        mentor: person(client, mentor),
        mentees: mentees.iter().map(|name| person(client, name)).collect(),
        group: mentees.len() > 1,
    }
}

/// Shows the first part to somebody who may comment: with all that is in it, or from now on.
pub async fn delegate(
    client: &Client<Device>,
    to: PersonRef,
    already_here: bool,
) -> Result<(), Problem> {
    let command = Command::Delegate {
        part: shown(client).parts[0].0,
        person: to,
        comment: true,
        already_here,
        until: None,
    };
    client.run(command).await.map(drop)
}

/// Takes back the first that is still shown.
pub async fn take_back(client: &Client<Device>) -> Result<(), Problem> {
    let grants = shown(client).grants;
    let grant = grants.iter().find(|g| g.ended.is_none()).unwrap().grant;
    client.run(Command::TakeBack { grant }).await.map(drop)
}

/// Titles that somebody shows to this person.
pub fn titles(client: &Client<Device>, owner: &str) -> Vec<String> {
    let items = page_of(client, person(client, owner)).items.into_iter();
    let mut titles: Vec<_> = items.map(|i| i.title).collect();
    titles.sort();
    titles
}

/// Says something about an item of somebody.
pub fn comment(owner: PersonRef, item: ItemId, text: &str) -> Command {
    Command::Comment {
        owner: Some(owner),
        item,
        reply_to: None,
        text: text.into(),
    }
}

pub fn people(client: &Client<Device>) -> PeopleView {
    match client.view(&Query::People).unwrap() {
        View::People(view) => view,
        other => panic!("{other:?}"),
    }
}

/// Somebody known, by name.
pub fn person(client: &Client<Device>, name: &str) -> PersonRef {
    let known = people(client).people;
    let found = known.iter().find(|p| p.name == name);
    found
        .unwrap_or_else(|| panic!("no {name} in {known:?}"))
        .person
}

pub fn page_of(client: &Client<Device>, person: PersonRef) -> PersonPage {
    match client.view(&Query::Person { person, limit: 50 }).unwrap() {
        View::Person(page) => *page,
        other => panic!("{other:?}"),
    }
}

pub fn programme(client: &Client<Device>) -> ProgrammePage {
    match client.view(&Query::Programme).unwrap() {
        View::Programme(Some(page)) => *page,
        other => panic!("{other:?}"),
    }
}

pub fn shown(client: &Client<Device>) -> ShownView {
    match client.view(&Query::Shown).unwrap() {
        View::Shown(view) => view,
        other => panic!("{other:?}"),
    }
}

pub fn shared_item(
    client: &Client<Device>,
    owner: PersonRef,
    item: ItemId,
) -> Result<SharedItemView, Problem> {
    match client.view(&Query::SharedItem { owner, item })? {
        View::SharedItem(view) => Ok(*view),
        other => panic!("{other:?}"),
    }
}

pub fn notices(client: &Client<Device>) -> Vec<NoticeKind> {
    match client.view(&Query::Today).unwrap() {
        View::Today(view) => view.notices.into_iter().map(|n| n.kind).collect(),
        other => panic!("{other:?}"),
    }
}
