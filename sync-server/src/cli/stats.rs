use std::path::PathBuf;

use clap::Args;

use super::{Outcome, say};

#[derive(Args)]
pub struct Stats {
    /// The data folder
    #[arg(long, env = "AMANAT_DATA", default_value = "data")]
    data: PathBuf,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

impl Stats {
    pub async fn run(self) -> Outcome {
        let stats = amanat_server::stats::stats(&self.data).await?;
        if self.json {
            say(&serde_json::to_string(&stats)?)
        } else {
            say(&stats.to_string())
        }
    }
}
