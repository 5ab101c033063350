//! What has been typed, what was given to the worker, what is known to be durable. No clock, no I/O.

use amanat_mentoring::item::Content;
use amanat_messages::Problem;

use crate::components::save_state::Saved;

/// The open text and how far it has come. Drafts are numbered by the change they hold.
#[derive(Default)]
pub struct Draft {
    content: Content,
    typed: u64,
    given: u64,
    kept: u64,
    trouble: Option<Trouble>,
}

/// Why the newest words are not saved.
enum Trouble {
    /// Over a limit: shown where it is exceeded.
    Limit,
    /// The worker could not.
    Problem(Problem),
}

impl Draft {
    /// A text as it was found.
    pub fn new(content: Content) -> Self {
        Self {
            content,
            ..Self::default()
        }
    }

    /// The text as it is on the screen.
    pub fn content(&self) -> &Content {
        &self.content
    }

    /// Something was typed or chosen.
    pub fn change(&mut self, change: impl FnOnce(&mut Content)) {
        change(&mut self.content);
        self.typed += 1;
    }

    /// Whether anything was typed.
    pub fn touched(&self) -> bool {
        self.typed > 0
    }

    /// Whether a draft is on its way.
    pub fn waiting(&self) -> bool {
        self.given > self.kept && self.trouble.is_none()
    }

    /// The newest number known to be durable.
    pub fn kept(&self) -> u64 {
        self.kept
    }

    /// Whether there are words that are not known to be durable.
    pub fn unsaved(&self) -> bool {
        self.typed > self.kept
    }

    /// The text to save now, if it was not given yet and is within the limits.
    pub fn take(&mut self) -> Option<(u64, Content)> {
        if self.typed > self.given {
            self.take_again()
        } else {
            None
        }
    }

    /// As [`Self::take`], even if it is on its way already: for the last words of an editor, which has to
    /// hear of their end itself.
    pub fn take_again(&mut self) -> Option<(u64, Content)> {
        if !self.unsaved() {
            return None;
        }
        let mut content = self.content.clone();
        content.normalize();
        // Only limits can be exceeded: form was just put right.
        if content.validate().is_err() {
            self.trouble = Some(Trouble::Limit);
            return None;
        }
        self.trouble = None;
        self.given = self.typed;
        Some((self.typed, content))
    }

    /// The worker has answered for one number.
    pub fn answered(&mut self, number: u64, answer: Result<(), Problem>) {
        match answer {
            Ok(()) => {
                self.kept = self.kept.max(number);
                if number == self.given {
                    self.trouble = None;
                }
            }
            // An older draft's failure says nothing once a newer one is on its way.
            Err(problem) if number == self.given => {
                self.given = self.kept;
                self.trouble = Some(Trouble::Problem(problem));
            }
            Err(_) => {}
        }
    }

    /// What may be said of the newest words.
    pub fn saved(&self) -> Saved {
        match &self.trouble {
            Some(Trouble::Limit) => Saved::TooLong,
            Some(Trouble::Problem(problem)) => Saved::Failed(problem.clone()),
            None if self.typed == 0 => Saved::Untouched,
            None if self.kept == self.typed => Saved::Here,
            None => Saved::Pending,
        }
    }
}

#[cfg(test)]
mod tests {
    use amanat_mentoring::item::{Field, MAX_FIELD};
    use amanat_mentoring::template::FieldKey;

    use super::*;

    fn write(draft: &mut Draft, text: &str) {
        draft.change(|content| {
            content.fields = vec![Field {
                key: FieldKey::What,
                text: text.into(),
            }];
        });
    }

    #[test]
    fn saved_means_the_newest_number() {
        let mut draft = Draft::new(Content::default());
        assert_eq!(draft.saved(), Saved::Untouched);
        assert!(draft.take().is_none());
        write(&mut draft, "a");
        let (first, _) = draft.take().expect("unsaved");
        assert!(draft.take().is_none(), "given once");
        write(&mut draft, "ab");
        draft.answered(first, Ok(()));
        assert_eq!(draft.saved(), Saved::Pending);
        let (second, content) = draft.take().expect("newer");
        assert_eq!(content.text(FieldKey::What), "ab");
        draft.answered(second, Ok(()));
        assert_eq!((draft.saved(), draft.kept()), (Saved::Here, second));
    }

    #[test]
    fn a_failure_is_said_and_can_be_tried_again() {
        let mut draft = Draft::new(Content::default());
        write(&mut draft, "a");
        let (number, _) = draft.take().expect("unsaved");
        draft.answered(number, Err(Problem::StorageFull));
        assert_eq!(draft.saved(), Saved::Failed(Problem::StorageFull));
        let (again, content) = draft.take().expect("still unsaved");
        assert_eq!((again, content.text(FieldKey::What)), (number, "a"));
        assert_eq!(draft.saved(), Saved::Pending);
    }

    #[test]
    fn an_old_failure_does_not_hide_a_newer_success() {
        let mut draft = Draft::new(Content::default());
        write(&mut draft, "a");
        let (old, _) = draft.take().expect("unsaved");
        write(&mut draft, "b");
        let (new, _) = draft.take().expect("newer");
        draft.answered(new, Ok(()));
        draft.answered(old, Err(Problem::StorageFailed));
        assert_eq!(draft.saved(), Saved::Here);
    }

    #[test]
    fn too_much_text_stays_and_is_not_given_away() {
        let mut draft = Draft::new(Content::default());
        write(&mut draft, &"x".repeat(MAX_FIELD + 1));
        assert!(draft.take().is_none());
        assert_eq!(draft.saved(), Saved::TooLong);
        assert_eq!(draft.content().text(FieldKey::What).len(), MAX_FIELD + 1);
        write(&mut draft, "short again");
        assert!(draft.take().is_some());
        assert_eq!(draft.saved(), Saved::Pending);
    }
}
