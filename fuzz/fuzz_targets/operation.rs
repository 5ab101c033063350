//! What entries say: any operation, and what many of them fold to in any order.
#![no_main]

use amanat_fuzz::{must, read};
use amanat_mentoring::check::ContentError;
use amanat_mentoring::id::RevisionId;
use amanat_mentoring::item::{Content, Revision, Value};
use amanat_mentoring::operation::Operation;
use amanat_mentoring::portfolio::{Filter, Place, Portfolio};
use amanat_protocol::{codec, hash};
use libfuzzer_sys::arbitrary::{self, Unstructured};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Some(Operation::Revise(revision)) = read::<Operation>(bytes) else {
        return;
    };
    if let Value::Reflection(content) = &revision.value {
        normal(content.clone());
    }
    let revisions = must(on_devices(&revision, &mut Unstructured::new(bytes)));
    let forth = seen(revisions.iter());
    assert_eq!(forth, seen(revisions.iter().rev()));
    assert_eq!(forth, seen(revisions.iter().chain(&revisions)));
});

/// The revision, and what several devices may have made of it at once.
fn on_devices(
    revision: &Revision,
    u: &mut Unstructured<'_>,
) -> arbitrary::Result<Vec<(RevisionId, Revision)>> {
    let mut made: Vec<(RevisionId, Revision)> = Vec::new();
    for _ in 0..5 {
        let mut next = revision.clone();
        for (id, _) in &made {
            if u.arbitrary()? {
                next.parents.push(*id);
            }
        }
        next.parents.sort_unstable();
        next.at = next.at.saturating_add(u.arbitrary::<u8>()?.into());
        if let Value::Reflection(content) = &mut next.value {
            for field in &mut content.fields {
                let at = u.int_in_range(0..=field.text.len())?;
                let (kept, moved) = field.text.split_at(field.text.floor_char_boundary(at));
                field.text = format!("{moved}\n{kept}");
            }
        }
        if next.check().is_ok() {
            let id = hash::labelled("amanat/v1/revision", &codec::encode(&next)).0;
            made.push((RevisionId(id), next));
        }
    }
    Ok(made)
}

/// Everything a page may ask of these revisions.
fn seen<'a>(revisions: impl Iterator<Item = &'a (RevisionId, Revision)>) -> Vec<String> {
    let mut portfolio = Portfolio::default();
    let mut items = Vec::new();
    for (id, revision) in revisions {
        portfolio.insert(Place::Own, *id, revision.clone());
        items.push(revision.item);
    }
    items.sort_unstable();
    items.dedup();
    let mut out: Vec<String> = items
        .iter()
        .map(|item| format!("{:?}", portfolio.item(*item)))
        .collect();
    let text = Some("a ک".to_owned());
    for filter in [
        Filter::default(),
        Filter {
            text,
            ..Filter::default()
        },
    ] {
        let page = portfolio.list(&filter, 0, 0, 50);
        assert!(page.items.len() <= items.len());
        out.push(format!("{page:?}"));
    }
    out.push(format!("{:?}", portfolio.tags()));
    out.push(format!("{:?}", portfolio.profile()));
    out.push(format!("{:?}", portfolio.parts()));
    out.push(format!("{}", portfolio.facts().count()));
    out
}

/// What is put right by itself is not refused for what could have been put right, and stays as it is.
fn normal(mut content: Content) {
    content.normalize();
    let verdict = content.validate();
    let unclean = matches!(
        verdict,
        Err(ContentError::TitleUnclean
            | ContentError::TagUnclean
            | ContentError::FieldUnclean { .. }
            | ContentError::FieldsUnsorted
            | ContentError::TagsUnsorted)
    );
    assert!(!unclean, "{}", must(verdict.err().ok_or("an error")));
    let once = content.clone();
    content.normalize();
    assert!(content == once);
}
