//! What the page asks for.

use amanat_mentoring::id::{ItemId, PartId, RevisionId};
use amanat_mentoring::item::{Content, Millis};
use serde::{Deserialize, Serialize};

/// Something to do. Text fields are what the person typed, unchecked.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub enum Command {
    /// Make a vault from the server's founding link: keys, account, self circle, first part. Needs the
    /// network once. The recovery card is then waiting in [`crate::Query::Card`].
    Found {
        /// The link as opened or pasted.
        link: String,
        /// What to be called.
        name: String,
        /// Locks this device. Never leaves it.
        passphrase: String,
        /// Name of the first part, in the person's language.
        first_part: String,
        /// True on small or slow devices: a lighter passphrase hash (scrypt 2^16 instead of 2^17).
        small_device: bool,
    },
    /// Get everything back onto this empty device with the recovery card.
    Restore {
        /// The 24 words, or the text of the card's QR.
        card: String,
        /// Locks this device from now on.
        passphrase: String,
        /// Give up the vault that is on this device, whose passphrase is forgotten. What it had not yet sent
        /// is lost; everything the server has comes back.
        replace: bool,
        /// Also shut out every other device of this person, as after a theft or loss.
        remove_other_devices: bool,
        /// See [`Command::Found`].
        small_device: bool,
    },
    /// Prove that the card was written down: three words by their places. On success the card's secret is
    /// deleted from this device and writing is allowed.
    ConfirmCard {
        /// The places asked for in [`crate::CardView`] and what was typed.
        answers: Vec<CardAnswer>,
    },
    /// Open the vault.
    Unlock {
        /// As typed.
        passphrase: String,
    },
    /// Write everything down and forget the keys; the page then ends this worker.
    Lock,
    /// Replace the passphrase.
    ChangePassphrase {
        /// The present one.
        current: String,
        /// The new one.
        new: String,
    },
    /// Change the name in the person's own profile.
    Rename {
        /// What to be called.
        name: String,
    },
    /// A new, private part.
    CreatePart {
        /// Its name.
        name: String,
    },
    /// Give a part another name.
    RenamePart {
        /// Which.
        part: PartId,
        /// Its new name.
        name: String,
    },
    /// Reserve an item in a part. Nothing is stored until its first draft.
    CreateItem {
        /// Where it will live. None: the first part.
        part: Option<PartId>,
    },
    /// Keep this text. Answered once it is durable on this device.
    SaveDraft {
        /// Which item.
        item: ItemId,
        /// Counts up within one editing; only the acknowledgement of the newest number means "Saved".
        number: u64,
        /// The whole text.
        content: Content,
    },
    /// Editing has ended for now: the draft may become an entry and be sent.
    CloseItem {
        /// Which item.
        item: ItemId,
    },
    /// Move to the trash, for 30 days.
    Trash {
        /// Which item.
        item: ItemId,
    },
    /// Take out of the trash.
    Untrash {
        /// Which item.
        item: ItemId,
    },
    /// Make an older revision the newest (as a new revision; nothing is removed).
    Revert {
        /// Which item.
        item: ItemId,
        /// Which reading to go back to.
        revision: RevisionId,
    },
    /// Settle a conflict with this text.
    Settle {
        /// Which item.
        item: ItemId,
        /// The text that replaces all heads.
        content: Content,
    },
    /// Send and fetch now.
    Sync,
    /// What the page knows of the device: shown in settings, and used to word storage warnings.
    Storage {
        /// Whether the browser promised not to evict (`persist()`).
        persisted: Option<bool>,
        /// Whether the browser says it is online. Only decides whether to probe at once.
        online: bool,
        /// The page's clock, for the idle sync timer.
        now: Millis,
    },
}

/// A word of the card, typed back.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct CardAnswer {
    /// 1 to 24.
    pub place: u8,
    /// As typed.
    pub word: String,
}

/// What came of a command that went well.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub enum Done {
    /// Nothing more to say.
    Ok,
    /// The item that was reserved.
    Created(ItemId),
    /// The part that was made.
    Part(PartId),
    /// The draft with this number is durable on this device.
    Saved {
        /// From [`Command::SaveDraft`].
        number: u64,
    },
    /// The vault is restored.
    Restored {
        /// Items that came back.
        items: u32,
        /// Whether another device or person could confirm that this is the newest state. False on a
        /// restore where nobody else could be asked: the app says so.
        confirmed: bool,
    },
}

// Commands carry passphrases and private text: neither may reach a log through a stray `{:?}`.
impl core::fmt::Debug for Command {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Command(..)")
    }
}

impl core::fmt::Debug for CardAnswer {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "CardAnswer(place {})", self.place)
    }
}
