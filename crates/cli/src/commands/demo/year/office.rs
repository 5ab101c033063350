//! Those who write least: mentors for themselves, and two who had something to tell the safety officer.

use super::super::people::{FARAH, HAMZA, HUMAIRA, IMRAN, ZAINAB};
use super::super::story::{Act, Event, When, Words, writes};

pub(super) const STORY: &[Event] = &[
    writes(
        When(6, 4, 22),
        FARAH,
        "Five people, five silences",
        Words::Free(
            "First evening with the whole group. I had prepared questions and used none of them. What \
             worked was telling them about the drug chart I misread in my own house job. After that, \
             three of them spoke.\n\nI should begin with my own mistakes more often.",
        ),
        &["mentoring"],
    ),
    writes(
        When(23, 6, 21),
        IMRAN,
        "When a part is taken back",
        Words::Three([
            "One of my mentees took his writing back this week. The app says so and nothing more.",
            "My first thought was: what did I say? My second: that this is exactly what it is for. If he \
             could not stop, he could not have begun.",
            "Say nothing about it in theatre. Have tea in the canteen on Thursdays, as always, and leave \
             the chair free.",
        ]),
        &["mentoring"],
    ),
    writes(
        When(38, 2, 21),
        HUMAIRA,
        "سکھانا اور سننا",
        Words::Free(
            "آج احساس ہوا کہ میں جواب بہت جلدی دے دیتی ہوں۔ طالبہ نے ابھی سوال پورا بھی نہیں کیا تھا کہ میں حل \
             بتا چکی تھی۔\n\nاگلی بار پہلے پوچھوں گی: آپ کا اپنا خیال کیا ہے؟ پھر دس تک گنوں گی۔",
        ),
        &["تدریس"],
    ),
    Event {
        when: When(50, 3, 22),
        who: ZAINAB,
        act: Act::Raise {
            text: "Interns on one unit are told to sign that they had the day off after a night on call, \
                   when they had not. People are afraid to refuse because the same person signs our house \
                   job certificates. I do not want to be named, but somebody should look at the rota.",
            anonymous: true,
        },
    },
    Event {
        when: When(51, 1, 21),
        who: HAMZA,
        act: Act::Raise {
            text: "ایمرجنسی میں رات کو استعمال شدہ سوئیاں پھینکنے کا ڈبہ اکثر بھرا رہتا ہے اور کوئی بدلتا نہیں۔ دو \
                   ساتھیوں کو سوئی چبھ چکی ہے۔ میرا نام بتا سکتی ہیں۔",
            anonymous: false,
        },
    },
];
