//! What the page asks for.

use amanat_mentoring::begun::Begun;
use amanat_mentoring::fact::PersonRole;
use amanat_mentoring::id::{ItemId, PartId, PersonRef, RevisionId};
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
        /// True on devices with little memory: a lighter passphrase hash (scrypt 2^16 instead of 2^17).
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
    /// Join with an invitation: keys, account, own circle, first part. Needs the network once. The recovery
    /// card is then waiting, as after [`Command::Found`].
    Join {
        /// The link as opened, scanned or pasted.
        link: String,
        /// What to be called.
        name: String,
        /// Locks this device. Never leaves it.
        passphrase: String,
        /// Name of the first part, in the person's language.
        first_part: String,
        /// See [`Command::Found`].
        small_device: bool,
    },
    /// Found the programme: its key and its three circles. The programme's card is then waiting in
    /// [`crate::Query::ProgrammeCard`].
    FoundProgramme {
        /// Its name.
        name: String,
    },
    /// As [`Command::ConfirmCard`], for the programme's card.
    ConfirmProgrammeCard {
        /// The places asked for and what was typed.
        answers: Vec<CardAnswer>,
    },
    /// Make invitations, one for each label. They wait in [`crate::Query::Programme`].
    Invite {
        /// As what.
        role: PersonRole,
        /// For whom, in the coordinator's words; may be empty texts. 1 to 60.
        labels: Vec<String>,
        /// How long they are good, 1 to 90.
        days: u16,
    },
    /// Make an invitation worthless.
    WithdrawInvitation {
        /// Which.
        invitation: ItemId,
    },
    /// Name a further coordinator; needs the programme's card.
    Appoint {
        /// Who. A member already.
        person: PersonRef,
        /// The 24 words of the programme's card, or the text of its QR.
        card: String,
    },
    /// Pair a mentor with mentees and introduce them to each other.
    Pair {
        /// The mentor.
        mentor: PersonRef,
        /// At least one; more only in a group.
        mentees: Vec<PersonRef>,
        /// A group with one circle, or one and one.
        group: bool,
    },
    /// Show a part to somebody. Takes effect with the next sync; until then nothing new in it is sent.
    Delegate {
        /// What.
        part: PartId,
        /// To whom.
        person: PersonRef,
        /// Whether they may comment.
        comment: bool,
        /// Also what is already there; else only what is written from now on.
        already_here: bool,
        /// When it ends by itself.
        until: Option<Millis>,
    },
    /// Take it back. Takes effect with the next sync; until then nothing new in the part is sent.
    TakeBack {
        /// From [`crate::GrantView`].
        grant: ItemId,
    },
    /// Comment on an item.
    Comment {
        /// Whose item; none for one's own.
        owner: Option<PersonRef>,
        /// Which item.
        item: ItemId,
        /// In answer to which comment.
        reply_to: Option<ItemId>,
        /// The words.
        text: String,
    },
    /// Keep a note about somebody, for oneself alone.
    SaveNote {
        /// About whom.
        about: PersonRef,
        /// Which note; none for a new one.
        note: Option<ItemId>,
        /// The words; empty to throw it away.
        text: String,
    },
    /// Keep what stands in a field and was not given yet. Answered once it is durable on this device.
    KeepBegun {
        /// Which field.
        field: Begun,
        /// The words; empty when none wait any more.
        text: String,
    },
    /// The eight words were compared in person and are the same.
    Verify {
        /// Whose.
        person: PersonRef,
    },
    /// Compare with what another person's QR says.
    Scan {
        /// The QR's text.
        code: String,
    },
    /// An item of somebody else was opened here.
    Opened {
        /// Whose.
        owner: PersonRef,
        /// Which.
        item: ItemId,
    },
    /// Send a concern to the safety officer.
    Raise {
        /// The words.
        text: String,
        /// Without a name: the officer cannot tell who wrote it, nor answer.
        anonymous: bool,
    },
    /// Send words that are held back because the owner's app was not heard of for a week.
    SendAnyway {
        /// Whose part.
        owner: PersonRef,
    },
    /// Do not show a notice again.
    Dismiss {
        /// From [`crate::Notice`].
        notice: [u8; 16],
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
    /// The person whose QR was scanned: the same key.
    Verified(PersonRef),
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
