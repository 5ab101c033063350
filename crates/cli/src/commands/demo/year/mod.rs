//! The year: who wrote what when, who showed it to whom, what was said about it. All of it is made up, and
//! no patient is in it.

mod dentistry;
mod medicine;
mod office;
mod surgery;

use super::story::Event;

/// Everything that happens, in its order.
pub(super) fn events() -> Vec<&'static Event> {
    let stories = [
        medicine::STORY,
        surgery::STORY,
        dentistry::STORY,
        office::STORY,
    ];
    let mut events: Vec<_> = stories.into_iter().flatten().collect();
    events.sort_by_key(|event| event.when);
    events
}

#[cfg(test)]
mod tests {
    use super::super::story::{Act, When};
    use super::*;

    #[test]
    fn no_quarter_is_empty_and_the_last_words_are_of_monday() {
        let events = events();
        let writes = |e: &&&Event| matches!(e.act, Act::Write { .. });
        let written: Vec<_> = events.iter().filter(writes).collect();
        assert!(written.len() >= 60, "{}", written.len());
        for quarter in 0..4 {
            let of = written.iter().filter(|e| e.when.0 / 13 == quarter);
            assert!(of.count() >= 8, "quarter {quarter}");
        }
        let last = written.last().unwrap().when;
        assert!(last >= When(52, 0, 0) && last < When(52, 1, 0));
    }
}
