//! Making a vault from a founding link. The card goes to a file, and counts as written down there.

use amanat_messages::{Command as Engine, Problem, Query, View};
use zeroize::Zeroizing;

use super::{Outcome, begin, copied_back, say, send};
use crate::args::Found;
use crate::secrets;

pub(super) async fn run(args: Found) -> Outcome {
    let link = secrets::read(&args.link_file)?;
    let (origin, _) = link
        .trim()
        .split_once("/#")
        .ok_or(Problem::LinkUnreadable)?;
    let passphrase = secrets::passphrase(args.vault.passphrase_file.as_deref(), true)?;
    let client = begin(&args.vault, origin).await?;
    let found = Engine::Found {
        link: link.trim().to_owned(),
        name: args.name,
        passphrase: passphrase.to_string(),
        first_part: args.part,
        small_device: false,
    };
    client.run(found).await?;

    let View::Card(Some(card)) = client.view(&Query::Card)? else {
        return Err(Problem::Fault.into());
    };
    let words = Zeroizing::new(card.words.join(" ") + "\n");
    // On the disk before it is confirmed: from then on this file is the only copy.
    secrets::write_new(&args.card_file, words.as_bytes())?;
    let answers = copied_back(&card)?;
    client.run(Engine::ConfirmCard { answers }).await?;
    send(&client).await?;
    say(&format!(
        "The vault is in {}. Copy the recovery card from {} onto paper, then delete that file: whoever has it \
         can read everything.",
        args.vault.vault.display(),
        args.card_file.display(),
    ))
}
