//! The made-up college, seen by its people on new devices: who reads what, and nobody anything else.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests panic")]

#[path = "support/phone.rs"]
mod phone;
mod support;

use amanat_messages::{GrantState, InvitationState};
use phone::{Sees, restored};
use serde_json::Value;
use support::{Endpoint, Machine};

const DAY: u64 = 24 * 60 * 60 * 1000;

struct College {
    endpoint: Endpoint,
    _data: tempfile::TempDir,
    cards: Vec<Value>,
}

impl College {
    fn make() -> Self {
        let data = tempfile::tempdir().unwrap();
        let endpoint = Endpoint::start(data.path());
        let machine = Machine::new();
        let link = machine.write("link", &endpoint.link());
        let server = ["--server", &endpoint.origin, "--link-file", &link];
        let made = machine.amanat(&[&["demo", "--json", "--seed", "7"][..], &server].concat());
        let cards = serde_json::from_str::<Value>(&made).unwrap();
        Self {
            endpoint,
            _data: data,
            cards: cards.as_array().unwrap().clone(),
        }
    }

    fn words(&self, name: &str) -> &str {
        let card = self.cards.iter().find(|card| card["name"] == name);
        card.unwrap()["words"].as_str().unwrap()
    }

    fn with_role(&self, role: &str) -> usize {
        self.cards.iter().filter(|c| c["role"] == role).count()
    }

    /// All that somebody wrote, as the command prints it.
    fn printed(&self, name: &str) -> String {
        let machine = Machine::new();
        let card = machine.write("card", self.words(name));
        let server = ["--server", &self.endpoint.origin, "--card-file", &card];
        machine.amanat(&[&["restore"][..], &server].concat());
        machine.amanat(&["print", "--all"])
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn everybody_sees_their_own_part_of_the_year() {
    let college = tokio::task::spawn_blocking(College::make).await.unwrap();
    assert_eq!(college.with_role("coordinator"), 1);
    assert_eq!(college.with_role("chair"), 1);
    assert_eq!(college.with_role("safety officer"), 1);
    assert_eq!(college.with_role("mentor"), 3);
    assert_eq!(college.with_role("mentee"), 12);
    let origin = college.endpoint.origin.as_str();
    for card in &college.cards {
        let words = card["words"].as_str().unwrap();
        assert_eq!(words.split(' ').count(), 24);
    }

    let coordinator = restored(origin, college.words("Dr Rubina Ansari")).await;
    let page = Sees(&coordinator).programme();
    assert_eq!(page.people.len(), 17);
    assert!(page.unpaired.is_empty());
    let groups = page.pairings.iter().filter(|p| p.group);
    assert_eq!(
        groups.map(|p| p.mentees.len()).collect::<Vec<_>>(),
        [5],
        "one group of several"
    );
    assert_eq!(page.pairings.iter().filter(|p| !p.group).count(), 7);
    let open = page.invitations.iter();
    let open = open.filter(|i| i.state == InvitationState::Open).count();
    assert_eq!(open, 2);

    // A mentor reads what is shown, with what was said about it, and nothing that was not or no longer is.
    let mentor = restored(origin, college.words("Dr Farah Siddiqui")).await;
    let farah = Sees(&mentor);
    assert_eq!(farah.mentees().mentees.len(), 5);
    let sana = farah.person("Sana Tariq");
    assert!(sana.items.iter().all(|i| i.title != "Before the first day"));
    let read = farah.shared(&sana, "The chart I did not read aloud");
    assert!(read.content.fields[0].text.contains("potassium"));
    let names: Vec<_> = read.comments.iter().map(|c| &c.author_name).collect();
    assert_eq!(
        names,
        ["Dr Farah Siddiqui", "Sana Tariq", "Dr Farah Siddiqui"]
    );
    assert!(read.comments[1].reply_to == Some(read.comments[0].comment));
    assert_eq!(sana.notes.len(), 1);
    let better = farah.shared(&sana, "A cannula on the fifth attempt");
    assert!(better.content.fields[2].text.contains("eleven"));
    assert!(farah.person("Zainab Raza").items.is_empty());
    assert!(farah.person("حرا شاہد").items.is_empty(), "taken back");
    let usman = farah.person("Usman Ghani");
    assert_eq!(usman.parts.len(), 1);
    assert_eq!(usman.items.len(), 3);
    let bilal = farah.person("Bilal Ahmed");
    assert_eq!(bilal.items.len(), 5, "with what was already there");

    // The year reaches from twelve months ago to this week's Monday.
    let mentee = restored(origin, college.words("Sana Tariq")).await;
    let own = Sees(&mentee);
    let items = own.list().items;
    let (newest, oldest) = (items.first().unwrap(), items.last().unwrap());
    let days = (newest.created_at - oldest.created_at) / DAY;
    assert!((340..=364).contains(&days), "{days} days");
    let names: Vec<_> = own
        .item(newest.item)
        .audience
        .readers
        .into_iter()
        .map(|reader| reader.name)
        .collect();
    assert_eq!(names, ["Sana Tariq", "Dr Farah Siddiqui"]);
    assert_eq!(own.item(oldest.item).audience.readers.len(), 1);

    let mentee = restored(origin, college.words("حرا شاہد")).await;
    assert_eq!(Sees(&mentee).shown().grants[0].state, GrantState::Ended);
    assert_eq!(Sees(&mentee).list().items.len(), 5);

    let officer = restored(origin, college.words("Dr Nighat Baloch")).await;
    let concerns = Sees(&officer).concerns();
    assert!(concerns.receives);
    assert_eq!(concerns.concerns.len(), 2);
    assert!(Sees(&officer).list().items.is_empty());
}

#[test]
fn one_seed_is_one_college() {
    let [first, second] = [College::make(), College::make()];
    assert_eq!(first.cards, second.cards);
    for name in ["Sana Tariq", "نور فاطمہ"] {
        let (printed, again) = (first.printed(name), second.printed(name));
        assert!(!printed.is_empty());
        assert_eq!(printed, again);
    }
}

#[test]
fn it_is_made_on_this_computer_only() {
    let machine = Machine::new();
    let link = machine.write("link", "https://college.example/#found=1-abc");
    let demo = ["demo", "--link-file", &link, "--server"];
    let refusal = machine.refusal(&[&demo[..], &["https://college.example"]].concat());
    assert!(refusal.contains("not this computer"), "{refusal}");
}
