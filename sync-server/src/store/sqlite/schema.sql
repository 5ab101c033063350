-- Version 1. Numbers are the store's own; names and keys are the protocol's 32-byte values.

CREATE TABLE meta (
    key   TEXT PRIMARY KEY,
    value BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE token (
    hash    BLOB PRIMARY KEY,
    expires INTEGER NOT NULL,
    person  BLOB                -- who joined with it
) STRICT, WITHOUT ROWID;

-- What is followed: a person's identity chain, or a circle with its control chain and logs.
CREATE TABLE feed (
    id     INTEGER PRIMARY KEY,
    name   BLOB NOT NULL UNIQUE,
    newest INTEGER NOT NULL     -- the newest record in it
) STRICT;

CREATE TABLE account (
    feed     INTEGER PRIMARY KEY REFERENCES feed,
    identity BLOB NOT NULL,     -- the newest signed identity statement
    bytes    INTEGER NOT NULL   -- charged against the quota
) STRICT;

CREATE TABLE circle (
    feed   INTEGER PRIMARY KEY REFERENCES feed,
    people INTEGER NOT NULL     -- the count when its people, or the identity of one of them, last changed
) STRICT;

CREATE TABLE access (
    circle  INTEGER NOT NULL REFERENCES circle,
    account INTEGER NOT NULL REFERENCES account,
    level   INTEGER,            -- 0 manages, 1 appends; null: had access once
    since   INTEGER NOT NULL,   -- the count when access was last gained
    first   INTEGER NOT NULL,   -- the count when access was first gained
    PRIMARY KEY (circle, account)
) STRICT, WITHOUT ROWID;
CREATE INDEX access_of_account ON access (account, circle);

CREATE TABLE chain (
    id     INTEGER PRIMARY KEY,
    feed   INTEGER NOT NULL REFERENCES feed,
    device BLOB NOT NULL,       -- whose log; empty for an identity or control chain
    next   INTEGER NOT NULL,
    head   BLOB NOT NULL,
    UNIQUE (feed, device)
) STRICT;

-- `stored` is the store's count. AUTOINCREMENT, because a number that was once given out and deleted must
-- not come again: somebody's cursor may stand on it.
CREATE TABLE record (
    stored INTEGER PRIMARY KEY AUTOINCREMENT,
    feed   INTEGER NOT NULL REFERENCES feed,
    chain  INTEGER NOT NULL REFERENCES chain,
    n      INTEGER NOT NULL,
    kind   INTEGER NOT NULL,    -- the protocol's Record variant
    hash   BLOB NOT NULL,
    header BLOB NOT NULL,       -- signed, canonical
    UNIQUE (chain, n)
) STRICT;
CREATE INDEX record_of_feed ON record (feed, stored);

-- Apart, so that following headers does not read past payloads, and pruning drops whole rows.
CREATE TABLE payload (
    stored INTEGER PRIMARY KEY REFERENCES record,
    bytes  BLOB NOT NULL
) STRICT;

CREATE TABLE recovery (
    id      INTEGER PRIMARY KEY,
    locator BLOB NOT NULL,
    account INTEGER NOT NULL REFERENCES account,
    hash    BLOB NOT NULL,
    bytes   BLOB NOT NULL,
    UNIQUE (locator, hash)
) STRICT;
