//! Dr Farah's group of five on the medical floors.
//! Long because it is one table of texts.

use super::super::people::{BILAL, FARAH, HIRA, REFLECTIONS, SANA, TEHREEREN, USMAN, ZAINAB};
use super::super::story::{
    Act, Event, When, Words, answers, comments, notes, shows, takes_back, writes,
};

const PROCEDURES: &str = "Procedures";

pub(super) const STORY: &[Event] = &[
    // Sana: shows from the beginning, and talks.
    writes(
        When(1, 2, 21),
        SANA,
        "Before the first day",
        Words::Free(
            "Tomorrow is my first day as a house officer. Ammi ironed the coat twice. I have read the \
             guideline on fluids three times and remember nothing of it.\n\nThis one is for me alone.",
        ),
        &["house job"],
    ),
    shows(When(1, 4, 20), SANA, REFLECTIONS, FARAH),
    writes(
        When(2, 1, 22),
        SANA,
        "The chart I did not read aloud",
        Words::Three([
            "At the morning round I was asked for the potassium. I had it on my list and said the wrong \
             line. The registrar corrected it before anything was given.",
            "I was more afraid of pausing than of being wrong. On a round a pause feels like not knowing, \
             although it is only reading.",
            "Put my finger on the line and read it aloud, every time. If somebody sighs, let them sigh.",
        ]),
        &["ward round", "mistakes"],
    ),
    comments(
        When(2, 3, 20),
        FARAH,
        SANA,
        "The chart I did not read aloud",
        "Thank you for writing this down in your second week. I have used the finger for nineteen years. Who \
         on the round made it hard to pause?",
    ),
    answers(
        When(2, 4, 21),
        SANA,
        SANA,
        "The chart I did not read aloud",
        "Nobody, really. I thought everybody was waiting. When I asked Bilal afterwards he had not noticed \
         any pause at all.",
    ),
    answers(
        When(2, 5, 19),
        FARAH,
        SANA,
        "The chart I did not read aloud",
        "Keep that answer. You will need it again in March.",
    ),
    writes(
        When(10, 5, 23),
        SANA,
        "رات کی ڈیوٹی اور ایک بیٹا",
        Words::Three([
            "رات دو بجے ایک بزرگ کے بیٹے نے پوچھا: ڈاکٹر صاحبہ، کیا ابو ٹھیک ہو جائیں گے؟ مجھے جواب معلوم نہیں تھا۔",
            "میں نے کہا کہ ابھی پتا نہیں، لیکن میں صبح تک یہیں ہوں۔ وہ بیٹھ گئے۔ شاید انہیں جواب نہیں، ساتھ چاہیے تھا۔",
            "آئندہ ”مجھے نہیں معلوم“ کہنے سے نہیں ڈروں گی، اور اس کے بعد یہ ضرور بتاؤں گی کہ اب میں کیا کروں گی۔",
        ]),
        &["communication", "night"],
    ),
    comments(
        When(10, 6, 20),
        FARAH,
        SANA,
        "رات کی ڈیوٹی اور ایک بیٹا",
        "یہی دوا تھی۔ کیا صبح آپ ان سے دوبارہ ملیں؟",
    ),
    answers(
        When(11, 0, 21),
        SANA,
        SANA,
        "رات کی ڈیوٹی اور ایک بیٹا",
        "جی، جانے سے پہلے۔ انہوں نے میرا نام پوچھا تاکہ دعا کر سکیں۔",
    ),
    writes(
        When(19, 3, 21),
        SANA,
        "A cannula on the fifth attempt",
        Words::Three([
            "Four failed attempts, each with an apology. Then I called the staff nurse, who did it in a minute \
             and showed me how she warms the hand first.",
            "I had made it about my hands. For the patient it was only pain. Two attempts, then ask: it is a \
             rule I had learnt and not believed.",
            "Two attempts. I asked Sister to let me watch her on Saturday.",
        ]),
        &["procedures", "asking for help"],
    ),
    comments(
        When(19, 5, 20),
        FARAH,
        SANA,
        "A cannula on the fifth attempt",
        "What made it five and not two? Not a reproach: I would like you to find the sentence you were telling \
         yourself.",
    ),
    Event {
        when: When(20, 0, 22),
        who: SANA,
        act: Act::Rewrite {
            title: "A cannula on the fifth attempt",
            words: Words::Three([
                "Four failed attempts, each with an apology. Then I called the staff nurse, who did it in a \
                 minute and showed me how she warms the hand first.",
                "I had made it about my hands. For the patient it was only pain. Two attempts, then ask: it is \
                 a rule I had learnt and not believed. The sentence was: *a doctor who calls a nurse for a \
                 cannula is no doctor*. Written down it looks as silly as it is.",
                "Two attempts. I asked Sister to let me watch her on Saturday. I watched eleven, and did two.",
            ]),
        },
    },
    writes(
        When(31, 2, 22),
        SANA,
        "Breaking bad news, badly",
        Words::Gibbs([
            "I told a family about a diagnosis standing, in the corridor, with my phone ringing.",
            "Hurried; then ashamed. The eldest daughter looked at the floor.",
            "The words were clear and true. The place was wrong, and I left no silence in it.",
            "I chose the corridor because the room was locked, and I did not ask for the key because asking \
             would have taken five minutes. I traded their five minutes for mine.",
            "I could have asked them to sit and sent somebody for the key.",
            "Key first, phone to a colleague, chairs. Then one sentence, then wait.",
        ]),
        &["communication", "mistakes"],
    ),
    comments(
        When(31, 5, 20),
        FARAH,
        SANA,
        "Breaking bad news, badly",
        "You saw the floor she looked at. Many do not. Come on Tuesday, I have such a talk at eleven and you \
         can sit beside me.",
    ),
    writes(
        When(42, 1, 21),
        SANA,
        "The new house officer asked me",
        Words::Free(
            "She asked where the potassium was on the chart. I put my finger on the line and read it aloud. \
             She wrote it down as if it were a rule of the hospital. Perhaps it is now.",
        ),
        &["teaching"],
    ),
    writes(
        When(52, 0, 6),
        SANA,
        "ایک سال بعد",
        Words::Three([
            "آج صبح پہلے ہفتے کی تحریریں پڑھیں۔ وہ لڑکی ہر وقفے سے ڈرتی تھی۔",
            "غلطیاں اب بھی ہوتی ہیں، مگر اب چھپتی نہیں۔ سب سے بڑی تبدیلی یہ ہے کہ میں پوچھ لیتی ہوں۔",
            "اگلے سال ایک نئی ہاؤس آفیسر کے ساتھ ہر جمعرات چائے۔",
        ]),
        &["house job"],
    ),
    notes(
        When(20, 4, 21),
        FARAH,
        SANA,
        "Honest without being harsh on herself. Ask in autumn whether she would help with the new intake.",
    ),
    // Bilal: shows late, with what is there.
    writes(
        When(3, 4, 22),
        BILAL,
        "I laughed with the others",
        Words::Three([
            "In the duty room a senior imitated how a patient talks. We laughed, I too.",
            "It was funny, and it was not. I laughed because I am new and want to be asked to tea again.",
            "I do not have to give a speech. I can stop laughing. That is already heard.",
        ]),
        &["professionalism"],
    ),
    writes(
        When(13, 6, 20),
        BILAL,
        "Ramzan on call",
        Words::Free(
            "Iftar was a date and a samosa between two admissions, with the ward boy, the pharmacist and a \
             patient's uncle, all on the same bench. Nobody asked who was what. I have been in this hospital \
             for four months and this was the first evening it felt like mine.",
        ),
        &["team"],
    ),
    writes(
        When(24, 2, 21),
        BILAL,
        "What I did not know about insulin",
        Words::Three([
            "I copied the sliding scale from yesterday's chart. The patient had stopped eating at noon.",
            "Copying feels like work, but it is the opposite of thinking. The nurse asked \"Is he eating?\" and \
             that question was the whole of medicine.",
            "Before I copy any line I ask what has changed since it was written.",
        ]),
        &["mistakes", "prescribing"],
    ),
    Event {
        when: When(33, 3, 20),
        who: BILAL,
        act: Act::Show {
            part: REFLECTIONS,
            to: FARAH,
            comment: true,
            already_here: true,
            days: None,
        },
    },
    comments(
        When(33, 5, 21),
        FARAH,
        BILAL,
        "What I did not know about insulin",
        "Thank you for trusting me with the whole year at once. I read it in order, over two cups of tea. This \
         one belongs in my teaching, if you ever allow it, without your name.",
    ),
    answers(
        When(34, 0, 22),
        BILAL,
        BILAL,
        "What I did not know about insulin",
        "You may. With the nurse's question in it, please: that is hers.",
    ),
    writes(
        When(35, 4, 21),
        BILAL,
        "The senior who said sorry",
        Words::Free(
            "Our registrar shouted at me over a missing report, and ten minutes later came back, in front of \
             the same people, and said: that was my fault, I had it in my pocket.\n\nI have never seen \
             anybody above me do that. I want to be able to.",
        ),
        &["professionalism", "team"],
    ),
    writes(
        When(47, 2, 22),
        BILAL,
        "Teaching the sliding scale",
        Words::Three([
            "Twenty minutes for the new students, without slides. I brought an empty chart.",
            "Their questions were better than my answers. One asked why we write \"as per scale\" at all.",
            "Find out who in the hospital can change the form.",
        ]),
        &["teaching", "prescribing"],
    ),
    // Hira: in Urdu; showed, took back.
    writes(
        When(2, 5, 21),
        HIRA,
        "نیا شہر، نیا ہسپتال",
        Words::Free(
            "گھر سے پہلی بار دور ہوں۔ ہاسٹل کی کھڑکی سے وارڈ کی بتیاں نظر آتی ہیں۔ لگتا ہے ہسپتال کبھی نہیں سوتا، اور \
             میں بھی نہیں۔",
        ),
        &["گھر"],
    ),
    shows(When(3, 1, 20), HIRA, TEHREEREN, FARAH),
    writes(
        When(7, 3, 22),
        HIRA,
        "پہلی بار سی پی آر",
        Words::Three([
            "آج پہلی بار کسی کے سینے پر ہاتھ رکھ کر دبایا۔ بیس منٹ۔ وہ نہیں بچ سکیں۔",
            "سب نے کہا تم نے ٹھیک کیا۔ مجھے یقین نہیں آیا، پھر بھی سننا اچھا لگا۔ بعد میں کسی نے نہیں پوچھا کہ میں کیسی ہوں۔",
            "اگلی بار میں خود کسی سے پوچھوں گی کہ وہ کیسا ہے۔",
        ]),
        &["ایمرجنسی"],
    ),
    comments(
        When(7, 5, 20),
        FARAH,
        HIRA,
        "پہلی بار سی پی آر",
        "میں پوچھ رہی ہوں: آپ کیسی ہیں؟ اور کل شام پانچ بجے میرے کمرے میں چائے ہے، کوئی ایجنڈا نہیں۔",
    ),
    answers(
        When(7, 6, 21),
        HIRA,
        HIRA,
        "پہلی بار سی پی آر",
        "آؤں گی۔ شکریہ کہ آپ نے پوچھا۔",
    ),
    writes(
        When(17, 1, 22),
        HIRA,
        "استاد کا لہجہ",
        Words::Three([
            "راؤنڈ پر مجھ سے سب کے سامنے کہا گیا: گھر بیٹھ جاؤ۔",
            "سارا دن وہی جملہ کانوں میں رہا۔ سوال غلط نہیں تھا، جواب ادھورا تھا۔ سزا جواب سے بڑی تھی۔",
            "میں یہ لہجہ اپنے بعد آنے والوں تک نہیں پہنچاؤں گی۔",
        ]),
        &["استاد", "راؤنڈ"],
    ),
    takes_back(When(29, 2, 19), HIRA, TEHREEREN, FARAH),
    writes(
        When(30, 4, 23),
        HIRA,
        "صرف اپنے لیے",
        Words::Free(
            "کچھ باتیں ابھی کسی کو دکھانے کی نہیں۔ ڈاکٹر فرح نے برا نہیں مانا، بس اتنا کہا کہ دروازہ کھلا ہے۔ اب لکھنا \
             ہلکا لگتا ہے۔",
        ),
        &[],
    ),
    writes(
        When(45, 5, 22),
        HIRA,
        "چھوٹی سی جیت",
        Words::Free(
            "آج لمبر پنکچر پہلی کوشش میں ہو گیا۔ ہاتھ نہیں کانپے۔ کسی کو نہیں بتایا، یہاں لکھ رہی ہوں۔",
        ),
        &["مہارت"],
    ),
    notes(
        When(29, 4, 21),
        FARAH,
        HIRA,
        "حرا نے اپنی تحریریں واپس لے لیں۔ وجہ نہیں پوچھنی۔ چائے کی دعوت برقرار ہے۔",
    ),
    // Usman: one part of two.
    writes(
        When(4, 2, 22),
        USMAN,
        "Why I nearly left",
        Words::Free(
            "My uncle has a textile shop in Faisalabad and a chair for me in it. This week I counted the days. \
             Then a patient I had clerked waved at me from the gate on her way home. I stopped counting.",
        ),
        &["why"],
    ),
    Event {
        when: When(5, 0, 20),
        who: USMAN,
        act: Act::Part(PROCEDURES),
    },
    shows(When(5, 1, 20), USMAN, PROCEDURES, FARAH),
    Event {
        when: When(6, 2, 21),
        who: USMAN,
        act: Act::Write {
            part: Some(PROCEDURES),
            title: "Arterial blood gas, first three",
            words: Words::Three([
                "Three samples this week. One clean, one venous, one that clotted while I looked for the syringe cap.",
                "The technique is the smaller half. Laying everything out first is the larger.",
                "Tray before gloves. Cap in the left hand.",
            ]),
            tags: &["abg"],
        },
    },
    comments(
        When(6, 4, 20),
        FARAH,
        USMAN,
        "Arterial blood gas, first three",
        "And the person? What did they say while you looked for the cap?",
    ),
    answers(
        When(7, 0, 21),
        USMAN,
        USMAN,
        "Arterial blood gas, first three",
        "He asked whether it was my first. I said my third. He said: then it will go well. I left that out, and \
         it was the best part.",
    ),
    Event {
        when: When(22, 3, 21),
        who: USMAN,
        act: Act::Write {
            part: Some(PROCEDURES),
            title: "Pleural tap with Dr Farah's hands behind mine",
            words: Words::Three([
                "My first tap. She stood behind me and said nothing until I asked.",
                "Her silence was the teaching. I noticed that I look at the needle, when I should look at the face.",
                "Say every step aloud to the patient, in his language, before doing it.",
            ]),
            tags: &["pleural tap"],
        },
    },
    Event {
        when: When(40, 4, 22),
        who: USMAN,
        act: Act::Write {
            part: Some(PROCEDURES),
            title: "Central line, supervised, abandoned",
            words: Words::Three([
                "Ultrasound showed the vein, then it did not. I stopped and handed over.",
                "A year ago I would have gone on. Stopping felt like the first grown-up thing I did with a needle.",
                "Ten more on the simulator before the next.",
            ]),
            tags: &["central line"],
        },
    },
    comments(
        When(40, 6, 19),
        FARAH,
        USMAN,
        "Central line, supervised, abandoned",
        "Put *abandoned* in the title with pride. Yes.",
    ),
    writes(
        When(49, 5, 23),
        USMAN,
        "My father asked what I do",
        Words::Free(
            "I tried to explain the ward to him on the phone: who decides, who carries, who is thanked. He was \
             quiet and then said, so it is like the shop. It is exactly like the shop.",
        ),
        &["why", "family"],
    ),
    // Zainab: for herself.
    writes(
        When(4, 5, 22),
        ZAINAB,
        "I do not want to be read",
        Words::Free(
            "They say nobody can see this unless I show it. I will try to believe that by writing one true \
             sentence: I cried in the linen room today, and then I went back and finished the discharge letters.",
        ),
        &[],
    ),
    writes(
        When(15, 1, 23),
        ZAINAB,
        "Consent in a language she did not speak",
        Words::Three([
            "I held the form. The patient spoke only Pashto. Her husband signed and said she agrees.",
            "Everybody was content except, perhaps, she. I do not know, and that is the point.",
            "There is a ward aunty from Mardan on the second floor. Next time I fetch her before the form.",
        ]),
        &["consent", "ethics"],
    ),
    writes(
        When(27, 6, 21),
        ZAINAB,
        "A rota that exists on paper",
        Words::Free(
            "On paper I was free on Tuesday. I have the paper. I also have Tuesday's notes in my handwriting. \
             I keep both, and do not know yet for whom.",
        ),
        &["rota"],
    ),
    writes(
        When(46, 3, 22),
        ZAINAB,
        "ہاں، میں ٹھیک ہوں",
        Words::Free(
            "سب پوچھتے ہیں ٹھیک ہو؟ اور میں کہتی ہوں ہاں۔ آج پہلی بار یہ سچ تھا۔ چھت پر دھوپ تھی، چائے تھی، اور کسی کا \
             فون نہیں آیا۔",
        ),
        &[],
    ),
];
