//! What somebody does, as far as the network and the power let them.

use std::cell::RefCell;
use std::rc::Rc;

use amanat_mentoring::fact::PersonRole;
use amanat_mentoring::id::{ItemId, PersonRef};
use amanat_mentoring::item::Content;
use amanat_messages::{Command, Done, Problem, Query, SyncState, View};

use super::chance::Chance;
use super::world::{Said, Synced, Vault, World};
use crate::support::college::{people, programme, shared_item, shown};
use crate::support::{item, text};

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Act {
    Write,
    Edit,
    Trash,
    Comment,
    Show,
    TakeBack,
    Sync,
    Relock,
    Pair,
    Raise,
}

/// One device and what it does next.
pub struct Doing {
    pub act: Act,
    pub phone: usize,
    pub role: PersonRole,
    pub me: PersonRef,
    pub vault: Rc<Vault>,
    pub pass: &'static str,
    pub said: Rc<RefCell<Said>>,
    pub chance: Rc<Chance>,
}

impl World {
    /// What this device does next.
    pub fn doing(&self, phone: usize) -> Doing {
        const MENTEE: [Act; 14] = [
            Act::Write,
            Act::Write,
            Act::Edit,
            Act::Edit,
            Act::Edit,
            Act::Trash,
            Act::Comment,
            Act::Show,
            Act::Show,
            Act::TakeBack,
            Act::Sync,
            Act::Sync,
            Act::Sync,
            Act::Relock,
        ];
        const MENTOR: [Act; 6] = [
            Act::Comment,
            Act::Comment,
            Act::Sync,
            Act::Sync,
            Act::Sync,
            Act::Relock,
        ];
        const OFFICE: [Act; 6] = [
            Act::Pair,
            Act::Write,
            Act::Sync,
            Act::Sync,
            Act::Relock,
            Act::Raise,
        ];
        let of = &self.people[self.phones[phone].of];
        let acts: &[Act] = match of.role {
            PersonRole::Mentee => &MENTEE,
            PersonRole::Mentor => &MENTOR,
            _ => &OFFICE,
        };
        Doing {
            act: *self.chance.of(acts).unwrap(),
            phone,
            role: of.role,
            me: of.id,
            vault: self.vault(phone),
            pass: self.phones[phone].pass,
            said: Rc::clone(&self.said),
            chance: Rc::clone(&self.chance),
        }
    }
}

impl Doing {
    pub async fn run(self) {
        let done = match self.act {
            Act::Write => self.write().await,
            Act::Edit => self.edit().await,
            Act::Trash => self.trash().await,
            Act::Comment => self.comment().await,
            Act::Show => self.show().await,
            Act::TakeBack => self.take_back().await,
            Act::Sync => self.sync().await,
            Act::Relock => self.relock().await,
            Act::Pair => self.pair().await,
            Act::Raise => self.raise().await,
        };
        self.said.borrow_mut().acts += 1;
        if let Err(problem) = done {
            let act = format!("{:?}", self.act);
            self.said.borrow_mut().problem(&act, &problem);
        }
    }

    fn token(&self) -> String {
        format!("w{:08x}", self.chance.draw() >> 32)
    }

    async fn write(&self) -> Result<(), Problem> {
        let create = Command::CreateItem { part: None };
        let Done::Created(new) = self.vault.run(create).await? else {
            return Ok(());
        };
        let token = self.token();
        self.save(new, 1, text(&token, &token), &token).await?;
        self.close(new).await
    }

    async fn save(
        &self,
        item: ItemId,
        number: u64,
        content: Content,
        token: &str,
    ) -> Result<(), Problem> {
        let save = Command::SaveDraft {
            item,
            number,
            content,
        };
        self.vault.run(save).await?;
        self.said.borrow_mut().word(self.phone, token, item, None);
        Ok(())
    }

    /// Mostly: an editor may be left open.
    async fn close(&self, item: ItemId) -> Result<(), Problem> {
        if !self.chance.once_in(5) {
            self.vault.run(Command::CloseItem { item }).await?;
        }
        Ok(())
    }

    fn own_items(&self) -> Vec<ItemId> {
        own_items(&self.vault, false)
    }

    async fn edit(&self) -> Result<(), Problem> {
        let Some(of) = self.chance.of(&self.own_items()).copied() else {
            return Ok(());
        };
        for number in 1..=1 + self.chance.below(2) {
            let view = item(&self.vault, of)?;
            // Two versions are joined by hand, nothing of either left out.
            let mut content = view.content;
            let mut all = texts(&content);
            for (_, versions) in view.conflict.iter().flat_map(|c| &c.texts) {
                all.extend(
                    versions
                        .iter()
                        .flat_map(|v| v.split('\n'))
                        .map(str::to_owned),
                );
            }
            let token = self.token();
            all.push(token.clone());
            all.sort();
            all.dedup();
            content = text(&content.title, &all.join("\n"));
            if view.conflict.is_some() {
                let settle = Command::Settle { item: of, content };
                self.vault.run(settle).await?;
                self.said.borrow_mut().word(self.phone, &token, of, None);
            } else {
                let number = u64::try_from(number).unwrap();
                self.save(of, number, content, &token).await?;
            }
        }
        self.close(of).await
    }

    async fn trash(&self) -> Result<(), Problem> {
        let trashed = own_items(&self.vault, true);
        if let Some(item) = self.chance.of(&trashed).copied() {
            return self.vault.run(Command::Untrash { item }).await.map(drop);
        }
        match self.chance.of(&self.own_items()).copied() {
            Some(item) => self.vault.run(Command::Trash { item }).await.map(drop),
            None => Ok(()),
        }
    }

