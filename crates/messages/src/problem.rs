//! What can go wrong, said exactly enough to know what to do next.

use serde::{Deserialize, Serialize};

/// A problem a person may meet. The page has one sentence for each in each language, with the remedy.
/// None of them loses anything.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Problem {
    /// That passphrase does not open this device.
    WrongPassphrase,
    /// Too short to keep anybody out.
    PassphraseTooShort {
        /// Characters needed.
        min: u8,
    },
    /// A name is missing or too long.
    NameInvalid {
        /// The longest allowed, in characters.
        max: u8,
    },
    /// Not 24 words.
    CardWordCount {
        /// How many were given.
        got: u16,
    },
    /// This word is on no recovery card.
    CardWordUnknown {
        /// 1 to 24.
        place: u8,
    },
    /// All words exist, but together they are not a card: one is wrong or out of place.
    CardMistyped,
    /// A card, but this server keeps nothing under it.
    CardUnknownHere,
    /// What the server gave for this card is older than something this device already knows, or is not
    /// what the card's owner signed.
    CardStateRefused,
    /// The word asked back does not match.
    CardAnswerWrong {
        /// 1 to 24.
        place: u8,
    },
    /// Not a founding link at all.
    LinkUnreadable,
    /// A link of another server.
    LinkElsewhere {
        /// The origin in the link.
        origin: String,
    },
    /// Already used by another device.
    LinkUsed,
    /// Past its date.
    LinkExpired,
    /// The server does not know this link.
    LinkUnknown,
    /// This device's clock and the server's differ by days. Only a warning.
    ClockWrong {
        /// Positive: this device is ahead.
        days: i32,
    },
    /// No answer from the server.
    ServerUnreachable,
    /// An answer too slow to wait for.
    ServerSlow,
    /// The server has no room left, for anyone.
    ServerFull,
    /// This account's share of the server is used up.
    QuotaReached,
    /// The server answered something that is not Amanat's protocol, or broke a rule of it.
    ServerNonsense,
    /// The server refuses this device: it was removed, or the account is gone.
    ServerRefused,
    /// The server asks to wait.
    ServerBusy {
        /// Seconds.
        retry_after: u32,
    },
    /// The server shows less than it showed before, or something else in its place.
    ServerRolledBack,
    /// The browser does not let Amanat store anything (private window, blocked cookies).
    StorageRefused,
    /// The device is full.
    StorageFull,
    /// The device's storage failed in some other way.
    StorageFailed,
    /// What is stored was written by a newer Amanat.
    AppTooOld,
    /// Nothing is stored here, so there is nothing to unlock.
    NothingHere,
    /// There is a vault here already; founding or restoring would replace it.
    AlreadyHere,
    /// Unlock first.
    Locked,
    /// The card has to be confirmed before anything is written.
    CardNotConfirmed,
    /// The text is longer than one item may be. The draft stays in the page.
    TooLong {
        /// The limit, in kilobytes.
        limit_kb: u32,
    },
    /// Too many tags.
    TooManyTags {
        /// The limit.
        max: u8,
    },
    /// It is not here (any more).
    NotFound,
    /// It does not open on this device. It is kept as it is.
    RecordLocked,
    /// The invitation was made for another server or college programme, or does not hold together.
    InvitationUnreadable,
    /// The invitation is past its date. The coordinator can make a new one.
    InvitationExpired,
    /// Nobody of that name is known here.
    PersonUnknown,
    /// That person's key has two histories: scan their code in person first.
    PersonStopped,
    /// The scanned code is not a person's, or not of a person known here.
    CodeUnknown,
    /// The scanned code names another key than the one known here. Somebody may be in between.
    CodeDiffers,
    /// The scanned code is older or newer than what is known here: nothing can be said before both are up to date.
    CodeNotNow,
    /// It is shown to them already.
    AlreadyShown,
    /// Your role does not allow it.
    NotAllowed,
    /// There is a programme already.
    AlreadyProgramme,
    /// Nobody was named to receive concerns yet.
    NoOfficer,
    /// The card is not this programme's.
    ProgrammeCardWrong,
    /// A mistake of ours. What was saved is safe; reload.
    Fault,
}
