//! Printing secret keys, for a person who wants to open what is theirs with age's own tools.

use amanat_client::inspect::Opens;

use super::look::named;
use super::{Outcome, open, say};
use crate::args::ExportKeys;

pub(super) async fn run(args: ExportKeys) -> Outcome {
    let client = open(&args.vault).await?;
    let Some(circle) = args.circle else {
        let keys = client.expose_all_keys()?;
        // Comments to age too: what is printed is an identity file as it stands.
        return keys.iter().try_for_each(|key| {
            say(&comment(&key.opens))?;
            say(&key.identity)
        });
    };
    let keys = client.expose_circle_keys(&circle);
    let keys = keys.map_err(|problem| named(problem, &circle))?;
    keys.iter().try_for_each(|key| say(key))
}

fn comment(opens: &Opens) -> String {
    match opens {
        Opens::Person(generation) => format!("# person, generation {generation}"),
        Opens::Epoch { circle, epoch } => format!("# circle {circle}, epoch {epoch}"),
    }
}