    async fn comment(&self) -> Result<(), Problem> {
        let mut all: Vec<(Option<PersonRef>, ItemId)> = Vec::new();
        if self.role == PersonRole::Mentee {
            all.extend(self.own_items().into_iter().map(|item| (None, item)));
        } else {
            for other in people(&self.vault).people {
                let items = shown_by(&self.vault, other.person);
                let may = items.into_iter().filter(|item| {
                    shared_item(&self.vault, other.person, *item).is_ok_and(|v| v.may_comment)
                });
                all.extend(may.map(|item| (Some(other.person), item)));
            }
        }
        let Some((owner, item)) = self.chance.of(&all).copied() else {
            return Ok(());
        };
        let token = self.token();
        let comment = Command::Comment {
            owner,
            item,
            reply_to: None,
            text: token.clone(),
        };
        self.vault.run(comment).await?;
        let on = owner.unwrap_or(self.me);
        let mut said = self.said.borrow_mut();
        said.word(self.phone, &token, item, Some(on));
        Ok(())
    }

    async fn show(&self) -> Result<(), Problem> {
        let mentors = people(&self.vault).people.into_iter();
        let mentors: Vec<_> = mentors
            .filter(|p| p.role == PersonRole::Mentor)
            .map(|p| p.person)
            .collect();
        let parts = shown(&self.vault).parts;
        let (Some(to), Some(part)) = (self.chance.of(&mentors).copied(), parts.first()) else {
            return Ok(());
        };
        let delegate = Command::Delegate {
            part: part.0,
            person: to,
            comment: !self.chance.once_in(3),
            already_here: self.chance.once_in(2),
            until: None,
        };
        // From here on they may read: the wish is kept before the answer comes.
        self.said.borrow_mut().shown(self.phone, self.me, to, true);
        match self.vault.run(delegate).await {
            Err(Problem::AlreadyShown) => Ok(()),
            done => done.map(drop),
        }
    }

    async fn take_back(&self) -> Result<(), Problem> {
        let grants = shown(&self.vault).grants.into_iter();
        let held: Vec<_> = grants.filter(|g| g.ended.is_none()).collect();
        let Some(grant) = self.chance.of(&held) else {
            return Ok(());
        };
        let grant = grant.clone();
        let take_back = Command::TakeBack { grant: grant.grant };
        self.vault.run(take_back).await?;
        let others = shown(&self.vault).grants.into_iter();
        let mut others = others.filter(|g| g.person.person == grant.person.person);
        if others.all(|g| g.ended.is_some()) {
            let mut said = self.said.borrow_mut();
            said.shown(self.phone, self.me, grant.person.person, false);
        }
        Ok(())
    }

    async fn sync(&self) -> Result<(), Problem> {
        let mine = |said: &Said| {
            let words = said.words.iter().enumerate();
            let open = words.filter(|(_, w)| w.phone == self.phone && !w.sent);
            open.map(|(i, _)| i).collect::<Vec<_>>()
        };
        let before = mine(&self.said.borrow());
        let begun = self.said.borrow_mut().next();
        self.vault.run(Command::Sync).await?;
        let done = self.said.borrow_mut().next();
        let phone = self.phone;
        // Not where it was under way already and goes on.
        if let Ok(View::Status(status)) = self.vault.view(&Query::Status)
            && matches!(status.sync, SyncState::Fresh { .. })
        {
            let synced = Synced { phone, begun, done };
            self.said.borrow_mut().syncs.push(synced);
        }
        if crate::support::unsent(&self.vault) == 0 {
            let mut said = self.said.borrow_mut();
            for i in before {
                said.words[i].sent = true;
            }
        }
        Ok(())
    }

    async fn relock(&self) -> Result<(), Problem> {
        self.vault.run(Command::Lock).await?;
        let passphrase = self.pass.to_owned();
        self.vault.run(Command::Unlock { passphrase }).await?;
        Ok(())
    }

    async fn pair(&self) -> Result<(), Problem> {
        if self.role != PersonRole::Coordinator {
            return Ok(());
        }
        let page = programme(&self.vault);
        let one = |role| {
            let all: Vec<_> = page.people.iter().filter(|p| p.role == role).collect();
            self.chance.of(&all).map(|p| p.person)
        };
        let (Some(mentor), Some(mentee)) = (one(PersonRole::Mentor), one(PersonRole::Mentee))
        else {
            return Ok(());
        };
        if page.pairings.len() > 5 {
            return Ok(());
        }
        let pair = Command::Pair {
            mentor,
            mentees: vec![mentee],
            group: false,
        };
        self.vault.run(pair).await.map(drop)
    }

    async fn raise(&self) -> Result<(), Problem> {
        let raise = Command::Raise {
            text: self.token(),
            anonymous: self.chance.once_in(2),
        };
        match self.vault.run(raise).await {
            Err(Problem::NoOfficer) => Ok(()),
            done => done.map(drop),
        }
    }
}

/// A person's own items.
pub fn own_items(vault: &Vault, trash: bool) -> Vec<ItemId> {
    let query = Query::List {
        part: None,
        tag: None,
        text: None,
        trash,
        limit: 10_000,
    };
    match vault.view(&query) {
        Ok(View::List(list)) => list.items.into_iter().map(|i| i.item).collect(),
        _ => Vec::new(),
    }
}

/// What somebody shows to this person.
pub fn shown_by(vault: &Vault, owner: PersonRef) -> Vec<ItemId> {
    let query = Query::Person {
        person: owner,
        limit: 10_000,
    };
    match vault.view(&query) {
        Ok(View::Person(page)) => page.items.into_iter().map(|i| i.item).collect(),
        _ => Vec::new(),
    }
}

/// Every line of a text.
pub fn texts(content: &Content) -> Vec<String> {
    let fields = content.fields.iter().flat_map(|f| f.text.split('\n'));
    fields.map(str::to_owned).collect()
}
