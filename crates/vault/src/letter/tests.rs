use super::*;
use crate::circle::Role;
use crate::invitation::make_answer;
use crate::programme::{Appointment, Charter, Membership, ProgrammeKey, role};
use crate::testing::{Seeded, Someone};
use amanat_protocol::hash::Hash;
use amanat_protocol::id::CircleId;

const CIRCLE: CircleId = CircleId(Hash([1; 32]));

fn introduced(who: &Someone, role: u8) -> Introduced {
    Introduced {
        person: who.identity.person,
        name: "Sara".into(),
        role,
        identity: who.chain.clone(),
        pek: (&who.pek).into(),
    }
}

struct World {
    key: ProgrammeKey,
    from: Someone,
    to: Someone,
    other: Someone,
}

fn world() -> World {
    let mut random = Seeded(8);
    World {
        key: ProgrammeKey::make(&mut random),
        from: Someone::new(&mut random),
        to: Someone::new(&mut random),
        other: Someone::new(&mut random),
    }
}

impl World {
    fn charter(&self) -> Signed<Charter> {
        self.key.sign(&Charter {
            suite: SUITE,
            programme: self.key.key(),
            name: "Mentoring".into(),
            programme_circle: CIRCLE,
            committee: CIRCLE,
            mentors: CIRCLE,
            coordinator: self.from.identity.person,
            identity_head: self.from.identity.head,
            at: 1,
        })
    }

    fn welcome(&self) -> Welcome {
        Welcome {
            charter: self.charter(),
            appointment: None,
            membership: self.from.device.sign(&Membership {
                suite: SUITE,
                programme: self.key.key(),
                person: self.to.identity.person,
                identity_head: self.to.identity.head,
                role: role::MENTEE,
                by: self.from.identity.person,
                device: self.from.device.device(),
                at: 2,
            }),
            coordinator: introduced(&self.from, role::COORDINATOR),
            officer: Some(introduced(&self.other, role::SAFETY_OFFICER)),
            officers_circle: CIRCLE,
        }
    }

    fn introduction(&self) -> Introduction {
        Introduction {
            charter: self.charter(),
            appointment: None,
            pairing: [4; 16],
            group: false,
            mentor: introduced(&self.other, role::MENTOR),
            mentees: vec![introduced(&self.to, role::MENTEE)],
        }
    }

    fn bodies(&self) -> Vec<Body> {
        let answer = make_answer(
            &[5; 16],
            "Sara".into(),
            self.to.chain[0].clone(),
            (&self.to.pek).into(),
        );
        vec![
            Body::Answer(Box::new(answer)),
            Body::Welcome(Box::new(self.welcome())),
            Body::Introduction(Box::new(self.introduction())),
            Body::TakenBack {
                circle: CIRCLE,
                n: 4,
                head: Hash([4; 32]),
            },
            Body::Officer(Box::new(NewOfficer {
                charter: self.charter(),
                appointment: None,
                officer: introduced(&self.other, role::SAFETY_OFFICER),
            })),
        ]
    }

    fn letter(&self, body: Body) -> Letter {
        Letter {
            suite: SUITE,
            from: self.from.identity.person,
            device: self.from.device.device(),
            to: self.to.identity.person,
            at: 3,
            body,
        }
    }

    fn sent(
        &self,
        letter: &Letter,
        by: &Someone,
        chain: &Someone,
    ) -> Result<Envelope, LetterError> {
        let to = self.to.pek.secret.seal_key();
        let sealed = make(letter, &by.device, &chain.chain, &to).unwrap();
        self.opens(&sealed)
    }

    fn opens(&self, sealed: &[u8]) -> Result<Envelope, LetterError> {
        open(
            sealed,
            self.to.identity.person,
            core::slice::from_ref(&self.to.pek),
        )
    }
}

#[test]
fn every_body_arrives_as_it_was_written() {
    let w = world();
    for (i, body) in w.bodies().into_iter().enumerate() {
        assert_eq!(usize::from(codec::encode(&body)[0]), i, "a position moved");
        let letter = w.letter(body);
        let got = w.sent(&letter, &w.from, &w.from).unwrap();
        assert_eq!(got.letter, letter);
        assert_eq!(got.identity, w.from.identity);
        assert_eq!(got.chain, w.from.chain);
    }
}

#[test]
fn only_the_sender_speaks_and_only_to_the_recipient() {
    let w = world();
    let body = || w.bodies().remove(3);
    let good = w.letter(body());
    // Signed by another, with the sender's chain or with their own.
    assert_eq!(w.sent(&good, &w.other, &w.from), Err(LetterError::Sender));
    assert_eq!(w.sent(&good, &w.other, &w.other), Err(LetterError::Sender));
    assert_eq!(w.sent(&good, &w.from, &w.other), Err(LetterError::Sender));
    let mut wrong = good.clone();
    wrong.device = w.other.device.device();
    assert_eq!(w.sent(&wrong, &w.other, &w.from), Err(LetterError::Sender));
    let mut wrong = good.clone();
    wrong.to = w.other.identity.person;
    assert_eq!(
        w.sent(&wrong, &w.from, &w.from),
        Err(LetterError::Misdirected)
    );
    let mut wrong = good.clone();
    wrong.suite = 2;
    assert_eq!(
        w.sent(&wrong, &w.from, &w.from),
        Err(LetterError::Malformed)
    );
    let nobody = Someone {
        chain: Vec::new(),
        ..world().from
    };
    assert_eq!(w.sent(&good, &w.from, &nobody), Err(LetterError::Sender));
}

