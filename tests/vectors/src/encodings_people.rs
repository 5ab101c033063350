//! Encodings of what people sign for and tell each other.

use amanat_vault::deposit::Deposit;
use amanat_vault::letter::{Introduced, Letter};
use amanat_vault::person::PublicPek;
use amanat_vault::programme::{Appointment, Charter, Membership};

use crate::deposits;
use crate::encodings::{Encoding, of};
use crate::fixtures::{device, pek, programme};
use crate::invitations::answered;
use crate::letters::{bodies, introduced, letter};
use crate::local::fields;
use crate::programme::{appointment, charter, membership};

pub(crate) fn between_people() -> Vec<Encoding> {
    let mut all = vec![
        of::<PublicPek>("PublicPek", &(&pek(1, 21)).into()),
        of::<Charter>("Charter", &charter()),
        of("Signed<Charter>", &programme(50).sign(&charter())),
        of::<Appointment>("Appointment", &appointment()),
        of::<Membership>("Membership", &membership()),
        of("Signed<Membership>", &device(1).sign(&membership())),
        of("Answered", &answered(70, "Sara", 3, 3)),
        of::<Introduced>("Introduced", &introduced(4, 1)),
        of::<Deposit>("Deposit", &deposits::signed()),
        of(
            "Deposit without an author",
            &Deposit {
                from: None,
                ..deposits::signed()
            },
        ),
    ];
    for (name, field) in fields() {
        all.push(of(&format!("Begun, {name}"), &field));
    }
    for (name, body) in bodies() {
        all.push(of::<Letter>(&format!("Letter, {name}"), &letter(body)));
    }
    all
}
