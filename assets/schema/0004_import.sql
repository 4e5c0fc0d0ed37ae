-- What an import leaves beside the record, and where in a workbook an extract stood.

ALTER TABLE extract ADD COLUMN sheet TEXT;
ALTER TABLE extract ADD COLUMN taken_back INTEGER;     -- the entry that took it back

CREATE INDEX county_fact_of_extract ON county_fact (extract);

-- ---- not the record ----

-- Rows that could not be used, as the file has them, until they are mended.
CREATE TABLE rejected_row (
    extract    BLOB    NOT NULL,
    source_row INTEGER NOT NULL,       -- as a spreadsheet numbers it
    reason     TEXT    NOT NULL,
    suggestion TEXT    NOT NULL,
    cells      TEXT    NOT NULL,       -- JSON list, in the order of the header
    PRIMARY KEY (extract, source_row)
) STRICT, WITHOUT ROWID;

CREATE TABLE rejected_header (
    extract BLOB PRIMARY KEY,
    layout  TEXT NOT NULL,
    cells   TEXT NOT NULL              -- JSON list
) STRICT;

-- What the newest extract of a kind no longer names although an earlier one did.
CREATE TABLE absent_fact (
    case_no  TEXT NOT NULL,
    kind     TEXT NOT NULL,
    fact_key TEXT NOT NULL,
    extract  BLOB NOT NULL,            -- the one that does not name it
    PRIMARY KEY (kind, case_no, fact_key)
) STRICT, WITHOUT ROWID;
