-- What an import leaves to be looked at is part of the record: rows that could not be used, and what the newest extract
-- of a kind no longer names. It is written by the apply step, so that a replay of the log proves it. The tables of
-- before were not in the log: what they hold comes again with the next reading of the file.

DROP TABLE rejected_row;
DROP TABLE rejected_header;
DROP TABLE absent_fact;

-- ---- the record ----

-- Rows that could not be used, as the file has them.
CREATE TABLE rejected_row (
    extract    BLOB    NOT NULL,
    source_row INTEGER NOT NULL,       -- as a spreadsheet numbers it
    reason     TEXT    NOT NULL,
    suggestion TEXT    NOT NULL,
    cells      TEXT    NOT NULL,       -- JSON list, in the order of the header
    mended     BLOB,                   -- the extract with the mended row; none while it waits
    PRIMARY KEY (extract, source_row)
) STRICT, WITHOUT ROWID;

CREATE TABLE rejected_header (
    extract BLOB PRIMARY KEY,
    layout  TEXT NOT NULL,
    cells   TEXT NOT NULL              -- JSON list
) STRICT;

-- The entries that tell of several cases at once, by case.
CREATE TABLE entry_about (
    case_no TEXT    NOT NULL,
    entry   INTEGER NOT NULL,
    PRIMARY KEY (case_no, entry)
) STRICT, WITHOUT ROWID;

-- Facts that an extract of their kind did not name although an earlier one did.
CREATE TABLE absent_fact (
    case_no     TEXT NOT NULL,
    kind        TEXT NOT NULL,
    fact_key    TEXT NOT NULL,
    extract     BLOB NOT NULL,         -- the first one that does not name it
    named_again BLOB,                  -- the one that names it again; none while it is absent
    PRIMARY KEY (kind, case_no, fact_key)
) STRICT, WITHOUT ROWID;
