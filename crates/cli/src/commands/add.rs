//! Keeping a text as a new item.

use amanat_mentoring::item::{Content, Field};
use amanat_mentoring::template::{FieldKey, Template};
use amanat_messages::{Command as Engine, Done, Problem};
use data_encoding::HEXLOWER;

use super::{Outcome, open, say, send};
use crate::args::Add;
use crate::secrets;

pub(super) async fn run(args: Add) -> Outcome {
    let text = secrets::read(&args.file)?;
    let client = open(&args.vault).await?;
    let Done::Created(item) = client.run(Engine::CreateItem { part: None }).await? else {
        return Err(Problem::Fault.into());
    };
    let draft = Engine::SaveDraft {
        item,
        number: 1,
        content: content(&text),
    };
    client.run(draft).await?;
    client.run(Engine::CloseItem { item }).await?;
    say(&HEXLOWER.encode(&item.0))?;
    send(&client).await
}

fn content(text: &str) -> Content {
    let (title, body) = match text.strip_prefix("# ") {
        Some(rest) => rest.split_once('\n').unwrap_or((rest, "")),
        None => ("", text),
    };
    let body = body.trim_matches('\n');
    let field = Field {
        key: FieldKey::Free,
        text: body.to_owned(),
    };
    Content {
        title: title.trim().to_owned(),
        template: Template::Free,
        // No text is no field.
        fields: (!body.is_empty()).then_some(field).into_iter().collect(),
        ..Content::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_first_line_may_be_the_title() {
        let titled = content("# Ward\n\none\n\ntwo\n");
        assert_eq!(titled.title, "Ward");
        assert_eq!(titled.text(FieldKey::Free), "one\n\ntwo");
        let plain = content("#no title\n");
        assert_eq!(plain.title, "");
        assert_eq!(plain.text(FieldKey::Free), "#no title");
        assert!(content("# Only\n").fields.is_empty());
    }
}
