-- Version 2. Invitations, letters, deposits.

ALTER TABLE token ADD COLUMN account INTEGER REFERENCES account;   -- who invites by it; null: founding
ALTER TABLE token ADD COLUMN invites INTEGER NOT NULL DEFAULT 1;   -- whether who joins with it may invite
CREATE INDEX token_unused ON token (account) WHERE person IS NULL;

ALTER TABLE account ADD COLUMN invites INTEGER NOT NULL DEFAULT 0; -- whether it may
-- How many deposits in which week, and no more: not which, not where.
ALTER TABLE account ADD COLUMN deposit_week INTEGER NOT NULL DEFAULT 0;
ALTER TABLE account ADD COLUMN deposits INTEGER NOT NULL DEFAULT 0;

-- Until now every token was a founding one. The founder is who came first.
UPDATE account SET invites = 1 WHERE feed = (SELECT min(feed) FROM account);

-- A person's letters are a feed of their own, which nobody else follows.
CREATE TABLE inbox (
    account INTEGER PRIMARY KEY REFERENCES account,
    feed    INTEGER NOT NULL UNIQUE REFERENCES feed,
    letters INTEGER NOT NULL,   -- waiting
    bytes   INTEGER NOT NULL    -- of them
) STRICT;

-- Who sent it, for the share of each sender. Gone with the letter.
CREATE TABLE letter (
    stored INTEGER PRIMARY KEY REFERENCES record,
    inbox  INTEGER NOT NULL REFERENCES inbox,
    sender INTEGER NOT NULL REFERENCES account,
    bytes  INTEGER NOT NULL
) STRICT;
CREATE INDEX letter_of_sender ON letter (inbox, sender, bytes);

-- Letters and deposits have no place that names them, as a link of a chain has: the same bytes are the same.
CREATE UNIQUE INDEX sealed_once ON record (feed, hash) WHERE kind > 3;
