-- The ways into the home that the record enrolled: a worker's passphrase, a recovery key, an office's key. One that was
-- taken away stays here, marked, so that its holder can prove later who they are.
CREATE TABLE way (
    kind    TEXT    NOT NULL,          -- passphrase, recovery, escrow
    label   TEXT    NOT NULL,          -- the worker's number, or the office's name
    public  TEXT    NOT NULL,          -- the public key, in hexadecimal
    author  TEXT    NOT NULL,          -- who made it
    office  TEXT,                      -- the office with whose key it was made, if not with a worker's own way
    removed INTEGER NOT NULL,          -- 1 if it no longer opens the home
    let_in  INTEGER NOT NULL,          -- 1 if it was taken away and a restored backup let it in again
    entry   INTEGER NOT NULL,
    PRIMARY KEY (kind, label)
) STRICT;

-- How often the key file was changed. An older one is refused.
CREATE TABLE key_file (
    only_row   INTEGER PRIMARY KEY CHECK (only_row = 1),
    generation INTEGER NOT NULL,
    entry      INTEGER NOT NULL
) STRICT;
