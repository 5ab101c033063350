use super::*;
use crate::id::{ItemId, RevisionId};
use crate::item::{PartName, Profile};
use proptest::prelude::*;

fn field(key: FieldKey, text: &str) -> Field {
    Field {
        key,
        text: text.to_owned(),
    }
}

fn good() -> Content {
    Content {
        title: "Night on call".into(),
        fields: vec![
            field(FieldKey::What, "A fall.\n\n\tNo fracture."),
            field(FieldKey::SoWhat, "مریض"),
        ],
        tags: vec!["surgery".into(), "جراحی".into()],
        happened_on: Some(Date {
            year: 2024,
            month: 2,
            day: 29,
        }),
        ..Content::default()
    }
}

fn refused(change: impl FnOnce(&mut Content)) -> Option<ContentError> {
    let mut content = good();
    change(&mut content);
    content.validate().err()
}

#[test]
fn normalizing_puts_right_and_loses_no_word() {
    let mut content = Content {
        title: "  Night\non\tcall\u{7} ".into(),
        fields: vec![
            field(FieldKey::SoWhat, "b\r\nc\rd\u{0}e\tf "),
            field(FieldKey::Free, " \n"),
            field(FieldKey::What, "first"),
            field(FieldKey::What, "second"),
        ],
        tags: vec![
            " z ".into(),
            "a  b".into(),
            "z".into(),
            "\u{1}".into(),
            String::new(),
        ],
        ..Content::default()
    };
    content.normalize();
    assert_eq!(content.title, "Night on call");
    assert!(
        content.fields
            == [
                field(FieldKey::What, "first\n\nsecond"),
                field(FieldKey::SoWhat, "b\nc\nde\tf ")
            ]
    );
    assert_eq!(content.tags, ["a b", "z"]);
    assert_eq!(content.validate(), Ok(()));
}

#[test]
fn limits_are_in_characters_where_they_say_so() {
    assert_eq!(good().validate(), Ok(()));
    let urdu = |n| "م".repeat(n);
    assert_eq!(refused(|c| c.title = urdu(MAX_TITLE)), None);
    assert_eq!(
        refused(|c| c.title = urdu(MAX_TITLE + 1)),
        Some(ContentError::TitleTooLong { limit: MAX_TITLE })
    );
    assert_eq!(refused(|c| c.tags = vec![urdu(MAX_NAME)]), None);
    assert_eq!(
        refused(|c| c.tags = vec![urdu(MAX_NAME + 1)]),
        Some(ContentError::TagTooLong { limit: MAX_NAME })
    );
    let tags = |n| (0..n).map(|n| format!("{n:02}")).collect();
    assert_eq!(refused(|c| c.tags = tags(MAX_TAGS)), None);
    assert_eq!(
        refused(|c| c.tags = tags(MAX_TAGS + 1)),
        Some(ContentError::TooManyTags { limit: MAX_TAGS })
    );
    assert_eq!(refused(|c| c.fields[1].text = urdu(MAX_FIELD / 2)), None);
    assert_eq!(
        refused(|c| c.fields[1].text = urdu(MAX_FIELD / 2 + 1)),
        Some(ContentError::FieldTooLong {
            field: FieldKey::SoWhat,
            limit: MAX_FIELD
        })
    );
}

#[test]
fn what_is_not_in_its_stored_form_is_refused() {
    assert_eq!(
        refused(|c| c.title = "a\nb".into()),
        Some(ContentError::TitleUnclean)
    );
    assert_eq!(
        refused(|c| c.title = " a".into()),
        Some(ContentError::TitleUnclean)
    );
    assert_eq!(
        refused(|c| c.fields.reverse()),
        Some(ContentError::FieldsUnsorted)
    );
    assert_eq!(
        refused(|c| c.fields[1].key = FieldKey::What),
        Some(ContentError::FieldsUnsorted)
    );
    let unclean = Some(ContentError::FieldUnclean {
        field: FieldKey::What,
    });
    assert_eq!(refused(|c| c.fields[0].text = "  ".into()), unclean);
    assert_eq!(refused(|c| c.fields[0].text = "a\u{0}".into()), unclean);
    assert_eq!(
        refused(|c| c.tags.reverse()),
        Some(ContentError::TagsUnsorted)
    );
    assert_eq!(
        refused(|c| c.tags[0] = "جراحی".into()),
        Some(ContentError::TagsUnsorted)
    );
    assert_eq!(
        refused(|c| c.tags[0] = String::new()),
        Some(ContentError::TagUnclean)
    );
}

