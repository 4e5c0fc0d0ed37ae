-- ---- the record ----

-- The reminders that workers wrote for themselves, as each was last left.
CREATE TABLE reminder (
    id      BLOB    PRIMARY KEY,
    case_no TEXT    NOT NULL,          -- 0000000 is no case
    author  TEXT    NOT NULL,
    on_day  TEXT    NOT NULL,          -- the day on which it reminds
    body    BLOB    NOT NULL,          -- the reminder, as CBOR
    entry   INTEGER NOT NULL
) STRICT;
CREATE INDEX reminder_of_author ON reminder (author, on_day);

-- Rejected rows that somebody dismissed: the same cells are dismissed in every later extract of the kind, until they
-- change.
CREATE TABLE dismissed_row (
    kind   TEXT    NOT NULL,
    cells  TEXT    NOT NULL,           -- JSON list, as in rejected_row
    reason TEXT    NOT NULL,
    author TEXT    NOT NULL,
    entry  INTEGER NOT NULL,
    PRIMARY KEY (kind, cells)
) STRICT, WITHOUT ROWID;
