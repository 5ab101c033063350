//! Letters.

use amanat_protocol::hash::{self, Hash};
use amanat_protocol::limits::{
    MAX_LETTER, MAX_LETTER_BYTES, MAX_LETTER_BYTES_FROM_ONE, MAX_LETTERS, MAX_LETTERS_FROM_ONE,
};
use amanat_protocol::statement::Level;

use super::*;
use crate::fixtures::{Log, noise, row};
use crate::store::LetterError;

async fn send<S: Store>(
    store: &S,
    from: AccountIndex,
    to: &Person,
    letter: &[u8],
) -> Result<(), LetterError> {
    store.send_letter(from, to.id(), letter.to_vec()).await
}

fn names(letters: &[Vec<u8>]) -> Vec<Hash> {
    letters.iter().map(|letter| hash::plain(letter)).collect()
}

pub(crate) async fn a_letter_waits_for_its_recipient_alone<S: Store>(store: &S) {
    let (a, b, c) = (Person::new(1), Person::new(2), Person::new(3));
    let (one, two) = (join(store, &a).await, join(store, &b).await);
    // They share a circle, so that they follow each other's identities.
    let circle = circle(store, one, &a, 5, &[row(&b, Level::Append)]).await;
    let stranger = send(store, one, &c, &noise(1, 1024)).await;
    assert!(
        matches!(stranger, Err(LetterError::NotFound)),
        "{stranger:?}"
    );
    let (_, mine) = sync(store, one, None).await;
    let (_, theirs) = sync(store, two, None).await;
    let letters = [noise(1, 1024), noise(2, 2048), noise(3, MAX_LETTER)];
    for letter in letters.iter().chain(&letters) {
        send(store, one, &b, letter).await.unwrap();
    }
    assert_eq!(store.stats().await.unwrap().letters, 3);
    let (seen, end) = sync(store, two, theirs).await;
    assert_eq!(sealed(&seen), letters);
    assert_eq!(seen.len(), 3);
    assert!(page(store, two, end).await.is_none());
    assert!(page(store, one, mine).await.is_none());
    // A letter from somebody else, who may send the same bytes to others; and one to oneself.
    let three = join(store, &c).await;
    for letter in [&letters[0], &letters[1]] {
        send(store, three, &a, letter).await.unwrap();
    }
    send(store, three, &c, &letters[0]).await.unwrap();
    assert_eq!(sealed(&sync(store, one, mine).await.0), letters[..2]);
    assert_eq!(sealed(&sync(store, three, None).await.0), letters[..1]);
    // What arrived meanwhile keeps an append from saying that there is nothing else.
    send(store, one, &b, &noise(4, 1024)).await.unwrap();
    let entry = Log::new(&circle, b.device()).push(1024);
    let answer = append(store, two, b.device(), &[entry], end).await;
    assert_eq!(answer.cursor, None);
}

pub(crate) async fn a_letter_is_forgotten_when_it_is_done<S: Store>(store: &S) {
    let (a, b) = (Person::new(1), Person::new(2));
    let (one, two) = (join(store, &a).await, join(store, &b).await);
    let nothing = store.finish_letters(two, names(&[noise(1, 1024)])).await;
    assert!(nothing.is_ok());
    let before = store.stats().await.unwrap();
    let letters = [noise(1, 1024), noise(2, 1024), noise(3, 1024)];
    for letter in &letters {
        send(store, one, &b, letter).await.unwrap();
    }
    let (_, old) = sync(store, two, None).await;
    // Nobody but the recipient ends the waiting.
    store.finish_letters(one, names(&letters)).await.unwrap();
    assert_eq!(store.stats().await.unwrap().letters, 3);
    for _ in 0..2 {
        let done = names(&[letters[0].clone(), letters[2].clone(), noise(9, 1024)]);
        store.finish_letters(two, done).await.unwrap();
    }
    assert_eq!(sealed(&sync(store, two, None).await.0), [noise(2, 1024)]);
    assert!(page(store, two, old).await.is_none());
    store.finish_letters(two, names(&letters)).await.unwrap();
    let after = store.stats().await.unwrap();
    assert_eq!(
        (after.letters, after.charged_bytes),
        (0, before.charged_bytes)
    );
    assert!(page(store, two, old).await.is_none());
    // The same bytes once more are a letter once more, and later than all that was.
    send(store, one, &b, &letters[2]).await.unwrap();
    assert_eq!(sealed(&sync(store, two, old).await.0), letters[2..]);
}

