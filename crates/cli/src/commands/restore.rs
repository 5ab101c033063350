//! Getting a vault back with its recovery card.

use amanat_messages::{Command as Engine, Done, Problem};

use super::{Outcome, begin, say};
use crate::args::Restore;
use crate::secrets;

pub(super) async fn run(args: Restore) -> Outcome {
    let card = secrets::read(&args.card_file)?;
    let passphrase = secrets::passphrase(args.vault.passphrase_file.as_deref(), true)?;
    let client = begin(&args.vault, &args.server).await?;
    let restore = Engine::Restore {
        card: card.trim().to_owned(),
        passphrase: passphrase.to_string(),
        replace: args.replace,
        remove_other_devices: args.remove_other_devices,
        small_device: false,
    };
    let Done::Restored { items, confirmed } = client.run(restore).await? else {
        return Err(Problem::Fault.into());
    };
    say(&format!("{items} items came back."))?;
    if !confirmed {
        say("Nobody else could be asked whether this is the newest state.")?;
    }
    Ok(())
}