#[test]
fn what_it_shows_of_others_holds_in_itself() {
    let w = world();
    let mut wrong = Vec::new();
    let mut intro = |change: &dyn Fn(&mut Introduction)| {
        let mut i = w.introduction();
        change(&mut i);
        wrong.push(Body::Introduction(Box::new(i)));
    };
    intro(&|i| i.mentees.clear());
    intro(&|i| i.mentees.extend(i.mentees.clone()));
    intro(&|i| i.mentor.role = role::MENTEE);
    intro(&|i| i.mentees[0].role = role::CHAIR);
    intro(&|i| i.mentees[0] = introduced(&w.other, role::MENTEE));
    intro(&|i| i.mentor.pek = (&w.to.pek).into());
    intro(&|i| i.mentor.pek.generation = 1);
    intro(&|i| i.mentor.person = w.from.identity.person);
    intro(&|i| i.mentor.identity = w.to.chain.clone());
    intro(&|i| i.mentor.identity.clear());
    intro(&|i| i.mentor.name = "a\u{202e}b".into());
    let mut welcome = w.welcome();
    welcome.coordinator.role = role::MENTOR;
    wrong.push(Body::Welcome(Box::new(welcome)));
    for (n, body) in wrong.into_iter().enumerate() {
        let refused = w.sent(&w.letter(body), &w.from, &w.from);
        assert_eq!(refused.err(), Some(LetterError::Malformed), "{n}");
    }
    let mut group = w.introduction();
    group.group = true;
    group.mentees.push(introduced(&w.from, role::MENTEE));
    let body = Body::Introduction(Box::new(group));
    assert!(w.sent(&w.letter(body), &w.from, &w.from).is_ok());
    let shown = introduced(&w.other, role::MENTOR);
    let row = shown.row(Role::Reader, 5, Some(6)).unwrap();
    assert_eq!(row.identity_head, w.other.identity.head);
    assert_eq!(row.pek, w.other.pek.secret.seal_key());
}

#[test]
fn who_may_welcome_and_introduce_follows_from_the_programme_key() {
    let w = world();
    let (key, me) = (w.key.key(), w.to.identity.person);
    let good = w.welcome();
    let (charter, membership) = good.check(&key, &w.from.identity, me).unwrap();
    assert_eq!(
        (charter.name.as_str(), membership.person),
        ("Mentoring", me)
    );
    assert!(good.check(&[7; 32], &w.from.identity, me).is_err());
    assert!(good.check(&key, &w.other.identity, me).is_err());
    assert!(
        good.check(&key, &w.from.identity, w.other.identity.person)
            .is_err()
    );
    let elsewhere = Welcome {
        officers_circle: CircleId::default(),
        ..good.clone()
    };
    assert!(elsewhere.check(&key, &w.from.identity, me).is_err());
    let appointed = Introduction {
        appointment: Some(w.key.sign(&Appointment {
            suite: SUITE,
            programme: key,
            person: w.other.identity.person,
            identity_head: w.other.identity.head,
            at: 4,
        })),
        ..w.introduction()
    };
    assert!(appointed.may(&key, w.other.identity.person));
    assert!(appointed.may(&key, w.from.identity.person));
    assert!(!appointed.may(&key, me) && !appointed.may(&[7; 32], me));
    let Body::Officer(officer) = w.bodies().remove(4) else {
        panic!()
    };
    assert!(officer.may(&key, w.from.identity.person) && !officer.may(&key, me));
}

#[test]
fn every_bit_of_a_sealed_letter_counts() {
    let w = world();
    let letter = w.letter(w.bodies().remove(3));
    let to = w.to.pek.secret.seal_key();
    let sealed = make(&letter, &w.from.device, &w.from.chain, &to).unwrap();
    assert!(w.opens(&sealed).is_ok());
    for bit in 0..sealed.len() * 8 {
        let mut bad = sealed.clone();
        bad[bit / 8] ^= 1 << (bit % 8);
        assert_eq!(w.opens(&bad).err(), Some(LetterError::Locked), "bit {bit}");
    }
    // And inside, by whoever can seal to the recipient.
    let inner = codec::encode(&Sealed {
        letter: w.from.device.sign(&letter),
        identity: w.from.chain.clone(),
    });
    for bit in 0..inner.len() * 8 {
        let mut bad = inner.clone();
        bad[bit / 8] ^= 1 << (bit % 8);
        let opened = w.opens(&seal::seal_padded(&to, &bad).unwrap());
        assert!(opened.is_err(), "bit {bit}");
    }
    let longer = seal::seal_padded(&to, &[inner.as_slice(), &[0]].concat()).unwrap();
    assert_eq!(w.opens(&longer), Err(LetterError::Malformed));
    // Sealed to a key of mine, but not to a letter's length.
    let short = seal::seal(&to, &inner).unwrap();
    assert_eq!(w.opens(&short), Err(LetterError::Locked));
}

#[test]
fn a_letter_is_no_longer_than_the_server_takes() {
    let w = world();
    let mut group = w.introduction();
    group.group = true;
    let to = w.to.pek.secret.seal_key();
    let mut send = |n: usize| {
        group.mentees = vec![introduced(&w.to, role::MENTEE); n];
        let letter = w.letter(Body::Introduction(Box::new(group.clone())));
        make(&letter, &w.from.device, &w.from.chain, &to)
    };
    let sealed = send(120).unwrap();
    assert!(sealed.len() <= MAX_LETTER);
    assert!(w.opens(&sealed).is_ok());
    assert_eq!(send(200), Err(SealError));
}
