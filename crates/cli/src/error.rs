//! What is said when it did not work: what happened, and what to do.

use std::path::PathBuf;

use amanat_messages::Problem;

#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    #[error("{}", sentence(.0))]
    Vault(Problem),
    #[error("{}: {error}", path.display())]
    File {
        path: PathBuf,
        error: std::io::Error,
    },
    #[error(transparent)]
    Io(#[from] std::io::Error),
    #[error("the vault in {} is open in another `amanat`; wait for it to end", .0.display())]
    InUse(PathBuf),
    #[error("{} is damaged in the middle; get it back with `amanat restore --replace`", .0.display())]
    Damaged(PathBuf),
    #[error(
        "no passphrase: set AMANAT_PASSPHRASE, give --passphrase-file, or run this in a terminal"
    )]
    NoPassphrase,
    #[error("{0} is no origin; it looks like https://college.example (http only for localhost)")]
    Origin(String),
    #[error(
        "{0} is no id of an item, circle or entry here; `list`, `circles` and `entries` name them"
    )]
    Name(String),
    #[error("none of this vault's keys opens it")]
    Locked,
    #[error(
        "{0} is not this computer: everybody can compute the keys of the demonstration's people"
    )]
    DemoElsewhere(String),
    #[error("the demonstration came to a halt ({at}): {}", sentence(.problem))]
    Demo { at: String, problem: Problem },
    #[error("the network client did not start: {0}")]
    Network(reqwest::Error),
}

impl From<Problem> for Error {
    fn from(problem: Problem) -> Self {
        Self::Vault(problem)
    }
}

fn sentence(problem: &Problem) -> String {
    let fixed = match problem {
        Problem::WrongPassphrase => "that passphrase does not open this vault",
        Problem::CardMistyped => "these words exist, but together they are no card: one is wrong",
        Problem::CardUnknownHere => {
            "this server keeps nothing for this card; is it the right server?"
        }
        Problem::CardStateRefused => "the server shows less than the card's owner left there",
        Problem::LinkUnreadable => "this is no founding link",
        Problem::LinkUsed => "this founding link was used before; ask for another",
        Problem::LinkExpired => "this founding link is past its date; ask for another",
        Problem::LinkUnknown => "the server does not know this founding link",
        Problem::ServerUnreachable => "the server does not answer; check the connection",
        Problem::ServerSlow => "the server is too slow to wait for; try again later",
        Problem::ServerFull => "the server has no room left; tell whoever runs it",
        Problem::QuotaReached => "this account's room on the server is used up",
        Problem::ServerNonsense => {
            "the server does not speak Amanat's protocol; is it the right address?"
        }
        Problem::ServerRefused => "the server refuses this device: it was removed",
        Problem::ServerRolledBack => "the server shows less than it showed before",
        Problem::StorageRefused => "the vault's folder cannot be used",
        Problem::StorageFull => "the disk is full",
        Problem::StorageFailed => "the vault's folder cannot be read or written",
        Problem::AppTooOld => "a newer amanat wrote this vault; update this one",
        Problem::NothingHere => {
            "there is no vault in this folder; `amanat restore` brings one back"
        }
        Problem::AlreadyHere => "there is a vault in this folder; --replace gives it up",
        Problem::NotFound => "there is no such item",
        _ => "",
    };
    if !fixed.is_empty() {
        return fixed.to_owned();
    }
    match problem {
        Problem::PassphraseTooShort { min } => {
            format!("a passphrase has at least {min} characters")
        }
        Problem::NameInvalid { max } => format!("a name has 1 to {max} characters"),
        Problem::CardWordCount { got } => format!("a card has 24 words, not {got}"),
        Problem::CardWordUnknown { place } => format!("word {place} is on no recovery card"),
        Problem::LinkElsewhere { origin } => format!("this founding link is for {origin}"),
        Problem::ServerBusy { retry_after } => format!("the server asks to wait {retry_after} s"),
        Problem::TooLong { limit_kb } => format!("a text has at most {limit_kb} kB"),
        // What only a page can run into. The name of the problem is no secret.
        other => format!("this did not work ({other:?})"),
    }
}
