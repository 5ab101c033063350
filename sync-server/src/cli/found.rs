use std::path::PathBuf;

use amanat_server::Clock;
use clap::Args;
use fast_qr::QRBuilder;

use super::{Outcome, say};

#[derive(Args)]
pub struct Found {
    /// The data folder
    #[arg(long, env = "AMANAT_DATA", default_value = "data")]
    data: PathBuf,
    /// Where people will reach the endpoint, such as https://college.example [default: as said before, or
    /// http://localhost:8480]
    #[arg(long, env = "AMANAT_ORIGIN")]
    origin: Option<String>,
    /// What the college calls its endpoint
    #[arg(long, env = "AMANAT_NAME")]
    name: Option<String>,
    /// Make a further link although an earlier one was used
    #[arg(long)]
    again: bool,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

impl Found {
    pub async fn run(self) -> Outcome {
        let clock = Clock::system();
        let founded = amanat_server::found::found(
            &self.data,
            self.origin.as_deref(),
            self.name,
            self.again,
            &clock,
        )
        .await?;
        if self.json {
            return say(&serde_json::to_string(&founded)?);
        }
        say("The first coordinator's founding link. It works once, within 14 days:\n")?;
        say(&format!("  {}\n", founded.link))?;
        // A link too long for a QR code is still a link.
        if let Ok(code) = QRBuilder::new(founded.link).build() {
            say(&code.to_str())?;
        }
        Ok(())
    }
}
