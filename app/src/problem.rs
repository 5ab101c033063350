//! Each problem in words: what happened, where the words are, what to do.

use amanat_messages::Problem;

use crate::components::intl::number;
use crate::i18n::{Locale, td_string};

/// The sentence for a problem, in the reader's language. It never quotes what somebody wrote.
#[must_use]
pub fn sentence(l: Locale, problem: &Problem) -> String {
    let text = match problem {
        Problem::WrongPassphrase => td_string!(l, problem.wrong_passphrase),
        Problem::PassphraseTooShort { min } => {
            return td_string!(l, problem.passphrase_too_short, min = number(l, *min));
        }
        Problem::NameInvalid { max } => {
            return td_string!(l, problem.name_invalid, max = number(l, *max));
        }
        Problem::CardWordCount { got } => {
            return td_string!(l, problem.card_word_count, got = number(l, *got));
        }
        Problem::CardWordUnknown { place } => {
            return td_string!(l, problem.card_word_unknown, place = number(l, *place));
        }
        Problem::CardMistyped => td_string!(l, problem.card_mistyped),
        Problem::CardUnknownHere => td_string!(l, problem.card_unknown_here),
        Problem::CardStateRefused => td_string!(l, problem.card_state_refused),
        Problem::CardAnswerWrong { place } => {
            return td_string!(l, problem.card_answer_wrong, place = number(l, *place));
        }
        Problem::LinkUnreadable => td_string!(l, problem.link_unreadable),
        Problem::LinkElsewhere { origin } => {
            return td_string!(l, problem.link_elsewhere, origin = origin);
        }
        Problem::LinkUsed => td_string!(l, problem.link_used),
        Problem::LinkExpired => td_string!(l, problem.link_expired),
        Problem::LinkUnknown => td_string!(l, problem.link_unknown),
        Problem::ClockWrong { days } => {
            return td_string!(
                l,
                problem.clock_wrong,
                days = number(l, days.unsigned_abs())
            );
        }
        Problem::ServerUnreachable => td_string!(l, problem.server_unreachable),
        Problem::ServerSlow => td_string!(l, problem.server_slow),
        Problem::ServerFull => td_string!(l, problem.server_full),
        Problem::QuotaReached => td_string!(l, problem.quota_reached),
        Problem::ServerNonsense => td_string!(l, problem.server_nonsense),
        Problem::ServerRefused => td_string!(l, problem.server_refused),
        Problem::ServerBusy { retry_after } => {
            return td_string!(l, problem.server_busy, seconds = number(l, *retry_after));
        }
        Problem::ServerRolledBack => td_string!(l, problem.server_rolled_back),
        Problem::StorageRefused => td_string!(l, problem.storage_refused),
        Problem::StorageFull => td_string!(l, problem.storage_full),
        Problem::StorageFailed => td_string!(l, problem.storage_failed),
        Problem::AppTooOld => td_string!(l, problem.app_too_old),
        Problem::NothingHere => td_string!(l, problem.nothing_here),
        Problem::AlreadyHere => td_string!(l, problem.already_here),
        Problem::Locked => td_string!(l, problem.locked),
        Problem::CardNotConfirmed => td_string!(l, problem.card_not_confirmed),
        Problem::TooLong { limit_kb } => {
            return td_string!(l, problem.too_long, limit = number(l, *limit_kb));
        }
        Problem::TooManyTags { max } => {
            return td_string!(l, problem.too_many_tags, max = number(l, *max));
        }
        Problem::NotFound => td_string!(l, problem.not_found),
        Problem::RecordLocked => td_string!(l, problem.record_locked),
        Problem::InvitationUnreadable => td_string!(l, problem.invitation_unreadable),
        Problem::InvitationExpired => td_string!(l, problem.invitation_expired),
        Problem::PersonUnknown => td_string!(l, problem.person_unknown),
        Problem::PersonStopped => td_string!(l, problem.person_stopped),
        Problem::CodeUnknown => td_string!(l, problem.code_unknown),
        Problem::CodeDiffers => td_string!(l, problem.code_differs),
        Problem::CodeNotNow => td_string!(l, problem.code_not_now),
        Problem::AlreadyShown => td_string!(l, problem.already_shown),
        Problem::NotAllowed => td_string!(l, problem.not_allowed),
        Problem::AlreadyProgramme => td_string!(l, problem.already_programme),
        Problem::NoOfficer => td_string!(l, problem.no_officer),
        Problem::ProgrammeCardWrong => td_string!(l, problem.programme_card_wrong),
        Problem::Fault => td_string!(l, problem.fault),
    };
    text.to_owned()
}

/// Whether a failed sync is mere weather: it passes by itself, and one quiet line is enough.
#[must_use]
pub const fn passes_by_itself(problem: &Problem) -> bool {
    matches!(
        problem,
        Problem::ServerUnreachable | Problem::ServerSlow | Problem::ServerBusy { .. }
    )
}
