//! The college: founding it, letting everybody in, and the order in which its year happens.

use std::cell::Cell;
use std::rc::Rc;

use amanat_client::{Client, Platform};
use amanat_mentoring::fact::PersonRole;
use amanat_mentoring::id::PersonRef;
use amanat_messages::{Command, Problem, Query, View};

use super::Card;
use super::device::{Clock, Device, Random};
use super::people::{self, CIRCLES, MEMBERS, Member, PAIRED, PASSPHRASE, PROGRAMME};
use super::play::play;
use super::story::When;
use super::year;
use crate::commands::copied_back;
use crate::error::Error;
use crate::platform;
use crate::transport::Http;

/// How long the coordinator's invitations are good, in days.
const GOOD_FOR: u16 = 30;
/// Invitations that nobody has answered yet.
const OPEN: [&str; 2] = ["Final year, section B", "سال آخر، سیکشن ج"];

pub(super) struct College {
    origin: String,
    seed: u64,
    transport: Rc<Http>,
    pub(super) clock: Clock,
    /// For the minutes of the hour.
    moments: Random,
    people: Vec<Persona>,
}

/// One of the people, on their device.
pub(super) struct Persona {
    pub member: &'static Member,
    pub client: Client<Device>,
    words: String,
    programme_words: Option<String>,
}

impl College {
    /// The whole year, on a server that nobody used yet.
    pub(super) async fn make(origin: &str, link: &str, seed: u64) -> Result<Self, Error> {
        let mut college = Self {
            origin: origin.to_owned(),
            seed,
            transport: Rc::new(Http::to(origin)?),
            clock: Rc::new(Cell::new(0)),
            moments: Random::new(seed, "moments"),
            people: Vec::new(),
        };
        let mut members = MEMBERS.iter().peekable();
        if let Some(founder) = members.next() {
            let founded = college.found(founder, link).await;
            founded.map_err(|problem| halted(founder.name, founder.joined, problem))?;
        }
        let mut paired = false;
        for event in year::events() {
            while let Some(member) = members.next_if(|m| m.joined <= event.when) {
                let joined = college.admit(member).await;
                joined.map_err(|problem| halted(member.name, member.joined, problem))?;
            }
            if !paired {
                paired = true;
                let done = college.pair().await;
                done.map_err(|problem| halted(PROGRAMME, PAIRED, problem))?;
            }
            college.at(event.when);
            let played = play(&college, event).await;
            played.map_err(|problem| halted(event.who, event.when, problem))?;
        }
        let ended = college.end().await;
        ended.map_err(|problem| halted(PROGRAMME, When(52, 0, 0), problem))?;
        Ok(college)
    }

    pub(super) fn into_cards(self) -> Vec<Card> {
        let card = |persona: Persona| Card {
            name: persona.member.name,
            role: people::role_name(persona.member.role),
            about: persona.member.about,
            words: persona.words,
            programme_words: persona.programme_words,
        };
        self.people.into_iter().map(card).collect()
    }

    /// Everybody's clock, some minutes after an hour of the year. It never goes back.
    fn at(&self, when: When) {
        let now = platform::now();
        let minutes = self.moments.below(50) * 60_000;
        let moment = when.millis(now).saturating_add(minutes).min(now);
        self.clock.set(moment.max(self.clock.get()));
    }

    async fn found(&mut self, founder: &'static Member, link: &str) -> Result<(), Problem> {
        self.at(founder.joined);
        let found = Command::Found {
            link: link.to_owned(),
            name: founder.name.to_owned(),
            passphrase: PASSPHRASE.to_owned(),
            first_part: founder.first_part.to_owned(),
            small_device: true,
        };
        let mut persona = self.begin(founder, found).await?;
        let client = &persona.client;
        let name = PROGRAMME.to_owned();
        client.run(Command::FoundProgramme { name }).await?;
        let View::ProgrammeCard(Some(card)) = client.view(&Query::ProgrammeCard)? else {
            return Err(Problem::Fault);
        };
        let answers = copied_back(&card)?;
        client
            .run(Command::ConfirmProgrammeCard { answers })
            .await?;
        client.run(Command::Sync).await?;
        persona.programme_words = Some(card.words.join(" "));
        self.people.push(persona);
        Ok(())
    }

