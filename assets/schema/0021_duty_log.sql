-- The entries of the duty log that are about no case, without the name of a client.
CREATE TABLE duty_note (
    id     BLOB    PRIMARY KEY,
    on_day TEXT    NOT NULL,
    body   BLOB    NOT NULL,           -- the entry, as CBOR
    author TEXT    NOT NULL,
    entry  INTEGER NOT NULL
) STRICT;
