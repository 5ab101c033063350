//! Dr Imran's four house officers in surgery, one to one.

use super::super::people::{ALI, AYESHA, HAMZA, IMRAN, MAHNOOR, REFLECTIONS, TEHREEREN};
use super::super::story::{
    Act, Event, When, Words, answers, comments, notes, shows, takes_back, writes,
};

pub(super) const STORY: &[Event] = &[
    // Ali: shows, takes back, shows again.
    shows(When(1, 5, 20), ALI, REFLECTIONS, IMRAN),
    writes(
        When(3, 1, 22),
        ALI,
        "Holding the retractor",
        Words::Three([
            "Four hours at the foot of the table. I saw the surgeon's elbow and a corner of the liver.",
            "I was angry that I learnt nothing. At home I could draw the room: who speaks, who counts, who \
             notices first. So I did learn something, only not anatomy.",
            "Ask beforehand which step I should watch for.",
        ]),
        &["theatre"],
    ),
    comments(
        When(3, 3, 21),
        IMRAN,
        ALI,
        "Holding the retractor",
        "Ask me tomorrow, before we scrub. And you may tell me when the elbow is in the way.",
    ),
    writes(
        When(14, 4, 22),
        ALI,
        "The swab count",
        Words::Three([
            "The count was one short. The consultant wanted to close. The scrub nurse said: no.",
            "She is half his age and earns a tenth. The room was silent for a minute, then the swab was found \
             under the drape. Nobody thanked her. I did, in the corridor.",
            "Remember her *no*. It was not loud.",
        ]),
        &["safety", "theatre", "team"],
    ),
    comments(
        When(14, 6, 20),
        IMRAN,
        ALI,
        "The swab count",
        "I was that consultant once, with another nurse. Thank you for the corridor. I have thanked her in the \
         theatre now, late.",
    ),
    takes_back(When(23, 4, 20), ALI, REFLECTIONS, IMRAN),
    writes(
        When(25, 2, 23),
        ALI,
        "Not for the man who marks me",
        Words::Free(
            "Dr Imran will sit on my assessment in August. He is kind, and that does not help. I cannot write \
             about being unsure of surgery and have him read it in the same month.",
        ),
        &["career"],
    ),
    shows(When(41, 0, 20), ALI, REFLECTIONS, IMRAN),
    writes(
        When(43, 3, 22),
        ALI,
        "I will stay in surgery",
        Words::Three([
            "The form is sent. Surgery, first choice; there is no second.",
            "What decided it was not an operation. It was a woman on day five who walked to the window and \
             said the mountains are still there.",
            "Go and see day five more often than day zero.",
        ]),
        &["career"],
    ),
    comments(
        When(43, 5, 20),
        IMRAN,
        ALI,
        "I will stay in surgery",
        "Day five is the specialty. Welcome. And thank you for letting me read again; I did not take the pause \
         as anything but good sense.",
    ),
    answers(
        When(44, 0, 21),
        ALI,
        ALI,
        "I will stay in surgery",
        "It was the assessment, nothing else. I should have said so at tea.",
    ),
    notes(
        When(43, 6, 21),
        IMRAN,
        ALI,
        "Showing again since the assessment is over. Put somebody else on next year's panel for my own mentees.",
    ),
    // Mahnoor: an open conversation.
    shows(When(1, 6, 20), MAHNOOR, REFLECTIONS, IMRAN),
    writes(
        When(5, 2, 22),
        MAHNOOR,
        "The only woman in the room",
        Words::Three([
            "The anaesthetist asked me whose attendant I was. I was in scrubs.",
            "I smiled, which I regret, and said I am the house officer, which I do not.",
            "Practise the sentence without the smile.",
        ]),
        &["theatre", "professionalism"],
    ),
    comments(
        When(5, 4, 21),
        IMRAN,
        MAHNOOR,
        "The only woman in the room",
        "I was there and did not hear it, which tells you what I am used to. From tomorrow everybody says name \
         and job before the first cut, I first. Is there anything I should not do?",
    ),
    answers(
        When(5, 6, 20),
        MAHNOOR,
        MAHNOOR,
        "The only woman in the room",
        "Do not mention me. Just do it for every list.",
    ),
    writes(
        When(12, 3, 22),
        MAHNOOR,
        "First appendix",
        Words::Gibbs([
            "I did it, from skin to skin, with Dr Imran's hands folded.",
            "Calm, to my surprise. The trembling came in the changing room.",
            "Good: I asked twice where I was. Bad: I did not tell the nurse what I would need next.",
            "I was operating alone in a room of five. Talking is part of operating.",
            "I could have said each step a moment before it.",
            "Say the next instrument before I put out my hand.",
        ]),
        &["theatre", "firsts"],
    ),
    comments(
        When(12, 5, 20),
        IMRAN,
        MAHNOOR,
        "First appendix",
        "They were folded so that you would not see them tremble too.",
    ),
    writes(
        When(26, 1, 21),
        MAHNOOR,
        "والدہ کی رپورٹ",
        Words::Free(
            "امی کی رپورٹ آئی۔ ڈاکٹر ہوں، پھر بھی تین بار پڑھی۔ کل پہلی بار کلینک میں دوسری طرف والی کرسی پر بیٹھوں گی۔ \
             اب سمجھ آیا کہ لوگ ایک ہی سوال بار بار کیوں پوچھتے ہیں۔",
        ),
        &["گھر"],
    ),
    comments(
        When(26, 2, 20),
        IMRAN,
        MAHNOOR,
        "والدہ کی رپورٹ",
        "چھٹی لیں۔ لسٹ میں دیکھ لوں گا۔ فون کھلا ہے، ڈاکٹر کے طور پر نہیں۔",
    ),
    writes(
        When(36, 4, 22),
        MAHNOOR,
        "The same question, the fourth time",
        Words::Three([
            "A father asked me four times when his son may eat. Each time I answered.",
            "Since June I know what the question is. It is not about food.",
            "At the third time I sat down. He did not ask a fourth.",
        ]),
        &["communication"],
    ),
    writes(
        When(51, 3, 22),
        MAHNOOR,
        "Name and job",
        Words::Free(
            "A visiting surgeon began without the round of names. The scrub nurse said: Sir, here we say who we \
             are. It took one year and nobody remembers who started it.",
        ),
        &["team", "theatre"],
    ),
    comments(
        When(51, 5, 20),
        IMRAN,
        MAHNOOR,
        "Name and job",
        "I remember.",
    ),
    // Hamza: in Urdu, to be read but not commented.
    writes(
        When(2, 3, 23),
        HAMZA,
        "گاؤں سے تھیٹر تک",
        Words::Free(
            "دادا کہتے تھے ہاتھ کا کام عبادت ہے۔ آج پہلی بار ٹانکا لگایا۔ وہ ہوتے تو پوچھتے: سیدھا لگا؟ تقریباً۔",
        ),
        &["گھر", "تھیٹر"],
    ),
    Event {
        when: When(4, 1, 20),
        who: HAMZA,
        act: Act::Show {
            part: TEHREEREN,
            to: IMRAN,
            comment: false,
            already_here: true,
            days: None,
        },
    },
    writes(
        When(9, 2, 22),
        HAMZA,
        "زخم کی صفائی",
        Words::Three([
            "آج آٹھ ڈریسنگ کیں۔ آخری مریض نے کہا: بیٹا، تمہارے ہاتھ نرم ہیں۔",
            "میں جلدی میں تھا، انہوں نے مجھے آہستہ کر دیا۔ جلدی میں درد میرا نہیں، ان کا ہوتا ہے۔",
            "ڈریسنگ سے آدھا گھنٹہ پہلے درد کی دوا، ہر بار۔",
        ]),
        &["وارڈ"],
    ),
    writes(
        When(21, 5, 22),
        HAMZA,
        "انگریزی میں کیس",
        Words::Three([
            "کیس پیش کرتے ہوئے انگریزی میں اٹک گیا۔ دو لوگ ہنسے۔",
            "بیماری مجھے معلوم تھی، لفظ نہیں ملے۔ میں نے بیماری کو نہیں، خود کو کم سمجھا۔",
            "اگلی بار پہلا جملہ لکھ کر لے جاؤں گا۔ باقی خود آ جائے گا۔",
        ]),
        &["زبان", "راؤنڈ"],
    ),
    writes(
        When(34, 3, 22),
        HAMZA,
        "Presenting, again",
        Words::Free(
            "I wrote the first sentence on my hand. The rest came. At the end the professor asked in Urdu how the \
             patient's fields were, and I could answer that too.",
        ),
        &["زبان", "راؤنڈ"],
    ),
    writes(
        When(48, 1, 22),
        HAMZA,
        "سوئی اور ڈبہ",
        Words::Three([
            "رات کو سوئیوں کا ڈبہ پھر بھرا ہوا تھا۔ ساتھی کو سوئی چبھ گئی۔",
            "ہم سب جانتے تھے اور کسی نے نہیں کہا، کیونکہ کہنا کسی کا کام نہیں تھا۔",
            "یہ میرا کام ہے۔ لکھ کر دوں گا۔",
        ]),
        &["حفاظت"],
    ),
    // Ayesha: wrote for herself, now shows it.
    writes(
        When(8, 4, 22),
        AYESHA,
        "Is it allowed to be bored?",
        Words::Free(
            "Eleven hernia forms. I thought surgery would be blood and decisions. It is forms, and somebody \
             afraid under a green sheet, and forms.",
        ),
        &["theatre"],
    ),
    writes(
        When(18, 2, 22),
        AYESHA,
        "Wrong side, almost",
        Words::Three([
            "The list said left. The mark on the skin said right. I said: excuse me.",
            "Nobody had been careless; the list was typed twice. My voice was so small that I had to say it again. \
             The second time everybody stopped.",
            "The second time counts. Say it the second time at once.",
        ]),
        &["safety", "theatre"],
    ),
    writes(
        When(32, 5, 21),
        AYESHA,
        "Sleep",
        Words::Three([
            "I drove home after thirty hours and do not remember the bridge.",
            "I would not let a patient's brother drive like that.",
            "I told Abbu. He comes with the motorcycle now, without asking.",
        ]),
        &["rest"],
    ),
    Event {
        when: When(46, 1, 20),
        who: AYESHA,
        act: Act::Show {
            part: REFLECTIONS,
            to: IMRAN,
            comment: true,
            already_here: true,
            days: None,
        },
    },
    comments(
        When(46, 4, 21),
        IMRAN,
        AYESHA,
        "Wrong side, almost",
        "I was in the next theatre that day and never heard of it. You should have had a letter from all of us. \
         May I bring it to the morbidity meeting, without your name?",
    ),
    answers(
        When(47, 0, 21),
        AYESHA,
        AYESHA,
        "Wrong side, almost",
        "With my name, please. I said it twice.",
    ),
    writes(
        When(50, 5, 21),
        AYESHA,
        "Applause",
        Words::Free(
            "They clapped at the morbidity meeting. I have never heard clapping there. Then they changed how the \
             list is typed, and that was louder.",
        ),
        &["safety"],
    ),
];
