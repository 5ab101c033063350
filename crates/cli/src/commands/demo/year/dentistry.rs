//! Dr Humaira's three students of dentistry, one to one.

use super::super::people::{AREEBA, DANISH, HUMAIRA, NOOR, REFLECTIONS, TEHREEREN};
use super::super::story::{
    Act, Event, When, Words, answers, comments, notes, shows, takes_back, writes,
};

pub(super) const STORY: &[Event] = &[
    // Noor: in Urdu, and answered in Urdu.
    shows(When(2, 0, 20), NOOR, TEHREEREN, HUMAIRA),
    writes(
        When(3, 5, 21),
        NOOR,
        "پہلا معائنہ",
        Words::Three([
            "پہلی بار خود معائنہ کیا۔ آئینہ الٹا پکڑا تھا، مریض نے مسکرا کر سیدھا کرایا۔",
            "شرم آئی، مگر ان کی مسکراہٹ نے ڈر ختم کر دیا۔ وہ مجھ سے کم گھبرائے ہوئے تھے۔",
            "اوزار پہلے سے ترتیب سے رکھوں گی، اور مریض کو بتاؤں گی کہ میں سیکھ رہی ہوں۔",
        ]),
        &["او پی ڈی"],
    ),
    comments(
        When(3, 6, 20),
        HUMAIRA,
        NOOR,
        "پہلا معائنہ",
        "بہت خوب۔ ”میں سیکھ رہی ہوں“ کہنا اعتماد کم نہیں کرتا، بڑھاتا ہے۔ آپ نے یہ کیسے کہا؟",
    ),
    answers(
        When(4, 1, 21),
        NOOR,
        NOOR,
        "پہلا معائنہ",
        "بس یہی کہ ڈاکٹر صاحبہ میرے بعد دوبارہ دیکھیں گی۔ وہ بولے: پھر تو دو دو ڈاکٹر ہو گئے!",
    ),
    writes(
        When(11, 4, 22),
        NOOR,
        "ڈرا ہوا بچہ",
        Words::Three([
            "چھ سال کا بچہ کرسی پر بیٹھنے کو تیار نہ تھا۔ ماں نے ڈانٹا، وہ اور سمٹ گیا۔",
            "میں نے پہلے اس کی گڑیا کے دانت دیکھے۔ پھر اس نے خود منہ کھولا۔ علاج سے پہلے بھروسا آتا ہے۔",
            "ہر بچے کے لیے پانچ منٹ صرف باتوں کے رکھوں گی۔",
        ]),
        &["بچے", "بات چیت"],
    ),
    comments(
        When(11, 6, 20),
        HUMAIRA,
        NOOR,
        "ڈرا ہوا بچہ",
        "گڑیا والی بات میں نے آج اپنے کلینک میں آزمائی۔ کام کر گئی۔ اب میں آپ سے سیکھ رہی ہوں۔",
    ),
    writes(
        When(28, 2, 22),
        NOOR,
        "مہنگا علاج",
        Words::Three([
            "ایک صاحب نے روٹ کینال کی قیمت سنی اور کہا: نکال دیں۔",
            "دانت بچ سکتا تھا۔ فیصلہ دانت کا نہیں، مہینے کی تنخواہ کا تھا۔ میرے پاس کوئی اچھا لفظ نہیں تھا۔",
            "فلاحی فنڈ کا طریقہ معلوم کروں گی تاکہ اگلی بار کچھ کہہ سکوں۔",
        ]),
        &["اخلاقیات"],
    ),
    comments(
        When(28, 5, 20),
        HUMAIRA,
        NOOR,
        "مہنگا علاج",
        "فنڈ کا فارم میرے دفتر میں ہے، اور اس پر آپ کے دستخط بھی چل سکتے ہیں۔ آپ کا اپنا خیال کیا ہے: ہم یہ بات مریض سے \
         کب کریں؟",
    ),
    answers(
        When(29, 0, 21),
        NOOR,
        NOOR,
        "مہنگا علاج",
        "قیمت بتانے سے پہلے۔ ورنہ وہ سننا بند کر دیتے ہیں۔",
    ),
    writes(
        When(39, 3, 22),
        NOOR,
        "What the fund paid for",
        Words::Free(
            "The third root canal from the welfare fund today. I wrote the amount on the form and my hand was \
             steady. He brought a bag of guavas. We are not allowed to accept presents, so the whole clinic ate \
             them together, with him.",
        ),
        &["اخلاقیات"],
    ),
    writes(
        When(52, 0, 7),
        NOOR,
        "نئے سال کی صبح",
        Words::Three([
            "پیر کی صبح، کلینک ابھی خالی ہے۔ نئی طالبہ آئینہ الٹا پکڑے کھڑی تھی۔",
            "میں نے ہنس کر سیدھا کرایا۔ ایک سال پہلے کسی نے میرے لیے یہی کیا تھا۔",
            "اسے گڑیا والی بات بھی بتاؤں گی۔",
        ]),
        &["او پی ڈی", "تدریس"],
    ),
    notes(
        When(29, 2, 21),
        HUMAIRA,
        NOOR,
        "نور کا مشاہدہ گہرا ہے۔ فلاحی فنڈ پر ایک چھوٹی تحقیق کا مشورہ دوں۔",
    ),
    // Danish: shows until a day that is coming.
    writes(
        When(6, 1, 22),
        DANISH,
        "My hands shake",
        Words::Three([
            "In the phantom lab my hand shakes as soon as somebody stands behind me.",
            "It does not shake when I am alone, so it is not the hand.",
            "Ask a friend to stand behind me every Tuesday until I stop noticing.",
        ]),
        &["skills lab"],
    ),
    writes(
        When(16, 3, 21),
        DANISH,
        "Tuesday number nine",
        Words::Free(
            "Nine Tuesdays. He brings his own work now and forgets that he is supposed to watch me. A class two \
             cavity, no shaking. He looked up and said: are we done?",
        ),
        &["skills lab"],
    ),
    writes(
        When(25, 5, 22),
        DANISH,
        "I broke a file in a canal",
        Words::Gibbs([
            "A file broke in the canal. Three millimetres of steel where no steel should be.",
            "Cold. Then a very strong wish that nobody would take an X-ray.",
            "Bad: I used it once too often. Good: I said it aloud within a minute.",
            "I had counted uses in my head. My head was at lunch.",
            "I could have marked the file.",
            "A dot on the stopper for each use; three dots, bin. And say it in the first minute, always.",
        ]),
        &["mistakes", "endodontics"],
    ),
    writes(
        When(37, 2, 22),
        DANISH,
        "Telling her about the file",
        Words::Three([
            "She came for her check. I told her myself, with the picture. She asked whether it would set off the \
             scanner at the airport.",
            "I had prepared for anger for two weeks. What she wanted was a sentence she could repeat to her mother.",
            "Prepare the sentence, not the defence.",
        ]),
        &["communication", "mistakes"],
    ),
    Event {
        when: When(48, 2, 20),
        who: DANISH,
        act: Act::Show {
            part: REFLECTIONS,
            to: HUMAIRA,
            comment: true,
            already_here: true,
            days: Some(90),
        },
    },
    comments(
        When(48, 5, 20),
        HUMAIRA,
        DANISH,
        "Telling her about the file",
        "”Prepare the sentence, not the defence“: may I put that on the wall of the clinic? And what was the \
         sentence?",
    ),
    answers(
        When(49, 0, 21),
        DANISH,
        DANISH,
        "Telling her about the file",
        "\"A piece of the instrument stayed inside, it is clean and sealed, and we will look at it every year \
         together.\" The wall is fine.",
    ),
    writes(
        When(51, 4, 22),
        DANISH,
        "Three dots",
        Words::Free(
            "I found somebody else's file in the tray with three dots on its stopper, in the bin side. I do not \
             know whose it is. It is not mine.",
        ),
        &["endodontics", "safety"],
    ),
    // Areeba: in Urdu; took back in the end.
    shows(When(3, 2, 20), AREEBA, TEHREEREN, HUMAIRA),
    writes(
        When(7, 1, 22),
        AREEBA,
        "دانت اور ڈاکٹر",
        Words::Free(
            "خالہ کہتی ہیں ڈینٹسٹ بھی کوئی ڈاکٹر ہوتا ہے؟ آج ایک مریض کے منہ میں زخم دیکھا جو تین ڈاکٹروں نے نہیں دیکھا تھا۔ \
             خالہ کو نہیں بتاؤں گی، خود کو بتا رہی ہوں۔",
        ),
        &["شناخت"],
    ),
    comments(
        When(7, 4, 20),
        HUMAIRA,
        AREEBA,
        "دانت اور ڈاکٹر",
        "وہ زخم وقت پر دیکھا گیا۔ یہ آپ کی آنکھ تھی۔ خالہ کو کلینک بلا لیجیے!",
    ),
    writes(
        When(20, 3, 22),
        AREEBA,
        "سن کرنے کا انجکشن",
        Words::Three([
            "انجکشن دو بار لگانا پڑا۔ مریض خاموش رہا، میں معافی مانگتی رہی۔",
            "میری معافیوں نے اسے زیادہ گھبرا دیا۔ اسے معافی نہیں، اطمینان چاہیے تھا۔",
            "ایک بار معذرت، پھر بتانا کہ اب کیا ہو گا۔",
        ]),
        &["مہارت", "بات چیت"],
    ),
    comments(
        When(20, 5, 20),
        HUMAIRA,
        AREEBA,
        "سن کرنے کا انجکشن",
        "”ایک بار معذرت، پھر آگے کی بات۔“ یہ جملہ یاد رکھنے کا ہے۔",
    ),
    answers(
        When(21, 0, 21),
        AREEBA,
        AREEBA,
        "سن کرنے کا انجکشن",
        "آج پھر لگایا، ایک ہی بار میں۔ معذرت کی ضرورت نہیں پڑی۔",
    ),
    writes(
        When(33, 1, 22),
        AREEBA,
        "The viva",
        Words::Three([
            "I knew the answer and said I think so. The examiner said: do you think or do you know?",
            "I say *I think* because at home a girl who knows is called proud.",
            "Say it once without *I think*. Listen whether anything breaks.",
        ]),
        &["شناخت"],
    ),
    writes(
        When(44, 4, 22),
        AREEBA,
        "رشتے کی بات",
        Words::Free(
            "گھر میں رشتے کی بات چل رہی ہے اور امتحان دو ہفتے بعد ہے۔ کتاب کھلی ہے، صفحہ وہی ہے۔ کل امی سے کہوں گی کہ دو \
             ہفتے مجھے دے دیں۔",
        ),
        &["گھر"],
    ),
    takes_back(When(51, 2, 20), AREEBA, TEHREEREN, HUMAIRA),
    writes(
        When(51, 5, 22),
        AREEBA,
        "دو ہفتے مل گئے",
        Words::Free(
            "امی نے دو ہفتے دے دیے، اور امتحان بھی ہو گیا۔ اب جو لکھنا ہے وہ پہلے صرف میں پڑھوں گی۔",
        ),
        &["گھر"],
    ),
];