    /// Invites somebody, lets them join, and welcomes them.
    async fn admit(&mut self, member: &'static Member) -> Result<(), Problem> {
        self.at(member.joined);
        let links = self.invite(member.role, &[member.name]).await?;
        let [link] = links.as_slice() else {
            return Err(Problem::Fault);
        };
        let join = Command::Join {
            link: link.clone(),
            name: member.name.to_owned(),
            passphrase: PASSPHRASE.to_owned(),
            first_part: member.first_part.to_owned(),
            small_device: true,
        };
        let persona = self.begin(member, join).await?;
        persona.client.run(Command::Sync).await?;
        self.founder()?.client.run(Command::Sync).await?;
        persona.client.run(Command::Sync).await?;
        self.people.push(persona);
        Ok(())
    }

    /// A device with a new vault on it.
    async fn begin(&self, member: &'static Member, begin: Command) -> Result<Persona, Problem> {
        let random = Random::new(self.seed, member.name);
        let device = Device::new(self.transport.clone(), self.clock.clone(), random);
        let client = Client::open(device, &self.origin).await?;
        client.run(begin).await?;
        let View::Card(Some(card)) = client.view(&Query::Card)? else {
            return Err(Problem::Fault);
        };
        let answers = copied_back(&card)?;
        client.run(Command::ConfirmCard { answers }).await?;
        Ok(Persona {
            member,
            client,
            words: card.words.join(" "),
            programme_words: None,
        })
    }

    /// Links of new invitations. Their end is the server's business too, so they are made today.
    async fn invite(&self, role: PersonRole, labels: &[&str]) -> Result<Vec<String>, Problem> {
        let client = &self.founder()?.client;
        let then = self.clock.replace(platform::now());
        let labels: Vec<_> = labels.iter().map(|l| (*l).to_owned()).collect();
        let invite = Command::Invite {
            role,
            labels: labels.clone(),
            days: GOOD_FOR,
        };
        let invited = client.run(invite).await;
        self.clock.set(then);
        invited?;
        let View::Programme(Some(page)) = client.view(&Query::Programme)? else {
            return Err(Problem::Fault);
        };
        let links = labels.iter().map(|label| {
            let mut invitations = page.invitations.iter();
            let made = invitations.find(|i| i.label == *label && i.link.is_some());
            made.and_then(|i| i.link.clone()).ok_or(Problem::Fault)
        });
        links.collect()
    }

    async fn pair(&self) -> Result<(), Problem> {
        self.at(PAIRED);
        let coordinator = &self.founder()?.client;
        for circle in &CIRCLES {
            let mentor = person(coordinator, circle.mentor)?;
            let mentees = circle.mentees.iter();
            let mentees: Vec<_> = mentees
                .map(|name| person(coordinator, name))
                .collect::<Result<_, _>>()?;
            let group = circle.group;
            let size = if group { mentees.len() } else { 1 };
            for mentees in mentees.chunks(size) {
                let mentees = mentees.to_vec();
                let pair = Command::Pair {
                    mentor,
                    mentees,
                    group,
                };
                coordinator.run(pair).await?;
            }
        }
        self.sync_all().await
    }

    /// Today: everybody's device is on, and two invitations lie on the coordinator's desk.
    async fn end(&self) -> Result<(), Problem> {
        self.clock.set(platform::now());
        self.invite(PersonRole::Mentee, &OPEN).await?;
        self.sync_all().await?;
        for persona in &self.people {
            let View::Status(status) = persona.client.view(&Query::Status)? else {
                return Err(Problem::Fault);
            };
            if status.save.unsent > 0 || status.locked_records > 0 {
                return Err(Problem::Fault);
            }
        }
        Ok(())
    }

    /// Once for what everybody has, once more for what that leads to at the others'.
    async fn sync_all(&self) -> Result<(), Problem> {
        for _ in 0..2 {
            for persona in &self.people {
                persona.client.run(Command::Sync).await?;
            }
        }
        Ok(())
    }

    fn founder(&self) -> Result<&Persona, Problem> {
        self.people.first().ok_or(Problem::Fault)
    }

    pub(super) fn persona(&self, name: &str) -> Result<&Persona, Problem> {
        let mut people = self.people.iter();
        let found = people.find(|persona| persona.member.name == name);
        found.ok_or(Problem::PersonUnknown)
    }
}

/// Somebody whom a client knows.
pub(super) fn person<P: Platform>(client: &Client<P>, name: &str) -> Result<PersonRef, Problem> {
    let View::People(view) = client.view(&Query::People)? else {
        return Err(Problem::Fault);
    };
    let found = view.people.iter().find(|p| p.name == name);
    Ok(found.ok_or(Problem::PersonUnknown)?.person)
}

fn halted(who: &str, when: When, problem: Problem) -> Error {
    Error::Demo {
        at: format!("{who}, week {}", when.0),
        problem,
    }
}
