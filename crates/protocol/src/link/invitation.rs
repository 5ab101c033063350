//! The invitation link: `<origin>/#join=1-<code>`.
//!
//! All it says stands in the fragment, which browsers do not send: no server learns who invites whom, nor
//! the secret. The invited person's app takes the programme's key from here and from nowhere else.

use data_encoding::BASE32_NOPAD;
use serde::{Deserialize, Serialize};

use super::LinkError;
use crate::codec;
use crate::id::PersonId;
use crate::name::is_name;

/// What an invitation link says. No `Debug`: it holds a secret.
#[derive(Clone, PartialEq, Eq)]
pub struct InvitationLink {
    /// Scheme, host and port; empty when only the code was given.
    pub origin: String,
    /// The programme's verification key (Ed25519).
    pub programme: [u8; 32],
    /// What the programme is called, for the first screen ([`is_name`]). Unsigned, so it is shown as
    /// what the link says.
    pub name: String,
    /// The coordinator who invites.
    pub person: PersonId,
    /// The recipient (X25519) of the coordinator's encryption key, to which the answer is sealed.
    pub recipient: [u8; 32],
    /// What the invited person will be: 0 mentee, 1 mentor, 2 coordinator, 3 chair, 4 safety officer.
    pub role: u8,
    /// When it ends, Unix seconds.
    pub expires: u64,
    /// The secret from which join token and answer key follow.
    pub secret: [u8; 16],
}

/// What the code encodes.
#[derive(Serialize, Deserialize)]
struct Code {
    programme: [u8; 32],
    name: String,
    person: PersonId,
    recipient: [u8; 32],
    role: u8,
    expires: u64,
    secret: [u8; 16],
}

/// The highest role there is.
const LAST_ROLE: u8 = 4;
/// The longest text that is looked at: a QR holds less, a mail program may break lines.
const MAX_TEXT: usize = 2048;
/// The longest code, decoded.
const MAX_CODE: usize = 512;

impl InvitationLink {
    /// The link to hand on.
    #[must_use]
    pub fn format(&self) -> String {
        let code = codec::encode(&Code {
            programme: self.programme,
            name: self.name.clone(),
            person: self.person,
            recipient: self.recipient,
            role: self.role,
            expires: self.expires,
            secret: self.secret,
        });
        let code = BASE32_NOPAD.encode(&code).to_ascii_lowercase();
        format!("{}/#join=1-{code}", self.origin)
    }

    /// Reads a link, or the part after `#`, or the bare code, as people paste them: with line breaks in it
    /// and quotes or brackets around it.
    ///
    /// # Errors
    /// [`LinkError`] when there is no code of version 1 in it, or the code says what cannot be.
    pub fn parse(text: &str) -> Result<Self, LinkError> {
        if text.len() > MAX_TEXT {
            return Err(LinkError);
        }
        let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        let text = text.trim_matches(|c| "<>()[]\"'.,;".contains(c));
        let (origin, fragment) = match text.split_once('#') {
            Some((before, after)) => (before.trim_end_matches('/'), after),
            None => ("", text),
        };
        let code = fragment.strip_prefix("join=").unwrap_or(fragment);
        let code = code.strip_prefix("1-").ok_or(LinkError)?;
        let raw = BASE32_NOPAD
            .decode(code.to_ascii_uppercase().as_bytes())
            .map_err(|_| LinkError)?;
        let code: Code = codec::decode(&raw, MAX_CODE).map_err(|_| LinkError)?;
        if code.role > LAST_ROLE || !is_name(&code.name) {
            return Err(LinkError);
        }
        Ok(Self {
            origin: origin.to_owned(),
            programme: code.programme,
            name: code.name,
            person: code.person,
            recipient: code.recipient,
            role: code.role,
            expires: code.expires,
            secret: code.secret,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hash::Hash;
    use crate::link::{AnyLink, FoundingLink};
    use proptest::prelude::*;

    fn link() -> InvitationLink {
        InvitationLink {
            origin: "https://amanat.example.edu".into(),
            programme: [1; 32],
            name: "Mentoring · رہنمائی".into(),
            person: PersonId(Hash([2; 32])),
            recipient: [3; 32],
            role: 1,
            expires: 1_790_000_000,
            secret: [4; 16],
        }
    }

    #[test]
    fn reads_what_it_prints_and_what_people_paste() {
        let text = link().format();
        assert!(InvitationLink::parse(&text).is_ok_and(|l| l == link()));
        let (_, code) = text.split_once("join=").unwrap();
        let broken: String = text
            .chars()
            .enumerate()
            .flat_map(|(i, c)| [c, if i % 76 == 75 { '\n' } else { ' ' }])
            .collect();
        for pasted in [
            format!("  <{text}>.\n"),
            format!("\"{text}\""),
            broken,
            format!("#join={code}"),
            format!("join={}", code.to_ascii_uppercase()),
            code.to_owned(),
        ] {
            let read = InvitationLink::parse(&pasted);
            assert!(read.is_ok_and(|l| l.secret == [4; 16]), "{pasted}");
        }
        assert!(text.len() < 512, "{}", text.len());
    }

    #[test]
    fn says_which_of_the_two_it_is() {
        let founding = FoundingLink {
            origin: "http://localhost:8480".into(),
            token: [7; 16],
        };
        for text in [founding.format(), "1-a4dqobyha4dqobyha4dqobyha4".into()] {
            assert!(
                matches!(AnyLink::parse(&text), Ok(AnyLink::Founding(l)) if l.token == [7; 16])
            );
        }
        let text = link().format();
        let bare = text.split_once("join=").map(|(_, code)| code.to_owned());
        for text in [text, bare.unwrap()] {
            assert!(
                matches!(AnyLink::parse(&text), Ok(AnyLink::Invitation(l)) if l.secret == [4; 16])
            );
        }
        assert!(AnyLink::parse("https://example.edu/").is_err());
    }

    #[test]
    fn refuses_what_cannot_be() {
        let bad = |change: &dyn Fn(&mut InvitationLink)| {
            let mut link = link();
            change(&mut link);
            InvitationLink::parse(&link.format()).is_err()
        };
        assert!(bad(&|l| l.role = 5));
        for name in [
            "",
            " x",
            "x\n",
            "x".repeat(61).as_str(),
            "a\u{202e}b",
            "\u{2066}a",
        ] {
            assert!(bad(&|l| l.name = name.to_owned()), "{name}");
        }
        let text = link().format();
        for text in [
            text.replace("join=1-", "join=2-"),
            text.replace("join=", "found="),
            format!("{text}a"),
            format!("{}#{text}", "x".repeat(MAX_TEXT)),
            String::new(),
            "1-".into(),
        ] {
            assert!(InvitationLink::parse(&text).is_err(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "\\PC*", code in "[a-z2-7]{0,700}") {
            let _ = AnyLink::parse(&text);
            let _ = AnyLink::parse(&format!("https://x/#join=1-{code}"));
        }

        #[test]
        fn a_turned_letter_never_reads_as_the_same(at in 0_usize..200, to in "[a-z2-7]") {
            let text = link().format();
            let start = text.find("1-").unwrap() + 2;
            let mut bytes = text.into_bytes();
            let at = start + at % (bytes.len() - start);
            prop_assume!(bytes[at] != to.as_bytes()[0]);
            bytes[at] = to.as_bytes()[0];
            let read = InvitationLink::parse(core::str::from_utf8(&bytes).unwrap());
            prop_assert!(!read.is_ok_and(|l| l == link()));
        }
    }
}