pub(crate) async fn letters_of_one_sender_are_bounded<S: Store>(store: &S) {
    let (a, b, c) = (Person::new(1), Person::new(2), Person::new(3));
    let (one, two) = (join(store, &a).await, join(store, &b).await);
    let three = join(store, &c).await;
    let small: Vec<_> = (0..MAX_LETTERS_FROM_ONE as u64 + 8)
        .map(|n| noise(n, 1024))
        .collect();
    // All at once: the bound holds however they meet.
    let tries = small.iter().map(|letter| send(store, one, &b, letter));
    let outcomes = join_all(tries).await;
    let kept = outcomes.iter().filter(|outcome| outcome.is_ok()).count();
    assert_eq!(kept, MAX_LETTERS_FROM_ONE);
    let over = outcomes
        .iter()
        .filter(|outcome| matches!(outcome, Err(LetterError::Quota)));
    assert_eq!(over.count(), 8);
    // What waits is still answered as kept; another sender and another recipient have bounds of their own.
    let (seen, _) = sync(store, two, None).await;
    let seen = sealed(&seen);
    send(store, one, &b, &seen[0]).await.unwrap();
    send(store, three, &b, &noise(900, 1024)).await.unwrap();
    send(store, one, &c, &seen[0]).await.unwrap();
    store.finish_letters(two, names(&seen[..1])).await.unwrap();
    send(store, one, &b, &noise(901, 1024)).await.unwrap();
    let refused = send(store, one, &b, &noise(902, 1024)).await;
    assert!(matches!(refused, Err(LetterError::Quota)), "{refused:?}");

    let many = MAX_LETTER_BYTES_FROM_ONE / MAX_LETTER;
    for n in 0..many as u64 {
        send(store, three, &a, &noise(n, MAX_LETTER)).await.unwrap();
    }
    let refused = send(store, three, &a, &noise(900, 1024)).await;
    assert!(matches!(refused, Err(LetterError::Quota)), "{refused:?}");
}

/// Sends as many letters from each of several people as one may, and says how many were kept.
async fn crowd<S: Store>(store: &S, to: &Person, senders: usize, each: usize, len: usize) -> usize {
    let mut kept = 0;
    for sender in 0..senders {
        let person = Person::new(1000 + sender as u64);
        let from = join(store, &person).await;
        let letters: Vec<_> = (0..each)
            .map(|n| noise((sender * each + n) as u64 + 1, len))
            .collect();
        let tries = letters.iter().map(|letter| send(store, from, to, letter));
        let outcomes = join_all(tries).await;
        kept += outcomes.iter().filter(|outcome| outcome.is_ok()).count();
    }
    kept
}

pub(crate) async fn letters_for_one_recipient_are_bounded<S: Store>(store: &S) {
    let person = Person::new(1);
    let me = join(store, &person).await;
    let senders = MAX_LETTERS / MAX_LETTERS_FROM_ONE + 1;
    let kept = crowd(store, &person, senders, MAX_LETTERS_FROM_ONE, 1024).await;
    assert_eq!(kept, MAX_LETTERS);
    let (seen, _) = sync(store, me, None).await;
    let seen = sealed(&seen);
    assert_eq!(seen.len(), MAX_LETTERS);
    store.finish_letters(me, names(&seen[..1])).await.unwrap();
    let another = join(store, &Person::new(2)).await;
    send(store, another, &person, &noise(1, 2048))
        .await
        .unwrap();
    let refused = send(store, another, &person, &noise(2, 2048)).await;
    assert!(matches!(refused, Err(LetterError::Quota)), "{refused:?}");
}

pub(crate) async fn bytes_for_one_recipient_are_bounded<S: Store>(store: &S) {
    let person = Person::new(1);
    join(store, &person).await;
    let each = MAX_LETTER_BYTES_FROM_ONE / MAX_LETTER;
    let senders = MAX_LETTER_BYTES / MAX_LETTER_BYTES_FROM_ONE + 1;
    let kept = crowd(store, &person, senders, each, MAX_LETTER).await;
    assert_eq!(kept, MAX_LETTER_BYTES / MAX_LETTER);
}

pub(crate) async fn waiting_letters_count_as_their_senders<S: Store>(store: &S) {
    let (a, b) = (Person::new(1), Person::new(2));
    let (one, two) = (join(store, &a).await, join(store, &b).await);
    let circle = circle(store, one, &a, 5, &[]).await;
    let mut log = Log::new(&circle, a.device());
    let entries: Vec<_> = (0..7).map(|_| log.push(1 << 20)).collect();
    append(store, one, a.device(), &entries, None).await;
    let mut sent = Vec::new();
    let refused = loop {
        let letter = noise(sent.len() as u64 + 1, MAX_LETTER);
        match send(store, one, &b, &letter).await {
            Ok(()) => sent.push(letter),
            Err(refused) => break refused,
        }
    };
    assert!(matches!(refused, LetterError::Quota), "{refused:?}");
    assert!(sent.len() < MAX_LETTER_BYTES_FROM_ONE / MAX_LETTER);
    store.finish_letters(two, names(&sent[..1])).await.unwrap();
    let letter = noise(900, MAX_LETTER);
    send(store, one, &b, &letter).await.unwrap();
    let stats = store.stats().await.unwrap();
    assert!(stats.charged_bytes < 2 * QUOTA);
    assert_eq!(stats.letters, sent.len() as u64);
}
