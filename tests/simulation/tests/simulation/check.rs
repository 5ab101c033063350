//! What holds once everybody has synced in peace: vault.md's invariants, as far as people can see them.

use std::collections::{BTreeMap, BTreeSet};

use amanat_client::Position;
use amanat_mentoring::fact::PersonRole;
use amanat_mentoring::id::{ItemId, PersonRef};
use amanat_mentoring::item::Content;
use amanat_messages::{GrantState, NoticeKind};
use amanat_protocol::id::CircleId;

use super::acts::{own_items, shown_by, texts};
use super::world::{Said, Shown, Vault, Word, World};
use crate::support::college::{notices, shared_item, shown};
use crate::support::item;

pub fn everything(world: &World) {
    let said = world.said.borrow();
    let on: Vec<usize> = (0..world.phones.len())
        .filter(|p| !world.phones[*p].lost)
        .collect();
    chains_agree(world, &on);
    for phone in &on {
        let vault = world.vault(*phone);
        let who = name(world, *phone);
        let waits = vault.what_waits().unwrap();
        assert!(waits.is_empty(), "{who}: {waits:#?}");
        // The server of these schedules keeps nothing back.
        let told = notices(&vault).into_iter();
        let withheld = told.filter(|n| matches!(n, NoticeKind::Withheld { .. }));
        assert_eq!(withheld.count(), 0, "{who}");
    }
    no_word_is_lost(world, &on, &said);
    devices_agree(world, &on);
    readers_see_what_is_shown(world, &on);
    nobody_reads_what_was_not_shown(world, &on, &said);
}

fn name(world: &World, phone: usize) -> String {
    format!("{} ({phone})", world.people[world.phones[phone].of].name)
}

/// 1, 3, 6. Everybody in a circle stands at one statement, and its epoch is in the hands of its members.
fn chains_agree(world: &World, on: &[usize]) {
    let mut seen: BTreeMap<CircleId, (Position, usize)> = BTreeMap::new();
    let mut held = Vec::new();
    for phone in on {
        let vault = world.vault(*phone);
        for now in vault.positions().unwrap() {
            let who = name(world, *phone);
            if let Some(why) = &now.held {
                held.push(format!("{who}, {:?}: {why}", now.circle));
            }
            assert_eq!(now.members, now.granted, "{who}");
            let me = amanat_protocol::id::PersonId(amanat_protocol::hash::Hash(
                vault.myself().unwrap().0,
            ));
            // Who was let out is told by a letter, and forgets it.
            assert!(
                now.members.contains(&me),
                "{who} was left in {:?}",
                now.circle
            );
            let (first, by) = seen
                .entry(now.circle)
                .or_insert_with(|| (now.clone(), *phone));
            assert_eq!(
                (first.n, first.head, &first.members),
                (now.n, now.head, &now.members),
                "{} and {who}",
                name(world, *by)
            );
        }
    }
    assert!(held.is_empty(), "words are held back: {held:#?}");
}

/// 13. No acknowledged word is lost, but with a device that was lost before it could send.
fn no_word_is_lost(world: &World, on: &[usize], said: &Said) {
    for word in &said.words {
        let from = &world.phones[word.phone];
        if from.lost && !word.sent {
            continue;
        }
        match word.on {
            None => {
                for phone in on.iter().filter(|p| world.phones[**p].of == from.of) {
                    let vault = world.vault(*phone);
                    assert!(
                        reads(&vault, word.item, &word.token),
                        "{} of {} is not on {}",
                        word.token,
                        name(world, word.phone),
                        name(world, *phone)
                    );
                }
            }
            Some(owner) => comment_is_there(world, on, said, word, owner),
        }
    }
}

fn reads(vault: &Vault, of: ItemId, token: &str) -> bool {
    let Ok(view) = item(vault, of) else {
        return false;
    };
    let conflict = view.conflict.iter().flat_map(|c| &c.texts);
    let versions = conflict.flat_map(|(_, texts)| texts).cloned();
    let mut all = texts(&view.content).into_iter().chain(versions);
    // In the trash it has no newest words, but all it ever had.
    let trashed = view.summary.trashed_at.is_some();
    let mut past = view.revisions.iter().filter_map(|r| r.content.as_ref());
    all.any(|line| line.contains(token))
        || view.content.title.contains(token)
        || trashed && past.any(|c| texts(c).iter().any(|line| line.contains(token)))
}

