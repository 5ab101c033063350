//! Every page and its path, in one place.

use amanat_mentoring::id::ItemId;

/// A page of the app.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Page {
    /// What Amanat is, and the two ways in.
    Welcome,
    /// Begin with a founding link.
    Found,
    /// Get everything back with the recovery card.
    Restore,
    /// The recovery card, until it is confirmed.
    Card,
    /// The passphrase.
    Unlock,
    /// What needs the person today.
    Today,
    /// Everything they wrote.
    Portfolio,
    /// The editor, before the first word.
    New,
    /// The editor of one item.
    Write(ItemId),
    /// One item, read.
    Item(ItemId),
    /// What was thrown away in the last 30 days.
    Trash,
    /// Language, look, device, passphrase.
    Settings,
    /// A new passphrase.
    Passphrase,
    /// What the server knows.
    Server,
}

impl Page {
    /// Its path.
    #[must_use]
    pub fn path(self) -> String {
        let fixed = match self {
            Self::Welcome => "/welcome",
            Self::Found => "/found",
            Self::Restore => "/restore",
            Self::Card => "/card",
            Self::Unlock => "/unlock",
            Self::Today => "/today",
            Self::Portfolio => "/portfolio",
            Self::New => "/write/new",
            Self::Trash => "/trash",
            Self::Settings => "/settings",
            Self::Passphrase => "/settings/passphrase",
            Self::Server => "/settings/server",
            Self::Write(item) => return format!("/write/{}", hex(item)),
            Self::Item(item) => return format!("/item/{}", hex(item)),
        };
        fixed.to_owned()
    }
}

/// The item named in a path.
#[must_use]
pub fn item_from_path(text: &str) -> Option<ItemId> {
    let item = ItemId(u128::from_str_radix(text, 16).ok()?.to_be_bytes());
    // One spelling each: no sign, no capitals, all 32 digits.
    (hex(item) == text).then_some(item)
}

fn hex(item: ItemId) -> String {
    format!("{:032x}", u128::from_be_bytes(item.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_survive_the_way_through_a_path() {
        let item = ItemId([0xa7; 16]);
        let path = Page::Item(item).path();
        assert_eq!(
            item_from_path(path.trim_start_matches("/item/")),
            Some(item)
        );
        for bad in [
            "",
            "a7",
            "A7",
            "zz",
            &"A7".repeat(16),
            &"a7".repeat(17),
            &format!("+{}", "a".repeat(31)),
        ] {
            assert_eq!(item_from_path(bad), None, "{bad}");
        }
    }
}
