//! Who is in the college, and who mentors whom. None of them exists.

use amanat_mentoring::fact::PersonRole;

use super::story::When;

pub(super) const PROGRAMME: &str = "Sunehri Medical & Dental College";
/// Of the devices the year is written on, which are gone afterwards.
pub(super) const PASSPHRASE: &str = "sunehri shaam 2026";
pub(super) const REFLECTIONS: &str = "Reflections";
pub(super) const TEHREEREN: &str = "میری تحریریں";

pub(super) const RUBINA: &str = "Dr Rubina Ansari";
pub(super) const SALEEM: &str = "Prof Saleem Qureshi";
pub(super) const NIGHAT: &str = "Dr Nighat Baloch";
pub(super) const FARAH: &str = "Dr Farah Siddiqui";
pub(super) const IMRAN: &str = "Dr Imran Yousafzai";
pub(super) const HUMAIRA: &str = "ڈاکٹر حمیرا عباسی";
pub(super) const SANA: &str = "Sana Tariq";
pub(super) const BILAL: &str = "Bilal Ahmed";
pub(super) const HIRA: &str = "حرا شاہد";
pub(super) const USMAN: &str = "Usman Ghani";
pub(super) const ZAINAB: &str = "Zainab Raza";
pub(super) const ALI: &str = "Ali Haider";
pub(super) const MAHNOOR: &str = "Mahnoor Khan";
pub(super) const HAMZA: &str = "حمزہ اقبال";
pub(super) const AYESHA: &str = "Ayesha Malik";
pub(super) const NOOR: &str = "نور فاطمہ";
pub(super) const DANISH: &str = "Danish Mehmood";
pub(super) const AREEBA: &str = "عریبہ جاوید";

/// Somebody, and when they joined.
pub(super) struct Member {
    pub name: &'static str,
    pub role: PersonRole,
    pub joined: When,
    pub first_part: &'static str,
    pub about: &'static str,
}

/// A mentor with mentees, in one group or one by one.
pub(super) struct Circle {
    pub mentor: &'static str,
    pub mentees: &'static [&'static str],
    pub group: bool,
}

pub(super) const CIRCLES: [Circle; 3] = [
    Circle {
        mentor: FARAH,
        mentees: &[SANA, BILAL, HIRA, USMAN, ZAINAB],
        group: true,
    },
    Circle {
        mentor: IMRAN,
        mentees: &[ALI, MAHNOOR, HAMZA, AYESHA],
        group: false,
    },
    Circle {
        mentor: HUMAIRA,
        mentees: &[NOOR, DANISH, AREEBA],
        group: false,
    },
];

/// When people were paired.
pub(super) const PAIRED: When = When(1, 0, 10);

/// Everybody, the founder first, in the order they joined.
pub(super) const MEMBERS: [Member; 18] = [
    member(
        RUBINA,
        PersonRole::Coordinator,
        When(0, 0, 9),
        REFLECTIONS,
        "Founded the programme, invited everybody and paired them. Two invitations are still open.",
    ),
    member(
        SALEEM,
        PersonRole::Chair,
        When(0, 0, 12),
        REFLECTIONS,
        "Heads the committee. Can read nobody's writing: nobody showed it to him.",
    ),
    member(
        FARAH,
        PersonRole::Mentor,
        When(0, 1, 9),
        REFLECTIONS,
        "Mentors a group of five in medicine. One of them took a part back; one shows nothing.",
    ),
    member(
        IMRAN,
        PersonRole::Mentor,
        When(0, 1, 11),
        REFLECTIONS,
        "Mentors four house officers one to one in surgery.",
    ),
    member(
        HUMAIRA,
        PersonRole::Mentor,
        When(0, 1, 13),
        TEHREEREN,
        "Mentors three dental students one to one, mostly in Urdu.",
    ),
    member(
        SANA,
        PersonRole::Mentee,
        When(0, 2, 17),
        REFLECTIONS,
        "Shows her reflections to Dr Farah and talks with her about them. Begin here.",
    ),
    member(
        BILAL,
        PersonRole::Mentee,
        When(0, 2, 18),
        REFLECTIONS,
        "Began to show late, with everything that was already there.",
    ),
    member(
        HIRA,
        PersonRole::Mentee,
        When(0, 2, 19),
        TEHREEREN,
        "Writes in Urdu. Showed her part, then took it back.",
    ),
    member(
        USMAN,
        PersonRole::Mentee,
        When(0, 2, 20),
        REFLECTIONS,
        "Shows one part, Procedures, and keeps the other to himself.",
    ),
    member(
        ZAINAB,
        PersonRole::Mentee,
        When(0, 3, 17),
        REFLECTIONS,
        "Shows nothing to anybody.",
    ),
    member(
        ALI,
        PersonRole::Mentee,
        When(0, 3, 18),
        REFLECTIONS,
        "Took his part back in the summer and shows it again since the autumn.",
    ),
    member(
        MAHNOOR,
        PersonRole::Mentee,
        When(0, 3, 19),
        REFLECTIONS,
        "Shows her reflections to Dr Imran; he comments, she answers.",
    ),
    member(
        HAMZA,
        PersonRole::Mentee,
        When(0, 3, 20),
        TEHREEREN,
        "Writes in Urdu. Dr Imran may read but not comment.",
    ),
    member(
        AYESHA,
        PersonRole::Mentee,
        When(0, 4, 17),
        REFLECTIONS,
        "Wrote for herself all year and now shows it.",
    ),
    member(
        NOOR,
        PersonRole::Mentee,
        When(0, 4, 18),
        TEHREEREN,
        "Writes in Urdu, and is answered in Urdu.",
    ),
    member(
        DANISH,
        PersonRole::Mentee,
        When(0, 4, 19),
        REFLECTIONS,
        "Shows his part until a day that is coming; then it ends by itself.",
    ),
    member(
        AREEBA,
        PersonRole::Mentee,
        When(0, 4, 20),
        TEHREEREN,
        "Writes in Urdu. Took her part back in the last days of the year.",
    ),
    // Late in the year: from the day there is somebody to tell, every device tells nothing now and then.
    member(
        NIGHAT,
        PersonRole::SafetyOfficer,
        When(49, 1, 10),
        REFLECTIONS,
        "Receives concerns. Two have come.",
    ),
];

const fn member(
    name: &'static str,
    role: PersonRole,
    joined: When,
    first_part: &'static str,
    about: &'static str,
) -> Member {
    Member {
        name,
        role,
        joined,
        first_part,
        about,
    }
}

pub(super) const fn role_name(role: PersonRole) -> &'static str {
    match role {
        PersonRole::Mentee => "mentee",
        PersonRole::Mentor => "mentor",
        PersonRole::Coordinator => "coordinator",
        PersonRole::Chair => "chair",
        PersonRole::SafetyOfficer => "safety officer",
    }
}