/// A comment stands while its author reads what it is about.
fn comment_is_there(world: &World, on: &[usize], said: &Said, word: &Word, owner: PersonRef) {
    let author = &world.people[world.phones[word.phone].of];
    let between = |g: &&Shown| g.owner == owner && g.to == author.id;
    let taken_back = said.grants.iter().filter(between).any(|g| !g.on);
    let vaults_of = |person: PersonRef| {
        let theirs = |p: &&usize| world.people[world.phones[**p].of].id == person;
        on.iter()
            .filter(theirs)
            .map(|p| world.vault(*p))
            .collect::<Vec<_>>()
    };
    let read: Vec<_> = vaults_of(author.id)
        .iter()
        .filter_map(|vault| shared_item(vault, owner, word.item).ok())
        .collect();
    let waits = read
        .iter()
        .any(|v| !v.may_comment && v.comments.iter().any(|c| c.text == word.token));
    // Of two grants, the one that it was said under.
    let mut grants = vaults_of(owner)
        .into_iter()
        .flat_map(|vault| shown(&vault).grants);
    let ended =
        read.is_empty() && grants.any(|g| g.person.person == author.id && g.ended.is_some());
    if owner != author.id && (taken_back || waits || ended) {
        return;
    }
    for phone in on {
        let of = &world.people[world.phones[*phone].of];
        if of.id != owner {
            continue;
        }
        let view = item(&world.vault(*phone), word.item).unwrap();
        assert!(
            view.comments.iter().any(|c| c.text == word.token),
            "{} said {} and {} does not read it",
            author.name,
            word.token,
            name(world, *phone)
        );
    }
}

/// What a device of a person shows.
type Page = BTreeMap<ItemId, (String, Vec<String>, Vec<String>)>;

fn page(vault: &Vault) -> Page {
    let mut page = Page::new();
    for trash in [false, true] {
        for of in own_items(vault, trash) {
            let view = item(vault, of).unwrap();
            let mut comments: Vec<_> = view.comments.iter().map(|c| c.text.clone()).collect();
            comments.sort();
            let title = format!("{} {:?}", view.content.title, view.summary.trashed_at);
            page.insert(of, (title, texts(&view.content), comments));
        }
    }
    page
}

/// All devices of one person show the same.
fn devices_agree(world: &World, on: &[usize]) {
    for a in on {
        for b in on.iter().filter(|b| *b > a) {
            if world.phones[*a].of == world.phones[*b].of {
                let (left, right) = (page(&world.vault(*a)), page(&world.vault(*b)));
                assert_eq!(left, right, "{} and {}", name(world, *a), name(world, *b));
            }
        }
    }
}

/// A reader sees all of what is shown to them now, as its owner sees it, and nothing else.
fn readers_see_what_is_shown(world: &World, on: &[usize]) {
    let holds = |role| {
        on.iter()
            .copied()
            .filter(move |p| world.people[world.phones[*p].of].role == role)
    };
    for owner in holds(PersonRole::Mentee) {
        let vault = world.vault(owner);
        let me = vault.myself().unwrap();
        for grant in shown(&vault).grants {
            let settled = matches!(grant.state, GrantState::Given | GrantState::Ended);
            assert!(settled, "{}: {:?}", name(world, owner), grant.state);
        }
        for mentor in holds(PersonRole::Mentor) {
            let reader = world.vault(mentor);
            let them = reader.myself().unwrap();
            let mut mine = BTreeSet::new();
            for of in own_items(&vault, false) {
                let view = item(&vault, of).unwrap();
                if view.audience.readers.iter().any(|r| r.person == them) {
                    let words = words_of(&view.content);
                    mine.insert((of, view.content.title, words));
                }
            }
            let theirs: BTreeSet<_> = shown_by(&reader, me)
                .into_iter()
                .map(|of| {
                    let view = shared_item(&reader, me, of).unwrap();
                    (of, view.content.title.clone(), words_of(&view.content))
                })
                .collect();
            assert_eq!(
                mine,
                theirs,
                "{} and {}",
                name(world, owner),
                name(world, mentor)
            );
        }
    }
}

/// The words of a text. Whoever came late joins its versions without what was before them, so that the words
/// may stand in another order until somebody writes on.
fn words_of(content: &Content) -> BTreeSet<String> {
    let lines = texts(content);
    let words = lines.iter().flat_map(|line| line.split(' '));
    words.map(str::to_owned).collect()
}

/// 5. Nothing that was written by who held that somebody had no grant is theirs, unless it was shown later.
fn nobody_reads_what_was_not_shown(world: &World, on: &[usize], said: &Said) {
    for word in said.words.iter().filter(|w| w.on.is_none()) {
        let owner = world.people[world.phones[word.phone].of].id;
        for phone in on {
            let them = world.people[world.phones[*phone].of].id;
            if them == owner {
                continue;
            }
            let grants = || {
                said.grants
                    .iter()
                    .filter(|g| g.owner == owner && g.to == them)
            };
            // Their other device may have shown what this one knew nothing of when it took the rest back, or have
            // taken back what this one does not know of yet.
            let is_over = |g: &Shown| {
                let ends = |o: &&Shown| !o.on && said.knew(o.by, o.at, g);
                grants()
                    .filter(ends)
                    .any(|o| said.knew(word.phone, word.at, o))
            };
            if grants().any(|g| g.on && (g.at > word.at || !is_over(g))) {
                continue;
            }
            let vault = world.vault(*phone);
            let view = shared_item(&vault, owner, word.item);
            let read = view.is_ok_and(|v| texts(&v.content).contains(&word.token));
            assert!(!read, "{} reads {}", name(world, *phone), word.token);
        }
    }
}
