//! The order comments are read in.

use amanat_mentoring::id::ItemId;
use amanat_messages::CommentView;

/// Each with whether it answers another: those that answer none oldest first, each followed by its answers
/// oldest first. An answer to an answer stands in the same thread; one to a comment that is not here on its own.
pub fn threads(said: &[CommentView]) -> Vec<(bool, CommentView)> {
    let roots = said
        .iter()
        .filter(|comment| root(said, comment) == comment.comment);
    roots
        .flat_map(|first| {
            let answers = said
                .iter()
                .filter(|answer| answer.comment != first.comment)
                .filter(|answer| root(said, answer) == first.comment);
            let answers = answers.map(|answer| (true, answer.clone()));
            std::iter::once((false, first.clone())).chain(answers)
        })
        .collect()
}

/// Where its thread begins. What answers itself in a circle begins with itself.
fn root(said: &[CommentView], comment: &CommentView) -> ItemId {
    let mut at = comment;
    for _ in 0..said.len() {
        let before = at
            .reply_to
            .and_then(|to| said.iter().find(|other| other.comment == to));
        match before {
            Some(before) => at = before,
            None => return at.comment,
        }
    }
    comment.comment
}

#[cfg(test)]
mod tests {
    use amanat_mentoring::id::PersonRef;

    use super::*;

    fn comment(number: u8, reply_to: Option<u8>) -> CommentView {
        CommentView {
            comment: ItemId([number; 16]),
            author: PersonRef([0; 32]),
            author_name: String::new(),
            mine: false,
            at: number.into(),
            text: String::new(),
            reply_to: reply_to.map(|to| ItemId([to; 16])),
            sent: true,
            held: false,
        }
    }

    fn order(said: &[CommentView]) -> Vec<(bool, u8)> {
        let threads = threads(said).into_iter();
        threads
            .map(|(reply, said)| (reply, said.comment.0[0]))
            .collect()
    }

    #[test]
    fn answers_follow_what_they_answer() {
        let said = [
            comment(1, None),
            comment(2, None),
            comment(3, Some(1)),
            comment(4, Some(3)),
            comment(5, Some(9)),
        ];
        let expected = [(false, 1), (true, 3), (true, 4), (false, 2), (false, 5)];
        assert_eq!(order(&said), expected);
    }

    #[test]
    fn a_circle_of_answers_is_shown_and_ends() {
        let said = [comment(1, Some(2)), comment(2, Some(1))];
        assert_eq!(order(&said), [(false, 1), (false, 2)]);
    }
}
