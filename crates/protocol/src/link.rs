//! The links that let somebody in: what the server prints for the founder, what a coordinator hands on.

mod founding;
mod invitation;

pub use founding::FoundingLink;
pub use invitation::InvitationLink;

/// Not such a link.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("not a link of this kind")]
pub struct LinkError;

/// A link of either kind.
#[derive(Clone, PartialEq, Eq)]
pub enum AnyLink {
    /// For the founder of a programme.
    Founding(FoundingLink),
    /// For everybody else.
    Invitation(InvitationLink),
}

impl AnyLink {
    /// Reads what somebody opened, scanned or pasted, and says which of the two it is.
    ///
    /// # Errors
    /// [`LinkError`] when it is neither.
    pub fn parse(text: &str) -> Result<Self, LinkError> {
        FoundingLink::parse(text)
            .map(Self::Founding)
            .or_else(|_| InvitationLink::parse(text).map(Self::Invitation))
    }
}
