//! What a log entry says. This is a stored and sent form: see docs/FORMAT.md, and append only.

use serde::{Deserialize, Serialize};

use crate::item::{Millis, Revision};

/// One thing an entry does. New ones are appended: the position is the stored form. An app that meets a
/// position it does not know keeps the bytes, shows the record as locked and never writes it back.
#[allow(
    clippy::large_enum_variant,
    reason = "one at a time is decoded and moved; a box would cost every reader of the code"
)]
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Operation {
    /// Adds a revision of an item.
    Revise(Revision),
    /// Somebody who manages the circle says that this is its newest statement. Writers who have heard
    /// nothing for days hold their words back: a server that hides a removal would like them sent.
    Alive {
        /// The statement's number.
        n: u64,
        /// Its hash.
        head: [u8; 32],
        /// When, by the author's clock.
        at: Millis,
    },
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fact::{Concern, Fact, Grant, Note, Pairing, TakenBack};
    use crate::id::PersonRef;
    use crate::id::{ItemId, RevisionId};
    use crate::item::{Content, Date, Field, PartName, Profile, Value};
    use crate::template::{FieldKey, Template};

    fn stored(value: Value, parents: usize) -> String {
        let parents = (1..=parents).map(|_| RevisionId([0xbb; 32])).collect();
        let item = ItemId([0xaa; 16]);
        let operation = Operation::Revise(Revision {
            item,
            parents,
            at: 300,
            value,
        });
        #[allow(
            clippy::disallowed_methods,
            reason = "the codec crate is no dependency of this one"
        )]
        let bytes = postcard::to_allocvec(&operation).expect("encodes");
        let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        hex.replace(&"aa".repeat(16), "<item>")
            .replace(&"bb".repeat(32), "<parent>")
    }

    /// These forms are on disks and servers. A change here is a change of format.
    #[test]
    fn stored_forms_stay() {
        let content = Content {
            title: "T".into(),
            template: Template::Gibbs,
            fields: vec![Field {
                key: FieldKey::ActionPlan,
                text: "x".into(),
            }],
            tags: vec!["g".into()],
            happened_on: Some(Date {
                year: 2026,
                month: 3,
                day: 9,
            }),
        };
        assert_eq!(
            stored(Value::Reflection(content), 1),
            "00<item>01<parent>ac0200".to_owned()
                + "0154"
                + "01"
                + "01090178"
                + "010167"
                + "01ea0f0309"
        );
        let name = || "N".to_owned();
        assert_eq!(
            stored(Value::Part(PartName { name: name() }), 0),
            "00<item>00ac0201014e"
        );
        assert_eq!(
            stored(Value::Profile(Profile { name: name() }), 0),
            "00<item>00ac0202014e"
        );
        assert_eq!(
            stored(Value::Trashed, 2),
            "00<item>02<parent><parent>ac0203"
        );
    }

    /// Facts are stored too: each by its position and fields.
    #[test]
    fn stored_facts_stay() {
        let one = PersonRef([0x11; 32]);
        let person = "11".repeat(32);
        let grant = Fact::Grant(Grant {
            part: crate::id::PartId([0x22; 16]),
            person: one,
            comment: true,
            from_chapter: 2,
            since: 5,
            until: None,
            ended: Some(7),
        });
        assert_eq!(
            stored(Value::Fact(grant), 0),
            format!("00<item>00ac020401{}{person}010205000107", "22".repeat(16))
        );
        let note = Fact::Note(Note {
            about: one,
            text: "x".into(),
        });
        assert_eq!(
            stored(Value::Fact(note), 0),
            format!("00<item>00ac020403{person}0178")
        );
        let concern = Fact::Concern(Concern {
            at: 5,
            from: Some(one),
            mine: false,
            text: "x".into(),
        });
        assert_eq!(
            stored(Value::Fact(concern), 0),
            format!("00<item>00ac0204070501{person}000178")
        );
        let back = Fact::TakenBack(TakenBack {
            owner: one,
            circle: [0x44; 32],
            n: 3,
        });
        assert_eq!(
            stored(Value::Fact(back), 0),
            format!("00<item>00ac020408{person}{}03", "44".repeat(32))
        );
        let pairing = Fact::Pairing(Pairing {
            id: [0x33; 16],
            group: false,
            mentor: one,
            mentees: vec![one],
            at: 5,
            circle: None,
        });
        assert_eq!(
            stored(Value::Fact(pairing), 0),
            format!(
                "00<item>00ac020406{}00{person}01{person}0500",
                "33".repeat(16)
            )
        );
    }
}
