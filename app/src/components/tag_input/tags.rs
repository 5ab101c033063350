//! What makes a tag.

use amanat_mentoring::item::{MAX_NAME, MAX_TAGS};

/// Why a tag is not added.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Refused {
    /// There are enough.
    Full,
    /// It is too long.
    Long,
}

/// The tags with one more, and what it is called; nothing where there is nothing new to add.
pub fn with_tag(tags: &[String], typed: &str) -> Result<Option<(Vec<String>, String)>, Refused> {
    let tag = typed
        .trim()
        .trim_start_matches('#')
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    let Err(place) = tags.binary_search(&tag) else {
        return Ok(None);
    };
    if tag.is_empty() {
        return Ok(None);
    }
    if tag.chars().count() > MAX_NAME {
        return Err(Refused::Long);
    }
    if tags.len() >= MAX_TAGS {
        return Err(Refused::Full);
    }
    let mut all = tags.to_vec();
    all.insert(place, tag.clone());
    Ok(Some((all, tag)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_stay_sorted_single_and_few() {
        let (tags, tag) = with_tag(&["ward".into()], "  #night   shift ")
            .expect("fits")
            .expect("is new");
        assert_eq!(
            (tags.as_slice(), tag.as_str()),
            (
                ["night shift".to_owned(), "ward".to_owned()].as_slice(),
                "night shift"
            )
        );
        assert_eq!(with_tag(&tags, "ward"), Ok(None));
        assert_eq!(with_tag(&tags, " # "), Ok(None));
        assert_eq!(
            with_tag(&tags, &"ا".repeat(MAX_NAME + 1)),
            Err(Refused::Long)
        );
        let full: Vec<String> = (0..MAX_TAGS).map(|n| format!("t{n:02}")).collect();
        assert_eq!(with_tag(&full, "one more"), Err(Refused::Full));
        assert_eq!(with_tag(&full, "t03"), Ok(None));
    }
}
