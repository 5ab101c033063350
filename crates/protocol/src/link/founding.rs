//! The founding link: `<origin>/#found=1-<code>`.
//!
//! The secret stands in the fragment, which browsers do not send. It can be used once, so it is worth
//! nothing in a browser's history.

use data_encoding::BASE32_NOPAD;

use super::LinkError;

/// What a founding link says.
#[derive(Clone, PartialEq, Eq)]
pub struct FoundingLink {
    /// Scheme, host and port; empty when only the code was given.
    pub origin: String,
    /// The single-use token.
    pub token: [u8; 16],
}

impl FoundingLink {
    /// The link as printed by the server.
    #[must_use]
    pub fn format(&self) -> String {
        let code = BASE32_NOPAD.encode(&self.token).to_ascii_lowercase();
        format!("{}/#found=1-{code}", self.origin)
    }

    /// Reads a link, or the part after `#`, or the bare code, as people paste them.
    ///
    /// # Errors
    /// [`LinkError`] when there is no code of version 1 in it.
    pub fn parse(text: &str) -> Result<Self, LinkError> {
        let text = text.trim();
        if text.len() > 512 {
            return Err(LinkError);
        }
        let (origin, fragment) = match text.split_once('#') {
            Some((before, after)) => (before.trim_end_matches('/'), after),
            None => ("", text),
        };
        let code = fragment.strip_prefix("found=").unwrap_or(fragment);
        let code = code.strip_prefix("1-").ok_or(LinkError)?;
        let raw = BASE32_NOPAD
            .decode(code.to_ascii_uppercase().as_bytes())
            .map_err(|_| LinkError)?;
        let token = raw.try_into().map_err(|_| LinkError)?;
        Ok(Self {
            origin: origin.to_owned(),
            token,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_it_prints_and_what_people_paste() {
        let link = FoundingLink {
            origin: "http://localhost:8480".into(),
            token: [7; 16],
        };
        let text = link.format();
        assert_eq!(
            FoundingLink::parse(&format!("  {text}\n")).unwrap().token,
            [7; 16]
        );
        assert_eq!(
            FoundingLink::parse(&text).unwrap().origin,
            "http://localhost:8480"
        );
        let code = text.split('#').next_back().unwrap();
        assert_eq!(FoundingLink::parse(code).unwrap().origin, "");
        for bad in [
            "",
            "#",
            "http://x/#found=2-aa",
            "1-",
            "1-zzzz",
            "found=1-aaaaaaaa",
        ] {
            assert!(FoundingLink::parse(bad).is_err(), "{bad}");
        }
    }
}