#[test]
fn only_days_of_the_calendar() {
    let real = |year, month, day| Date { year, month, day }.is_real();
    assert!(real(2024, 2, 29) && real(2000, 2, 29) && real(9999, 12, 31) && real(1, 1, 1));
    assert!(!real(2023, 2, 29) && !real(1900, 2, 29) && !real(2024, 4, 31));
    assert!(
        !real(2024, 0, 1)
            && !real(2024, 13, 1)
            && !real(2024, 1, 0)
            && !real(0, 1, 1)
            && !real(10_000, 1, 1)
    );
    let day = Date {
        year: 2023,
        month: 2,
        day: 29,
    };
    assert_eq!(
        refused(|c| c.happened_on = Some(day)),
        Some(ContentError::NoSuchDay)
    );
}

#[test]
fn revisions_from_elsewhere_are_bounded() {
    let check = |parents: Vec<u8>, at, value| {
        let parents = parents.into_iter().map(|n| RevisionId([n; 32])).collect();
        Revision {
            item: ItemId([0; 16]),
            parents,
            at,
            value,
        }
        .check()
    };
    let text = || Value::Reflection(good());
    assert_eq!(check((0..16).collect(), MAX_TIME, text()), Ok(()));
    assert_eq!(
        check((0..17).collect(), 0, text()),
        Err(RevisionError::TooManyParents { limit: 16 })
    );
    assert_eq!(
        check(vec![2, 1], 0, text()),
        Err(RevisionError::ParentsUnsorted)
    );
    assert_eq!(
        check(vec![1, 1], 0, text()),
        Err(RevisionError::ParentsUnsorted)
    );
    assert_eq!(
        check(vec![], MAX_TIME + 1, text()),
        Err(RevisionError::TimeOutOfRange)
    );
    assert_eq!(
        check(vec![], 0, Value::Trashed),
        Err(RevisionError::NothingToTrash)
    );
    assert_eq!(check(vec![1], 0, Value::Trashed), Ok(()));
    let named = |name: &str| {
        check(
            vec![],
            0,
            Value::Part(PartName {
                name: name.to_owned(),
            }),
        )
    };
    assert_eq!(named("Clinic"), Ok(()));
    for bad in ["", " Clinic", "a\nb", &"x".repeat(MAX_NAME + 1)] {
        assert_eq!(
            named(bad),
            Err(RevisionError::NameInvalid { limit: MAX_NAME })
        );
        let profile = Value::Profile(Profile {
            name: bad.to_owned(),
        });
        assert_eq!(
            check(vec![], 0, profile),
            Err(RevisionError::NameInvalid { limit: MAX_NAME })
        );
    }
    let unsorted = Value::Reflection(Content {
        tags: vec!["b".into(), "a".into()],
        ..good()
    });
    assert_eq!(
        check(vec![], 0, unsorted),
        Err(ContentError::TagsUnsorted.into())
    );
}

proptest! {
    #[test]
    fn whatever_is_typed_normalizes_to_its_stored_form(
        title in any::<String>(),
        texts in proptest::collection::vec((0..10_usize, any::<String>()), 0..6),
        tags in proptest::collection::vec("[ \\PC\n\u{1}]{0,8}", 0..6),
    ) {
        let keys = [FieldKey::Free, FieldKey::What, FieldKey::SoWhat, FieldKey::NowWhat,
            FieldKey::Description, FieldKey::Feelings, FieldKey::Evaluation, FieldKey::Analysis,
            FieldKey::Conclusion, FieldKey::ActionPlan];
        let fields = texts.into_iter().map(|(key, text)| Field { key: keys[key], text }).collect();
        let mut content = Content { title, fields, tags, ..Content::default() };
        content.normalize();
        prop_assert_eq!(content.validate(), Ok(()));
        let once = content.clone();
        content.normalize();
        prop_assert!(content == once);
    }
}
