//! The command line.

use std::path::PathBuf;

use clap::{Args as ClapArgs, Parser, Subcommand};

/// Opens a vault of Amanat without a browser.
#[derive(Parser)]
#[command(name = "amanat", version)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Make a vault from a founding link
    Found(Found),
    /// Get a vault back with its recovery card
    Restore(Restore),
    /// List what is written, newest first: id, day, part, title
    List(Vault),
    /// Print an item, or all of them, as Markdown
    Print(Print),
    /// Keep a text as a new item; a first line that begins with "# " is its title
    Add(Add),
    /// Send and fetch
    Sync(Vault),
    /// List the circles: id, entries, name
    Circles(Vault),
    /// List a circle's entries: name, sealed bytes
    Entries(Circle),
    /// Write an entry's sealed payload, an age file, to a file
    Payload(Payload),
    /// Print a circle's keys, or all, as age identities, for `age -d -i`
    ExportKeys(ExportKeys),
    /// Open a sealed payload with this vault's keys and print what it says
    Decrypt(Decrypt),
    /// Fill a new server on this computer with a made-up college and a year of its writing
    Demo(Demo),
}

/// Which vault.
#[derive(ClapArgs)]
pub(crate) struct Vault {
    /// The vault's folder
    #[arg(long, env = "AMANAT_VAULT", value_name = "FOLDER")]
    pub vault: PathBuf,
    /// Read the passphrase from this file instead of asking
    #[arg(long, value_name = "FILE")]
    pub passphrase_file: Option<PathBuf>,
}

#[derive(ClapArgs)]
pub(crate) struct Found {
    #[command(flatten)]
    pub vault: Vault,
    /// File with the founding link; - for standard input
    #[arg(long, value_name = "FILE")]
    pub link_file: PathBuf,
    /// What to be called
    #[arg(long)]
    pub name: String,
    /// Name of the first part
    #[arg(long, default_value = "Reflections")]
    pub part: String,
    /// New file for the recovery card's 24 words
    #[arg(long, value_name = "FILE")]
    pub card_file: PathBuf,
}

#[derive(ClapArgs)]
pub(crate) struct Restore {
    #[command(flatten)]
    pub vault: Vault,
    /// Where the server is: https:// and its name
    #[arg(long, value_name = "ORIGIN")]
    pub server: String,
    /// File with the card's words or the text of its QR; - for standard input
    #[arg(long, value_name = "FILE")]
    pub card_file: PathBuf,
    /// Also shut out every other device of this person
    #[arg(long)]
    pub remove_other_devices: bool,
    /// Give up the vault that is in the folder
    #[arg(long)]
    pub replace: bool,
}

#[derive(ClapArgs)]
pub(crate) struct Print {
    #[command(flatten)]
    pub vault: Vault,
    /// The item's id, as listed
    #[arg(required_unless_present = "all")]
    pub item: Option<String>,
    /// Everything that is not in the trash, newest first
    #[arg(long, conflicts_with = "item")]
    pub all: bool,
}

#[derive(ClapArgs)]
pub(crate) struct Add {
    #[command(flatten)]
    pub vault: Vault,
    /// The text; - for standard input
    pub file: PathBuf,
}

#[derive(ClapArgs)]
pub(crate) struct Circle {
    #[command(flatten)]
    pub vault: Vault,
    /// The circle's id, as listed
    #[arg(long)]
    pub circle: String,
}

#[derive(ClapArgs)]
pub(crate) struct Payload {
    #[command(flatten)]
    pub vault: Vault,
    /// The entry's name, as listed
    #[arg(long)]
    pub entry: String,
    /// New file for the payload
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
}

#[derive(ClapArgs)]
pub(crate) struct ExportKeys {
    #[command(flatten)]
    pub vault: Vault,
    /// The circle's id, as listed
    #[arg(long, required_unless_present = "all")]
    pub circle: Option<String>,
    /// Every key this vault opens anything with, each after a comment that says what
    #[arg(long, conflicts_with = "circle")]
    pub all: bool,
    /// Yes: whoever sees what is printed can read everything it opens, and that cannot be taken back
    #[arg(long, required = true)]
    pub print_secret_keys: bool,
}

#[derive(ClapArgs)]
pub(crate) struct Decrypt {
    #[command(flatten)]
    pub vault: Vault,
    /// The sealed payload
    pub file: PathBuf,
}

#[derive(ClapArgs)]
pub(crate) struct Demo {
    /// Where the server is: http://localhost and its port, and nowhere else
    #[arg(long, value_name = "ORIGIN")]
    pub server: String,
    /// File with the server's founding link; - for standard input
    #[arg(long, value_name = "FILE")]
    pub link_file: PathBuf,
    /// Another number makes the same college with other keys
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// Print the people's cards as JSON
    #[arg(long)]
    pub json: bool,
}
