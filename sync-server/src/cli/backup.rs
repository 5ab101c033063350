use std::path::PathBuf;

use clap::Args;

use super::{Outcome, say};

#[derive(Args)]
pub struct Backup {
    /// The data folder; it may be served meanwhile
    #[arg(long, env = "AMANAT_DATA", default_value = "data")]
    data: PathBuf,
    /// The file to write, which must not exist
    #[arg(long)]
    to: PathBuf,
}

#[derive(Args)]
pub struct Restore {
    /// The data folder to make; it must have no endpoint in it
    #[arg(long, env = "AMANAT_DATA", default_value = "data")]
    data: PathBuf,
    /// The backup
    #[arg(long)]
    from: PathBuf,
}

impl Backup {
    pub fn run(self) -> Outcome {
        let bytes = amanat_server::backup::backup(&self.data, &self.to)?;
        say(&format!("{bytes} bytes, checked, in {}", self.to.display()))
    }
}

impl Restore {
    pub fn run(self) -> Outcome {
        let bytes = amanat_server::backup::restore(&self.from, &self.data)?;
        say(&format!(
            "{bytes} bytes, checked, in {}",
            self.data.display()
        ))?;
        say("Devices that meet this server will send again what the backup lacks.")
    }
}
