//! Proving that the recovery card was written down.

use amanat_messages::{CardAnswer, Done, Problem};
use amanat_vault::card::Card;
use zeroize::Zeroize;

use crate::client::Client;
use crate::ports::{Batch, Durability, Platform};

impl<P: Platform> Client<P> {
    pub(crate) async fn confirm_card(&self, answers: &[CardAnswer]) -> Result<Done, Problem> {
        let _chain = self.chain.lock().await;
        let _writing = self.writing.lock().await;
        let (batch, mut secret) = self.with(|s| {
            let Some(secret) = s.ring.stored.card else {
                return Ok((None, None));
            };
            let words = Card::from_bytes(&secret).expose_words();
            check_answers(&words, &s.ring.stored.ask, answers)?;
            // From here on the secret is on the card alone.
            s.ring.stored.card = None;
            let mut batch = Batch::default();
            s.stage(&mut batch);
            Ok((Some(batch), Some(secret)))
        })?;
        if let Some(batch) = batch
            && let Err(problem) = self.apply(batch, Durability::Strict).await
        {
            self.with(|s| {
                s.ring.stored.card = secret;
                Ok(())
            })?;
            return Err(problem);
        }
        secret.zeroize();
        Ok(Done::Ok)
    }
}

/// Whether the words asked back are those of a card.
pub(crate) fn check_answers(
    words: &[String],
    ask: &[u8],
    answers: &[CardAnswer],
) -> Result<(), Problem> {
    for place in ask {
        let answer = answers.iter().find(|a| a.place == *place);
        let word = words.get(usize::from(*place).wrapping_sub(1));
        let given = answer.map(|a| a.word.trim().to_lowercase());
        if given.as_ref() != word {
            return Err(Problem::CardAnswerWrong { place: *place });
        }
    }
    Ok(())
}
