-- The change log and the tables that the screens read from it.
-- Every table below "the record" is written by the apply step alone and can be made anew from `entry`.

CREATE TABLE station (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    id       BLOB    NOT NULL
) STRICT;

CREATE TABLE entry (
    id       INTEGER PRIMARY KEY,      -- order of arrival here
    station  BLOB    NOT NULL,
    seq      INTEGER NOT NULL,         -- contiguous within the station, from 1
    hlc      INTEGER NOT NULL,         -- 48 bits of milliseconds, 16 of counter
    author   TEXT    NOT NULL,
    case_no  TEXT,
    kind     TEXT    NOT NULL,
    row_id   BLOB    NOT NULL UNIQUE,
    body     BLOB    NOT NULL,         -- the change, as CBOR
    prev     BLOB    NOT NULL,
    hash     BLOB    NOT NULL UNIQUE,
    UNIQUE (station, seq)
) STRICT;
CREATE INDEX entry_of_case ON entry (case_no, id) WHERE case_no IS NOT NULL;

CREATE TRIGGER entry_is_never_updated BEFORE UPDATE ON entry
BEGIN SELECT RAISE(ABORT, 'an entry of the change log is never updated'); END;
CREATE TRIGGER entry_is_never_deleted BEFORE DELETE ON entry
BEGIN SELECT RAISE(ABORT, 'an entry of the change log is never deleted'); END;

-- ---- the record ----

CREATE TABLE worker (
    number   TEXT    PRIMARY KEY,
    name     TEXT    NOT NULL,
    role     TEXT    NOT NULL,
    office   TEXT    NOT NULL,
    practice INTEGER NOT NULL,
    entry    INTEGER NOT NULL
) STRICT;

CREATE TABLE extract (
    id        BLOB    PRIMARY KEY,
    file      TEXT    NOT NULL,
    sha256    TEXT    NOT NULL,
    kind      TEXT    NOT NULL,
    run       TEXT,                    -- the day the county ran it, where the file says so
    read_on   TEXT    NOT NULL,
    read      INTEGER NOT NULL,
    new       INTEGER NOT NULL,
    changed   INTEGER NOT NULL,
    unchanged INTEGER NOT NULL,
    duplicate INTEGER NOT NULL,
    rejected  INTEGER NOT NULL,
    entry     INTEGER NOT NULL
) STRICT;

-- One row a version of a county's fact; the newest version is the current one.
CREATE TABLE county_fact (
    id         INTEGER PRIMARY KEY,
    case_no    TEXT    NOT NULL,
    kind       TEXT    NOT NULL,
    fact_key   TEXT    NOT NULL,       -- what makes it the same row in the next extract, within case and kind
    body       BLOB    NOT NULL,       -- the fact, as CBOR
    extract    BLOB    NOT NULL,
    source_row INTEGER NOT NULL,       -- as a spreadsheet numbers it
    entry      INTEGER NOT NULL,
    current    INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX county_fact_current ON county_fact (case_no, kind, fact_key) WHERE current = 1;
CREATE INDEX county_fact_of_case ON county_fact (case_no, id);

CREATE TABLE comment (
    id           BLOB    PRIMARY KEY,
    case_no      TEXT    NOT NULL,
    person       INTEGER NOT NULL,
    on_day       TEXT    NOT NULL,
    contact_type TEXT    NOT NULL,
    reached      INTEGER NOT NULL,
    body         BLOB    NOT NULL,     -- the comment, as CBOR
    author       TEXT    NOT NULL,
    entered      INTEGER NOT NULL,     -- milliseconds since 1970, UTC
    protected    INTEGER NOT NULL,     -- hidden until revealed on purpose
    in_error     INTEGER NOT NULL,     -- an amendment says so: it proves nothing
    posted       TEXT,                 -- the day it was copied to the system of record
    to_post      INTEGER NOT NULL,     -- it, or an amendment of it, is still to be copied
    entry        INTEGER NOT NULL
) STRICT;
CREATE INDEX comment_of_case ON comment (case_no, on_day, entry);
CREATE INDEX comment_to_post ON comment (entry) WHERE to_post = 1;
-- All that search narrows by, so that it reads no comment that it does not show.
CREATE INDEX comment_narrowing ON comment (entry, case_no, author, contact_type, on_day);

CREATE TABLE amendment (
    id      BLOB    PRIMARY KEY,
    comment BLOB    NOT NULL,
    body    BLOB    NOT NULL,          -- the amendment, as CBOR
    author  TEXT    NOT NULL,
    entered INTEGER NOT NULL,          -- milliseconds since 1970, UTC
    posted  TEXT,                      -- the day it was copied to the system of record
    entry   INTEGER NOT NULL
) STRICT;
CREATE INDEX amendment_of_comment ON amendment (comment, entry);

-- What search looks at; a row has the number of its comment's entry. Protected comments are not in it.
CREATE VIRTUAL TABLE comment_search USING fts5 (
    purpose, results, forms, documents, amendments,
    tokenize = 'unicode61 remove_diacritics 2'
);

CREATE TABLE alert_disposition (
    alert    TEXT    PRIMARY KEY,
    case_no  TEXT    NOT NULL,
    body     BLOB    NOT NULL,         -- the disposition, as CBOR
    entry    INTEGER NOT NULL
) STRICT;
CREATE INDEX alert_disposition_of_case ON alert_disposition (case_no);

CREATE TABLE annotation (
    case_no TEXT    NOT NULL,
    person  INTEGER NOT NULL,
    text    TEXT    NOT NULL,
    entry   INTEGER NOT NULL,
    PRIMARY KEY (case_no, person)
) STRICT;

CREATE TABLE checklist_mark (
    case_no TEXT    NOT NULL,
    month   TEXT    NOT NULL,
    item    TEXT    NOT NULL,
    body    BLOB    NOT NULL,          -- the mark, as CBOR
    author  TEXT    NOT NULL,
    entry   INTEGER NOT NULL,
    PRIMARY KEY (case_no, month, item)
) STRICT;

-- ---- not the record ----

CREATE TABLE phrase (
    word  TEXT PRIMARY KEY,            -- what is typed after the semicolon
    title TEXT NOT NULL,
    text  TEXT NOT NULL
) STRICT;

CREATE TABLE phrase_use (
    word TEXT    PRIMARY KEY,          -- of the worker's own phrases and of those built in
    uses INTEGER NOT NULL
) STRICT;

CREATE TABLE draft (
    case_no TEXT    NOT NULL,
    author  TEXT    NOT NULL,
    body    TEXT    NOT NULL,          -- the form as typed, as JSON
    saved   INTEGER NOT NULL,          -- milliseconds since 1970, UTC
    PRIMARY KEY (case_no, author)
) STRICT;

CREATE TABLE meter (
    comment        BLOB    PRIMARY KEY,
    keys           INTEGER NOT NULL,   -- besides the narrative
    narrative_keys INTEGER NOT NULL,
    millis         INTEGER NOT NULL    -- from opening the form to filing
) STRICT;
