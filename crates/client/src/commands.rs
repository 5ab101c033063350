//! What each command does. Each is a use case with a file of its own.
//!
//! There are two kinds: what one needs in order to begin and to write, and everything else. A browser fetches the code
//! of the second when the first stands (docs/decisions/0021), so nothing here of the first may call into the second.

use amanat_messages::{Command, Done, Problem};

use crate::client::Client;
use crate::ports::Platform;
use crate::sharing::Delegation;
use crate::vault::Restore;

/// Whether a command is needed in order to begin and to write.
#[must_use]
pub const fn is_first(command: &Command) -> bool {
    matches!(
        command,
        Command::Found { .. }
            | Command::Join { .. }
            | Command::ConfirmCard { .. }
            | Command::Lock
            | Command::CreateItem { .. }
            | Command::SaveDraft { .. }
            | Command::CloseItem { .. }
            | Command::Storage { .. }
    )
}

impl<P: Platform> Client<P> {
    /// Does what a command asks.
    ///
    /// # Errors
    /// A [`Problem`] that names the remedy; nothing is lost by any of them.
    pub async fn run(&self, command: Command) -> Result<Done, Problem> {
        if is_first(&command) {
            self.run_first(command).await
        } else {
            self.run_later(command).await
        }
    }

    /// As [`Self::run`], for commands that [`is_first`] names.
    ///
    /// # Errors
    /// As [`Self::run`].
    pub async fn run_first(&self, command: Command) -> Result<Done, Problem> {
        let done = match command {
            Command::Found {
                link,
                name,
                passphrase,
                first_part,
                small_device,
            } => {
                self.found(&link, &name, &passphrase, &first_part, small_device)
                    .await
            }
            Command::Join {
                link,
                name,
                passphrase,
                first_part,
                small_device,
            } => {
                self.join_programme(&link, &name, &passphrase, &first_part, small_device)
                    .await
            }
            Command::ConfirmCard { answers } => self.confirm_card(&answers).await,
            Command::Lock => self.lock().await,
            Command::CreateItem { part } => self.create_item(part),
            Command::SaveDraft {
                item,
                number,
                content,
            } => self.save_draft(item, number, content).await,
            Command::CloseItem { item } => self.close_item(item).await,
            Command::Storage { .. } => Ok(Done::Ok),
            _ => Err(Problem::Fault),
        };
        self.changed();
        done
    }

    /// As [`Self::run`], for all other commands.
    ///
    /// # Errors
    /// As [`Self::run`].
    pub async fn run_later(&self, command: Command) -> Result<Done, Problem> {
        let done = match command {
            Command::Restore {
                card,
                passphrase,
                remove_other_devices,
                replace,
                small_device,
            } => {
                let how = Restore {
                    remove_other_devices,
                    replace,
                    small_device,
                };
                self.restore(&card, &passphrase, how).await
            }
            Command::Unlock { passphrase } => self.unlock(&passphrase).await,
            Command::ChangePassphrase { current, new } => {
                self.change_passphrase(&current, &new).await
            }
            Command::Rename { name } => self.rename(&name).await,
            Command::CreatePart { name } => self.create_part(&name).await,
            Command::RenamePart { part, name } => self.rename_part(part, &name).await,
            Command::Trash { item } => self.trash(item).await,
            Command::Untrash { item } => self.untrash(item).await,
            Command::Revert { item, revision } => self.revert(item, revision).await,
            Command::Settle { item, content } => self.settle(item, content).await,
            Command::Sync => self.sync().await,
            command => self.run_with_others(command).await,
        };
        self.changed();
        done
    }

    /// Commands that other people are part of.
    async fn run_with_others(&self, command: Command) -> Result<Done, Problem> {
        match command {
            Command::FoundProgramme { name } => self.found_programme(&name).await,
            Command::ConfirmProgrammeCard { answers } => {
                self.confirm_programme_card(&answers).await
            }
            Command::Invite { role, labels, days } => self.invite(role, &labels, days).await,
            Command::WithdrawInvitation { invitation } => {
                self.withdraw_invitation(invitation).await
            }
            Command::Appoint { person, card } => self.appoint(person, &card).await,
            Command::Pair {
                mentor,
                mentees,
                group,
            } => self.pair(mentor, mentees, group).await,
            Command::Delegate {
                part,
                person,
                comment,
                already_here,
                until,
            } => {
                let wish = Delegation {
                    part,
                    person,
                    comment,
                    already_here,
                    until,
                };
                self.delegate(wish).await
            }
            Command::TakeBack { grant } => self.take_back(grant).await,
            Command::Comment {
                owner,
                item,
                reply_to,
                text,
            } => self.comment(owner, item, reply_to, &text).await,
            Command::SaveNote { about, note, text } => self.save_note(about, note, &text).await,
            Command::KeepBegun { field, text } => self.keep_begun(field, text).await,
            Command::Verify { person } => self.verify_person(person).await,
            Command::Scan { code } => self.scan(&code).await,
            Command::Opened { item, .. } => self.opened(item).await,
            Command::Raise { text, anonymous } => self.raise(&text, anonymous).await,
            Command::SendAnyway { owner } => self.send_anyway(owner).await,
            Command::Dismiss { notice } => self.dismiss(notice).await,
            _ => Err(Problem::Fault),
        }
    }
}
