//! Who takes the next step, whose power goes, and peace at the end.

use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::task::Poll;

use amanat_client::Position;
use amanat_messages::{Command, Problem};

use super::acts::Act;
use super::world::{Phone, World};
use crate::support::PASS;

/// How often somebody begins something.
const ROUNDS: usize = 60;
/// New devices from the recovery card in one run.
const RESTORES: usize = 2;
/// Rounds of syncs in peace.
const AT_LEAST: usize = 4;
const AT_MOST: usize = 20;
const HOUR: u64 = 3_600_000;
const AFTER_RESTORE: &str = "another passphrase";

type Task<'a> = Pin<Box<dyn Future<Output = ()> + 'a>>;

/// Lets devices do things at once, step by step.
pub async fn play(world: &mut World) {
    let mut restored = 0;
    for _ in 0..ROUNDS {
        let mut tasks: Vec<(usize, Task<'static>)> = Vec::new();
        for _ in 0..=world.chance.below(3) {
            let phone = world.chance.below(world.phones.len());
            if world.phones[phone].lost || tasks.iter().any(|(p, _)| *p == phone) {
                continue;
            }
            if world.phones[phone].vault.is_none() {
                switch_on(world, phone).await;
            }
            let first = world.doing(phone);
            let second = world.doing(phone);
            // Somebody writes while their own device is busy; but nothing is to be seen in a locked one.
            let both = first.act != Act::Relock && second.act != Act::Relock;
            tasks.push((phone, Box::pin(first.run())));
            if both && world.chance.once_in(3) {
                tasks.push((phone, Box::pin(second.run())));
            }
        }
        run(world, tasks).await;
        for phone in &mut world.phones {
            phone.never_goes_back();
        }
        if world.chance.once_in(6) {
            world.tick(HOUR * u64::try_from(world.chance.below(60)).unwrap());
        }
        if restored < RESTORES && world.chance.once_in(25) {
            restored += 1;
            restore(world).await;
        }
    }
}

/// Runs tasks until all are done, one step of one of them at a time.
async fn run(world: &mut World, mut tasks: Vec<(usize, Task<'static>)>) {
    while !tasks.is_empty() {
        let next = world.chance.below(tasks.len());
        let phone = tasks[next].0;
        if world.chance.once_in(400) {
            // The power goes: whatever this device was about to do does not happen.
            tasks.retain(|(of, _)| *of != phone);
            world.phones[phone].vault = None;
            world.phones[phone].turns.granted.set(false);
            world.said.borrow_mut().crashes += 1;
            continue;
        }
        let turns = std::rc::Rc::clone(&world.phones[phone].turns);
        turns.granted.set(true);
        let task = &mut tasks[next].1;
        let done = poll_fn(|cx| match task.as_mut().poll(cx) {
            Poll::Ready(()) => Poll::Ready(true),
            // The server works on it, on a thread of its own: nobody else moves, or the schedule would be its.
            Poll::Pending if turns.at_server.get() => Poll::Pending,
            // It waits for its next turn, or for another task of the same device.
            Poll::Pending => Poll::Ready(false),
        })
        .await;
        turns.granted.set(false);
        if done {
            drop(tasks.swap_remove(next));
        }
    }
}

async fn switch_on(world: &mut World, phone: usize) {
    let healed = world.wire.healed.replace(true);
    let here = &world.phones[phone];
    let vault = here.device.open().await;
    let passphrase = here.pass.to_owned();
    vault.run(Command::Unlock { passphrase }).await.unwrap();
    world.phones[phone].vault = Some(std::rc::Rc::new(vault));
    world.wire.healed.set(healed);
}

/// Somebody gets everything back on a new device with their card; sometimes the others are lost.
async fn restore(world: &mut World) {
    let of = world.chance.below(world.people.len());
    let remove = world.chance.once_in(2);
    let (device, turns) = world.device();
    let healed = world.wire.healed.replace(true);
    let vault = device.open().await;
    let done = crate::support::restore(&vault, &world.people[of].card, remove).await;
    world.wire.healed.set(healed);
    match done {
        Ok(_) => {}
        // No device of theirs left a bundle yet.
        Err(Problem::CardUnknownHere) => return,
        Err(problem) => panic!("restoring {}: {problem:?}", world.people[of].name),
    }
    if remove {
        for phone in world.phones.iter_mut().filter(|p| p.of == of) {
            phone.lost = true;
            phone.vault = None;
        }
    }
    world.phones.push(Phone {
        of,
        device,
        turns,
        vault: Some(std::rc::Rc::new(vault)),
        pass: AFTER_RESTORE,
        lost: false,
        accepted: std::collections::BTreeMap::new(),
    });
    debug_assert_ne!(AFTER_RESTORE, PASS);
}

/// The network is whole, every device on, and everybody syncs until nothing moves any more.
pub async fn heal(world: &mut World) {
    world.wire.healed.set(true);
    for phone in 0..world.phones.len() {
        if !world.phones[phone].lost && world.phones[phone].vault.is_none() {
            switch_on(world, phone).await;
        }
    }
    // What was left open in an editor is sent as it is; who manages circles says that they are alive. A change of
    // somebody's keys goes from hand to hand, one of them with each round where they sync in the wrong order.
    let mut before = None;
    for round in 0.. {
        world.tick(HOUR);
        for phone in 0..world.phones.len() {
            if world.phones[phone].lost {
                continue;
            }
            let vault = world.vault(phone);
            let name = world.people[world.phones[phone].of].name.clone();
            if let Err(problem) = vault.run(Command::Sync).await {
                panic!("in peace, {name}: {problem:?}");
            }
        }
        let now = standing(world);
        if round >= AT_LEAST && before.as_ref() == Some(&now) {
            break;
        }
        assert!(round < AT_MOST, "in peace something moves still");
        before = Some(now);
    }
    for phone in &mut world.phones {
        phone.never_goes_back();
    }
}

/// Where everybody stands in every circle.
fn standing(world: &World) -> Vec<Position> {
    let on = world.phones.iter().filter_map(|phone| phone.vault.as_ref());
    on.flat_map(|vault| vault.positions().unwrap()).collect()
}

impl Phone {
    /// 9. Accepted (n, hash) never regress.
    fn never_goes_back(&mut self) {
        let Some(positions) = self.vault.as_ref().and_then(|v| v.positions().ok()) else {
            return;
        };
        for now in positions {
            let before = self.accepted.insert(now.circle, (now.n, now.head));
            let Some((n, head)) = before else { continue };
            assert!(
                n < now.n || (n, head) == (now.n, now.head),
                "went back from {n} to {} in {:?}",
                now.n,
                now.circle
            );
        }
    }
}
