//! One run: people who meet, then a schedule, then peace, then what must hold.

mod acts;
mod chance;
mod check;
mod schedule;
mod steps;
mod world;

use world::World;

/// Plays a seed. Panics where something does not hold; tells how much happened.
pub async fn run(seed: u64) -> String {
    let mut world = World::found(seed).await;
    schedule::play(&mut world).await;
    schedule::heal(&mut world).await;
    check::everything(&world);
    world.story()
}
