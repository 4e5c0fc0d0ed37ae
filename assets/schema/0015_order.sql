-- Entries of different stations arrive in any order, and the tables must be the same after every one. What follows keeps
-- what that takes: whose write was the newest, what may arrive before its row, and from which station a row comes,
-- because each station numbers its own entries.

-- ---- the record ----

-- What is written again and again, each with the entry whose write counts. A row is never taken out: where the row that
-- it was about is gone, it keeps an older write from bringing that back.
CREATE TABLE last_write (
    register TEXT    PRIMARY KEY,      -- what is written: a word for its kind, then its key
    hlc      INTEGER NOT NULL,
    station  BLOB    NOT NULL,
    seq      INTEGER NOT NULL,
    body     BLOB                      -- what was written, as CBOR, where the row that shows it may arrive later
) STRICT, WITHOUT ROWID;

-- The times that a comment was copied to the system of record, also those whose comment has not arrived here yet.
CREATE TABLE posting (
    comment BLOB    NOT NULL,
    station BLOB    NOT NULL,
    seq     INTEGER NOT NULL,
    hlc     INTEGER NOT NULL,
    on_day  TEXT    NOT NULL,
    PRIMARY KEY (comment, station, seq)
) STRICT, WITHOUT ROWID;

ALTER TABLE amendment ADD COLUMN station BLOB NOT NULL DEFAULT x'';
UPDATE amendment SET station = (SELECT id FROM station);

-- When a version of a fact was recorded: the newest one is the current one.
ALTER TABLE county_fact ADD COLUMN hlc INTEGER NOT NULL DEFAULT 0;
UPDATE county_fact SET hlc = coalesce((SELECT hlc FROM entry WHERE entry.seq = county_fact.entry), 0);
CREATE INDEX county_fact_replacing ON county_fact (case_no, kind, replaces) WHERE replaces IS NOT NULL;

-- The corrections of rejected rows, also those whose row has not arrived here yet.
CREATE TABLE row_correction (
    source_row INTEGER NOT NULL,
    sha256     TEXT    NOT NULL,       -- of the file with the rejected row, or its beginning
    extract    BLOB    NOT NULL,       -- the extract with the corrected row
    hlc        INTEGER NOT NULL,
    PRIMARY KEY (source_row, sha256, extract)
) STRICT, WITHOUT ROWID;
CREATE INDEX row_correction_of_extract ON row_correction (extract);
ALTER TABLE rejected_row ADD COLUMN hlc INTEGER NOT NULL DEFAULT 0;

-- The times that an extract no longer named a fact, or named it again.
CREATE TABLE absence (
    kind     TEXT    NOT NULL,
    case_no  TEXT    NOT NULL,
    fact_key TEXT    NOT NULL,
    extract  BLOB    NOT NULL,
    is_back  INTEGER NOT NULL,         -- 1 if it named the fact again
    hlc      INTEGER NOT NULL,
    PRIMARY KEY (kind, case_no, fact_key, extract, is_back)
) STRICT, WITHOUT ROWID;
CREATE INDEX absence_of_extract ON absence (extract);

CREATE TABLE act_by_station (
    station BLOB    NOT NULL,
    entry   INTEGER NOT NULL,          -- the number of its entry
    case_no TEXT    NOT NULL,
    person  INTEGER NOT NULL,          -- 0 is the case as a whole
    on_day  TEXT    NOT NULL,          -- the day on which it was done
    kind    TEXT    NOT NULL,
    body    BLOB    NOT NULL,          -- the act, as CBOR
    author  TEXT    NOT NULL,
    undone  INTEGER,                   -- the entry that took it back
    PRIMARY KEY (station, entry)
) STRICT;
INSERT INTO act_by_station
SELECT (SELECT id FROM station), entry, case_no, person, on_day, kind, body, author, undone FROM act;
DROP TABLE act;
ALTER TABLE act_by_station RENAME TO act;
CREATE INDEX act_of_case ON act (case_no, entry);

CREATE TABLE conference_by_station (
    station BLOB    NOT NULL,
    entry   INTEGER NOT NULL,
    ec      TEXT    NOT NULL,
    on_day  TEXT    NOT NULL,
    body    BLOB    NOT NULL,          -- the conference, as CBOR
    author  TEXT    NOT NULL,
    PRIMARY KEY (station, entry)
) STRICT;
INSERT INTO conference_by_station SELECT (SELECT id FROM station), entry, ec, on_day, body, author FROM conference;
DROP TABLE conference;
ALTER TABLE conference_by_station RENAME TO conference;
